use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::query::{returning, use_return};
use domain::paths;
use domain::users::{AssignmentRow, MayChange, UserDetails};
use leptos::prelude::*;

/// Where else the person is assigned.
#[component]
pub fn Others(details: UserDetails) -> impl IntoView {
    let t = &use_texts().users().edit;
    let (id, count) = (details.id, details.others.len());
    let may_add = details.may_change != MayChange::Nothing;
    let list = if details.others.is_empty() {
        view! { <p class="soft">{t.no_others}</p> }.into_any()
    } else {
        let rows = details.others.into_iter().map(|row| view! { <Other row/> });
        view! { <ul class="addresses">{rows.collect_view()}</ul> }.into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-others">
            <header>
                <h2 id="h-others">{t.others}</h2>
                {(count > 0).then(|| view! { <span class="count">{count}</span> })}
                {may_add
                    .then(|| {
                        view! {
                            <span class="tools">
                                <a class="button small" href=paths::assign_again(id)>
                                    <Icon of=IconName::Plus/>
                                    {t.add_assignment}
                                </a>
                            </span>
                        }
                    })}
            </header>
            {list}
        </section>
    }
}

#[component]
fn Other(row: AssignmentRow) -> impl IntoView {
    let t = &use_texts().users().list;
    let site = row.site.clone().unwrap_or_else(|| t.all_sites.to_owned());
    let part = row.sub_account.map(|(number, name)| format!(", {name} ({number})")).unwrap_or_default();

    view! {
        <li class="plain">
            <span class="addr">{format!("{site}, {}", row.profile)}</span>
            <span class="why">{format!("{} {}{part}", row.contract_number, row.contract_name)}</span>
            <span class="acts">
                <a
                    class="button small"
                    href=returning(&paths::user(row.id), &use_return())
                    aria-label=format!("{} {site}, {}", t.edit, row.profile)
                >
                    {t.edit}
                </a>
            </span>
        </li>
    }
}
