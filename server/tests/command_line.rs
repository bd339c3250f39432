//! The executable as somebody with a shell finds it: arguments in, text and exit code out.

mod shell;

use domain::reference::ReferenceData;
use serde_json::{Value, json};
use shell::{Shell, code, printed, said};

fn check(shell: &Shell, content: &[u8]) -> (i32, Value) {
    let file = shell.file("liste.csv", content);
    let output = shell.of_potters(&["users", "check", &file, "--json"]);
    (code(&output), serde_json::from_slice(&output.stdout).unwrap_or(Value::Null))
}

#[test]
fn check_reads_a_windows_file_with_a_sep_line_and_says_what_each_row_would_do() {
    let shell = Shell::with_potters();
    let text = "sep=;\r\nN\u{b0} compte;Sous-compte;Site;Nom;Pr\u{e9}nom;Email;Remarque\r\n\
                10000700;53;Saint-\u{c9}tienne;Lef\u{e8}vre;\u{c9}lodie;elodie@potters.example;x\r\n\
                10000700;;ANTONY;;;jean@potters.example;\r\n;;;;;;\r\n";
    let windows_1252: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let (code, found) = check(&shell, &windows_1252);

    assert_eq!(code, 1);

    let dialect =
        json!({ "encoding": "windows-1252", "delimiter": ";", "quote": "\"", "bom": false, "header": true });

    assert_eq!(found["dialect"], dialect);
    assert_eq!(found["columns"][0], json!({ "index": 0, "header": "N° compte", "field": "contract" }));
    assert_eq!(found["columns"][6], json!({ "index": 6, "header": "Remarque", "field": null }));
    assert_eq!(
        found["counts"],
        json!({ "rows": 2, "create": 1, "assign": 0, "profile": 0, "name": 0, "unchanged": 0, "error": 1, "blank": 1 })
    );

    let first = &found["rows"][0];

    assert_eq!((&first["line"], &first["verdict"]), (&json!(3), &json!("create")));
    assert_eq!(first["fields"]["last_name"], "Lefèvre");
    assert_eq!(first["fields"]["sub_account"], "53");

    let issue = json!([{ "field": "site", "code": "unknown_site", "suggestion": "Antony" }]);

    assert_eq!((&found["rows"][1]["verdict"], &found["rows"][1]["issues"]), (&json!("error"), &issue));
}

#[test]
fn check_ends_with_0_when_every_row_is_fine_and_writes_nothing() {
    let shell = Shell::with_potters();
    let list = b"compte;site;email\n10000700;Antony;jean@potters.example\n";
    let (code, first) = check(&shell, list);
    assert_eq!((code, &first["counts"]["create"]), (0, &json!(1)));
    assert_eq!(check(&shell, list), (0, first));
}

#[test]
fn a_file_that_cannot_be_read_ends_with_2_and_says_why() {
    let shell = Shell::with_potters();
    for (content, why) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "pas un fichier de texte"),
        (b"", "vide"),
        (b"compte;site;email\n", "en-tête"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "ancien Excel (.xls)"),
        (b"<html><table><tr><td>compte", "page web"),
        (b"PK\x03\x04 half a workbook", "endommagé"),
        (b"compte;email\n10000700;\"jean@potters.example\n", "ligne 2 : un guillemet ouvert"),
    ] {
        let file = shell.file("liste.csv", content);
        for command in ["check", "import"] {
            let output = shell.of_potters(&["users", command, &file]);
            assert_eq!(output.status.code(), Some(2), "{why}");
            assert!(said(&output).contains(why), "{}", said(&output));
        }
    }

    let nowhere = shell.of_potters(&["users", "check", "/nowhere/liste.csv"]);

    assert_eq!(nowhere.status.code(), Some(2));
    assert!(said(&nowhere).contains("/nowhere/liste.csv"));
}

