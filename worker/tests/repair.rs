//! Repairing many rows at once: each of these is one change, which can be taken back.

use domain::end_date::EndDate;
use domain::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use domain::imports::{Field, IssueKind, Overrides, ReadError, Replaced, RowText, RowVerdict, Verdict};
use domain::reference::{Contract, Profile, ReferenceData, Site, SubAccount};
use domain::rights::{Applications, Rights};
use protocol::{
    BulkAction, ClusterKey, Command, NewFile, Replacement, Request, Response, Row, RowFilter, Sheets, Summary,
};
use uuid::Uuid;
use worker::{Note, Session};

/// The day on which rows are judged.
fn today() -> EndDate {
    EndDate::parse("30/06/2026").unwrap()
}

fn reference() -> ReferenceData {
    let id = Uuid::from_u128;
    let profile = |n, name: &str| Profile {
        id: ProfileId(id(n)),
        name: name.to_owned().try_into().unwrap(),
        rights: Rights::default(),
    };

    ReferenceData {
        contracts: vec![Contract {
            id: ContractId(id(1)),
            number: "10000700".to_owned().try_into().unwrap(),
            name: "Potters".to_owned().try_into().unwrap(),
            label: None,
            applications: Applications::ALL,
            sub_accounts: vec![SubAccount {
                id: SubAccountId(id(9)),
                number: "53".to_owned().try_into().unwrap(),
                name: "Retours".to_owned().try_into().unwrap(),
                label: None,
            }],
        }],
        sites: vec![Site { id: SiteId(id(2)), name: "Antony".to_owned().try_into().unwrap() }],
        profiles: vec![profile(4, "Expéditeur"), profile(5, "Consultation")],
        default_profile: Some(ProfileId(id(4))),
        reach: None,
    }
}

struct Page {
    session: Session,
    summary: Summary,
}

impl Page {
    fn open(rows: &[&str]) -> Self {
        Self::open_text(&format!("compte;sous_compte;site;profil;nom;prenom;email\n{}\n", rows.join("\n")))
    }

    fn open_text(text: &str) -> Self {
        Self::resume_text(text, &reference(), &[])
    }

    /// Opens a file on which somebody has worked before.
    fn resume_text(text: &str, reference: &ReferenceData, commands: &[Command]) -> Self {
        let mut page = Self::begin_text(text, reference);
        page.session.restore(commands.to_vec());
        page.work();
        page
    }

    /// Hands over a file, of which nothing has been read yet.
    fn begin_text(text: &str, reference: &ReferenceData) -> Self {
        let mut page = Self { session: Session::default(), summary: Summary::default() };
        let (name, size) = ("équipe.csv".to_owned(), text.len() as u64);
        let (reference, overrides) = (reference.clone(), Overrides::default());
        page.session.open(NewFile { name, size, reference, today: today(), overrides }, None);
        page.session.feed(text.len(), |buffer| buffer.copy_from_slice(text.as_bytes()));
        page
    }

    /// Begins to read another sheet, as the loader does once it has its text.
    fn begin_sheet(&mut self, sheet: u32, size: usize) -> Response {
        let workbook =
            Some(Sheets { sheets: vec!["Un".to_owned(), "Deux".to_owned()], sheet, hidden_rows: 0 });
        let (name, size, overrides) = ("équipe.xlsx".to_owned(), size as u64, Overrides::default());
        self.session.open(NewFile { name, size, reference: reference(), today: today(), overrides }, workbook)
    }

    /// Works as long as there is work. Says how many rows changes changed that were asked for before.
    fn work(&mut self) -> Vec<u32> {
        let mut changed = Vec::new();
        while let Some(progress) = self.session.work() {
            match progress {
                Response::Checking { summary, .. } => self.summary = summary,
                Response::Changed { rows, summary } => {
                    changed.push(rows);
                    self.summary = summary;
                }
                _ => {}
            }
        }

        changed
    }

    fn ask(&mut self, request: &Request) -> Response {
        self.session.receive(request.clone()).unwrap()
    }

    /// Makes a change; says how many rows it changed.
    fn change(&mut self, command: &Command) -> u32 {
        self.changed(&Request::Command(command.clone()))
    }

    fn changed(&mut self, request: &Request) -> u32 {
        match self.ask(request) {
            Response::Changed { rows, summary } => {
                self.summary = summary;
                rows
            }
            other => panic!("{other:?}"),
        }
    }

    fn shown(&mut self, filter: RowFilter) -> Vec<Row> {
        match self.ask(&Request::Rows { filter, start: 0, count: 100 }) {
            Response::Rows { rows, .. } => rows,
            other => panic!("{other:?}"),
        }
    }

    fn lines(&mut self, filter: RowFilter) -> Vec<u32> {
        self.shown(filter).iter().map(|row| row.line).collect()
    }

    fn column(&mut self, field: Field) -> Vec<String> {
        self.shown(RowFilter::All).iter().map(|row| row.cells.get(field).to_owned()).collect()
    }

    fn search(&mut self, text: &str) {
        let text = text.to_owned();
        assert_eq!(self.ask(&Request::Search { text: text.clone() }), Response::Search { text });
    }

    fn on_shown(&mut self, filter: RowFilter, first: u32, last: u32, action: BulkAction) -> u32 {
        self.changed(&Request::OnShown { filter, first, last, action })
    }

    fn batch(&mut self) -> Vec<(u32, RowText)> {
        self.session.batch(100).0.into_iter().map(|row| (row.line, row.cells)).collect()
    }

    /// The change that the last answer was about.
    fn noted(&mut self) -> Option<Command> {
        self.session.take_note().map(|note| match note {
            Note::Command(command) => command,
            other => panic!("{other:?}"),
        })
    }

    fn reread(&mut self, overrides: Overrides, carry: bool) -> Response {
        self.ask(&Request::Reread { overrides, carry })
    }

    /// The file comes in, for the first time or once more.
    fn feed(&mut self, text: &str) {
        self.session.feed(text.len(), |buffer| buffer.copy_from_slice(text.as_bytes()));
        self.work();
    }

    fn correct_first_cluster(&mut self) -> ClusterKey {
        let cluster = self.summary.clusters[0].key.clone();
        self.change(&Command::Correct { cluster: cluster.clone() });
        cluster
    }
}

