//! Texts of signing in, passwords, and one's own page.

use super::refusal::Refusal;
use super::theme::Theme;
use crate::i18n::{Locale, count, texts};
use domain::chosen_identifier::IdentifierError;
use domain::credentials::{Password, PasswordError};

impl crate::i18n::Texts {
    /// Signing in, passwords, one's own page.
    pub fn access(self) -> &'static AccessTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of signing in, passwords, and one's own page, in one language.
#[derive(Debug)]
pub struct AccessTexts {
    locale: Locale,
    /// Heading of signing in.
    pub sign_in_title: &'static str,
    /// What it is for.
    pub sign_in_lede: &'static str,
    pub login: &'static str,
    pub password: &'static str,
    pub sign_in: &'static str,
    /// Under the password when it was wrong.
    pub check_case: &'static str,
    /// Link to what helps.
    pub forgotten_link: &'static str,
    /// Heading of the forgotten password.
    pub forgotten_title: &'static str,
    /// What it is for.
    pub forgotten_lede: &'static str,
    pub email: &'static str,
    pub receive_link: &'static str,
    pub back_to_sign_in: &'static str,
    /// Heading once it was asked for.
    pub sent_title: &'static str,
    pub sent_text: &'static str,
    /// What if nothing does.
    pub sent_nothing: &'static str,
    /// Heading of the page behind a mailed link.
    pub link_title: &'static str,
    /// What it is for.
    pub link_lede: &'static str,
    /// The link is used up, or too old.
    pub link_gone: &'static str,
    /// Button of a first link.
    pub activate: &'static str,
    /// Heading of choosing a password.
    pub new_password_title: &'static str,
    pub new_password_lede: &'static str,
    pub new_password: &'static str,
    pub confirm_password: &'static str,
    pub save_password: &'static str,
    /// Heading of one's own page.
    pub my_space: &'static str,
    /// What it is for.
    pub my_space_lede: &'static str,
    pub name: &'static str,
    pub administered: &'static str,
    pub identifier: &'static str,
    pub identifier_hint: &'static str,
    pub identifier_error: fn(IdentifierError) -> String,
    pub identifier_taken: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub sessions: &'static str,
    pub session_browser: &'static str,
    pub session_since: &'static str,
    pub session_last_seen: &'static str,
    pub session_action: &'static str,
    /// The session in which one is.
    pub this_session: &'static str,
    pub end_session: &'static str,
    pub end_session_of: fn(&str) -> String,
    pub sign_out_everywhere: &'static str,
    pub change_password: &'static str,
    pub current_password: &'static str,
    /// The present password is another.
    pub wrong_password: &'static str,
    /// The password was changed.
    pub password_changed: &'static str,
    /// A session was ended.
    pub session_ended: &'static str,
    /// Heading when the session is about to end.
    pub ending_title: &'static str,
    pub ending_text: &'static str,
    pub stay: &'static str,
    /// Heading once it has ended.
    pub ended_title: &'static str,
    pub ended_text: &'static str,
    themes: [&'static str; 3],
    refusals: Refusals,
}

#[derive(Debug)]
struct Refusals {
    wrong_login: &'static str,
    wait: fn(&str) -> String,
    different: &'static str,
    mailed: &'static str,
    too_short: fn(u16) -> String,
    too_long: fn(u16) -> String,
    common: &'static str,
    wrong_code: &'static str,
    no_code: &'static str,
    code_missing: &'static str,
    passkey_elsewhere: &'static str,
    other_page: &'static str,
    busy: &'static str,
    unavailable: &'static str,
    no_room: &'static str,
    hint: fn(u16) -> String,
}

impl AccessTexts {
    /// Why signing in was refused.
    pub fn sign_in_refusal(&self, refusal: Refusal) -> String {
        match refusal {
            Refusal::Wrong => self.refusals.wrong_login.to_owned(),
            refusal => self.refusal(refusal),
        }
    }

