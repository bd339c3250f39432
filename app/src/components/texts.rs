//! Texts of the components that pages share.

use crate::api::ApiError;
use domain::users::UserStatus;

impl crate::i18n::Texts {
    /// Components that pages share.
    pub fn components(self) -> &'static ComponentTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the components that pages share, in one language.
#[derive(Debug)]
pub struct ComponentTexts {
    /// Name of the list of pages that lead here.
    pub breadcrumbs: &'static str,
    /// After the label of a field that may be left empty.
    pub optional: &'static str,
    /// Over the list of what is wrong with a form.
    pub error_summary: &'static str,
    /// While a list is being loaded.
    pub loading: &'static str,
    /// Link to the first page of a list.
    pub first_page: &'static str,
    /// Link to the page before.
    pub previous_page: &'static str,
    /// Link to the page after.
    pub next_page: &'static str,
    /// A list has been sorted by a column, perhaps from the last to the first.
    pub sorted: fn(&str, bool) -> String,
    /// A mail waits to be sent.
    pub mail_queued: &'static str,
    /// A mail was accepted on a day.
    pub mail_sent: fn(&str) -> String,
    /// A mail was refused.
    pub mail_refused: &'static str,
    pub since: fn(&str) -> String,
    statuses: [&'static str; 4],
    pub sign_in: &'static str,
    pub browser_on: fn(&str, &str) -> String,
    /// A browser that says nothing of itself.
    pub unknown_browser: &'static str,
    /// Before what was typed is lost.
    pub leave_question: &'static str,
    /// After signing in again on the same page.
    pub signed_in_again: &'static str,
    pub load_again: &'static str,
    /// Beside a password.
    pub show_password: &'static str,
    /// Over the people whom somebody may have meant.
    pub people_meant: &'static str,
    pub people_meant_why: &'static str,
    failures: Failures,
}

/// What is said when a server function refuses.
#[derive(Debug)]
struct Failures {
    signed_out: &'static str,
    unfinished: &'static str,
    not_found: &'static str,
    bad_request: &'static str,
    conflict: &'static str,
    other_customer: &'static str,
    invalid: &'static str,
    busy: &'static str,
    unavailable: &'static str,
    no_room: &'static str,
    unreachable: &'static str,
}

impl ComponentTexts {
    /// What a status is called.
    pub fn status(&self, status: UserStatus) -> &'static str {
        let [active, invited, suspended, expired] = self.statuses;
        match status {
            UserStatus::Active => active,
            UserStatus::Invited => invited,
            UserStatus::Suspended => suspended,
            UserStatus::Expired => expired,
        }
    }

    /// What went wrong, and what can be done.
    pub fn failure(&self, error: &ApiError) -> &'static str {
        let failures = &self.failures;
        match error {
            ApiError::SignedOut => failures.signed_out,
            ApiError::Unfinished => failures.unfinished,
            ApiError::NotFound => failures.not_found,
            ApiError::BadRequest => failures.bad_request,
            ApiError::Conflict => failures.conflict,
            ApiError::OtherCustomer => failures.other_customer,
            ApiError::Invalid(_) => failures.invalid,
            ApiError::Busy => failures.busy,
            ApiError::Unavailable => failures.unavailable,
            ApiError::NoRoom => failures.no_room,
            ApiError::Unreachable => failures.unreachable,
        }
    }
}

