use crate::i18n::{date_and_time, use_texts};
use crate::users::query::address;
use domain::journal::JournalRow;
use domain::paths;
use leptos::prelude::*;

/// The parameter of the journal's address that names a person.
const JOURNAL_PERSON: &str = "personne";

/// The latest of what was done to the person and of what they did, and the way to all of it.
#[component]
pub fn History(email: String, latest: Vec<JournalRow>) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.users().edit;
    let journal = address(paths::JOURNAL, &[(JOURNAL_PERSON, email)]);
    let list = if latest.is_empty() {
        view! { <p class="soft">{t.no_history}</p> }.into_any()
    } else {
        view! { <ol class="timeline">{latest.into_iter().map(|row| entry(&row)).collect_view()}</ol> }
            .into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-history">
            <header>
                <h2 id="h-history">{t.history}</h2>
                <span class="tools">
                    <a href=journal>{t.whole_history}</a>
                </span>
            </header>
            {list}
        </section>
    }
}

fn entry(row: &JournalRow) -> impl IntoView + use<> {
    let texts = use_texts();
    let t = texts.journal();
    let by = t.actor(&row.by).unwrap_or_else(|person| {
        if person.name.is_empty() { person.email.clone() } else { person.name.clone() }
    });

    view! {
        <li class="done">
            <div>
                {t.action(row.action)}
                <br/>
                <span class="meta">{format!("{}, {by}", date_and_time(texts.locale, row.at))}</span>
            </div>
        </li>
    }
}