    /// Why a form about passwords was refused.
    pub fn refusal(&self, refusal: Refusal) -> String {
        let refusals = &self.refusals;
        match refusal {
            Refusal::Wrong => self.wrong_password.to_owned(),
            Refusal::Wait { seconds } => (refusals.wait)(&self.duration(seconds)),
            Refusal::Different => refusals.different.to_owned(),
            Refusal::Mailed => refusals.mailed.to_owned(),
            Refusal::Password(PasswordError::TooShort { min }) => (refusals.too_short)(min),
            Refusal::Password(PasswordError::TooLong { max }) => (refusals.too_long)(max),
            Refusal::Password(PasswordError::Common) => refusals.common.to_owned(),
            Refusal::WrongCode => refusals.wrong_code.to_owned(),
            Refusal::NoCode => refusals.no_code.to_owned(),
            Refusal::CodeMissing => refusals.code_missing.to_owned(),
            Refusal::Passkey(problem) => texts(self.locale).passkeys().problem(problem).to_owned(),
            Refusal::PasskeyElsewhere => refusals.passkey_elsewhere.to_owned(),
            Refusal::OtherPage => refusals.other_page.to_owned(),
            Refusal::Busy => refusals.busy.to_owned(),
            Refusal::Unavailable => refusals.unavailable.to_owned(),
            Refusal::NoRoom => refusals.no_room.to_owned(),
        }
    }

    /// What a password must be.
    pub fn password_hint(&self) -> String {
        (self.refusals.hint)(Password::MIN)
    }

    /// What a theme is called.
    pub fn theme_name(&self, theme: Theme) -> &'static str {
        let [system, light, dark] = self.themes;
        match theme {
            Theme::System => system,
            Theme::Light => light,
            Theme::Dark => dark,
        }
    }

    /// Seconds as people say them: whole minutes once there are two, rounded up.
    fn duration(&self, seconds: u32) -> String {
        if seconds < 120 {
            count(self.locale, seconds.max(1).into(), self.second().0, self.second().1)
        } else {
            count(self.locale, seconds.div_ceil(60).into(), "minute", "minutes")
        }
    }