#[test]
fn a_column_that_every_row_needs_is_named_when_it_is_missing_and_may_be_named_by_hand() {
    let shell = Shell::with_potters();
    let list =
        "Réf. contrat;Site;Contact principal;Chef\n10000700;Antony;jean@potters.example;a@potters.example\n";
    let file = shell.file("liste.csv", list.as_bytes());

    for command in ["check", "import"] {
        let output = shell.of_potters(&["users", command, &file]);
        assert_eq!(output.status.code(), Some(2));
        let why = said(&output);
        assert!(why.contains("Adresse e-mail") && !why.contains("N° compte"), "there is one contract: {why}");
    }
    assert_eq!(shell.of_potters(&["users", "import", &file, "--only-valid"]).status.code(), Some(2));

    let (code_of_check, found) = check(&shell, list.as_bytes());
    assert_eq!((code_of_check, &found["missing"]), (2, &json!(["email"])));

    let named = ["--column", "compte=réf contrat", "--column", "email=Contact principal"];
    let named =
        |command, more: &[&str]| shell.of_potters(&[&["users", command, &file], &named[..], more].concat());
    let found: Value = serde_json::from_slice(&named("check", &["--json"]).stdout).unwrap();
    assert_eq!((&found["missing"], &found["counts"]["create"]), (&json!([]), &json!(1)));
    assert_eq!(code(&named("import", &[])), 0);

    let nowhere = shell.of_potters(&["users", "check", &file, "--column", "email=Courriel"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(said(&nowhere).contains("Contact principal, Chef"), "{}", said(&nowhere));
}

#[test]
fn how_a_file_is_read_can_be_said() {
    let shell = Shell::with_potters();
    let list = b"compte,site,email,nom\n10000700,Antony,jean@potters.example,Lef\x8avre;x\n";
    let file = shell.file("liste.csv", list);
    let read = |more: &[&str]| {
        let output = shell.of_potters(&[&["users", "check", &file, "--json"], more].concat());
        serde_json::from_slice::<Value>(&output.stdout).unwrap_or(Value::Null)
    };

    let found = read(&["--encoding", "cp850", "--delimiter", ","]);
    assert_eq!(found["dialect"]["encoding"], "cp850");
    assert_eq!(found["rows"][0]["fields"]["last_name"], "Lefèvre;x");
    assert_eq!(read(&["--encoding", "windows-1252"])["rows"][0]["fields"]["last_name"], "LefŠvre;x");
    assert_eq!(read(&["--delimiter", "tab"])["columns"].as_array().unwrap().len(), 1);
    assert_eq!(read(&["--encoding", "latin"]), Value::Null);
}

#[test]
fn import_is_all_or_nothing_unless_told_otherwise_and_the_same_file_again_changes_nothing() {
    let shell = Shell::with_potters();
    let list =
        "compte;site;email\n10000700;Antony;jean@potters.example\n10000700;Nulle part;anne@potters.example\n";
    let file = shell.file("liste.csv", list.as_bytes());
    let refused = shell.of_potters(&["users", "import", &file]);

    assert_eq!(refused.status.code(), Some(1));
    assert!(printed(&refused).contains("Nulle part"), "{}", printed(&refused));

    let imported = shell.of_potters(&["users", "import", &file, "--only-valid"]);

    assert_eq!(code(&imported), 0);
    assert!(printed(&imported).contains("Créés : 1 "), "{}", printed(&imported));
    assert!(printed(&imported).contains("Courriels en attente : 1 "), "{}", printed(&imported));

    let again = shell.of_potters(&["users", "import", &file, "--only-valid"]);

    assert!(printed(&again).contains("Créés : 0 ") && printed(&again).contains("inchangées : 1 "));
    assert!(printed(&again).contains("Courriels en attente : 0 "));
}

#[test]
fn reference_data_reads_as_files_of_people_do_and_says_what_is_wrong_in_french() {
    let shell = Shell::with_potters();
    let windows = b"type;numero;nom;compte;droits\r\nsite;;N\xeemes;;\r\n".to_vec();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["type", "numero", "nom", "compte", "droits"]).unwrap();
    sheet.write_row(1, 0, ["site", "", "Brest", "", ""]).unwrap();
    for (name, file) in [("sites.csv", windows), ("sites.xlsx", workbook.save_to_buffer().unwrap())] {
        let imported = shell.of_potters(&["reference", "import", &shell.file(name, &file)]);
        assert_eq!(code(&imported), 0, "{}", said(&imported));
        assert!(printed(&imported).contains("Créés : 1 "), "{}", printed(&imported));
    }
    let list = shell.file("liste.csv", "compte;site;email\n10000700;Nîmes;jean@potters.example\n".as_bytes());
    assert_eq!(code(&shell.of_potters(&["users", "check", &list])), 0);

    // Of one name alone a Macintosh is not told, nor is a bar between cells that hold semicolons.
    let told = ["--encoding", "macintosh", "--delimiter", "|"];
    let macintosh = shell.file("mac.csv", b"type|numero|nom|compte|droits\rsite||Orl\x8eans ; nord||\r");
    let imported = shell.of_potters(&[&["reference", "import", &macintosh], &told[..]].concat());
    assert_eq!(code(&imported), 0, "{}", said(&imported));
    let list = shell
        .file("liste.csv", "compte,site,email\n10000700,Orléans ; nord,jean@potters.example\n".as_bytes());
    assert_eq!(code(&shell.of_potters(&["users", "check", &list, "--delimiter", ","])), 0);

    let wrong = b"type;numero;nom;compte;droits\r\nsite;;Paris;;\r\nsous-compte;1;A;404;\r\n";
    let refused = shell.of_potters(&["reference", "import", &shell.file("sites.csv", wrong)]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("ligne 3 : compte : aucun compte « 404 »"), "{}", said(&refused));

    let image = shell.of_potters(&[
        "reference",
        "import",
        &shell.file("sites.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ]);
    assert!(said(&image).contains("pas un fichier de texte"), "{}", said(&image));
}

#[test]
fn lines_that_are_no_rows_are_said_to_be_none_and_where_they_stand() {
    let shell = Shell::with_potters();
    let list = "compte;site;email\n10000700;Antony;jean@potters.example\ncompte;site;email\n\
                10000700;Brest;anne@potters.example\nTotal : 2\n";
    let file = shell.file("liste.csv", list.as_bytes());
    let checked = shell.of_potters(&["users", "check", &file]);
    let read = printed(&checked);
    assert!(read.contains("ne nomment personne") && read.contains("remarques) : 3, 5\n"), "{read}");
    assert!(read.contains("ligne 4, Site") && !read.contains("ligne 5,"), "{read}");

    let (_, found) = check(&shell, list.as_bytes());
    assert_eq!(
        (&found["counts"]["error"], &found["rows"][3]["issues"][0]["code"]),
        (&json!(3), &json!("no_row"))
    );

    // Of columns that are named by hand, too.
    let file = shell.file("liste.csv", b"A;B;C\n10000700;Antony;jean@potters.example\nA;B;C\n");
    let named = ["--column", "compte=A", "--column", "site=B", "--column", "email=C"];
    let checked = shell.of_potters(&[&["users", "check", &file], &named[..]].concat());
    assert!(printed(&checked).contains("remarques) : 3\n"), "{}", printed(&checked));
    let imported = shell.of_potters(&[&["users", "import", &file, "--only-valid"], &named[..]].concat());
    assert!(printed(&imported).contains("Créés : 1 "), "{}", printed(&imported));
}

#[test]
fn a_sheet_of_a_workbook_is_read_as_people_see_it() {
    let shell = Shell::with_potters();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, address) in [("Équipe", "jean@potters.example"), ("Autres", "anne@potters.example")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["N° compte", "Site", "Email"]).unwrap();
        sheet.write(2, 0, 10_000_700).unwrap();
        sheet.write_row(2, 1, ["Saint-Étienne", address]).unwrap();
    }

    let file = shell.file("équipe.xlsx", &workbook.save_to_buffer().unwrap());
    let first = shell.of_potters(&["users", "check", &file]);

    assert_eq!(code(&first), 0);
    assert!(printed(&first).contains("Feuille : Équipe"), "{}", printed(&first));

    let other = shell.of_potters(&["users", "check", &file, "--sheet", "Autres", "--json"]);
    let found: Value = serde_json::from_slice(&other.stdout).unwrap();

    assert_eq!(found["rows"][0]["fields"]["email"], "anne@potters.example");
    assert_eq!((&found["rows"][0]["line"], &found["rows"][0]["verdict"]), (&json!(3), &json!("create")));

    let nowhere = shell.of_potters(&["users", "check", &file, "--sheet", "Ailleurs"]);

    assert!(said(&nowhere).contains("Équipe, Autres"), "{}", said(&nowhere));
}

#[test]
fn rights_and_ends_are_checked_imported_and_exported_to_files_that_import_as_unchanged() {
    let shell = Shell::with_potters();
    let wrong = "compte;site;email;droits;fin\n\
                 10000700;Antony;jean@potters.example;bureau=gestion;31/02/2040\n\
                 10000700;Antony;anne@potters.example;suivi=lecture;51136\n";
    let (ends, found) = check(&shell, wrong.as_bytes());
    assert_eq!((ends, &found["columns"][4]["field"]), (1, &json!("end")));
    assert_eq!(found["rows"][0]["fields"]["rights"], "bureau=gestion");
    assert_eq!(
        found["rows"][0]["issues"],
        json!([
            { "field": "rights", "code": "unknown_application", "right": "bureau=gestion", "suggestion": null },
            { "field": "end", "code": "invalid_end", "reason": "not_a_date", "suggestion": null },
        ])
    );
    assert_eq!(found["rows"][1]["issues"][0]["suggestion"], "suivi=consultation");
    assert_eq!(found["rows"][1]["issues"][1]["suggestion"], "01/01/2040");

    let right = "compte;site;email;droits;fin\n\
                 10000700;Antony;jean@potters.example;facturation=gestion,retours=consultation;31/12/2039\n\
                 10000700;Antony;anne@potters.example;;\n";
    let file = shell.file("droits.csv", right.as_bytes());
    assert_eq!(code(&shell.of_potters(&["users", "import", &file])), 0);

    for format in ["csv", "xlsx"] {
        let exported = shell.of_potters(&["users", "export", "--format", format]);
        let file = shell.file(&format!("export.{format}"), &exported.stdout);
        let output = shell.of_potters(&["users", "check", &file, "--json"]);
        assert_eq!(code(&output), 0);
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&found["counts"]["rows"], &found["counts"]["unchanged"]),
            (&json!(2), &json!(2)),
            "{format}"
        );
        let row = found["rows"].as_array().unwrap().iter().find(|row| row["fields"]["end"] != "").unwrap();
        assert_eq!(row["fields"]["rights"], "retours=consultation,facturation=gestion");
        assert_eq!(row["fields"]["end"], "31/12/2039");
    }
}

