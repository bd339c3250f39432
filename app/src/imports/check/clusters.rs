use crate::i18n::{number, use_texts};
use crate::icons::{Icon, IconName};
use crate::imports::browser;
use crate::imports::state::{Choice, ImportState};
use domain::imports::IssueKind;
use leptos::html;
use leptos::prelude::*;
use protocol::{Cluster, ClusterKey, RowFilter};

/// How many families are shown at once; correcting one makes room for the next.
const SHOWN: usize = 50;

/// The same mistake is one line, with one button for all rows that have it.
#[component]
pub fn Clusters(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let clusters = Memo::new(move |_| {
        let mut clusters = state.summary.with(|summary| summary.clusters.clone());
        // A customer may have no site to choose.
        clusters.retain(|cluster| !cluster.key.is_open() || !state.choices_for(cluster).is_empty());
        clusters
    });
    let families = move || match clusters.with(Vec::len) {
        0 => String::new(),
        families => (t.families)(families as u64),
    };
    let shown = move || clusters.get().into_iter().take(SHOWN).map(|cluster| cluster.key).collect::<Vec<_>>();
    // A family that is being corrected keeps its element, and that the focus, while rows of it come and go.
    let rows_of = move |key: &ClusterKey| {
        let key = key.clone();
        Memo::new(move |before: Option<&u64>| {
            let rows = clusters.with(|all| all.iter().find(|of| of.key == key).map(|of| u64::from(of.rows)));
            rows.or(before.copied()).unwrap_or_default()
        })
    };

    let choices_of = move |key: &ClusterKey| {
        let key = key.clone();
        Memo::new(move |before: Option<&Vec<Choice>>| {
            let family = clusters.with(|all| all.iter().find(|of| of.key == key).cloned());
            let choices = family.map(|family| state.choices_for(&family));
            choices.or_else(|| before.cloned()).unwrap_or_default()
        })
    };

    // With a family that is corrected its button goes: the focus goes to the family that comes to stand there.
    let aside: NodeRef<html::Aside> = NodeRef::new();
    let worked_at = StoredValue::new(None);
    Effect::new(move |_| {
        clusters.track();
        if let (Some(place), Some(aside)) = (worked_at.get_value(), aside.get_untracked()) {
            browser::focus_family_unless_elsewhere(&aside, place);
        }
    });

    view! {
        <aside
            class="aside-scroll section"
            aria-labelledby="h-clusters"
            tabindex="0"
            node_ref=aside
            on:click=move |event| worked_at.set_value(Some(browser::place_of_family(&event)))
            on:focusout=move |event| {
                if event.related_target().is_some() {
                    worked_at.set_value(None);
                }
            }
        >
            <header>
                <h2 id="h-clusters">{t.corrections}</h2>
                <span class="count">{families}</span>
            </header>
            <SureCorrections state clusters=clusters.into()/>
            <ol class="clusters" role="list">
                <For each=shown key=ClusterKey::clone let:key>
                    {
                        let rows = rows_of(&key);
                        if key.is_open() {
                            let choices = choices_of(&key);
                            view! { <OpenFamily state key rows choices/> }.into_any()
                        } else {
                            view! { <Family state key rows/> }.into_any()
                        }
                    }
                </For>
            </ol>
            <p class="soft small-print">
                {move || if clusters.with(Vec::is_empty) { t.no_corrections } else { t.all_undoable }}
            </p>
        </aside>
    }
}

/// Everything that can be corrected unread, at once; and what that is, for whoever reads it all the same.
#[component]
fn SureCorrections(state: ImportState, clusters: Signal<Vec<Cluster>>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let sure = Memo::new(move |_| {
        let mut sure = clusters.get();
        sure.retain(|cluster| cluster.key.is_sure());
        sure
    });
    let rows = move || sure.with(|sure| sure.iter().map(|cluster| u64::from(cluster.rows)).sum());
    let apply = move |_| {
        let keys = sure.with_untracked(|sure| sure.iter().map(|cluster| cluster.key.clone()).collect());
        state.correct_all(keys);
    };
    let item = move |Cluster { key, rows, .. }: Cluster| {
        let what = if key.to.is_empty() {
            (t.wording.name)(key.field, key.kind).to_owned()
        } else {
            format!("{} → {}", key.from, key.to)
        };
        view! {
            <li>
                <b>{number(texts.locale, u64::from(rows))}</b>
                " "
                {what}
            </li>
        }
    };

    move || {
        sure.with(|sure| sure.len() > 1).then(|| {
            view! {
                <div class="sure">
                    <button class="button small primary" type="button" on:click=apply>
                        {(t.repair.correct_sure)(rows())}
                    </button>
                    <details>
                        <summary>{t.repair.which_sure}</summary>
                        <ul>{sure.get().into_iter().map(item).collect_view()}</ul>
                    </details>
                </div>
            }
        })
    }
}

