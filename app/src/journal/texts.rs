//! Texts of the journal.

use domain::journal::{Action, JournalActor, JournalPerson};

impl crate::i18n::Texts {
    pub fn journal(self) -> &'static JournalTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the journal, in one language.
#[derive(Debug)]
pub struct JournalTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub filter_by: &'static str,
    pub person: &'static str,
    pub person_example: &'static str,
    pub action: &'static str,
    pub any_action: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub filter: &'static str,
    pub clear: &'static str,
    pub export: &'static str,
    pub when: &'static str,
    pub who: &'static str,
    pub what: &'static str,
    pub whom: &'static str,
    /// Over the network addresses.
    pub network: &'static str,
    /// Link of a person: all that concerns them.
    pub about: fn(&str) -> String,
    /// People who are no longer there.
    pub gone_people: fn(u64) -> String,
    /// People beyond those named.
    pub others: fn(u64) -> String,
    pub found: fn(u64) -> String,
    pub more_than: fn(&str) -> String,
    pub empty: &'static str,
    pub empty_why: &'static str,
    pub no_result: &'static str,
    pub no_result_why: &'static str,
    /// No person of the customer's has the address that was asked for.
    pub unknown_person: &'static str,
    pub unknown_person_why: &'static str,
    pub pages: &'static str,
    portal: &'static str,
    operator: &'static str,
    gone: &'static str,
    unknown_action: &'static str,
    actions: fn(Action) -> &'static str,
}

impl JournalTexts {
    /// What was done.
    pub fn action(&self, action: Option<Action>) -> &'static str {
        action.map_or(self.unknown_action, self.actions)
    }

    /// An address that became another.
    pub fn address(&self, from: &str, to: &str) -> String {
        format!("{from} → {to}")
    }

    /// Who did it, where it is no person who can be named; otherwise the person.
    pub fn actor<'a>(&self, actor: &'a JournalActor) -> Result<String, &'a JournalPerson> {
        match actor {
            JournalActor::Person(person) => Err(person),
            JournalActor::Gone => Ok(self.gone.to_owned()),
            JournalActor::Portal => Ok(self.portal.to_owned()),
            JournalActor::Operator => Ok(self.operator.to_owned()),
        }
    }
}