#[test]
fn rows_that_a_filter_hides_are_read_and_said_to_be() {
    let shell = Shell::with_potters();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["N° compte", "Site", "Email"]).unwrap();
    for (row, address) in [(1, "jean@potters.example"), (2, "anne@potters.example")] {
        sheet.write_row(row, 0, ["10000700", "Saint-Étienne", address]).unwrap();
    }

    sheet.set_row_hidden(2).unwrap();
    let file = shell.file("équipe.xlsx", &workbook.save_to_buffer().unwrap());
    let read = printed(&shell.of_potters(&["users", "check", &file]));

    assert!(read.contains("Lignes masquées dans le classeur, lues aussi : 1"), "{read}");
    assert_eq!(code(&shell.of_potters(&["users", "import", &file])), 0);

    let exported = printed(&shell.of_potters(&["users", "export", "--format", "csv"]));

    assert!(exported.contains("anne@potters.example"), "{exported}");
}

#[test]
fn formulas_without_results_are_errors_wherever_they_are_read() {
    let shell = Shell::with_potters();
    let workbook = include_bytes!("../../domain/fixtures/openpyxl/formules.xlsx");
    let (code, found) = check(&shell, workbook);

    assert_eq!((code, &found["counts"]["create"], &found["counts"]["error"]), (1, &json!(1), &json!(2)));

    // An empty profile would have been the default.
    let issue = |field| json!({ "field": field, "code": "formula_error", "suggestion": null });

    assert_eq!(found["rows"][1]["issues"], json!([issue("profile")]));

    let all = ["contract", "site", "profile", "last_name", "email"].map(issue);

    assert_eq!(found["rows"][2]["issues"], json!(all));

    let file = shell.file("formules.xlsx", workbook);
    let said = printed(&shell.of_potters(&["users", "check", &file]));

    assert!(said.contains("Profil « #FORMULE! » : Le classeur a été enregistré sans le résultat"), "{said}");
}