const ERRORS: RowFilter = RowFilter::Verdict { verdict: Verdict::Error };
const DISCARDED: RowFilter = RowFilter::Verdict { verdict: Verdict::Blank };

/// Lines 2 to 5.
const FOUR: &str = "compte;sous_compte;site;profil;nom;prenom;email
10000700;;Antony;;Lefèvre;Hélène;h.lefevre@exemple.fr
10000700;;antony;;Petit;Léa;lea@exemple.fr
10000700;;Antony;;Lefebvre;Zoé;zoe@exemple.fr
10000700;;Brest;;Petit;Tom;tom@exemple.fr
";

fn four() -> Page {
    Page::open_text(FOUR)
}

#[test]
fn an_edit_of_each_field_is_kept_sent_taken_back_and_made_again() {
    for field in Field::ALL {
        let mut page = Page::open(&["10000700;;Antony;;;;a@exemple.fr"]);
        let before = page.shown(RowFilter::All)[0].cells.clone();
        let written = before.clone().with(field, "Écrit");

        page.change(&Command::Edit { row: 0, field, value: "Écrit".to_owned() });
        assert_eq!(page.shown(RowFilter::All)[0].cells, written, "{field:?}");
        assert_eq!(page.shown(RowFilter::Edited).len(), 1, "{field:?}");
        page.change(&Command::Undo);
        assert_eq!(page.shown(RowFilter::All)[0].cells, before, "{field:?}");
        page.change(&Command::Redo);
        assert_eq!(page.batch(), [(2, written)], "{field:?}");
    }
}

#[test]
fn a_search_finds_text_in_any_cell_among_the_rows_of_the_filter() {
    let mut page = four();
    page.search("LEFE");

    assert_eq!(page.lines(RowFilter::All), [2, 4]);

    page.search("petit");

    assert_eq!(page.lines(ERRORS), [3, 5]);
    assert!(page.lines(RowFilter::Good).is_empty());

    page.search(" ");

    assert_eq!(page.lines(RowFilter::All), [2, 3, 4, 5]);
}

#[test]
fn a_search_finds_what_was_written_and_no_longer_what_stood_there() {
    let mut page = four();
    page.change(&Command::Edit { row: 1, field: Field::LastName, value: "Grand".to_owned() });
    page.search("grand");
    assert_eq!(page.lines(RowFilter::All), [3]);
    page.search("petit");
    assert_eq!(page.lines(RowFilter::All), [5]);
}

#[test]
fn rows_that_are_left_out_count_apart_and_can_be_taken_back() {
    let mut page = four();
    let before = page.summary.clone();

    assert_eq!(page.on_shown(ERRORS, 0, u32::MAX, BulkAction::Discard), 2);

    let now = page.summary.clone();

    assert_eq!((now.rows, now.good, now.discarded, now.counts.error, now.undo), (4, 2, 2, 0, 1));
    assert!(now.clusters.is_empty() && now.issues.is_empty());
    assert_eq!(page.lines(DISCARDED), [3, 5]);
    assert_eq!(page.lines(RowFilter::Good), [2, 4]);
    assert_eq!(page.on_shown(DISCARDED, 3, 3, BulkAction::Keep), 1);
    assert_eq!((page.summary.discarded, page.summary.counts.error), (1, 1));

    page.change(&Command::Undo);
    page.change(&Command::Undo);

    assert_eq!(Summary { redo: 0, ..page.summary.clone() }, before);

    page.change(&Command::Redo);

    assert_eq!(Summary { redo: 0, ..page.summary.clone() }, now);
}

#[test]
fn of_a_row_that_is_left_out_the_server_gets_nothing_but_its_line() {
    let mut page = four();
    page.on_shown(RowFilter::All, 3, 3, BulkAction::Discard);
    let sent = page.batch();

    assert_eq!(sent.len(), 4);
    assert_eq!(sent[3], (5, RowText::default()));

    let told =
        RowVerdict { line: 5, verdict: Verdict::Blank, issues: Vec::new(), replaced: Replaced::default() };
    page.session.take_verdicts(vec![told]);
    page.on_shown(RowFilter::All, 3, 3, BulkAction::Keep);

    assert_eq!(page.summary.unsent, 1);
    assert_eq!(page.batch()[0].1.get(Field::Email), "tom@exemple.fr");
}

#[test]
fn a_row_that_is_left_out_has_no_duplicates() {
    let row = "10000700;;Antony;;;;a@exemple.fr";
    let mut page = Page::open(&[row, row]);
    assert_eq!(page.summary.counts.error, 1);
    page.on_shown(RowFilter::All, 0, 0, BulkAction::Discard);
    assert_eq!((page.summary.counts.error, page.summary.good), (0, 1));
    page.change(&Command::Undo);
    assert_eq!((page.summary.counts.error, page.summary.good), (1, 1));
}

/// The server says of these lines what it would do.
fn judged(page: &mut Page, verdicts: &[(u32, Verdict)]) {
    let said = |&(line, verdict): &(u32, Verdict)| RowVerdict {
        line,
        verdict,
        issues: Vec::new(),
        replaced: Replaced::default(),
    };
    page.session.take_verdicts(verdicts.iter().map(said).collect());
}

#[test]
fn a_row_that_was_corrected_stays_where_it_is_shown_when_the_server_speaks_of_it() {
    let mut page = four();

    assert_eq!(page.lines(ERRORS), [3, 5]);

    page.change(&Command::Edit { row: 1, field: Field::Site, value: "Antony".to_owned() });
    page.batch();
    judged(&mut page, &[(3, Verdict::Create)]);

    assert_eq!(page.lines(ERRORS), [3, 5]);
    assert_eq!(page.summary.counts.error, 1);

    page.search("");

    assert_eq!(page.lines(ERRORS), [5]);
}

#[test]
fn a_row_that_is_left_by_way_of_another_filter_is_gone_on_coming_back() {
    let mut page = four();
    assert_eq!(page.lines(ERRORS), [3, 5]);
    page.change(&Command::Edit { row: 1, field: Field::Site, value: "Antony".to_owned() });
    page.lines(RowFilter::All);
    assert_eq!(page.lines(ERRORS), [5]);
}

