//! The worker as its page sees it: requests and bytes in, answers out.

use domain::end_date::EndDate;
use domain::ids::{ContractId, ProfileId, SiteId};
use domain::imports::{
    Encoding, Field, Issue, IssueCode, IssueKind, Opened, Overrides, ReadError, Replaced, RowVerdict,
    Verdict, limits,
};
use domain::locale::Locale;
use domain::reference::{Contract, Profile, ReferenceData, Site};
use domain::rights::{Applications, Rights};
use protocol::{ClusterKey, Command, NewFile, Request, Response, Row, RowFilter, Summary};
use uuid::Uuid;
use worker::Session;

/// The day on which rows are judged.
fn today() -> EndDate {
    EndDate::parse("30/06/2026").unwrap()
}

fn reference() -> ReferenceData {
    let id = Uuid::from_u128;
    let site = |n, name: &str| Site { id: SiteId(id(n)), name: name.to_owned().try_into().unwrap() };

    ReferenceData {
        contracts: vec![Contract {
            id: ContractId(id(1)),
            number: "10000700".to_owned().try_into().unwrap(),
            name: "Potters".to_owned().try_into().unwrap(),
            label: None,
            applications: Applications::ALL,
            sub_accounts: Vec::new(),
        }],
        sites: vec![site(2, "Antony"), site(3, "Saint-Étienne")],
        profiles: vec![Profile {
            id: ProfileId(id(4)),
            name: "Expéditeur".to_owned().try_into().unwrap(),
            rights: Rights::default(),
        }],
        default_profile: Some(ProfileId(id(4))),
        reach: None,
    }
}

/// A file of these bytes, as the page announces it.
fn new_file(bytes: &[u8]) -> NewFile {
    NewFile {
        name: "équipe.csv".to_owned(),
        size: bytes.len() as u64,
        reference: reference(),
        today: today(),
        overrides: Overrides::default(),
    }
}

#[derive(Default)]
struct Page {
    session: Session,
}

impl Page {
    fn ask(&mut self, request: &Request) -> Response {
        self.session.receive(request.clone()).unwrap()
    }

    /// Opens a file in slices of seven bytes and waits for the whole verdict.
    fn open(&mut self, bytes: &[u8]) -> Result<(Opened, Summary), ReadError> {
        if let Response::Failed { error } = self.session.open(new_file(bytes), None) {
            return Err(error);
        }

        let mut slices = bytes.chunks(7);
        while self.session.wants_bytes() {
            let slice = slices.next().unwrap();
            self.session.feed(slice.len(), |buffer| buffer.copy_from_slice(slice));
        }

        self.finish()
    }

    fn finish(&mut self) -> Result<(Opened, Summary), ReadError> {
        let mut opened = None;
        while let Some(progress) = self.session.work() {
            match progress {
                Response::Opened { opened: now, .. } => opened = Some(now),
                Response::Checking { done: true, summary } => return Ok((opened.unwrap(), summary)),
                Response::Checking { done: false, .. } => {}
                Response::Failed { error } => return Err(error),
                other => panic!("{other:?}"),
            }
        }

        panic!("no verdict")
    }

    fn change(&mut self, command: &Command) -> (u32, Summary) {
        match self.ask(&Request::Command(command.clone())) {
            Response::Changed { rows, summary } => (rows, summary),
            other => panic!("{other:?}"),
        }
    }

    fn edit(&mut self, row: u32, field: Field, value: &str) -> (u32, Summary) {
        self.change(&Command::Edit { row, field, value: value.to_owned() })
    }

    fn rows(&mut self, filter: RowFilter) -> Vec<Row> {
        match self.ask(&Request::Rows { filter, start: 0, count: 100 }) {
            Response::Rows { rows, .. } => rows,
            other => panic!("{other:?}"),
        }
    }

    fn next_error(&mut self, after: Option<u32>) -> Option<(u32, Field)> {
        match self.ask(&Request::NextError { filter: RowFilter::All, after }) {
            Response::NextError { found } => found,
            other => panic!("{other:?}"),
        }
    }

