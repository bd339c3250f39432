//! Texts of the page that puts an address right.

impl crate::i18n::Texts {
    /// Putting right the address of somebody who has not signed in.
    pub fn address_change(self) -> &'static AddressTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the page that puts an address right, in one language.
#[derive(Debug)]
pub struct AddressTexts {
    pub title: &'static str,
    pub title_of: fn(&str) -> String,
    /// What leads here.
    pub correct: &'static str,
    pub present: &'static str,
    pub field: &'static str,
    pub hint: &'static str,
    pub consequence: &'static str,
    pub submit: &'static str,
    pub back: &'static str,
    pub done: fn(&str) -> String,
    pub done_unmailed: fn(&str) -> String,
    /// The address cannot be changed here; why follows.
    pub not_here: &'static str,
    pub same: &'static str,
    pub taken: &'static str,
    pub taken_by: fn(&str) -> String,
    pub changed: fn(&str) -> String,
    pub signed_in: &'static str,
    pub administers: &'static str,
    pub elsewhere: &'static str,
}

pub const FR: AddressTexts = AddressTexts {
    title: "Corriger l’adresse",
    title_of: |name| format!("Corriger l’adresse\u{a0}: {name}"),
    correct: "Corriger l’adresse",
    present: "Adresse actuelle",
    field: "Adresse e-mail",
    hint: "L’adresse qui aurait dû être saisie.",
    consequence: "Ce qui a été envoyé à l’ancienne adresse ne permet plus de se connecter, et un nouveau mail part vers la \
                  nouvelle. Les affectations et les droits restent.",
    submit: "Corriger",
    back: "Revenir à la personne",
    done: |email| format!("L’adresse est maintenant {email}\u{a0}: un nouveau mail y est envoyé."),
    done_unmailed: |email| {
        format!("L’adresse est maintenant {email}. Aucun mail ne part tant que l’accès est suspendu.")
    },
    not_here: "Cette adresse ne se corrige pas ici",
    same: "C’est déjà l’adresse de cette personne\u{a0}: indiquez celle qui convient.",
    taken: "Quelqu’un de votre entreprise a déjà cette adresse.",
    taken_by: |name| format!("C’est déjà l’adresse de {name} dans votre espace client."),
    changed: |email| {
        format!(
            "Entre-temps, l’adresse est devenue {email}. Enregistrez de nouveau pour la remplacer par celle que \
             vous avez saisie."
        )
    },
    signed_in: "Cette personne s’est déjà connectée\u{a0}: elle seule peut changer son adresse, dans «\u{a0}Mon espace\u{a0}».",
    administers: "Cette personne administre votre espace client\u{a0}: son adresse ne se corrige pas ici.",
    elsewhere: "Cette personne a d’autres accès, hors de ce que vous administrez\u{a0}: son adresse y est la même et ne se \
                corrige pas ici.",
};

pub const EN: AddressTexts = AddressTexts {
    title: "Correct the address",
    title_of: |name| format!("Correct the address: {name}"),
    correct: "Correct the address",
    present: "Present address",
    field: "E-mail address",
    hint: "The address that should have been typed.",
    consequence: "What was sent to the old address no longer signs anybody in, and a new e-mail goes to the new one. \
                  Assignments and rights stay.",
    submit: "Correct",
    back: "Back to the person",
    done: |email| format!("The address is now {email}: a new e-mail is on its way there."),
    done_unmailed: |email| {
        format!("The address is now {email}. No e-mail is sent while access is suspended.")
    },
    not_here: "This address is not corrected here",
    same: "This person has that address already: enter the right one.",
    taken: "Somebody in your company has this address already.",
    taken_by: |name| format!("{name} has this address already in your client area."),
    changed: |email| {
        format!(
            "Meanwhile the address has become {email}. Save again to replace it with the one that you typed."
        )
    },
    signed_in: "This person has signed in already: only they can change their address, in “My space”.",
    administers: "This person administers your client area: their address is not corrected here.",
    elsewhere: "This person has access elsewhere, beyond what you administer: the address is the same there and is not \
                corrected here.",
};