#[test]
fn a_row_that_becomes_what_is_shown_joins_the_others_in_its_place() {
    let mut page = four();

    assert_eq!(page.lines(ERRORS), [3, 5]);

    page.change(&Command::Edit { row: 2, field: Field::Email, value: "h.lefevre@exemple.fr".to_owned() });

    assert_eq!(page.lines(ERRORS), [3, 4, 5]);

    let create = RowFilter::Verdict { verdict: Verdict::Create };

    assert!(page.lines(create).is_empty());

    page.batch();
    judged(&mut page, &[(2, Verdict::Create)]);

    assert_eq!(page.lines(create), [2]);
}

#[test]
fn all_rows_in_error_are_left_out_without_those_that_were_corrected_and_are_still_shown() {
    let mut page = four();
    assert_eq!(page.lines(ERRORS), [3, 5]);
    page.change(&Command::Edit { row: 1, field: Field::Site, value: "Antony".to_owned() });
    assert_eq!(page.on_shown(ERRORS, 0, u32::MAX, BulkAction::Discard), 1);
    assert_eq!(page.lines(DISCARDED), [5]);
}

#[test]
fn of_rows_that_repeat_another_the_first_is_kept_by_one_deed() {
    let row = |who: &str, site: &str| format!("10000700;;{site};;;;{who}@exemple.fr");
    let rows =
        [row("a", "Antony"), row("b", "Antony"), row("A", "Antony"), row("a", "Antony"), row("b", "Antony")];
    let mut page = Page::open(&rows.each_ref().map(String::as_str));
    let cluster = page.summary.clusters[0].clone();

    assert_eq!((cluster.key.kind, cluster.rows), (IssueKind::Duplicate, 3));
    assert_eq!(page.change(&Command::Correct { cluster: cluster.key }), 3);
    assert_eq!(page.lines(DISCARDED), [4, 5, 6]);
    assert_eq!((page.summary.good, page.summary.undo, page.summary.clusters.len()), (2, 1, 0));

    page.change(&Command::Undo);

    assert_eq!((page.summary.counts.error, page.summary.discarded), (3, 0));
}

#[test]
fn lines_that_are_no_rows_are_one_family_and_left_out_by_one_deed() {
    let mut page = Page::open_text(
        "compte;site;Boîte;Qui;email\n10000700;Antony;;Durand;a@exemple.fr\ncompte;site;Boîte;Qui;email\n\
         10000700;Antony;;Petit;b@exemple.fr\nTotal : 2 personnes\nMis à jour le 3 mars par Sophie\n\
         -----;-----;-----;-----;-----\n;Brest;;Morel;\n",
    );
    let family = page.summary.clusters.iter().find(|cluster| cluster.key.kind == IssueKind::NoRow);
    let family = family.expect("it is one").clone();

    assert_eq!((family.rows, family.key.is_open(), family.key.is_sure()), (4, false, false));
    assert_eq!(page.lines(RowFilter::Issue { field: Field::Email, kind: IssueKind::NoRow }), [3, 5, 6, 7]);
    assert_eq!(page.lines(ERRORS), [3, 5, 6, 7, 8], "who has no address is somebody all the same");

    assert_eq!(page.change(&Command::Correct { cluster: family.key }), 4);
    assert_eq!((page.lines(DISCARDED), page.lines(ERRORS)), (vec![3, 5, 6, 7], vec![8]));
    assert!(page.summary.clusters.iter().all(|cluster| cluster.key.kind != IssueKind::NoRow));

    page.change(&Command::Undo);
    assert_eq!((page.summary.counts.error, page.summary.discarded), (5, 0));

    page.change(&Command::Edit { row: 3, field: Field::Email, value: "c@exemple.fr".to_owned() });
    let families = page.summary.clusters.iter().filter(|cluster| cluster.key.kind == IssueKind::NoRow);
    assert_eq!(families.map(|family| family.rows).sum::<u32>(), 3, "what is written makes a row of it");
}

/// Two addresses, and two contracts beside two addresses.
const SEVERAL: &str = "compte;sous_compte;site;profil;nom;prenom;email
10000700;;Antony;;Petit;;a@exemple.fr; b@exemple.fr
10000700;;Antony;;Grand;;c@exemple.fr
10000700;53 / 54;antony;;Durand;;d@exemple.fr
";

fn several() -> Page {
    let text = SEVERAL.replace("a@exemple.fr; b@exemple.fr", "\"a@exemple.fr; b@exemple.fr\"");
    let mut reference = reference();
    let mut other = reference.contracts[0].sub_accounts[0].clone();
    (other.id, other.number) = (SubAccountId(Uuid::from_u128(10)), "54".to_owned().try_into().unwrap());
    reference.contracts[0].sub_accounts.push(other);
    Page::resume_text(&text, &reference, &[])
}

fn splitting(field: Field) -> Command {
    let (kind, from, to) = (IssueKind::SeveralValues, String::new(), String::new());
    Command::Correct { cluster: ClusterKey { field, kind, from, to, swap: None } }
}

