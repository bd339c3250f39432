use crate::i18n::{number, use_texts};
use domain::consolidation::WeekOfActivations;
use domain::end_date::EndDate;
use leptos::prelude::*;

/// Activations by week: a drawing, and the table that says the same.
#[component]
pub fn Activations(weeks: Vec<WeekOfActivations>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.consolidation();
    let all = weeks.iter().map(|week| week.people).sum();

    view! {
        <section class="section activations" aria-labelledby="h-activations">
            <header>
                <h2 id="h-activations">{t.activations}</h2>
                <span class="count">{(t.activations_in_all)(all)}</span>
            </header>
            <div class="chart-and-table">
                <Bars weeks=weeks.clone()/>
                <div class="table-scroll" role="group" aria-labelledby="h-activations" tabindex="0">
                    <table class="table">
                        <caption class="vh">{t.activations}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t.week_of}</th>
                                <th scope="col" class="num">
                                    {t.activated}
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            {weeks
                                .into_iter()
                                .rev()
                                .map(|week| {
                                    view! {
                                        <tr>
                                            <th scope="row" class="plain">
                                                {week.monday.shown()}
                                            </th>
                                            <td class="num">{number(texts.locale, week.people)}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </div>
        </section>
    }
}

/// The drawing's own units: a week is so wide, and the highest bar so high.
const STEP: u64 = 20;
const BAR: u64 = 14;
const HEIGHT: u64 = 120;
/// Above the bars stands the highest number, below them the first and the last week.
const ABOVE: u64 = 18;
const BELOW: u64 = 20;

/// One bar for each week, as high as the share that it has of the highest. It says nothing that the table does not.
#[component]
fn Bars(weeks: Vec<WeekOfActivations>) -> impl IntoView {
    let locale = use_texts().locale;
    let most = weeks.iter().map(|week| week.people).max().unwrap_or_default();
    let width = weeks.len() as u64 * STEP;
    let floor = ABOVE + HEIGHT;
    let bar = |(index, week): (usize, &WeekOfActivations)| {
        let height = height_of(week.people, most);
        view! {
            <rect
                x=(index as u64 * STEP + (STEP - BAR) / 2).to_string()
                y=(floor - height).to_string()
                width=BAR.to_string()
                height=height.to_string()
            ></rect>
        }
    };
    let day = |week: Option<&WeekOfActivations>| week.map(|week| short(week.monday)).unwrap_or_default();
    let (first, last) = (day(weeks.first()), day(weeks.last()));

    view! {
        <svg
            class="bars"
            viewBox=format!("0 0 {width} {}", floor + BELOW)
            aria-hidden="true"
            focusable="false"
        >
            <text x="0" y="12">
                {(most > 0).then(|| number(locale, most))}
            </text>
            <path class="top" d=format!("M0 {ABOVE}.5h{width}")></path>
            {weeks.iter().enumerate().map(bar).collect_view()}
            <path class="floor" d=format!("M0 {floor}.5h{width}")></path>
            <text x="0" y=(floor + 16).to_string()>
                {first}
            </text>
            <text class="end" x=width.to_string() y=(floor + 16).to_string()>
                {last}
            </text>
        </svg>
    }
}

/// Whoever is there is seen, be they few beside the most.
fn height_of(people: u64, most: u64) -> u64 {
    match people {
        0 => 0,
        people => (people * HEIGHT / most.max(1)).max(2),
    }
}

/// `23/11`, since a week of another year is none of these.
fn short(day: EndDate) -> String {
    format!("{:02}/{:02}", day.day(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fills_the_drawing_and_the_lowest_is_seen() {
        assert_eq!([0, 1, 500, 1000].map(|people| height_of(people, 1000)), [0, 2, 60, 120]);
        assert_eq!(height_of(0, 0), 0);
    }
}