#[test]
fn the_template_as_a_workbook_has_the_columns_of_the_other() {
    let shell = Shell::with_potters();
    let id = "00000000-0000-0000-0000-00000000000";
    let lists: ReferenceData = serde_json::from_value(json!({
        "contracts": [{ "id": format!("{id}1"), "number": "10000700", "name": "Potters", "sub_accounts": [] }],
        "sites": [{ "id": format!("{id}2"), "name": "Antony" }, { "id": format!("{id}3"), "name": "Lyon" }],
        "profiles": [{ "id": format!("{id}4"), "name": "Expéditeur", "rights": [] }],
        "default_profile": null,
    }))
    .unwrap();
    for reference in [ReferenceData::default(), lists] {
        let file = shell.file("modele.xlsx", &backend::imports::template_xlsx(&reference).unwrap());
        let empty = shell.of_potters(&["users", "check", &file]);
        assert!(said(&empty).contains("en-tête"), "the lists are no people: {}", said(&empty));
    }
}

#[test]
fn what_is_exported_imports_again_as_nothing_new() {
    let shell = Shell::with_potters();
    let list = shell.file(
        "liste.csv",
        "compte;site;nom;email\n10000700;Saint-Étienne;=Durand;d@potters.example\n".as_bytes(),
    );

    assert_eq!(code(&shell.of_potters(&["users", "import", &list])), 0);

    let exported = shell.of_potters(&["users", "export", "--format", "csv"]);

    assert_eq!(code(&exported), 0);

    let (code_of_check, found) = check(&shell, &exported.stdout);

    assert_eq!((code_of_check, &found["counts"]["unchanged"]), (0, &json!(1)));

    let workbook = shell.of_potters(&["users", "export", "--format", "xlsx"]);

    assert!(workbook.stdout.starts_with(b"PK"));

    let (code_of_check, found) = check(&shell, &workbook.stdout);

    assert_eq!((code_of_check, &found["counts"]["unchanged"]), (0, &json!(1)));
}

