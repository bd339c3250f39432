//! Texts of what surrounds the pages.

impl crate::i18n::Texts {
    /// What surrounds the pages.
    pub fn layout(self) -> &'static LayoutTexts {
        self.of(&FR, &EN)
    }
}

/// A page of the foot: its name, and headings with what stands under them.
#[derive(Debug)]
pub struct Notice {
    pub title: &'static str,
    pub sections: &'static [(&'static str, &'static [&'static str])],
}

/// Texts of what surrounds the pages, in one language.
#[derive(Debug)]
pub struct LayoutTexts {
    /// What this site is, for search engines and previews.
    pub description: &'static str,
    /// First link of each page.
    pub skip_link: &'static str,
    /// Name of the links about one's account.
    pub account: &'static str,
    /// Before the person's name.
    pub welcome: &'static str,
    /// Link to what people ask.
    pub questions: &'static str,
    /// Button that ends the session.
    pub sign_out: &'static str,
    /// Button that opens the navigation.
    pub menu: &'static str,
    /// Before the customer's name, for assistive technology.
    pub customer: &'static str,
    /// After it, where there are others.
    pub change_customer: &'static str,
    /// Over the list of customers, with their number.
    pub administers: fn(&str) -> String,
    /// Over the view of them all, and over the list of customers of whoever has it.
    pub all_customers: &'static str,
    /// A page of the administration, for an advanced user who has not chosen a customer.
    pub no_customer: &'static str,
    pub no_customer_text: &'static str,
    pub contract: &'static str,
    pub contracts: &'static str,
    /// Name of the navigation.
    pub my_client_space: &'static str,
    pub administration: &'static str,
    /// Over what tells what was done.
    pub tracking: &'static str,
    /// Over what the carrier's staff does.
    pub operation: &'static str,
    /// Over what everybody has who is signed in.
    pub my_account: &'static str,
    /// A page of the administration, for somebody who administers no customer.
    pub not_administrator: &'static str,
    /// What to do about it.
    pub not_administrator_text: &'static str,
    /// The same to whoever administers or sees a part of what there is to administer.
    pub of_the_whole_text: &'static str,
    /// Heading in the place of what the carrier bills, for whoever may not read it.
    pub not_billing: &'static str,
    pub not_billing_text: &'static str,
    /// Heading where there is no page.
    pub not_found: &'static str,
    pub not_found_title: &'static str,
    /// What to do about it.
    pub not_found_text: &'static str,
    pub not_found_link: &'static str,
    /// Links at the foot of each page.
    pub legal_notice: &'static str,
    pub accessibility: &'static str,
    pub legal: Notice,
    pub accessible: Notice,
    /// On paper: when it was printed.
    pub printed_on: fn(&str) -> String,
    /// Heading when nothing can be shown at all.
    pub broken: &'static str,
}

pub static FR: LayoutTexts = LayoutTexts {
    description: "Guichet\u{a0}: qui peut expédier, retourner, suivre et facturer au nom de l’entreprise, et où.",
    skip_link: "Aller au contenu",
    account: "Compte",
    welcome: "Bienvenue",
    questions: "FAQ",
    sign_out: "Déconnexion",
    menu: "Menu",
    customer: "Client\u{a0}:",
    change_customer: ", changer de client",
    administers: |customers| format!("Vous administrez {customers} clients"),
    all_customers: "Tous vos clients",
    no_customer: "Choisissez d’abord un client",
    no_customer_text: "Ouvrez-le depuis la vision consolidée de vos contrats.",
    contract: "contrat",
    contracts: "contrats",
    my_client_space: "Mon espace client",
    administration: "Administration",
    tracking: "Suivi",
    operation: "Exploitation",
    my_account: "Mon compte",
    not_administrator: "Cette page est réservée aux administrateurs",
    not_administrator_text: "Votre accès ne comprend pas l’administration des utilisateurs. «\u{a0}Vos accès\u{a0}» dit ce que vous pouvez faire, et à qui vous adresser.",
    not_billing: "Cette page est réservée à ceux qui ont le droit «\u{a0}Facturation\u{a0}»",
    not_billing_text: "Votre accès ne le comprend pas. «\u{a0}Vos accès\u{a0}» dit ce que vous pouvez faire, et à qui vous adresser.",
    of_the_whole_text: "Elle concerne tout le compte client\u{a0}: seuls ceux qui l’administrent en entier l’ouvrent.",
    not_found: "Page introuvable",
    not_found_title: "Il n’y a rien à cette adresse",
    not_found_text: "Le lien est peut-être incomplet, ou la page a été retirée.",
    not_found_link: "Aller à l’accueil",
    legal_notice: "Mentions légales",
    accessibility: "Accessibilité",
    legal: Notice {
        title: "Mentions légales",
        sections: &[
            (
                "Éditeur",
                &[
                    "Ce portail est exploité par votre transporteur, dont les coordonnées figurent sur vos contrats et vos factures.",
                    "Il est fait avec Guichet, un logiciel libre sous licence MIT ou Apache 2.0.",
                ],
            ),
            (
                "Données personnelles",
                &[
                    "Votre entreprise décide qui a un accès, et lequel\u{a0}: nom, adresse e-mail, lieux et droits. Ses administrateurs vous disent ce qu’elle a de vous, et le corrigent.",
                    "Les mails envoyés sont gardés 30 jours, sans leur contenu\u{a0}; un fichier en cours d’import, 24 heures. Le journal dit qui a fait quoi et depuis quelle adresse réseau, et n’est pas modifié.",
                    "Les mots de passe ne sont gardés que sous une forme qui ne permet pas de les retrouver.",
                ],
            ),
            (
                "Cookies",
                &[
                    "Un cookie vous garde connecté\u{a0}; d’autres retiennent la langue et l’apparence que vous avez choisies. Aucun ne vous suit, et rien n’est chargé d’un autre site.",
                ],
            ),
        ],
    },
    accessible: Notice {
        title: "Accessibilité",
        sections: &[
            (
                "Où nous en sommes",
                &[
                    "Ce portail vise le RGAA 4.1 et les WCAG 2.2, niveau AA. Aucun audit indépendant n’a encore été fait\u{a0}: nous ne déclarons donc pas de taux de conformité.",
                    "Chaque page est vérifiée à chaque version, en français et en anglais, en clair et en sombre, de 360 à 2560 pixels, au clavier seul et par un outil d’analyse automatique.",
                ],
            ),
            (
                "Ce que nous savons moins bon",
                &[
                    "Le tableau de la vérification d’un import montre jusqu’à un million de lignes\u{a0}; un lecteur d’écran n’en parcourt que celles qui sont affichées. Le fichier des lignes en erreur en donne l’équivalent.",
                ],
            ),
            (
                "Signaler un défaut",
                &[
                    "Dites-le à un administrateur de votre entreprise, nommé dans «\u{a0}Vos accès\u{a0}», qui le transmet à votre transporteur. Sans réponse, vous pouvez saisir le Défenseur des droits.",
                ],
            ),
        ],
    },
    printed_on: |day| format!("imprimé le {day}"),
    broken: "Service indisponible",
};

