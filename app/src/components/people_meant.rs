use crate::i18n::use_texts;
use domain::administrators::Named;
use leptos::prelude::*;

/// Whom somebody may have meant who looked for a person by something else than the whole address.
#[component]
pub fn PeopleMeant(
    people: Vec<Named>,
    /// Where what concerns the person of an address is.
    link: impl Fn(&str) -> String + 'static,
) -> impl IntoView {
    let t = use_texts().components();
    let one = move |person: Named| {
        view! {
            <li>
                <a href=link(&person.email)>{person.email.clone()}</a>
                " "
                <span class="soft">{person.name}</span>
            </li>
        }
    };

    view! {
        <section class="section" role="status" aria-labelledby="h-meant">
            <header>
                <h2 id="h-meant">{t.people_meant}</h2>
            </header>
            <p class="soft">{t.people_meant_why}</p>
            <ul>{people.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}
