use super::draft::Draft;
use super::entries::mended;
use super::verdict::Verdict;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::texts::UserTexts;
use domain::imports::Wording;
use domain::users::{AddressEntry, Outcome};
use leptos::html::Textarea;
use leptos::prelude::*;

/// The addresses with a verdict each, and what can be done about it.
#[component]
pub fn AddressList(draft: Draft, input: NodeRef<Textarea>) -> impl IntoView {
    let t = &use_texts().users().create;
    let lines = move || {
        let mut lines: Vec<_> = draft.entries.get().into_iter().enumerate().zip(draft.verdicts()).collect();
        // What has to be corrected comes first; the rest stays in its order.
        lines.sort_by_key(|(_, verdict)| !matches!(verdict, Verdict::Wrong(_)));
        lines
            .into_iter()
            .map(|((index, entry), verdict)| view! { <Line index entry verdict draft input/> })
            .collect_view()
    };

    view! {
        <ul class="addresses" aria-label=t.list hidden=move || draft.entries.read().is_empty()>
            {lines}
        </ul>
    }
}

#[component]
fn Line(
    index: usize,
    entry: AddressEntry,
    verdict: Verdict,
    draft: Draft,
    input: NodeRef<Textarea>,
) -> impl IntoView {
    let texts = use_texts();
    let (t, locale) = (texts.users(), texts.locale);
    let (class, glyph) = look(&verdict);
    let meant = match &verdict {
        Verdict::LikelyTypo(meant) => Some(meant.clone()),
        Verdict::Wrong(_) => mended(&entry),
        _ => None,
    };
    let wrong = matches!(verdict, Verdict::Wrong(_));
    let text = entry.text.clone();

    view! {
        <li class=class>
            <Icon of=glyph/>
            <span class="addr">{entry.text.clone()}</span>
            <span class="why">{why(t, Wording::of(locale), &verdict)}</span>
            <span class="acts" hidden=move || !draft.interactive.get()>
                {meant.map(|meant| view! { <Correction index typed=entry.text.clone() meant draft/> })}
                {wrong.then(|| view! { <EditButton index text=text.clone() draft input/> })}
                <button
                    class="button icon-only"
                    type="button"
                    aria-label=(t.create.remove_address)(&entry.text)
                    on:click=move |_| {
                        draft.remove(index);
                        focus_if_last(index, draft, input);
                    }
                >
                    <Icon of=IconName::Cross/>
                </button>
            </span>
        </li>
    }
}

/// Puts what was probably meant into the place of what was typed.
#[component]
fn Correction(index: usize, typed: String, meant: String, draft: Draft) -> impl IntoView {
    let t = &use_texts().users().create;
    let label = what_changes(&typed, &meant).to_owned();

    view! {
        <button
            class="button small"
            type="button"
            aria-label=(t.replace_by)(&meant)
            on:click=move |_| draft.replace(index, &meant)
        >
            {label}
        </button>
    }
}

/// What is new in the address that was probably meant: mostly its domain, which says enough.
fn what_changes<'a>(typed: &str, meant: &'a str) -> &'a str {
    let same_person = |local: &str| typed.trim().rsplit_once('@').is_some_and(|(typed, _)| typed == local);
    match meant.rsplit_once('@') {
        Some((local, domain)) if same_person(local) => domain,
        _ => meant,
    }
}

/// Puts an address back where it can be typed anew.
#[component]
fn EditButton(index: usize, text: String, draft: Draft, input: NodeRef<Textarea>) -> impl IntoView {
    let t = &use_texts().users().create;
    let edit = move |_| {
        if let (Some(entry), Some(input)) = (draft.remove(index), input.get_untracked()) {
            input.set_value(&entry.text);
            focus(&input);
        }
    };

    view! {
        <button class="button small" type="button" aria-label=(t.edit_address)(&text) on:click=edit>
            {t.edit}
        </button>
    }
}

/// The next address moves under the button that was pressed; behind the last there is none.
fn focus_if_last(index: usize, draft: Draft, input: NodeRef<Textarea>) {
    if let (true, Some(input)) = (index >= draft.entries.read_untracked().len(), input.get_untracked()) {
        focus(&input);
    }
}

fn focus(input: &leptos::web_sys::HtmlTextAreaElement) {
    // A browser that refuses leaves the focus where it was.
    let _ = input.focus();
}

const fn look(verdict: &Verdict) -> (&'static str, IconName) {
    match verdict {
        Verdict::Wrong(_) => ("bad", IconName::Alert),
        Verdict::LikelyTypo(_) | Verdict::Unusual(_) | Verdict::Previewed(Outcome::OtherProfile { .. }) => {
            ("typo", IconName::Alert)
        }
        Verdict::Repeated | Verdict::Previewed(Outcome::AlreadyAssigned) => ("dup", IconName::Same),
        Verdict::Previewed(Outcome::Assigned) => ("attach", IconName::Link),
        Verdict::Valid | Verdict::Previewed(Outcome::Created) => ("ok", IconName::Check),
    }
}

fn why(t: &UserTexts, wording: &Wording, verdict: &Verdict) -> String {
    let c = &t.create;
    match verdict {
        Verdict::Wrong(error) => (t.fields.address_errors)(*error).to_owned(),
        Verdict::LikelyTypo(meant) => (c.did_you_mean)(meant),
        Verdict::Unusual(doubt) => (wording.doubt)(*doubt).to_owned(),
        Verdict::Repeated => c.is_repeated.to_owned(),
        Verdict::Valid => c.is_valid.to_owned(),
        Verdict::Previewed(Outcome::Created) => c.is_new.to_owned(),
        Verdict::Previewed(Outcome::Assigned) => c.is_known.to_owned(),
        Verdict::Previewed(Outcome::AlreadyAssigned) => c.is_assigned.to_owned(),
        Verdict::Previewed(Outcome::OtherProfile { profile }) => (c.has_other_profile)(profile),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_says_what_is_new_in_it() {
        assert_eq!(what_changes("lise@potters.exmaple", "lise@potters.example"), "potters.example");
        assert_eq!(what_changes("t..u@x.fr", "t.u@x.fr"), "t.u@x.fr");
        assert_eq!(what_changes("jörg@potters.exmaple", "jorg@potters.example"), "jorg@potters.example");
        assert_eq!(what_changes("sans arobase", "sans@arobase.fr"), "sans@arobase.fr");
    }
}
