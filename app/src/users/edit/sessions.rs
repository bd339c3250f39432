use crate::components::session_name;
use crate::i18n::{date_and_time, use_texts};
use crate::users::changes::Changes;
use domain::access::OpenSession;
use domain::ids::AssignmentId;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The person's open sessions, each with a button that ends it.
#[component]
pub fn Sessions(
    sessions: Vec<OpenSession>,
    assignment: AssignmentId,
    changes: Changes,
    here: Signal<String>,
) -> impl IntoView {
    let t = &use_texts().users().edit;
    let count = sessions.len();
    let list = if sessions.is_empty() {
        view! { <p class="soft">{t.no_session}</p> }.into_any()
    } else {
        let rows = sessions.into_iter().map(|session| view! { <Session session assignment changes here/> });
        view! { <ul class="addresses">{rows.collect_view()}</ul> }.into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-sessions">
            <header>
                <h2 id="h-sessions">{t.sessions}</h2>
                {(count > 0).then(|| view! { <span class="count">{count}</span> })}
            </header>
            {list}
        </section>
    }
}

#[component]
fn Session(
    session: OpenSession,
    assignment: AssignmentId,
    changes: Changes,
    here: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.users().edit;
    let name = session_name(texts, &session.user_agent);
    let label = (t.end_session_of)(&name);

    view! {
        <li class="plain">
            <span class="addr">{name}</span>
            <span class="why">{(t.last_seen)(&date_and_time(texts.locale, session.last_seen))}</span>
            <span class="acts">
                <ActionForm action=changes.end_session>
                    <input type="hidden" name="assignment" value=assignment.to_string()/>
                    <input type="hidden" name="key" value=session.key/>
                    <input type="hidden" name="back" value=here/>
                    <button class="button small" type="submit" aria-label=label>
                        {t.end_session}
                    </button>
                </ActionForm>
            </span>
        </li>
    }
}
