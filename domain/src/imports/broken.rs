//! Text that was broken on its way into a file: read in another encoding, escaped for another language, or with the
//! marks by which a spreadsheet program keeps a text a text. What can be computed back is.

mod escapes;
mod misread;

use super::encoding;
use crate::names::PersonName;
use crate::unicode::composed;
use std::borrow::Cow;

/// What was meant by a text with the marks of a spreadsheet program around it: `="Morel"`, `'Morel`, `"Morel"`.
/// `None` when it has none.
pub(super) fn unwrapped(text: &str) -> Option<&str> {
    let mut bare = text.trim();
    while let Some(inside) = without_mark(bare) {
        bare = inside.trim();
    }

    (bare.len() < text.trim().len()).then_some(bare)
}

fn without_mark(text: &str) -> Option<&str> {
    let quote = ['"', '“', '”'];
    if let Some(formula) = text.strip_prefix('=')
        && let Some(inside) = formula.strip_prefix(quote)
    {
        return Some(inside.strip_suffix(quote).unwrap_or(inside));
    }

    if let Some(inside) = text.strip_prefix('"') {
        let inside = inside.strip_suffix('"').unwrap_or(inside);
        // Of `"Didi" Dupont` the quotes are a part.
        return (!inside.contains('"')).then_some(inside);
    }

    let inside = text.strip_prefix('\'')?;
    let is_quoted_word = inside.contains("' ");
    (!is_quoted_word && !begins_as_dutch(inside)).then(|| inside.strip_suffix('\'').unwrap_or(inside))
}

/// `'t Hooft`, `'s-Gravesande`: what is left of an article after its apostrophe.
fn begins_as_dutch(text: &str) -> bool {
    let letters = text.chars().take_while(|c| c.is_alphabetic()).count();
    let next = text.chars().nth(letters);
    letters == 1 && matches!(next, Some(' ' | '-'))
}

/// The name of a person that a text writes, mended where it is broken; `None` when it is none, or cannot be mended.
pub fn sound_name(text: &str) -> Option<PersonName> {
    let bare = unwrapped(text).unwrap_or(text);
    let whole = if is_broken(bare) { repaired(bare)? } else { bare.to_owned() };
    PersonName::parse(&whole).ok()
}

/// Whether a name of somebody or something is broken.
pub(super) fn is_broken(text: &str) -> bool {
    text.contains('\u{fffd}')
        || misread::has_lost_letter(text)
        || text.chars().any(misread::is_no_part_of_a_name)
        || step(text).is_some()
}

/// What a broken text was, when that can be computed.
pub(super) fn repaired(text: &str) -> Option<String> {
    // Nothing that long is a name.
    if text.len() > 1024 {
        return None;
    }

    let mut whole = Cow::Borrowed(text);
    // Some texts were broken more than once.
    for _ in 0..6 {
        let Some(next) = step(&whole) else { break };
        whole = Cow::Owned(next);
    }

    if matches!(whole, Cow::Borrowed(_)) {
        return None;
    }

    let whole = composed(unwrapped(&whole).unwrap_or(&whole).trim());
    (!whole.is_empty() && !is_broken(&whole)).then(|| whole.into_owned())
}

/// One way back, if there is one.
fn step(text: &str) -> Option<String> {
    escapes::undone(text).or_else(|| misread::read_again(text))
}

#[cfg(test)]
mod tests;
