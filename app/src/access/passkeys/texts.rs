//! Texts of passkeys.

use domain::passkeys::PasskeyProblem;

impl crate::i18n::Texts {
    /// Passkeys.
    pub fn passkeys(self) -> &'static PasskeyTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of passkeys, in one language.
#[derive(Debug)]
pub struct PasskeyTexts {
    // The ones that there are.
    pub title: &'static str,
    pub lede: &'static str,
    pub name: &'static str,
    pub since: &'static str,
    pub last_used: &'static str,
    pub never_used: &'static str,
    /// There is one, and no other second factor.
    pub only_one: &'static str,

    // Adding one.
    pub add_title: &'static str,
    pub add_what: &'static str,
    pub name_hint: &'static str,
    pub add: &'static str,
    /// Where the browser runs no scripts.
    pub needs_scripts: &'static str,

    // Removing one.
    pub remove_title: &'static str,
    pub remove_what: &'static str,
    /// Where no code is asked for.
    pub remove_with_key: &'static str,
    pub which: &'static str,
    pub remove: &'static str,

    // Signing in.
    pub sign_in: &'static str,
    pub give: &'static str,
    /// Before the code that can be given instead.
    pub or_code: &'static str,
    /// The only second factor, where the browser runs no scripts.
    pub give_needs_scripts: &'static str,

    // What was just done.
    pub added: &'static str,
    pub removed: &'static str,

    // What the browser says.
    pub unsupported: &'static str,
    pub cancelled: &'static str,
    pub failed: &'static str,

    // What is refused.
    pub bad_name: &'static str,
    pub too_many: &'static str,
    pub none: &'static str,
    gone: &'static str,
    elsewhere: &'static str,
    unknown: &'static str,
    copied: &'static str,
    unverified: &'static str,
    pub known: &'static str,
    wrong: &'static str,
}

impl PasskeyTexts {
    /// Why what an authenticator answered was refused.
    pub fn problem(&self, problem: PasskeyProblem) -> &'static str {
        match problem {
            PasskeyProblem::Gone => self.gone,
            PasskeyProblem::Elsewhere => self.elsewhere,
            PasskeyProblem::Unknown => self.unknown,
            PasskeyProblem::Copied => self.copied,
            PasskeyProblem::Unverified => self.unverified,
            PasskeyProblem::Added => self.known,
            PasskeyProblem::Wrong => self.wrong,
        }
    }
}

pub static FR: PasskeyTexts = PasskeyTexts {
    title: "Clés d’accès",
    lede: "Une clé d’accès est gardée par votre ordinateur, votre téléphone ou une clé de sécurité, qui vous reconnaît (empreinte, visage ou code de l’appareil). Elle ne sert que sur ce site, et remplace le code, ou le mot de passe et le code.",
    name: "Nom de la clé",
    since: "Ajoutée le",
    last_used: "Dernier usage",
    never_used: "jamais",
    only_one: "Cette clé est votre seul second facteur. Ajoutez-en une autre, ou une application de codes, pour le jour où l’appareil manque.",

    add_title: "Ajouter une clé d’accès",
    add_what: "Saisissez votre mot de passe\u{a0}: votre navigateur propose ensuite où garder la clé. Vos autres connexions se ferment.",
    name_hint: "Pour la reconnaître\u{a0}: «\u{a0}Ordinateur du bureau\u{a0}», par exemple.",
    add: "Ajouter une clé d’accès",
    needs_scripts: "Les clés d’accès demandent JavaScript, que votre navigateur n’exécute pas ici.",

    remove_title: "Retirer une clé d’accès",
    remove_what: "La clé n’ouvre plus rien ici. Vos autres connexions se ferment. Effacez-la aussi de l’appareil qui la garde.",
    remove_with_key: "Pour confirmer, votre navigateur vous demande une de vos clés.",
    which: "Clé à retirer",
    remove: "Retirer la clé",

    sign_in: "Se connecter avec une clé d’accès",
    give: "Utiliser ma clé d’accès",
    or_code: "Ou saisissez un code\u{a0}:",
    give_needs_scripts: "Votre second facteur est une clé d’accès, qui demande JavaScript\u{a0}: votre navigateur ne l’exécute pas ici.",

    added: "Clé d’accès ajoutée. Vos autres connexions sont fermées\u{a0}; un mail vous le confirme.",
    removed: "Clé d’accès retirée. Vos autres connexions sont fermées\u{a0}; un mail vous le confirme.",

    unsupported: "Ce navigateur ne connaît pas les clés d’accès, ou pas à cette adresse.",
    cancelled: "Aucune clé n’a répondu\u{a0}: la demande a été annulée, ou a duré trop longtemps. Réessayez quand vous voulez.",
    failed: "La clé n’a pas pu être utilisée. Réessayez dans un instant.",

    bad_name: "Donnez à la clé un nom de 60 caractères au plus, sans adresse de site.",
    too_many: "Vous avez déjà vingt clés d’accès. Retirez-en une que vous n’utilisez plus.",
    none: "Vous n’avez pas de clé d’accès ici.",
    gone: "Cette demande n’est plus valable\u{a0}: elle a déjà servi, ou date de plus de cinq minutes. Recommencez.",
    elsewhere: "Cette réponse a été faite pour un autre site. Vérifiez l’adresse dans votre navigateur, puis recommencez.",
    unknown: "Cette clé d’accès n’est pas l’une des vôtres ici, ou a été retirée. Utilisez-en une autre, ou votre mot de passe.",
    copied: "Cette clé a servi ailleurs depuis\u{a0}: il en existe peut-être une copie. Utilisez un autre moyen, puis retirez-la.",
    unverified: "L’appareil n’a pas vérifié qui le tient. Activez son code, son empreinte ou son visage, puis recommencez.",
    known: "Cette clé d’accès est déjà ajoutée.",
    wrong: "La clé n’a pas répondu à ce qui lui était demandé. Recommencez.",
};

