//! The decision: which rows to import, once they have been compared with what exists.

use super::difference::DifferenceTable;
use super::state::{Commit, ImportState};
use super::under_way::UnderWay;
use crate::api::ApiError;
use crate::components::{Callout, Tone};
use crate::i18n::{number, use_texts};
use crate::icons::{Icon, IconName};
use domain::imports::{CommitOptions, IssueKind, VerdictCounts};
use leptos::prelude::*;
use protocol::Sending;

/// The bar at the foot of the check.
#[component]
pub fn ActionBar(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let decision = Decision::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(|| may_import(state, decision)) {
            state.import(decision.options());
        }
    };

    view! {
        <Comparison state/>
        <Answer state decision/>
        <form class="actionbar" aria-label=t.decision on:submit=submit>
            <Mode decision/>
            <AboutPeople state decision/>
            <Consequence state decision/>
            <div class="go">
                <SaveErrors state/>
                <button
                    class="button primary"
                    type="submit"
                    aria-disabled=move || (!may_import(state, decision)).then_some("true")
                    aria-busy=move || is_running(state).then_some("true")
                >
                    {move || is_running(state).then(|| view! { <Icon of=IconName::Spin/> })}
                    {move || (t.import_rows)(u64::from(state.importable()))}
                </button>
            </div>
        </form>
    }
}

/// What is decided with the import.
#[derive(Clone, Copy, Debug)]
struct Decision {
    only_valid: RwSignal<bool>,
    take_names: RwSignal<bool>,
    reactivate: RwSignal<bool>,
}

impl Default for Decision {
    fn default() -> Self {
        Self {
            only_valid: RwSignal::new(true),
            take_names: RwSignal::new(true),
            reactivate: RwSignal::new(false),
        }
    }
}

impl Decision {
    fn options(self) -> CommitOptions {
        CommitOptions {
            only_valid: self.only_valid.get_untracked(),
            keep_names: !self.take_names.get_untracked(),
            reactivate: self.reactivate.get_untracked(),
        }
    }
}

fn is_running(state: ImportState) -> bool {
    matches!(state.commit.get(), Commit::Running | Commit::Done(_))
}

/// Whether everything that must be known before importing is known, and lets it happen.
fn may_import(state: ImportState, decision: Decision) -> bool {
    let errors = state.summary.with(|summary| summary.counts.error);
    state.is_compared()
        && state.importable() > 0
        && (errors == 0 || decision.only_valid.get())
        && !is_running(state)
}

#[component]
fn Mode(decision: Decision) -> impl IntoView {
    let t = use_texts().imports();

    view! {
        <fieldset class="row">
            <legend class="vh">{t.decision}</legend>
            <label class="choice">
                <input
                    type="radio"
                    name="mode"
                    prop:checked=move || decision.only_valid.get()
                    on:change=move |_| decision.only_valid.set(true)
                />
                <span>{t.only_valid}</span>
            </label>
            <label class="choice">
                <input
                    type="radio"
                    name="mode"
                    prop:checked=move || !decision.only_valid.get()
                    on:change=move |_| decision.only_valid.set(false)
                />
                <span>
                    {t.all_or_nothing}
                    " "
                    <small>{t.all_or_nothing_hint}</small>
                </span>
            </label>
        </fieldset>
    }
}

/// What is asked about people who are there: their names, where the file has others, and who is suspended.
#[component]
fn AboutPeople(state: ImportState, decision: Decision) -> impl IntoView {
    let t = use_texts().imports();
    let choice = move |kind: IssueKind, of: RwSignal<bool>, words: fn(u64) -> String| {
        let people = Memo::new(move |_| {
            state.summary.with(|summary| {
                summary.issues.iter().filter(|issue| issue.kind == kind).map(|issue| issue.rows).sum::<u32>()
            })
        });
        move || {
            (people.get() > 0).then(|| {
                view! {
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || of.get()
                            on:change=move |event| of.set(event_target_checked(&event))
                        />
                        <span>{move || words(u64::from(people.get()))}</span>
                    </label>
                }
            })
        }
    };

    view! {
        {choice(IssueKind::OtherName, decision.take_names, t.take_names)}
        {choice(IssueKind::Suspended, decision.reactivate, t.reactivate)}
    }
}

/// What will come of it, or what stands in its way.
#[component]
fn Consequence(state: ImportState, decision: Decision) -> impl IntoView {
    let t = use_texts().imports();
    let words = move || {
        let errors = state.summary.with(|summary| summary.counts.error);
        if !state.is_compared() {
            return None;
        }
        Some(if state.importable() == 0 {
            t.nothing_valid.to_owned()
        } else if errors > 0 && !decision.only_valid.get() {
            (t.errors_remain)(u64::from(errors))
        } else {
            state.summary.with(|summary| {
                let defaulted = summary.defaulted;
                let said = [
                    (defaulted.profile, t.get_default_profile),
                    (defaulted.sub_account, t.get_all_sub_accounts),
                ];
                let said = said.into_iter().filter(|(rows, _)| *rows > 0);
                let said = said.map(|(rows, words)| words(u64::from(rows)));
                let mails = (t.mails)(u64::from(summary.counts.create));
                std::iter::once(mails).chain(said).collect::<Vec<_>>().join(" · ")
            })
        })
    };

    view! {
        <p class="soft" role="status">
            {words}
        </p>
    }
}

