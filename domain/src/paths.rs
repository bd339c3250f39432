//! The addresses of the portal: its pages, and the files that it hands out.
//!
//! They stand here, below everything else, because the mails that `backend` writes, the pages of `app` in
//! the browser and the routes of `server` must agree on them, and nothing else is known to all three.
//! Mails and bookmarks outlive a release: an address that changes breaks them.

use crate::ids::{
    AssignmentId, BulkId, CustomerId, DraftId, ImportId, ProfileId, ProposalId, SiteId, TariffId,
};

/// Leads on to where somebody's work begins: the list of users, all contracts that they see, or what they may do.
pub const HOME: &str = "/";
/// Signing in; in its query may stand where to come back to.
pub const SIGN_IN: &str = "/connexion";
/// Asking for a link with which to choose another password.
pub const FORGOTTEN_PASSWORD: &str = "/mot-de-passe-oublie";
/// The same page, once the link is on its way.
pub const RESET_LINK_SENT: &str = "/mot-de-passe-oublie?envoye";
/// Choosing one's own password after signing in with a mailed one.
pub const NEW_PASSWORD: &str = "/nouveau-mot-de-passe";
/// Giving the second factor after the password; in its query may stand where to come back to.
pub const GIVE_FACTOR: &str = "/connexion/second-facteur";
/// Adding a second factor before anything else, where one is needed.
pub const ADD_FACTOR: &str = "/connexion/ajouter-second-facteur";
/// What all pages of the administration begin with; no page itself.
pub const ADMINISTRATION: &str = "/administration";
/// The customer's contracts.
pub const CONTRACTS: &str = "/administration/contrats";
/// The customer's sites.
pub const SITES: &str = "/administration/sites";
/// Creating sites from a file.
pub const IMPORT_SITES: &str = "/administration/sites/importer";
/// The customer's profiles.
pub const PROFILES: &str = "/administration/profils";
/// Creating a profile, or copying one.
pub const CREATE_PROFILE: &str = "/administration/profils/creer";
/// The list of users.
pub const USERS: &str = "/administration/utilisateurs";
/// Creating users by their addresses.
pub const CREATE_USERS: &str = "/administration/utilisateurs/creer";
/// Importing users from a file.
pub const IMPORT_USERS: &str = "/administration/utilisateurs/importer";
/// Who administers the customer, and handing that over.
pub const ADMINISTRATORS: &str = "/administration/changement-administrateur";
/// What all pages of changes of many begin with; no page itself.
pub const BULK: &str = "/administration/utilisateurs/lot";
/// The imports that there were.
pub const IMPORTS: &str = "/administration/imports";
/// Who did what to whom, when, and from where.
pub const JOURNAL: &str = "/administration/journal";
/// The mails about accesses, by what became of them.
pub const MAILS: &str = "/administration/courriels";
/// The documents that the carrier has published for one's contracts: of those who administer, and of those who are billed.
pub const TARIFFS: &str = "/administration/tarifs";
/// All contracts of all customers of an advanced user, who arrives here.
pub const CONSOLIDATION: &str = "/consolidation";
/// One's own page.
pub const MY_SPACE: &str = "/mon-espace";
/// One's own page, which reports that the password was changed.
pub const PASSWORD_CHANGED: &str = "/mon-espace?fait=mot-de-passe";
/// One's own page, which reports that a session was ended.
pub const SESSION_ENDED: &str = "/mon-espace?fait=session";
/// One's own page, which reports that a change of one's address was asked for.
pub const ADDRESS_ASKED: &str = "/mon-espace?fait=adresse-demandee";
/// One's own page, which reports that it was cancelled.
pub const ADDRESS_CANCELLED: &str = "/mon-espace?fait=adresse-annulee";
/// What one may do, and where: where people arrive who administer nothing.
pub const MY_ACCESS: &str = "/mon-compte/acces";
/// What is known of oneself, and the way to one's users.
pub const MY_INFORMATION: &str = "/mon-compte/informations";
/// All that is kept of oneself, as a file.
pub const MY_DATA: &str = "/mon-compte/donnees.json";
/// One's second factor: added, its recovery codes made anew, removed.
pub const SECOND_FACTOR: &str = "/mon-compte/second-facteur";
/// *Gestion des utilisateurs*: who has access, one by one, and the advanced users.
pub const USER_MANAGEMENT: &str = "/mon-compte/utilisateurs";
/// Leads on to the same.
pub const ADVANCED_USERS: &str = "/administration/utilisateurs/avances";
/// Adding an advanced user.
pub const ADD_ADVANCED_USER: &str = "/mon-compte/utilisateurs/avances/ajouter";
/// Proposing an association to an advanced user.
pub const ASSOCIATE_ADVANCED_USER: &str = "/mon-compte/utilisateurs/avances/associer";
/// Importing advanced users.
pub const IMPORT_ADVANCED_USERS: &str = "/mon-compte/utilisateurs/avances/importer";
/// Where their file is sent to.
pub const ADVANCED_USERS_FILE: &str = "/mon-compte/utilisateurs/avances/fichier";
/// Where the pages of advanced users stand.
pub const ADVANCED_USER_PATTERN: &str = "/mon-compte/utilisateurs/avances/:key";
/// Where the pages stand on which an advanced user accepts an association.
pub const ASSOCIATION_PATTERN: &str = "/association/:proposal";
/// One's own page, which reports that an association was accepted.
pub const ASSOCIATION_ACCEPTED: &str = "/mon-espace?fait=association-acceptee";
/// One's own page, which reports that an association was refused.
pub const ASSOCIATION_REFUSED: &str = "/mon-espace?fait=association-refusee";
/// One's own page, which reports that an association was ended.
pub const ASSOCIATION_LEFT: &str = "/mon-espace?fait=association-quittee";
/// The parameter of one's own page that names the customer whose association is to be ended.
pub const LEFT: &str = "quitter";
/// The parameter of the users' page that names the advanced user who is to be removed.
pub const ADVANCED_REMOVED: &str = "retirer";
/// Whom to call at the carrier, and whether they answer.
pub const CONTACT: &str = "/contactez-nous";
/// What all pages of the carrier's staff begin with; leads on to the customers.
pub const OPERATOR: &str = "/exploitant";
/// All customers.
pub const CUSTOMERS: &str = "/exploitant/clients";
/// Creating a customer.
pub const CREATE_CUSTOMER: &str = "/exploitant/clients/creer";
/// Mails by receiving domain.
pub const MAIL_DOMAINS: &str = "/exploitant/courriels";
/// What the carrier says of itself under *Contactez-nous*.
pub const DESKS: &str = "/exploitant/contact";
/// Refused sign-ins, and who waits after them.
pub const CONNECTIONS: &str = "/exploitant/connexions";
/// The state of the portal.
pub const STATE: &str = "/exploitant/etat";
/// What people do here, step by step, with pictures.
pub const GUIDE: &str = "/guide";
/// What each may do, and how to.
pub const HELP: &str = "/aide";
/// Who runs the portal, and what it keeps.
pub const LEGAL_NOTICE: &str = "/mentions-legales";
/// How accessible the portal is.
pub const ACCESSIBILITY: &str = "/accessibilite";
/// What people ask, on the page of the help.
pub const QUESTIONS: &str = "/aide#faq";
/// How one's users are managed, on the page of the help.
pub const MANAGEMENT_GUIDE: &str = "/guide#gestion";

