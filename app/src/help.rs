//! *Aide*: what each may do, how to do what an administrator does, and what people ask.

mod texts;

pub use texts::{EN, FR, HelpTexts};

use crate::components::{Page, PageHeader};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use domain::paths;
use leptos::prelude::*;
use texts::{Answer, Topic};

/// Who may do what, how to, and what people ask.
#[component]
pub fn HelpPage() -> impl IntoView {
    let t = use_texts().help();

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede>
                <a class="button" href=paths::CONTACT>
                    <Icon of=IconName::Phone/>
                    {use_texts().pages().contact}
                </a>
            </PageHeader>
            {t.roles.iter().map(|topic| view! { <HowTo topic/> }).collect_view()}
            {t.topics.iter().map(|topic| view! { <HowTo topic/> }).collect_view()}
            <section class="section" id="faq" aria-labelledby="h-faq">
                <header>
                    <h2 id="h-faq">{t.questions}</h2>
                </header>
                <div class="faq">
                    {t.answers.iter().map(|answer| view! { <Question answer/> }).collect_view()}
                </div>
            </section>
        </Page>
    }
}

#[component]
fn HowTo(topic: &'static Topic) -> impl IntoView {
    let heading = format!("h-{}", topic.key);
    let name = heading.clone();

    view! {
        <section class="section" id=topic.key aria-labelledby=name>
            <header>
                <h2 id=heading>{topic.heading}</h2>
            </header>
            <ul class="prose">
                {topic.sentences.iter().map(|sentence| view! { <li>{*sentence}</li> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Question(answer: &'static Answer) -> impl IntoView {
    view! {
        <details>
            <summary>{answer.question}</summary>
            <p>{answer.answer}</p>
        </details>
    }
}
