//! What an address was meant to be, and what is doubtful about one that is valid: for files, and for what is typed.

use super::AddressDoubt;
use super::broken::{repaired, unwrapped};
use crate::address::EmailAddress;
use crate::names::is_invisible;
use crate::unicode::without_marks;
use std::collections::{BTreeSet, HashSet};
use strsim::osa_distance;

/// The address that a text holds among other things, or with a plain slip; `None` when several could be meant.
pub fn repaired_address(text: &str) -> Option<String> {
    if text.len() > 1024 || several_addresses(text).is_some() {
        return None;
    }

    let plain = with_usual_characters(unwrapped(text).unwrap_or(text));
    let plain = repaired(&plain).unwrap_or(plain);
    let found = alone(&plain).or_else(|| slip_mended(&joined(&plain)?))?;

    Some(likely_address(&found).unwrap_or(found).as_str().to_owned())
}

/// The addresses of a text that holds two or more, each with the name that stands before its brackets: one of them must
/// not be taken for the other.
pub(super) fn several_addresses(text: &str) -> Option<Vec<String>> {
    if text.len() > 1024 || text.matches(['@', '＠']).count() < 2 {
        return None;
    }

    let plain = with_usual_characters(text);
    let words: Vec<&str> = plain.split(separates).filter(|word| word.contains('@')).collect();
    let keys: BTreeSet<String> =
        words.iter().filter_map(|word| Some(slip_mended(word)?.key().to_owned())).collect();
    if keys.len() < 2 {
        return None;
    }

    let named = named_addresses(&plain).unwrap_or(words);
    let mut seen = HashSet::new();
    let is_new = |part: &&str| {
        let key = part.split(separates).find_map(slip_mended);
        seen.insert(key.map_or_else(|| (*part).to_owned(), |address| address.key().to_owned()))
    };
    Some(named.into_iter().filter(is_new).map(str::to_owned).collect())
}

/// `Zoé <a@exemple.fr>, Léa <b@exemple.fr>`: each address closes one person, whose name may have a comma.
fn named_addresses(text: &str) -> Option<Vec<&str>> {
    let begins = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|');
    let parts: Vec<&str> = text
        .split_inclusive('>')
        .map(|part| part.trim_matches(begins))
        .filter(|part| !part.is_empty())
        .collect();
    let is_named = |part: &&str| part.ends_with('>') && part.matches('@').count() == 1 && part.contains('<');
    parts.iter().all(is_named).then_some(parts)
}

/// The address that was probably meant, when the domain looks like a typing error: `gmial.com`.
pub fn likely_address(address: &EmailAddress) -> Option<EmailAddress> {
    let domain = likely_domain(address.domain())?;
    let (local, _) = address.as_str().rsplit_once('@')?;
    EmailAddress::parse(&format!("{local}@{domain}")).ok()
}

/// What a valid address was probably meant to be, for whatever reason.
pub fn meant_address(address: &EmailAddress) -> Option<EmailAddress> {
    let unmarked = || EmailAddress::parse(unwrapped(address.as_str())?).ok();
    likely_address(address).or_else(|| without_accents(address)).or_else(unmarked)
}

/// What is doubtful about a valid address, beside that its domain may be a slip.
pub fn address_doubt(address: &EmailAddress) -> Option<AddressDoubt> {
    let private = || is_private_domain(address.domain()).then_some(AddressDoubt::PrivateDomain);
    doubt_of(address).or_else(private)
}

/// What is doubtful about an address whatever its domain is.
pub(super) fn doubt_of(address: &EmailAddress) -> Option<AddressDoubt> {
    let (local, domain) = address.as_str().rsplit_once('@')?;
    if local.is_ascii() && domain.is_ascii() {
        return None;
    }

    if has_mixed_scripts(local) || domain.split('.').any(has_mixed_scripts) {
        return Some(AddressDoubt::MixedScripts);
    }
    (!local.is_ascii()).then_some(AddressDoubt::Accents)
}

/// The address without accents before the `@`, when nothing else is beyond ASCII there.
pub(super) fn without_accents(address: &EmailAddress) -> Option<EmailAddress> {
    if address.as_str().is_ascii() {
        return None;
    }

    let (local, domain) = address.as_str().rsplit_once('@')?;
    let plain = without_marks(local);
    let meant = EmailAddress::parse(&format!("{plain}@{domain}")).ok()?;
    (plain.is_ascii() && plain != local && doubt_of(&meant).is_none()).then_some(meant)
}

/// Whether a word has letters of two of the scripts that look alike.
fn has_mixed_scripts(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ');
    let greek = |c: char| matches!(c, '\u{370}'..='\u{3ff}');
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{52f}');
    [word.contains(latin), word.contains(greek), word.contains(cyrillic)].into_iter().filter(|is| *is).count()
        > 1
}

/// Endings that networks use for themselves (RFC 6762, appendix G), and those that are never a domain's (RFC 2606).
const PRIVATE: [&str; 10] = [
    "local",
    "localdomain",
    "localhost",
    "lan",
    "intranet",
    "internal",
    "private",
    "corp",
    "home",
    "invalid",
];