#[component]
fn Family(state: ImportState, key: ClusterKey, rows: Memo<u64>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let name = match key.swap {
        Some(other) => (t.repair.swapped)((t.field)(key.field), (t.field)(other)),
        None => (t.wording.name)(key.field, key.kind).to_owned(),
    };
    let (kind, is_swap) = (key.kind, key.swap.is_some());
    let correct = move || match kind {
        _ if is_swap => (t.repair.exchange)(rows.get()),
        IssueKind::Duplicate => t.repair.keep_first.to_owned(),
        IssueKind::NoRow => (t.repair.discard_lines)(rows.get()),
        kind if kind.splits() => (t.repair.split_family)(rows.get()),
        _ => (t.correct)(rows.get()),
    };
    let filter = RowFilter::Issue { field: key.field, kind: key.kind };
    let what = if key.to.is_empty() { name.clone() } else { format!("{} → {}", key.from, key.to) };
    let label = move || format!("{}\u{a0}: {what}", correct());
    let swap = (!key.to.is_empty()).then(|| {
        let (from, to) = (key.from.clone(), key.to.clone());
        view! {
            <p class="swap">
                <del>{from}</del>
                " "
                <Icon of=IconName::Arrow/>
                " "
                <ins>{to}</ins>
            </p>
        }
    });
    let class = if key.kind == IssueKind::LikelyDomain { "head doubt" } else { "head" };

    view! {
        <li>
            <p class=class>
                <b>{move || number(texts.locale, rows.get())}</b>
                " "
                <span>{name}</span>
            </p>
            {swap}
            <div class="acts">
                <button class="button small" type="button" aria-label=label on:click=move |_| state.correct(key.clone())>
                    {correct}
                </button>
                <button class="button small quiet" type="button" on:click=move |_| state.show(filter)>
                    {t.see}
                </button>
            </div>
        </li>
    }
}

/// A mistake of which nobody can guess what was meant: it is chosen among what there is, or what it can have been.
#[component]
fn OpenFamily(
    state: ImportState,
    key: ClusterKey,
    rows: Memo<u64>,
    choices: Memo<Vec<Choice>>,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let is_missing = key.kind == IssueKind::Missing;
    let (field, kind, from) = (key.field, key.kind, key.from.clone());
    let says = move || {
        if is_missing { (t.wording.name)(field, kind).to_owned() } else { (t.repair.says)(rows.get(), &from) }
    };
    let label = if is_missing {
        (t.repair.for_all_rows)((t.field)(key.field))
    } else {
        (t.repair.replace_cell)(&key.from)
    };
    let choose = (t.repair.choose)(key.field);
    let filter = RowFilter::Issue { field: key.field, kind: key.kind };
    let chosen = RwSignal::new(String::new());
    let nothing_chosen = move || {
        chosen.with(|chosen| choices.with(|choices| choices.iter().all(|choice| choice.value != *chosen)))
    };
    let replace = move |_| {
        if !untrack(nothing_chosen) {
            state.correct(ClusterKey { to: chosen.get_untracked(), ..key.clone() });
        }
    };

    view! {
        <li>
            <p class="head">
                <b>{move || number(texts.locale, rows.get())}</b>
                " "
                <span>{says}</span>
            </p>
            <select
                class="input small"
                aria-label=label
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                <option value="">{choose}</option>
                {move || {
                    let option = |Choice { value, name }| view! { <option value=value>{name}</option> };
                    choices.get().into_iter().map(option).collect_view()
                }}
            </select>
            <div class="acts">
                <button
                    class="button small"
                    type="button"
                    aria-disabled=move || nothing_chosen().then_some("true")
                    on:click=replace
                >
                    {move || (t.repair.replace_for)(rows.get())}
                </button>
                <button class="button small quiet" type="button" on:click=move |_| state.show(filter)>
                    {t.see}
                </button>
            </div>
        </li>
    }
}
