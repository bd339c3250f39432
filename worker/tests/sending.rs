//! The comparison with the server, which is played here: it takes rows, loses answers, forgets drafts.
#![cfg(not(target_arch = "wasm32"))]

use domain::end_date::EndDate;
use domain::ids::{ContractId, CustomerId, DraftId, ProfileId};
use domain::imports::{DraftRow, Field, Overrides, Replaced, RowText, RowVerdict, Verdict};
use domain::reference::{Contract, Profile, ReferenceData};
use domain::rights::{Applications, Rights};
use proptest::prelude::*;
use protocol::{
    Command, FromWorker, NewFile, Request, Response, RowFilter, Sending, SendingReport, SendingRequest,
    Summary,
};
use std::collections::HashMap;
use uuid::Uuid;
use worker::{Answer, Asked, Call, Effect, Sender, Session};

fn reference() -> ReferenceData {
    ReferenceData {
        contracts: vec![Contract {
            id: ContractId(Uuid::from_u128(1)),
            number: "10000700".to_owned().try_into().unwrap(),
            name: "Potters".to_owned().try_into().unwrap(),
            label: None,
            applications: Applications::ALL,
            sub_accounts: Vec::new(),
        }],
        sites: Vec::new(),
        profiles: vec![Profile {
            id: ProfileId(Uuid::from_u128(4)),
            name: "Expéditeur".to_owned().try_into().unwrap(),
            rights: Rights::default(),
        }],
        default_profile: Some(ProfileId(Uuid::from_u128(4))),
        reach: None,
    }
}

fn file(rows: u32) -> String {
    let rows = (0..rows).map(|row| format!("10000700;Petit;a{row}@exemple.fr\n"));
    format!("compte;nom;email\n{}", rows.collect::<String>())
}

/// What the page has been told.
#[derive(Default)]
struct Page {
    report: SendingReport,
    summary: Summary,
}

/// The worker without its browser. Calls and waits stand here until something comes of them.
struct Worker {
    session: Session,
    sender: Sender,
    page: Page,
    calls: Vec<(u32, Call)>,
    waits: Vec<u32>,
    kept: Vec<DraftId>,
}

impl Worker {
    fn open(text: &str) -> Self {
        let mut session = Session::default();
        let (name, size, overrides) = ("equipe.csv".to_owned(), text.len() as u64, Overrides::default());
        session.open(NewFile { name, size, reference: reference(), today: EndDate::FIRST, overrides }, None);
        session.feed(text.len(), |buffer| buffer.copy_from_slice(text.as_bytes()));
        while session.work().is_some() {}

        let summary = session.summary().unwrap();
        let (calls, waits, kept) = (Vec::new(), Vec::new(), Vec::new());
        let mut worker =
            Self { session, sender: Sender::default(), page: Page::default(), calls, waits, kept };
        worker.page.summary = summary.clone();
        worker.sender.begin(&mut worker.session, &summary);
        worker.carry_out();

        worker
    }

    fn carry_out(&mut self) {
        for effect in self.sender.take_effects() {
            match effect {
                Effect::Say(FromWorker::Sending(report)) => self.page.report = report,
                Effect::Say(FromWorker::Response(Response::Recounted { summary })) => {
                    self.page.summary = summary;
                }
                Effect::Say(other) => panic!("{other:?}"),
                Effect::KeepDraft(draft, _) => self.kept.push(draft),
                Effect::Call(ticket, call) => self.calls.push((ticket, call)),
                Effect::WaitASecond(ticket) => self.waits.push(ticket),
            }
        }
    }

    fn state(&self) -> Sending {
        self.page.report.state
    }

    /// The call that is under way.
    fn call(&self) -> &Call {
        &self.calls.last().expect("a call").1
    }

    /// What comes of that call.
    fn answer(&mut self, answer: &Answer) {
        let (ticket, _) = self.calls.pop().expect("a call");
        self.sender.answered(ticket, answer, &mut self.session);
        self.carry_out();
    }

