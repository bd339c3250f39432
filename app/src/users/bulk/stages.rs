use super::Requests;
use super::left::named;
use crate::components::{Callout, Submit, Tone};
use crate::i18n::{date_and_time, use_texts};
use crate::users::query::returning;
use domain::paths;
use domain::users::{BulkChange, BulkKind, BulkState};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// Whom it would touch; it is begun here.
pub fn proposal(change: &BulkChange, requests: Requests) -> AnyView {
    let t = use_texts().bulk();
    let (id, kind, touched) = (change.id, change.kind, change.tally.touched);
    let can_be_undone = (kind != BulkKind::Resend).then_some(t.can_be_undone);
    if touched.rows == 0 {
        return view! {
            <Callout tone=Tone::Warn role="status">
                <p>
                    <b>{t.nobody}</b>
                </p>
                <div class="acts">
                    <a class="button small" href=requests.back()>
                        {t.back}
                    </a>
                </div>
            </Callout>
        }
        .into_any();
    }

    let class = if matches!(kind, BulkKind::Suspend | BulkKind::Remove) { "danger solid" } else { "primary" };
    view! {
        <div class="stack" role="status">
            <p class="standing">
                <b>{(t.concerns)(kind, touched)}</b>
            </p>
            <p class="soft">{named(&change.tally.people, change.tally.others)}</p>
            <p>{(t.consequence)(kind)} " " {can_be_undone}</p>
        </div>
        <ActionForm action=requests.begin>
            {requests.of(id)}
            <div class="go">
                <Submit label=(t.confirm)(kind, touched) class pending=requests.begin.pending()/>
                <a class="button quiet" href=requests.back()>
                    {t.keep}
                </a>
            </div>
        </ActionForm>
    }
    .into_any()
}

/// How far it has come. It goes on by itself.
pub fn underway(change: &BulkChange, requests: Requests) -> impl IntoView + use<> {
    let t = use_texts().bulk();
    let BulkChange { id, state, rows, progress, .. } = *change;
    // How many there are is known once all are looked up.
    let value = (state != BulkState::Gathering).then(|| progress.to_string());
    let words = match state {
        BulkState::Gathering => (t.gathered)(rows),
        _ => (t.progress)(progress, rows),
    };
    let stop = (state == BulkState::Running).then(|| {
        view! {
            <ActionForm action=requests.undo>
                {requests.of(id)}
                <Submit label=t.stop class="" pending=requests.undo.pending()/>
            </ActionForm>
        }
    });

    view! {
        <div class="stack">
            <div class="progress accent">
                <p class="line">
                    <b>{(t.stage)(state)}</b>
                    <span>{words}</span>
                </p>
                <progress max=rows.max(1).to_string() value=value aria-label=(t.stage)(state)></progress>
            </div>
            <p class="soft">{t.goes_on}</p>
            <div class="go">
                <a class="button" href=returning(&paths::bulk(id), &requests.back()) rel="external">
                    {t.refresh}
                </a>
                {stop}
            </div>
        </div>
    }
}

/// What was done, or undone.
#[component]
pub fn Finished(tone: Tone, change: BulkChange, requests: Requests) -> impl IntoView {
    let texts = use_texts();
    let t = texts.bulk();
    let at = date_and_time(texts.locale, change.at);
    let words = match change.state {
        BulkState::Undone => (t.undone)(change.kind, change.undoing.touched, change.tally.touched),
        _ => (t.done)(change.kind, change.tally.touched, &at),
    };
    let undo = change.undo_until.map(|until| {
        view! {
            <p>{(t.undo_until)(&date_and_time(texts.locale, until))}</p>
            <ActionForm action=requests.undo>
                {requests.of(change.id)}
                <div class="acts">
                    <Submit label=t.undo class="small" pending=requests.undo.pending()/>
                </div>
            </ActionForm>
        }
    });

    view! {
        <Callout tone role="status">
            <p>
                <b>{words}</b>
                {change.asked_by.map(|by| view! { " " <span class="soft">{(t.by)(&by)}</span> })}
            </p>
            {undo}
        </Callout>
        <p class="go">
            <a class="button" href=requests.back()>
                {t.back}
            </a>
            <a class="button quiet" href=paths::bulk_rows(change.id) rel="external">
                {t.rows_file}
            </a>
        </p>
    }
}