/// The list of users as CSV; its query narrows it as the list's does.
pub const EXPORT_CSV: &str = "/administration/utilisateurs/export.csv";
/// The list of users as a workbook, narrowed in the same way.
pub const EXPORT_XLSX: &str = "/administration/utilisateurs/export.xlsx";
/// The advanced users as CSV.
pub const ADVANCED_USERS_CSV: &str = "/mon-compte/utilisateurs/avances.csv";
/// The same as a workbook.
pub const ADVANCED_USERS_XLSX: &str = "/mon-compte/utilisateurs/avances.xlsx";
/// The customer's sites as CSV.
pub const SITES_CSV: &str = "/administration/sites/export.csv";
/// The journal as CSV; its query narrows it as the page's does.
pub const JOURNAL_CSV: &str = "/administration/journal/export.csv";
/// The template of a file to import.
pub const TEMPLATE_CSV: &str = "/modele-utilisateurs.csv";
/// The same template as a workbook.
pub const TEMPLATE_XLSX: &str = "/modele-utilisateurs.xlsx";

/// Where the portal's applications ask what somebody may do; no page.
pub const AUTHORIZATION: &str = "/autorisation";

/// What the addresses of server functions begin with.
pub const API: &str = "/api/";

/// The parameter of a customer's page that asks for the question before it is closed.
pub const CLOSING_ASKED: &str = "fermer";
/// The parameter of the page of connections that asks for the question before a network is heard again.
pub const RELEASED_NETWORK: &str = "reseau";
/// The same of an account.
pub const RELEASED_ACCOUNT: &str = "compte";
/// The parameter of the import page that names the draft which is being filled.
pub const DRAFT: &str = "brouillon";
/// The parameter of a report that asks for the question before its import is undone.
pub const UNDO_ASKED: &str = "annuler";
/// The parameter of the page of administrators that names the one who is to be withdrawn.
pub const WITHDRAWN: &str = "retirer";
/// The parameter of the page of administrators with which the next one is looked for.
pub const SOUGHT: &str = "recherche";
/// The parameter of the page that creates a profile, which names the one that is copied.
pub const COPIED: &str = "copie";