pub static EN: LayoutTexts = LayoutTexts {
    description: "Guichet: who may ship, return, track and bill in the company’s name, and where.",
    skip_link: "Skip to content",
    account: "Account",
    welcome: "Welcome",
    questions: "FAQ",
    sign_out: "Sign out",
    menu: "Menu",
    customer: "Customer:",
    change_customer: ", change customer",
    administers: |customers| format!("You administer {customers} customers"),
    all_customers: "All your customers",
    no_customer: "Choose a customer first",
    no_customer_text: "Open it from the consolidated view of your contracts.",
    contract: "contract",
    contracts: "contracts",
    my_client_space: "My client area",
    administration: "Administration",
    tracking: "Activity",
    operation: "Operations",
    my_account: "My account",
    not_administrator: "This page is for administrators",
    not_administrator_text: "Your access does not include the administration of users. “Your access” says what you may do, and whom to ask.",
    not_billing: "This page is for those who have the right “Billing”",
    not_billing_text: "Your access does not include it. “Your access” says what you may do, and whom to ask.",
    of_the_whole_text: "It is about the whole customer account: only those who administer all of it open it.",
    not_found: "Page not found",
    not_found_title: "There is nothing at this address",
    not_found_text: "The link may be incomplete, or the page was removed.",
    not_found_link: "Go to the home page",
    legal_notice: "Legal notice",
    accessibility: "Accessibility",
    legal: Notice {
        title: "Legal notice",
        sections: &[
            (
                "Publisher",
                &[
                    "This portal is run by your carrier, whose contact details are on your contracts and invoices.",
                    "It is made with Guichet, free software under the MIT or Apache 2.0 licence.",
                ],
            ),
            (
                "Personal data",
                &[
                    "Your company decides who has access, and to what: name, e-mail address, places and rights. Its administrators tell you what it holds about you, and correct it.",
                    "Sent mail is kept for 30 days without its content; a file being imported, for 24 hours. The audit log says who did what and from which network address, and is never changed.",
                    "Passwords are kept only in a form from which they cannot be recovered.",
                ],
            ),
            (
                "Cookies",
                &[
                    "One cookie keeps you signed in; others remember the language and appearance you chose. None of them tracks you, and nothing is loaded from another site.",
                ],
            ),
        ],
    },
    accessible: Notice {
        title: "Accessibility",
        sections: &[
            (
                "Where we stand",
                &[
                    "This portal aims at WCAG 2.2, level AA, and the French RGAA 4.1. No independent audit has been carried out yet, so we claim no degree of conformance.",
                    "Every page is checked in every version, in French and English, light and dark, from 360 to 2560 pixels, with the keyboard alone and by an automatic checker.",
                ],
            ),
            (
                "What we know to be weaker",
                &[
                    "The table in which an import is checked shows up to a million rows; a screen reader walks only those on display. The file of rows in error is an equivalent.",
                ],
            ),
            (
                "Report a problem",
                &[
                    "Tell an administrator of your company, named under “Your access”, who passes it on to your carrier. If you get no answer, you can turn to the Défenseur des droits, the French ombudsman.",
                ],
            ),
        ],
    },
    printed_on: |day| format!("printed on {day}"),
    broken: "Service unavailable",
};
