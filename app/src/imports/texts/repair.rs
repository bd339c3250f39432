//! The words of repairing many rows at once.

use crate::i18n::{count, number, plural};
use domain::imports::Field;
use domain::locale::Locale::{En, Fr};

/// Texts of searching, replacing, leaving out and filling rows.
#[derive(Debug)]
pub struct Repair {
    pub search: &'static str,
    pub found: fn(u64) -> String,
    pub filter_discarded: fn(u64) -> &'static str,
    pub is_discarded: &'static str,
    pub selected: fn(u64) -> String,
    pub shown: fn(u64) -> String,
    pub discard: &'static str,
    pub discard_shown: &'static str,
    pub keep: &'static str,
    /// The same of one row, by its line.
    pub discard_row: fn(u64) -> String,
    pub keep_row: fn(u64) -> String,
    pub keep_shown: &'static str,
    pub fill_down: fn(&str) -> String,
    pub clear_selection: &'static str,
    pub discarded: fn(u64) -> String,
    pub kept: fn(u64) -> String,
    pub replace: &'static str,
    pub replace_in: &'static str,
    pub all_columns: &'static str,
    pub replace_from: &'static str,
    pub replace_to: &'static str,
    pub whole_cell: &'static str,
    pub exact_case: &'static str,
    pub replace_count: fn(u64) -> String,
    pub replace_rows: fn(u64) -> String,
    pub whole_cell_hint: &'static str,
    pub swapped: fn(&str, &str) -> String,
    pub exchange: fn(u64) -> String,
    pub keep_first: &'static str,
    pub discard_lines: fn(u64) -> String,
    /// Of a cell that holds so many values.
    pub split_row: fn(u64) -> String,
    /// Of so many rows that hold several each.
    pub split_family: fn(u64) -> String,
    /// Rows that were made of others.
    pub split: fn(u64) -> String,
    /// Of which line a row was made.
    pub made_of: fn(u64) -> String,
    pub says: fn(u64, &str) -> String,
    pub replace_cell: fn(&str) -> String,
    pub choose: fn(Field) -> &'static str,
    pub replace_for: fn(u64) -> String,
    /// Of a field: one value for all rows whose cell is empty.
    pub for_all_rows: fn(&str) -> String,
    /// Of a field, and the one thing that it can hold.
    pub assumed: fn(&str, &str) -> String,
    pub correct_sure: fn(u64) -> String,
    pub which_sure: &'static str,
    pub resume_kept: fn(&str) -> String,
    pub kept_since: fn(u64, u64) -> String,
    pub forget_kept: &'static str,
    pub kept_where: &'static str,
    pub would_lose: fn(u64) -> String,
    pub why_lost: &'static str,
    pub keep_corrections: &'static str,
    pub lose_corrections: &'static str,
    pub not_so: &'static str,
}

/// Minutes, or hours once there are some.
const fn minutes_or_hours(seconds: u64) -> (u64, bool) {
    let minutes = seconds / 60;
    if minutes < 60 { (minutes, false) } else { (minutes / 60, true) }
}