pub static FR: ComponentTexts = ComponentTexts {
    breadcrumbs: "Fil d’Ariane",
    optional: "(facultatif)",
    error_summary: "Des champs sont à reprendre\u{a0}:",
    loading: "Chargement",
    first_page: "Première page",
    previous_page: "Page précédente",
    next_page: "Page suivante",
    sorted: |column, descending| {
        format!("Liste triée par {column}, ordre {}", if descending { "décroissant" } else { "croissant" })
    },
    mail_queued: "mail en attente",
    mail_sent: |day| format!("mail remis le {day}"),
    mail_refused: "mail refusé",
    since: |day| format!("depuis le {day}"),
    statuses: ["Actif", "Invité", "Suspendu", "Expiré"],
    sign_in: "Se connecter",
    browser_on: |browser, system| format!("{browser} sur {system}"),
    unknown_browser: "Navigateur inconnu",
    leave_question: "Ce que vous avez saisi n’est pas enregistré et sera perdu. Quitter la page\u{a0}?",
    signed_in_again: "Vous êtes de nouveau connecté. Reprenez où vous en étiez\u{a0}: ce que vous avez saisi est toujours là.",
    load_again: "Recharger la page",
    show_password: "Afficher",
    people_meant: "Qui cherchez-vous\u{a0}?",
    people_meant_why: "Voici les personnes qui correspondent. Précisez le nom si la vôtre n’y est pas.",
    failures: Failures {
        signed_out: "Votre session est terminée. Identifiez-vous de nouveau\u{a0}: ce que vous avez saisi reste dans cette page.",
        unfinished: "Terminez d’abord votre connexion\u{a0}: rechargez la page.",
        not_found: "Cet élément n’existe pas, ou n’existe plus.",
        bad_request: "Cette demande n’a pas été comprise. Rechargez la page, puis recommencez.",
        conflict: "Quelqu’un d’autre l’a modifié entre-temps. Rechargez la page, puis recommencez.",
        other_customer: "Vous avez choisi un autre client dans un autre onglet\u{a0}: rien n’a été changé. Revenez au client de cette page, puis recommencez.",
        invalid: "Des champs sont à reprendre.",
        busy: "Trop de demandes en même temps. Réessayez dans quelques secondes.",
        unavailable: "Le service est momentanément indisponible. Rien n’a été enregistré. Réessayez dans un instant.",
        no_room: "Le serveur n’a plus de place\u{a0}: rien n’a été enregistré. Prévenez la personne qui s’en occupe, puis réessayez.",
        unreachable: "Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez\u{a0}: vos saisies sont conservées.",
    },
};

pub static EN: ComponentTexts = ComponentTexts {
    breadcrumbs: "Breadcrumb",
    optional: "(optional)",
    error_summary: "Some fields need your attention:",
    loading: "Loading",
    first_page: "First page",
    previous_page: "Previous page",
    next_page: "Next page",
    sorted: |column, descending| {
        format!("List sorted by {column}, {}", if descending { "descending" } else { "ascending" })
    },
    mail_queued: "mail waiting",
    mail_sent: |day| format!("mail delivered on {day}"),
    mail_refused: "mail refused",
    since: |day| format!("since {day}"),
    statuses: ["Active", "Invited", "Suspended", "Expired"],
    sign_in: "Sign in",
    browser_on: |browser, system| format!("{browser} on {system}"),
    unknown_browser: "Unknown browser",
    leave_question: "What you entered is not saved and will be lost. Leave the page?",
    signed_in_again: "You are signed in again. Go on where you were: what you typed is still there.",
    load_again: "Load the page again",
    show_password: "Show",
    people_meant: "Who do you mean?",
    people_meant_why: "These people match. Type more of the name if the one you mean is not among them.",
    failures: Failures {
        signed_out: "Your session has ended. Sign in again: what you typed stays in this page.",
        unfinished: "Finish signing in first: load the page again.",
        not_found: "This does not exist, or no longer does.",
        bad_request: "This request was not understood. Reload the page and try again.",
        conflict: "Somebody else changed it in the meantime. Reload the page and try again.",
        other_customer: "You chose another customer in another tab: nothing was changed. Go back to the customer of this page and try again.",
        invalid: "Some fields need your attention.",
        busy: "Too many requests at once. Try again in a few seconds.",
        unavailable: "The service is unavailable for the moment. Nothing was saved. Try again shortly.",
        no_room: "The server has no room left: nothing was saved. Tell whoever runs it, then try again.",
        unreachable: "The server does not answer. Check your connection and try again: what you typed is kept.",
    },
};
