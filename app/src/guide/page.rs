use super::texts::{Chapter, GuideTexts};
use crate::api::SiteFiles;
use crate::components::{Page, PageHeader};
use crate::i18n::use_texts;
use crate::layout::ForAnybody;
use leptos::prelude::*;

/// The guide: its contents, and its chapters.
#[component]
pub fn GuidePage() -> impl IntoView {
    let texts = use_texts();
    let t = texts.guide();
    let files = use_context::<SiteFiles>().unwrap_or_default();
    let locale = texts.locale;
    let chapters: Vec<_> =
        t.chapters.iter().map(|chapter| (chapter, files.picture(chapter.key, locale))).collect();

    view! {
        <ForAnybody>
            <Page title=t.title class="guide">
                <PageHeader title=t.title lede=t.lede/>
                <Contents t/>
                {chapters
                    .into_iter()
                    .map(|(chapter, picture)| view! { <ChapterSection chapter picture/> })
                    .collect_view()}
            </Page>
        </ForAnybody>
    }
}

#[component]
fn Contents(t: &'static GuideTexts) -> impl IntoView {
    let line = |chapter: &Chapter| {
        view! {
            <li>
                <a href=format!("#{}", chapter.key)>{chapter.heading}</a>
            </li>
        }
    };

    view! {
        <nav class="section" aria-labelledby="h-contents">
            <header>
                <h2 id="h-contents">{t.contents}</h2>
            </header>
            <ol class="prose">{t.chapters.iter().map(line).collect_view()}</ol>
        </nav>
    }
}

#[component]
fn ChapterSection(
    chapter: &'static Chapter,
    /// Where its picture is; `None` where the executable was built without the site.
    #[prop(optional_no_strip)]
    picture: Option<String>,
) -> impl IntoView {
    let heading = format!("h-{}", chapter.key);
    let labelled = heading.clone();

    view! {
        <section class="section" id=chapter.key aria-labelledby=labelled>
            <header>
                <h2 id=heading>{chapter.heading}</h2>
            </header>
            <ol class="prose">
                {chapter.steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view()}
            </ol>
            {picture
                .map(|picture| {
                    view! {
                        <figure>
                            <img src=picture alt=chapter.picture width="1200" height="675" loading="lazy"/>
                            <figcaption class="soft small">{chapter.picture}</figcaption>
                        </figure>
                    }
                })}
        </section>
    }
}