pub static FR: Repair = Repair {
    search: "Chercher dans les lignes",
    found: |n| match n {
        0 => "Aucune ligne trouvée".to_owned(),
        n => count(Fr, n, "ligne trouvée", "lignes trouvées"),
    },
    filter_discarded: |n| if n < 2 { "écartée" } else { "écartées" },
    is_discarded: "Écartée",
    selected: |n| count(Fr, n, "ligne sélectionnée", "lignes sélectionnées"),
    shown: |n| count(Fr, n, "ligne affichée", "lignes affichées"),
    discard: "Écarter",
    discard_shown: "Écarter ces lignes",
    keep: "Ne plus écarter",
    discard_row: |line| format!("Écarter la ligne {}", number(Fr, line)),
    keep_row: |line| format!("Reprendre la ligne {}", number(Fr, line)),
    keep_shown: "Ne plus écarter ces lignes",
    fill_down: |column| format!("Recopier «\u{a0}{column}\u{a0}» vers le bas"),
    clear_selection: "Ne plus sélectionner",
    discarded: |n| count(Fr, n, "ligne écartée", "lignes écartées"),
    kept: |n| count(Fr, n, "ligne reprise", "lignes reprises"),
    replace: "Chercher et remplacer",
    replace_in: "Colonne",
    all_columns: "Toutes les colonnes",
    replace_from: "Chercher",
    replace_to: "Remplacer par",
    whole_cell: "Cellule entière",
    exact_case: "Respecter les majuscules",
    replace_count: |n| match n {
        0 => "Aucune ligne ne changerait.".to_owned(),
        n => format!("{}.", count(Fr, n, "ligne changerait", "lignes changeraient")),
    },
    replace_rows: |n| match n {
        0 => "Remplacer".to_owned(),
        1 => "Remplacer dans 1 ligne".to_owned(),
        n => format!("Remplacer dans {} lignes", number(Fr, n)),
    },
    whole_cell_hint: "Pour remplir les cellules vides d’une colonne\u{a0}: choisissez-la, cochez «\u{a0}Cellule entière\u{a0}» et ne cherchez rien.",
    swapped: |one, other| format!("«\u{a0}{one}\u{a0}» et «\u{a0}{other}\u{a0}» intervertis"),
    exchange: |n| match n {
        1 => "Échanger dans la ligne".to_owned(),
        n => format!("Échanger dans les {}", number(Fr, n)),
    },
    keep_first: "Garder la première",
    discard_lines: |n| match n {
        1 => "Laisser cette ligne de côté".to_owned(),
        n => format!("Laisser ces {} lignes de côté", number(Fr, n)),
    },
    split_row: |n| match n {
        2 => "Faire deux lignes".to_owned(),
        n => format!("Faire {} lignes", number(Fr, n)),
    },
    split_family: |n| match n {
        1 => "Faire une ligne de chaque valeur".to_owned(),
        n => format!("Faire une ligne de chaque valeur ({})", number(Fr, n)),
    },
    split: |n| format!("{} à la fin de la liste", count(Fr, n, "ligne ajoutée", "lignes ajoutées")),
    made_of: |line| format!("Faite de la ligne {}", number(Fr, line)),
    says: |n, cell| format!("{} «\u{a0}{cell}\u{a0}»", plural(Fr, n, "ligne dit", "lignes disent")),
    replace_cell: |cell| format!("Remplacer «\u{a0}{cell}\u{a0}» par"),
    choose: |field| match field {
        Field::Contract => "Choisir un compte",
        Field::SubAccount => "Choisir un sous-compte",
        Field::Profile => "Choisir un profil",
        Field::Site => "Choisir un site",
        _ => "Choisir",
    },
    for_all_rows: |field| format!("{field} pour toutes les lignes où rien n’est dit\u{a0}:"),
    assumed: |field, value| format!("{field}\u{a0}: {value}, le seul que vous avez, pour toutes les lignes."),
    correct_sure: |n| format!("Appliquer les corrections sûres ({})", number(Fr, n)),
    which_sure: "Accents, majuscules, espaces, tirets et zéros perdus",
    replace_for: |n| match n {
        1 => "Remplacer dans la ligne".to_owned(),
        n => format!("Remplacer pour les {}", number(Fr, n)),
    },
    resume_kept: |file| format!("Reprendre «\u{a0}{file}\u{a0}»"),
    kept_since: |changes, seconds| {
        let since = match minutes_or_hours(seconds) {
            (0, false) => "il y a moins d’une minute".to_owned(),
            (n, false) => format!("il y a {}", count(Fr, n, "minute", "minutes")),
            (n, true) => format!("il y a {}", count(Fr, n, "heure", "heures")),
        };
        match changes {
            0 => format!("Vous vérifiiez un fichier {since}."),
            n => {
                format!(
                    "Vous vérifiiez un fichier {since}\u{a0}: {}.",
                    count(Fr, n, "correction", "corrections")
                )
            }
        }
    },
    forget_kept: "Oublier",
    kept_where: "Le fichier et vos corrections sont gardés dans ce navigateur, 24 heures au plus et jusqu’à votre déconnexion.",
    would_lose: |n| match n {
        1 => "Lire le fichier ainsi effacerait votre correction.".to_owned(),
        n => format!("Lire le fichier ainsi effacerait vos {} corrections.", number(Fr, n)),
    },
    why_lost: "Ses lignes et ses colonnes ne seraient plus les mêmes.",
    keep_corrections: "Garder mes corrections",
    lose_corrections: "Lire ainsi, sans mes corrections",
    not_so: "Le fichier ne peut pas être lu ainsi\u{a0}; il est relu comme avant.",
};

