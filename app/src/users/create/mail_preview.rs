use super::draft::Draft;
use super::verdict::Verdict;
use crate::i18n::use_texts;
use crate::session::use_session;
use domain::users::Outcome;
use leptos::prelude::*;

/// The mail that each new person will receive.
#[component]
pub fn MailPreview(draft: Draft) -> impl IntoView {
    let t = &use_texts().users().create;
    let customer = use_session().customer.map(|customer| customer.name).unwrap_or_default();

    view! {
        <section class="section" aria-labelledby="h-mail">
            <header>
                <h2 id="h-mail">{t.mail}</h2>
            </header>
            <div class="mail-preview">
                <header>
                    <span>{(t.mail_from)(&customer)}</span>
                    <span>{move || recipients(draft)}</span>
                    <b>{(t.mail_subject)(&customer)}</b>
                </header>
                <div>
                    <p>{t.mail_hello}</p>
                    <p>{(t.mail_body)(&customer)}</p>
                    <dl class="facts">
                        <dt>{t.mail_login}</dt>
                        <dd>
                            <samp>"••••••••"</samp>
                        </dd>
                        <dt>{t.mail_password}</dt>
                        <dd>
                            <samp>"•••••-•••••-•••••-•••••-••••"</samp>
                        </dd>
                    </dl>
                    <span class="cta">{t.mail_sign_in}</span>
                    <p class="soft">{t.mail_validity}</p>
                </div>
            </div>
        </section>
    }
}

/// To whom it will be sent: the new people.
fn recipients(draft: Draft) -> String {
    let t = &use_texts().users().create;
    let entries = draft.entries.read();
    let verdicts = draft.verdicts();
    let mut new = entries.iter().zip(&verdicts).filter_map(|(entry, verdict)| match verdict {
        Verdict::Valid
        | Verdict::LikelyTypo(_)
        | Verdict::Unusual(_)
        | Verdict::Previewed(Outcome::Created) => Some(&entry.text),
        _ => None,
    });

    match new.next() {
        Some(first) => (t.mail_to)(first, new.count() as u64),
        None => t.mail_nobody.to_owned(),
    }
}
