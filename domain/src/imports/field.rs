use serde::{Deserialize, Serialize};

/// What a column of a file can hold, in the order of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// N° compte.
    Contract,
    /// N° sous-compte.
    SubAccount,
    /// Site.
    Site,
    /// Profil.
    Profile,
    /// Nom.
    LastName,
    /// Prénom.
    FirstName,
    /// Adresse e-mail.
    Email,
}

impl Field {
    /// Every field, in the order of the template and of [`Field::index`].
    pub const ALL: [Self; 7] = [
        Self::Contract,
        Self::SubAccount,
        Self::Site,
        Self::Profile,
        Self::LastName,
        Self::FirstName,
        Self::Email,
    ];

    /// The name used in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::SubAccount => "sub_account",
            Self::Site => "site",
            Self::Profile => "profile",
            Self::LastName => "last_name",
            Self::FirstName => "first_name",
            Self::Email => "email",
        }
    }

    /// The heading of its column in the template.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Contract => "compte",
            Self::SubAccount => "sous_compte",
            Self::Site => "site",
            Self::Profile => "profil",
            Self::LastName => "nom",
            Self::FirstName => "prenom",
            Self::Email => "email",
        }
    }

    /// Its place in [`Field::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The cells of one row as text, by field; what the file does not have is "".
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct RowText {
    /// N° compte.
    pub contract: String,
    /// N° sous-compte.
    pub sub_account: String,
    /// Site.
    pub site: String,
    /// Profil.
    pub profile: String,
    /// Nom.
    pub last_name: String,
    /// Prénom.
    pub first_name: String,
    /// Adresse e-mail.
    pub email: String,
}

impl RowText {
    /// The cells in the order of [`Field::ALL`].
    pub fn cells(&self) -> [&str; 7] {
        [
            &self.contract,
            &self.sub_account,
            &self.site,
            &self.profile,
            &self.last_name,
            &self.first_name,
            &self.email,
        ]
    }

    /// The row of cells in the order of [`Field::ALL`].
    pub fn from_cells(cells: [&str; 7]) -> Self {
        let [contract, sub_account, site, profile, last_name, first_name, email] = cells.map(str::to_owned);
        Self { contract, sub_account, site, profile, last_name, first_name, email }
    }

    /// Writes the cell of a field.
    pub fn set(&mut self, field: Field, text: &str) {
        let cell = match field {
            Field::Contract => &mut self.contract,
            Field::SubAccount => &mut self.sub_account,
            Field::Site => &mut self.site,
            Field::Profile => &mut self.profile,
            Field::LastName => &mut self.last_name,
            Field::FirstName => &mut self.first_name,
            Field::Email => &mut self.email,
        };
        text.clone_into(cell);
    }

    /// The cell of a field.
    pub fn get(&self, field: Field) -> &str {
        self.cells()[field.index()]
    }
}