/// Whether nothing that is sent to a domain can arrive.
pub(super) fn is_private_domain(domain: &str) -> bool {
    domain.rsplit_once('.').is_some_and(|(_, top)| PRIVATE.contains(&top))
}

/// What separates addresses in a cell.
fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '<' | '>' | '(' | ')' | '[' | ']' | '"')
}

/// The text with the characters that an address has for those that word processors and phones make of them.
fn with_usual_characters(text: &str) -> String {
    let usual = |c: char| match c {
        '’' | '‘' | 'ʼ' | '´' | '`' => Some('\''),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => Some('-'),
        '“' | '”' | '«' | '»' => Some('"'),
        '。' | '｡' => Some('.'),
        '﹫' => Some('@'),
        // The wide forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32),
        '\t' | '\r' | '\n' => Some(' '),
        c => (!is_invisible(c)).then_some(c),
    };
    let mut usual: String = text.chars().filter_map(usual).collect();

    for (written, meant) in [
        ("(at)", "@"),
        ("[at]", "@"),
        ("(arobase)", "@"),
        ("[arobase]", "@"),
        ("(dot)", "."),
        ("[dot]", "."),
        ("%40", "@"),
    ] {
        usual = usual.replace(&format!(" {written} "), meant).replace(written, meant);
    }
    usual
}

/// The only word of a text that is an address as it stands.
fn alone(text: &str) -> Option<EmailAddress> {
    let words: Vec<&str> =
        text.split(|c: char| separates(c) && c != '/').filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| word.contains('@'))?;
    if words.iter().filter(|word| word.contains('@')).count() > 1 {
        return None;
    }

    let bare = bare(words[at]);
    let address = EmailAddress::parse(bare).ok()?;
    // `jean dupont@exemple.fr` and `Jean dupont@exemple.fr` can be half an address; a name has two words.
    let is_plainly_before = at == 0
        || at > 1
        || text.contains(['<', '(', ')', ',', ';', '"'])
        || words[0].ends_with(':')
        || words[0].chars().next().is_some_and(char::is_uppercase) && folded_in(words[0], bare);
    let is_cut = words.get(at + 1).is_some_and(|next| next.starts_with('.'));

    (is_plainly_before && !is_cut).then_some(address)
}

/// Whether a name stands again in the address beside it.
fn folded_in(name: &str, address: &str) -> bool {
    address.to_lowercase().contains(&crate::fold::fold(name))
}

