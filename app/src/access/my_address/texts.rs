//! Texts of changing one's own address.

impl crate::i18n::Texts {
    /// Changing one's own address.
    pub fn my_address(self) -> &'static MyAddressTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of changing one's own address, in one language.
#[derive(Debug)]
pub struct MyAddressTexts {
    pub title: &'static str,
    /// What happens, said to whoever has this address.
    pub explained: fn(&str) -> String,
    pub field: &'static str,
    pub password: &'static str,
    /// What helps who cannot read the present mailbox any more.
    pub lost_mailbox: &'static str,
    pub ask: &'static str,
    /// What was just done.
    pub asked: &'static str,
    pub cancelled_self: &'static str,
    /// The address that was asked for, and when.
    pub pending: fn(&str, &str) -> String,
    pub nothing_changes: fn(&str) -> String,
    pub present: &'static str,
    pub new: &'static str,
    pub confirmed: &'static str,
    pub waiting: &'static str,
    pub cancel: &'static str,
    pub same: &'static str,
    pub too_many: &'static str,
    pub no_access: &'static str,
    /// Headings of the pages behind mailed links.
    pub confirm_title: &'static str,
    pub refuse_title: &'static str,
    /// What to confirm, at either mailbox.
    pub confirm_old: &'static str,
    pub confirm_new: &'static str,
    pub confirm: &'static str,
    pub refuse_lead: &'static str,
    pub refuse: &'static str,
    pub refuse_instead: &'static str,
    pub asked_by: &'static str,
    pub asked_at: &'static str,
    pub until: &'static str,
    /// This mailbox has confirmed; the other has not.
    pub confirmed_here: &'static str,
    pub other_new: fn(&str) -> String,
    pub other_old: &'static str,
    /// What became of it.
    pub done: &'static str,
    pub refused: &'static str,
    pub cancelled: &'static str,
    pub replaced: &'static str,
    pub expired: &'static str,
    pub taken: &'static str,
    pub unknown: &'static str,
    pub my_space: &'static str,
}

pub static FR: MyAddressTexts = MyAddressTexts {
    title: "Changer d’adresse e-mail",
    explained: |email| {
        format!(
            "Votre adresse est {email}. Pour en changer, vous confirmez par deux liens\u{a0}: l’un arrive à cette adresse, \
             l’autre à la nouvelle. Jusque-là, rien ne change\u{a0}; votre identifiant et votre mot de passe restent."
        )
    },
    field: "Nouvelle adresse e-mail",
    password: "Votre mot de passe",
    lost_mailbox: "Vous n’avez plus accès à votre adresse actuelle\u{a0}? Demandez à votre administrateur de créer votre accès \
                   à la nouvelle et de supprimer l’ancien\u{a0}; si vous êtes le seul administrateur, adressez-vous à votre \
                   transporteur.",
    ask: "Demander le changement",
    asked: "Demande enregistrée. Ouvrez les mails reçus à vos deux adresses et confirmez dans chacun.",
    cancelled_self: "Demande annulée\u{a0}: votre adresse ne change pas.",
    pending: |email, at| format!("Changement demandé le {at}\u{a0}: {email}"),
    nothing_changes: |until| {
        format!(
            "Rien ne change tant que les deux adresses n’ont pas confirmé, avant le {until}. Rien reçu\u{a0}? Regardez les \
             indésirables. Une nouvelle demande remplace celle-ci."
        )
    },
    present: "Adresse actuelle",
    new: "Nouvelle adresse",
    confirmed: "Confirmé",
    waiting: "En attente de confirmation",
    cancel: "Annuler le changement",
    same: "C’est déjà votre adresse\u{a0}: indiquez celle qui doit la remplacer.",
    too_many: "Vous avez demandé cinq changements en 24 heures. Réessayez demain.",
    no_access: "Aucun accès ne vous est ouvert en ce moment\u{a0}: adressez-vous à votre administrateur.",
    confirm_title: "Confirmer le changement d’adresse",
    refuse_title: "Refuser le changement d’adresse",
    confirm_old: "Vous avez demandé que votre compte ait une autre adresse. Une fois confirmé ici et à la nouvelle adresse, \
                  l’adresse actuelle ne servira plus à vous connecter.",
    confirm_new: "Cette adresse a été demandée pour le compte ci-dessous. Ne confirmez que si c’est le vôtre\u{a0}: qui en a le \
                  mot de passe se connectera avec votre adresse.",
    confirm: "Confirmer",
    refuse_lead: "Vous n’avez rien demandé, ou vous avez changé d’avis\u{a0}? Refusez\u{a0}: votre adresse reste, et aucun des \
                  liens envoyés ne sert plus.",
    refuse: "Refuser le changement",
    refuse_instead: "Ce n’est pas moi, ou j’ai changé d’avis\u{a0}: refuser",
    asked_by: "Demandé par",
    asked_at: "Demandé le",
    until: "À confirmer avant le",
    confirmed_here: "C’est confirmé pour cette adresse.",
    other_new: |email| {
        format!("Il reste à confirmer à la nouvelle adresse\u{a0}: ouvrez le mail envoyé à {email}.")
    },
    other_old: "Il reste à confirmer à l’adresse actuelle du compte\u{a0}: ouvrez le mail qui y a été envoyé.",
    done: "L’adresse est changée. Connectez-vous désormais avec la nouvelle, ou avec votre identifiant.",
    refused: "Changement refusé\u{a0}: l’adresse reste la même. Si vous n’aviez rien demandé, changez votre mot de passe sans \
              attendre\u{a0}: quelqu’un le connaît.",
    cancelled: "Ce changement a été annulé\u{a0}: l’adresse reste la même.",
    replaced: "Une demande plus récente a remplacé celle-ci\u{a0}: ouvrez le dernier mail reçu.",
    expired: "Ce changement n’a pas été confirmé dans les 24 heures\u{a0}: l’adresse reste la même. Il peut être demandé de \
              nouveau.",
    taken: "Cette adresse est entre-temps devenue celle d’un autre compte\u{a0}: la vôtre reste la même.",
    unknown: "Ce lien n’est pas valable. Ouvrez-le tel qu’il est dans le mail.",
    my_space: "Mon espace",
};

pub static EN: MyAddressTexts = MyAddressTexts {
    title: "Change your e-mail address",
    explained: |email| {
        format!(
            "Your address is {email}. To change it, you confirm by two links: one arrives at this address, the other at the \
             new one. Nothing changes until then; your identifier and your password stay."
        )
    },
    field: "New e-mail address",
    password: "Your password",
    lost_mailbox: "You can no longer read your present mailbox? Ask your administrator to create your access at the new \
                   address and to remove the old one; if you are the only administrator, turn to your carrier.",
    ask: "Ask for the change",
    asked: "Your request is on its way. Open the e-mails at both of your addresses and confirm in each.",
    cancelled_self: "Request cancelled: your address does not change.",
    pending: |email, at| format!("Change asked for on {at}: {email}"),
    nothing_changes: |until| {
        format!(
            "Nothing changes until both addresses have confirmed, before {until}. Nothing received? Look into your spam \
             folder. A new request replaces this one."
        )
    },
    present: "Present address",
    new: "New address",
    confirmed: "Confirmed",
    waiting: "Not confirmed yet",
    cancel: "Cancel the change",
    same: "This is your address already: enter the one that should replace it.",
    too_many: "You have asked for five changes within 24 hours. Try again tomorrow.",
    no_access: "You have no open access at the moment: turn to your administrator.",
    confirm_title: "Confirm the change of address",
    refuse_title: "Refuse the change of address",
    confirm_old: "You asked for another address for your account. Once it is confirmed here and at the new address, this one \
                  no longer signs you in.",
    confirm_new: "This address was asked for the account below. Confirm only if it is yours: whoever has its password will \
                  sign in with your address.",
    confirm: "Confirm",
    refuse_lead: "You did not ask for anything, or have changed your mind? Refuse: your address stays, and none of the links \
                  that were sent works any more.",
    refuse: "Refuse the change",
    refuse_instead: "It is not me, or I have changed my mind: refuse",
    asked_by: "Asked by",
    asked_at: "Asked for on",
    until: "To be confirmed before",
    confirmed_here: "Confirmed for this address.",
    other_new: |email| {
        format!("It remains to confirm at the new address: open the e-mail that was sent to {email}.")
    },
    other_old: "It remains to confirm at the account’s present address: open the e-mail that was sent there.",
    done: "The address is changed. From now on, sign in with the new one, or with your identifier.",
    refused: "Change refused: the address stays the same. If you had not asked for anything, change your password at once: \
              somebody knows it.",
    cancelled: "This change was cancelled: the address stays the same.",
    replaced: "A newer request has replaced this one: open the last e-mail that you received.",
    expired: "This change was not confirmed within 24 hours: the address stays the same. It can be asked for again.",
    taken: "Meanwhile this address has become that of another account: yours stays the same.",
    unknown: "This link is not valid. Open it just as it stands in the e-mail.",
    my_space: "My space",
};
