use domain::paths;

/// A part of the interface whose code a browser loads by itself. From one to another it loads a page anew,
/// as it does between the pages of forms and tables that it knows without any code of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The list of users, with what is done from it.
    List,
    /// Creating and editing users.
    Editing,
    /// Importing, and the reports of imports, which follow the mails that leave.
    Imports,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::List, Self::Editing, Self::Imports];

    /// What its files are called: `list.js`, `list.wasm`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Editing => "editing",
            Self::Imports => "imports",
        }
    }

    /// The part to which the page at a path belongs; `None` where the browser needs none.
    pub fn of(path: &str) -> Option<Self> {
        let below = path.strip_prefix(paths::ADMINISTRATION)?.strip_prefix('/')?;
        let below = below.strip_suffix('/').unwrap_or(below);
        match below.split_once('/').unwrap_or((below, "")) {
            ("utilisateurs", "") => Some(Self::List),
            ("utilisateurs", "importer") => Some(Self::Imports),
            ("utilisateurs", _) => Some(Self::Editing),
            ("imports", id) if !id.is_empty() => Some(Self::Imports),
            _ => None,
        }
    }

    /// The parts that are probably wanted after a page, to be fetched once there is nothing else to do.
    pub const fn next(here: Option<Self>) -> &'static [Self] {
        match here {
            None => &[Self::List],
            Some(Self::List) => &[Self::Editing, Self::Imports],
            Some(Self::Editing | Self::Imports) => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_over_by_the_part_it_belongs_to() {
        for (path, part) in [
            ("/administration/utilisateurs", Some(Part::List)),
            ("/administration/utilisateurs/", Some(Part::List)),
            ("/administration/utilisateurs/creer", Some(Part::Editing)),
            ("/administration/utilisateurs/importer/", Some(Part::Imports)),
            ("/administration/imports/", None),
            ("/administration/utilisateurs/12", Some(Part::Editing)),
            ("/administration/utilisateurs/importer", Some(Part::Imports)),
            ("/administration/imports/0198", Some(Part::Imports)),
            ("/administration/imports", None),
            ("/administration/sites", None),
            ("/connexion", None),
            ("/", None),
        ] {
            assert_eq!(Part::of(path), part, "{path}");
        }
    }
}
