use crate::fold::normalized;
use strsim::osa_distance;

/// Names to find again, exactly or nearly.
pub(super) struct Names {
    names: Vec<String>,
    folded: Vec<String>,
}

impl Names {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.map(str::to_owned).collect();
        let folded = names.iter().map(|name| normalized(name)).collect();
        Self { names, folded }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    pub(super) fn all(&self) -> &[String] {
        &self.names
    }

    pub(super) fn name(&self, at: usize) -> &str {
        &self.names[at]
    }

    /// The one that was probably meant: the same but for accents, case, dashes and abbreviations;
    /// else the only one that begins so; else the one that is nearest in spelling, when it is near
    /// and no other is as near.
    pub(super) fn nearest(&self, text: &str) -> Option<usize> {
        // Nothing that long is a name; do not compare it with each of them.
        if text.len() > 240 {
            return None;
        }

        let wanted = normalized(text);
        let length = wanted.chars().count();
        let near = |at: usize| osa_distance(&wanted, &self.folded[at]);
        let same: Vec<usize> = (0..self.names.len()).filter(|&at| self.folded[at] == wanted).collect();

        match same[..] {
            [] => {}
            [only] => return Some(only),
            _ => return unique_least(same.iter().map(|&at| (at, osa_distance(text, &self.names[at])))),
        }

        if length >= 3 {
            let mut beginning = (0..self.names.len()).filter(|&at| self.folded[at].starts_with(&wanted));
            if let (Some(only), None) = (beginning.next(), beginning.next()) {
                return Some(only);
            }
        }

        let allowed = if length < 4 { 0 } else { (length / 4).max(1) };
        let similar = |&at: &usize| self.folded[at].chars().count().abs_diff(length) <= allowed;
        let candidates = (0..self.names.len()).filter(similar).map(|at| (at, near(at)));

        unique_least(candidates.filter(|(_, distance)| *distance <= allowed))
    }
}

/// The candidate with the least distance, unless another has the same.
pub(super) fn unique_least(candidates: impl Iterator<Item = (usize, usize)>) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let mut tied = false;
    for (at, distance) in candidates {
        match best {
            Some((_, least)) if distance > least => {}
            Some((_, least)) if distance == least => tied = true,
            _ => (best, tied) = (Some((at, distance)), false),
        }
    }

    best.filter(|_| !tied).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(text: &str) -> Option<&'static str> {
        const SITES: [&str; 6] =
            ["Antony", "Lyon – Part-Dieu", "Saint-Étienne", "Nîmes", "Lille 1", "Lille 2"];
        Names::new(SITES.into_iter()).nearest(text).map(|at| SITES[at])
    }

    #[test]
    fn accents_case_dashes_and_abbreviations_do_not_hide_a_name() {
        assert_eq!(nearest("ANTONY"), Some("Antony"));
        assert_eq!(nearest("st etienne"), Some("Saint-Étienne"));
        assert_eq!(nearest("Lyon - Part Dieu"), Some("Lyon – Part-Dieu"));
        assert_eq!(nearest("nimes"), Some("Nîmes"));
    }

    #[test]
    fn a_near_spelling_is_recognised_and_a_doubtful_one_is_not() {
        assert_eq!(nearest("Anthony"), Some("Antony"));
        assert_eq!(nearest("Saint-Etinne"), Some("Saint-Étienne"));
        assert_eq!(nearest("Lyon"), Some("Lyon – Part-Dieu"));
        assert_eq!(nearest("Lille 3"), None);
        assert_eq!(nearest("Lille"), None);
        assert_eq!(nearest("Marseille"), None);
        assert_eq!(nearest("N"), None);
    }
}
