//! What mails say, in French and in English.

use super::queue::Changed;
use domain::locale::Locale;

/// The texts of the mails in one language.
pub(super) struct Texts {
    /// Between a label and its value: French spaces its colons.
    pub(super) colon: &'static str,
    pub(super) hello: fn(name: &str) -> String,
    pub(super) from_customer: fn(customer: &str) -> String,
    pub(super) identifier: &'static str,
    pub(super) password: &'static str,
    pub(super) link: &'static str,
    pub(super) sign_in_at: &'static str,
    pub(super) in_short: &'static str,
    pub(super) sign_in: &'static str,
    pub(super) choose_password: &'static str,
    pub(super) if_button_fails: &'static str,
    pub(super) never_asked: &'static str,
    pub(super) automatic: fn(address: &str) -> String,
    pub(super) welcome: Words,
    pub(super) activation: Words,
    pub(super) access: Words,
    pub(super) reset: Words,
    pub(super) last_day: &'static str,
    pub(super) accesses: &'static str,
    pub(super) see_accesses: &'static str,
    pub(super) ending: Words,
    pub(super) endings: Words,
    pub(super) asked_by: &'static str,
    pub(super) accept_until: &'static str,
    pub(super) answer: &'static str,
    pub(super) kept_accesses: &'static str,
    pub(super) see_administrators: &'static str,
    /// To the successor who is asked.
    pub(super) hand_over: Words,
    /// To the deputy who is asked.
    pub(super) deputy: Words,
    pub(super) administrator: Words,
    pub(super) former_administrator: Words,
    /// To the other administrators.
    pub(super) administrators: Words,
    pub(super) new_address: &'static str,
    pub(super) asked_at: &'static str,
    pub(super) confirm_until: &'static str,
    pub(super) confirm_address: &'static str,
    pub(super) refuse_address: &'static str,
    /// To the present address, when another is asked for.
    pub(super) address_asked: Words,
    /// To the one that is asked for.
    pub(super) address_proof: Words,
    /// To the same, when it is another person's.
    pub(super) address_taken: Words,
    pub(super) address_changed: Words,
    /// To the address before.
    pub(super) address_former: Words,
    /// A trial of the carrier's staff: its subject, and all that it says.
    pub(super) trial_subject: &'static str,
    pub(super) trial: &'static str,
    pub(super) changed: &'static str,
    pub(super) changed_at: &'static str,
    pub(super) changed_from: &'static str,
    pub(super) codes_left: &'static str,
    /// What the person calls a passkey.
    pub(super) passkey: &'static str,
    pub(super) what_changed: fn(Changed) -> &'static str,
    pub(super) see_sessions: &'static str,
    /// Of a password or a second factor that changed.
    pub(super) credential: Words,
    pub(super) choose_credentials: &'static str,
    pub(super) see_advanced: &'static str,
    /// To an advanced user who has yet to choose an identifier and a password.
    pub(super) advanced_activation: Words,
    /// To one who has them.
    pub(super) advanced_access: Words,
    /// To an advanced user of another customer's.
    pub(super) advanced_asked: Words,
    /// To somebody who is none any more.
    pub(super) advanced_ended: Words,
    /// To the administrators.
    pub(super) advanced_left: Words,
}

/// What the mails of one kind say.
pub(super) struct Words {
    /// `customer` was named by the carrier, so it may stand here; nobody else's name may.
    pub(super) subject: fn(customer: &str) -> String,
    pub(super) title: &'static str,
    pub(super) lead: fn(customer: &str) -> String,
    /// Until when what it carries works.
    pub(super) validity: &'static str,
    /// What to do when one expected nothing of the kind.
    pub(super) unexpected: &'static str,
}

/// The texts in this language.
pub(super) fn of(locale: Locale) -> &'static Texts {
    match locale {
        Locale::Fr => &FR,
        Locale::En => &EN,
    }
}

