//! Texts of *Mes informations personnelles*.

use super::api::Wrong;
use domain::names::NameError;
use domain::telephone::TelephoneError;

impl crate::i18n::Texts {
    /// *Mes informations personnelles*, of *Mon compte*.
    pub fn my_information(self) -> &'static InformationTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of *Mes informations personnelles*, in one language.
#[derive(Debug)]
pub struct InformationTexts {
    pub lede: &'static str,
    pub saved: &'static str,
    pub known: &'static str,
    pub last_name: &'static str,
    pub first_name: &'static str,
    pub telephone: &'static str,
    pub telephone_hint: &'static str,
    pub language: &'static str,
    pub language_hint: &'static str,
    pub name_hint: &'static str,
    pub save: &'static str,
    pub credentials: &'static str,
    pub credentials_what: &'static str,
    pub users_what: &'static str,
    pub access_what: &'static str,
    pub access_link: &'static str,
    pub data: &'static str,
    pub data_what: &'static str,
    pub data_link: &'static str,
    last_name_wrong: [&'static str; 3],
    first_name_wrong: [&'static str; 3],
    telephone_character: &'static str,
    telephone_length: &'static str,
}

impl InformationTexts {
    /// What is wrong with a field, and how to put it right.
    pub fn wrong(&self, wrong: Wrong) -> &'static str {
        let name = |[long, invisible, link]: [&'static str; 3], error| match error {
            NameError::Empty | NameError::TooLong { .. } => long,
            NameError::Invisible => invisible,
            NameError::Link => link,
        };

        match wrong {
            Wrong::LastName(error) => name(self.last_name_wrong, error),
            Wrong::FirstName(error) => name(self.first_name_wrong, error),
            Wrong::Telephone(TelephoneError::Character) => self.telephone_character,
            Wrong::Telephone(TelephoneError::Length { .. }) => self.telephone_length,
        }
    }
}

pub static FR: InformationTexts = InformationTexts {
    lede: "Ce que le portail sait de vous, et ce que vous pouvez y changer.",
    saved: "Vos informations sont enregistrées.",
    known: "Vos coordonnées",
    last_name: "Nom",
    first_name: "Prénom",
    telephone: "Téléphone",
    telephone_hint: "Facultatif. Vos administrateurs ne le voient pas.",
    language: "Langue",
    language_hint: "Celle des pages et des mails.",
    name_hint: "Votre nom change chez tous les clients où vous vous êtes déjà connecté, et leurs journaux le disent.",
    save: "Enregistrer",
    credentials: "Vos identifiants",
    credentials_what: "L’adresse, le mot de passe et les sessions se changent dans votre espace.",
    users_what: "Ajoutez, modifiez ou supprimez les accès de vos collaborateurs, application par application.",
    access_what: "Ce que vous pouvez faire, où, et pourquoi.",
    access_link: "Voir mes accès",
    data: "Vos données",
    data_what: "Tout ce que le portail conserve à votre sujet, dans un fichier JSON.",
    data_link: "Télécharger mes données",
    last_name_wrong: [
        "Le nom est trop long\u{a0}: 80 caractères au plus.",
        "Le nom contient un caractère invisible\u{a0}: saisissez-le à nouveau.",
        "Le nom ne peut contenir ni lien, ni adresse de site, ni numéro de téléphone.",
    ],
    first_name_wrong: [
        "Le prénom est trop long\u{a0}: 80 caractères au plus.",
        "Le prénom contient un caractère invisible\u{a0}: saisissez-le à nouveau.",
        "Le prénom ne peut contenir ni lien, ni adresse de site, ni numéro de téléphone.",
    ],
    telephone_character: "Le téléphone ne peut contenir que des chiffres, des espaces, des points, des tirets, et + au début.",
    telephone_length: "Le téléphone doit avoir de 6 à 15 chiffres.",
};

pub static EN: InformationTexts = InformationTexts {
    lede: "What the portal knows of you, and what you can change of it.",
    saved: "Your details are saved.",
    known: "Your details",
    last_name: "Last name",
    first_name: "First name",
    telephone: "Telephone",
    telephone_hint: "Optional. Your administrators do not see it.",
    language: "Language",
    language_hint: "Of pages and e-mails.",
    name_hint: "Your name changes with every customer where you have signed in, and their audit logs say so.",
    save: "Save",
    credentials: "Your credentials",
    credentials_what: "Address, password and sessions are changed in your space.",
    users_what: "Add, edit or remove your colleagues’ access, application by application.",
    access_what: "What you may do, where, and why.",
    access_link: "See my access",
    data: "Your data",
    data_what: "Everything that the portal keeps about you, in a JSON file.",
    data_link: "Download my data",
    last_name_wrong: [
        "The last name is too long: at most 80 characters.",
        "The last name has an invisible character: type it again.",
        "The last name cannot have a link, the address of a site or a telephone number.",
    ],
    first_name_wrong: [
        "The first name is too long: at most 80 characters.",
        "The first name has an invisible character: type it again.",
        "The first name cannot have a link, the address of a site or a telephone number.",
    ],
    telephone_character: "A telephone number has only digits, spaces, points, hyphens, and + in front.",
    telephone_length: "A telephone number has 6 to 15 digits.",
};