pub static EN: Repair = Repair {
    search: "Search the rows",
    found: |n| match n {
        0 => "No row found".to_owned(),
        n => count(En, n, "row found", "rows found"),
    },
    filter_discarded: |_| "left out",
    is_discarded: "Left out",
    selected: |n| count(En, n, "row selected", "rows selected"),
    shown: |n| count(En, n, "row shown", "rows shown"),
    discard: "Leave out",
    discard_shown: "Leave these rows out",
    keep: "Take back",
    discard_row: |line| format!("Leave out row {}", number(En, line)),
    keep_row: |line| format!("Take row {} back in", number(En, line)),
    keep_shown: "Take these rows back",
    fill_down: |column| format!("Fill “{column}” down"),
    clear_selection: "Clear the selection",
    discarded: |n| count(En, n, "row left out", "rows left out"),
    kept: |n| count(En, n, "row taken back", "rows taken back"),
    replace: "Find and replace",
    replace_in: "Column",
    all_columns: "All columns",
    replace_from: "Find",
    replace_to: "Replace with",
    whole_cell: "Whole cell",
    exact_case: "Match case",
    replace_count: |n| match n {
        0 => "No row would change.".to_owned(),
        n => format!("{}.", count(En, n, "row would change", "rows would change")),
    },
    replace_rows: |n| match n {
        0 => "Replace".to_owned(),
        n => format!("Replace in {}", count(En, n, "row", "rows")),
    },
    whole_cell_hint: "To fill the empty cells of a column: choose it, tick “Whole cell” and search for nothing.",
    swapped: |one, other| format!("“{one}” and “{other}” exchanged"),
    exchange: |n| match n {
        1 => "Exchange in the row".to_owned(),
        n => format!("Exchange in all {}", number(En, n)),
    },
    keep_first: "Keep the first",
    discard_lines: |n| match n {
        1 => "Leave this row out".to_owned(),
        n => format!("Leave these {} rows out", number(En, n)),
    },
    split_row: |n| match n {
        2 => "Make two rows".to_owned(),
        n => format!("Make {} rows", number(En, n)),
    },
    split_family: |n| match n {
        1 => "Make a row of each value".to_owned(),
        n => format!("Make a row of each value ({})", number(En, n)),
    },
    split: |n| format!("{} at the end of the list", count(En, n, "row added", "rows added")),
    made_of: |line| format!("Made of line {}", number(En, line)),
    says: |n, cell| format!("{} “{cell}”", plural(En, n, "row says", "rows say")),
    replace_cell: |cell| format!("Replace “{cell}” by"),
    choose: |field| match field {
        Field::Contract => "Choose an account",
        Field::SubAccount => "Choose a sub-account",
        Field::Profile => "Choose a profile",
        Field::Site => "Choose a site",
        _ => "Choose",
    },
    for_all_rows: |field| format!("{field} for all rows that name none:"),
    assumed: |field, value| format!("{field}: {value}, the only one that you have, for all rows."),
    correct_sure: |n| format!("Make the sure corrections ({})", number(En, n)),
    which_sure: "Accents, capitals, blanks, dashes and lost zeros",
    replace_for: |n| match n {
        1 => "Replace in the row".to_owned(),
        n => format!("Replace in all {}", number(En, n)),
    },
    resume_kept: |file| format!("Resume “{file}”"),
    kept_since: |changes, seconds| {
        let since = match minutes_or_hours(seconds) {
            (0, false) => "less than a minute ago".to_owned(),
            (n, false) => format!("{} ago", count(En, n, "minute", "minutes")),
            (n, true) => format!("{} ago", count(En, n, "hour", "hours")),
        };
        match changes {
            0 => format!("You were checking a file {since}."),
            n => format!("You were checking a file {since}: {}.", count(En, n, "correction", "corrections")),
        }
    },
    forget_kept: "Forget",
    kept_where: "The file and your corrections are kept in this browser, for 24 hours at most and until you sign out.",
    would_lose: |n| match n {
        1 => "Reading the file so would drop your correction.".to_owned(),
        n => format!("Reading the file so would drop your {} corrections.", number(En, n)),
    },
    why_lost: "Its rows and columns would be other ones.",
    keep_corrections: "Keep my corrections",
    lose_corrections: "Read it so, without my corrections",
    not_so: "The file cannot be read so; it is read again as before.",
};
