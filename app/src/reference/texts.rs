//! Texts about contracts and sites.

impl crate::i18n::Texts {
    pub fn reference(self) -> &'static ReferenceTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about contracts and sites, in one language.
#[derive(Debug)]
pub struct ReferenceTexts {
    /// Heading of the contracts.
    pub contracts: &'static str,
    pub contracts_lede: &'static str,
    pub no_contracts: &'static str,
    pub contract_number: &'static str,
    pub contract_name: &'static str,
    pub sub_accounts: &'static str,
    /// Heading of the sites.
    pub sites: &'static str,
    pub sites_lede: &'static str,
    pub no_sites: &'static str,
    pub site: &'static str,
    /// Why a list is empty.
    pub nothing_yet: &'static str,
}

pub static FR: ReferenceTexts = ReferenceTexts {
    contracts: "Contrats",
    contracts_lede: "Les contrats de votre entreprise et leurs sous-comptes. Votre interlocuteur commercial les crée et les modifie.",
    no_contracts: "Aucun contrat",
    contract_number: "N° compte",
    contract_name: "Nom du contrat",
    sub_accounts: "Sous-comptes",
    sites: "Sites",
    sites_lede: "Les lieux d’expédition de votre entreprise. Dans un fichier d’import, le nom du site s’écrit exactement comme ici.",
    no_sites: "Aucun site",
    site: "Site",
    nothing_yet: "Rien n’a encore été enregistré pour votre entreprise. Votre interlocuteur commercial peut le faire.",
};

pub static EN: ReferenceTexts = ReferenceTexts {
    contracts: "Contracts",
    contracts_lede: "Your company’s contracts and their sub-accounts. Your sales contact creates and changes them.",
    no_contracts: "No contract",
    contract_number: "Account no.",
    contract_name: "Contract name",
    sub_accounts: "Sub-accounts",
    sites: "Sites",
    sites_lede: "The places your company ships from. In a file to import, a site’s name is written exactly as here.",
    no_sites: "No site",
    site: "Site",
    nothing_yet: "Nothing has been recorded for your company yet. Your sales contact can do it.",
};
