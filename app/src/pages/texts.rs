//! What the side menu and the top bar call the pages.

impl crate::i18n::Texts {
    /// What the side menu and the top bar call the pages.
    pub fn pages(self) -> &'static PageTexts {
        self.of(&FR, &EN)
    }
}

/// What pages are called where they are listed.
#[derive(Debug)]
pub struct PageTexts {
    pub consolidation: &'static str,
    pub contracts: &'static str,
    pub sites: &'static str,
    pub profiles: &'static str,
    pub users: &'static str,
    pub administrators: &'static str,
    pub tariffs: &'static str,
    pub journal: &'static str,
    pub mails: &'static str,
    pub imports: &'static str,
    pub customers: &'static str,
    pub mail_domains: &'static str,
    pub desks: &'static str,
    pub connections: &'static str,
    pub state: &'static str,
    pub my_access: &'static str,
    pub my_information: &'static str,
    pub user_management: &'static str,
    /// Where somebody's work begins, in the way to a page.
    pub home: &'static str,
    pub help: &'static str,
    pub contact: &'static str,
    pub guide: &'static str,
    pub my_space: &'static str,
}

pub static FR: PageTexts = PageTexts {
    consolidation: "Vision consolidée",
    contracts: "Contrats",
    sites: "Sites",
    profiles: "Profils",
    users: "Utilisateurs",
    administrators: "Changement administrateur",
    tariffs: "Mes tarifs",
    journal: "Journal",
    mails: "Courriels",
    imports: "Imports",
    customers: "Clients",
    mail_domains: "Courriels par domaine",
    desks: "Contacts affichés",
    connections: "Connexions refusées",
    state: "État du portail",
    my_access: "Vos accès",
    my_information: "Mes informations personnelles",
    user_management: "Gestion des utilisateurs",
    home: "Accueil",
    help: "Aide",
    contact: "Contactez-nous",
    guide: "Guide d’utilisation",
    my_space: "Mon espace",
};

pub static EN: PageTexts = PageTexts {
    consolidation: "Consolidated view",
    contracts: "Contracts",
    sites: "Sites",
    profiles: "Profiles",
    users: "Users",
    administrators: "Change of administrator",
    tariffs: "My price lists",
    journal: "Audit log",
    mails: "Mail",
    imports: "Imports",
    customers: "Customers",
    mail_domains: "Mail by domain",
    desks: "Contacts shown",
    connections: "Refused sign-ins",
    state: "State of the portal",
    my_access: "Your access",
    my_information: "My personal details",
    user_management: "User management",
    home: "Home",
    help: "Help",
    contact: "Contact us",
    guide: "User guide",
    my_space: "My space",
};
