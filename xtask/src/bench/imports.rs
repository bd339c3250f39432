//! The import of a file from the command line: judged, prepared and committed; then the same file again.

use super::engine::{Engine, Home};
use super::figure::{Figure, Goal};
use super::server::Place;
use crate::command::output;
use anyhow::Result;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The customer into which files are imported.
const CUSTOMER: &str = "MESURES";

/// What the customer has: the format of `guichet reference import`.
const REFERENCE: &str = "\
type;numero;nom;compte;droits
contrat;10000700;Mesures Île-de-France;;
sous-compte;53;SERVICE CLIENT;10000700;
site;;Antony;;
site;;Saint-Étienne;;
profil;;Expéditeur;;affranchissement=gestion,suivi=consultation
";

/// Measures the import of `rows` new people.
pub fn measure(executable: &Path, engine: Engine, rows: u32) -> Result<Vec<Figure>> {
    let home = Home::new(engine)?;
    let place = home.place(executable);
    create_customer(&place)?;
    let file = write_file(&place, rows)?;
    let begin = Instant::now();
    import(&place, &file)?;
    let first = begin.elapsed().as_secs_f64();
    let begin = Instant::now();
    import(&place, &file)?;
    let again = begin.elapsed().as_secs_f64();
    let most = if engine == Engine::Sqlite { 2.0 } else { 8.0 };
    let name = |what: &str| format!("{engine}, {rows} rows from the command line: {what}");
    Ok(vec![
        Figure::new(name("everybody is new"), first, "s").goal(Goal::AtMost(most)),
        Figure::new(name("the same file again"), again, "s").goal(Goal::AtMost(2.0)),
    ])
}

/// Creates the customer, with its contract, sites and profile.
pub fn create_customer(place: &Place) -> Result<()> {
    let administrator = "administration@mesures.example";
    output(&mut place.command(&["customer", "create", "--name", CUSTOMER, "--admin-email", administrator]))?;
    let file = place.folder.join("reference.csv");
    fs::write(&file, REFERENCE)?;
    output(place.command(&["reference", "import"]).arg(file).args(["--customer", CUSTOMER]))?;
    Ok(())
}

/// Writes a file of `rows` people, as Excel would.
pub fn write_file(place: &Place, rows: u32) -> Result<PathBuf> {
    let mut lines = String::from("\u{feff}compte;sous_compte;site;profil;nom;prenom;email\r\n");
    for row in 0..rows {
        let site = if row % 3 == 0 { "Antony" } else { "Saint-Étienne" };
        let sub_account = if row % 2 == 0 { "53" } else { "" };
        write!(
            lines,
            "10000700;{sub_account};{site};Expéditeur;Lefèvre {row};Hélène;helene.lefevre.{row}@exemple.fr\r\n"
        )?;
    }
    let file = place.folder.join("utilisateurs.csv");
    fs::write(&file, lines)?;
    Ok(file)
}

/// Checks and commits a file.
pub fn import(place: &Place, file: &Path) -> Result<()> {
    output(place.command(&["users", "import"]).arg(file).args(["--customer", CUSTOMER]))?;
    Ok(())
}