static FR: Texts = Texts {
    colon: " : ",
    trial_subject: "Essai de Guichet",
    trial: "Bonjour,\r\n\r\nCe mail d’essai a été envoyé par l’exploitant du portail. S’il vous parvient, les mails de Guichet vous \
            parviennent.\r\n\r\nIl n’y a rien à faire.\r\n",
    hello: |name| if name.is_empty() { "Bonjour,".to_owned() } else { format!("Bonjour {name},") },
    from_customer: |customer| format!("pour {customer}"),
    identifier: "Identifiant",
    password: "Mot de passe",
    link: "Lien",
    sign_in_at: "Adresse de connexion",
    in_short: "Votre accès en bref",
    sign_in: "Se connecter",
    choose_password: "Choisir mon mot de passe",
    if_button_fails: "Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :",
    never_asked: "Nous ne vous demanderons jamais votre mot de passe, ni par mail ni par téléphone.",
    automatic: |address| format!("Message automatique envoyé à {address}."),
    welcome: Words {
        subject: |customer| format!("Votre accès à l’espace client de {customer}"),
        title: "Votre accès est ouvert",
        lead: |customer| {
            format!(
                "Un accès à l’espace client de {customer} vous a été ouvert. Voici de quoi vous connecter \
                 une première fois ; vous choisirez alors votre propre mot de passe."
            )
        },
        validity: "Ce mot de passe est provisoire : il vous est personnel, est valable 72 heures et sera \
                   remplacé par le vôtre à la première connexion.",
        unexpected: "Vous n’attendiez pas cet accès ? Ignorez ce message.",
    },
    activation: Words {
        subject: |customer| format!("Votre accès à l’espace client de {customer}"),
        title: "Votre accès est ouvert",
        lead: |customer| {
            format!(
                "Un accès à l’espace client de {customer} vous a été ouvert. Il vous reste à choisir votre \
                 mot de passe."
            )
        },
        validity: "Ce lien vous est personnel. Il est valable 72 heures et ne sert qu’une fois.",
        unexpected: "Vous n’attendiez pas cet accès ? Ignorez ce message.",
    },
    access: Words {
        subject: |customer| format!("Votre accès à l’espace client de {customer}"),
        title: "Un accès de plus",
        lead: |customer| format!("Vous avez désormais aussi accès à l’espace client de {customer}."),
        validity: "Connectez-vous avec votre identifiant et votre mot de passe habituels, puis acceptez l’invitation dans Vos accès.",
        unexpected: "Vous n’attendiez pas cet accès ? Ignorez ce message.",
    },
    reset: Words {
        subject: |_| "Votre nouveau mot de passe".to_owned(),
        title: "Choisissez un nouveau mot de passe",
        lead: |_| {
            "Un nouveau mot de passe a été demandé pour votre compte. Ce lien vous permet de le choisir."
                .to_owned()
        },
        validity: "Ce lien vous est personnel. Il est valable une heure et ne sert qu’une fois.",
        unexpected: "Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe n’a pas changé.",
    },
    last_day: "Dernier jour",
    accesses: "Accès concernés",
    see_accesses: "Voir les accès",
    ending: Words {
        subject: |customer| format!("Fin d’un accès à l’espace client de {customer}"),
        title: "Un de vos accès prend fin ce soir",
        lead: |customer| {
            format!(
                "Un accès que vous avez à l’espace client de {customer}, ou un droit qui en fait partie, \
                 prend fin ce soir à minuit."
            )
        },
        validity: "Il vous sert encore ? Demandez à votre administrateur de le prolonger avant minuit.",
        unexpected: "Tout va bien si vous vous y attendiez : vous n’avez rien à faire.",
    },
    endings: Words {
        subject: |customer| format!("Fin d’accès à l’espace client de {customer}"),
        title: "Des accès prennent fin ce soir",
        lead: |customer| {
            format!(
                "Des accès à l’espace client de {customer}, ou des droits qui en font partie, prennent fin \
                 ce soir à minuit. Les personnes concernées en sont averties."
            )
        },
        validity: "Pour en prolonger un, ouvrez l’accès et changez sa date de fin avant minuit.",
        unexpected: "S’ils doivent prendre fin, vous n’avez rien à faire.",
    },
    asked_by: "Demandé par",
    accept_until: "À accepter jusqu’au",
    answer: "Répondre à la demande",
    kept_accesses: "Accès conservés",
    see_administrators: "Voir les administrateurs",
    hand_over: Words {
        subject: |customer| format!("Reprendre l’administration de l’espace client de {customer}"),
        title: "On vous propose de reprendre l’administration",
        lead: |customer| {
            format!(
                "L’administration de l’espace client de {customer} vous est proposée. Si vous acceptez, vous \
                 prendrez la place de la personne qui la tient aujourd’hui : vous donnerez et retirerez les \
                 accès, et gérerez contrats, sites et profils."
            )
        },
        validity: "Rien ne change tant que vous n’avez pas accepté. Vous vous connecterez et confirmerez avec \
                   votre mot de passe ; vos autres connexions seront alors fermées.",
        unexpected: "Vous ne souhaitez pas accepter ? Ignorez ce message : la demande s’éteint d’elle-même.",
    },
    deputy: Words {
        subject: |customer| format!("Partager l’administration de l’espace client de {customer}"),
        title: "On vous propose de partager l’administration",
        lead: |customer| {
            format!(
                "Devenir administrateur adjoint de l’espace client de {customer} vous est proposé. Si vous \
                 acceptez, vous donnerez et retirerez les accès, et gérerez contrats, sites et profils, avec \
                 ceux qui le font aujourd’hui."
            )
        },
        validity: "Rien ne change tant que vous n’avez pas accepté. Vous vous connecterez et confirmerez avec \
                   votre mot de passe ; vos autres connexions seront alors fermées.",
        unexpected: "Vous ne souhaitez pas accepter ? Ignorez ce message : la demande s’éteint d’elle-même.",
    },
    administrator: Words {
        subject: |customer| format!("Vous administrez l’espace client de {customer}"),
        title: "Vous êtes administrateur",
        lead: |customer| {
            format!(
                "Vous administrez désormais l’espace client de {customer} : vous donnez et retirez les accès, \
                 et gérez contrats, sites et profils. Vos connexions ouvertes ont été fermées."
            )
        },
        validity: "Connectez-vous avec votre identifiant et votre mot de passe habituels.",
        unexpected: "Vous ne vous y attendiez pas ? Prévenez le service client de votre transporteur.",
    },
    former_administrator: Words {
        subject: |customer| format!("Vous n’administrez plus l’espace client de {customer}"),
        title: "Vous n’êtes plus administrateur",
        lead: |customer| {
            format!(
                "Vous n’administrez plus l’espace client de {customer}. Vos connexions ouvertes ont été fermées."
            )
        },
        validity: "Les accès que vous aviez en votre nom, s’il y en a, vous restent avec leurs droits ; un \
                   administrateur peut les changer.",
        unexpected: "Vous ne vous y attendiez pas ? Prévenez sans attendre les administrateurs de votre \
                     entreprise, ou le service client de votre transporteur.",
    },
    administrators: Words {
        subject: |customer| format!("Les administrateurs de {customer} ont changé"),
        title: "Les administrateurs ont changé",
        lead: |customer| {
            format!("La liste des personnes qui administrent l’espace client de {customer} vient de changer.")
        },
        validity: "Vous recevez ce message parce que vous en faites partie.",
        unexpected: "Vous ne vous y attendiez pas ? Regardez qui en fait partie, et prévenez le service client \
                     de votre transporteur.",
    },
    new_address: "Nouvelle adresse",
    asked_at: "Demandé le",
    confirm_until: "À confirmer avant le",
    confirm_address: "Voir et confirmer",
    refuse_address: "Refuser",
    address_asked: Words {
        subject: |_| "Changement de votre adresse e-mail : à confirmer".to_owned(),
        title: "Voulez-vous changer d’adresse ?",
        lead: |_| {
            "Une autre adresse a été demandée pour votre compte, avec votre mot de passe. Rien ne change tant que vous \
             n’avez pas confirmé ici et à la nouvelle adresse."
                .to_owned()
        },
        validity: "Ces liens vous sont personnels et valables 24 heures ; confirmer ne se fait qu’une fois.",
        unexpected: "Vous n’avez rien demandé ? Refusez, puis changez votre mot de passe sans attendre : quelqu’un le \
                     connaît.",
    },
    address_proof: Words {
        subject: |_| "Confirmez votre adresse e-mail".to_owned(),
        title: "Est-ce bien votre adresse ?",
        lead: |_| {
            "Quelqu’un demande à se servir de cette adresse pour se connecter à son espace client. Si c’est vous, \
             confirmez-la ; il faut aussi confirmer à l’adresse actuelle du compte."
                .to_owned()
        },
        validity: "Ce lien vous est personnel. Il est valable 24 heures et ne sert qu’une fois.",
        unexpected: "Ce n’est pas vous ? Ne confirmez pas : la demande s’éteint d’elle-même.",
    },
    address_taken: Words {
        subject: |_| "Votre adresse e-mail a été demandée".to_owned(),
        title: "Quelqu’un a voulu se servir de votre adresse",
        lead: |_| {
            "Votre adresse a été demandée pour un autre compte. Elle est déjà celle du vôtre : rien ne change, et \
             personne d’autre ne se connecte avec elle."
                .to_owned()
        },
        validity: "Vous n’avez rien à faire.",
        unexpected: "Avez-vous deux comptes, et est-ce vous qui l’avez demandé ? Adressez-vous à votre administrateur.",
    },
    address_changed: Words {
        subject: |_| "Votre adresse e-mail a changé".to_owned(),
        title: "Vous avez une nouvelle adresse",
        lead: |_| {
            "Cette adresse est désormais celle de votre compte : c’est avec elle que vous vous connectez, et c’est ici \
             qu’arrivent vos mails. Vos autres connexions ont été fermées."
                .to_owned()
        },
        validity: "Votre identifiant et votre mot de passe restent les mêmes.",
        unexpected: "Vous ne vous y attendiez pas ? Prévenez votre administrateur.",
    },
    address_former: Words {
        subject: |_| "Votre adresse e-mail a changé".to_owned(),
        title: "Cette adresse n’est plus celle de votre compte",
        lead: |_| {
            "Comme vous l’avez confirmé, votre compte a une autre adresse. Celle-ci ne sert plus à se connecter, et ne \
             recevra plus de mails."
                .to_owned()
        },
        validity: "Votre identifiant et votre mot de passe restent les mêmes.",
        unexpected: "Vous ne vous y attendiez pas ? Prévenez sans attendre votre administrateur, ou le service client de \
                     votre transporteur.",
    },
    changed: "Ce qui a changé",
    changed_at: "Quand",
    changed_from: "Depuis le réseau",
    codes_left: "Codes de secours restants",
    passkey: "Clé d’accès",
    what_changed: |changed| match changed {
        Changed::Password => "Mot de passe modifié",
        Changed::FactorAdded => "Second facteur ajouté",
        Changed::FactorRemoved => "Second facteur retiré",
        Changed::FactorReset => "Second facteur retiré par l’exploitant",
        Changed::RecoveryCodeUsed { .. } => "Code de secours utilisé",
        Changed::RecoveryCodesRenewed => "Nouveaux codes de secours",
        Changed::PasskeyAdded => "Clé d’accès ajoutée",
        Changed::PasskeyRemoved => "Clé d’accès retirée",
    },
    see_sessions: "Voir mes connexions",
    credential: Words {
        subject: |_| "Votre moyen de connexion a été modifié".to_owned(),
        title: "Votre moyen de connexion a été modifié",
        lead: |_| "Voici ce qui vient de changer dans la façon dont vous vous connectez.".to_owned(),
        validity: "C’était vous ? Il n’y a rien à faire.",
        unexpected: "Ce n’était pas vous ? Choisissez aussitôt un autre mot de passe par « Mot de passe oublié », fermez vos \
                     connexions dans « Mon espace », et prévenez votre administrateur ou le service client de votre \
                     transporteur.",
    },
    choose_credentials: "Créer mes identifiants",
    see_advanced: "Voir les utilisateurs avancés",
    advanced_activation: Words {
        subject: |customer| format!("Votre accès avancé à l’espace client de {customer}"),
        title: "Votre accès avancé est ouvert",
        lead: |customer| {
            format!(
                "Vous êtes désormais utilisateur avancé de {customer} : vous avez une vision consolidée de ses comptes. \
                 Il vous reste à choisir votre identifiant et votre mot de passe."
            )
        },
        validity: "Ce lien vous est personnel. Il est valable 72 heures et ne sert qu’une fois.",
        unexpected: "Vous n’attendiez pas cet accès ? Ignorez ce message.",
    },
    advanced_access: Words {
        subject: |customer| format!("Votre accès avancé à l’espace client de {customer}"),
        title: "Un accès avancé de plus",
        lead: |customer| {
            format!(
                "Vous êtes désormais aussi utilisateur avancé de {customer} : vous avez une vision consolidée de ses \
                 comptes."
            )
        },
        validity: "Connectez-vous avec votre identifiant et votre mot de passe habituels, puis acceptez l’invitation dans Vos accès.",
        unexpected: "Vous n’attendiez pas cet accès ? Ignorez ce message.",
    },
    advanced_asked: Words {
        subject: |customer| format!("{customer} vous propose de vous associer à ses comptes"),
        title: "Voulez-vous suivre un compte de plus ?",
        lead: |customer| {
            format!(
                "{customer} vous propose, en tant qu’utilisateur avancé, une vision consolidée de ses comptes. Rien ne \
                 vous est montré, et rien n’est dit de vous, tant que vous n’avez pas accepté."
            )
        },
        validity: "Vous vous connecterez avec votre identifiant et votre mot de passe habituels, puis accepterez ou \
                   refuserez.",
        unexpected: "Vous ne souhaitez pas accepter ? Ignorez ce message : la proposition s’éteint d’elle-même.",
    },
    advanced_ended: Words {
        subject: |customer| format!("Fin de votre accès avancé à l’espace client de {customer}"),
        title: "Votre accès avancé a pris fin",
        lead: |customer| {
            format!(
                "Vous n’êtes plus utilisateur avancé de {customer} : ses comptes ne vous sont plus montrés."
            )
        },
        validity: "Ce que vous avez chez d’autres clients, ou en votre nom chez celui-ci, ne change pas.",
        unexpected: "Vous ne vous y attendiez pas ? Voyez avec l’administrateur de ce client.",
    },
    advanced_left: Words {
        subject: |customer| format!("Un utilisateur avancé a quitté {customer}"),
        title: "Un utilisateur avancé est parti",
        lead: |customer| {
            format!(
                "Un utilisateur avancé de {customer} a mis fin à son association : vos comptes ne lui sont plus montrés."
            )
        },
        validity: "Le journal dit qui, et quand. Vous pouvez lui proposer une nouvelle association.",
        unexpected: "Vous recevez ce message parce que vous administrez cet espace client.",
    },
};

