use super::entries::Check;
use domain::address::AddressError;
use domain::imports::AddressDoubt;
use domain::users::{AddressEntry, Outcome};
use std::collections::HashMap;

/// What will become of an address, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is no address.
    Wrong(AddressError),
    /// It stands further up already.
    Repeated,
    /// It would be a new person, and is probably mistyped.
    LikelyTypo(String),
    /// It would be a new person, and mail will hardly arrive.
    Unusual(AddressDoubt),
    /// An address; what becomes of it is not known yet.
    Valid,
    /// What the server would do.
    Previewed(Outcome),
}

/// The verdicts on a list. What the server foresees, by the keys of the addresses, says more than
/// that an address looks mistyped, when it knows the person.
pub fn verdicts(
    entries: &[AddressEntry],
    checks: Vec<Check>,
    previewed: &HashMap<String, Outcome>,
) -> Vec<Verdict> {
    let judge = |(entry, check): (&AddressEntry, Check)| {
        let outcome = entry.address.as_ref().ok().and_then(|address| previewed.get(address.key()));
        match (check, outcome) {
            (Check::Wrong(error), _) => Verdict::Wrong(error),
            (Check::Repeated, _) => Verdict::Repeated,
            (Check::LikelyTypo(meant), None | Some(Outcome::Created)) => Verdict::LikelyTypo(meant),
            (Check::Unusual(doubt), None | Some(Outcome::Created)) => Verdict::Unusual(doubt),
            (Check::Fine | Check::LikelyTypo(_) | Check::Unusual(_), Some(outcome)) => {
                Verdict::Previewed(outcome.clone())
            }
            (Check::Fine, None) => Verdict::Valid,
        }
    };
    entries.iter().zip(checks).map(judge).collect()
}

/// How many addresses there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub creations: u64,
    /// Known people who get the assignment.
    pub additions: u64,
    /// Addresses of which nothing more is known yet.
    pub valid: u64,
    /// Those for whom nothing changes.
    pub ignored: u64,
    /// Those that are probably mistyped or unusual; each counts among the new people or the valid ones too.
    pub to_check: u64,
    /// Those that are no addresses.
    pub to_correct: u64,
}

impl Counts {
    /// Counts verdicts; `known` says whether the server has previewed any.
    pub fn of(verdicts: &[Verdict], known: bool) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            match verdict {
                Verdict::Wrong(_) => counts.to_correct += 1,
                Verdict::Valid => counts.valid += 1,
                Verdict::LikelyTypo(_) | Verdict::Unusual(_) => {
                    counts.to_check += 1;
                    *(if known { &mut counts.creations } else { &mut counts.valid }) += 1;
                }
                Verdict::Previewed(Outcome::Created) => counts.creations += 1,
                Verdict::Previewed(Outcome::Assigned) => counts.additions += 1,
                Verdict::Previewed(Outcome::AlreadyAssigned | Outcome::OtherProfile { .. })
                | Verdict::Repeated => {
                    counts.ignored += 1;
                }
            }
        }

        counts
    }
}

#[cfg(test)]
mod tests {
    use super::super::entries::check;
    use super::*;
    use domain::users::split_addresses;

    fn judged(text: &str, previewed: &[(&str, Outcome)]) -> Vec<Verdict> {
        let entries = split_addresses(text);
        let previewed = previewed.iter().map(|(key, outcome)| ((*key).to_owned(), outcome.clone())).collect();
        verdicts(&entries, check(&entries), &previewed)
    }

    #[test]
    fn each_address_gets_what_the_server_foresees_for_it() {
        let text =
            "New@potters.example, known@potters.example, NEW@potters.example, nobody, later@potters.example";
        let previewed =
            [("new@potters.example", Outcome::Created), ("known@potters.example", Outcome::Assigned)];

        assert_eq!(
            judged(text, &previewed),
            [
                Verdict::Previewed(Outcome::Created),
                Verdict::Previewed(Outcome::Assigned),
                Verdict::Repeated,
                Verdict::Wrong(AddressError::NoAt),
                Verdict::Valid,
            ]
        );
    }

    #[test]
    fn an_address_that_is_known_is_not_mistyped() {
        let typo = Verdict::LikelyTypo("jean@gmail.com".into());
        assert_eq!(judged("jean@gmial.com", &[]), std::slice::from_ref(&typo));
        assert_eq!(judged("jean@gmial.com", &[("jean@gmial.com", Outcome::Created)]), [typo]);
        let unusual = Verdict::Unusual(AddressDoubt::PrivateDomain);
        assert_eq!(judged("a@b.local", &[("a@b.local", Outcome::Created)]), [unusual]);
        let known = [("a@b.local", Outcome::Assigned)];
        assert_eq!(judged("a@b.local", &known), [Verdict::Previewed(Outcome::Assigned)]);
        let known = [("jean@gmial.com", Outcome::AlreadyAssigned)];
        assert_eq!(judged("jean@gmial.com", &known), [Verdict::Previewed(Outcome::AlreadyAssigned)]);
    }

    #[test]
    fn addresses_are_counted_by_what_becomes_of_them() {
        let other = Outcome::OtherProfile { profile: "Retours".into() };
        let verdicts = [
            Verdict::Previewed(Outcome::Created),
            Verdict::LikelyTypo("jean@gmail.com".into()),
            Verdict::Previewed(Outcome::Assigned),
            Verdict::Previewed(other),
            Verdict::Repeated,
            Verdict::Wrong(AddressError::NoAt),
        ];
        let expected =
            Counts { creations: 2, additions: 1, valid: 0, ignored: 2, to_check: 1, to_correct: 1 };

        assert_eq!(Counts::of(&verdicts, true), expected);

        let unknown = Counts { valid: 1, to_check: 1, ..Counts::default() };

        assert_eq!(Counts::of(&verdicts[1..2], false), unknown);
    }
}
