/// A part of the interface whose code a browser loads by itself. From one to another it loads a page anew,
/// as it does between the pages of forms and tables that it knows without any code of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// The list of users, with what is done from it.
    List,
    /// Creating and editing users.
    Editing,
    /// Importing, and the reports of imports, which follow the mails that leave.
    Imports,
}

impl Bundle {
    pub const ALL: [Self; 3] = [Self::List, Self::Editing, Self::Imports];

    /// What its files are called: `list.js`, `list.wasm`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Editing => "editing",
            Self::Imports => "imports",
        }
    }

    /// What is probably wanted after a page, to be fetched once there is nothing else to do.
    pub const fn next(here: Option<Self>) -> &'static [Self] {
        match here {
            None => &[Self::List],
            Some(Self::List) => &[Self::Editing, Self::Imports],
            Some(Self::Editing | Self::Imports) => &[],
        }
    }
}