static EN: Texts = Texts {
    colon: ": ",
    trial_subject: "Trial mail of Guichet",
    trial: "Hello,\r\n\r\nThis trial mail was sent by the operator of the portal. If it reaches you, the mails of Guichet reach \
            you.\r\n\r\nThere is nothing to do.\r\n",
    hello: |name| if name.is_empty() { "Hello,".to_owned() } else { format!("Hello {name},") },
    from_customer: |customer| format!("for {customer}"),
    identifier: "Identifier",
    password: "Password",
    link: "Link",
    sign_in_at: "Where to sign in",
    in_short: "Your access in short",
    sign_in: "Sign in",
    choose_password: "Choose my password",
    if_button_fails: "If the button does not work, copy this address into your browser:",
    never_asked: "We will never ask you for your password, neither by mail nor by telephone.",
    automatic: |address| format!("Automatic message sent to {address}."),
    welcome: Words {
        subject: |customer| format!("Your access to the client area of {customer}"),
        title: "Your access is open",
        lead: |customer| {
            format!(
                "You have been given access to the client area of {customer}. Here is what you need to sign \
                 in for the first time; you will then choose a password of your own."
            )
        },
        validity: "This password is temporary: it is yours alone, is valid for 72 hours and will be \
                   replaced by your own when you first sign in.",
        unexpected: "Were you not expecting this? Ignore this message.",
    },
    activation: Words {
        subject: |customer| format!("Your access to the client area of {customer}"),
        title: "Your access is open",
        lead: |customer| {
            format!(
                "You have been given access to the client area of {customer}. All that is left is to choose \
                 your password."
            )
        },
        validity: "This link is yours alone. It is valid for 72 hours and works once.",
        unexpected: "Were you not expecting this? Ignore this message.",
    },
    access: Words {
        subject: |customer| format!("Your access to the client area of {customer}"),
        title: "One more access",
        lead: |customer| format!("You now also have access to the client area of {customer}."),
        validity: "Sign in with your usual identifier and password, then accept the invitation in Your access.",
        unexpected: "Were you not expecting this? Ignore this message.",
    },
    reset: Words {
        subject: |_| "Your new password".to_owned(),
        title: "Choose a new password",
        lead: |_| "A new password was asked for your account. This link lets you choose it.".to_owned(),
        validity: "This link is yours alone. It is valid for one hour and works once.",
        unexpected: "You did not ask for anything? Ignore this message: your password has not changed.",
    },
    last_day: "Last day",
    accesses: "Assignments",
    see_accesses: "See the access",
    ending: Words {
        subject: |customer| format!("An access to the client area of {customer} ends"),
        title: "Part of your access ends tonight",
        lead: |customer| {
            format!(
                "An access that you have to the client area of {customer}, or a right that is part of it, ends \
                 tonight at midnight."
            )
        },
        validity: "Do you still need it? Ask your administrator to prolong it before midnight.",
        unexpected: "If you were expecting this, there is nothing to do.",
    },
    endings: Words {
        subject: |customer| format!("Accesses to the client area of {customer} end"),
        title: "Accesses end tonight",
        lead: |customer| {
            format!(
                "Accesses to the client area of {customer}, or rights that are part of them, end tonight at \
                 midnight. The people concerned are told."
            )
        },
        validity: "To prolong one, open the access and change its last day before midnight.",
        unexpected: "If they are meant to end, there is nothing to do.",
    },
    asked_by: "Asked by",
    accept_until: "Can be accepted until",
    answer: "Answer the request",
    kept_accesses: "Access that you keep",
    see_administrators: "See the administrators",
    hand_over: Words {
        subject: |customer| format!("Taking over the administration of the client area of {customer}"),
        title: "You are asked to take over the administration",
        lead: |customer| {
            format!(
                "You are asked to administer the client area of {customer}. If you accept, you take the place of \
                 whoever does so today: you will give and withdraw access, and manage contracts, sites and \
                 profiles."
            )
        },
        validity: "Nothing changes until you accept. You will sign in and confirm with your password; your other \
                   sessions then end.",
        unexpected: "You do not want to accept? Ignore this message: the request ends by itself.",
    },
    deputy: Words {
        subject: |customer| format!("Sharing the administration of the client area of {customer}"),
        title: "You are asked to share the administration",
        lead: |customer| {
            format!(
                "You are asked to become a deputy administrator of the client area of {customer}. If you accept, \
                 you will give and withdraw access, and manage contracts, sites and profiles, together with \
                 those who do so today."
            )
        },
        validity: "Nothing changes until you accept. You will sign in and confirm with your password; your other \
                   sessions then end.",
        unexpected: "You do not want to accept? Ignore this message: the request ends by itself.",
    },
    administrator: Words {
        subject: |customer| format!("You administer the client area of {customer}"),
        title: "You are an administrator",
        lead: |customer| {
            format!(
                "You now administer the client area of {customer}: you give and withdraw access, and manage \
                 contracts, sites and profiles. Your open sessions have been ended."
            )
        },
        validity: "Sign in with your usual identifier and password.",
        unexpected: "Were you not expecting this? Tell your carrier’s customer service.",
    },
    former_administrator: Words {
        subject: |customer| format!("You no longer administer the client area of {customer}"),
        title: "You are no longer an administrator",
        lead: |customer| {
            format!(
                "You no longer administer the client area of {customer}. Your open sessions have been ended."
            )
        },
        validity: "The access that you had in your own name, if any, stays yours with its rights; an \
                   administrator can change them.",
        unexpected: "Were you not expecting this? Tell your company’s administrators, or your carrier’s customer \
                     service, without delay.",
    },
    administrators: Words {
        subject: |customer| format!("The administrators of {customer} have changed"),
        title: "The administrators have changed",
        lead: |customer| {
            format!("The list of those who administer the client area of {customer} has just changed.")
        },
        validity: "You receive this message because you are one of them.",
        unexpected: "Were you not expecting this? See who is on the list, and tell your carrier’s customer service.",
    },
    new_address: "New address",
    asked_at: "Asked for on",
    confirm_until: "To be confirmed before",
    confirm_address: "Look and confirm",
    refuse_address: "Refuse",
    address_asked: Words {
        subject: |_| "Change of your e-mail address: please confirm".to_owned(),
        title: "Do you want another address?",
        lead: |_| {
            "Another address was asked for your account, with your password. Nothing changes until you have confirmed \
             here and at the new address."
                .to_owned()
        },
        validity: "These links are yours alone and valid for 24 hours; confirming works once.",
        unexpected: "You did not ask for anything? Refuse, then change your password at once: somebody knows it.",
    },
    address_proof: Words {
        subject: |_| "Confirm your e-mail address".to_owned(),
        title: "Is this your address?",
        lead: |_| {
            "Somebody asks to use this address to sign in to their client area. If it is you, confirm it; it has to be \
             confirmed at the account’s present address too."
                .to_owned()
        },
        validity: "This link is yours alone. It is valid for 24 hours and works once.",
        unexpected: "It is not you? Do not confirm: the request ends by itself.",
    },
    address_taken: Words {
        subject: |_| "Your e-mail address was asked for".to_owned(),
        title: "Somebody wanted to use your address",
        lead: |_| {
            "Your address was asked for another account. It is that of yours already: nothing changes, and nobody else \
             signs in with it."
                .to_owned()
        },
        validity: "There is nothing to do.",
        unexpected: "Do you have two accounts, and was it you who asked? Turn to your administrator.",
    },
    address_changed: Words {
        subject: |_| "Your e-mail address has changed".to_owned(),
        title: "You have a new address",
        lead: |_| {
            "This address is that of your account from now on: you sign in with it, and your mail arrives here. Your \
             other sessions have ended."
                .to_owned()
        },
        validity: "Your identifier and your password stay the same.",
        unexpected: "You were not expecting this? Tell your administrator.",
    },
    address_former: Words {
        subject: |_| "Your e-mail address has changed".to_owned(),
        title: "This address is no longer that of your account",
        lead: |_| {
            "As you have confirmed, your account has another address. This one no longer signs anybody in, and gets no \
             more mail."
                .to_owned()
        },
        validity: "Your identifier and your password stay the same.",
        unexpected: "You were not expecting this? Tell your administrator, or your carrier’s customer service, at once.",
    },
    changed: "What changed",
    changed_at: "When",
    changed_from: "From the network",
    codes_left: "Recovery codes left",
    passkey: "Passkey",
    what_changed: |changed| match changed {
        Changed::Password => "Password changed",
        Changed::FactorAdded => "Second factor added",
        Changed::FactorRemoved => "Second factor removed",
        Changed::FactorReset => "Second factor removed by the operator",
        Changed::RecoveryCodeUsed { .. } => "Recovery code used",
        Changed::RecoveryCodesRenewed => "New recovery codes",
        Changed::PasskeyAdded => "Passkey added",
        Changed::PasskeyRemoved => "Passkey removed",
    },
    see_sessions: "See my sessions",
    credential: Words {
        subject: |_| "How you sign in was changed".to_owned(),
        title: "How you sign in was changed",
        lead: |_| "This is what has just changed in how you sign in.".to_owned(),
        validity: "It was you? There is nothing to do.",
        unexpected: "It was not you? Choose another password at once by “Forgot your password?”, end your sessions in “My \
                     space”, and tell your administrator or your carrier’s customer service.",
    },
    choose_credentials: "Make my credentials",
    see_advanced: "See the advanced users",
    advanced_activation: Words {
        subject: |customer| format!("Your advanced access to the client area of {customer}"),
        title: "Your advanced access is open",
        lead: |customer| {
            format!(
                "You are an advanced user of {customer} from now on: you have a consolidated view of its accounts. All \
                 that is left is to choose your identifier and your password."
            )
        },
        validity: "This link is yours alone. It is valid for 72 hours and works once.",
        unexpected: "Were you not expecting this access? Ignore this message.",
    },
    advanced_access: Words {
        subject: |customer| format!("Your advanced access to the client area of {customer}"),
        title: "One more advanced access",
        lead: |customer| {
            format!(
                "You are now an advanced user of {customer}, too: you have a consolidated view of its accounts."
            )
        },
        validity: "Sign in with your usual identifier and password, then accept the invitation in Your access.",
        unexpected: "Were you not expecting this access? Ignore this message.",
    },
    advanced_asked: Words {
        subject: |customer| format!("{customer} offers you a view of its accounts"),
        title: "Would you like to follow one more account?",
        lead: |customer| {
            format!(
                "{customer} offers you, as an advanced user, a consolidated view of its accounts. Nothing is shown to \
                 you, and nothing said of you, until you have accepted."
            )
        },
        validity: "You will sign in with your usual identifier and password, then accept or refuse.",
        unexpected: "Do you not wish to accept? Ignore this message: the offer ends by itself.",
    },
    advanced_ended: Words {
        subject: |customer| format!("The end of your advanced access to the client area of {customer}"),
        title: "Your advanced access has ended",
        lead: |customer| {
            format!(
                "You are no longer an advanced user of {customer}: its accounts are not shown to you any more."
            )
        },
        validity: "What you have with other customers, or in your own name with this one, does not change.",
        unexpected: "Were you not expecting this? Ask this customer’s administrator.",
    },
    advanced_left: Words {
        subject: |customer| format!("An advanced user has left {customer}"),
        title: "An advanced user has left",
        lead: |customer| {
            format!(
                "An advanced user of {customer} has ended the association: your accounts are not shown to them any more."
            )
        },
        validity: "The audit log says who, and when. You can offer them a new association.",
        unexpected: "You receive this message because you administer this client area.",
    },
};