pub static FR: JournalTexts = JournalTexts {
    title: "Journal",
    lede: "Qui a fait quoi, à qui, quand et d’où. Rien n’y est modifié ni effacé.",
    filter_by: "Retrouver une opération par",
    person: "Personne",
    person_example: "nom ou adresse e-mail",
    action: "Opération",
    any_action: "Toutes",
    from: "Du",
    to: "Au",
    filter: "Rechercher",
    clear: "Tout le journal",
    export: "Exporter le journal",
    when: "Quand",
    who: "Par qui",
    what: "Opération",
    whom: "À qui, ou à quoi",
    network: "Adresse réseau",
    about: |person| format!("Tout ce qui concerne {person}"),
    gone_people: |count| {
        if count == 1 {
            "1 personne partie depuis".to_owned()
        } else {
            format!("{count} personnes parties depuis")
        }
    },
    others: |count| if count == 1 { "et 1 autre".to_owned() } else { format!("et {count} autres") },
    found: |count| if count < 2 { format!("{count} opération") } else { format!("{count} opérations") },
    more_than: |count| format!("plus de {count} opérations"),
    empty: "Rien n’a encore été fait",
    empty_why: "Chaque changement apparaîtra ici.",
    no_result: "Aucune opération ne correspond",
    no_result_why: "Élargissez les dates, ou choisissez une autre opération.",
    unknown_person: "Personne de votre espace ne correspond",
    unknown_person_why: "Saisissez le nom ou l’adresse d’une personne de votre liste, ou l’adresse complète d’un administrateur. Ce qui concerne une personne partie se retrouve par l’opération et la date.",
    pages: "Pages du journal",
    portal: "Guichet, à l’échéance",
    operator: "Exploitant",
    gone: "Une personne partie depuis",
    unknown_action: "Autre opération",
    actions: |action| match action {
        Action::UserCreated => "Utilisateur créé",
        Action::UserAssigned => "Affectation ajoutée",
        Action::UserEdited => "Accès modifié",
        Action::UserActivated => "Première connexion",
        Action::UserSuspended => "Accès suspendu",
        Action::UserReactivated => "Accès rétabli",
        Action::UserMailedAgain => "Mail renvoyé",
        Action::UserAddressChanged => "Adresse corrigée",
        Action::UserOwnAddressChanged => "Adresse changée par la personne",
        Action::UserOwnNameChanged => "Nom changé par la personne",
        Action::UserResetMailed => "Lien de nouveau mot de passe envoyé",
        Action::UserSessionEnded => "Session fermée",
        Action::UserFactorReset => "Second facteur retiré par l’exploitant",
        Action::MailsQueuedAgain => "Mails en échec renvoyés",
        Action::UsersRemoved => "Affectations supprimées",
        Action::UsersRestored => "Affectations rétablies",
        Action::UsersChanged => "Modification groupée",
        Action::UsersChangeUndone => "Modification groupée annulée",
        Action::AssignmentsEnded => "Affectations arrivées à leur fin",
        Action::RightsEnded => "Droits personnels arrivés à leur fin",
        Action::HandOverAsked => "Administration proposée",
        Action::HandOverAccepted => "Administration acceptée",
        Action::HandOverMailedAgain => "Proposition d’administration renvoyée",
        Action::HandOverCancelled => "Proposition d’administration annulée",
        Action::AdministratorReplaced => "Administrateur remplacé par l’exploitant",
        Action::AdministratorWithdrawn => "Administrateur déchargé",
        Action::AdministratorEnded => "Administrateur suspendu ou parti",
        Action::ImportCommitted => "Fichier importé",
        Action::ImportUndone => "Import annulé",
        Action::SiteCreated => "Site créé",
        Action::SiteRenamed => "Site renommé",
        Action::SiteMerged => "Site réuni à un autre",
        Action::SiteMergeEnded => "Réunion de sites terminée",
        Action::SiteArchived => "Site archivé",
        Action::SiteRestored => "Site remis en service",
        Action::SiteRemoved => "Site supprimé",
        Action::SitesImported => "Sites créés par un fichier",
        Action::ProfileCreated => "Profil créé",
        Action::ProfileEdited => "Profil modifié",
        Action::ProfileDeleted => "Profil supprimé",
        Action::ProfileChangeUndone => "Changement d’un profil annulé",
        Action::ProfileDefaultChosen => "Profil proposé d’abord",
        Action::ContractCreated => "Contrat ouvert",
        Action::ContractClosed => "Contrat fermé",
        Action::ContractReopened => "Contrat rouvert",
        Action::ContractLabelled => "Contrat nommé",
        Action::ContractApplicationsSet => "Applications d’un contrat choisies",
        Action::SubAccountCreated => "Sous-compte ouvert",
        Action::SubAccountClosed => "Sous-compte fermé",
        Action::SubAccountReopened => "Sous-compte rouvert",
        Action::ReferenceImported => "Contrats, sites et profils chargés",
        Action::TariffPublished => "Tarif publié",
        Action::TariffWithdrawn => "Tarif retiré",
        Action::FactorRequired => "Second facteur exigé",
        Action::FactorOptional => "Second facteur rendu facultatif",
        Action::CustomerCreated => "Espace client créé",
        Action::CustomerClosed => "Espace client fermé",
        Action::CustomerReopened => "Espace client rouvert",
        Action::CustomerLookedAt => "Utilisateurs consultés par l’exploitant",
    },
};

