use super::api::{EndSession, SignOutEverywhere};
use crate::components::session_name;
use crate::i18n::{date_and_time, use_texts};
use domain::access::OpenSession;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// One's sessions, and a button that ends each.
#[component]
pub fn MySessions(sessions: Vec<OpenSession>) -> impl IntoView {
    let t = use_texts().access();
    let several = sessions.len() > 1;

    view! {
        <section class="section" aria-labelledby="sessions">
            <header>
                <h2 id="sessions">{t.sessions}</h2>
            </header>
            <div class="table-scroll" role="group" aria-label=t.sessions tabindex="0">
                <table class="table stackable" role="table">
                    <caption class="vh">{t.sessions}</caption>
                    <thead>
                        <tr role="row">
                            <th scope="col">{t.session_browser}</th>
                            <th scope="col">{t.session_since}</th>
                            <th scope="col">{t.session_last_seen}</th>
                            <th scope="col">
                                <span class="vh">{t.session_action}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{sessions.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            {several
                .then(|| {
                    view! {
                        <form method="post" action=SignOutEverywhere::url()>
                            <button class="button danger" type="submit">
                                {t.sign_out_everywhere}
                            </button>
                        </form>
                    }
                })}
        </section>
    }
}

fn row(session: OpenSession) -> impl IntoView {
    let t = use_texts();
    let name = session_name(t, &session.user_agent);
    let end = if session.current {
        view! { <span class="chip accent">{t.access().this_session}</span> }.into_any()
    } else {
        view! {
            <form method="post" action=EndSession::url()>
                <input type="hidden" name="key" value=session.key/>
                <button class="button small" type="submit" aria-label=(t.access().end_session_of)(&name)>
                    {t.access().end_session}
                </button>
            </form>
        }
        .into_any()
    };

    view! {
        <tr role="row">
            <th class="main" scope="row" role="rowheader">
                {name}
            </th>
            <td role="cell" data-label=t.access().session_since>
                {date_and_time(t.locale, session.since)}
            </td>
            <td role="cell" data-label=t.access().session_last_seen>
                {date_and_time(t.locale, session.last_seen)}
            </td>
            <td class="act" role="cell">
                {end}
            </td>
        </tr>
    }
}
