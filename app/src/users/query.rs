//! The list's address: its filter, sort and page as a query string, in the words of the interface.

use domain::paths;
use domain::users::{Direction, Filter, Grouping, PageRequest, SortKey, UserStatus};
use leptos::prelude::WithUntracked;
use leptos_router::hooks::use_query_map;

/// The parameters for which the search form has a field.
pub(crate) const CONTRACT: &str = "compte";
pub(crate) const SUB_ACCOUNT: &str = "sous-compte";
pub(crate) const SITE: &str = "site";
pub(crate) const PROFILE: &str = "profil";
pub(crate) const USER: &str = "utilisateur";
pub(crate) const STATUS: &str = "statut";
pub(crate) const IMPORT: &str = "import";

/// The parameters that say which way the list is sorted, and where its page begins.
pub(crate) const ORDER: &str = "ordre";
pub(crate) const DESCENDING: &str = "decroissant";
pub(crate) const PAGE: &str = "page";

/// The value of `statut` that asks for people whose last mail failed.
pub const MAIL_FAILED: &str = "mail-en-echec";

/// The value of `statut` that asks for what ends soon.
pub const ENDS_SOON: &str = "fin-proche";

/// The value of `vue` that asks for a row for each person.
const BY_PERSON: &str = "personnes";

/// The parameter of a person's pages that says how the list was narrowed when they were opened from it.
const RETURN: &str = "retour";

/// What the query of an address asks for, with or without its question mark.
pub fn from_query(query: &str) -> PageRequest {
    from_pairs(form_urlencoded::parse(query.trim_start_matches('?').as_bytes()))
}

/// What the parameters of an address ask for. What cannot be read counts as absent, so that an old
/// bookmark still opens the list.
pub fn from_pairs<K: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (K, V)>) -> PageRequest {
    let mut request = PageRequest::default();
    let Filter { contract, sub_account, site, profile, user, status, mail_failed, ends_soon, import } =
        &mut request.filter;
    for (name, value) in pairs {
        let value = value.as_ref().trim();
        let text = (!value.is_empty()).then(|| value.to_owned());
        match name.as_ref() {
            CONTRACT => *contract = text,
            SUB_ACCOUNT => *sub_account = text,
            SITE => *site = text,
            PROFILE => *profile = text,
            USER => *user = text,
            STATUS if value == MAIL_FAILED => *mail_failed = true,
            STATUS if value == ENDS_SOON => *ends_soon = true,
            STATUS => *status = status_from_word(value).or(*status),
            IMPORT => *import = value.parse().ok(),
            "vue" if value == BY_PERSON => request.grouping = Grouping::Person,
            "tri" => request.sort = sort_from_word(value).unwrap_or_default(),
            ORDER if value == DESCENDING => request.direction = Direction::Descending,
            "taille" => request.size = offered_size(value),
            PAGE => request.cursor = text,
            _ => {}
        }
    }

    request.sort = request.grouping.sort(request.sort);
    request
}

/// The parameters that ask for `request`, in one order; what is as usual is left out.
pub fn pairs(request: &PageRequest) -> Vec<(&'static str, String)> {
    let mut pairs = filter_pairs(&request.filter);
    if request.grouping == Grouping::Person {
        pairs.push(("vue", BY_PERSON.to_owned()));
    }

    if request.sort != SortKey::default() {
        pairs.push(("tri", sort_word(request.sort).to_owned()));
    }

    if request.direction == Direction::Descending {
        pairs.push((ORDER, DESCENDING.to_owned()));
    }

    if request.size != PageRequest::SIZES[0] {
        pairs.push(("taille", request.size.to_string()));
    }

    pairs.extend(request.cursor.clone().map(|cursor| (PAGE, cursor)));
    pairs
}

