use super::draft::Draft;
use crate::i18n::use_texts;
use domain::reference::Profile;
use domain::rights::{Application, Level};
use leptos::prelude::*;

/// What the chosen profile lets people do, application by application, and where.
#[component]
pub fn ProfilePanel(draft: Draft) -> impl IntoView {
    let t = &use_texts().users().create;
    let profile = Memo::new(move |_| {
        let place = draft.place.read();
        draft.reference.with_value(|reference| place.profile(reference).cloned())
    });

    view! {
        <section class="section">
            <header>
                <h2>
                    {move || {
                        let name = profile.read().as_ref().map(|profile| profile.name.to_string());
                        (t.profile_lets)(&name.unwrap_or_default())
                    }}
                </h2>
            </header>
            {move || match profile.get() {
                Some(profile) => view! { <Levels profile draft/> }.into_any(),
                None => view! { <p class="soft">{t.profile_unknown}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Levels(profile: Profile, draft: Draft) -> impl IntoView {
    let t = use_texts().rights();
    let line = |application| {
        let level = profile.rights.level(application);
        let class = (level == Level::None).then_some("none");
        let lit = |from| if level >= from { "on" } else { "" };
        view! {
            <dt class=class>{t.application(application)}</dt>
            <dd class=class>
                <span class="gauge" aria-hidden="true">
                    <i class=lit(Level::View)></i>
                    <i class=lit(Level::Manage)></i>
                </span>
                {t.level(level)}
            </dd>
        }
    };

    view! {
        <div>
            <dl class="levels">{Application::ALL.map(line).into_iter().collect_view()}</dl>
            <p class="hint soft">{move || limits(draft)}</p>
        </div>
    }
}

/// Where the rights apply, when not everywhere.
fn limits(draft: Draft) -> Option<String> {
    let t = &use_texts().users().create;
    let place = draft.place.read();

    draft.reference.with_value(|reference| {
        let site = reference.site(place.site.parse().ok()?)?;
        let part = place.sub_account.parse().ok();
        let part = part.and_then(|part| place.contract(reference)?.sub_account(part));
        Some(match part {
            Some(part) => (t.limited_to_sub_account)(site.name.as_str(), part.number.as_str()),
            None => (t.limited_to)(site.name.as_str()),
        })
    })
}
