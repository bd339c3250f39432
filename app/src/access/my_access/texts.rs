//! Texts about what one may do: rights in words.

use crate::i18n::{Locale, date};
use domain::access::PlaceAccess;
use domain::fold::fold;
use domain::rights::{Application, Level, Right};

impl crate::i18n::Texts {
    /// What one may do, in words.
    pub fn my_access(self) -> &'static MyAccessTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about what one may do, in one language.
#[derive(Debug)]
pub struct MyAccessTexts {
    locale: Locale,
    /// Heading of the page, and of the section on one's own page.
    pub title: &'static str,
    /// What the page is for.
    pub lede: &'static str,
    /// What is said to an administrator of the customer.
    pub everything: &'static str,
    pub advanced: &'static str,
    /// Nothing is open with the customer at the moment.
    pub nothing_open: &'static str,
    pub invited: &'static str,
    /// The invitation has arrived, and can be accepted.
    pub acceptable: &'static str,
    /// Accepts it.
    pub accept: &'static str,
    pub expired: &'static str,
    pub suspended: &'static str,
    /// Over the names of administrators.
    pub whom_to_ask: &'static str,
    /// There is no customer any more.
    pub none: &'static str,
    pub none_text: &'static str,
    pub contract: &'static str,
    pub sub_account: &'static str,
    pub site: &'static str,
    pub until: &'static str,
    /// Begins a sentence about what one does.
    you: &'static str,
    and: &'static str,
    /// What one does with each application, at consultation and at gestion.
    verbs: [[&'static str; 2]; Application::COUNT],
    /// Behind what one does until a day only.
    only_until: fn(&str) -> String,
    at_site: fn(&str) -> String,
    in_sub_account: fn(&str) -> String,
    under_contract: fn(&str) -> String,
    /// No application is open at a place.
    nothing_at: fn(&str) -> String,
    /// Ends a sentence about a place that is left on a day.
    until_day: fn(&str) -> String,
}

impl MyAccessTexts {
    /// What somebody may do at a place, as a sentence.
    pub fn sentence(&self, place: &PlaceAccess) -> String {
        let doing: Vec<String> = place.rights.iter().map(|right| self.doing(place, right)).collect();
        let at = self.at(place);
        let until = place.until.map(|day| (self.until_day)(&date(self.locale, day))).unwrap_or_default();

        if doing.is_empty() {
            return format!("{}{until}.", (self.nothing_at)(&at));
        }
        format!("{} {} {at}{until}.", self.you, self.listed(&doing))
    }

    fn doing(&self, place: &PlaceAccess, right: Right) -> String {
        let [view, manage] = self.verbs[right.application as usize];
        let verb = if right.level == Level::Manage { manage } else { view };
        match place.changes.iter().find(|(application, _)| *application == right.application) {
            Some((_, day)) => format!("{verb} {}", (self.only_until)(&date(self.locale, *day))),
            None => verb.to_owned(),
        }
    }

    /// The narrowest name of a place.
    fn at(&self, place: &PlaceAccess) -> String {
        match (&place.site, &place.sub_account) {
            (Some(site), _) => (self.at_site)(site),
            (None, Some(sub_account)) => (self.in_sub_account)(&sub_account.name),
            (None, None) => (self.under_contract)(&place.contract.name),
        }
    }

    fn listed(&self, doing: &[String]) -> String {
        match doing {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{}{last}", first.join(", "), self.and),
        }
    }
}

/// `d’Antony`, `de Lyon`, `du Mans`, `des Ulis`.
fn of_french_place(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("Le ") {
        return format!("du {rest}");
    }
    if let Some(rest) = name.strip_prefix("Les ") {
        return format!("des {rest}");
    }

    let vowel = fold(name).starts_with(['a', 'e', 'i', 'o', 'u']);
    if vowel { format!("d’{name}") } else { format!("de {name}") }
}

pub static FR: MyAccessTexts = MyAccessTexts {
    locale: Locale::Fr,
    title: "Vos accès",
    lede: "Ce que vous pouvez faire, où, jusqu’à quand, et à qui vous adresser.",
    advanced: "Vous voyez ses contrats et leurs utilisateurs en tant qu’utilisateur avancé, sans rien y changer.",
    everything: "Vous administrez les utilisateurs, et pouvez tout faire sur tous les contrats et tous les sites.",
    nothing_open: "Aucun accès ne vous est ouvert en ce moment.",
    invited: "Vous êtes invité. Une fois le mail reçu, revenez ici accepter l’invitation\u{a0}: l’accès s’ouvre alors.",
    acceptable: "Vous êtes invité. Acceptez l’invitation pour ouvrir votre accès.",
    accept: "Accepter l’invitation",
    expired: "Votre invitation n’est plus valable. Demandez qu’on vous la renvoie.",
    suspended: "Votre accès est suspendu\u{a0}: vous ne pouvez rien faire ici tant qu’il n’est pas rouvert.",
    whom_to_ask: "À qui vous adresser",
    none: "Vous n’avez plus d’accès",
    none_text: "Aucune entreprise ne vous ouvre d’accès en ce moment. Adressez-vous à l’administrateur de la vôtre.",
    contract: "Contrat",
    sub_account: "Sous-compte",
    site: "Site",
    until: "Jusqu’au",
    you: "Vous",
    and: " et ",
    verbs: [
        ["consultez les affranchissements", "préparez des affranchissements"],
        ["consultez les retours", "gérez les retours"],
        ["suivez les envois", "gérez le suivi des envois"],
        ["consultez les livraisons", "organisez les livraisons"],
        ["consultez les enlèvements", "demandez des enlèvements"],
        ["consultez les carnets d’adresses", "tenez les carnets d’adresses"],
        ["consultez les factures et les tarifs", "gérez la facturation"],
        ["consultez la liste des utilisateurs", "administrez les utilisateurs"],
    ],
    only_until: |day| format!("(jusqu’au {day})"),
    at_site: of_french_place,
    in_sub_account: |name| format!("du sous-compte {name}"),
    under_contract: |name| format!("du contrat {name}"),
    nothing_at: |place| format!("Aucune application ne vous est ouverte parmi celles {place}"),
    until_day: |day| format!(", jusqu’au {day}"),
};

pub static EN: MyAccessTexts = MyAccessTexts {
    locale: Locale::En,
    title: "Your access",
    lede: "What you may do, where, until when, and whom to ask.",
    advanced: "You see its contracts and their users as an advanced user, and change nothing there.",
    everything: "You administer the users, and may do everything under all contracts and at all sites.",
    nothing_open: "Nothing is open to you at the moment.",
    invited: "You are invited. Come back here once the mail has arrived, and accept the invitation: the access opens then.",
    acceptable: "You are invited. Accept the invitation to open your access.",
    accept: "Accept the invitation",
    expired: "Your invitation is no longer valid. Ask for another.",
    suspended: "Your access is suspended: you can do nothing here until it is opened again.",
    whom_to_ask: "Whom to ask",
    none: "You have no access any more",
    none_text: "No company gives you access at the moment. Ask the administrator of yours.",
    contract: "Contract",
    sub_account: "Sub-account",
    site: "Site",
    until: "Until",
    you: "You",
    and: " and ",
    verbs: [
        ["view shipments", "prepare shipments"],
        ["view returns", "manage returns"],
        ["track parcels", "manage the tracking of parcels"],
        ["view deliveries", "arrange deliveries"],
        ["view pickups", "request pickups"],
        ["view the address books", "keep the address books"],
        ["view invoices and price lists", "manage the billing"],
        ["view the list of users", "administer the users"],
    ],
    only_until: |day| format!("(until {day})"),
    at_site: |name| format!("at {name}"),
    in_sub_account: |name| format!("in the sub-account {name}"),
    under_contract: |name| format!("under the contract {name}"),
    nothing_at: |place| format!("No application is open to you {place}"),
    until_day: |day| format!(", until {day}"),
};

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Account;
    use domain::rights::{Rights, parse_rights};
    use domain::time::LocalTime;

    const NEW_YEARS_EVE: LocalTime = LocalTime { year: 2026, month: 12, day: 31, hour: 23, minute: 59 };

    fn account(number: &str, name: &str) -> Account {
        Account { number: number.to_owned(), name: name.to_owned() }
    }

    fn place(rights: &str, site: Option<&str>) -> PlaceAccess {
        PlaceAccess {
            contract: account("10000700", "Potters Île-de-France"),
            sub_account: None,
            site: site.map(str::to_owned),
            rights: parse_rights(rights).unwrap().into_iter().collect::<Rights>(),
            until: None,
            changes: Vec::new(),
        }
    }

    #[test]
    fn what_one_may_do_is_a_sentence() {
        let antony = place("affranchissement=gestion,suivi=consultation", Some("Antony"));
        let antony = PlaceAccess { until: Some(NEW_YEARS_EVE), ..antony };
        assert_eq!(
            FR.sentence(&antony),
            "Vous préparez des affranchissements et suivez les envois d’Antony, jusqu’au 31/12/2026."
        );
        assert_eq!(
            EN.sentence(&antony),
            "You prepare shipments and track parcels at Antony, until 31/12/2026."
        );

        let three = place("retours=gestion,facturation=consultation,administration=gestion", Some("Lyon"));
        assert_eq!(
            FR.sentence(&three),
            "Vous gérez les retours, consultez les factures et les tarifs et administrez les utilisateurs de Lyon."
        );
    }

    #[test]
    fn a_right_that_ends_before_the_others_says_so() {
        let lyon = place("retours=gestion,suivi=consultation", Some("Lyon"));
        let lyon = PlaceAccess { changes: vec![(Application::Returns, NEW_YEARS_EVE)], ..lyon };
        assert_eq!(
            FR.sentence(&lyon),
            "Vous gérez les retours (jusqu’au 31/12/2026) et suivez les envois de Lyon."
        );
    }

    #[test]
    fn a_place_without_a_site_is_its_sub_account_or_its_contract() {
        let contract = place("suivi=consultation", None);
        assert_eq!(FR.sentence(&contract), "Vous suivez les envois du contrat Potters Île-de-France.");
        let part = PlaceAccess { sub_account: Some(account("53", "SERVICE CLIENT")), ..contract };
        assert_eq!(FR.sentence(&part), "Vous suivez les envois du sous-compte SERVICE CLIENT.");
    }

    #[test]
    fn where_nothing_may_be_done_that_is_said() {
        assert_eq!(
            FR.sentence(&place("", Some("Antony"))),
            "Aucune application ne vous est ouverte parmi celles d’Antony."
        );
        assert_eq!(
            EN.sentence(&place("", None)),
            "No application is open to you under the contract Potters Île-de-France."
        );
    }

    #[test]
    fn french_names_of_places_take_their_article() {
        for (name, expected) in [
            ("Antony", "d’Antony"),
            ("Évry", "d’Évry"),
            ("Saint-Étienne", "de Saint-Étienne"),
            ("Le Mans", "du Mans"),
            ("Les Ulis", "des Ulis"),
            ("La Rochelle", "de La Rochelle"),
            ("Dépôt 4", "de Dépôt 4"),
        ] {
            assert_eq!(of_french_place(name), expected);
        }
    }

    #[test]
    fn every_right_has_its_words() {
        for texts in [&FR, &EN] {
            let said: std::collections::BTreeSet<_> = texts.verbs.as_flattened().iter().collect();
            assert_eq!(said.len(), 2 * Application::COUNT);
        }
    }
}
