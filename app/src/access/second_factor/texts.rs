//! Texts of one's second factor.

impl crate::i18n::Texts {
    /// One's second factor.
    pub fn second_factor(self) -> &'static SecondFactorTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of one's second factor, in one language.
#[derive(Debug)]
pub struct SecondFactorTexts {
    pub title: &'static str,
    pub lede: &'static str,
    /// Link to its page.
    pub manage: &'static str,
    /// A customer, or the carrier, requires it.
    pub required: &'static str,

    // Adding one.
    pub add_title: &'static str,
    /// Of who may do nothing else before.
    pub add_lede: &'static str,
    /// Of who has a passkey already.
    pub add_application: &'static str,
    pub step_application: &'static str,
    pub step_key: &'static str,
    pub step_code: &'static str,
    /// What the picture is, for who does not see it.
    pub picture: &'static str,
    pub key: &'static str,
    pub on_this_telephone: &'static str,
    pub open_application: &'static str,
    pub password: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub add: &'static str,

    // Giving it after the password.
    pub give_title: &'static str,
    pub give_lede: &'static str,
    pub give: &'static str,
    pub lost: &'static str,
    /// The same of who has passkeys alone.
    pub lost_passkey: &'static str,

    // The one that there is.
    pub present: &'static str,
    pub kind: &'static str,
    pub application: &'static str,
    pub since: &'static str,
    pub codes_left: &'static str,
    pub few_left: &'static str,
    pub renew_title: &'static str,
    pub renew_what: &'static str,
    pub renew: &'static str,
    pub remove_title: &'static str,
    pub remove_what: &'static str,
    /// The same of who has a passkey beside it.
    pub remove_beside: &'static str,
    pub remove: &'static str,

