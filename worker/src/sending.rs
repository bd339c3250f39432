//! The comparison with what the server has: rows go to a draft in batches, verdicts come back.
//!
//! The session remembers which rows the server has not been sent as they now are, so an edited row goes again by
//! itself. A batch that is lost is kept here and sent again; the draft takes it once. Nothing here knows of browsers
//! or of time: what is to be done outside is an [`Effect`], and comes back as a call with its ticket.

use crate::session::Session;
use domain::ids::{CustomerId, DraftId};
use domain::imports::{DraftRow, RowVerdict};
use protocol::{FromWorker, Response, Sending, SendingReport, SendingRequest, Summary};
use serde::Serialize;

/// Rows of a batch.
const BATCH: u32 = 2_000;

/// The longest wait between two tries, in seconds.
const LONGEST_WAIT: u32 = 32;

/// Which effect something comes of. Only what comes of the last one counts.
pub type Ticket = u32;

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Say(FromWorker),
    /// Remember that the rows go to this draft, which has room for so many.
    KeepDraft(DraftId, u32),
    /// Ask the server, and call [`Sender::answered`].
    Call(Ticket, Call),
    /// Wait a second, and call [`Sender::second_passed`].
    WaitASecond(Ticket),
}

/// What is asked of the server, as the JSON of [`Asked`] has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Call {
    OpenDraft { file_name: String, row_count: u32 },
    FillDraft { draft: DraftId, rows: Vec<DraftRow> },
}

/// The same with the customer for whom it is asked, so that nothing goes to one that was chosen in another tab meanwhile.
#[derive(Debug, Serialize)]
pub struct Asked<'a> {
    #[serde(flatten)]
    pub call: &'a Call,
    pub customer: Option<CustomerId>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Body(String),
    /// Refused, with this status.
    Refused(u16),
    Unreachable,
}

/// The comparison of one reading of a file.
#[derive(Default)]
pub struct Sender {
    report: SendingReport,
    /// Rows that the draft must have room for.
    row_count: u32,
    /// Rows that are in no batch yet.
    left: u32,
    /// The batch that the server has not answered yet.
    batch: Vec<DraftRow>,
    under_way: Option<Step>,
    /// Whether the draft was opened for the batch that is under way.
    is_new_draft: bool,
    /// How long was waited before the last try to reach the server, in seconds.
    waited: u32,
    ticket: Ticket,
    effects: Vec<Effect>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Open,
    Fill,
}

impl Sender {
    /// What is to be done outside, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// All rows are other ones, and go to this draft, which has room for so many, if there is one already.
    pub fn reset(&mut self, draft: Option<(DraftId, u32)>) {
        let (report, ticket, effects) = (self.report, self.ticket + 1, self.take_effects());
        let row_count = draft.map_or(0, |(_, rows)| rows);
        *self = Self { report, row_count, ticket, effects, ..Self::default() };
        self.tell(SendingReport { state: Sending::Idle, draft: draft.map(|(draft, _)| draft) });
    }

    /// Begins the comparison, or takes it up after a change, when there is something to compare.
    pub fn begin(&mut self, session: &mut Session, summary: &Summary) {
        let has_place = self.report.draft.is_some() || self.under_way.is_some();
        let before = std::mem::replace(&mut self.row_count, summary.rows);
        if has_place && before != summary.rows {
            // A draft holds the rows that it was opened for, neither more nor less.
            self.replace_draft(session);
            return;
        }

        self.left = summary.unsent;
        let can_begin = matches!(self.report.state, Sending::Idle | Sending::Done);
        if can_begin && summary.unsent > 0 && session.is_importable() {
            self.resume(session);
        }
    }

    /// Does what the page asks.
    pub fn receive(&mut self, request: SendingRequest, session: &mut Session) {
        match request {
            SendingRequest::Pause => self.set(Sending::Paused),
            // Rows that are still coming in are not sent: the draft would not have room for the rest.
            SendingRequest::Resume if session.is_importable() => self.resume(session),
            SendingRequest::Resume => {}
            SendingRequest::ReplaceDraft => self.replace_draft(session),
        }
    }

    fn resume(&mut self, session: &mut Session) {
        self.set(Sending::Running { left: self.left + count(&self.batch) });
        // What is under way goes on by itself once it is answered.
        if self.under_way.is_none() {
            self.deliver(session);
        }
    }