    fn second(&self) -> (&'static str, &'static str) {
        match self.locale {
            Locale::Fr => ("seconde", "secondes"),
            Locale::En => ("second", "seconds"),
        }
    }
}

pub static FR: AccessTexts = AccessTexts {
    locale: Locale::Fr,
    sign_in_title: "Espace client professionnel",
    sign_in_lede: "Identifiez-vous pour gérer vos utilisateurs, vos sites et vos droits.",
    login: "Identifiant ou adresse e-mail",
    password: "Mot de passe",
    sign_in: "Se connecter",
    check_case: "Vérifiez la touche majuscule, puis saisissez de nouveau.",
    forgotten_link: "Mot de passe oublié\u{a0}?",
    forgotten_title: "Mot de passe oublié",
    forgotten_lede: "Indiquez votre adresse. Nous y envoyons un lien, valable une heure, pour choisir un nouveau mot de passe.",
    email: "Adresse e-mail",
    receive_link: "Recevoir le lien",
    back_to_sign_in: "Revenir à la connexion",
    sent_title: "Consultez votre messagerie",
    sent_text: "Si un compte existe pour cette adresse, un lien vient d’y être envoyé. Il est valable une heure.",
    sent_nothing: "Rien reçu après quelques minutes\u{a0}? Regardez les indésirables, ou demandez à l’administrateur de votre entreprise de renvoyer l’invitation.",
    link_title: "Choisissez votre mot de passe",
    link_lede: "Il vous servira, avec votre identifiant ou votre adresse e-mail, à chaque connexion.",
    link_gone: "Ce lien a déjà servi, ou n’est plus valable. Demandez-en un autre\u{a0}: il arrive en quelques instants.",
    activate: "Activer mon accès",
    new_password_title: "Choisissez votre mot de passe",
    new_password_lede: "Le mot de passe reçu par mail ne sert qu’une fois. Le vôtre le remplace dès maintenant.",
    new_password: "Nouveau mot de passe",
    confirm_password: "Confirmer le mot de passe",
    save_password: "Enregistrer le mot de passe",
    my_space: "Mon espace",
    my_space_lede: "Vos accès, vos connexions, votre mot de passe et vos préférences.",
    name: "Nom",
    administered: "Clients administrés",
    identifier: "Identifiant",
    identifier_hint: "Celui-ci vous est proposé\u{a0}; choisissez-en un autre si vous préférez\u{a0}: de 3 à 64 lettres sans accent, chiffres, points, traits d’union ou tirets bas.",
    identifier_error: |error| match error {
        IdentifierError::TooShort { min } => format!("Trop court\u{a0}: il faut au moins {min} caractères."),
        IdentifierError::TooLong { max } => format!("Trop long\u{a0}: {max} caractères au plus."),
        IdentifierError::Space => {
            "Pas d’espace dans un identifiant\u{a0}: mettez par exemple un point.".to_owned()
        }
        IdentifierError::Letter { letter } => {
            format!(
                "«\u{a0}{letter}\u{a0}» n’est pas permis\u{a0}: seules le sont les lettres de a à z, sans accent."
            )
        }
        IdentifierError::Character { character } => format!(
            "«\u{a0}{character}\u{a0}» n’est pas permis\u{a0}: seuls le sont lettres, chiffres, points, traits d’union et tirets bas."
        ),
        IdentifierError::Marks => "Il faut au moins une lettre ou un chiffre.".to_owned(),
    },
    identifier_taken: "Cet identifiant est déjà pris. Choisissez-en un autre.",
    language: "Langue",
    theme: "Apparence",
    sessions: "Connexions ouvertes",
    session_browser: "Navigateur",
    session_since: "Ouverte le",
    session_last_seen: "Dernière activité",
    session_action: "Action",
    this_session: "Cette connexion",
    end_session: "Fermer",
    end_session_of: |name| format!("Fermer la connexion {name}"),
    sign_out_everywhere: "Fermer toutes les connexions",
    change_password: "Changer le mot de passe",
    current_password: "Mot de passe actuel",
    wrong_password: "Ce n’est pas votre mot de passe actuel.",
    password_changed: "Mot de passe changé. Vos autres connexions sont fermées.",
    session_ended: "Connexion fermée.",
    ending_title: "Êtes-vous encore là\u{a0}?",
    ending_text: "Sans activité de votre part, votre session prend fin dans moins de deux minutes. Ce que vous avez saisi reste dans la page.",
    stay: "Rester connecté",
    ended_title: "Votre session est terminée",
    ended_text: "Identifiez-vous de nouveau pour continuer\u{a0}: ce que vous avez saisi reste dans la page.",
    themes: ["Système", "Clair", "Sombre"],
    refusals: Refusals {
        wrong_login: "L’identifiant ou le mot de passe ne correspond pas. Après plusieurs essais, une pause s’impose avant le suivant.",
        wait: |duration| format!("Trop d’essais de suite. Réessayez dans {duration}."),
        different: "Les deux mots de passe diffèrent. Saisissez-les de nouveau.",
        mailed: "C’est le mot de passe reçu par mail. Choisissez-en un autre.",
        too_short: |min| format!("Trop court\u{a0}: il faut au moins {min} caractères."),
        too_long: |max| format!("Trop long\u{a0}: {max} caractères au plus."),
        common: "Trop facile à deviner\u{a0}: c’est l’un des premiers que l’on essaie. Choisissez par exemple quelques mots sans rapport.",
        wrong_code: "Ce code ne convient pas, ou a déjà servi. Attendez que votre application affiche le suivant\u{a0}; après plusieurs essais, une pause s’impose.",
        no_code: "Saisissez les six chiffres que votre application affiche, ou un code de secours de la forme 7QF2M-9DABK.",
        code_missing: "Votre compte a un second facteur\u{a0}: saisissez aussi son code.",
        passkey_elsewhere: "Votre second facteur est une clé d’accès\u{a0}: connectez-vous avec elle dans un autre onglet, puis revenez ici.",
        other_page: "Cette page est celle d’une autre personne, ou d’un client que vous n’administrez plus\u{a0}: vous ne pouvez pas y continuer. Ouvrez-la à nouveau.",
        busy: "Beaucoup de personnes se connectent en ce moment. Réessayez dans quelques secondes.",
        unavailable: "Le service est momentanément indisponible. Réessayez dans un instant.",
        no_room: "Le serveur n’a plus de place pour enregistrer. Prévenez la personne qui s’en occupe, puis réessayez.",
        hint: |min| {
            format!(
                "Au moins {min} caractères, ceux que vous voulez\u{a0}: quelques mots sans rapport, par exemple."
            )
        },
    },
};

pub static EN: AccessTexts = AccessTexts {
    locale: Locale::En,
    sign_in_title: "Business client area",
    sign_in_lede: "Sign in to manage your users, your sites and your rights.",
    login: "Identifier or e-mail address",
    password: "Password",
    sign_in: "Sign in",
    check_case: "Check caps lock, then type it again.",
    forgotten_link: "Forgot your password?",
    forgotten_title: "Forgotten password",
    forgotten_lede: "Give your address. We send it a link, valid for one hour, to choose a new password.",
    email: "E-mail address",
    receive_link: "Receive the link",
    back_to_sign_in: "Back to sign-in",
    sent_title: "Check your mail",
    sent_text: "If there is an account for this address, a link was just sent to it. It is valid for one hour.",
    sent_nothing: "Nothing after a few minutes? Look into your spam folder, or ask your company’s administrator to send the invitation again.",
    link_title: "Choose your password",
    link_lede: "You will sign in with it and your identifier or e-mail address.",
    link_gone: "This link was already used, or is no longer valid. Ask for another: it comes within moments.",
    activate: "Activate my access",
    new_password_title: "Choose your password",
    new_password_lede: "The password that was mailed works only once. Yours replaces it from now on.",
    new_password: "New password",
    confirm_password: "Confirm the password",
    save_password: "Save the password",
    my_space: "My space",
    my_space_lede: "Your access, your sessions, your password and your preferences.",
    name: "Name",
    administered: "Customers you administer",
    identifier: "Identifier",
    identifier_hint: "This one is proposed to you; choose another if you like: 3 to 64 letters without accents, digits, dots, hyphens or underscores.",
    identifier_error: |error| match error {
        IdentifierError::TooShort { min } => format!("Too short: at least {min} characters are needed."),
        IdentifierError::TooLong { max } => format!("Too long: at most {max} characters."),
        IdentifierError::Space => "No space in an identifier: use a dot, for example.".to_owned(),
        IdentifierError::Letter { letter } => {
            format!("“{letter}” is not allowed: only the letters a to z are, without accents.")
        }
        IdentifierError::Character { character } => {
            format!("“{character}” is not allowed: only letters, digits, dots, hyphens and underscores are.")
        }
        IdentifierError::Marks => "There must be a letter or a digit.".to_owned(),
    },
    identifier_taken: "This identifier is taken. Choose another.",
    language: "Language",
    theme: "Appearance",
    sessions: "Open sessions",
    session_browser: "Browser",
    session_since: "Opened on",
    session_last_seen: "Last activity",
    session_action: "Action",
    this_session: "This session",
    end_session: "End",
    end_session_of: |name| format!("End the session {name}"),
    sign_out_everywhere: "End all sessions",
    change_password: "Change the password",
    current_password: "Current password",
    wrong_password: "This is not your current password.",
    password_changed: "Password changed. Your other sessions have ended.",
    session_ended: "Session ended.",
    ending_title: "Are you still there?",
    ending_text: "Unless you do something, your session ends within two minutes. What you typed stays in the page.",
    stay: "Stay signed in",
    ended_title: "Your session has ended",
    ended_text: "Sign in again to go on: what you typed stays in the page.",
    themes: ["System", "Light", "Dark"],
    refusals: Refusals {
        wrong_login: "The identifier or the password does not match. After several attempts, the next has to wait.",
        wait: |duration| format!("Too many attempts in a row. Try again in {duration}."),
        different: "The two passwords differ. Type them again.",
        mailed: "This is the password that was mailed. Choose another.",
        too_short: |min| format!("Too short: at least {min} characters are needed."),
        too_long: |max| format!("Too long: at most {max} characters."),
        common: "Too easy to guess: it is among the first that are tried. Choose a few unrelated words, for example.",
        wrong_code: "This code does not fit, or was used already. Wait until your application shows the next one; after several attempts, the next has to wait.",
        no_code: "Type the six digits that your application shows, or a recovery code such as 7QF2M-9DABK.",
        code_missing: "Your account has a second factor: type its code too.",
        passkey_elsewhere: "Your second factor is a passkey: sign in with it in another tab, then come back here.",
        other_page: "This page is another person’s, or about a customer that you no longer administer: it cannot go on. Open it anew.",
        busy: "Many people are signing in right now. Try again in a few seconds.",
        unavailable: "The service is unavailable for the moment. Try again shortly.",
        no_room: "The server has no room left to save anything. Tell whoever runs it, then try again.",
        hint: |min| {
            format!("At least {min} characters, whichever you like: a few unrelated words, for example.")
        },
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_said_in_seconds_then_in_minutes_never_too_short() {
        assert!(FR.refusal(Refusal::Wait { seconds: 8 }).contains("8\u{a0}secondes"));
        assert!(EN.refusal(Refusal::Wait { seconds: 0 }).contains("1\u{a0}second."));
        assert!(FR.refusal(Refusal::Wait { seconds: 121 }).contains("3\u{a0}minutes"));
    }
}
