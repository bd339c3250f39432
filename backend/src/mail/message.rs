use super::content::{AddressAsked, Credential, HandOver, Link, MailContent, Notice};
use super::queue::{Changed, CredentialChange, Ending};
use super::texts::{self, Texts, Words};
use askama::Template;
use domain::access::LinkKind;
use domain::administrators::Role;
use domain::paths;
use domain::time::LocalTime;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use std::time::{Duration, SystemTime};

/// Why a mail cannot be written: the recipient's address is not one that mail can carry.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UnwritableError(String);

impl UnwritableError {
    pub(super) fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Writes `content` as a message from `from`, whose links lead to `public_url`.
pub(super) fn write(
    content: &MailContent,
    from: &Mailbox,
    public_url: &str,
) -> Result<Message, UnwritableError> {
    let rendered = RenderedMail::new(content, public_url);
    let text = TextPart { mail: &rendered }.render().map_err(UnwritableError::of)?;
    let html = HtmlPart { mail: &rendered }.render().map_err(UnwritableError::of)?;

    let (local_part, _) = content.recipient.as_str().rsplit_once('@').unwrap_or_default();
    let to = lettre::Address::new(local_part, content.recipient.domain()).map_err(UnwritableError::of)?;
    let dated = Duration::from_millis(content.dated.0.try_into().unwrap_or_default());

    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(rendered.subject())
        .date(SystemTime::UNIX_EPOCH + dated)
        .message_id(Some(format!("<{}.{}@{}>", content.job, content.generation, from.email.domain())))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(text, html))
        .map_err(UnwritableError::of)
}

/// A letter in its language.
struct RenderedMail<'a> {
    content: &'a MailContent,
    texts: &'static Texts,
    words: &'static Words,
    customer: &'a str,
    button: &'static str,
    /// Where the button leads.
    url: String,
    /// What it takes to sign in, or what ends: the lines of the text part, and the rows of the table.
    rows: Vec<(&'static str, String)>,
    /// Another link, for whoever does not want what the button does.
    refusal: Option<(&'static str, &'a str)>,
}

impl<'a> RenderedMail<'a> {
    fn new(content: &'a MailContent, public_url: &str) -> Self {
        let texts = texts::of(content.locale);
        if let Some(notice) = &content.notice {
            return Self::notice(content, texts, notice, public_url);
        }

        let sign_in = format!("{public_url}/connexion");
        let mut rows = vec![(texts.identifier, content.identifier.clone())];
        let (words, url) = match &content.credential {
            Credential::OwnPassword if content.is_advanced => (&texts.advanced_access, sign_in),
            Credential::OwnPassword => (&texts.access, sign_in),
            Credential::Password(password) => {
                rows.push((texts.password, password.reveal().to_owned()));
                (&texts.welcome, sign_in)
            }
            Credential::Link(LinkKind::Activation, Link(url)) if content.is_advanced => {
                // They choose one: that of Guichet's making is not theirs yet.
                rows.clear();
                (&texts.advanced_activation, url.clone())
            }
            Credential::Link(LinkKind::Activation, Link(url)) => (&texts.activation, url.clone()),
            Credential::Link(LinkKind::Reset, Link(url)) => (&texts.reset, url.clone()),
        };
        let carries_link = matches!(content.credential, Credential::Link(..));
        let button = match (carries_link, rows.is_empty()) {
            (true, true) => texts.choose_credentials,
            (true, false) => texts.choose_password,
            (false, _) => texts.sign_in,
        };
        let customer = content.customer.as_deref().unwrap_or_default();

        Self { content, texts, words, customer, button, url, rows, refusal: None }
    }