pub static EN: PasskeyTexts = PasskeyTexts {
    title: "Passkeys",
    lede: "A passkey is kept by your computer, your telephone or a security key, which recognises you (fingerprint, face or the device’s code). It serves on this site alone, and takes the place of the code, or of the password and the code.",
    name: "Name of the passkey",
    since: "Added on",
    last_used: "Last used",
    never_used: "never",
    only_one: "This passkey is your only second factor. Add another, or an application for codes, for the day on which the device is missing.",

    add_title: "Add a passkey",
    add_what: "Type your password: your browser then offers where to keep the passkey. Your other sessions end.",
    name_hint: "To recognise it: “Office computer”, for example.",
    add: "Add a passkey",
    needs_scripts: "Passkeys need JavaScript, which your browser does not run here.",

    remove_title: "Remove a passkey",
    remove_what: "The passkey no longer opens anything here. Your other sessions end. Erase it from the device that keeps it, too.",
    remove_with_key: "To confirm, your browser asks you for one of your passkeys.",
    which: "Passkey to remove",
    remove: "Remove the passkey",

    sign_in: "Sign in with a passkey",
    give: "Use my passkey",
    or_code: "Or type a code:",
    give_needs_scripts: "Your second factor is a passkey, which needs JavaScript: your browser does not run it here.",

    added: "Passkey added. Your other sessions have ended; a mail confirms it.",
    removed: "Passkey removed. Your other sessions have ended; a mail confirms it.",

    unsupported: "This browser does not know passkeys, or not at this address.",
    cancelled: "No passkey has answered: the request was cancelled, or took too long. Try again whenever you like.",
    failed: "The passkey could not be used. Try again shortly.",

    bad_name: "Give the passkey a name of at most 60 characters, without the address of a site.",
    too_many: "You have twenty passkeys already. Remove one that you no longer use.",
    none: "You have no passkey here.",
    gone: "This request is no longer valid: it was answered already, or is more than five minutes old. Begin again.",
    elsewhere: "This answer was made for another site. Check the address in your browser, then begin again.",
    unknown: "This passkey is not one of yours here, or was removed. Use another, or your password.",
    copied: "This passkey was used elsewhere since: there may be a copy of it. Use another means, then remove it.",
    unverified: "The device has not made sure who holds it. Turn on its code, fingerprint or face, then begin again.",
    known: "This passkey is added already.",
    wrong: "The passkey has not answered what it was asked. Begin again.",
};