#[test]
fn of_several_values_in_a_cell_each_gets_a_row_as_one_change() {
    let mut page = several();
    let before = (page.summary.clone(), page.shown(RowFilter::All), page.batch());
    assert!(page.summary.clusters.iter().any(|cluster| cluster.key.kind == IssueKind::SeveralValues));

    assert_eq!(page.change(&splitting(Field::Email)), 1);
    assert_eq!(page.column(Field::Email), ["a@exemple.fr", "c@exemple.fr", "d@exemple.fr", "b@exemple.fr"]);
    assert_eq!(page.column(Field::LastName), ["Petit", "Grand", "Durand", "Petit"]);
    let made = page.shown(RowFilter::All).pop().unwrap();
    assert_eq!((made.line, made.made_of), (5, Some(2)));
    assert_eq!(page.summary.rows, 4);
    assert_eq!(page.batch().into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(page.lines(RowFilter::Edited), [2, 5]);

    // What was made is a row like any other.
    page.change(&Command::Edit { row: 3, field: Field::LastName, value: "Autre".to_owned() });
    page.change(&Command::Edit { row: 3, field: Field::Email, value: "c@exemple.fr".to_owned() });
    assert_eq!(page.lines(RowFilter::Issue { field: Field::Email, kind: IssueKind::Duplicate }), [5]);

    for _ in 0..3 {
        page.change(&Command::Undo);
    }
    assert_eq!(page.shown(RowFilter::All), before.1);
    let (undo, redo, unsent) = (0, 3, 1);
    assert_eq!(page.summary, Summary { undo, redo, unsent, ..before.0 });

    for _ in 0..3 {
        page.change(&Command::Redo);
    }
    assert_eq!(page.column(Field::LastName), ["Petit", "Grand", "Durand", "Autre"]);
}

#[test]
fn a_row_that_is_made_of_another_has_what_was_corrected_in_that() {
    let mut page = several();
    page.change(&Command::Edit { row: 2, field: Field::Site, value: "Antony".to_owned() });
    page.change(&splitting(Field::SubAccount));
    let made = page.shown(RowFilter::All).pop().unwrap();
    assert_eq!((made.cells.get(Field::Site), made.cells.get(Field::SubAccount)), ("Antony", "54"));
    assert_eq!(made.issues, []);
    assert_eq!(made.verdict, None);
}

#[test]
fn rows_that_were_made_are_made_again_whatever_the_customer_has_by_then_and_in_another_reading() {
    let mut page = several();
    page.change(&splitting(Field::SubAccount));
    let first = page.noted().unwrap();
    page.change(&splitting(Field::Email));
    let second = page.noted().unwrap();
    page.change(&Command::Edit { row: 4, field: Field::LastName, value: "Autre".to_owned() });
    let third = page.noted().unwrap();

    // Neither of the sub-accounts is there any more.
    let mut fewer = reference();
    fewer.contracts[0].sub_accounts.clear();
    let text = SEVERAL.replace("a@exemple.fr; b@exemple.fr", "\"a@exemple.fr; b@exemple.fr\"");
    let commands = [first, second, third];
    let mut again = Page::resume_text(&text, &fewer, &commands);
    assert_eq!(again.column(Field::LastName), ["Petit", "Grand", "Durand", "Durand", "Autre"]);

    // Without the column of sub-accounts, those rows are the same twice.
    again.reread(mapped(true), true);
    again.work();
    let made = again.shown(RowFilter::All).pop().unwrap();
    assert_eq!((made.made_of, made.cells.get(Field::LastName)), (Some(2), "Autre"));
}

/// Three contracts, of which two look alike to Excel; the sub-account 53 is the first one's, 54 the third's.
fn many() -> ReferenceData {
    let mut reference = reference();
    let contract = |id: u128, number: &str, part: &str| {
        let mut contract = reference.contracts[0].clone();
        contract.id = ContractId(Uuid::from_u128(id));
        contract.number = number.to_owned().try_into().unwrap();
        contract.sub_accounts[0].id = SubAccountId(Uuid::from_u128(id + 10));
        contract.sub_accounts[0].number = part.to_owned().try_into().unwrap();
        contract
    };
    let more = [contract(20, "10000712", "53"), contract(30, "10095403", "54")];
    reference.contracts.extend(more);
    reference
}

#[test]
fn of_a_number_that_excel_rounded_exactly_what_it_can_have_been_is_offered() {
    let text = "compte;site;email\n1,00007E+07;Antony;a@exemple.fr\n1,00007E+07;Antony;b@exemple.fr\n";
    let mut page = Page::resume_text(text, &many(), &[]);
    let cluster = page.summary.clusters[0].clone();
    assert_eq!((cluster.rows, cluster.choices), (2, vec!["10000700".to_owned(), "10000712".to_owned()]));
    assert!(cluster.key.is_open());

    let choose =
        |to: &str| Command::Correct { cluster: ClusterKey { to: to.to_owned(), ..cluster.key.clone() } };
    assert_eq!(page.change(&choose("10095403")), 0);
    assert_eq!(page.change(&choose("10000712")), 2);
    assert_eq!(page.column(Field::Contract), ["10000712", "10000712"]);
}

#[test]
fn a_sub_account_is_chosen_among_those_of_the_rows_contract() {
    let text =
        "compte;sous_compte;site;email\n10000700;88;Antony;a@exemple.fr\n10095403;88;Antony;b@exemple.fr\n";
    let mut page = Page::resume_text(text, &many(), &[]);
    let cluster = page.summary.clusters[0].clone();
    assert_eq!((cluster.rows, cluster.choices), (2, vec!["53".to_owned(), "54".to_owned()]));

    let choose =
        |to: &str| Command::Correct { cluster: ClusterKey { to: to.to_owned(), ..cluster.key.clone() } };
    assert_eq!(page.change(&choose("54")), 1);
    assert_eq!(page.column(Field::SubAccount), ["88", "54"]);
    assert_eq!(page.summary.clusters[0].choices, ["53"]);
}

#[test]
fn what_is_filled_in_for_all_rows_leaves_formulas_without_a_result_in_error() {
    let reference = ReferenceData { default_profile: None, ..reference() };
    let text =
        "compte;site;profil;email\n10000700;Antony;;a@exemple.fr\n10000700;Antony;#FORMULE!;b@exemple.fr\n";
    let mut page = Page::resume_text(text, &reference, &[]);
    let filling = ClusterKey::filling(Field::Profile, "Consultation".to_owned());
    assert_eq!(page.change(&Command::Correct { cluster: filling }), 1);
    assert_eq!(
        (page.column(Field::Profile), page.lines(ERRORS)),
        (vec!["Consultation".into(), "#FORMULE!".into()], vec![3])
    );
}

#[test]
fn headings_that_were_mapped_by_hand_are_known_where_they_are_repeated() {
    let text = "A;B;C\n10000700;Antony;a@exemple.fr\nA;B;C\n";
    let mut page = Page::open_text(text);
    let mapping = [Field::Contract, Field::Site, Field::Email].map(Some).to_vec();
    page.reread(Overrides { mapping: Some(mapping), ..Overrides::default() }, false);
    page.work();
    assert_eq!(page.lines(RowFilter::Issue { field: Field::Email, kind: IssueKind::NoRow }), [3]);
}

#[test]
fn what_nobody_can_guess_is_a_family_too_and_corrected_by_what_is_chosen() {
    let row = |who: u32, site: &str| format!("10000700;;{site};;;;a{who}@exemple.fr");
    let rows = [row(1, "Siège"), row(2, " Siège"), row(3, "antony"), row(4, "siège"), row(5, "Antony")];
    let mut page = Page::open(&rows.each_ref().map(String::as_str));
    let families: Vec<_> = page.summary.clusters.iter().map(|c| (&*c.key.from, &*c.key.to, c.rows)).collect();

    assert_eq!(families, [("Siège", "", 2), ("antony", "Antony", 1), ("siège", "", 1)]);

    let open = page.summary.clusters[0].key.clone();

    assert!(open.is_open());
    // As long as nothing is chosen, nothing is written.
    assert_eq!(page.change(&Command::Correct { cluster: open.clone() }), 0);

    let chosen = ClusterKey { to: "Antony".to_owned(), ..open };

    assert_eq!(page.change(&Command::Correct { cluster: chosen }), 2);
    assert_eq!(page.column(Field::Site), ["Antony", "Antony", "antony", "siège", "Antony"]);
    assert_eq!((page.summary.clusters.len(), page.summary.undo), (2, 1));

    page.change(&Command::Undo);

    assert_eq!(page.summary.clusters.len(), 3);
}

#[test]
fn a_column_of_other_things_does_not_crowd_out_what_can_be_corrected() {
    let mut rows: Vec<String> =
        (0..300).map(|n| format!("10000700;;Lieu n° {n} bis;;;;a{n}@exemple.fr")).collect();
    rows.push("10000700;;antony;;;;b@exemple.fr".to_owned());
    let page = Page::open(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(page.summary.clusters[0].key.to, "Antony");
    assert_eq!(page.summary.clusters.len(), 21);
}

fn replacement(field: Option<Field>, from: &str, to: &str) -> Replacement {
    Replacement { field, from: from.to_owned(), to: to.to_owned(), ..Replacement::default() }
}

#[test]
fn a_text_is_replaced_in_a_column_or_in_all_after_saying_in_how_many_rows() {
    let mut page = four();
    let everywhere = replacement(None, "LEA", "Lia");
    let counted = page.ask(&Request::CountReplaced { replacement: everywhere.clone() });

    assert_eq!(counted, Response::CountReplaced { replacement: everywhere.clone(), rows: 1 });
    assert_eq!(page.summary.undo, 0);
    assert_eq!(page.change(&Command::Replace { replacement: everywhere }), 1);
    assert_eq!(page.column(Field::Email)[1], "Lia@exemple.fr");

    let site = replacement(Some(Field::Site), "brest", "Antony");

    assert_eq!(page.change(&Command::Replace { replacement: site }), 1);
    assert_eq!(page.summary.undo, 2);

    page.change(&Command::Undo);
    page.change(&Command::Undo);

    assert_eq!(page.column(Field::Email)[1], "lea@exemple.fr");
    assert!(page.lines(RowFilter::Edited).is_empty());
}

#[test]
fn empty_cells_are_filled_in_one_column_and_rows_left_out_stay() {
    let mut page = four();
    page.on_shown(RowFilter::All, 0, 0, BulkAction::Discard);
    let empty = Replacement { whole: true, ..replacement(Some(Field::Profile), "", "Consultation") };
    assert_eq!(page.change(&Command::Replace { replacement: empty.clone() }), 3);
    assert_eq!(page.column(Field::Profile), ["", "Consultation", "Consultation", "Consultation"]);
    let anywhere = Replacement { field: None, ..empty };
    assert_eq!(page.change(&Command::Replace { replacement: anywhere }), 0);
}

#[test]
fn a_selection_is_filled_down_and_written_over_with_a_column() {
    let mut page = four();

    assert_eq!(page.on_shown(RowFilter::All, 0, 3, BulkAction::FillDown { field: Field::Site }), 2);
    assert_eq!(page.column(Field::Site), ["Antony"; 4]);
    assert_eq!(page.summary.good, 4);

    page.change(&Command::Undo);

    assert_eq!(page.summary.counts.error, 2);

    let values = ["a", "b", "c"].map(str::to_owned).to_vec();
    page.on_shown(RowFilter::All, 2, u32::MAX, BulkAction::Write { field: Field::FirstName, values });

    assert_eq!(page.column(Field::FirstName), ["Hélène", "Léa", "a", "b"]);

    let one = BulkAction::Write { field: Field::LastName, values: vec!["Petit".to_owned()] };
    page.on_shown(RowFilter::All, 0, 2, one);

    assert_eq!(page.column(Field::LastName), ["Petit"; 4]);
}

#[test]
fn only_rows_that_are_shown_are_filled() {
    let mut page = four();
    page.search("petit");
    page.on_shown(RowFilter::All, 1, 3, BulkAction::FillDown { field: Field::FirstName });
    page.search("");
    assert_eq!(page.column(Field::FirstName), ["Hélène", "Léa", "Zoé", "Léa"]);
}

#[test]
fn cells_in_each_other_s_place_are_exchanged_in_all_rows_at_once() {
    let mut page = Page::open(&[
        "10000700;;Antony;;zoe@exemple.fr;Zoé;Durand",
        "10000700;;Antony;;tom@exemple.fr;Tom;Petit",
        "53;10000700;Antony;;Petit;Léa;lea@exemple.fr",
        "10000700;;Antony;;Grand;Ève;eve@exemple.fr",
    ]);
    let clusters: Vec<_> = page.summary.clusters.iter().map(|c| (c.key.field, c.key.swap, c.rows)).collect();
    let expected = [(Field::Email, Some(Field::LastName), 2), (Field::Contract, Some(Field::SubAccount), 1)];

    assert_eq!(clusters, expected);

    page.correct_first_cluster();

    assert_eq!(page.column(Field::LastName), ["Durand", "Petit", "Petit", "Grand"]);
    assert_eq!(page.column(Field::Email)[1], "tom@exemple.fr");

    page.correct_first_cluster();

    assert_eq!((page.summary.good, page.summary.undo, page.summary.clusters.len()), (4, 2, 0));

    page.change(&Command::Undo);
    page.change(&Command::Undo);

    assert_eq!(page.column(Field::LastName)[0], "zoe@exemple.fr");
    assert_eq!(page.summary.clusters.len(), 2);
}

#[test]
fn a_name_beside_an_address_fills_the_columns_of_names_that_are_empty() {
    let mut page = Page::open(&[
        "10000700;;Antony;;;;Zoé Durand <zoe@exemple.fr>",
        "10000700;;Antony;;Petite;Léa;Léa Petit <lea@exemple.fr>",
        "10000700;;Antony;;;;Grand Tom <tom.grand@exemple.fr>",
        "10000700;;Antony;;;;Accueil <accueil@exemple.fr>",
    ]);

    assert_eq!(page.correct_first_cluster().kind, IssueKind::NamedAddress);
    assert_eq!(
        page.column(Field::Email),
        ["zoe@exemple.fr", "lea@exemple.fr", "tom.grand@exemple.fr", "accueil@exemple.fr"]
    );
    assert_eq!(page.column(Field::LastName), ["Durand", "Petite", "Grand", ""]);
    assert_eq!(page.column(Field::FirstName), ["Zoé", "Léa", "Tom", ""]);
    assert_eq!((page.summary.good, page.summary.undo), (4, 1));

    page.change(&Command::Undo);

    assert_eq!(page.column(Field::LastName), ["", "Petite", "", ""]);
}

#[test]
fn a_rare_domain_beside_the_file_s_own_is_doubted_and_corrected() {
    let mut rows: Vec<String> = (0..60).map(|n| format!("10000700;;Antony;;;;u{n}@exemple.fr")).collect();
    rows[7] = "10000700;;Antony;;;;zoe@exmple.fr".to_owned();
    rows[9] = "10000700;;Antony;;;;tom@autre.fr".to_owned();
    let mut page = Page::open(&rows.iter().map(String::as_str).collect::<Vec<_>>());

    assert_eq!((page.summary.good, page.summary.warnings), (60, 1));

    let issues = page.shown(RowFilter::All)[7].issues.clone();

    assert_eq!(issues[0].suggestion.as_deref(), Some("zoe@exemple.fr"));

    let key = page.correct_first_cluster();

    assert_eq!((key.from.as_str(), key.to.as_str()), ("exmple.fr", "exemple.fr"));
    assert_eq!((page.summary.warnings, page.summary.clusters.len()), (0, 0));
    assert_eq!(page.column(Field::Email)[7], "zoe@exemple.fr");

    page.change(&Command::Undo);

    assert_eq!((page.summary.warnings, page.summary.clusters.len()), (1, 1));
}

#[test]
fn what_was_changed_is_noted_so_that_it_can_be_made_again() {
    let mut page = four();
    let mut commands = Vec::new();
    let mut note = |page: &mut Page| commands.extend(page.noted());
    page.search("petit");
    page.on_shown(ERRORS, 0, u32::MAX, BulkAction::Discard);
    note(&mut page);
    page.search("");
    page.change(&Command::Edit { row: 0, field: Field::Site, value: "Brest".to_owned() });
    note(&mut page);
    page.change(&Command::Edit { row: 0, field: Field::Site, value: "Brest".to_owned() });
    note(&mut page);
    page.change(&Command::Undo);
    note(&mut page);
    page.shown(RowFilter::All);
    note(&mut page);

    assert_eq!(commands.len(), 3);

    let mut again = Page::resume_text(FOUR, &reference(), &commands);

    assert_eq!(again.session.take_note(), None);
    assert_eq!(again.summary, page.summary);
    assert_eq!(again.lines(DISCARDED), page.lines(DISCARDED));
    assert_eq!(again.shown(RowFilter::All), page.shown(RowFilter::All));

    again.change(&Command::Redo);

    assert_eq!(again.column(Field::Site)[0], "Brest");
}

#[test]
fn a_change_that_means_nothing_any_more_is_neither_made_nor_taken_back() {
    let text = "compte;site;nom;email\n10000700;antony;A;a@exemple.fr\n";
    let mut page = Page::open_text(text);
    let mut commands = Vec::new();
    page.change(&Command::Edit { row: 0, field: Field::LastName, value: "B".to_owned() });
    commands.extend(page.noted());
    page.correct_first_cluster();
    commands.extend(page.noted());
    page.change(&Command::Undo);
    commands.extend(page.noted());

    assert_eq!(commands.len(), 3);

    let mut without = reference();
    without.sites[0].name = "Brest".to_owned().try_into().unwrap();
    let mut again = Page::resume_text(text, &without, &commands);

    assert_eq!(again.column(Field::LastName), ["B"]);
    assert_eq!((again.summary.undo, again.summary.redo), (1, 0));
}

#[test]
fn a_change_waits_until_all_rows_are_there() {
    let rows: Vec<String> =
        (0..20_000).map(|row| format!("10000700;;Antony;;A;;a{row}@exemple.fr")).collect();
    let text = format!("compte;sous_compte;site;profil;nom;prenom;email\n{}\n", rows.join("\n"));
    let mut page = Page::begin_text(&text, &reference());
    let replacement = Replacement {
        field: Some(Field::LastName),
        from: "A".into(),
        to: "B".into(),
        whole: true,
        exact_case: true,
    };
    let ask = |page: &mut Page, command| page.session.receive(Request::Command(command));

    assert_eq!(ask(&mut page, Command::Replace { replacement }), None);

    while !matches!(page.session.work().unwrap(), Response::Checking { done: true, .. }) {}

    // All rows are there, and what was asked for first has not been done yet.
    assert_eq!(ask(&mut page, Command::Undo), None);
    assert_eq!(page.work(), [20_000, 20_000]);
    assert_eq!((page.summary.rows, page.summary.undo, page.summary.redo), (20_000, 0, 1));
    assert!(page.session.take_note().is_some());
}

#[test]
fn what_waits_is_done_to_the_rows_that_were_shown() {
    let mut page = Page::begin_text(FOUR, &reference());
    page.session.restore(vec![Command::Edit { row: 1, field: Field::Site, value: "Antony".to_owned() }]);
    // The file is open, and nothing of it has been checked: no row is shown as one in error.
    page.session.work();
    let discard =
        Request::OnShown { filter: RowFilter::All, first: 0, last: u32::MAX, action: BulkAction::Discard };

    assert_eq!(page.session.receive(discard), None);
    assert_eq!(page.work(), [0]);
    assert_eq!(page.lines(DISCARDED), [0_u32; 0]);
    assert_eq!(page.column(Field::Site)[1], "Antony");
}

#[test]
fn what_waits_is_not_done_to_another_reading() {
    let mut page = Page::begin_text(FOUR, &reference());
    let discard = Command::OnRows { spans: vec![(0, 3)], action: BulkAction::Discard };
    assert_eq!(page.session.receive(Request::Command(discard)), None);
    page.reread(Overrides::default(), false);
    assert_eq!(page.work(), [0_u32; 0]);
    assert_eq!(page.lines(DISCARDED), [0_u32; 0]);
}

/// The columns of [`FOUR`], with another one ignored or read.
fn mapped(last_name: bool) -> Overrides {
    let of = |field: Field| (last_name || field != Field::LastName).then_some(field);
    Overrides { mapping: Some(Field::ALL.map(of).to_vec()), ..Overrides::default() }
}

#[test]
fn what_was_corrected_goes_along_when_only_the_columns_are_read_otherwise() {
    let mut page = four();
    page.change(&Command::Edit { row: 3, field: Field::Site, value: "Antony".to_owned() });
    page.on_shown(RowFilter::All, 0, 0, BulkAction::Discard);
    page.change(&Command::Edit { row: 2, field: Field::FirstName, value: "Eva".to_owned() });
    page.change(&Command::Undo);
    page.reread(mapped(false), true);
    page.work();

    assert_eq!((page.summary.undo, page.summary.redo, page.summary.discarded), (2, 1, 1));
    assert_eq!(page.column(Field::Site)[3], "Antony");
    assert_eq!(page.column(Field::LastName), [""; 4]);

    page.change(&Command::Undo);

    assert_eq!(page.lines(DISCARDED), [0_u32; 0]);

    page.change(&Command::Undo);

    assert_eq!(page.column(Field::Site)[3], "Brest");
}

#[test]
fn what_goes_along_stays_on_its_line_when_other_rows_count_as_empty() {
    // With the last column alone the second line is empty, and the third is the second row.
    let text = "nom;email\nPetit;a@exemple.fr\nSeul;\nGrand;c@exemple.fr\n";
    let mut page = Page::open_text(text);
    page.change(&Command::Edit { row: 2, field: Field::Email, value: "d@exemple.fr".to_owned() });
    page.change(&Command::Edit { row: 1, field: Field::Email, value: "b@exemple.fr".to_owned() });
    page.on_shown(RowFilter::All, 0, 1, BulkAction::Discard);
    let overrides = Overrides { mapping: Some(vec![None, Some(Field::Email)]), ..Overrides::default() };
    page.reread(overrides, true);
    page.work();

    assert_eq!(page.column(Field::Email), ["a@exemple.fr", "d@exemple.fr"]);
    assert_eq!(page.lines(DISCARDED), [2]);
    assert_eq!(page.summary.undo, 2);
}

#[test]
fn what_goes_along_is_kept_with_the_new_reading_and_only_once_that_is_certain() {
    let mut page = four();
    page.change(&Command::Edit { row: 3, field: Field::Site, value: "Antony".to_owned() });
    page.session.take_note();
    page.reread(mapped(false), true);

    assert_eq!(page.session.take_note(), None);

    page.work();
    let commands = vec![Command::Edit { row: 3, field: Field::Site, value: "Antony".to_owned() }];

    assert_eq!(page.session.take_note(), Some(Note::Reread { overrides: mapped(false), commands }));

    page.reread(Overrides::default(), false);
    page.work();
    let (overrides, commands) = (Overrides::default(), Vec::new());

    assert_eq!(page.session.take_note(), Some(Note::Reread { overrides, commands }));
    assert_eq!(page.summary.undo, 0);
}

#[test]
fn a_file_that_cannot_be_read_otherwise_is_read_as_before_with_its_corrections() {
    let text = "10000700;;Brest;;Petit;Tom;tom@exemple.fr\n";
    let mut page = Page::open_text(text);
    page.change(&Command::Edit { row: 0, field: Field::Site, value: "Antony".to_owned() });
    page.session.take_note();
    let answer = page.reread(Overrides { header: Some(true), ..Overrides::default() }, false);

    assert_eq!(answer, Response::ReopenRejected { error: ReadError::HeaderOnly });

    page.feed(text);

    assert_eq!((page.summary.rows, page.summary.good, page.summary.undo), (1, 1, 1));
    // What is kept was never about another reading.
    assert_eq!(page.session.take_note(), None);
}

#[test]
fn a_fault_far_below_leads_back_as_well() {
    let text =
        format!("{FOUR}{}10000700,\"Antony\n", "10000700;;Antony;;Petit;Tom;tom@exemple.fr\n".repeat(999));
    let mut page = Page::open_text(&text);
    page.change(&Command::Edit { row: 3, field: Field::Site, value: "Antony".to_owned() });

    assert!(matches!(
        page.reread(Overrides { delimiter: Some(','), ..Overrides::default() }, false),
        Response::Opened { .. }
    ));

    let said = std::iter::from_fn(|| page.session.work()).last();
    let error = ReadError::UnclosedQuote { line: 1005 };

    assert_eq!(said, Some(Response::ReopenRejected { error }));

    page.feed(&text);

    assert_eq!((page.summary.rows, page.summary.undo), (1004, 1));
}

#[test]
fn a_sheet_without_rows_leads_back_to_the_one_before() {
    let mut page = Page::open(&[]);
    page.session.abandon();
    page.begin_sheet(0, FOUR.len());
    page.feed(FOUR);
    page.change(&Command::Edit { row: 3, field: Field::Site, value: "Antony".to_owned() });
    let headings = "compte;email\n";
    page.begin_sheet(1, headings.len());
    page.session.feed(headings.len(), |buffer| buffer.copy_from_slice(headings.as_bytes()));

    assert_eq!(page.session.work(), Some(Response::ReopenRejected { error: ReadError::HeaderOnly }));

    page.feed(FOUR);

    assert_eq!((page.summary.rows, page.summary.undo), (4, 1));

    // One that the workbook's reader refuses.
    let error = ReadError::Damaged;

    assert_eq!(page.session.fail(error), Response::ReopenRejected { error });

    page.feed(FOUR);

    assert_eq!(page.summary.undo, 1);
    assert_eq!(page.session.abandon(), Response::Failed { error: ReadError::Unreadable });
    assert_eq!(page.session.fail(error), Response::Failed { error });
}

#[test]
fn dates_that_excel_left_as_numbers_are_one_mistake_with_one_button() {
    let ends = ["46387", "46388", "31/12/26", "31/02/2027", "29/06/2026"];
    let rows = ends.iter().enumerate().map(|(row, end)| format!("10000700;Antony;a{row}@exemple.fr;{end}\n"));
    let mut page = Page::open_text(&format!("compte;site;email;fin\n{}", rows.collect::<String>()));

    let families: Vec<_> = page.summary.clusters.iter().map(|c| (c.key.field, c.key.kind, c.rows)).collect();
    assert_eq!(families, [(Field::End, IssueKind::InvalidEnd, 3)]);
    page.correct_first_cluster();
    assert_eq!(
        page.column(Field::End),
        ["31/12/2026", "01/01/2027", "31/12/2026", "31/02/2027", "29/06/2026"]
    );
    assert_eq!((page.summary.good, page.summary.clusters.len()), (3, 0));
}

#[test]
fn rights_in_other_words_are_put_right_in_all_rows_that_say_them_so() {
    let rows = (0..3).map(|row| format!("10000700;Antony;a{row}@exemple.fr;Suivi : lecture\n"));
    let text = format!("compte;site;email;droits\n{}", rows.collect::<String>());
    let mut page = Page::open_text(&text);

    assert_eq!((page.summary.clusters.len(), page.summary.clusters[0].rows), (1, 3));
    let cluster = page.correct_first_cluster();
    assert_eq!((&*cluster.from, &*cluster.to), ("Suivi : lecture", "suivi=consultation"));
    assert_eq!(page.column(Field::Rights), ["suivi=consultation"; 3]);
    assert_eq!(page.summary.good, 3);
}

#[test]
fn rights_and_an_end_in_each_other_s_place_are_exchanged() {
    let text = "compte;site;email;droits;fin\n10000700;Antony;a@exemple.fr;31/12/2026;suivi=gestion\n";
    let mut page = Page::open_text(text);

    assert_eq!(page.correct_first_cluster().swap, Some(Field::End));
    assert_eq!((page.column(Field::Rights), page.summary.good), (vec!["suivi=gestion".to_owned()], 1));
}

/// A customer with two contracts and two sites.
fn two_of_each() -> ReferenceData {
    let mut reference = reference();
    let other = Contract {
        id: ContractId(Uuid::from_u128(11)),
        number: "00100953".to_owned().try_into().unwrap(),
        sub_accounts: Vec::new(),
        ..reference.contracts[0].clone()
    };
    reference.contracts.push(other);
    reference
        .sites
        .push(Site {
            id: SiteId(Uuid::from_u128(12)), name: "Saint-Étienne".to_owned().try_into().unwrap()
        });
    reference
}

#[test]
fn a_column_that_is_not_there_is_filled_for_all_rows_by_one_choice() {
    let mut page =
        Page::resume_text("site;email\nAntony;a@exemple.fr\nAntony;b@exemple.fr\n", &two_of_each(), &[]);
    assert!(!page.session.is_importable(), "nothing to compare yet");
    let family = page.summary.clusters[0].clone();
    assert_eq!((family.key.field, family.key.kind, family.rows), (Field::Contract, IssueKind::Missing, 2));

    let filling = ClusterKey::filling(Field::Contract, "10000700".to_owned());
    assert_eq!(page.change(&Command::Correct { cluster: filling }), 2);
    assert_eq!(page.column(Field::Contract), ["10000700", "10000700"]);
    assert_eq!((page.summary.good, page.summary.clusters.len()), (2, 0));
    assert!(page.session.is_importable());

    page.change(&Command::Undo);
    assert!(!page.session.is_importable());
}

#[test]
fn a_number_that_no_contract_has_fills_nothing() {
    let mut page = Page::resume_text("site;email\nAntony;a@exemple.fr\n", &two_of_each(), &[]);
    let filling = ClusterKey::filling(Field::Contract, "99999999".to_owned());
    assert_eq!(page.change(&Command::Correct { cluster: filling }), 0);
}

#[test]
fn the_only_contract_and_the_only_site_go_without_saying() {
    let mut page = Page::resume_text("email;nom\na@exemple.fr;Petit\n", &reference(), &[]);
    assert_eq!(page.summary.good, 1);
    assert!(page.session.is_importable());
    assert_eq!(page.column(Field::Contract), [""], "the file is as it was");
}

#[test]
fn all_sure_corrections_are_one_change() {
    let row = |contract: &str, site: &str, who: &str| format!("{contract};{site};{who}@exemple.fr");
    let rows = [
        row("10000700", "ANTONY", "a"),
        row("100953", "saint etienne", "b"),
        row("10000701", "Antony", "c"),
        row("10000700", "Antoni", "d"),
    ];
    let mut page =
        Page::resume_text(&format!("compte;site;email\n{}\n", rows.join("\n")), &two_of_each(), &[]);
    let sure: Vec<ClusterKey> =
        page.summary.clusters.iter().map(|c| c.key.clone()).filter(ClusterKey::is_sure).collect();
    assert_eq!(sure.len(), 3);

    assert_eq!(page.change(&Command::CorrectAll { clusters: sure }), 2);
    assert_eq!(page.column(Field::Contract), ["10000700", "00100953", "10000701", "10000700"]);
    assert_eq!(page.column(Field::Site), ["Antony", "Saint-Étienne", "Antony", "Antoni"]);
    assert_eq!((page.summary.good, page.summary.counts.error, page.summary.undo), (2, 2, 1));

    page.change(&Command::Undo);
    assert_eq!(page.column(Field::Site), ["ANTONY", "saint etienne", "Antony", "Antoni"]);
}
