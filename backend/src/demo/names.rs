//! Names of people who do not exist.

pub(super) const LAST: [&str; 40] = [
    "Lefèvre", "Dupont", "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois",
    "Moreau", "Laurent", "Simon", "Michel", "Garcia", "David", "Bertrand", "Roux", "Vincent", "Fournier",
    "Girard", "Bonnet", "Mercier", "Boyer", "Blanc", "Guérin", "Müller", "Faure", "Rousseau", "Gauthier",
    "Nguyễn", "de la Tour", "Benali", "Haddad", "O’Brien", "Kowalski", "Étienne", "Noël", "Hélias", "Le Goff",
];

pub(super) const FIRST: [&str; 36] = [
    "Élodie", "Jean-Noël", "Aïcha", "Zoé", "François", "Chloé", "Hélène", "Marie", "Nicolas", "Julien",
    "Camille", "Léa", "Manon", "Inès", "Lucas", "Hugo", "Louis", "Gabriel", "Raphaël", "Arthur", "Jules",
    "Adam", "Anaïs", "Sarah", "Louise", "Alice", "Rose", "Anna", "Mila", "Maël", "Noé", "Théo", "Paul",
    "Gaël", "Bérénice", "Solène",
];

/// The part of an address that people of this name get.
pub(super) fn local_part(first_name: &str, last_name: &str) -> String {
    let plain = |name: &str| -> String {
        domain::fold::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
    };
    format!("{}.{}", plain(first_name), plain(last_name))
}