    fn batch(&mut self, max: u32) -> (Vec<u32>, u32) {
        let (rows, left) = self.session.batch(max);
        (rows.iter().map(|row| row.line).collect(), left)
    }

    fn verdicts(&mut self, verdicts: &[(u32, Verdict)]) -> Summary {
        let verdicts = verdicts
            .iter()
            .map(|&(line, verdict)| RowVerdict {
                line,
                verdict,
                issues: Vec::new(),
                replaced: Replaced::default(),
            })
            .collect();
        self.session.take_verdicts(verdicts);
        self.session.summary().unwrap()
    }
}

/// Lines 2 to 6; line 5 is empty and lines 2 and 6 are the same.
const FILE: &str = "compte;site;nom;email
10000700;Antony;Petit;a@exemple.fr
10000700;antony;Grand;b@exemple.fr
10000700;St Etienne;;c@exemple.fr

10000700;Antony;Petit;A@exemple.fr
10000700;antony;;d@gmial.com
";

fn page() -> (Page, Summary) {
    let mut page = Page::default();
    let (_, summary) = page.open(FILE.as_bytes()).unwrap();
    (page, summary)
}

fn antony() -> Command {
    Command::Correct {
        cluster: ClusterKey {
            field: Field::Site,
            kind: IssueKind::UnknownSite,
            from: "antony".to_owned(),
            to: "Antony".to_owned(),
            swap: None,
        },
    }
}

#[test]
fn a_file_comes_in_slices_and_every_row_has_its_verdict() {
    let mut page = Page::default();
    let (opened, summary) = page.open(FILE.as_bytes()).unwrap();

    assert_eq!(opened.dialect.encoding, Encoding::Utf8);
    assert_eq!(opened.columns.len(), 4);
    assert_eq!((summary.rows, summary.good, summary.counts.error, summary.counts.blank), (5, 1, 4, 1));
    assert_eq!(summary.warnings, 1);

    let kinds: Vec<_> = summary.issues.iter().map(|issue| (issue.kind, issue.rows)).collect();

    assert_eq!(kinds, [(IssueKind::UnknownSite, 3), (IssueKind::LikelyDomain, 1), (IssueKind::Duplicate, 1)]);

    let rows = page.rows(RowFilter::All);

    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 6, 7]);
    assert_eq!(rows[1].issues[0].suggestion.as_deref(), Some("Antony"));
    assert_eq!(rows[3].issues[0].code, IssueCode::Duplicate { line: 2 });
}

#[test]
fn rows_are_filtered_by_verdict_and_by_issue() {
    let (mut page, _) = page();
    let lines = |rows: Vec<Row>| rows.iter().map(|row| row.line).collect::<Vec<_>>();
    assert_eq!(lines(page.rows(RowFilter::Good)), [2]);
    assert_eq!(lines(page.rows(RowFilter::Verdict { verdict: Verdict::Error })), [3, 4, 6, 7]);
    let site = RowFilter::Issue { field: Field::Site, kind: IssueKind::UnknownSite };
    assert_eq!(lines(page.rows(site)), [3, 4, 7]);
    assert!(page.rows(RowFilter::Edited).is_empty());
}

#[test]
fn the_same_mistake_is_one_line_and_one_correction() {
    let (mut page, summary) = page();
    let clusters: Vec<_> =
        summary.clusters.iter().map(|c| (c.key.from.as_str(), c.key.to.as_str(), c.rows)).collect();

    assert_eq!(
        clusters,
        [
            ("antony", "Antony", 2),
            ("St Etienne", "Saint-Étienne", 1),
            ("gmial.com", "gmail.com", 1),
            ("", "", 1)
        ]
    );

    let (rows, summary) = page.change(&antony());

    assert_eq!((rows, summary.good, summary.undo, summary.clusters.len()), (2, 3, 1, 3));
    assert_eq!(page.rows(RowFilter::Edited)[0].edited, [(Field::Site, "antony".to_owned())]);
}

