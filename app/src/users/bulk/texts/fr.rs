use super::BulkTexts;
use crate::i18n::{count, number};
use domain::locale::Locale::Fr;
use domain::users::{BulkKind, BulkState, LeaveReason, Touched};

pub static FR: BulkTexts = BulkTexts {
    title: "Modification groupée",
    action: |kind| match kind {
        BulkKind::Suspend => "Suspendre",
        BulkKind::Reactivate => "Réactiver",
        BulkKind::Profile => "Changer le profil",
        BulkKind::Site => "Changer de site",
        BulkKind::End => "Fixer la date de fin",
        BulkKind::Resend => "Renvoyer le mail",
        BulkKind::Remove => "Supprimer",
    },
    give_profile: |profile| format!("Donner le profil «\u{a0}{profile}\u{a0}»"),
    move_to_site: |site| format!("Affecter au site «\u{a0}{site}\u{a0}»"),
    end_on: |end| format!("Fixer la fin au {}", end.shown()),
    endless: "Retirer la date de fin",
    question: |kind, rows| {
        let rows = assignments(rows);
        match kind {
            BulkKind::Profile => format!("Quel profil donner\u{a0}? ({rows})"),
            BulkKind::Site => format!("Vers quel site\u{a0}? ({rows})"),
            _ => format!("Jusqu’à quand\u{a0}? ({rows})"),
        }
    },
    choose: "Continuer",
    choose_again: "Changer ce choix",
    concerns: |kind, touched| format!("Concerne {}.", whom(kind, touched)),
    nobody: "Il n’y a rien à faire\u{a0}: aucune des affectations choisies n’est concernée.",
    consequence: |kind| match kind {
        BulkKind::Suspend => {
            "Leur connexion est bloquée et leurs sessions sont fermées, pour toutes leurs affectations\u{a0}; leurs droits sont conservés."
        }
        BulkKind::Reactivate => {
            "Ces personnes peuvent de nouveau se connecter, avec les droits qu’elles avaient."
        }
        BulkKind::Profile => "Le contrat, le site et les droits personnels restent les mêmes.",
        BulkKind::Site => "Le contrat, le sous-compte, le profil et les droits personnels restent les mêmes.",
        BulkKind::End => "L’accès prend fin à la fin de cette journée\u{a0}; sans date, il n’a pas de fin.",
        BulkKind::Resend => {
            "Ce qui avait été envoyé auparavant ne fonctionne plus. Un mail qui est parti ne se rattrape pas."
        }
        BulkKind::Remove => {
            "Une personne qui perd sa dernière affectation n’a plus accès à votre espace client."
        }
    },
    can_be_undone: "Vous pourrez annuler ensuite, depuis cette page.",
    confirm: |kind, Touched { rows, people }| match kind {
        BulkKind::Suspend => format!("Suspendre {}", persons(people)),
        BulkKind::Reactivate => format!("Réactiver {}", persons(people)),
        BulkKind::Profile => format!("Changer le profil de {}", assignments(rows)),
        BulkKind::Site => format!("Changer le site de {}", assignments(rows)),
        BulkKind::End => format!("Changer la fin de {}", assignments(rows)),
        BulkKind::Resend => format!("Renvoyer le mail à {}", persons(people)),
        BulkKind::Remove => format!("Supprimer {}", assignments(rows)),
    },
    keep: "Renoncer",
    stage: |state| match state {
        BulkState::Gathering => "Recherche des affectations",
        BulkState::Undoing => "Annulation en cours",
        BulkState::Running => "Modification en cours",
        _ => "Vérification de qui est concerné",
    },
    gathered: |rows| format!("{} pour l’instant", assignments(rows)),
    progress: |done, rows| format!("{} sur {}", number(Fr, done), number(Fr, rows)),
    goes_on: "Vous pouvez quitter cette page\u{a0}: cela continue, même après un redémarrage du portail.",
    refresh: "Actualiser",
    stop: "Arrêter et annuler",
    done: |kind, touched, at| format!("C’est fait pour {}, le {at}.", whom(kind, touched)),
    undone: |kind, undone, touched| {
        if undone == touched {
            format!("C’est annulé pour {}.", whom(kind, undone))
        } else {
            format!("C’est annulé pour {}, sur {}.", whom(kind, undone), whom(kind, touched))
        }
    },
    by: |who| format!("Demandé par {who}."),
    undo_until: |at| {
        format!("Vous pouvez annuler jusqu’au {at}\u{a0}; ce qui aura été modifié depuis restera.")
    },
    undo: "Annuler cette modification",
    left: "Ce qui est laissé tel quel",
    left_undone: "Ce qui n’a pas pu être annulé",
    rows: assignments,
    left_for: |rows, reason| format!("{}\u{a0}: {reason}", assignments(rows)),
    reason: |reason| match reason {
        LeaveReason::Changed => "modifié entre-temps",
        LeaveReason::Gone => "supprimé entre-temps",
        LeaveReason::Own => "c’est votre propre accès",
        LeaveReason::Administrator => "un administrateur se modifie un par un, depuis sa page",
        LeaveReason::OutOfReach => "vous n’y administrez personne",
        LeaveReason::Elsewhere => "la personne a d’autres accès, hors de ce que vous administrez",
        LeaveReason::Already => "c’est déjà le cas",
        LeaveReason::SignedIn => "la personne s’est déjà connectée",
        LeaveReason::Suspended => "la personne est suspendue",
        LeaveReason::Occupied => "la personne y a déjà une autre affectation",
        LeaveReason::BeyondOwn => "ce profil permet ce que vous ne pouvez pas vous-même à cet endroit",
        LeaveReason::Unavailable => "ce qu’il fallait donner n’existe plus, ou le jour est passé",
        LeaveReason::Sent => "le mail est déjà parti",
    },
    missing_rows: |rows| format!("{}\u{a0}: supprimé avant que vous ne demandiez", assignments(rows)),
    rows_file: "Exporter les affectations (CSV)",
    outcome: "Résultat",
    not_come_to: "pas encore traité",
    changed: "modifié",
    changed_and_undone: "modifié, puis annulé",
    left_because: |reason| format!("laissé tel quel\u{a0}: {reason}"),
    not_undone_because: |reason| format!("modifié, non annulé\u{a0}: {reason}"),
    back: "Revenir à la liste",
    missing: "Cette modification n’existe pas, ou n’existe plus",
    missing_why: "Ce qui est proposé et n’est pas confirmé est oublié après un jour.",
};

/// Whom it concerns: people, or assignments of people.
fn whom(kind: BulkKind, Touched { rows, people }: Touched) -> String {
    if kind.is_of_people() {
        persons(people)
    } else {
        format!("{} de {}", assignments(rows), persons(people))
    }
}

fn assignments(rows: u64) -> String {
    count(Fr, rows, "affectation", "affectations")
}

fn persons(people: u64) -> String {
    count(Fr, people, "personne", "personnes")
}