/// Where the pages of mailed links stand: a segment that begins with a colon stands for any one.
pub const LINK_PATTERN: &str = "/lien/:token";
/// Where the pages stand on which somebody accepts to administer a customer.
pub const HAND_OVER_PATTERN: &str = "/passation/:token";
/// Where the pages stand on which the owner of a mailbox confirms a change of address.
pub const CONFIRM_ADDRESS_PATTERN: &str = "/adresse/:token";
/// Where those stand on which the owner of the present one refuses it.
pub const REFUSE_ADDRESS_PATTERN: &str = "/adresse/:token/refuser";
/// The parameter of the page that creates users that names an assignment, whose person gets another.
pub const ASSIGN_AGAIN: &str = "pour";
/// What was removed and can be put back.
pub const REMOVED_USERS: &str = "/administration/utilisateurs/supprimes";
/// Where the pages of assignments stand.
pub const USER_PATTERN: &str = "/administration/utilisateurs/:assignment";
/// Where the changes of many assignments stand.
pub const BULK_PATTERN: &str = "/administration/utilisateurs/lot/:bulk";
/// Where the rows of these changes stand as files.
pub const BULK_ROWS_PATTERN: &str = "/administration/utilisateurs/lot/{bulk}/affectations.csv";
/// Where the rows stand that imports refused, as files.
pub const REFUSED_ROWS_PATTERN: &str = "/administration/imports/{import}/lignes-en-erreur.csv";
/// Where the pages stand on which the address of an assignment's person is put right.
pub const CHANGE_ADDRESS_PATTERN: &str = "/administration/utilisateurs/:assignment/adresse";
/// Where the pages of profiles stand.
pub const PROFILE_PATTERN: &str = "/administration/profils/:profile";
/// Where the pages stand on which profiles are deleted.
pub const DELETE_PROFILE_PATTERN: &str = "/administration/profils/:profile/supprimer";
/// Where the pages of sites stand.
pub const SITE_PATTERN: &str = "/administration/sites/:site";
/// Where the carrier's pages of customers stand.
pub const CUSTOMER_PATTERN: &str = "/exploitant/clients/:customer";
/// Where the carrier publishes documents for a customer's contracts; no page.
pub const CUSTOMER_TARIFFS_PATTERN: &str = "/exploitant/clients/{customer}/tarifs";
/// Where the pages stand on which the carrier looks at a customer's people.
pub const CUSTOMER_PEOPLE_PATTERN: &str = "/exploitant/clients/:customer/personnes";
/// Where the reports of imports stand.
pub const IMPORT_PATTERN: &str = "/administration/imports/:id";

/// The page of a mailed link.
pub fn link(token: &str) -> String {
    format!("/lien/{}", token_alone(token))
}

