use super::REMOVAL;
use super::bulk_bar;
use crate::api::ApiError;
use crate::components::StatusWords;
use crate::i18n::Texts;
use crate::users::api::ResendMail;
use crate::users::beside;
use crate::users::columns::{Column, Columns};
use crate::users::display_name;
use crate::users::mail_state::can_be_sent_again;
use crate::users::query::{list_address, returning, with_parameter};
use crate::users::refusal::why;
use crate::users::removal::opener;
use crate::users::texts::{Fields, List};
use askama::Template;
use domain::paths;
use domain::users::{AssignmentRow, MailState, PageRequest, PersonRow};
use leptos::server_fn::ServerFn;

/// The rows of a page of the list, as HTML: thousands of elements that only the server makes, and that the
/// browser takes as they are. What can be done in them is a link or a form; see `Grid`.
#[derive(Template)]
#[template(path = "users/rows.html", whitespace = "minimize")]
struct Listing<'a> {
    rows: Vec<ShownRow<'a>>,
    columns: &'a Columns,
    t: &'static List,
    fields: &'static Fields,
    /// What leads to where an address is put right.
    correct: &'static str,
    /// The address of the page that they are on.
    here: String,
    /// The address at which a removal is asked for, without the assignment.
    asking: String,
    resend: &'static str,
    /// Whether rows can be selected, as the heads of the columns expect.
    selectable: bool,
    /// The form that the selected rows are sent with, and by which name.
    selection: &'static str,
    rows_field: &'static str,
}

/// The rows of a page of the list by person.
#[derive(Template)]
#[template(path = "users/people.html", whitespace = "minimize")]
struct PeopleListing<'a> {
    people: Vec<ShownPerson<'a>>,
    t: &'static List,
    correct: &'static str,
    here: String,
    resend: &'static str,
}

struct ShownPerson<'a> {
    assignments: Vec<ShownRow<'a>>,
    /// How many there are beside these.
    others: u64,
}

struct ShownRow<'a> {
    of: &'a AssignmentRow,
    /// How the person is called: by the address where there is no name.
    name: String,
    /// Where the person's page is.
    page: String,
    /// Where the person stands beside the list.
    beside: String,
    status: StatusWords,
    refusal: Option<RowRefusal<'a>>,
}

/// Why the mail to somebody was refused, or waits.
struct RowRefusal<'a> {
    /// What it means, and what to do.
    explained: &'static str,
    /// In the mail server's words.
    reason: &'a str,
    /// Whether it is for good.
    failed: bool,
    /// Where the address is put right, when it can be.
    correction: Option<String>,
}

/// Writes the rows of the page that `request` asked for.
pub fn rows_html(
    rows: &[AssignmentRow],
    request: &PageRequest,
    columns: &Columns,
    selectable: bool,
    t: Texts,
) -> Result<String, ApiError> {
    let here = list_address(request);
    let html = Listing {
        rows: rows.iter().map(|row| ShownRow::new(row, &here, t)).collect(),
        columns,
        t: &t.users().list,
        fields: &t.users().fields,
        correct: t.address_change().correct,
        asking: with_parameter(&here, REMOVAL, ""),
        here,
        resend: ResendMail::url(),
        selectable,
        selection: bulk_bar::FORM,
        rows_field: bulk_bar::ROWS,
    };

    html.render().map_err(crate::api::failed)
}

/// Writes the rows of the page by person that `request` asked for.
pub fn people_html(people: &[PersonRow], request: &PageRequest, t: Texts) -> Result<String, ApiError> {
    let here = list_address(request);
    let html = PeopleListing {
        people: people.iter().map(|person| ShownPerson::new(person, &here, t)).collect(),
        t: &t.users().list,
        correct: t.address_change().correct,
        here,
        resend: ResendMail::url(),
    };

    html.render().map_err(crate::api::failed)
}

impl<'a> ShownPerson<'a> {
    fn new(person: &'a PersonRow, here: &str, t: Texts) -> Self {
        let assignments: Vec<_> = person.assignments.iter().map(|row| ShownRow::new(row, here, t)).collect();
        let others = person.count.saturating_sub(assignments.len() as u64);
        Self { assignments, others }
    }

    fn more(&self, t: &List) -> Option<String> {
        (self.others > 0).then(|| (t.more_assignments)(self.others))
    }
}

impl<'a> ShownRow<'a> {
    fn new(row: &'a AssignmentRow, here: &str, t: Texts) -> Self {
        let name = display_name(&row.first_name, &row.last_name, &row.email);
        let status = StatusWords::new(t, row.status, row.status_since, row.mail.clone());
        let page = returning(&paths::user(row.id), here);
        let beside = beside::beside(here, row.id);
        Self { of: row, name, page, beside, status, refusal: RowRefusal::of(row, here, t) }
    }

    fn is_named(&self) -> bool {
        self.name != self.of.email
    }

    fn site(&self, t: &List) -> &str {
        self.of.site.as_deref().unwrap_or(t.all_sites)
    }

    /// Until when, where there is an end.
    fn until(&self, t: &List) -> Option<String> {
        self.of.next_end.map(|end| (t.until)(end))
    }

    fn last_sign_in(&self, t: &List) -> String {
        self.of.last_sign_in.map_or_else(|| t.never.to_owned(), |at| (t.day)(at))
    }

    fn created(&self, t: &List) -> String {
        (t.day)(self.of.created)
    }

    fn is_removable(&self) -> bool {
        self.of.may_change && !self.of.is_self
    }

    fn can_be_sent_again(&self) -> bool {
        self.of.may_change && can_be_sent_again(self.of.status, self.of.mail.as_ref())
    }

    /// "10000700 (53)": of the contract and of the sub-account.
    fn numbers(&self) -> String {
        let contract = &self.of.contract_number;
        self.of.sub_account.as_ref().map_or(contract.clone(), |(number, _)| format!("{contract} ({number})"))
    }

    /// "Antony · Expéditeur".
    fn site_and_profile(&self) -> String {
        let profile = &self.of.profile;
        self.of.site.as_ref().map_or(profile.clone(), |site| format!("{site} · {profile}"))
    }

    /// What the numbers stand for.
    fn place_names(&self) -> String {
        let contract = &self.of.contract_name;
        self.of.sub_account.as_ref().map_or(contract.clone(), |(_, name)| format!("{contract}, {name}"))
    }

    fn person_opener(&self) -> String {
        beside::opener(self.of.id)
    }

    fn opener(&self) -> String {
        opener(self.of.id)
    }

    fn refusal_label(&self, refusal: &RowRefusal<'_>, t: &List) -> String {
        (if refusal.failed { t.refusal_of } else { t.delay_of })(&self.of.email)
    }

    fn resend_label(&self, t: &List) -> String {
        (t.resend_row)(&self.of.email)
    }

    fn edit_label(&self, t: &List) -> String {
        (t.edit_row)(&self.name, &self.of.email, self.site(t))
    }

    fn select_label(&self, t: &List) -> String {
        (t.select_row)(&self.name, &self.of.email, self.site(t))
    }

    fn remove_label(&self, t: &List) -> String {
        (t.remove_row)(&self.name, self.site(t))
    }
}

impl<'a> RowRefusal<'a> {
    fn of(row: &'a AssignmentRow, here: &str, t: Texts) -> Option<Self> {
        let (reason, explained) = why(t, row.mail.as_ref())?;
        let failed = matches!(row.mail, Some(MailState::Failed { .. }));
        let correctable = failed && row.may_change && row.status.is_awaited();
        let correction = correctable.then(|| returning(&paths::change_address(row.id), here));
        Some(Self { explained, reason, failed, correction })
    }
}
