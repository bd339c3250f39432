use crate::i18n::{Texts, use_texts};
use domain::users::{Filter, PageRequest};
use leptos::prelude::*;

/// What a printed list is narrowed to, since it leaves the search behind.
#[component]
pub fn Printed(request: PageRequest) -> impl IntoView {
    let t = use_texts();
    let criteria = criteria(request.filter, t);
    let narrowed =
        if criteria.is_empty() { t.users().list.unfiltered.to_owned() } else { criteria.join(" · ") };

    view! { <p class="printed">{narrowed}</p> }
}

/// Each criterion of a filter, in words.
fn criteria(filter: Filter, t: Texts) -> Vec<String> {
    let Filter { contract, sub_account, site, profile, user, status, mail_failed, ends_soon, import } =
        filter;
    let (list, fields) = (&t.users().list, &t.users().fields);
    let status = status.map(|status| t.components().status(status).to_owned());
    let named = [
        (fields.contract, contract),
        (fields.sub_account, sub_account),
        (fields.site, site),
        (fields.profile, profile),
        (list.user, user),
        (list.status, status),
    ];

    let named = named.into_iter().filter_map(|(name, value)| Some((list.criterion)(name, &value?)));
    let others = [
        (mail_failed, list.mail_failed),
        (ends_soon, list.ends_soon),
        (import.is_some(), list.import_filter),
    ];
    let others = others.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words.to_owned());
    named.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::locale::Locale;
    use domain::users::UserStatus;

    #[test]
    fn a_printed_list_says_every_criterion() {
        let some = |text: &str| Some(text.to_owned());
        let filter = Filter {
            contract: some("10000700"),
            sub_account: some("53"),
            site: some("Antony"),
            profile: some("Expéditeur"),
            user: some("dupont"),
            status: Some(UserStatus::Active),
            mail_failed: true,
            ends_soon: true,
            import: "0190163d-8694-739b-aea5-966c26f8ad91".parse().ok(),
        };
        let said = criteria(filter, Texts { locale: Locale::Fr });

        assert_eq!(said.len(), 9);
        assert_eq!(said[0], "N° compte\u{a0}: 10000700");
        assert_eq!(said[5], "Statut\u{a0}: Actif");
        assert_eq!(criteria(Filter::default(), Texts { locale: Locale::Fr }), Vec::<String>::new());
    }
}