    /// A mail that tells something.
    fn notice(content: &'a MailContent, texts: &'static Texts, notice: &'a Notice, public_url: &str) -> Self {
        let ends = |ending: &Ending| {
            vec![(texts.last_day, ending.last_day.shown()), (texts.accesses, ending.count.to_string())]
        };
        let here = |page: &str| format!("{public_url}{page}");
        let (words, button, url, rows) = match notice {
            Notice::OwnEnding(ending) => {
                (&texts.ending, texts.see_accesses, here(paths::MY_ACCESS), ends(ending))
            }
            Notice::EndingsOfPeople(ending) => {
                (&texts.endings, texts.see_accesses, here(&paths::ending_soon()), ends(ending))
            }
            Notice::HandOver(asked) => {
                let words = match asked.role {
                    Role::Successor => &texts.hand_over,
                    Role::Deputy => &texts.deputy,
                };
                (words, texts.answer, asked.link.0.clone(), asked_rows(texts, asked))
            }
            Notice::Administrator => {
                (&texts.administrator, texts.see_administrators, here(paths::ADMINISTRATORS), Vec::new())
            }
            Notice::FormerAdministrator { kept } => {
                let rows = vec![(texts.kept_accesses, kept.to_string())];
                (&texts.former_administrator, texts.see_accesses, here(paths::MY_ACCESS), rows)
            }
            Notice::Administrators => {
                (&texts.administrators, texts.see_administrators, here(paths::ADMINISTRATORS), Vec::new())
            }
            Notice::AddressAsked { asked, .. } => (
                &texts.address_asked,
                texts.confirm_address,
                asked.link.0.clone(),
                address_rows(texts, asked),
            ),
            Notice::AddressProof(asked) => (
                &texts.address_proof,
                texts.confirm_address,
                asked.link.0.clone(),
                address_rows(texts, asked),
            ),
            Notice::AddressTaken => (&texts.address_taken, texts.sign_in, here(paths::SIGN_IN), Vec::new()),
            Notice::AddressChanged => {
                let rows = vec![(texts.identifier, content.identifier.clone())];
                (&texts.address_changed, texts.sign_in, here(paths::SIGN_IN), rows)
            }
            Notice::AddressFormer { new } => {
                let rows = vec![(texts.new_address, new.clone())];
                (&texts.address_former, texts.sign_in, here(paths::SIGN_IN), rows)
            }
            Notice::Credential { change, at } => (
                &texts.credential,
                texts.see_sessions,
                here(paths::MY_SPACE),
                change_rows(texts, change, *at),
            ),
            Notice::AdvancedAsked(asked) => {
                let rows = vec![(texts.accept_until, asked.last_day.shown())];
                (&texts.advanced_asked, texts.answer, asked.link.0.clone(), rows)
            }
            Notice::AdvancedEnded => {
                (&texts.advanced_ended, texts.see_accesses, here(paths::MY_ACCESS), Vec::new())
            }
            Notice::AdvancedLeft => {
                (&texts.advanced_left, texts.see_advanced, here(paths::USER_MANAGEMENT), Vec::new())
            }
        };
        let refusal = match notice {
            Notice::AddressAsked { refusal, .. } => Some((texts.refuse_address, refusal.0.as_str())),
            _ => None,
        };
        let customer = content.customer.as_deref().unwrap_or_default();

        Self { content, texts, words, customer, button, url, rows, refusal }
    }

    fn lang(&self) -> &'static str {
        self.content.locale.code()
    }

    fn subject(&self) -> String {
        (self.words.subject)(self.customer)
    }

    fn for_customer(&self) -> String {
        if self.customer.is_empty() { String::new() } else { (self.texts.from_customer)(self.customer) }
    }

    fn hello(&self) -> String {
        (self.texts.hello)(&self.content.name)
    }

    fn lead(&self) -> String {
        (self.words.lead)(self.customer)
    }

    fn link_label(&self) -> &'static str {
        if self.button == self.texts.sign_in { self.texts.sign_in_at } else { self.texts.link }
    }

    fn automatic(&self) -> String {
        (self.texts.automatic)(self.content.recipient.as_str())
    }
}

fn asked_rows(texts: &Texts, asked: &HandOver) -> Vec<(&'static str, String)> {
    let from = Some(asked.from.clone()).filter(|from| !from.is_empty());
    let from = from.map(|from| (texts.asked_by, from));
    from.into_iter().chain([(texts.accept_until, asked.last_day.shown())]).collect()
}

fn address_rows(texts: &Texts, asked: &AddressAsked) -> Vec<(&'static str, String)> {
    let by = Some(asked.by.clone()).filter(|by| !by.is_empty());
    let by = by.map(|by| (texts.asked_by, by));
    let rest = [
        (texts.new_address, asked.new.clone()),
        (texts.asked_at, moment(asked.at)),
        (texts.confirm_until, moment(asked.until)),
    ];
    by.into_iter().chain(rest).collect()
}

