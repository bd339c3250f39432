//! Texts of the view over all contracts.

use crate::i18n::{Locale, count};
use domain::consolidation::ContractSort;

impl crate::i18n::Texts {
    pub fn consolidation(self) -> &'static ConsolidationTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the view over all contracts, in one language.
#[derive(Debug)]
pub struct ConsolidationTexts {
    pub title: &'static str,
    pub lede: &'static str,
    /// For who is no advanced user.
    pub refused: &'static str,
    pub refused_why: &'static str,
    pub customers: &'static str,
    pub customer: &'static str,
    pub contracts: &'static str,
    contract: &'static str,
    pub invited: &'static str,
    pub active: &'static str,
    pub suspended: &'static str,
    pub expired: &'static str,
    sites: &'static str,
    pub mails_failed: &'static str,
    pub ending_soon: &'static str,
    imported: &'static str,
    /// Below the figures: who counts how often.
    pub counted_how: &'static str,
    pub search_label: &'static str,
    pub search_example: &'static str,
    pub search: &'static str,
    /// Takes the search away.
    pub everything: &'static str,
    pub matching: fn(u64) -> String,
    pub none_found: &'static str,
    pub none_found_why: &'static str,
    pub no_contract: &'static str,
    pub no_contract_why: &'static str,
    pub open_customer: fn(&str) -> String,
    /// Number, customer.
    pub open_contract: fn(&str, &str) -> String,
    /// Person, customer.
    pub open_person: fn(&str, &str) -> String,
    pub people: &'static str,
    /// How many are shown, whether there are others.
    pub people_found: fn(u64, bool) -> String,
    pub nobody: &'static str,
    pub nobody_why: &'static str,
    pub person: &'static str,
    pub address: &'static str,
    pub identifier: &'static str,
    pub state: &'static str,
    /// Name of the links to other pages.
    pub pages_of: &'static str,
    pub page: &'static str,
    pub pages: &'static str,
    /// The page, and how many there are.
    pub page_of: fn(&str, &str) -> String,
    pub activations: &'static str,
    pub activations_in_all: fn(u64) -> String,
    pub week_of: &'static str,
    pub activated: &'static str,
}

impl ConsolidationTexts {
    /// What stands over a column.
    pub const fn head(&self, sort: ContractSort) -> &'static str {
        match sort {
            ContractSort::Customer => self.customer,
            ContractSort::Contract => self.contract,
            ContractSort::Invited => self.invited,
            ContractSort::Active => self.active,
            ContractSort::Suspended => self.suspended,
            ContractSort::Expired => self.expired,
            ContractSort::Sites => self.sites,
            ContractSort::MailsFailed => self.mails_failed,
            ContractSort::EndingSoon => self.ending_soon,
            ContractSort::Imported => self.imported,
        }
    }
}

pub static FR: ConsolidationTexts = ConsolidationTexts {
    title: "Vision consolidée",
    lede: "Tous les contrats de vos clients dans un tableau. Ouvrez un client ou un contrat pour voir ses utilisateurs\u{a0}; ce que vous pouvez y changer dépend de vos droits.",
    refused: "Cette page est celle des utilisateurs avancés",
    refused_why: "Un administrateur peut vous ajouter comme utilisateur avancé de son espace.",
    customers: "Clients",
    customer: "Client",
    contracts: "Contrats",
    contract: "Contrat",
    invited: "Invités",
    active: "Actifs",
    suspended: "Suspendus",
    expired: "Expirés",
    sites: "Sites",
    mails_failed: "Mails en échec",
    ending_soon: "Fins proches",
    imported: "Dernier import",
    counted_how: "Une personne compte une fois à chacun de ses contrats. Fins proches\u{a0}: les accès et les droits qui se terminent dans les 30 jours.",
    search_label: "Client, contrat ou personne",
    search_example: "Potters, 10000700, Lise Morel…",
    search: "Rechercher",
    everything: "Tout afficher",
    matching: |contracts| count(Locale::Fr, contracts, "contrat", "contrats"),
    none_found: "Aucun client ni contrat de ce nom",
    none_found_why: "Essayez une partie du nom ou du numéro.",
    no_contract: "Aucun contrat",
    no_contract_why: "Vos clients n’ont pas encore de contrat ouvert.",
    open_customer: |customer| format!("Voir les utilisateurs de {customer}"),
    open_contract: |number, customer| format!("Voir les utilisateurs du contrat {number} de {customer}"),
    open_person: |person, customer| format!("Voir {person} chez {customer}"),
    people: "Personnes",
    people_found: |people, more| {
        let people = count(Locale::Fr, people, "personne", "personnes");
        if more { format!("les {people} d’abord, précisez pour voir les autres") } else { people }
    },
    nobody: "Personne ne correspond",
    nobody_why: "Essayez une partie du nom ou de l’adresse, ou l’identifiant entier.",
    person: "Personne",
    address: "Email",
    identifier: "Identifiant",
    state: "Statut",
    pages_of: "Pages des contrats",
    page: "page",
    pages: "pages",
    page_of: |page, pages| format!("page {page} sur {pages}"),
    activations: "Activations par semaine",
    activations_in_all: |people| {
        format!("{} en 26 semaines", count(Locale::Fr, people, "activation", "activations"))
    },
    week_of: "Semaine du",
    activated: "Activations",
};

pub static EN: ConsolidationTexts = ConsolidationTexts {
    title: "Consolidated view",
    lede: "All contracts of your customers in one table. Open a customer or a contract to see its users; what you may change there depends on your rights.",
    refused: "This page is for advanced users",
    refused_why: "An administrator can add you as an advanced user of their area.",
    customers: "Customers",
    customer: "Customer",
    contracts: "Contracts",
    contract: "Contract",
    invited: "Invited",
    active: "Active",
    suspended: "Suspended",
    expired: "Expired",
    sites: "Sites",
    mails_failed: "Failed mails",
    ending_soon: "Ending soon",
    imported: "Last import",
    counted_how: "A person counts once at each of their contracts. Ending soon: access and rights that end within 30 days.",
    search_label: "Customer, contract or person",
    search_example: "Potters, 10000700, Lise Morel…",
    search: "Search",
    everything: "Show everything",
    matching: |contracts| count(Locale::En, contracts, "contract", "contracts"),
    none_found: "No customer or contract of that name",
    none_found_why: "Try a part of the name or of the number.",
    no_contract: "No contract",
    no_contract_why: "Your customers have no open contract yet.",
    open_customer: |customer| format!("See the users of {customer}"),
    open_contract: |number, customer| format!("See the users of contract {number} of {customer}"),
    open_person: |person, customer| format!("See {person} at {customer}"),
    people: "People",
    people_found: |people, more| {
        let people = count(Locale::En, people, "person", "people");
        if more { format!("the first {people}, be more precise to see others") } else { people }
    },
    nobody: "Nobody matches",
    nobody_why: "Try a part of the name or of the address, or the whole identifier.",
    person: "Person",
    address: "E-mail",
    identifier: "Identifier",
    state: "Status",
    pages_of: "Pages of contracts",
    page: "page",
    pages: "pages",
    page_of: |page, pages| format!("page {page} of {pages}"),
    activations: "Activations by week",
    activations_in_all: |people| {
        format!("{} in 26 weeks", count(Locale::En, people, "activation", "activations"))
    },
    week_of: "Week of",
    activated: "Activations",
};