    fn second(&mut self) {
        let ticket = self.waits.remove(0);
        self.sender.second_passed(ticket, &mut self.session);
        self.carry_out();
    }

    fn ask(&mut self, request: SendingRequest) {
        self.sender.receive(request, &mut self.session);
        self.carry_out();
    }

    fn edit(&mut self, row: u32, name: &str) {
        self.command(Command::Edit { row, field: Field::LastName, value: name.to_owned() });
    }

    fn command(&mut self, command: Command) {
        match self.session.receive(Request::Command(command)) {
            Some(Response::Changed { summary, .. }) => {
                self.sender.begin(&mut self.session, &summary);
                self.page.summary = summary;
            }
            other => panic!("{other:?}"),
        }

        self.carry_out();
    }
}

fn opened(draft: u128) -> Answer {
    Answer::Body(format!("\"{}\"", Uuid::from_u128(draft)))
}

/// The server would create each row of the call.
fn judged(call: &Call) -> Answer {
    let Call::FillDraft { rows, .. } = call else { panic!("{call:?}") };
    let verdict = |row: &DraftRow| RowVerdict {
        line: row.line,
        verdict: Verdict::Create,
        issues: Vec::new(),
        replaced: Replaced::default(),
    };

    Answer::Body(serde_json::to_string(&rows.iter().map(verdict).collect::<Vec<_>>()).unwrap())
}

fn lines(call: &Call) -> Vec<u32> {
    let Call::FillDraft { rows, .. } = call else { panic!("{call:?}") };
    rows.iter().map(|row| row.line).collect()
}

fn draft_of(call: &Call) -> u128 {
    let Call::FillDraft { draft, .. } = call else { panic!("{call:?}") };
    draft.0.as_u128()
}

/// A worker whose draft is open, with its first batch on its way.
fn filling(rows: u32) -> Worker {
    let mut worker = Worker::open(&file(rows));
    worker.answer(&opened(1));
    worker
}

#[test]
fn rows_go_to_a_draft_in_batches_until_the_server_has_judged_all() {
    let mut worker = Worker::open(&file(2_500));

    assert_eq!(worker.state(), Sending::Running { left: 2_500 });

    worker.answer(&opened(1));

    assert_eq!(worker.page.report.draft, Some(DraftId(Uuid::from_u128(1))));
    assert_eq!(worker.kept, [DraftId(Uuid::from_u128(1))]);
    assert_eq!(lines(worker.call()).len(), 2_000);

    worker.answer(&judged(&worker.call().clone()));

    assert_eq!(worker.state(), Sending::Running { left: 500 });
    assert_eq!(worker.page.summary.counts.create, 2_000);

    worker.answer(&judged(&worker.call().clone()));

    assert_eq!((worker.state(), worker.page.summary.counts.create), (Sending::Done, 2_500));
    assert!(worker.calls.is_empty());
}

#[test]
fn the_server_is_asked_in_the_words_of_its_functions_and_for_one_customer() {
    let customer = Some(CustomerId(Uuid::from_u128(9)));
    let asked = |call: &Call| serde_json::to_value(Asked { call, customer }).unwrap();
    let mut worker = Worker::open(&file(1));
    let open = serde_json::json!({ "file_name": "equipe.csv", "row_count": 1, "customer": customer });

    assert_eq!(asked(worker.call()), open);

    worker.answer(&opened(1));
    let cells = RowText::default()
        .with(Field::Contract, "10000700")
        .with(Field::LastName, "Petit")
        .with(Field::Email, "a0@exemple.fr");
    let (draft, rows) = (DraftId(Uuid::from_u128(1)), [DraftRow { line: 2, cells }]);
    let fill = serde_json::json!({ "draft": draft, "rows": rows, "customer": customer });

    assert_eq!(asked(worker.call()), fill);
}