#[test]
fn the_carrier_creates_closes_and_reopens_contracts_and_their_parts() {
    let shell = Shell::with_potters();
    let list =
        shell.file("liste.csv", b"compte;sous_compte;site;email\n10000700;53;Antony;jean@potters.example\n");
    assert_eq!(code(&shell.of_potters(&["users", "import", &list])), 0);

    let created = shell.of_potters(&["contract", "create", "--number", "77", "--name", "Potters Sud"]);
    assert!(printed(&created).contains("Contrat 77 « Potters Sud » créé"), "{}", said(&created));
    let part = ["sub-account", "create", "--contract", "77", "--number", "1", "--name", "QUAI"];
    assert_eq!(code(&shell.of_potters(&part)), 0);
    let again = shell.of_potters(&part);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("déjà pris"), "{}", said(&again));

    let closed = shell.of_potters(&["contract", "close", "--number", "10000700"]);
    assert!(printed(&closed).contains("fermé"), "{}", said(&closed));
    let twice = shell.of_potters(&["contract", "close", "--number", "10000700"]);
    assert!(printed(&twice).contains("était déjà fermé"));
    let create = shell.of_potters(&["contract", "create", "--number", "10000700", "--name", "X"]);
    assert!(said(&create).contains("reopen"), "{}", said(&create));

    // Who is there is exported all the same, and nobody else comes.
    let exported = printed(&shell.of_potters(&["users", "export", "--format", "csv"]));
    assert!(exported.contains("10000700;53;Antony;"), "{exported}");
    let other = shell.file("autre.csv", b"compte;site;email\n10000700;Antony;anne@potters.example\n");
    assert_eq!(shell.of_potters(&["users", "check", &other]).status.code(), Some(1));
    assert_eq!(code(&shell.of_potters(&["contract", "reopen", "--number", "10000700"])), 0);
    assert_eq!(code(&shell.of_potters(&["users", "check", &other])), 0);

    let unknown = shell.of_potters(&["sub-account", "close", "--contract", "404", "--number", "1"]);
    assert!(said(&unknown).contains("pas de contrat"), "{}", said(&unknown));
}

