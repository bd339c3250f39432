use crate::i18n::use_texts;
use domain::end_date::EndDate;
use domain::reference::ReferenceData;
use domain::rights::{Application, Level, Rights};
use domain::users::UserDetails;
use leptos::prelude::*;

/// An assignment as whoever may not change it reads it: where, until when, and what it lets do.
#[component]
pub fn ReadOnlyAssignment(details: UserDetails, reference: ReferenceData) -> impl IntoView {
    let UserDetails { place, personal, end, is_self, .. } = details;
    let ReferenceData { contracts, sites, profiles, .. } = reference;
    let texts = use_texts();
    let t = texts.users();
    let contract = contracts.into_iter().find(|contract| contract.id == place.contract);
    let part = contract.as_ref().zip(place.sub_account).and_then(|(contract, id)| contract.sub_account(id));
    let site = sites.into_iter().find(|site| Some(site.id) == place.site);
    let profile = profiles.into_iter().find(|profile| profile.id == place.profile);
    let rights = profile.as_ref().map(|profile| profile.rights).unwrap_or_default();
    let rights = rights.replaced_by(personal.iter().map(|given| given.personal.right));

    let facts = [
        (t.fields.contract, contract.as_ref().map(|of| format!("{} {}", of.number, of.name))),
        (t.fields.sub_account, part.map(|part| format!("{} ({})", part.name, part.number))),
        (t.fields.site, site.map(|site| site.name.into())),
        (t.fields.profile, profile.map(|profile| profile.name.into())),
        (t.fields.end, end.map(EndDate::shown)),
    ];
    let fact = |(name, value): (&'static str, Option<String>)| {
        value.map(|value| view! { <dt>{name}</dt> <dd>{value}</dd> })
    };

    view! {
        <section class="section" aria-labelledby="h-place">
            <header>
                <h2 id="h-place">{t.edit.place}</h2>
            </header>
            <p class="soft">{if is_self { t.edit.own_read_only } else { t.edit.read_only }}</p>
            <dl class="facts">{facts.map(fact).collect_view()}</dl>
        </section>
        <section class="section" aria-labelledby="h-rights">
            <header>
                <h2 id="h-rights">{t.edit.rights}</h2>
            </header>
            <Levels rights/>
        </section>
    }
}

#[component]
fn Levels(rights: Rights) -> impl IntoView {
    let t = use_texts().rights();
    let line = |application| {
        let level = rights.level(application);
        let class = (level == Level::None).then_some("none");
        view! {
            <dt class=class>{t.application(application)}</dt>
            <dd class=class>{t.level(level)}</dd>
        }
    };

    view! { <dl class="levels">{Application::ALL.map(line).collect_view()}</dl> }
}