    /// Sends the batch that has not been answered, or the next.
    fn deliver(&mut self, session: &mut Session) {
        if self.batch.is_empty() {
            (self.batch, self.left) = session.batch(BATCH);
            if self.batch.is_empty() {
                self.set(Sending::Done);
                return;
            }
            self.set(Sending::Running { left: self.left + count(&self.batch) });
        }

        self.is_new_draft = false;
        if let Some(draft) = self.report.draft {
            self.fill(draft);
        } else {
            let file_name = session.name().to_owned();
            self.call(Step::Open, Call::OpenDraft { file_name, row_count: self.row_count });
        }
    }

    fn fill(&mut self, draft: DraftId) {
        self.call(Step::Fill, Call::FillDraft { draft, rows: self.batch.clone() });
    }

    fn call(&mut self, step: Step, call: Call) {
        self.ticket += 1;
        self.under_way = Some(step);
        self.effects.push(Effect::Call(self.ticket, call));
    }

    /// The server answered, or could not be reached.
    pub fn answered(&mut self, ticket: Ticket, answer: &Answer, session: &mut Session) {
        let Some(step) = self.under_way.filter(|_| ticket == self.ticket) else { return };
        self.under_way = None;

        match answer {
            Answer::Body(body) if step == Step::Open => self.opened(body),
            Answer::Body(body) => self.filled(body, session),
            Answer::Unreachable | Answer::Refused(408 | 429 | 502..=504) => self.wait_and_retry(),
            // One that was opened for these very rows is not gone: another would be refused as well.
            Answer::Refused(404) if step == Step::Fill && !self.is_new_draft => self.replace_draft(session),
            Answer::Refused(status) => self.set(Sending::Refused { status: *status }),
        }
    }

    fn opened(&mut self, body: &str) {
        let Ok(draft) = serde_json::from_str(body) else { return self.set(NOT_UNDERSTOOD) };
        self.is_new_draft = true;
        self.effects.push(Effect::KeepDraft(draft, self.row_count));
        self.tell(SendingReport { draft: Some(draft), ..self.report });
        self.fill(draft);
    }

    fn filled(&mut self, body: &str, session: &mut Session) {
        let Ok(verdicts) = serde_json::from_str::<Vec<RowVerdict>>(body) else {
            return self.set(NOT_UNDERSTOOD);
        };

        self.waited = 0;
        self.batch.clear();
        session.take_verdicts(verdicts);
        self.recount(session);

        if let Sending::Running { .. } = self.report.state {
            self.deliver(session);
        }
    }

    /// Has all rows sent to another draft: the one that they were sent to has run out, or was imported from another
    /// window.
    fn replace_draft(&mut self, session: &mut Session) {
        // What is under way is about the old one.
        self.ticket += 1;
        self.under_way = None;
        self.batch.clear();
        self.tell(SendingReport { draft: None, ..self.report });
        session.forget_sent();
        self.recount(session);

        if self.report.state == Sending::Paused {
            return;
        }
        if session.is_importable() {
            self.resume(session);
        } else {
            self.set(Sending::Idle);
        }
    }

    /// Tells the page what the server's verdicts, or their absence, make of the counts.
    fn recount(&mut self, session: &mut Session) {
        if let Some(summary) = session.summary() {
            self.left = summary.unsent;
            self.effects.push(Effect::Say(FromWorker::Response(Response::Recounted { summary })));
        }
    }

    /// Waits twice as long as the last time, then tries again.
    fn wait_and_retry(&mut self) {
        // Who suspended it goes on with it.
        if let Sending::Running { .. } = self.report.state {
            self.waited = (self.waited * 2).clamp(2, LONGEST_WAIT);
            self.wait(self.waited);
        }
    }

    fn wait(&mut self, seconds: u32) {
        self.ticket += 1;
        self.set(Sending::Lost { seconds });
        self.effects.push(Effect::WaitASecond(self.ticket));
    }

    /// A second has passed.
    pub fn second_passed(&mut self, ticket: Ticket, session: &mut Session) {
        match self.report.state {
            _ if ticket != self.ticket => {}
            Sending::Lost { seconds: 0 | 1 } => self.resume(session),
            Sending::Lost { seconds } => self.wait(seconds - 1),
            _ => {}
        }
    }

    fn set(&mut self, state: Sending) {
        self.tell(SendingReport { state, ..self.report });
    }

    fn tell(&mut self, report: SendingReport) {
        if self.report != report {
            self.report = report;
            self.effects.push(Effect::Say(FromWorker::Sending(report)));
        }
    }
}

/// The server is of another version than this worker.
const NOT_UNDERSTOOD: Sending = Sending::Refused { status: 400 };

fn count(rows: &[DraftRow]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