#[test]
fn everything_can_be_undone_and_made_again() {
    let (mut page, before) = page();
    let (_, corrected) = page.change(&antony());
    let (_, edited) = page.edit(2, Field::Site, "Saint-Étienne");

    assert_eq!(edited.good, 4);

    let (_, back) = page.change(&Command::Undo);

    assert_eq!(Summary { redo: 0, ..back }, corrected);

    let (rows, back) = page.change(&Command::Undo);

    assert_eq!((rows, Summary { redo: 0, ..back }), (2, before));

    page.change(&Command::Redo);
    let (_, again) = page.change(&Command::Redo);

    assert_eq!(again, edited);
    assert_eq!(page.change(&Command::Redo).0, 0);

    let (_, other) = page.edit(0, Field::LastName, "Moyen");

    assert_eq!((other.undo, other.redo), (3, 0));
}

#[test]
fn what_the_file_holds_is_no_edit() {
    let (mut page, _) = page();
    assert_eq!(page.edit(0, Field::LastName, "Petit").1.undo, 0);
    page.edit(0, Field::LastName, "Moyen");
    page.edit(0, Field::LastName, "Petit");
    assert!(page.rows(RowFilter::All)[0].edited.is_empty());
}

#[test]
fn a_duplicate_takes_the_place_of_the_row_it_repeats_when_that_one_changes() {
    let (mut page, _) = page();
    let (_, summary) = page.edit(0, Field::Email, "autre@exemple.fr");
    assert_eq!((summary.good, summary.counts.error), (2, 3));
    let (_, summary) = page.edit(0, Field::Email, "a@exemple.fr");
    assert_eq!((summary.good, summary.counts.error), (1, 4));
}

#[test]
fn the_next_error_is_found_round_the_end() {
    let (mut page, _) = page();

    assert_eq!(page.next_error(None), Some((1, Field::Site)));
    assert_eq!(page.next_error(Some(2)), Some((3, Field::Email)));
    assert_eq!(page.next_error(Some(4)), Some((1, Field::Site)));

    for (row, site) in [(1, "Antony"), (2, "Antony"), (4, "Antony")] {
        page.edit(row, Field::Site, site);
    }

    page.edit(3, Field::Email, "e@exemple.fr");

    assert_eq!(page.next_error(None), None);
}

#[test]
fn the_ruler_says_in_which_strips_of_the_shown_rows_something_is_wrong() {
    let (mut page, _) = page();
    let ruler = |page: &mut Page, filter, strips| match page.ask(&Request::Ruler { filter, strips }) {
        Response::Ruler { errors, warnings, .. } => (errors, warnings),
        other => panic!("{other:?}"),
    };
    let errors_alone = RowFilter::Verdict { verdict: Verdict::Error };

    // Of five rows, all but the first are in error.
    assert_eq!(ruler(&mut page, RowFilter::All, 5).0, [1, 2, 3, 4]);
    assert_eq!(ruler(&mut page, RowFilter::All, 2).0, [0, 1]);
    assert_eq!(ruler(&mut page, errors_alone, 3).0, [0, 1, 2]);
    // More strips than rows leave strips without a mark; no strip, and no row, is no fault.
    assert_eq!(ruler(&mut page, RowFilter::All, 10).0, [2, 4, 6, 8]);
    assert_eq!(ruler(&mut page, RowFilter::All, 0).0, [0_u16; 0]);
    assert_eq!(ruler(&mut page, RowFilter::Edited, 5).0, [0_u16; 0]);
}

#[test]
fn all_rows_go_to_the_server_and_go_again_when_they_change() {
    let (mut page, _) = page();
    page.change(&antony());

    assert_eq!(page.batch(2), (vec![2, 3], 3));
    assert_eq!(page.batch(9), (vec![4, 6, 7], 0));
    assert_eq!(page.batch(9), (vec![], 0));

    let summary = page.verdicts(&[(2, Verdict::Create), (3, Verdict::Unchanged), (7, Verdict::Assign)]);

    assert_eq!(
        (summary.good, summary.counts.create, summary.counts.unchanged, summary.counts.assign),
        (0, 1, 1, 1)
    );

    // Now wrong, while the server has it as it was: it must learn of it, and of the row that was
    // its duplicate and is not any more.
    let (_, summary) = page.edit(0, Field::Site, "Brest");

    assert_eq!((summary.unsent, summary.counts.create), (2, 0));
    assert_eq!(page.batch(9).0, [2, 6]);
}

