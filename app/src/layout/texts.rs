//! Texts of what surrounds the pages.

impl crate::i18n::Texts {
    /// What surrounds the pages.
    pub fn layout(self) -> &'static LayoutTexts {
        self.of(&FR, &EN)
    }
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
    pub contract: &'static str,
    pub contracts: &'static str,
    /// Name of the navigation.
    pub my_client_space: &'static str,
    pub administration: &'static str,
    /// Over what tells what was done.
    pub tracking: &'static str,
    /// Over what everybody has who is signed in.
    pub my_account: &'static str,
    /// A page of the administration, for somebody who administers no customer.
    pub not_administrator: &'static str,
    /// What to do about it.
    pub not_administrator_text: &'static str,
    /// Heading where there is no page.
    pub not_found: &'static str,
    pub not_found_title: &'static str,
    /// What to do about it.
    pub not_found_text: &'static str,
    pub not_found_link: &'static str,
    /// Heading when nothing can be shown at all.
    pub broken: &'static str,
}

pub static FR: LayoutTexts = LayoutTexts {
    description: "Guichet : qui peut expédier, retourner, suivre et facturer au nom de l’entreprise, et où.",
    skip_link: "Aller au contenu",
    account: "Compte",
    welcome: "Bienvenue",
    questions: "FAQ",
    sign_out: "Déconnexion",
    menu: "Menu",
    customer: "Client\u{a0}:",
    change_customer: ", changer de client",
    administers: |customers| format!("Vous administrez {customers} clients"),
    contract: "contrat",
    contracts: "contrats",
    my_client_space: "Mon espace client",
    administration: "Administration",
    tracking: "Suivi",
    my_account: "Mon compte",
    not_administrator: "Cette page est réservée aux administrateurs",
    not_administrator_text: "Votre accès ne comprend pas l’administration des utilisateurs. «\u{a0}Vos accès\u{a0}» dit ce que vous pouvez faire, et à qui vous adresser.",
    not_found: "Page introuvable",
    not_found_title: "Il n’y a rien à cette adresse",
    not_found_text: "Le lien est peut-être incomplet, ou la page a été retirée.",
    not_found_link: "Aller à l’accueil",
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
    contract: "contract",
    contracts: "contracts",
    my_client_space: "My client area",
    administration: "Administration",
    tracking: "Activity",
    my_account: "My account",
    not_administrator: "This page is for administrators",
    not_administrator_text: "Your access does not include the administration of users. “Your access” says what you may do, and whom to ask.",
    not_found: "Page not found",
    not_found_title: "There is nothing at this address",
    not_found_text: "The link may be incomplete, or the page was removed.",
    not_found_link: "Go to the first page",
    broken: "Service unavailable",
};
