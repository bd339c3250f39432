//! A backup and its rehearsal, as an operator does them; one server at a time; the key that belongs to the database.

mod shell;

use shell::{Shell, code, printed, said};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Stdio};

/// `guichet serve` until it is dropped.
struct Server(Child);

impl Server {
    fn start(shell: &Shell) -> Self {
        let mut serve = shell.guichet(&["serve"]);
        let mut child = serve.env("GUICHET_ADDR", "127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("http://"), "{line}");
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn people(shell: &Shell) -> usize {
    let output = shell.of_potters(&["users", "export", "--format", "csv"]);
    assert_eq!(code(&output), 0);
    printed(&output).matches("@potters.example").count()
}

fn import(shell: &Shell, name: &str, count: usize) {
    let rows: Vec<_> = (0..count).map(|n| format!("10000700;Antony;{name}{n}@potters.example\n")).collect();
    let list = shell.file("liste.csv", format!("compte;site;email\n{}", rows.concat()).as_bytes());
    assert_eq!(code(&shell.of_potters(&["users", "import", &list])), 0);
}

fn path(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

#[test]
fn a_backup_beside_a_server_is_restored_on_another_machine_with_its_key() {
    let shell = Shell::with_potters();
    import(&shell, "avant", 200);
    let server = Server::start(&shell);
    let file = path(&shell.folder().join("sauvegarde"));
    let backup = shell.run(&["backup", &file]);
    assert_eq!(code(&backup), 0);
    for key in ["secret", "journal-key"] {
        assert!(printed(&backup).contains(&path(&shell.data().join(key))), "{}", printed(&backup));
    }
    let again = shell.run(&["backup", &file]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("rien n’est écrasé"), "{}", said(&again));
    import(&shell, "apres", 50);
    drop(server);

    let other = Shell::new();
    let without_key = other.run(&["restore", &file]);
    assert_eq!(without_key.status.code(), Some(2));
    assert!(said(&without_key).contains("GUICHET_SECRET_FILE"), "{}", said(&without_key));
    std::fs::copy(shell.data().join("secret"), other.data().join("secret")).unwrap();
    assert_eq!(code(&other.run(&["restore", &file])), 0);
    std::fs::copy(shell.data().join("journal-key"), other.data().join("journal-key")).unwrap();
    assert_eq!((people(&other), people(&shell)), (200, 250));
    assert_eq!(code(&other.run(&["doctor"])), 0);

    // Back to before: what is there stays, aside.
    let refused = shell.run(&["restore", &file]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("--replace"), "{}", said(&refused));
    let server = Server::start(&shell);
    let in_use = shell.run(&["restore", &file, "--replace"]);
    assert_eq!(in_use.status.code(), Some(2));
    assert!(said(&in_use).contains("a server uses this database"), "{}", said(&in_use));
    drop(server);
    let restored = shell.run(&["restore", &file, "--replace"]);
    assert_eq!(code(&restored), 0);
    assert!(printed(&restored).contains("guichet.db.replaced-"), "{}", printed(&restored));
    assert_eq!(people(&shell), 200);
}

#[test]
fn one_server_serves_a_file_and_commands_work_beside_it() {
    let shell = Shell::with_potters();
    let server = Server::start(&shell);
    let second = shell.guichet(&["serve"]).env("GUICHET_ADDR", "127.0.0.1:0").output().unwrap();
    assert_eq!(second.status.code(), Some(1));
    let first = format!("process {}, since 20", server.0.id());
    assert!(said(&second).contains(&first), "{}", said(&second));

    import(&shell, "jean", 1);
    drop(server);
    // Killed, not stopped: the lock went with it.
    drop(Server::start(&shell));
}

#[test]
fn a_database_with_people_is_not_opened_with_another_key_or_none() {
    let shell = Shell::with_potters();
    let secret = shell.data().join("secret");
    let own = std::fs::read(&secret).unwrap();
    let refused = |why: &str| {
        for arguments in [&["serve"][..], &["customer", "list"]] {
            let output = shell.run(arguments);
            assert!(!output.status.success());
            let said = said(&output);
            assert!(said.contains("GUICHET_SECRET_FILE: ") && said.contains(why), "{said}");
        }
    };

    std::fs::remove_file(&secret).unwrap();
    refused("it is not there");
    assert!(!secret.exists(), "none is made");
    std::fs::write(&secret, "0".repeat(64)).unwrap();
    refused("not the key that this database was used with");

    std::fs::write(&secret, own).unwrap();
    assert_eq!(code(&shell.run(&["customer", "list"])), 0);
    std::fs::remove_file(&secret).unwrap();
    assert_eq!(code(&shell.run(&["key", "replace"])), 0);
    assert_eq!(code(&shell.run(&["customer", "list"])), 0);
}

#[test]
fn doctor_says_what_others_can_read() {
    let shell = Shell::with_potters();
    assert_eq!(code(&shell.run(&["doctor"])), 0);
    for file in ["guichet.db", "secret", "journal-key"] {
        let file = shell.data().join(file);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let doctor = shell.run(&["doctor"]);
        assert_eq!(doctor.status.code(), Some(1));
        let found = printed(&doctor);
        assert!(found.contains(&path(&file)) && found.contains("chmod 600"), "{found}");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    let clear =
        shell.guichet(&["doctor"]).env("SMTP_URL", "smtp://guichet:secret@mail.example").output().unwrap();
    assert_eq!(clear.status.code(), Some(1));
    assert!(printed(&clear).contains("en clair"), "{}", printed(&clear));
}
