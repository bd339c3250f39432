//! Texts about refused mails.

impl crate::i18n::Texts {
    /// Why mails are refused, and what to do.
    pub fn refusals(self) -> &'static RefusalTexts {
        self.of(&FR, &EN)
    }
}

/// Why a mail was refused and what to do, in one language.
#[derive(Debug)]
pub struct RefusalTexts {
    pub no_such_mailbox: &'static str,
    pub no_such_domain: &'static str,
    pub mailbox_full: &'static str,
    pub unwanted: &'static str,
    pub unreachable: &'static str,
    pub unknown: &'static str,
    /// It was not accepted yet, and is tried again.
    pub delayed: &'static str,
    /// Opens the mail server's own words.
    pub words: &'static str,
}

pub const FR: RefusalTexts = RefusalTexts {
    no_such_mailbox: "Personne n’a cette adresse, ou ne l’a plus. Vérifiez-la et corrigez-la\u{a0}: un nouveau mail partira.",
    no_such_domain: "Ce qui suit le signe @ n’existe pas ou ne reçoit pas de mails. Corrigez l’adresse\u{a0}: un nouveau mail partira.",
    mailbox_full: "La boîte de cette personne est pleine. Quand elle y aura fait de la place, renvoyez le mail.",
    unwanted: "Le serveur de messagerie de cette personne refuse nos mails. Son service informatique doit les autoriser\u{a0}; renvoyez ensuite le mail.",
    unreachable: "Le serveur de messagerie de cette personne ne répond pas, malgré plusieurs essais. Vérifiez l’adresse, ou renvoyez le mail plus tard.",
    unknown: "Le serveur de messagerie a refusé ce mail. Vérifiez l’adresse, ou montrez sa réponse à votre service informatique.",
    delayed: "Pas encore accepté. Guichet essaie de nouveau de lui-même pendant plusieurs jours\u{a0}: il n’y a rien à faire.",
    words: "Réponse du serveur de messagerie",
};

pub const EN: RefusalTexts = RefusalTexts {
    no_such_mailbox: "Nobody has this address, or no longer. Check and correct it: a new e-mail will be sent.",
    no_such_domain: "What follows the @ sign does not exist or takes no e-mail. Correct the address: a new e-mail will be sent.",
    mailbox_full: "This person’s mailbox is full. Once they have made room, send the e-mail again.",
    unwanted: "This person’s mail server turns our e-mails away. Their IT department has to let them in; then send it again.",
    unreachable: "This person’s mail server does not answer, after several tries. Check the address, or send the e-mail again later.",
    unknown: "The mail server refused this e-mail. Check the address, or show its answer to your IT department.",
    delayed: "Not accepted yet. Guichet keeps trying by itself for several days: there is nothing to do.",
    words: "The mail server’s answer",
};