#[test]
fn what_is_refused_while_another_customer_is_chosen_goes_on_where_it_was() {
    let mut worker = filling(2_500);
    worker.answer(&judged(&worker.call().clone()));
    worker.answer(&Answer::Refused(409));
    assert_eq!(worker.state(), Sending::Refused { status: 409 });
    worker.ask(SendingRequest::Resume);
    assert_eq!((draft_of(worker.call()), lines(worker.call()).len()), (1, 500));
}

#[test]
fn a_row_that_is_edited_goes_again_and_alone() {
    let mut worker = filling(3);
    worker.answer(&judged(&worker.call().clone()));
    worker.edit(1, "Grand");
    assert_eq!(worker.state(), Sending::Running { left: 1 });
    assert_eq!(lines(worker.call()), [3]);
}

#[test]
fn what_is_suspended_takes_the_answer_that_is_on_its_way_and_sends_nothing_twice() {
    let mut worker = filling(2_500);
    worker.ask(SendingRequest::Pause);
    worker.ask(SendingRequest::Resume);

    assert_eq!((worker.calls.len(), worker.state()), (1, Sending::Running { left: 2_500 }));

    worker.ask(SendingRequest::Pause);
    worker.answer(&judged(&worker.call().clone()));

    assert_eq!((worker.calls.len(), worker.state()), (0, Sending::Paused));
    assert_eq!(worker.page.summary.counts.create, 2_000);

    worker.ask(SendingRequest::Resume);

    assert_eq!(lines(worker.call()).len(), 500);
}

#[test]
fn a_lost_batch_is_sent_again_after_twice_as_long_each_time() {
    let mut worker = filling(3);
    for wait in [2, 4, 8, 16, 32, 32] {
        worker.answer(&Answer::Unreachable);
        for seconds in (1..=wait).rev() {
            assert_eq!(worker.state(), Sending::Lost { seconds });
            assert!(worker.calls.is_empty());
            worker.second();
        }
        assert_eq!(lines(worker.call()), [2, 3, 4]);
    }

    worker.answer(&judged(&worker.call().clone()));
    worker.edit(0, "Grand");
    worker.answer(&Answer::Refused(503));

    assert_eq!(worker.state(), Sending::Lost { seconds: 2 });
}

#[test]
fn who_tries_again_at_once_is_not_counted_down_twice() {
    let mut worker = filling(3);
    worker.answer(&Answer::Unreachable);
    worker.ask(SendingRequest::Resume);
    worker.answer(&Answer::Unreachable);

    assert_eq!(worker.state(), Sending::Lost { seconds: 4 });

    // Of the first countdown, then of the second.
    worker.second();

    assert_eq!(worker.state(), Sending::Lost { seconds: 4 });

    worker.second();

    assert_eq!(worker.state(), Sending::Lost { seconds: 3 });
}

#[test]
fn what_is_suspended_stays_so_when_the_connection_is_lost() {
    let mut worker = filling(3);
    worker.ask(SendingRequest::Pause);
    worker.answer(&Answer::Unreachable);
    assert_eq!((worker.state(), worker.waits.len()), (Sending::Paused, 0));
    worker.ask(SendingRequest::Resume);
    assert_eq!(lines(worker.call()), [2, 3, 4]);
}

#[test]
fn a_draft_that_is_gone_is_replaced_and_filled_with_all_rows() {
    let mut worker = filling(2_500);
    worker.answer(&judged(&worker.call().clone()));
    worker.answer(&Answer::Refused(404));

    assert_eq!((worker.page.report.draft, worker.page.summary.unsent), (None, 2_500));
    assert!(matches!(worker.call(), Call::OpenDraft { row_count: 2_500, .. }));

    worker.answer(&opened(2));

    assert_eq!((draft_of(worker.call()), lines(worker.call())[0]), (2, 2));

    // The page heard it first, when it was to be imported.
    worker.answer(&judged(&worker.call().clone()));
    worker.answer(&judged(&worker.call().clone()));

    assert_eq!(worker.state(), Sending::Done);

    worker.ask(SendingRequest::ReplaceDraft);

    assert!(matches!(worker.call(), Call::OpenDraft { .. }));
    assert_eq!((worker.state(), worker.page.report.draft), (Sending::Running { left: 2_500 }, None));
}