fn change_rows(texts: &Texts, change: &CredentialChange, at: LocalTime) -> Vec<(&'static str, String)> {
    let what =
        [(texts.changed, (texts.what_changed)(change.changed).to_owned()), (texts.changed_at, moment(at))];
    let network = change.network.map(|network| (texts.changed_from, network.to_string()));
    let left = match change.changed {
        Changed::RecoveryCodeUsed { left } => Some((texts.codes_left, left.to_string())),
        _ => None,
    };
    let passkey = change.passkey.as_ref().map(|name| (texts.passkey, name.as_str().to_owned()));
    what.into_iter().chain(passkey).chain(network).chain(left).collect()
}

/// A moment as both languages write it.
fn moment(at: LocalTime) -> String {
    format!("{:02}/{:02}/{:04} {:02}:{:02}", at.day, at.month, at.year, at.hour, at.minute)
}

#[derive(Template)]
#[template(path = "mail/mail.txt")]
struct TextPart<'a> {
    mail: &'a RenderedMail<'a>,
}

#[derive(Template)]
#[template(path = "mail/mail.html")]
struct HtmlPart<'a> {
    mail: &'a RenderedMail<'a>,
}

#[cfg(test)]
mod tests {
    use super::super::content::Association;
    use super::*;
    use domain::address::EmailAddress;
    use domain::credentials::TemporaryPassword;
    use domain::end_date::EndDate;
    use domain::ids::MailJobId;
    use domain::locale::Locale;
    use domain::time::Timestamp;
    use uuid::Uuid;

    fn content(credential: Credential) -> MailContent {
        MailContent {
            job: MailJobId(Uuid::from_u128(1)),
            generation: 2,
            dated: Timestamp(1_782_820_800_000),
            recipient: EmailAddress::parse("Jean.Dupont@Bücher.example").unwrap(),
            name: "Jean <Dupont>".to_owned(),
            notice: None,
            is_advanced: false,
            locale: Locale::Fr,
            identifier: "K7QF2-M9DAB".to_owned(),
            customer: Some("POTTERS FRANCE".to_owned()),
            credential,
        }
    }

    fn formatted(content: &MailContent) -> String {
        let from = "Guichet <ne-pas-repondre@portail.example>".parse().unwrap();
        String::from_utf8(write(content, &from, "https://portail.example").unwrap().formatted()).unwrap()
    }

    fn text_of(content: &MailContent) -> String {
        TextPart { mail: &RenderedMail::new(content, "https://portail.example") }.render().unwrap()
    }

    fn html_of(content: &MailContent) -> String {
        HtmlPart { mail: &RenderedMail::new(content, "https://portail.example") }.render().unwrap()
    }

