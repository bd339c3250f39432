use crate::fold::normalized;
use crate::imports::{is_formula_error, is_no_name};
use crate::names::{NameError, SiteName};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A line of a file of sites, and what it would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteLine {
    /// The line of the file, from 1.
    pub line: u32,
    /// What stands there.
    pub text: String,
    /// What it would do.
    pub verdict: SiteVerdict,
}

/// What a line of a file of sites would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteVerdict {
    /// The site is created.
    New,
    /// The customer has it: nothing changes.
    Known,
    /// The customer has it among those that were put away: nothing changes.
    Archived,
    /// The customer has one that is called the same but for accents, case or dashes: nothing changes.
    Similar {
        /// What that one is called.
        name: String,
        /// Whether it was put away.
        archived: bool,
    },
    /// A line above names it: nothing changes.
    Twice {
        /// That line.
        line: u32,
    },
    /// It is no name.
    Invalid(NameError),
    /// What is left of a formula that failed, or that was saved without its result.
    Formula,
    /// It is a total, a remark or a heading of the list.
    NoName,
}

/// A site that the customer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is called.
    pub name: SiteName,
    /// Whether it was put away.
    pub archived: bool,
}

/// What two names that are taken for one have in common. A name of marks alone is like no other.
pub fn same_name(name: &str) -> String {
    match normalized(name) {
        nothing if nothing.is_empty() => name.trim().to_owned(),
        words => words,
    }
}

/// What each of a file's names would do, with the sites that the customer has.
pub fn judge(names: impl IntoIterator<Item = (u32, String)>, known: &[Known]) -> Vec<SiteLine> {
    // The carrier's file may have brought several that are taken for one.
    let mut alike: HashMap<String, Vec<&Known>> = HashMap::new();
    for site in known {
        alike.entry(same_name(site.name.as_str())).or_default().push(site);
    }

    let mut above = HashMap::new();
    let verdict = |line: u32, text: &str, above: &mut HashMap<String, u32>| {
        if is_formula_error(text.trim()) {
            return SiteVerdict::Formula;
        }
        let name = match SiteName::parse(text) {
            Ok(name) => name,
            Err(error) => return SiteVerdict::Invalid(error),
        };
        let key = same_name(name.as_str());
        if let Some(line) = above.get(&key) {
            return SiteVerdict::Twice { line: *line };
        }
        above.insert(key.clone(), line);
        let alike = alike.get(&key).map(Vec::as_slice).unwrap_or_default();
        match alike.iter().find(|site| site.name == name).or(alike.first()) {
            None if is_no_name(text) => SiteVerdict::NoName,
            None => SiteVerdict::New,
            Some(site) if site.name != name => {
                SiteVerdict::Similar { name: site.name.to_string(), archived: site.archived }
            }
            Some(site) if site.archived => SiteVerdict::Archived,
            Some(_) => SiteVerdict::Known,
        }
    };

    let lines = names.into_iter().map(|(line, text)| {
        let verdict = verdict(line, &text, &mut above);
        SiteLine { line, text, verdict }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, archived: bool) -> Known {
        Known { name: SiteName::parse(name).unwrap(), archived }
    }

    #[test]
    fn each_line_says_what_it_would_do() {
        let known = [site("Lyon – Part-Dieu", false), site("Antony", false), site("Saint-Étienne", true)];
        let names = [
            "Antony",
            "Lyon Part-Dieu",
            "St Etienne",
            "Saint-Étienne",
            "Nîmes",
            "NIMES",
            "a\u{202e}b",
            "www.gain.example",
        ];
        let lines = names.iter().zip(2..).map(|(name, line)| (line, (*name).to_owned()));
        let verdicts: Vec<_> = judge(lines, &known).into_iter().map(|line| line.verdict).collect();
        let similar = |name: &str, archived| SiteVerdict::Similar { name: name.to_owned(), archived };

        assert_eq!(
            verdicts,
            [
                SiteVerdict::Known,
                similar("Lyon – Part-Dieu", false),
                similar("Saint-Étienne", true),
                SiteVerdict::Twice { line: 4 },
                SiteVerdict::New,
                SiteVerdict::Twice { line: 6 },
                SiteVerdict::Invalid(NameError::Invisible),
                SiteVerdict::Invalid(NameError::Link),
            ]
        );
    }

    #[test]
    fn a_site_that_was_put_away_is_told_from_one_that_is_used() {
        let lines = judge([(1, "Antony".to_owned())], &[site("Antony", true)]);
        assert_eq!(lines[0].verdict, SiteVerdict::Archived);
    }

    #[test]
    fn totals_remarks_and_failed_formulas_are_no_sites() {
        let known = [site("Contact", false)];
        let verdict = |text: &str| judge([(2, text.to_owned())], &known).remove(0).verdict;
        for text in ["Total", "Total : 34 sites", "Mis à jour le 3 mars", "Responsable :"] {
            assert_eq!(verdict(text), SiteVerdict::NoName, "{text}");
        }
        for text in ["#N/A", "#REF!", " #NOM ? ", "#FORMULE!"] {
            assert_eq!(verdict(text), SiteVerdict::Formula, "{text}");
        }
        for text in ["Total Energies La Défense", "Pas-de-Calais nord et sud", "Quai 1", "Site 3"] {
            assert_eq!(verdict(text), SiteVerdict::New, "{text}");
        }
        assert_eq!(verdict("Contact"), SiteVerdict::Known);
    }

    #[test]
    fn names_of_marks_alone_are_not_taken_for_one() {
        let lines = judge([(1, "—".to_owned()), (2, "***".to_owned()), (3, "***".to_owned())], &[]);
        let verdicts: Vec<_> = lines.into_iter().map(|line| line.verdict).collect();
        assert_eq!(verdicts, [SiteVerdict::New, SiteVerdict::New, SiteVerdict::Twice { line: 2 }]);
    }
}