pub static EN: JournalTexts = JournalTexts {
    title: "Audit log",
    lede: "Who did what, to whom, when and from where. Nothing in it is ever changed or deleted.",
    filter_by: "Find an event by",
    person: "Person",
    person_example: "name or e-mail address",
    action: "Event",
    any_action: "All",
    from: "From",
    to: "To",
    filter: "Search",
    clear: "The whole log",
    export: "Export the log",
    when: "When",
    who: "By",
    what: "Event",
    whom: "To whom, or to what",
    network: "Network address",
    about: |person| format!("Everything about {person}"),
    gone_people: |count| {
        if count == 1 {
            "1 person who has left since".to_owned()
        } else {
            format!("{count} people who have left since")
        }
    },
    others: |count| if count == 1 { "and 1 other".to_owned() } else { format!("and {count} others") },
    found: |count| if count == 1 { "1 event".to_owned() } else { format!("{count} events") },
    more_than: |count| format!("more than {count} events"),
    empty: "Nothing has been done yet",
    empty_why: "Every change will appear here.",
    no_result: "No matching event",
    no_result_why: "Widen the dates, or choose another event.",
    unknown_person: "Nobody in your area matches",
    unknown_person_why: "Enter the name or address of somebody in your list, or the full address of an administrator. What concerns somebody who has left can be found by event and date.",
    pages: "Pages of the audit log",
    portal: "Guichet, on the due date",
    operator: "Operator",
    gone: "Somebody who has left since",
    unknown_action: "Other event",
    actions: |action| match action {
        Action::UserCreated => "User created",
        Action::UserAssigned => "Assignment added",
        Action::UserEdited => "Access changed",
        Action::UserActivated => "First sign-in",
        Action::UserSuspended => "Access suspended",
        Action::UserReactivated => "Access reactivated",
        Action::UserMailedAgain => "Mail sent again",
        Action::UserAddressChanged => "Address corrected",
        Action::UserOwnAddressChanged => "Address changed by the person",
        Action::UserOwnNameChanged => "Name changed by the person",
        Action::UserResetMailed => "Link to a new password sent",
        Action::UserSessionEnded => "Session closed",
        Action::UserFactorReset => "Second factor removed by the operator",
        Action::MailsQueuedAgain => "Failed mails sent again",
        Action::UsersRemoved => "Assignments removed",
        Action::UsersRestored => "Assignments restored",
        Action::UsersChanged => "Several users changed",
        Action::UsersChangeUndone => "Change of several users undone",
        Action::AssignmentsEnded => "Assignments reached their end",
        Action::RightsEnded => "Personal rights reached their end",
        Action::HandOverAsked => "Administration offered",
        Action::HandOverAccepted => "Administration accepted",
        Action::HandOverMailedAgain => "Offer of administration sent again",
        Action::HandOverCancelled => "Offer of administration cancelled",
        Action::AdministratorReplaced => "Administrator replaced by the operator",
        Action::AdministratorWithdrawn => "Administrator relieved",
        Action::AdministratorEnded => "Administrator suspended or gone",
        Action::ImportCommitted => "File imported",
        Action::ImportUndone => "Import undone",
        Action::SiteCreated => "Site created",
        Action::SiteRenamed => "Site renamed",
        Action::SiteMerged => "Site merged into another",
        Action::SiteMergeEnded => "Merge of sites completed",
        Action::SiteArchived => "Site archived",
        Action::SiteRestored => "Site back in use",
        Action::SiteRemoved => "Site deleted",
        Action::SitesImported => "Sites created from a file",
        Action::ProfileCreated => "Profile created",
        Action::ProfileEdited => "Profile changed",
        Action::ProfileDeleted => "Profile deleted",
        Action::ProfileChangeUndone => "Change of a profile undone",
        Action::ProfileDefaultChosen => "Default profile chosen",
        Action::ContractCreated => "Contract opened",
        Action::ContractClosed => "Contract closed",
        Action::ContractReopened => "Contract reopened",
        Action::ContractLabelled => "Contract named",
        Action::ContractApplicationsSet => "Applications of a contract set",
        Action::SubAccountCreated => "Sub-account opened",
        Action::SubAccountClosed => "Sub-account closed",
        Action::SubAccountReopened => "Sub-account reopened",
        Action::ReferenceImported => "Contracts, sites and profiles loaded",
        Action::TariffPublished => "Price list published",
        Action::TariffWithdrawn => "Price list withdrawn",
        Action::FactorRequired => "Second factor required",
        Action::FactorOptional => "Second factor made optional",
        Action::CustomerCreated => "Customer created",
        Action::CustomerClosed => "Customer area closed",
        Action::CustomerReopened => "Customer area reopened",
        Action::CustomerLookedAt => "Users viewed by the operator",
    },
};