#[test]
fn a_draft_that_was_just_opened_and_is_not_there_is_said_and_not_replaced_for_ever() {
    let mut worker = filling(3);
    worker.answer(&Answer::Refused(404));
    assert_eq!((worker.state(), worker.calls.len()), (Sending::Refused { status: 404 }, 0));
}

#[test]
fn a_refusal_is_said_and_trying_again_is_the_persons_choice() {
    let mut worker = filling(3);
    worker.answer(&Answer::Refused(401));
    assert_eq!((worker.state(), worker.calls.len()), (Sending::Refused { status: 401 }, 0));
    worker.ask(SendingRequest::Resume);
    assert_eq!(lines(worker.call()), [2, 3, 4]);
    worker.answer(&Answer::Body("<html>".to_owned()));
    assert_eq!(worker.state(), Sending::Refused { status: 400 });
}

#[test]
fn what_comes_late_is_not_about_the_rows_of_another_reading() {
    let mut worker = filling(3);
    let late = worker.calls.pop().unwrap();
    worker.session.forget_sent();
    worker.sender.reset(None);
    worker.carry_out();

    assert_eq!(worker.page.report, SendingReport::default());

    let summary = worker.session.summary().unwrap();
    worker.sender.begin(&mut worker.session, &summary);
    worker.carry_out();
    worker.sender.answered(late.0, &judged(&late.1), &mut worker.session);

    assert_eq!(worker.sender.take_effects(), []);
    assert!(matches!(worker.call(), Call::OpenDraft { .. }));
    assert_eq!(worker.session.summary().unwrap().counts.create, 0);
}

#[test]
fn the_draft_of_an_earlier_page_is_gone_on_with() {
    let mut worker = filling(3);
    worker.session.forget_sent();
    worker.sender.reset(Some((DraftId(Uuid::from_u128(7)), 3)));
    let summary = worker.session.summary().unwrap();
    worker.sender.begin(&mut worker.session, &summary);
    worker.carry_out();
    assert_eq!(draft_of(worker.call()), 7);
}

#[test]
fn rows_that_are_made_of_others_go_to_a_draft_with_room_for_them() {
    let mut worker =
        Worker::open("compte;nom;email\n10000700;Petit;a@exemple.fr b@exemple.fr\n10000700;;c@exemple.fr\n");
    worker.answer(&opened(1));
    worker.answer(&judged(&worker.call().clone()));

    let split = worker.page.summary.clusters[0].key.clone();
    worker.command(Command::Correct { cluster: split });

    assert_eq!(worker.page.report.draft, None);
    assert_eq!(serde_json::to_value(worker.call()).unwrap()["row_count"], 3);

    worker.answer(&opened(2));
    assert_eq!(lines(worker.call()), [2, 3, 4]);

    // Taken back while they are on their way, too.
    let late = worker.calls.pop().unwrap();
    worker.command(Command::Undo);
    assert_eq!(serde_json::to_value(worker.call()).unwrap()["row_count"], 2);
    worker.sender.answered(late.0, &judged(&late.1), &mut worker.session);
    worker.answer(&opened(3));
    assert_eq!((lines(worker.call()), draft_of(worker.call())), (vec![2, 3], 3));
}

#[test]
fn a_draft_that_was_kept_has_room_for_other_rows_than_there_are_and_is_left() {
    let mut worker = filling(3);
    worker.session.forget_sent();
    worker.sender.reset(Some((DraftId(Uuid::from_u128(7)), 2)));
    let summary = worker.session.summary().unwrap();
    worker.sender.begin(&mut worker.session, &summary);
    worker.carry_out();
    assert!(matches!(worker.call(), Call::OpenDraft { row_count: 3, .. }));
}