    #[test]
    fn a_mail_says_that_a_machine_wrote_it_and_keeps_its_name_and_date() {
        let mail = formatted(&content(Credential::OwnPassword));
        assert!(mail.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(mail.contains("To: Jean.Dupont@xn--bcher-kva.example\r\n"));
        assert!(mail.contains("Date: Tue, 30 Jun 2026 12:00:00 +0000\r\n"));
        let name = "Message-ID: <00000000-0000-0000-0000-000000000001.2@portail.example>\r\n";
        assert!(mail.contains(name));
    }

    #[test]
    fn the_text_part_has_the_identifier_and_the_password_on_lines_of_their_own() {
        let content = content(Credential::Password(TemporaryPassword::from_bytes(&[7; 15])));
        let text = text_of(&content);
        let lines: Vec<&str> = text.lines().collect();

        assert!(lines.contains(&"Identifiant : K7QF2-M9DAB"));
        assert!(lines.contains(
            &format!("Mot de passe : {}", TemporaryPassword::from_bytes(&[7; 15]).reveal()).as_str()
        ));
        assert!(lines.contains(&"Adresse de connexion : https://portail.example/connexion"));
    }

    #[test]
    fn a_mail_with_a_link_carries_no_password() {
        let link = Link("https://portail.example/lien/x".to_owned());
        let content = content(Credential::Link(LinkKind::Activation, link));
        let text = text_of(&content);
        assert!(text.lines().any(|line| line == "Lien : https://portail.example/lien/x"));
        assert!(!text.contains("Mot de passe :"));
    }

    #[test]
    fn names_are_escaped_in_the_body_and_absent_from_the_headers() {
        let content = content(Credential::OwnPassword);
        assert!(html_of(&content).contains("Bonjour Jean &#60;Dupont&#62;,"));
        let mail = formatted(&content);
        let (headers, _) = mail.split_once("\r\n\r\n").unwrap();
        assert!(!headers.contains("<Dupont"));
    }

    #[test]
    fn every_line_of_a_message_ends_as_mail_lines_do() {
        let mail = formatted(&content(Credential::OwnPassword));
        assert_eq!(mail.matches('\n').count(), mail.matches("\r\n").count());
    }

    #[test]
    fn an_advanced_user_is_mailed_a_link_to_choose_an_identifier_with_and_none_that_was_made() {
        let link = Link("https://portail.example/lien/x".to_owned());
        let activation = Credential::Link(LinkKind::Activation, link);
        let text = text_of(&MailContent { is_advanced: true, ..content(activation) });
        assert!(text.contains("identifiant et votre mot de passe") && !text.contains("K7QF2"), "{text}");
        assert!(text.lines().any(|line| line == "Lien : https://portail.example/lien/x"), "{text}");

        let text = text_of(&MailContent { is_advanced: true, ..content(Credential::OwnPassword) });
        assert!(text.contains("désormais aussi") && text.contains("utilisateur avancé"), "{text}");
        assert!(text.lines().any(|line| line == "Identifiant : K7QF2-M9DAB"), "{text}");
    }

    #[test]
    fn a_mail_about_an_association_says_until_when_and_where_to_answer() {
        let link = Link("https://portail.example/association/x".to_owned());
        let asked = Association { last_day: EndDate::new(2026, 7, 14).unwrap(), link };
        let about =
            |notice| text_of(&MailContent { notice: Some(notice), ..content(Credential::OwnPassword) });
        let text = about(Notice::AdvancedAsked(asked));
        for line in ["À accepter jusqu’au : 14/07/2026", "Lien : https://portail.example/association/x"] {
            assert!(text.lines().any(|other| other == line), "{line}: {text}");
        }
        for (notice, page) in
            [(Notice::AdvancedEnded, paths::MY_ACCESS), (Notice::AdvancedLeft, paths::USER_MANAGEMENT)]
        {
            let text = about(notice);
            assert!(
                text.lines().any(|line| line == format!("Lien : https://portail.example{page}")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_mail_about_an_end_says_when_and_of_how_much_and_where_to_see_it() {
        let ending = Ending { last_day: EndDate::new(2026, 12, 31).unwrap(), count: 3 };
        let about = |notice| MailContent { notice: Some(notice), ..content(Credential::OwnPassword) };
        let own = text_of(&about(Notice::OwnEnding(ending)));
        assert!(own.lines().any(|line| line == "Dernier jour : 31/12/2026"), "{own}");
        let link = |page: &str| format!("Lien : https://portail.example{page}");
        assert!(own.lines().any(|line| line == link(paths::MY_ACCESS)), "{own}");
        assert!(!own.contains("Identifiant :"));
        let theirs = text_of(&about(Notice::EndingsOfPeople(ending)));
        assert!(theirs.lines().any(|line| line == "Accès concernés : 3"), "{theirs}");
        assert!(theirs.lines().any(|line| line == link(&paths::ending_soon())), "{theirs}");
    }

    #[test]
    fn a_mail_about_the_administration_says_who_asks_and_where_to_answer_or_to_look() {
        let about =
            |notice| text_of(&MailContent { notice: Some(notice), ..content(Credential::OwnPassword) });
        let says =
            |text: &str, line: &str| assert!(text.lines().any(|other| other == line), "{line}: {text}");
        for (role, what) in
            [(Role::Successor, "vous prendrez la place"), (Role::Deputy, "administrateur adjoint")]
        {
            let link = Link("https://portail.example/passation/x".to_owned());
            let last_day = EndDate::new(2026, 7, 7).unwrap();
            let asked =
                about(Notice::HandOver(HandOver { role, from: "Antony Marchand".into(), last_day, link }));
            says(&asked, "Demandé par : Antony Marchand");
            says(&asked, "À accepter jusqu’au : 07/07/2026");
            says(&asked, "Lien : https://portail.example/passation/x");
            assert!(asked.contains(what), "{asked}");
        }

        let former = about(Notice::FormerAdministrator { kept: 2 });
        says(&former, "Accès conservés : 2");
        says(&former, &format!("Lien : https://portail.example{}", paths::MY_ACCESS));
        for notice in [Notice::Administrator, Notice::Administrators] {
            says(&about(notice), &format!("Lien : https://portail.example{}", paths::ADMINISTRATORS));
        }
    }

    #[test]
    fn a_mail_about_a_change_of_address_can_be_refused_where_the_address_is_the_present_one() {
        let about =
            |notice| text_of(&MailContent { notice: Some(notice), ..content(Credential::OwnPassword) });
        let says =
            |text: &str, line: &str| assert!(text.lines().any(|other| other == line), "{line}: {text}");
        let at = LocalTime { year: 2026, month: 7, day: 1, hour: 9, minute: 5 };
        let link = |page: &str| Link(format!("https://portail.example{page}"));
        let asked = AddressAsked {
            by: "Lise Morel".into(),
            new: "lise@nouvelle.example".into(),
            at,
            until: LocalTime { day: 2, ..at },
            link: link("/adresse/x"),
        };
        let refusal = link("/adresse/x/refuser");
        let to_old = about(Notice::AddressAsked { asked: asked.clone(), refusal });
        for line in [
            "Demandé par : Lise Morel",
            "Nouvelle adresse : lise@nouvelle.example",
            "Demandé le : 01/07/2026 09:05",
            "À confirmer avant le : 02/07/2026 09:05",
            "Lien : https://portail.example/adresse/x",
            "Refuser : https://portail.example/adresse/x/refuser",
        ] {
            says(&to_old, line);
        }

        assert!(to_old.contains("/refuser\n\nCes liens"), "{to_old}");
        let to_new = about(Notice::AddressProof(asked));
        assert!(to_new.contains("/adresse/x\n\nCe lien"), "{to_new}");
        says(&to_new, "Lien : https://portail.example/adresse/x");
        assert!(!to_new.contains("Refuser"), "{to_new}");
        let new = "lise@nouvelle.example".to_owned();
        says(&about(Notice::AddressFormer { new }), "Nouvelle adresse : lise@nouvelle.example");
        assert!(!about(Notice::AddressTaken).contains("/adresse/"));
    }

    #[test]
    fn a_mail_about_a_change_of_how_one_signs_in_says_what_when_from_where_and_what_to_do() {
        let at = LocalTime { year: 2026, month: 7, day: 1, hour: 9, minute: 5 };
        let about = |changed| {
            let change = CredentialChange::new(changed, Some("192.0.2.7".parse().unwrap()));
            let notice = Some(Notice::Credential { change, at });
            text_of(&MailContent { notice, customer: None, ..content(Credential::OwnPassword) })
        };
        let text = about(Changed::RecoveryCodeUsed { left: 9 });
        for line in [
            "Ce qui a changé : Code de secours utilisé",
            "Quand : 01/07/2026 09:05",
            "Depuis le réseau : 192.0.2.7",
            "Codes de secours restants : 9",
            "Lien : https://portail.example/mon-espace",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}: {text}");
        }
        assert!(text.contains("Mot de passe oublié"), "{text}");
        for (changed, what) in [
            (Changed::Password, "Mot de passe modifié"),
            (Changed::FactorAdded, "Second facteur ajouté"),
            (Changed::FactorRemoved, "Second facteur retiré"),
            (Changed::FactorReset, "Second facteur retiré par l’exploitant"),
            (Changed::RecoveryCodesRenewed, "Nouveaux codes de secours"),
            (Changed::PasskeyAdded, "Clé d’accès ajoutée"),
            (Changed::PasskeyRemoved, "Clé d’accès retirée"),
        ] {
            assert!(about(changed).contains(&format!("Ce qui a changé : {what}\n")));
        }
    }

    #[test]
    fn every_kind_is_said_in_every_language() {
        let link = || Link("https://portail.example/lien/x".to_owned());
        for credential in [
            Credential::OwnPassword,
            Credential::Password(TemporaryPassword::from_bytes(&[7; 15])),
            Credential::Link(LinkKind::Activation, link()),
            Credential::Link(LinkKind::Reset, link()),
        ] {
            for locale in Locale::ALL {
                let content = MailContent { locale, ..content(credential.clone()) };
                let html = html_of(&content);
                assert!(html.contains(&format!("<html lang=\"{}\">", locale.code())));
                assert!(!html.contains("{{"));
            }
        }
    }
}
