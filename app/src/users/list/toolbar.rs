use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::density::DensitySwitch;
use crate::users::query::narrowed_to;
use domain::users::{Count, Filter};
use leptos::prelude::*;

/// How many there are, and how closely they stand.
#[component]
pub fn Toolbar(
    /// How many assignments match.
    assignments: Count,
    /// How many people the customer has, when the list is not narrowed.
    #[prop(optional_no_strip)]
    people: Option<Count>,
    /// How many people's last mail failed.
    mails_failed: u64,
    /// How many assignments end soon.
    ending_soon: Count,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let total = match assignments {
        Count::Exactly(count) => (t.assignments)(count),
        Count::MoreThan(count) => (t.more_than)(count),
    };
    let ending = narrowed_to(Filter { ends_soon: true, ..Filter::default() });
    let failed = narrowed_to(Filter { mail_failed: true, ..Filter::default() });

    view! {
        <div class="toolbar">
            <p class="total" role="status">
                <b>{total}</b>
                {people.map(|people| view! { " " <span class="soft">{(t.for_people)(people)}</span> })}
            </p>
            {(mails_failed > 0)
                .then(|| {
                    view! {
                        <span class="status failed">
                            <Icon of=IconName::MailRefused/>
                            <a href=failed>{(t.mails_failed)(mails_failed)}</a>
                        </span>
                    }
                })}
            {(ending_soon != Count::Exactly(0))
                .then(|| {
                    view! {
                        <span class="status ends">
                            <Icon of=IconName::Clock/>
                            <a href=ending>{(t.ending_soon)(ending_soon)}</a>
                        </span>
                    }
                })}
            <div class="tools">
                <DensitySwitch/>
            </div>
        </div>
    }
}