/// The parameters that narrow the list as `filter` does.
pub fn filter_pairs(filter: &Filter) -> Vec<(&'static str, String)> {
    let Filter { contract, sub_account, site, profile, user, status, mail_failed, ends_soon, import } =
        filter;
    [
        (CONTRACT, contract.clone()),
        (SUB_ACCOUNT, sub_account.clone()),
        (SITE, site.clone()),
        (PROFILE, profile.clone()),
        (USER, user.clone()),
        (STATUS, status.map(|status| status_word(status).to_owned())),
        (STATUS, mail_failed.then(|| MAIL_FAILED.to_owned())),
        (STATUS, ends_soon.then(|| ENDS_SOON.to_owned())),
        (IMPORT, import.map(|import| import.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

/// The address of the page of the list that `request` asks for.
pub fn list_address(request: &PageRequest) -> String {
    address(paths::USERS, &pairs(request))
}

/// The list without its page, as the query of its address: what is saved of it under a name.
pub fn view_of(request: &PageRequest) -> String {
    let address = list_address(&PageRequest { cursor: None, ..request.clone() });
    address.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

/// The address of the list, narrowed as `filter` does and otherwise as usual. Links to it from elsewhere
/// are made here: one that is written by hand can ask for what nobody reads, and lists everybody.
pub fn narrowed_to(filter: Filter) -> String {
    list_address(&PageRequest { filter, ..PageRequest::default() })
}

/// The address of `path` with these parameters.
pub fn address(path: &str, pairs: &[(&'static str, String)]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{path}?{query}")
}

/// The address of one of the users' pages that leads back to the list as it stood at `list`.
pub fn returning(page: &str, list: &str) -> String {
    if list == paths::USERS { page.to_owned() } else { address(page, &[(RETURN, list.to_owned())]) }
}

/// The page with one more parameter.
pub fn with_parameter(page: &str, name: &str, value: &str) -> String {
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}{name}={value}")
}

/// Where the list stood when this page was opened from it.
pub fn use_return() -> String {
    let back = use_query_map().with_untracked(|query| query.get(RETURN));
    safe_return(&back.unwrap_or_default()).to_owned()
}

/// The list sorted by `key`: the other way round when it is sorted by it already. From its first page.
pub fn sorted_by(request: &PageRequest, key: SortKey) -> PageRequest {
    let direction = match request.direction {
        Direction::Ascending if request.sort == key => Direction::Descending,
        _ => Direction::Ascending,
    };
    PageRequest { sort: key, direction, cursor: None, ..request.clone() }
}

/// The same list by assignment or by person, from its first page.
pub fn grouped_by(request: &PageRequest, grouping: Grouping) -> PageRequest {
    PageRequest { grouping, sort: grouping.sort(request.sort), cursor: None, ..request.clone() }
}

/// `back` when it is an address of the users' pages; the list otherwise. What a form sends back is
/// never trusted to lead elsewhere.
pub fn safe_return(back: &str) -> &str {
    let is_of = |page: &str| {
        back.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    let ours = is_of(paths::USERS) || is_of(paths::USER_MANAGEMENT);
    let plain = back.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if ours && plain { back } else { paths::USERS }
}

/// The word of a status in an address.
pub const fn status_word(status: UserStatus) -> &'static str {
    match status {
        UserStatus::Active => "actif",
        UserStatus::Invited => "invite",
        UserStatus::Suspended => "suspendu",
        UserStatus::Expired => "expire",
    }
}

fn status_from_word(word: &str) -> Option<UserStatus> {
    UserStatus::ALL.into_iter().find(|status| status_word(*status) == word)
}

/// The word of a column in an address.
const fn sort_word(sort: SortKey) -> &'static str {
    match sort {
        SortKey::User => "utilisateur",
        SortKey::Contract => "contrat",
        SortKey::SubAccount => "sous-compte",
        SortKey::Site => "site",
        SortKey::Profile => "profil",
        SortKey::Status => "statut",
    }
}

fn sort_from_word(word: &str) -> Option<SortKey> {
    SortKey::ALL.into_iter().find(|key| sort_word(*key) == word)
}

fn offered_size(word: &str) -> u16 {
    let size = word.parse().unwrap_or_default();
    if PageRequest::SIZES.contains(&size) { size } else { PageRequest::SIZES[0] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ImportId;
    use proptest::option;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// What somebody may search for: anything but the spaces around it.
    fn text() -> impl Strategy<Value = Option<String>> {
        option::of("\\PC{1,12}")
            .prop_map(|text| Some(text?.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    fn import() -> impl Strategy<Value = Option<ImportId>> {
        option::of("[0-9a-f]{32}").prop_map(|digits| digits?.parse().ok())
    }

    fn filter() -> impl Strategy<Value = Filter> {
        let status = option::of(select(UserStatus::ALL.to_vec()));
        (text(), text(), text(), text(), text(), status, any::<bool>(), any::<bool>(), import()).prop_map(
            |(contract, sub_account, site, profile, user, status, mail_failed, ends_soon, import)| Filter {
                contract,
                sub_account,
                site,
                profile,
                user,
                status,
                mail_failed,
                ends_soon,
                import,
            },
        )
    }

    fn request() -> impl Strategy<Value = PageRequest> {
        let grouping = select(vec![Grouping::Assignment, Grouping::Person]);
        let sort = select(SortKey::ALL.to_vec());
        let direction = select(vec![Direction::Ascending, Direction::Descending]);
        let size = select(PageRequest::SIZES.to_vec());
        (filter(), grouping, sort, direction, size, text()).prop_map(
            |(filter, grouping, sort, direction, size, cursor)| {
                let sort = grouping.sort(sort);
                PageRequest { filter, grouping, sort, direction, size, cursor }
            },
        )
    }

    proptest! {
        #[test]
        fn what_an_address_asks_for_is_what_it_was_written_for(request in request()) {
            prop_assert_eq!(from_query(list_address(&request).strip_prefix(paths::USERS).unwrap()), request);
        }

        #[test]
        fn a_link_to_a_narrowed_list_narrows_it_so(filter in filter()) {
            let read = from_query(narrowed_to(filter.clone()).strip_prefix(paths::USERS).unwrap());
            prop_assert_eq!(read, PageRequest { filter, ..PageRequest::default() });
        }
    }

    #[test]
    fn what_mails_lead_to_is_the_list_of_what_ends_soon() {
        let filter = Filter { ends_soon: true, ..Filter::default() };
        assert_eq!(narrowed_to(filter), paths::ending_soon());
    }

    fn everything() -> PageRequest {
        PageRequest {
            filter: Filter {
                contract: Some("10000700".into()),
                sub_account: Some("53".into()),
                site: Some("Lyon – Part-Dieu".into()),
                profile: Some("Expéditeur".into()),
                user: Some("o'connor & fils".into()),
                status: Some(UserStatus::Invited),
                mail_failed: true,
                ends_soon: true,
                import: "0190163d-8694-739b-aea5-966c26f8ad91".parse().ok(),
            },
            grouping: Grouping::Assignment,
            sort: SortKey::Site,
            direction: Direction::Descending,
            size: 100,
            cursor: Some("bWFya2Vy".into()),
        }
    }

    #[test]
    fn the_usual_list_has_a_bare_address_and_other_values_are_encoded() {
        assert_eq!(list_address(&PageRequest::default()), paths::USERS);
        let filter = Filter { user: Some("Élodie & co".into()), ..Filter::default() };
        let request = PageRequest { filter, ..PageRequest::default() };
        assert_eq!(list_address(&request), format!("{}?utilisateur=%C3%89lodie+%26+co", paths::USERS));
    }

    #[test]
    fn what_cannot_be_read_counts_as_absent() {
        let request = from_pairs([
            ("compte", "  "),
            ("statut", "vivant"),
            ("tri", "âge"),
            ("ordre", "au hasard"),
            ("taille", "1000000"),
            ("import", "47"),
            ("inconnu", "1"),
        ]);
        assert_eq!(request, PageRequest::default());
    }

    #[test]
    fn a_column_sorts_one_way_then_the_other_from_the_first_page() {
        let once = sorted_by(&everything(), SortKey::Profile);

        assert_eq!(
            (once.sort, once.direction, once.cursor.as_ref()),
            (SortKey::Profile, Direction::Ascending, None)
        );

        let twice = sorted_by(&once, SortKey::Profile);

        assert_eq!(twice.direction, Direction::Descending);
        assert_eq!(sorted_by(&twice, SortKey::Profile).direction, Direction::Ascending);
        assert_eq!(twice.filter, everything().filter);
    }

    #[test]
    fn people_are_sorted_by_what_each_has_but_once() {
        let people = grouped_by(&everything(), Grouping::Person);

        assert_eq!((people.sort, people.cursor), (SortKey::User, None));
        assert_eq!(from_query("?vue=personnes&tri=site").sort, SortKey::User);
        assert_eq!(from_query("?vue=personnes&tri=statut").sort, SortKey::Status);
        assert_eq!(from_query("?vue=autrement"), PageRequest::default());
    }

    #[test]
    fn a_view_is_all_that_an_address_asks_for_but_the_page() {
        let view = view_of(&everything());
        assert_eq!(from_query(&view), PageRequest { cursor: None, ..everything() });
        assert_eq!(view_of(&from_query("site=Antony&inconnu=1&page=x&supprimer=y")), "site=Antony");
        assert_eq!(view_of(&PageRequest::default()), "");
    }

    #[test]
    fn a_page_leads_back_to_the_list_as_it_was() {
        let list = list_address(&everything());
        let page = returning("/administration/utilisateurs/1", &list);
        let pairs = form_urlencoded::parse(page.split_once('?').unwrap().1.as_bytes());
        assert_eq!(pairs.collect::<Vec<_>>(), [("retour".into(), list.as_str().into())]);
        assert_eq!(safe_return(&list), list);
        assert_eq!(with_parameter(&page, "a", "b"), format!("{page}&a=b"));
        assert_eq!(
            returning("/administration/utilisateurs/1", paths::USERS),
            "/administration/utilisateurs/1"
        );
    }

    #[test]
    fn a_form_cannot_lead_elsewhere() {
        let own = "/administration/utilisateurs?site=Antony";

        assert_eq!(safe_return(own), own);
        assert_eq!(safe_return("/mon-compte/utilisateurs?page=b"), "/mon-compte/utilisateurs?page=b");

        for elsewhere in [
            "https://mechant.example/",
            "//mechant.example",
            "/administration/utilisateurs.mechant.example",
            "/mon-compte/acces",
            "/administration/utilisateurs\\@x",
            "/administration/utilisateurs?a\r\nSet-Cookie: b=c",
            "",
        ] {
            assert_eq!(safe_return(elsewhere), paths::USERS, "{elsewhere:?}");
        }
    }
}
