//! Texts of an advanced user's own associations.

impl crate::i18n::Texts {
    /// One's own associations.
    pub fn my_associations(self) -> &'static MyAssociationTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of an advanced user's own associations, in one language.
#[derive(Debug)]
pub struct MyAssociationTexts {
    pub title: &'static str,
    pub customer: &'static str,
    pub contracts: &'static str,
    pub all_contracts: &'static str,
    pub suspended: &'static str,
    pub offered: fn(&str) -> String,
    /// Over the contracts that one would see, and over what would be told of oneself.
    pub would_see: &'static str,
    pub would_tell: &'static str,
    pub until: &'static str,
    pub nothing_before: &'static str,
    pub accept: &'static str,
    pub accept_of: fn(&str) -> String,
    pub refuse: &'static str,
    pub refuse_of: fn(&str) -> String,
    pub leave: &'static str,
    pub leave_of: fn(&str) -> String,
    pub leave_question: fn(&str) -> String,
    pub leave_consequence: fn(&str) -> String,
    pub stay: &'static str,
    /// Said once it is done.
    pub accepted: &'static str,
    pub refused: &'static str,
    pub left: &'static str,
    pub link_title: &'static str,
    pub link_lede: &'static str,
    pub to_my_space: &'static str,
    /// Why nothing can be accepted: a title, and a text.
    pub accepted_before: (&'static str, &'static str),
    pub refused_before: (&'static str, &'static str),
    pub withdrawn: (&'static str, &'static str),
    pub expired: (&'static str, &'static str),
    pub unknown: (&'static str, &'static str),
}

pub static FR: MyAssociationTexts = MyAssociationTexts {
    title: "Vos accès avancés",
    customer: "Client",
    contracts: "Contrats",
    all_contracts: "Tous",
    suspended: "Suspendu par ce client",
    offered: |customer| format!("{customer} vous propose une association"),
    would_see: "Vous verriez",
    would_tell: "Ce client verrait de vous",
    until: "À accepter jusqu’au",
    nothing_before: "Rien n’est partagé, ni dans un sens ni dans l’autre, tant que vous n’avez pas accepté. Un refus ne lui est pas dit.",
    accept: "Accepter",
    accept_of: |customer| format!("Accepter l’association avec {customer}"),
    refuse: "Refuser",
    refuse_of: |customer| format!("Refuser l’association avec {customer}"),
    leave: "Quitter",
    leave_of: |customer| format!("Quitter {customer}"),
    leave_question: |customer| format!("Quitter {customer}\u{a0}?"),
    leave_consequence: |customer| {
        format!(
            "Les comptes de {customer} ne vous seront plus montrés, et ses administrateurs en seront avertis. Ce que vous avez en votre nom chez ce client ne change pas. Pour revenir, il faudra qu’il vous le propose de nouveau."
        )
    },
    stay: "Rester",
    accepted: "Association acceptée.",
    refused: "Association refusée.",
    left: "Association quittée.",
    link_title: "Association proposée",
    link_lede: "Un autre client vous propose de suivre ses comptes, en tant qu’utilisateur avancé.",
    to_my_space: "Mon espace",
    accepted_before: (
        "Déjà acceptée",
        "Cette association est en place. Vous pouvez y mettre fin dans votre espace.",
    ),
    refused_before: ("Déjà refusée", "Vous avez refusé cette association."),
    withdrawn: ("Demande retirée", "Ce client ne vous propose plus cette association."),
    expired: (
        "Demande expirée",
        "Elle pouvait être acceptée pendant 14\u{a0}jours. Demandez-en une autre à ce client.",
    ),
    unknown: (
        "Demande introuvable",
        "Elle n’existe pas, ou s’adresse à quelqu’un d’autre. Connectez-vous avec l’adresse à laquelle le mail est arrivé.",
    ),
};

pub static EN: MyAssociationTexts = MyAssociationTexts {
    title: "Your advanced access",
    customer: "Customer",
    contracts: "Contracts",
    all_contracts: "All",
    suspended: "Suspended by this customer",
    offered: |customer| format!("{customer} offers you an association"),
    would_see: "You would see",
    would_tell: "This customer would see of you",
    until: "To be accepted by",
    nothing_before: "Nothing is shared, either way, until you have accepted. They are not told if you refuse.",
    accept: "Accept",
    accept_of: |customer| format!("Accept the association with {customer}"),
    refuse: "Refuse",
    refuse_of: |customer| format!("Refuse the association with {customer}"),
    leave: "Leave",
    leave_of: |customer| format!("Leave {customer}"),
    leave_question: |customer| format!("Leave {customer}?"),
    leave_consequence: |customer| {
        format!(
            "The accounts of {customer} will not be shown to you any more, and its administrators will be told. What you have in your own name with this customer does not change. To come back, they have to offer it again."
        )
    },
    stay: "Stay",
    accepted: "Association accepted.",
    refused: "Association refused.",
    left: "Association ended.",
    link_title: "Offered association",
    link_lede: "Another customer offers you to follow its accounts, as an advanced user.",
    to_my_space: "My space",
    accepted_before: ("Accepted already", "This association is in place. You can end it in your space."),
    refused_before: ("Refused already", "You have refused this association."),
    withdrawn: ("Request withdrawn", "This customer no longer offers you this association."),
    expired: ("Request expired", "It could be accepted for 14\u{a0}days. Ask this customer for another."),
    unknown: (
        "Request not found",
        "It does not exist, or is meant for somebody else. Sign in with the address at which the mail arrived.",
    ),
};
