//! Texts of *Gestion des utilisateurs*.

use crate::i18n::{Locale, count};
use domain::users::{Count, PersonSort};

impl crate::i18n::Texts {
    /// *Gestion des utilisateurs*, of *Mon compte*.
    pub fn management(self) -> &'static ManagementTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of *Gestion des utilisateurs*, in one language.
#[derive(Debug)]
pub struct ManagementTexts {
    pub lede: &'static str,
    /// The same for whoever sees the advanced users, too.
    pub lede_of_both: &'static str,
    pub guide: &'static str,
    pub users: &'static str,
    pub by_assignment: &'static str,
    pub caption: fn(by: Option<PersonSort>, descending: bool) -> String,
    /// Why the order is that of addresses, where another was asked for.
    pub too_many: &'static str,
    pub last_name: &'static str,
    pub first_name: &'static str,
    pub email: &'static str,
    pub identifier: &'static str,
    /// In the place of a name that is not known.
    pub unknown: &'static str,
    /// Beside one's own name.
    pub you: &'static str,
    pub not_yourself: &'static str,
    pub edit: &'static str,
    pub edit_row: fn(&str) -> String,
    pub remove: &'static str,
    pub remove_row: fn(&str) -> String,
    pub search_label: &'static str,
    pub search_example: &'static str,
    pub search: &'static str,
    pub everybody: &'static str,
    pub total: fn(Count) -> String,
    pub more: &'static str,
    /// Beside it: how many others there are.
    pub others: fn(u64) -> String,
    /// Said once they are there.
    pub added: fn(u64) -> String,
    pub to_first: &'static str,
    pub nobody: &'static str,
    pub nobody_why: &'static str,
    pub none_found: &'static str,
    pub none_found_why: &'static str,
    pub advanced: &'static str,
    pub advanced_export: &'static str,
    /// The identifier of who has not come in.
    pub no_identifier: &'static str,
    pub no_advanced: &'static str,
    pub no_advanced_why: &'static str,
    pub give_access: &'static str,
    pub add: &'static str,
    pub add_what: &'static str,
    pub contact_what: &'static str,
    pub removal: RemovalTexts,
}

/// Texts of the question before a person is removed.
#[derive(Debug)]
pub struct RemovalTexts {
    pub title: fn(&str) -> String,
    /// Over how many assignments they have.
    pub has: &'static str,
    pub accesses: fn(u64) -> String,
    /// What happens, for whoever administers all; and for whoever administers some places.
    pub consequence: &'static str,
    pub consequence_here: &'static str,
    pub keep: &'static str,
    pub confirm: &'static str,
}

/// "1 248", "plus de 10 000".
fn people(locale: Locale, of: Count, more_than: &str, one: &'static str, many: &'static str) -> String {
    match of {
        Count::Exactly(people) => count(locale, people, one, many),
        Count::MoreThan(people) => format!("{more_than} {}", count(locale, people, one, many)),
    }
}

pub static FR: ManagementTexts = ManagementTexts {
    lede: "Qui a un accès, personne par personne, choisi application par application.",
    lede_of_both: "Les utilisateurs ont un accès choisi, application par application. Les utilisateurs avancés voient tous vos comptes et créent eux-mêmes leurs identifiants.",
    guide: "Guide d’utilisation",
    users: "Utilisateurs",
    by_assignment: "Voir par affectation",
    caption: |by, descending| {
        let by = match by {
            None => "adresse",
            Some(PersonSort::LastName) => "nom",
            Some(PersonSort::FirstName) => "prénom",
            Some(PersonSort::Identifier) => "identifiant",
        };
        format!("Utilisateurs, par {by}, ordre {}", if descending { "décroissant" } else { "croissant" })
    },
    too_many: "Ils sont trop nombreux pour être triés ainsi\u{a0}: ils le sont par adresse. Une recherche en laisse moins.",
    last_name: "Nom",
    first_name: "Prénom",
    email: "Email",
    identifier: "Identifiant",
    unknown: "Non renseigné",
    you: "Vous",
    not_yourself: "Suppression impossible\u{a0}: c’est votre compte",
    edit: "Modifier",
    edit_row: |who| format!("Modifier {who}"),
    remove: "Supprimer",
    remove_row: |who| format!("Supprimer {who}"),
    search_label: "Nom, adresse ou identifiant",
    search_example: "morel, lise@exemple.fr…",
    search: "Rechercher",
    everybody: "Voir tous les utilisateurs",
    total: |of| people(Locale::Fr, of, "plus de", "utilisateur", "utilisateurs"),
    more: "Voir plus",
    others: |others| count(Locale::Fr, others, "autre", "autres"),
    added: |added| {
        count(Locale::Fr, added, "utilisateur de plus est affiché", "utilisateurs de plus sont affichés")
    },
    to_first: "Revenir aux premiers",
    nobody: "Aucun utilisateur",
    nobody_why: "Ajoutez un utilisateur\u{a0}: il recevra un mail avec ses identifiants.",
    none_found: "Personne ne correspond",
    none_found_why: "Essayez une partie seulement du nom ou de l’adresse.",
    advanced: "Utilisateurs avancés",
    advanced_export: "Exporter les utilisateurs avancés",
    no_identifier: "Pas encore créé",
    no_advanced: "Aucun utilisateur avancé",
    no_advanced_why: "Un utilisateur avancé a une vision consolidée de tous vos comptes. Ajoutez-en un, ou associez celui d’un autre client.",
    give_access: "Donner un accès",
    add: "Ajouter un utilisateur",
    add_what: "Un accès personnalisé aux applications (affranchissement et retours, suivi, livraison…) pour un collaborateur.",
    contact_what: "Le support informatique et le service clients de votre transporteur.",
    removal: RemovalTexts {
        title: |who| format!("Supprimer {who}\u{a0}?"),
        has: "Ses accès",
        accesses: |n| count(Locale::Fr, n, "affectation", "affectations"),
        consequence: "Toutes ses affectations sont retirées, et la personne quitte votre espace. Vous pourrez annuler pendant 30\u{a0}jours.",
        consequence_here: "Toutes ses affectations que vous administrez sont retirées. Ce que la personne a ailleurs reste. Vous pourrez annuler pendant 30\u{a0}jours.",
        keep: "Garder",
        confirm: "Supprimer",
    },
};

pub static EN: ManagementTexts = ManagementTexts {
    lede: "Who has access, person by person, chosen application by application.",
    lede_of_both: "Users have a chosen access, application by application. Advanced users see all your accounts and make their own credentials.",
    guide: "User guide",
    users: "Users",
    by_assignment: "See by assignment",
    caption: |by, descending| {
        let by = match by {
            None => "address",
            Some(PersonSort::LastName) => "last name",
            Some(PersonSort::FirstName) => "first name",
            Some(PersonSort::Identifier) => "identifier",
        };
        format!("Users, by {by}, {}", if descending { "descending" } else { "ascending" })
    },
    too_many: "They are too many to be sorted like this, so they are sorted by address. A search leaves fewer.",
    last_name: "Last name",
    first_name: "First name",
    email: "E-mail",
    identifier: "Identifier",
    unknown: "Not given",
    you: "You",
    not_yourself: "Cannot be removed: this is your account",
    edit: "Edit",
    edit_row: |who| format!("Edit {who}"),
    remove: "Remove",
    remove_row: |who| format!("Remove {who}"),
    search_label: "Name, address or identifier",
    search_example: "morel, lise@example.com…",
    search: "Search",
    everybody: "See all users",
    total: |of| people(Locale::En, of, "more than", "user", "users"),
    more: "See more",
    others: |others| count(Locale::En, others, "other", "others"),
    added: |added| count(Locale::En, added, "more user is shown", "more users are shown"),
    to_first: "Back to the first",
    nobody: "No user",
    nobody_why: "Add a user: they will get a mail with their credentials.",
    none_found: "Nobody matches",
    none_found_why: "Try a part only of the name or the address.",
    advanced: "Advanced users",
    advanced_export: "Export advanced users",
    no_identifier: "Not made yet",
    no_advanced: "No advanced user",
    no_advanced_why: "An advanced user has a consolidated view of all your accounts. Add one, or associate that of another customer.",
    give_access: "Give access",
    add: "Add a user",
    add_what: "A chosen access to the applications (postage and returns, tracking, delivery…) for a colleague.",
    contact_what: "Your carrier’s IT support and customer service.",
    removal: RemovalTexts {
        title: |who| format!("Remove {who}?"),
        has: "Their access",
        accesses: |n| count(Locale::En, n, "assignment", "assignments"),
        consequence: "All their assignments are taken away, and the person leaves your area. You can undo this for 30\u{a0}days.",
        consequence_here: "All their assignments that you administer are taken away. What the person has elsewhere stays. You can undo this for 30\u{a0}days.",
        keep: "Keep",
        confirm: "Remove",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_there_are_is_said_as_far_as_it_is_known() {
        assert_eq!((FR.total)(Count::Exactly(1)), "1\u{a0}utilisateur");
        assert_eq!((FR.total)(Count::MoreThan(10_000)), "plus de 10\u{202f}000\u{a0}utilisateurs");
        assert_eq!((EN.total)(Count::MoreThan(10_000)), "more than 10,000\u{a0}users");
    }
}
