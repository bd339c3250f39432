//! What a change of a profile does to those who have it, to be agreed to.

use crate::components::{Callout, Submit, Tone};
use crate::i18n::{date_and_time, use_texts};
use domain::profiles::{LevelChange, PastChange, ProfileImpact, Proposal, RightImpact, SiteImpact};
use domain::rights::Level;
use leptos::html;
use leptos::prelude::*;

/// What would be done, within the form that does it. It takes the focus when it appears.
#[component]
pub fn ProposalView(
    proposal: Proposal,
    /// Whether something was agreed to, and would have been something else by now.
    again: bool,
    /// What agrees.
    confirm: &'static str,
    #[prop(default = "primary")] class: &'static str,
    pending: Signal<bool>,
) -> impl IntoView {
    let t = use_texts().profiles();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // A browser that refuses leaves the focus where it was.
            let _ = heading.focus();
        }
    });
    let Proposal { impact, meanwhile, mark, .. } = proposal;

    view! {
        <section class="section impact" aria-labelledby="h-impact" id="effet">
            <header>
                <h2 id="h-impact" tabindex="-1" node_ref=heading>
                    {t.impact}
                </h2>
            </header>
            {(!meanwhile.is_empty()).then(|| view! { <Meanwhile changes=meanwhile/> })}
            {again
                .then(|| {
                    view! {
                        <Callout tone=Tone::Warn role="alert">
                            <p>{t.again}</p>
                        </Callout>
                    }
                })}
            <Impact impact/>
            <input type="hidden" name="agreed" value=mark.to_string()/>
            <div class="go">
                <Submit label=confirm class=class pending=pending/>
            </div>
        </section>
    }
}

/// What others did to the profile since the form was opened.
#[component]
fn Meanwhile(changes: Vec<PastChange>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.profiles();
    let told = move |change: PastChange| {
        let renamed = change.renamed.map(|(before, after)| (t.renamed)(before.as_str(), after.as_str()));
        let levels = change.levels.into_iter().map(level_words);
        let details: Vec<String> = renamed.into_iter().chain(levels).collect();
        let by = if change.by.is_empty() { t.the_carrier } else { &change.by };
        view! {
            <li>
                {(t.changed_by)(by, &date_and_time(texts.locale, change.at))} " " {details.join(t.list_separator)}
                "."
            </li>
        }
    };

    view! {
        <Callout tone=Tone::Warn role="alert">
            <p>
                <b>{t.meanwhile}</b>
            </p>
            <ul>{changes.into_iter().map(told).collect_view()}</ul>
            <p>{t.meanwhile_advice}</p>
        </Callout>
    }
}

/// A level that became another, in words.
fn level_words(change: LevelChange) -> String {
    let rights = use_texts().rights();
    let [before, after] = [change.before, change.after].map(|level| rights.level(level));
    (use_texts().profiles().became)(rights.application(change.application), before, after)
}

/// Who gains and who loses what, where, and what some of them are called.
#[component]
fn Impact(impact: ProfileImpact) -> impl IntoView {
    let t = use_texts().profiles();
    let ProfileImpact { reach, rights, sites, more_sites, names } = impact;
    if reach.assignments == 0 {
        return view! { <p>{t.felt_by_nobody}</p> }.into_any();
    }

    let most = rights.iter().map(|right| right.reached.people).max().unwrap_or_default();
    let others = most.saturating_sub(names.len() as u64);
    let is_told = !rights.is_empty();
    let changes: Vec<LevelChange> = rights.iter().map(|right| right.change).collect();

    view! {
        <p>{(t.who_has_it)(reach.people, reach.assignments)}</p>
        {(!is_told).then(|| view! { <p>{t.no_level_changes}</p> })}
        <ul class="changes">{rights.into_iter().map(right).collect_view()}</ul>
        {(!names.is_empty()).then(|| view! { <p>{(t.names)(&names.join(", "), others)}</p> })}
        {(!sites.is_empty()).then(|| view! { <Sites changes sites more_sites/> })}
        {is_told.then(|| view! { <p class="hint soft">{t.suspended_too}</p> })}
    }
    .into_any()
}

/// What becomes of one application.
fn right(right: RightImpact) -> impl IntoView {
    let t = use_texts().profiles();
    let names = use_texts().rights();
    let RightImpact { change, reached, personal, elsewhere } = right;
    let application = names.application(change.application);
    let (class, sign) = if change.after > change.before { ("gain", "+") } else { ("loss", "−") };
    let words = match (change.before, change.after) {
        (Level::None, after) => (t.gain)(reached.people, application, names.level(after)),
        (before, Level::None) => (t.lose)(reached.people, application, names.level(before)),
        (before, after) => (t.shift)(reached.people, application, names.level(before), names.level(after)),
    };
    let several = (reached.assignments > reached.people).then(|| (t.at_assignments)(reached.assignments));
    let kept = (personal.people > 0).then(|| (t.kept)(personal.people, personal.assignments));
    let elsewhere = (elsewhere > 0).then(|| (t.elsewhere)(elsewhere));

    view! {
        <li class=class>
            <span class="sign" aria-hidden="true">
                {sign}
            </span>
            <span>
                <b>{words}</b>
                {several}
                {[kept, elsewhere]
                    .into_iter()
                    .flatten()
                    .map(|note| view! { <small>{note}</small> })
                    .collect_view()}
            </span>
        </li>
    }
}

/// At how many assignments of each site which level changes.
#[component]
fn Sites(changes: Vec<LevelChange>, sites: Vec<SiteImpact>, more_sites: u64) -> impl IntoView {
    let texts = use_texts();
    let t = texts.profiles();
    let names = texts.rights();
    let signed = move |change: LevelChange, count: u64| match count {
        0 => "0".to_owned(),
        count => (t.signed)(change.after > change.before, count),
    };
    let heading = |change: &LevelChange| {
        let levels = format!("{} → {}", names.level(change.before), names.level(change.after));
        view! {
            <th scope="col" class="end">
                {names.application(change.application)}
                <br/>
                <span class="soft">{levels}</span>
            </th>
        }
    };
    let headings = changes.iter().map(heading).collect_view();
    let row = move |site: SiteImpact| {
        let cells = changes.iter().zip(site.reached);
        let cells = cells.map(|(change, count)| view! { <td class="num end">{signed(*change, count)}</td> });
        view! {
            <tr>
                <th scope="row" class="plain">
                    {site.site.unwrap_or_else(|| t.every_site.to_owned())}
                </th>
                {cells.collect_view()}
            </tr>
        }
    };

    view! {
        <div class="table-scroll" role="group" aria-label=t.by_site tabindex="0">
            <table class="table">
                <caption>{t.by_site}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.site}</th>
                        {headings}
                    </tr>
                </thead>
                <tbody>{sites.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {(more_sites > 0).then(|| view! { <p class="soft">{(t.more_sites)(more_sites)}</p> })}
    }
}