#[test]
fn the_carrier_says_what_a_contract_has() {
    let shell = Shell::with_potters();
    let some = ["contract", "applications", "--number", "10000700", "--only", "affranchissement,suivi"];
    let set = shell.of_potters(&some);
    assert!(printed(&set).contains("Contrat 10000700 : affranchissement, suivi."), "{}", said(&set));
    let wrong = shell.of_potters(&["contract", "applications", "--number", "10000700", "--only", "tout"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("affranchissement"), "{}", said(&wrong));
    assert_eq!(code(&shell.of_potters(&["contract", "applications", "--number", "10000700", "--all"])), 0);
}

#[test]
fn a_customer_that_is_not_there_is_named() {
    let shell = Shell::with_potters();
    let output = shell.run(&["users", "export", "--customer", "Poteries"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("aucun client « Poteries »"), "{}", said(&output));
    let twice = shell.run(&["customer", "create", "--name", "POTTERS", "--admin-email", "a@b.example"]);
    assert_eq!(twice.status.code(), Some(2));
}

#[test]
fn customers_are_listed_closed_and_opened_again_and_a_name_is_given_once() {
    let shell = Shell::with_potters();
    let twice = shell.run(&["customer", "create", "--name", "Pötters", "--admin-email", "a@b.example"]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(said(&twice).contains("un client porte déjà ce nom : « POTTERS »"), "{}", said(&twice));

    for (command, words, state) in [
        ("close", "fermé. Rien n’est effacé", "fermé"),
        ("close", "était déjà fermé", "fermé"),
        ("reopen", "rouvert", "ouvert"),
        ("reopen", "n’était pas fermé", "ouvert"),
    ] {
        let done = shell.run(&["customer", command, "POTTERS"]);
        assert_eq!(code(&done), 0, "{}", said(&done));
        assert!(printed(&done).contains(words), "{}", printed(&done));
        let listed = shell.run(&["customer", "list", "pött"]);
        assert!(
            printed(&listed).contains(state) && printed(&listed).contains("POTTERS"),
            "{}",
            printed(&listed)
        );
    }

    let none = shell.run(&["customer", "list", "faiences"]);
    assert!(printed(&none).contains("Aucun client ne correspond"), "{}", printed(&none));
    assert_eq!(shell.run(&["customer", "close", "Poteries"]).status.code(), Some(2));
}

#[test]
fn a_domain_is_paused_and_resumed_and_a_trial_tells_what_became_of_it() {
    let shell = Shell::with_potters();
    for (command, words) in [
        ("pause", "Plus aucun courriel ne part vers potters.example"),
        ("pause", "était déjà en pause"),
        ("resume", "repartent vers potters.example"),
        ("resume", "n’était pas en pause"),
    ] {
        let done = shell.run(&["mail", command, "Potters.Example"]);
        assert_eq!(code(&done), 0, "{}", said(&done));
        assert!(printed(&done).contains(words), "{}", printed(&done));
    }

    let listed = shell.run(&["mail", "domains", "--troubled"]);
    assert!(printed(&listed).contains("potters.example"), "{}", printed(&listed));
    let trial = shell.run(&["mail", "trial", "essai@exemple.fr"]);
    assert!(printed(&trial).contains("Essai pour essai@exemple.fr accepté"), "{}", printed(&trial));

    for wrong in [["pause", "jean@exemple.fr"], ["resume", "exemple"], ["trial", "jean.exemple.fr"]] {
        let refused = shell.run(&["mail", wrong[0], wrong[1]]);
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn an_administrator_who_has_left_is_replaced() {
    let shell = Shell::with_potters();
    let hand_over = ["customer", "hand-over", "--to"];
    let done = shell.of_potters(&[&hand_over[..], &["claire@potters.example"]].concat());
    assert_eq!(code(&done), 0);
    let both = "claire@potters.example administre le client à la place de admin@potters.example";
    assert!(printed(&done).contains(both), "{}", printed(&done));

    for (arguments, why) in [
        (["claire@potters.example"].as_slice(), "administre déjà"),
        (&["anne@potters.example", "--from", "admin@potters.example"], "--from"),
        (&["anne"], "--to"),
    ] {
        let refused = shell.of_potters(&[&hand_over[..], arguments].concat());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(said(&refused).contains(why), "{}", said(&refused));
    }
}

#[test]
fn a_second_factor_is_taken_away_from_whoever_has_one() {
    let shell = Shell::with_potters();
    for (address, why) in [
        ("admin@potters.example", "cette personne n’a pas de second facteur"),
        ("anne@potters.example", "personne n’a cette adresse"),
        ("anne", "ADDRESS"),
    ] {
        let refused = shell.run(&["user", "reset-factor", address]);
        assert_eq!(refused.status.code(), Some(2), "{address}");
        assert!(said(&refused).contains(why), "{}", said(&refused));
    }
}

#[test]
fn doctor_finds_a_mail_server_that_is_not_there() {
    let shell = Shell::with_potters();
    let well = shell.run(&["doctor"]);

    assert_eq!(code(&well), 0);
    assert_eq!(printed(&well).matches('✓').count(), 7, "{}", printed(&well));

    // A port that nobody listens on: it was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ill = shell.run(&["doctor", "--smtp-url", &format!("smtp://127.0.0.1:{port}")]);

    assert_eq!(ill.status.code(), Some(1));
    assert!(printed(&ill).contains("✗ serveur de courriel"), "{}", printed(&ill));
}

#[test]
fn an_application_s_token_is_printed_once_and_withdrawn_by_its_name() {
    let shell = Shell::new();
    assert!(printed(&shell.run(&["application", "list"])).contains("Aucune application"));

    let created = shell.run(&["application", "create", "suivi"]);
    assert_eq!(code(&created), 0);
    let token = printed(&created).trim().to_owned();
    assert!(token.starts_with("guichet_app_") && token.len() == "guichet_app_".len() + 43, "{token}");
    assert!(said(&created).contains("« suivi »"), "{}", said(&created));

    let listed = printed(&shell.run(&["application", "list"]));
    assert!(listed.starts_with("suivi  20") && !listed.contains(&token), "{listed}");

    let again = shell.run(&["application", "create", "suivi"]);
    assert_eq!((again.status.code(), printed(&again).as_str()), (Some(2), ""));
    assert!(said(&again).contains("porte déjà ce nom"), "{}", said(&again));

    assert_eq!(code(&shell.run(&["application", "revoke", "suivi"])), 0);
    let gone = shell.run(&["application", "revoke", "suivi"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(said(&gone).contains("aucune application"), "{}", said(&gone));
}

/// Publishes a file for the contract of POTTERS, for 2026.
fn publish(shell: &Shell, file: &str) -> std::process::Output {
    let days = ["--from", "2026-01-01", "--to", "31/12/2026"];
    let arguments = [&["tariff", "publish", file, "--contract", "10000700"][..], &days].concat();
    shell.of_potters(&arguments)
}

#[test]
fn a_tariff_is_published_listed_and_withdrawn() {
    let shell = Shell::with_potters();
    let file = shell.file("Tarifs 2026.pdf", b"%PDF-1.7");
    let published = publish(&shell, &file);
    assert_eq!((code(&published), said(&published)), (0, String::new()));
    let listed = printed(&shell.of_potters(&["tariff", "list"]));
    assert!(
        listed.contains("10000700  2026-01-01  2026-12-31") && listed.contains("Tarifs 2026.pdf"),
        "{listed}"
    );
    let twice = publish(&shell, &file);
    assert!(code(&twice) == 2 && said(&twice).contains("déjà"), "{}", said(&twice));

    let withdraw = ["tariff", "withdraw", "Tarifs 2026.pdf", "--contract", "10000700"];
    assert_eq!(code(&shell.of_potters(&withdraw)), 0);
    assert_eq!(code(&shell.of_potters(&withdraw)), 2);
    assert_eq!(code(&publish(&shell, &file)), 0);
}

#[test]
fn what_is_no_tariff_is_refused_with_what_is_wrong_with_it() {
    let shell = Shell::with_potters();
    let mut large = b"%PDF-1.7".to_vec();
    large.resize(21 << 20, b' ');
    for (name, content, why) in [
        ("grand.pdf", &large[..], "20 Mio"),
        ("vide.pdf", b"", "vide"),
        ("programme.pdf", b"MZ\x90\0\x03\0\0\0", "n’est pas un .pdf"),
        ("programme.exe", b"MZ\x90\0\x03\0\0\0", ".pdf, .xlsx ou .csv"),
        ("..\\tarifs.pdf", b"%PDF-1.7", "chemin"),
    ] {
        let refused = publish(&shell, &shell.file(name, content));
        assert!(code(&refused) == 2 && said(&refused).contains(why), "{name}: {}", said(&refused));
    }
    assert!(printed(&shell.of_potters(&["tariff", "list"])).contains("Aucun"));

    let withdrawn = shell.of_potters(&["tariff", "withdraw", "../tarifs.pdf", "--contract", "10000700"]);
    assert!(code(&withdrawn) == 2 && said(&withdrawn).contains("chemin"));
    let file = shell.file("tarifs.pdf", b"%PDF-1.7");
    let backwards =
        ["tariff", "publish", &file, "--contract", "10000700", "--from", "2027-01-01", "--to", "2026-01-01"];
    let backwards = shell.of_potters(&backwards);
    assert!(code(&backwards) == 2 && said(&backwards).contains("--to"));
}

#[test]
fn the_advanced_users_are_exported_in_the_shell_s_language() {
    let shell = Shell::with_potters();
    let exported = shell.of_potters(&["users", "export", "--advanced"]);
    assert_eq!(code(&exported), 0, "{}", said(&exported));
    let first = printed(&exported).lines().next().unwrap_or_default().to_owned();
    assert!(first.starts_with('\u{feff}') && first.matches(';').count() == 5, "{first}");
    let workbook = shell.of_potters(&["users", "export", "--advanced", "--format", "xlsx"]);
    assert!(workbook.stdout.starts_with(b"PK"), "a workbook is an archive");
}

#[test]
fn advanced_users_are_imported_by_type_and_the_wrong_ones_named() {
    let shell = Shell::with_potters();
    let list = "type;email;contrats\navance;lucas@potters.example;10000700\navance;faux;\nutilisateur;z@potters.example;\n";
    let file = shell.file("avances.csv", list.as_bytes());
    let import = ["users", "import", &file, "--type", "avance"];
    let refused = shell.of_potters(&import);
    assert_eq!(code(&refused), 1);
    assert!(printed(&refused).contains("Ligne 3, faux"), "{}", printed(&refused));

    for added in
        ["ajoutés : 1, déjà là : 0, d’un autre type : 1", "ajoutés : 0, déjà là : 1, d’un autre type : 1"]
    {
        let done = shell.of_potters(&[&import[..], &["--only-valid"]].concat());
        assert_eq!(code(&done), 0, "{}", said(&done));
        assert!(printed(&done).contains(added), "{}", printed(&done));
    }
}

#[test]
fn whom_one_can_call_is_shown_and_changed() {
    let shell = Shell::new();
    let first = printed(&shell.run(&["contact", "show"]));
    let expected = "support           0 241 742 088  0.00  monday-friday=08:00-18:00\n\
                    customer-service  0 825 878 888  0.20  monday-friday=08:00-18:00\n";
    assert_eq!(first, expected);

    let change = ["contact", "set", "support", "--hours", "friday=8:00-17:30", "--hours", "saturday=9h-12h"];
    assert_eq!(code(&shell.run(&change)), 0);
    let second = printed(&shell.run(&["contact", "show"]));
    let support =
        "0 241 742 088  0.00  monday-thursday=08:00-18:00 friday=08:00-17:30 saturday=09:00-12:00\n";
    assert!(
        second.contains(support) && second.ends_with(&expected[expected.find('\n').unwrap()..]),
        "{second}"
    );

    for (arguments, named) in [
        (&["support"][..], "--telephone"),
        (&["comptoir", "--price", "0"], "DESK: support, customer-service"),
        (&["support", "--price", "gratuit"], "--price"),
        (&["support", "--telephone", "12"], "--telephone: 2 digits"),
        (&["support", "--hours", "lundi=8:00-9:00"], "--hours: lundi=8:00-9:00"),
    ] {
        let refused = shell.run(&[&["contact", "set"], arguments].concat());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(said(&refused).contains(named), "{}", said(&refused));
    }
    assert_eq!(printed(&shell.run(&["contact", "show"])), second);
}

#[test]
fn refused_sign_ins_are_listed_and_a_wait_is_lifted() {
    let shell = Shell::with_potters();
    let listed = printed(&shell.run(&["connections", "list"]));
    assert!(
        listed.contains("Réseaux qui attendent : 0") && listed.contains("Comptes qui attendent : 0"),
        "{listed}"
    );
    assert_eq!(listed.lines().count(), 3 + 7, "{listed}");

    let release = |arguments: &[&str]| shell.run(&[&["connections", "release"], arguments].concat());
    let network = release(&["--network", "192.0.2.7"]);
    assert!(printed(&network).contains("192.0.2.0/24 n’attendait pas"), "{}", printed(&network));
    let account = release(&["--account", "admin@potters.example"]);
    assert!(printed(&account).contains("admin@potters.example n’attendait pas"), "{}", printed(&account));

    for (arguments, named) in [(&["--network", "partout"][..], "--network"), (&[], "--account")] {
        let refused = release(arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(said(&refused).contains(named), "{}", said(&refused));
    }
}
