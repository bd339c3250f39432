//! The executable in a data folder of its own, with nothing of the test's own environment.
#![allow(dead_code, reason = "each test that uses it is a program of its own, and needs a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const REFERENCE: &str = "type;numero;nom;compte;droits
contrat;10000700;Potters Île-de-France;;
sous-compte;53;SERVICE CLIENT POTTERS;10000700;
site;;Antony;;
site;;Saint-Étienne;;
profil;;Expéditeur;;affranchissement=gestion,suivi=consultation
";

/// A data folder, and files to import.
pub struct Shell {
    folder: TempDir,
}

impl Shell {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One with the customer POTTERS.
    pub fn with_potters() -> Self {
        let shell = Self::new();
        let created = ["customer", "create", "--name", "POTTERS", "--admin-email", "admin@potters.example"];
        assert_eq!(code(&shell.run(&created)), 0);
        let reference = shell.file("reference.csv", REFERENCE.as_bytes());
        assert_eq!(code(&shell.of_potters(&["reference", "import", &reference])), 0);
        shell
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_string_lossy().into_owned()
    }

    /// `guichet`, in French, about to be run.
    pub fn guichet(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
        command.env_clear().env("LANG", "fr_FR.UTF-8").env("GUICHET_DATA_DIR", self.data()).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.guichet(arguments).output().unwrap()
    }

    pub fn of_potters(&self, arguments: &[&str]) -> Output {
        self.run(&[arguments, &["--customer", "POTTERS"]].concat())
    }
}

/// The exit code; what was said is shown when it is not 0 and the test fails.
pub fn code(output: &Output) -> i32 {
    let code = output.status.code().unwrap();
    if code != 0 {
        println!("{}{}", printed(output), said(output));
    }
    code
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}