#[test]
fn a_verdict_on_a_row_that_has_changed_meanwhile_is_not_taken_over() {
    let (mut page, _) = page();
    assert_eq!(page.batch(1).0, [2]);
    page.edit(0, Field::LastName, "Moyen");
    assert_eq!(page.verdicts(&[(2, Verdict::Create)]).counts.create, 0);
    assert_eq!(page.batch(1).0, [2]);
    assert_eq!(page.verdicts(&[(2, Verdict::Create)]).counts.create, 1);
}

#[test]
fn all_rows_go_again_when_their_draft_is_gone() {
    let (mut page, fresh) = page();
    page.batch(9);
    let summary = page.verdicts(&[(2, Verdict::Create)]);

    assert_eq!((summary.unsent, summary.counts.create), (0, 1));

    page.session.forget_sent();

    assert_eq!(page.session.summary(), Some(fresh));
    assert_eq!(page.batch(9).0, [2, 3, 4, 6, 7]);
    assert_eq!(page.verdicts(&[(2, Verdict::Unchanged)]).counts.unchanged, 1);
}

#[test]
fn rows_in_error_can_be_taken_away_with_their_reasons() {
    let mut page = Page::default();
    page.open(format!("{FILE}10000700;Antony;;pas-une-adresse\n").as_bytes()).unwrap();
    let answer = page.ask(&Request::ErrorsFile { locale: Locale::Fr });
    let name = "équipe-constat.csv".to_owned();

    assert_eq!(answer, Response::ErrorsFile { name, rows: 5, instead_of: None });

    let file = String::from_utf8(page.session.take_file().unwrap()).unwrap();
    let lines: Vec<&str> = file.split('\n').collect();

    assert_eq!(lines[0], "compte;site;nom;email;constat");
    assert_eq!(lines[1], "10000700;antony;Grand;b@exemple.fr;site inconnu : Antony ?");
    assert_eq!(lines[3], "10000700;Antony;Petit;A@exemple.fr;doublon de la ligne 2");
    assert_eq!(
        lines[4],
        "10000700;antony;;d@gmial.com;site inconnu : Antony ? · domaine de l’adresse à vérifier : d@gmail.com ?"
    );
    assert_eq!(lines[5], "10000700;Antony;;pas-une-adresse;adresse e-mail invalide, il manque le signe @");
    assert_eq!(page.session.take_file(), None);
}

