use super::ReferencePage;
use crate::components::EmptyState;
use crate::i18n::use_texts;
use domain::reference::{Profile, ReferenceData};
use domain::rights::{Application, Level};
use leptos::prelude::*;

/// The customer's profiles: which rights each gives.
#[component]
pub fn ProfilesPage() -> impl IntoView {
    let t = use_texts().reference();
    view! { <ReferencePage title=t.profiles lede=t.profiles_lede show=profiles/> }
}

fn profiles(reference: ReferenceData) -> impl IntoView {
    let t = use_texts().reference();
    let rights = use_texts().rights();
    if reference.profiles.is_empty() {
        return view! { <EmptyState title=t.no_profiles text=t.nothing_yet/> }.into_any();
    }

    view! {
        <div class="table-scroll" role="group" aria-label=t.profiles tabindex="0">
            <table class="table">
                <caption class="vh">{t.profiles}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.profile}</th>
                        {Application::ALL
                            .map(|application| view! { <th scope="col">{rights.application(application)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{reference.profiles.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(profile: Profile) -> impl IntoView {
    let rights = use_texts().rights();
    let cells = Application::ALL
        .map(|application| profile.rights.level(application))
        .map(|level| view! { <td class:faint=level == Level::None>{rights.level(level)}</td> })
        .collect_view();

    view! {
        <tr>
            <th scope="row">{String::from(profile.name)}</th>
            {cells}
        </tr>
    }
}
