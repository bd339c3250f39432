use super::api::is_last_assignment;
use super::changes::Changes;
use super::display_name;
use crate::components::{Dialog, Submit};
#[cfg(feature = "ssr")]
use crate::i18n::Texts;
use crate::i18n::use_texts;
use domain::ids::AssignmentId;
#[cfg(feature = "ssr")]
use domain::users::AssignmentRow;
use domain::users::{MayChange, UserDetails};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
#[cfg(feature = "hydrate")]
use leptos::web_sys::Element;
use leptos::web_sys::HtmlElement;
use leptos_router::components::A;
use serde::{Deserialize, Serialize};

/// What is about to be removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removable {
    pub id: AssignmentId,
    pub name: String,
    pub email: String,
    /// Where it is: contract, sub-account, site, profile, as far as they are named.
    pub place: Vec<(String, String)>,
    /// Whether it is the person's last one, where that is known.
    pub last: Option<bool>,
}

impl Removable {
    /// The assignment of a row of the list.
    #[cfg(feature = "ssr")]
    pub fn row(row: &AssignmentRow, t: Texts) -> Self {
        let t = t.users();
        let part = row.sub_account.as_ref().map(|(number, name)| format!("{name} ({number})"));
        let place = [
            (t.list.contract, Some(format!("{} {}", row.contract_number, row.contract_name))),
            (t.list.sub_account, part),
            (t.fields.site, row.site.clone()),
            (t.fields.profile, Some(row.profile.clone())),
        ];

        Self {
            id: row.id,
            name: display_name(&row.first_name, &row.last_name, &row.email),
            email: row.email.clone(),
            place: place.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect(),
            last: None,
        }
    }

    /// The assignment of a row that is on screen, as that says it.
    #[cfg(feature = "hydrate")]
    pub fn listed(id: AssignmentId) -> Option<Self> {
        let row = document().get_element_by_id(&opener(id))?.closest("tr").ok()??;
        let text = |within: &Element| within.text_content().map(|text| text.trim().to_owned());
        let found = |what: &str| text(&row.query_selector(what).ok()??);
        let email = found(".mail")?;

        let cells = row.query_selector_all("td[data-place]").ok()?;
        let cells = (0..cells.length()).filter_map(|at| cells.item(at)?.dyn_into::<Element>().ok());
        let is_named = |cell: &Element| matches!(cell.query_selector(".faint"), Ok(None));
        let place =
            cells.filter(is_named).filter_map(|cell| Some((cell.get_attribute("data-label")?, text(&cell)?)));

        Some(Self {
            id,
            name: found(".name").unwrap_or_else(|| email.clone()),
            email,
            place: place.collect(),
            last: None,
        })
    }

    #[cfg(not(feature = "hydrate"))]
    pub fn listed(_: AssignmentId) -> Option<Self> {
        None
    }

    /// The assignment that is being edited.
    pub fn edited(details: &UserDetails) -> Self {
        Self {
            id: details.id,
            name: display_name(&details.first_name, &details.last_name, &details.email),
            email: details.email.clone(),
            place: Vec::new(),
            // Of somebody who has accesses elsewhere, not all of them are here.
            last: Some(details.others.is_empty() && details.may_change == MayChange::Everything),
        }
    }
}

/// Gives the focus back to what opened the question, once it was answered without a removal. What is
/// gone by then, the flash message of the removal takes its place.
pub fn return_focus(asked: Memo<Option<AssignmentId>>) {
    Effect::new(move |before: Option<Option<AssignmentId>>| {
        let asked = asked.get();
        if let (Some(Some(before)), None) = (before, asked) {
            request_animation_frame(move || focus(&opener(before)));
        }
        asked
    });
}

/// The `id` of the link that opens the question.
pub fn opener(assignment: AssignmentId) -> String {
    format!("remove-{assignment}")
}

/// Moves the focus to the element with this `id`, if there is one.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // A browser that refuses leaves the focus where it was.
        let _ = element.focus();
    }
}

/// The question before an assignment is removed. It names the person; keeping them is the safe answer.
#[component]
pub fn RemovalDialog(
    /// What is about to be removed.
    what: Removable,
    /// The changes that the page offers.
    changes: Changes,
    /// Where the safe answer leads.
    keep: String,
    /// Where the removal leads.
    back: String,
) -> impl IntoView {
    let t = use_texts().users();
    let Removable { id, name, email, place, last } = what;
    let last = RwSignal::new(last);
    Effect::new(move |_| {
        if last.get_untracked().is_none() {
            leptos::task::spawn_local(async move {
                // Answered before it is known, the question is gone.
                let _ = last.try_set(is_last_assignment(id).await.ok());
            });
        }
    });

    view! {
        <Dialog title=(t.removal.title)(&name) id="supprimer" danger=true close=keep.clone()>
            <dl class="facts">
                <dt>{t.fields.email}</dt>
                <dd>{email}</dd>
                {place
                    .into_iter()
                    .map(|(label, value)| view! { <dt>{label}</dt> <dd>{value}</dd> })
                    .collect_view()}
            </dl>
            {move || {
                let text = match last.get() {
                    Some(true) => t.removal.is_last.to_owned(),
                    Some(false) => t.removal.is_not_last.to_owned(),
                    None => format!("{} {}", t.removal.consequence, t.removal.last_consequence),
                };
                view! { <p>{text}</p> }
            }}
            <ActionForm action=changes.remove>
                <input type="hidden" name="assignment" value=id.to_string()/>
                <input type="hidden" name="back" value=back/>
                <footer>
                    <A href=keep scroll=false attr:class="button" attr:autofocus=true>
                        {t.removal.keep}
                    </A>
                    <Submit label=t.removal.confirm class="danger solid" pending=changes.remove.pending()/>
                </footer>
            </ActionForm>
        </Dialog>
    }
}
