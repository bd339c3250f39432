//! The domains of the file's addresses: one that hardly occurs beside one that is nearly the same and
//! occurs everywhere is a slip of the keyboard.

use foldhash::HashMap;

/// Counts domains, and knows those that are mistyped.
#[derive(Default)]
pub struct Domains {
    counted: HashMap<Box<str>, Counted>,
    mistyped: HashMap<Box<str>, Box<str>>,
}

#[derive(Default)]
struct Counted {
    times: u32,
    /// The first of its rows: a domain with more than that is not rare.
    rows: Vec<u32>,
}

impl Counted {
    fn note(&mut self, row: u32) {
        self.times += 1;
        if self.rows.len() < RARE {
            self.rows.push(row);
        }
    }
}

/// How many rows a rare domain can have.
const RARE: usize = 50;

/// How many times more often the other must occur.
const TIMES: u32 = 20;

/// How many domains are counted: a file in which every address has another has no common one.
const MOST: usize = 20_000;

/// How many common domains the rare ones are compared with.
const COMMON: usize = 20;

impl Domains {
    /// Counts the domain of an address.
    pub fn count(&mut self, row: u32, email: &str) {
        let Some(domain) = domain_of(email) else { return };
        // Nearly all are in lower case.
        let lowered = domain.bytes().any(|b| b.is_ascii_uppercase()).then(|| domain.to_ascii_lowercase());
        let domain = lowered.as_deref().unwrap_or(domain);

        if let Some(counted) = self.counted.get_mut(domain) {
            counted.note(row);
        } else if self.counted.len() < MOST {
            self.counted.entry(domain.into()).or_default().note(row);
        }
    }

    /// Finds what is mistyped, and gives the rows.
    pub fn find_mistyped(&mut self) -> Vec<u32> {
        let counted = std::mem::take(&mut self.counted);
        let mut common: Vec<(&str, u32)> = counted
            .iter()
            .filter(|(_, of)| of.times >= TIMES)
            .map(|(name, of)| (&**name, of.times))
            .collect();

        common.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        common.truncate(COMMON);
        let mut rows = Vec::new();

        for (rare, of) in counted.iter().filter(|(_, of)| (of.times as usize) < RARE) {
            let near = |(name, times): &&(&str, u32)| {
                of.times.saturating_mul(TIMES) <= *times && is_one_slip_away(rare, name)
            };
            if let Some((name, _)) = common.iter().find(near) {
                self.mistyped.insert(rare.clone(), (*name).into());
                rows.extend_from_slice(&of.rows);
            }
        }

        rows.sort_unstable();
        rows
    }

    /// The domain that was meant in an address, when what stands there is mistyped.
    pub fn meant(&self, email: &str) -> Option<&str> {
        if self.mistyped.is_empty() {
            return None;
        }
        self.mistyped.get(domain_of(email)?.to_ascii_lowercase().as_str()).map(|meant| &**meant)
    }
}

/// What stands after the `@`.
fn domain_of(email: &str) -> Option<&str> {
    email.rsplit_once('@').map(|(_, domain)| domain)
}

/// The same address at another domain.
pub fn at_domain(email: &str, domain: &str) -> String {
    let local = email.rsplit_once('@').map_or(email, |(local, _)| local);
    format!("{local}@{domain}")
}

/// Whether one is the other with a character more, less, changed, or with two neighbours exchanged.
/// Short names are too near to others that exist, and figures are not mistyped but meant.
fn is_one_slip_away(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().min(other.len()) < 6 || one.len().abs_diff(other.len()) > 1 {
        return false;
    }

    let same_head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same_head..], &other[same_head..]);
    let same_tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - same_tail], &other[..other.len() - same_tail]);
    let figures = one.iter().chain(other).any(u8::is_ascii_digit);

    !figures
        && match (one, other) {
            ([] | [_], [_]) | ([_], []) => true,
            ([a, b], [c, d]) => a == d && b == c,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistyped(domains: &[(&str, u32)]) -> Vec<(String, String)> {
        let mut counted = Domains::default();
        for (domain, times) in domains {
            for row in 0..*times {
                counted.count(row, &format!("a@{domain}"));
            }
        }

        counted.find_mistyped();
        let mut found: Vec<_> =
            counted.mistyped.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect();
        found.sort();

        found
    }

    #[test]
    fn a_rare_domain_beside_its_neighbour_is_mistyped() {
        let found = mistyped(&[("exemple.fr", 200), ("exmple.fr", 3), ("exempel.fr", 1), ("potters.fr", 1)]);
        let expected = [("exempel.fr", "exemple.fr"), ("exmple.fr", "exemple.fr")];
        assert_eq!(found, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
    }

    #[test]
    fn what_is_not_rare_or_not_near_or_numbered_is_meant() {
        assert_eq!(mistyped(&[("exemple.fr", 200), ("exmple.fr", 30)]), []);
        assert_eq!(mistyped(&[("exemple.fr", 10), ("exmple.fr", 1)]), []);
        assert_eq!(mistyped(&[("site1.exemple.fr", 200), ("site2.exemple.fr", 2)]), []);
        assert_eq!(mistyped(&[("abc.fr", 200), ("sfr.fr", 1)]), []);
    }

    #[test]
    fn the_rows_and_the_address_that_was_meant_are_given() {
        let mut domains = Domains::default();
        (0..100).for_each(|row| domains.count(row, "a@exemple.fr"));
        domains.count(100, "Zoe@Exmple.FR");
        assert_eq!(domains.find_mistyped(), [100]);
        assert_eq!(domains.meant("zoe@exmple.fr"), Some("exemple.fr"));
        assert_eq!(at_domain("Zoe@Exmple.FR", "exemple.fr"), "Zoe@exemple.fr");
    }
}