#[component]
fn SaveErrors(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    let errors = Memo::new(move |_| state.summary.with(|summary| summary.counts.error));

    move || {
        let errors = errors.get();
        (errors > 0).then(|| {
            view! {
                <button class="button quiet" type="button" on:click=move |_| state.write_errors()>
                    <Icon of=IconName::Download/>
                    {(t.download_errors)(u64::from(errors))}
                </button>
            }
        })
    }
}

/// How far the comparison with what exists is.
#[component]
fn Comparison(state: ImportState) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let again = move |words: &'static str| {
        view! {
            <button class="button small" type="button" on:click=move |_| state.resume()>
                {words}
            </button>
        }
    };

    move || match state.sending.get() {
        Sending::Idle | Sending::Done => None,
        Sending::Running { .. } => Some(view! { <Progress state/> }.into_any()),
        Sending::Paused => Some(
            view! { <Callout tone=Tone::Warn role="status"><p>{t.paused} " " {again(t.go_on)}</p></Callout> }
                .into_any(),
        ),
        Sending::Lost { seconds } => Some(
            view! {
                <Callout tone=Tone::Warn role="status">
                    <p>{(t.connection_lost)(u64::from(seconds))} " " {again(t.retry_now)}</p>
                </Callout>
            }
            .into_any(),
        ),
        Sending::Refused { status } => Some(
            view! {
                <Callout tone=Tone::Bad role="alert">
                    <p>{texts.components().failure(&refusal(status))} " " {again(t.go_on)}</p>
                </Callout>
            }
            .into_any(),
        ),
    }
}

/// Why the server takes no rows. Nothing else that is compared is in conflict with anything.
fn refusal(status: u16) -> ApiError {
    match ApiError::from_status(status) {
        ApiError::Conflict => ApiError::OtherCustomer,
        error => error,
    }
}

#[component]
fn Progress(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    let rows = move || state.summary.with(|summary| summary.rows);
    let left = move || match state.sending.get() {
        Sending::Running { left } => left,
        _ => 0,
    };

    view! {
        <div class="progress comparison">
            <div class="line">
                <label for="comparison">{t.comparing}</label>
                <span class="soft">
                    {move || (t.rows_left)(u64::from(left()))}
                    " "
                    <button class="linklike" type="button" on:click=move |_| state.pause()>
                        {t.pause}
                    </button>
                </span>
            </div>
            <progress
                id="comparison"
                max=move || rows().to_string()
                value=move || rows().saturating_sub(left()).to_string()
            ></progress>
        </div>
    }
}

/// What the server answered to the import, when it did not just do it.
#[component]
fn Answer(state: ImportState, decision: Decision) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();

    move || match state.commit.get() {
        Commit::Idle | Commit::Done(_) => None,
        Commit::Running => Some(view! { <UnderWay state/> }.into_any()),
        Commit::Expired => {
            Some(view! { <Callout tone=Tone::Warn role="status"><p>{t.expired}</p></Callout> }.into_any())
        }
        Commit::Failed(error) => Some(
            view! {
                <Callout tone=Tone::Bad role="alert">
                    <p>{texts.components().failure(&error)}</p>
                </Callout>
            }
            .into_any(),
        ),
        Commit::Changed(difference) => {
            let now = difference.now;
            let before = state.summary.with_untracked(|summary| summary.counts);
            Some(
                view! {
                    <Callout tone=Tone::Warn role="alert">
                        <p>
                            <b>{t.changed_title}</b>
                        </p>
                        <p>{t.changed_text}</p>
                        <TallyTable before=Some(before) now=now/>
                        <DifferenceTable difference/>
                        <div class="acts">
                            <button
                                class="button primary"
                                type="button"
                                on:click=move |_| state.import(decision.options())
                            >
                                {t.import_anyway}
                            </button>
                            <button class="button" type="button" on:click=move |_| state.commit.set(Commit::Idle)>
                                {t.look_again}
                            </button>
                        </div>
                    </Callout>
                }
                .into_any(),
            )
        }
    }
}

/// What would be done, beside what the preview said.
#[component]
pub fn TallyTable(
    /// What the preview said.
    before: Option<VerdictCounts>,
    /// What would be done now.
    now: VerdictCounts,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let of = |counts: &VerdictCounts| {
        [counts.create, counts.assign, counts.profile, counts.name, counts.unchanged, counts.error]
            .map(u64::from)
    };
    let now = of(&now);
    let before = before.as_ref().map(of);
    let names = [
        t.filter_create,
        (t.filter_assign)(now[1]),
        (t.filter_profile)(now[2]),
        (t.filter_name)(now[3]),
        (t.filter_unchanged)(now[4]),
        t.filter_error,
    ];
    let row = move |place: usize| {
        let differs = before.is_some_and(|before| before[place] != now[place]);
        view! {
            <tr>
                <th scope="row">{names[place]}</th>
                {before.map(|before| view! { <td class="end num">{number(texts.locale, before[place])}</td> })}
                <td class="end num">
                    {if differs {
                        view! { <b>{number(texts.locale, now[place])}</b> }.into_any()
                    } else {
                        number(texts.locale, now[place]).into_any()
                    }}
                </td>
            </tr>
        }
    };

    view! {
        <table class="table tally-table">
            <thead>
                <tr>
                    <th scope="col">{t.issue}</th>
                    {before.map(|_| view! { <th scope="col" class="end">{t.changed_before}</th> })}
                    <th scope="col" class="end">
                        {t.changed_now}
                    </th>
                </tr>
            </thead>
            <tbody>{(0..names.len()).map(row).collect_view()}</tbody>
        </table>
    }
}