#[test]
fn a_file_without_a_column_that_it_must_have_is_not_sent() {
    let worker = Worker::open("compte;nom\n10000700;Petit\n");
    assert_eq!((worker.state(), worker.calls.len()), (Sending::Idle, 0));
}

/// What can happen while rows are on their way.
#[derive(Clone, Copy, Debug)]
enum Happening {
    /// The server does what it was asked, and says so.
    Answer,
    /// It does, and nobody hears of it.
    LoseAnswer,
    LoseRequest,
    Refuse(u16),
    ForgetDrafts,
    Second,
    Pause,
    Resume,
    Edit(u32),
}

#[derive(Default)]
struct Server {
    drafts: HashMap<DraftId, HashMap<u32, RowText>>,
    opened: u128,
}

impl Server {
    fn answer(&mut self, call: &Call) -> Answer {
        match call {
            Call::OpenDraft { .. } => {
                self.opened += 1;
                self.drafts.insert(DraftId(Uuid::from_u128(self.opened)), HashMap::new());
                opened(self.opened)
            }
            Call::FillDraft { draft, rows } => {
                let Some(held) = self.drafts.get_mut(draft) else { return Answer::Refused(404) };
                held.extend(rows.iter().map(|row| (row.line, row.cells.clone())));
                judged(call)
            }
        }
    }
}

fn happen(worker: &mut Worker, server: &mut Server, happening: Happening) {
    let call = worker.calls.last().map(|(_, call)| call.clone());
    match (happening, call) {
        (Happening::Answer, Some(call)) => worker.answer(&server.answer(&call)),
        (Happening::LoseAnswer, Some(call)) => {
            server.answer(&call);
            worker.answer(&Answer::Unreachable);
        }
        (Happening::LoseRequest, Some(_)) => worker.answer(&Answer::Unreachable),
        (Happening::Refuse(status), Some(_)) => worker.answer(&Answer::Refused(status)),
        (Happening::ForgetDrafts, _) => server.drafts.clear(),
        (Happening::Second, _) if !worker.waits.is_empty() => worker.second(),
        (Happening::Pause, _) => worker.ask(SendingRequest::Pause),
        (Happening::Resume, _) => worker.ask(SendingRequest::Resume),
        (Happening::Edit(row), _) => worker.edit(row, &format!("Nom{}", worker.page.summary.undo)),
        _ => {}
    }
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        4 => Just(Happening::Answer),
        1 => Just(Happening::LoseAnswer),
        1 => Just(Happening::LoseRequest),
        1 => prop_oneof![Just(401), Just(503), Just(500)].prop_map(Happening::Refuse),
        1 => Just(Happening::ForgetDrafts),
        2 => Just(Happening::Second),
        1 => Just(Happening::Pause),
        1 => Just(Happening::Resume),
        2 => (0..5_u32).prop_map(Happening::Edit),
    ];

    prop::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn whatever_happens_the_draft_comes_to_hold_each_row_as_it_is(happenings in happenings()) {
        let (mut worker, mut server) = (Worker::open(&file(5)), Server::default());
        for happening in happenings {
            happen(&mut worker, &mut server, happening);
            prop_assert!(worker.calls.len() <= 1, "one at a time");
        }

        // From now on all goes well. One more row shows whether the draft is still there.
        worker.edit(0, "Dernier");
        for _ in 0..10 {
            happen(&mut worker, &mut server, Happening::Resume);
            happen(&mut worker, &mut server, Happening::Answer);
            happen(&mut worker, &mut server, Happening::Answer);
        }

        prop_assert_eq!(worker.state(), Sending::Done);
        prop_assert_eq!((worker.page.summary.unsent, worker.page.summary.counts.create), (0, 5));

        let held = &server.drafts[&worker.page.report.draft.unwrap()];
        let request = Request::Rows { filter: RowFilter::All, start: 0, count: 9 };
        let Some(Response::Rows { rows, .. }) = worker.session.receive(request) else { panic!("no rows") };

        for row in rows {
            prop_assert_eq!(held.get(&row.line), Some(&row.cells));
        }
    }
}
