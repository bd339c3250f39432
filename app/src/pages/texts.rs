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
    pub contracts: &'static str,
    pub sites: &'static str,
    pub profiles: &'static str,
    pub users: &'static str,
    pub administrators: &'static str,
    pub tariffs: &'static str,
    pub journal: &'static str,
    pub mails: &'static str,
    pub imports: &'static str,
    pub my_access: &'static str,
    pub help: &'static str,
    pub my_space: &'static str,
}

pub static FR: PageTexts = PageTexts {
    contracts: "Contrats",
    sites: "Sites",
    profiles: "Profils",
    users: "Utilisateurs",
    administrators: "Changement administrateur",
    tariffs: "Mes tarifs",
    journal: "Journal",
    mails: "Courriels",
    imports: "Imports",
    my_access: "Vos accès",
    help: "Aide",
    my_space: "Mon espace",
};

pub static EN: PageTexts = PageTexts {
    contracts: "Contracts",
    sites: "Sites",
    profiles: "Profiles",
    users: "Users",
    administrators: "Change of administrator",
    tariffs: "My price lists",
    journal: "Audit log",
    mails: "Mail",
    imports: "Imports",
    my_access: "Your access",
    help: "Help",
    my_space: "My space",
};
