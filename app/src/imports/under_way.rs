use super::state::ImportState;
use crate::components::Callout;
use crate::i18n::use_texts;
use leptos::prelude::*;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// An import that is being written: that it is, and about how much longer. What changes every second is not in what is spoken.
#[component]
pub fn UnderWay(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let takes = takes(state.summary.with_untracked(|summary| summary.rows), state.pace.get_value());
    let elapsed = RwSignal::new(0);
    Effect::new(move |_| {
        if let Ok(timer) = set_interval_with_handle(move || elapsed.update(|elapsed| *elapsed += 1), SECOND) {
            on_cleanup(move || timer.clear());
        }
    });

    view! {
        <Callout role="status">
            <p>
                <b>{t.importing}</b>
                " "
                {t.do_not_worry}
            </p>
        </Callout>
        {takes
            .map(|takes| {
                view! {
                    <div class="progress comparison">
                        <div class="line">
                            <label for="under-way">{t.writing}</label>
                            <span class="soft">{move || (t.time_left)(left(takes, elapsed.get()))}</span>
                        </div>
                        <progress
                            id="under-way"
                            max=takes.to_string()
                            value=move || elapsed.get().min(takes).to_string()
                        ></progress>
                    </div>
                }
            })}
    }
}

/// How many seconds so many rows take, when they are long enough to be counted.
fn takes(rows: u32, pace: u32) -> Option<u64> {
    let seconds = u64::from(rows).div_ceil(u64::from(pace.max(1)));
    (seconds > 1).then_some(seconds)
}

/// The seconds that are left, as exactly as they are known: by five from ten on. 0 when it should be over.
fn left(takes: u64, elapsed: u64) -> u64 {
    match takes.saturating_sub(elapsed) {
        left @ 0..=10 => left,
        left => left.next_multiple_of(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_counts_down_and_never_below_nothing() {
        assert_eq!(takes(300, 5_000), None);
        assert_eq!(takes(100_000, 5_000), Some(20));
        assert_eq!(takes(100_000, 0), Some(100_000));
        assert_eq!([0, 3, 8, 10, 19, 20, 40].map(|elapsed| left(20, elapsed)), [20, 20, 15, 10, 1, 0, 0]);
    }
}