/// The text without spaces, unless they divide more than one slip would.
fn joined(text: &str) -> Option<String> {
    let text = without_remarks(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_name = words.len() > 3 || words.len() > 1 && is_capital(&words[0]) && !words[0].contains('@');
    (!is_name).then(|| words.concat())
}

/// The text without what stands in brackets.
fn without_remarks(text: &str) -> String {
    match (text.find('('), text.rfind(')')) {
        (Some(from), Some(to)) if from < to && !text[from..to].contains('@') => {
            format!("{} {}", &text[..from], &text[to + 1..])
        }
        _ => text.to_owned(),
    }
}

/// A word without the scheme of a link, its query, and the punctuation of the sentence around it.
fn bare(word: &str) -> &str {
    let scheme = word.split_once(':').filter(|(scheme, rest)| rest.contains('@') && !scheme.contains('@'));
    let word = scheme.map_or(word, |(_, rest)| rest);
    let at = word.find('@').unwrap_or(0);
    let query = word[at..].find(['?', '&']).map_or(word, |from| &word[..at + from]);
    query.trim_matches(['"', '\'', ',', ';', '.', '<', '>', '(', ')', '[', ']', ':', '/', '=', '!'])
}

/// The address that a word without spaces is but for a slip.
fn slip_mended(word: &str) -> Option<EmailAddress> {
    let word = bare(word);
    if let Ok(address) = EmailAddress::parse(word) {
        return Some(address);
    }

    let single = word.replace("@@", "@").replace(".@", "@").replace("@.", "@");
    let (local, domain) = single.split_once('@').filter(|(_, domain)| !domain.contains('@'))?;
    let local = local.replace("..", ".");
    let domain = domain.replace([',', ';'], ".").replace("..", ".").to_lowercase();
    let parsed = |domain: &str| EmailAddress::parse(&format!("{local}@{domain}")).ok();

    // The ending of `outlook.f` is no ending at all.
    parsed(&domain).or_else(|| likely_domain(&domain).and_then(|likely| parsed(&likely)))
}

/// The domains at which most people have their address, and those that are too near to them to be slips.
const PROVIDERS: [&str; 100] = [
    "9online.fr",
    "aliceadsl.fr",
    "aol.com",
    "aol.fr",
    "arcor.de",
    "bbox.fr",
    "bluewin.ch",
    "bt.com",
    "btinternet.com",
    "caramail.fr",
    "cegetel.net",
    "club-internet.fr",
    "dbmail.com",
    "email.com",
    "email.it",
    "fastmail.com",
    "fastwebnet.it",
    "free.fr",
    "freenet.de",
    "freesbee.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.fr",
    "gmx.net",
    "googlemail.com",
    "hispavista.com",
    "hotmail.be",
    "hotmail.ca",
    "hotmail.ch",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "hotmail.nl",
    "hushmail.com",
    "icloud.com",
    "iol.it",
    "laposte.fr",
    "laposte.net",
    "libero.it",
    "libertysurf.fr",
    "live.be",
    "live.co.uk",
    "live.com",
    "live.fr",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.fr",
    "mail.ru",
    "mailo.com",
    "me.com",
    "msn.com",
    "neuf.fr",
    "noos.fr",
    "nordnet.fr",
    "numericable.com",
    "numericable.fr",
    "o2.pl",
    "online.fr",
    "onet.pl",
    "orange.com",
    "orange.fr",
    "outlook.be",
    "outlook.com",
    "outlook.de",
    "outlook.es",
    "outlook.fr",
    "outlook.it",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "sfr.fr",
    "skynet.be",
    "sympatico.ca",
    "t-online.de",
    "tele2.fr",
    "telenet.be",
    "tiscali.fr",
    "tiscali.it",
    "tutanota.com",
    "virgilio.it",
    "voila.fr",
    "wanadoo.com",
    "wanadoo.es",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.fr",
    "ymail.com",
    "zoho.com",
];

/// Those that mean one ending whatever stands there.
const ONE_ENDING: [(&str, &str); 3] = [("gmail", "com"), ("icloud", "com"), ("free", "fr")];

/// Other names under the endings of which some are real: not slips of a provider.
const REAL: [&str; 14] = [
    "email", "ymail", "tmail", "hmail", "qmail", "vmail", "zmail", "jmail", "kmail", "grange", "orage",
    "yahoo", "cloud", "tutamail",
];

/// Endings that no domain has, and those that were meant.
const ENDINGS: [(&str, &str); 16] = [
    ("con", "com"),
    ("comm", "com"),
    ("vom", "com"),
    ("cim", "com"),
    ("ocm", "com"),
    ("cmo", "com"),
    ("xom", "com"),
    ("c0m", "com"),
    ("comn", "com"),
    ("rf", "fr"),
    ("frr", "fr"),
    ("ffr", "fr"),
    ("fre", "fr"),
    ("nte", "net"),
    ("ent", "net"),
    ("nett", "net"),
];

/// Endings that are slips where the name before them is a provider's.
const SLIPS: [(&str, &str); 9] = [
    ("co", "com"),
    ("cm", "com"),
    ("om", "com"),
    ("c", "com"),
    ("f", "fr"),
    ("r", "fr"),
    ("ft", "fr"),
    ("ne", "net"),
    ("et", "net"),
];

/// The domain that was probably meant by one that looks like a typing error.
pub(super) fn likely_domain(domain: &str) -> Option<String> {
    if PROVIDERS.contains(&domain) {
        return None;
    }

    let (name, ending) = domain.rsplit_once('.')?;
    let meant = |endings: &[(&str, &str)]| {
        let ending = endings.iter().find(|(wrong, _)| *wrong == ending);
        ending.map(|(_, right)| format!("{name}.{right}"))
    };
    let ended = meant(&ENDINGS);
    let candidate = ended.as_deref().unwrap_or(domain);
    let is_provider = |domain: &String| PROVIDERS.contains(&domain.as_str());

    meant(&SLIPS)
        .and_then(|slip| Some(slip.clone()).filter(is_provider).or_else(|| nearest_provider(&slip)))
        .or_else(|| ended.clone().filter(is_provider))
        .or_else(|| nearest_provider(candidate))
        .or_else(|| one_ending(name))
        .or(ended)
}

fn one_ending(name: &str) -> Option<String> {
    let found = ONE_ENDING.iter().find(|(known, _)| *known == name).filter(|(known, _)| known.len() > 4);
    found.map(|(name, ending)| format!("{name}.{ending}"))
}

/// The only provider that a domain is one slip away from.
fn nearest_provider(domain: &str) -> Option<String> {
    let (name, ending) = domain.rsplit_once('.')?;
    if REAL.contains(&name) {
        return None;
    }

    let mut near = PROVIDERS.iter().filter(|known| {
        known.rsplit_once('.').is_some_and(|(known, of)| of == ending && is_slip(name, known))
    });
    near.next().filter(|_| near.next().is_none()).map(|known| (*known).to_owned())
}

/// Whether a name is another, mistyped. Short names are too near to others that exist, such as `tree.fr`: there a
/// letter must be doubled. A first letter is seldom wrong.
fn is_slip(name: &str, known: &str) -> bool {
    let letters = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.dedup();
        letters
    };
    if known.len() < 5 {
        return known.len() > 2 && name.len() == known.len() + 1 && letters(name) == letters(known);
    }

    let first = |name: &str| name.chars().next();
    let swapped = name.get(..2).is_some_and(|two| two.chars().rev().eq(known.chars().take(2)));
    osa_distance(name, known) == 1 && (first(name) == first(known) || swapped)
}

#[cfg(test)]
mod tests;