#[test]
fn another_reading_follows_at_once() {
    let mut page = Page::default();
    page.open(b"compte;site;nom;email\n10000700;Antony;Lef\xe8vre;a@exemple.fr\n").unwrap();
    let overrides = Overrides { encoding: Some(Encoding::Macintosh), ..Overrides::default() };
    let answer = page.ask(&Request::Reread { overrides, carry: false });

    assert!(
        matches!(answer, Response::Opened { opened, .. } if opened.dialect.encoding == Encoding::Macintosh)
    );
    assert!(matches!(page.session.work(), Some(Response::Checking { done: true, .. })));
    assert_eq!(page.rows(RowFilter::All)[0].cells.get(Field::LastName), "LefËvre");
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_another_can_be_opened() {
    let mut page = Page::default();

    assert_eq!(page.open(b"\x89PNG\r\n\x1a\n"), Err(ReadError::NotText));
    assert_eq!(page.open(b""), Err(ReadError::Empty));

    let unclosed = format!("email\n{}\"a\n", "a@exemple.fr\n".repeat(20_000));

    assert_eq!(page.open(unclosed.as_bytes()), Err(ReadError::UnclosedQuote { line: 20_002 }));

    let huge = NewFile {
        name: String::new(),
        size: limits::BYTES + 1,
        reference: ReferenceData::default(),
        today: today(),
        overrides: Overrides::default(),
    };

    assert_eq!(
        page.session.open(huge, None),
        Response::Failed { error: ReadError::TooLarge { max: limits::BYTES } }
    );
    assert!(page.open(FILE.as_bytes()).is_ok());
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let mut empty = Page::default();
    assert!(matches!(empty.ask(&Request::Command(Command::Undo)), Response::Refused { .. }));
    let (mut page, _) = page();
    assert_eq!(page.edit(99, Field::Site, "x").0, 0);
    assert!(matches!(page.ask(&Request::Rows { filter: RowFilter::All, start: 99, count: 9 }),
        Response::Rows { total: 5, rows, .. } if rows.is_empty()));
}

#[test]
fn an_address_that_is_somebody_else_s_is_counted_and_found_like_any_mistake_until_the_row_changes() {
    let mut page = Page::default();
    page.open(b"compte;site;nom;email\n10000700;Antony;Petit;zoe@exemple.fr\n").unwrap();
    page.batch(9);
    let conflict = Issue {
        field: Field::Email,
        code: IssueCode::OtherPerson { name: "Durand Zo\u{e9}".to_owned() },
        suggestion: None,
    };
    let told = RowVerdict {
        line: 2,
        verdict: Verdict::Error,
        issues: vec![conflict],
        replaced: Replaced::default(),
    };
    page.session.take_verdicts(vec![told]);
    let filter = RowFilter::Issue { field: Field::Email, kind: IssueKind::OtherPerson };

    assert_eq!(page.rows(filter).len(), 1);
    assert_eq!(page.next_error(None), Some((0, Field::Email)));

    let (_, summary) = page.edit(0, Field::LastName, "Durand");

    assert_eq!((summary.counts.error, summary.issues), (0, vec![]));
}

/// A long file: rows of plain letters, then one with an accent in Windows-1252.
fn long_file() -> Vec<u8> {
    let mut file = b"compte;site;nom;prenom;email\r\n".to_vec();
    for row in 0..250_000 {
        let row =
            format!("10000700;Antony;Morel-Vandenberghe de la Roche;Lise;lise.morel.{row}@exemple.fr\r\n");
        file.extend(row.into_bytes());
    }
    file.extend(b"10000700;Saint-\xc9tienne;Morel;Zo\xe9;zoe@exemple.fr\r\n");
    file
}

#[test]
fn the_first_rows_of_a_long_file_are_shown_before_its_last_octets_have_come() {
    let (file, mut page) = (long_file(), Page::default());
    page.session.open(new_file(&file), None);
    let mut slices = file.chunks(file.len() / 3 + 1);
    let mut feed = |page: &mut Page| {
        let slice = slices.next().unwrap();
        page.session.feed(slice.len(), |buffer| buffer.copy_from_slice(slice))
    };

    let Response::Opened { opened, .. } = feed(&mut page) else {
        panic!("it is not opened by its first slice")
    };
    assert_eq!(opened.dialect.encoding, Encoding::Utf8, "as far as it has come");
    assert!(matches!(feed(&mut page), Response::Checking { done: false, .. }));
    assert_eq!(page.rows(RowFilter::All).len(), 100);
    assert!(!page.session.is_importable(), "most of it has not come");
    let edit = Command::Edit { row: 0, field: Field::FirstName, value: "Lisa".to_owned() };
    assert_eq!(page.session.receive(Request::Command(edit)), None, "a change waits for all rows");

    assert!(matches!(feed(&mut page), Response::Reading { .. }));
    let (opened, summary) = page.finish().unwrap();
    assert_eq!(opened.dialect.encoding, Encoding::Windows1252, "the whole file says");
    assert_eq!(summary.rows, 250_001);
    assert!(matches!(page.session.work(), Some(Response::Changed { rows: 1, .. })));
    assert_eq!(page.rows(RowFilter::All)[0].cells.get(Field::FirstName), "Lisa");
}
