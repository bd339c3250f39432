//! With the tables of the browser.

use idna::punycode;
use js_sys::{JsString, RegExp};
use web_sys::Url;

pub fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

pub fn without_marks(text: &str) -> String {
    let decomposed = JsString::from(text).normalize("NFKD");
    decomposed.replace_by_pattern(&RegExp::new(r"\p{M}", "gu"), "").into()
}

/// The host of an address of that domain: by UTS 46 too, but with milder rules about ASCII and hyphens.
pub fn ascii_domain(domain: &str) -> Option<String> {
    // Anything else in ASCII could end the host, or is none of a domain's characters.
    if !domain.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-' || c == '.') {
        return None;
    }

    // Behind another label, a number at the end does not make it the address of a machine.
    let host = Url::new(&format!("http://{domain}.a")).ok()?.hostname();
    let ascii = host.strip_suffix(".a")?;

    ascii.split('.').all(written_well).then(|| ascii.to_owned())
}

/// Whether a label has its hyphens where it may, also as it is shown.
fn written_well(label: &str) -> bool {
    let Some(encoded) = label.strip_prefix("xn--") else { return true };
    punycode::decode(encoded).is_some_and(|shown| {
        shown.first() != Some(&'-') && shown.last() != Some(&'-') && shown.get(2..4) != Some(&['-', '-'])
    })
}