    // What was just done.
    pub added: &'static str,
    pub renewed: &'static str,
    pub removed: &'static str,
    pub codes_title: &'static str,
    pub codes_once: &'static str,
}

pub static FR: SecondFactorTexts = SecondFactorTexts {
    title: "Second facteur",
    lede: "Après le mot de passe, un code que seul votre téléphone connaît, ou une clé d’accès\u{a0}: qui devine votre mot de passe n’entre pas.",
    manage: "Gérer le second facteur",
    required: "Un second facteur est exigé de vous, pour ce que vous administrez. Si vous le désactivez, il vous faudra aussitôt en ajouter un autre.",

    add_title: "Ajouter un second facteur",
    add_lede: "Un second facteur est exigé de vous, pour ce que vous administrez. Ajoutez-le pour continuer\u{a0}: il vous sera demandé à chaque connexion.",
    add_application: "Ajouter une application de codes",
    step_application: "Installez sur votre téléphone une application de codes (par exemple FreeOTP, Aegis, ou celle de votre gestionnaire de mots de passe).",
    step_key: "Dans cette application, ajoutez un compte et visez cette image, ou recopiez la clé.",
    step_code: "Confirmez avec votre mot de passe et le code que l’application affiche.",
    picture: "Code QR de la clé écrite à côté",
    key: "Clé à recopier",
    on_this_telephone: "Sur ce téléphone",
    open_application: "Ouvrir l’application",
    password: "Votre mot de passe",
    code: "Code à six chiffres",
    code_hint: "Celui que votre application affiche, ou l’un de vos codes de secours.",
    add: "Ajouter le second facteur",

    give_title: "Votre second facteur",
    give_lede: "Votre mot de passe est juste. Il reste à donner votre second facteur.",
    give: "Continuer",
    lost: "Téléphone perdu\u{a0}? Saisissez l’un de vos codes de secours. Si vous n’en avez plus, appelez le service client de votre transporteur\u{a0}: après vérification, il peut retirer le second facteur.",
    lost_passkey: "Clé perdue\u{a0}? Appelez le service client de votre transporteur\u{a0}: après vérification, il peut retirer le second facteur.",

    present: "Second facteur actif",
    kind: "Moyen",
    application: "Application de codes",
    since: "Ajouté le",
    codes_left: "Codes de secours restants",
    few_left: "Il vous reste peu de codes de secours. Faites-en de nouveaux avant d’en manquer.",
    renew_title: "Faire de nouveaux codes de secours",
    renew_what: "Dix nouveaux codes remplacent les précédents, qui ne servent plus.",
    renew: "Remplacer les codes",
    remove_title: "Désactiver le second facteur",
    remove_what: "Votre mot de passe suffira de nouveau pour entrer. Vos autres connexions se ferment. Pour changer de téléphone, désactivez-le, puis ajoutez-en un autre.",
    remove_beside: "Après le mot de passe, seules vos clés d’accès seront demandées. Vos autres connexions se ferment.",
    remove: "Désactiver le second facteur",

    added: "Second facteur ajouté. Vos autres connexions sont fermées\u{a0}; un mail vous le confirme.",
    renewed: "Nouveaux codes de secours. Les précédents ne servent plus.",
    removed: "Second facteur désactivé. Vos autres connexions sont fermées\u{a0}; un mail vous le confirme.",
    codes_title: "Vos codes de secours",
    codes_once: "Imprimez cette page ou recopiez ces codes, et gardez-les loin de votre téléphone\u{a0}: ils ne seront plus jamais affichés. Chacun remplace une fois le code de votre application.",
};

pub static EN: SecondFactorTexts = SecondFactorTexts {
    title: "Second factor",
    lede: "After the password, a code that only your telephone knows, or a passkey: whoever guesses your password stays outside.",
    manage: "Manage the second factor",
    required: "A second factor is required of you, for what you administer. If you turn it off, you will have to add another at once.",

    add_title: "Add a second factor",
    add_lede: "A second factor is required of you, for what you administer. Add it to go on: it will be asked for at each sign-in.",
    add_application: "Add an application for codes",
    step_application: "Install an application for codes on your telephone (for example FreeOTP, Aegis, or that of your password manager).",
    step_key: "In this application, add an account and aim at this picture, or copy the key.",
    step_code: "Confirm with your password and the code that the application shows.",
    picture: "QR code of the key that is written beside it",
    key: "Key to copy",
    on_this_telephone: "On this telephone",
    open_application: "Open the application",
    password: "Your password",
    code: "Code of six digits",
    code_hint: "The one that your application shows, or one of your recovery codes.",
    add: "Add the second factor",

    give_title: "Your second factor",
    give_lede: "Your password is right. What is left is your second factor.",
    give: "Continue",
    lost: "Lost your telephone? Type one of your recovery codes. If you have none left, call your carrier’s customer service: once they have made sure who you are, they can remove the second factor.",
    lost_passkey: "Lost your passkey? Call your carrier’s customer service: once they have made sure who you are, they can remove the second factor.",

    present: "Second factor in use",
    kind: "Means",
    application: "Application for codes",
    since: "Added on",
    codes_left: "Recovery codes left",
    few_left: "You have few recovery codes left. Make new ones before you run out.",
    renew_title: "Make new recovery codes",
    renew_what: "Ten new codes replace the former ones, which no longer work.",
    renew: "Replace the codes",
    remove_title: "Turn the second factor off",
    remove_what: "Your password alone will be enough again. Your other sessions end. To change telephones, turn it off, then add another.",
    remove_beside: "After the password, your passkeys alone will be asked for. Your other sessions end.",
    remove: "Turn the second factor off",

    added: "Second factor added. Your other sessions have ended; a mail confirms it.",
    renewed: "New recovery codes. The former ones no longer work.",
    removed: "Second factor turned off. Your other sessions have ended; a mail confirms it.",
    codes_title: "Your recovery codes",
    codes_once: "Print this page or copy these codes, and keep them away from your telephone: they will never be shown again. Each takes the place of your application’s code once.",
};
