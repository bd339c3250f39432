use crate::i18n::use_texts;
use crate::icons::{Glyph, Icon};
use crate::users::query::list_address;
use domain::users::{Count, Filter, Page, PageRequest};
use leptos::prelude::*;

/// How many there are, and how closely they stand.
#[component]
pub fn Toolbar(page: Page, unfiltered: bool, comfortable: RwSignal<bool>) -> impl IntoView {
    let t = &use_texts().users.list;
    let total = match page.assignments {
        Count::Exactly(count) => (t.assignments)(count),
        Count::MoreThan(count) => (t.more_than)(count),
    };
    let failed =
        PageRequest { filter: Filter { mail_failed: true, ..Filter::default() }, ..PageRequest::default() };
    view! {
        <div class="toolbar">
            <p class="total" role="status">
                <b>{total}</b>
                {unfiltered.then(|| view! { " " <span class="soft">{(t.for_people)(page.people)}</span> })}
            </p>
            {(page.mails_failed > 0)
                .then(|| {
                    view! {
                        <span class="status failed">
                            <Icon of=Glyph::MailRefused/>
                            <a href=list_address(&failed)>{(t.mails_failed)(page.mails_failed)}</a>
                        </span>
                    }
                })}
            <div class="tools">
                <fieldset class="segmented">
                    <legend class="vh">{t.density}</legend>
                    <label>
                        <input
                            type="radio"
                            name="density"
                            id="d-compact"
                            checked=!comfortable.get_untracked()
                            on:change=move |_| comfortable.set(false)
                        />
                        {t.compact}
                    </label>
                    <label>
                        <input
                            type="radio"
                            name="density"
                            id="d-comfort"
                            checked=comfortable.get_untracked()
                            on:change=move |_| comfortable.set(true)
                        />
                        {t.comfortable}
                    </label>
                </fieldset>
            </div>
        </div>
    }
}
