/// Why a mail was refused, as far as the mail server's answer tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailRefusal {
    /// Nobody has that address, or no longer.
    NoSuchMailbox,
    /// There is no such domain, or it takes no mail.
    NoSuchDomain,
    /// There is no room in the mailbox.
    MailboxFull,
    /// The server takes no such mail, from us or at all.
    Unwanted,
    /// It was tried until there was no point any more.
    Unreachable,
    /// The answer tells nothing that we know.
    Unknown,
}

impl MailRefusal {
    /// What an answer means: by its enhanced status code (RFC 3463) if it has one, else by its reply code (RFC 5321,
    /// section 4.2.3).
    pub fn of(answer: &str) -> Self {
        let enhanced = answer.split_whitespace().find_map(EnhancedCode::parse);
        enhanced.map_or_else(|| Self::of_reply(answer.get(..3).unwrap_or_default()), Self::of_enhanced)
    }

    const fn of_enhanced(code: EnhancedCode) -> Self {
        match (code.class, code.subject, code.detail) {
            (4, _, _) => Self::Unreachable,
            (_, 1, 2 | 10) => Self::NoSuchDomain,
            (_, 1, 0 | 1 | 3 | 6) | (_, 2, 0 | 1) => Self::NoSuchMailbox,
            (_, 2, 2) => Self::MailboxFull,
            (_, 7, _) => Self::Unwanted,
            _ => Self::Unknown,
        }
    }

    fn of_reply(code: &str) -> Self {
        match code {
            "550" | "551" | "553" => Self::NoSuchMailbox,
            "552" => Self::MailboxFull,
            "554" => Self::Unwanted,
            _ if code.starts_with('5') => Self::Unknown,
            // 4xx, or no answer at all.
            _ => Self::Unreachable,
        }
    }
}

/// `5.1.1`: for good (5) or for now (4); about an address (1), a mailbox (2), a policy (7); what of it.
#[derive(Clone, Copy)]
struct EnhancedCode {
    class: u8,
    subject: u8,
    detail: u16,
}

impl EnhancedCode {
    fn parse(word: &str) -> Option<Self> {
        let mut numbers = word.trim_matches(|c: char| !c.is_ascii_digit()).split('.');
        let class = numbers.next()?.parse().ok().filter(|class| matches!(class, 4 | 5))?;
        let (subject, detail) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        numbers.next().is_none().then_some(Self { class, subject, detail })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_answer_is_told_apart() {
        for (answer, refusal) in [
            // Postfix, Exchange Online, Gmail, Orange, as they were met.
            ("550 5.1.1 <a@b.fr>: Recipient address rejected: User unknown", MailRefusal::NoSuchMailbox),
            ("550 5.4.1 Recipient address rejected: Access denied", MailRefusal::Unknown),
            (
                "550-5.1.1 The email account that you tried to reach does not exist",
                MailRefusal::NoSuchMailbox,
            ),
            ("554 5.7.1 Service unavailable; blocked", MailRefusal::Unwanted),
            ("552 5.2.2 The email account is over quota", MailRefusal::MailboxFull),
            ("550 5.1.2 Host unknown", MailRefusal::NoSuchDomain),
            ("556 5.1.10 Recipient address has null MX", MailRefusal::NoSuchDomain),
            ("550 No such user here", MailRefusal::NoSuchMailbox),
            ("552 Mailbox full", MailRefusal::MailboxFull),
            ("501 Syntax error", MailRefusal::Unknown),
            ("450 4.2.1 later", MailRefusal::Unreachable),
            ("421 192.0.2.1 too many connections", MailRefusal::Unreachable),
            ("no answer in time", MailRefusal::Unreachable),
            ("", MailRefusal::Unreachable),
        ] {
            assert_eq!(MailRefusal::of(answer), refusal, "{answer}");
        }
    }
}