/// The page on which somebody accepts to administer a customer.
pub fn hand_over(token: &str) -> String {
    format!("/passation/{}", token_alone(token))
}

/// The page on which the owner of a mailbox confirms a change of address.
pub fn confirm_address(token: &str) -> String {
    format!("/adresse/{}", token_alone(token))
}

/// The page on which the owner of the present mailbox refuses it.
pub fn refuse_address(token: &str) -> String {
    format!("/adresse/{}/refuser", token_alone(token))
}

/// The page of an advanced user.
pub fn advanced_user(key: &str) -> String {
    format!("{USER_MANAGEMENT}/avances/{}", token_alone(key))
}

/// The users' page with the question before an advanced user is removed.
pub fn remove_advanced_user(key: &str) -> String {
    format!("{USER_MANAGEMENT}?{ADVANCED_REMOVED}={}", token_alone(key))
}

/// The page on which an advanced user accepts an association.
pub fn association(proposal: ProposalId) -> String {
    format!("/association/{proposal}")
}

/// One's own page with the question before an association is ended.
pub fn leave_association(customer: CustomerId) -> String {
    format!("{MY_SPACE}?{LEFT}={customer}")
}

/// Tokens are base64url: what holds anything else is no token of ours, and the rest is left out, so that nothing forged
/// leads elsewhere.
fn token_alone(token: &str) -> String {
    token.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_', "")
}

/// The administrators, with the question before one of them is withdrawn.
pub fn withdraw_administrator(key: &str) -> String {
    format!("{ADMINISTRATORS}?{WITHDRAWN}={}", token_alone(key))
}

/// The page on which an assignment and its person are edited.
pub fn user(assignment: AssignmentId) -> String {
    format!("{USERS}/{assignment}")
}

/// The page of a change of many assignments.
pub fn bulk(bulk: BulkId) -> String {
    format!("{BULK}/{bulk}")
}

/// The rows that an import refused, as a file.
pub fn refused_rows(import: ImportId) -> String {
    format!("{IMPORTS}/{import}/lignes-en-erreur.csv")
}

/// The rows of a change of many assignments, as a file.
pub fn bulk_rows(bulk: BulkId) -> String {
    format!("{BULK}/{bulk}/affectations.csv")
}

/// The page on which the address of an assignment's person is put right.
pub fn change_address(assignment: AssignmentId) -> String {
    format!("{USERS}/{assignment}/adresse")
}

/// The page that creates users, for one more assignment of an assignment's person.
pub fn assign_again(assignment: AssignmentId) -> String {
    format!("{CREATE_USERS}?{ASSIGN_AGAIN}={assignment}")
}

/// The list of what ends soon.
pub fn ending_soon() -> String {
    format!("{USERS}?statut=fin-proche")
}

/// The page on which a profile is changed.
pub fn profile(profile: ProfileId) -> String {
    format!("{PROFILES}/{profile}")
}

/// The page on which a profile is deleted.
pub fn delete_profile(profile: ProfileId) -> String {
    format!("{PROFILES}/{profile}/supprimer")
}

/// The page that creates a copy of a profile.
pub fn copy_profile(profile: ProfileId) -> String {
    format!("{CREATE_PROFILE}?{COPIED}={profile}")
}

/// The page on which a site is renamed, merged into another, put away or removed.
pub fn site(site: SiteId) -> String {
    format!("{SITES}/{site}")
}

/// The carrier's page of a customer.
pub fn customer(customer: CustomerId) -> String {
    format!("{CUSTOMERS}/{customer}")
}

/// The same, with the question before it is closed.
pub fn close_customer(customer: CustomerId) -> String {
    format!("{CUSTOMERS}/{customer}?{CLOSING_ASKED}=oui")
}

/// Where the carrier publishes documents for a customer's contracts.
pub fn customer_tariffs(customer: CustomerId) -> String {
    format!("{CUSTOMERS}/{customer}/tarifs")
}

/// The page on which the carrier looks at a customer's people.
pub fn customer_people(customer: CustomerId) -> String {
    format!("{CUSTOMERS}/{customer}/personnes")
}

/// A document of *Mes tarifs*, as a file.
pub fn tariff(tariff: TariffId) -> String {
    format!("{TARIFFS}/{tariff}")
}

