//! The first step: a file is chosen, dropped or pasted.

mod autosaved;
mod columns;
mod drop_zone;
mod resume;

use super::state::{ImportState, Refusal};
use crate::components::{Callout, Tone};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use autosaved::Autosaved;
use columns::ColumnsGuide;
use domain::paths;
use drop_zone::DropZone;
use leptos::prelude::*;
use resume::Resume;

use super::history::LastImports;

/// The choice of a file.
#[component]
pub fn FileStep(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();

    view! {
        <div class="columns narrow">
            <div class="stack">
                <NeedsScript/>
                <Autosaved state/>
                <Resume state/>
                <RefusalNotice state/>
                <DropZone state/>
                <ColumnsGuide/>
            </div>
            <div class="stack">
                <section class="section" aria-labelledby="h-template">
                    <header>
                        <h2 id="h-template">{t.template_title}</h2>
                    </header>
                    <p class="soft">{t.template_text}</p>
                    <p>
                        <a class="button" href=paths::TEMPLATE_CSV download="modele-utilisateurs.csv" rel="external">
                            <Icon of=IconName::Download/>
                            {t.template}
                        </a>
                        " "
                        <a href=paths::TEMPLATE_XLSX download="modele-utilisateurs.xlsx" rel="external">
                            {t.template_xlsx}
                        </a>
                    </p>
                    <Callout>
                        <p>{t.template_advice}</p>
                    </Callout>
                </section>
                <LastImports/>
            </div>
        </div>
    }
}

/// What to do without JavaScript. Browsers that have it parse the inside of `<noscript>` as text, where
/// elements could not be taken over: so it is written as text. The words are our own.
#[component]
fn NeedsScript() -> impl IntoView {
    let t = use_texts().imports();
    let words = format!(
        "<div class=\"callout warn\"><div><p><b>{}</b></p><p>{}<a href=\"{}\">{}</a>.</p></div></div>",
        t.no_script_title,
        t.no_script,
        paths::CREATE_USERS,
        t.no_script_create
    );

    view! { <noscript inner_html=words></noscript> }
}

/// Why the last file could not be read.
#[component]
fn RefusalNotice(state: ImportState) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let words = move |refusal: &Refusal| match refusal {
        Refusal::NothingChosen => (t.choose_first.to_owned(), String::new()),
        Refusal::Unreadable(error) => (t.cannot_read.to_owned(), (t.unreadable)(error)),
        Refusal::Broken => (t.worker_broken.to_owned(), String::new()),
        Refusal::Server(error) => (t.cannot_read.to_owned(), texts.components().failure(error).to_owned()),
    };

    move || {
        state.refusal.get().map(|refusal| {
            let (title, why) = words(&refusal);
            let file = state.file.with_untracked(|(name, _)| name.clone());
            let about_file = matches!(refusal, Refusal::Unreadable(_)).then_some(file);
            view! {
                <Callout tone=Tone::Bad role="alert">
                    <p>
                        <b>{title}</b>
                        {about_file.map(|file| view! { " " <span class="soft">{file}</span> })}
                    </p>
                    <p>{why}</p>
                </Callout>
            }
        })
    }
}