/// The import page at a draft.
pub fn draft(draft: DraftId) -> String {
    format!("{IMPORT_USERS}?{DRAFT}={draft}")
}

/// The report of an import.
pub fn import(import: ImportId) -> String {
    format!("{IMPORTS}/{import}")
}

/// The report of an import, with the question before it is undone.
pub fn undo_import(import: ImportId) -> String {
    format!("{IMPORTS}/{import}?{UNDO_ASKED}=oui")
}

/// The guide, at the chapter that is about a page.
pub fn guide(page: &str) -> String {
    let chapters = [
        (SIGN_IN, "connexion"),
        (CREATE_USERS, "ajouter"),
        (IMPORT_USERS, "importer"),
        (USERS, "retrouver"),
        (ADMINISTRATORS, "passation"),
        (JOURNAL, "suivi"),
        (MAILS, "suivi"),
        (IMPORTS, "suivi"),
        (MY_INFORMATION, "gestion"),
        (USER_MANAGEMENT, "gestion"),
        (CONSOLIDATION, "avances"),
    ];
    let chapter = chapters.iter().find(|(beginning, _)| page.starts_with(beginning));
    chapter.map_or_else(|| GUIDE.to_owned(), |(_, chapter)| format!("{GUIDE}#{chapter}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_its_pattern_stands_for() {
        let key = "0190163d-8694-739b-aea5-966c26f8ad91";
        assert_eq!(link(key), LINK_PATTERN.replace(":token", key));
        assert_eq!(hand_over(key), HAND_OVER_PATTERN.replace(":token", key));
        assert_eq!(confirm_address(key), CONFIRM_ADDRESS_PATTERN.replace(":token", key));
        assert_eq!(refuse_address(key), REFUSE_ADDRESS_PATTERN.replace(":token", key));
        assert_eq!(user(key.parse().unwrap()), USER_PATTERN.replace(":assignment", key));
        assert_eq!(bulk(key.parse().unwrap()), BULK_PATTERN.replace(":bulk", key));
        assert_eq!(bulk_rows(key.parse().unwrap()), BULK_ROWS_PATTERN.replace("{bulk}", key));
        assert_eq!(refused_rows(key.parse().unwrap()), REFUSED_ROWS_PATTERN.replace("{import}", key));
        assert_eq!(change_address(key.parse().unwrap()), CHANGE_ADDRESS_PATTERN.replace(":assignment", key));
        assert_eq!(advanced_user(key), ADVANCED_USER_PATTERN.replace(":key", key));
        assert_eq!(association(key.parse().unwrap()), ASSOCIATION_PATTERN.replace(":proposal", key));
        assert_eq!(site(key.parse().unwrap()), SITE_PATTERN.replace(":site", key));
        assert_eq!(customer(key.parse().unwrap()), CUSTOMER_PATTERN.replace(":customer", key));
        assert_eq!(
            customer_tariffs(key.parse().unwrap()),
            CUSTOMER_TARIFFS_PATTERN.replace("{customer}", key)
        );
        assert_eq!(customer_people(key.parse().unwrap()), CUSTOMER_PEOPLE_PATTERN.replace(":customer", key));
        assert_eq!(import(key.parse().unwrap()), IMPORT_PATTERN.replace(":id", key));
        assert_eq!(profile(key.parse().unwrap()), PROFILE_PATTERN.replace(":profile", key));
        assert_eq!(delete_profile(key.parse().unwrap()), DELETE_PROFILE_PATTERN.replace(":profile", key));
    }

    #[test]
    fn a_forged_link_leads_nowhere_else() {
        assert_eq!(link("ab-C_9"), "/lien/ab-C_9");
        assert_eq!(link("../connexion?a=b#c\r\n%2f"), "/lien/connexionabc2f");
    }

    #[test]
    fn a_page_leads_to_its_chapter_of_the_guide() {
        assert_eq!(guide(CREATE_USERS), "/guide#ajouter");
        assert_eq!(guide("/administration/utilisateurs/0123"), "/guide#retrouver");
        assert_eq!(guide(CONTRACTS), GUIDE);
    }
}
