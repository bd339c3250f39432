use super::ProfileTexts;
use crate::i18n::{count, number};
use domain::locale::Locale::Fr;

pub static FR: ProfileTexts = ProfileTexts {
    title: "Profils",
    lede: "Ce que chaque profil permet, application par application. On choisit un profil en créant un utilisateur\u{a0}; \
           un droit personnel peut le remplacer.",
    none: "Aucun profil",
    none_why: "Un profil dit ce que les personnes qui l’ont peuvent faire. Créez le premier\u{a0}: il sera proposé par défaut.",
    profile: "Profil",
    people_heading: "Personnes",
    actions: "Actions",
    default_mark: "Par défaut",
    nobody: "Personne",
    people: |people| count(Fr, people, "personne", "personnes"),
    more_than: |assignments| format!("plus de {}\u{a0}affectations", number(Fr, assignments)),
    people_of: |people, profile| format!("{people}, profil {profile}"),
    create: "Créer un profil",
    edit: "Modifier",
    copy: "Copier",
    delete: "Supprimer",
    of: |what, profile| format!("{what} {profile}"),
    default_title: "Profil par défaut",
    default_label: "Profil",
    default_hint: "Il est choisi d’avance quand vous créez quelqu’un, et donné aux lignes d’un fichier qui n’en nomment aucun.",
    default_submit: "Choisir par défaut",

    create_lede: "Donnez-lui un nom, puis un niveau pour chaque application.",
    copy_lede: |name| {
        format!("Une copie de {name}\u{a0}: donnez-lui un autre nom, puis changez ce qui diffère.")
    },
    copy_name: |name| format!("{name} (copie)"),
    create_submit: "Créer le profil",
    name: "Nom du profil",
    rights: "Droits",
    rights_caption: "Niveau du profil pour chaque application",
    save: "Enregistrer",
    confirm: "Confirmer le changement",
    back: "Revenir aux profils",
    missing: "Profil introuvable",
    missing_why: "Ce profil n’existe pas, ou n’existe plus.",
    taken: |other| {
        format!(
            "Le profil «\u{a0}{other}\u{a0}» porte déjà ce nom, aux accents, à la casse et à la ponctuation près."
        )
    },
    errors: &[
        ("missing_name", "Donnez un nom au profil."),
        ("name_too_long", "Ce nom est trop long."),
        ("name_invisible", "Ce nom contient un caractère invisible. Saisissez-le au clavier."),
        ("name_link", "Un nom ne peut pas contenir de lien."),
        ("missing_successor", "Choisissez le profil qui prend sa place."),
        ("unknown_successor", "Ce profil n’existe plus. Choisissez-en un autre."),
        ("last", "C’est le dernier profil\u{a0}: créez-en un autre avant de le supprimer."),
        ("other", "Ce champ est à reprendre."),
    ],

    delete_title: |name| format!("Supprimer {name}"),
    successor: "Profil qui prend sa place",
    successor_of_people: "Les personnes qui ont ce profil recevront celui-ci. Ce qu’elles gagnent ou perdent vous est montré avant.",
    successor_of_default: "C’est le profil par défaut\u{a0}: celui-ci le deviendra.",
    successor_of_both: "Les personnes qui ont ce profil recevront celui-ci, et il deviendra le profil par défaut. Ce qu’elles gagnent ou perdent vous est montré avant.",
    successor_of_nobody: "Personne n’a ce profil. Un import annulé ou une suppression annulée peuvent encore le demander\u{a0}: à sa place, celui-ci sera donné.",
    choose: "Choisir…",
    no_successor: "Le profil par défaut",
    confirm_deletion: "Confirmer la suppression",
    keep: "Garder ce profil",
    last: "C’est le dernier profil de votre entreprise\u{a0}: sans lui, une nouvelle personne n’en aurait aucun. Créez-en un autre avant de le supprimer.",

    impact: "Ce que fait ce changement",
    who_has_it: |people, assignments| {
        let people_words = count(Fr, people, "personne a ce profil", "personnes ont ce profil");
        if people == assignments {
            return format!("{people_words}.");
        }
        format!("{people_words}, sur {}.", count(Fr, assignments, "affectation", "affectations"))
    },
    felt_by_nobody: "Personne n’a ce profil\u{a0}: personne ne gagne ni ne perd rien.",
    no_level_changes: "Les droits sont les mêmes\u{a0}: personne ne gagne ni ne perd rien.",
    gain: |people, application, level| match people {
        0 => format!("Personne ne gagne {application} ({level})"),
        people => {
            format!("{} {application} ({level})", count(Fr, people, "personne gagne", "personnes gagnent"))
        }
    },
    lose: |people, application, level| match people {
        0 => format!("Personne ne perd {application} ({level})"),
        people => {
            format!("{} {application} ({level})", count(Fr, people, "personne perd", "personnes perdent"))
        }
    },
    shift: |people, application, before, after| match people {
        0 => format!("{application}\u{a0}: personne ne passe de {before} à {after}"),
        people => {
            format!(
                "{application}\u{a0}: {} de {before} à {after}",
                count(Fr, people, "personne passe", "personnes passent")
            )
        }
    },
    at_assignments: |assignments| format!(", sur {}", count(Fr, assignments, "affectation", "affectations")),
    kept: |people, assignments| {
        let kept =
            count(Fr, people, "personne garde un droit personnel", "personnes gardent un droit personnel");
        if people == assignments {
            return format!("{kept}\u{a0}: rien n’y change.");
        }
        format!(
            "{kept}, sur {}\u{a0}: rien n’y change.",
            count(Fr, assignments, "affectation", "affectations")
        )
    },
    elsewhere: |assignments| {
        let words = count(Fr, assignments, "affectation", "affectations");
        format!("Sans effet sur {words} dont le contrat n’a pas cette application, ou est fermé.")
    },
    names: |names, others| match others {
        0 => format!("Ce sont\u{a0}: {names}."),
        others => format!("Dont {names}, et {}.", count(Fr, others, "autre", "autres")),
    },
    suspended_too: "Les personnes suspendues sont comptées\u{a0}: elles retrouvent leurs droits quand elles sont réactivées.",
    by_site: "Affectations touchées, par site",
    site: "Site",
    every_site: "Tous les sites",
    more_sites: |sites| {
        format!(
            "Et {} où moins d’affectations sont touchées.",
            count(Fr, sites, "autre site", "autres sites")
        )
    },
    signed: |gains, assignments| {
        format!("{}\u{a0}{}", if gains { "+" } else { "−" }, number(Fr, assignments))
    },
    again: "Ce que fait ce changement n’est plus ce qui vous avait été montré. Rien n’a été enregistré\u{a0}: voici ce qu’il ferait maintenant.",
    meanwhile: "Quelqu’un d’autre a modifié ce profil entre-temps. Rien n’a été enregistré.",
    meanwhile_advice: "Ce qui suit part du profil tel qu’il est maintenant\u{a0}: si vous confirmez, c’est votre version qui vaut.",
    changed_by: |by, at| format!("{by}, le {at}\u{a0}:"),
    the_carrier: "Votre transporteur",
    renamed: |before, after| format!("«\u{a0}{before}\u{a0}» devient «\u{a0}{after}\u{a0}»"),
    became: |application, before, after| format!("{application} passe de {before} à {after}"),
    list_separator: "\u{a0}; ",

    created: |name| format!("Le profil {name} a été créé."),
    changed: |name| format!("Le profil {name} a été modifié."),
    deleted: |name| format!("Le profil {name} a été supprimé."),
    default_chosen: |name| format!("{name} est le profil par défaut."),
    undone: |name| format!("Le profil {name} est de nouveau ce qu’il était."),
    not_undone: |other| {
        format!("Rien n’a été annulé\u{a0}: le profil «\u{a0}{other}\u{a0}» porte ce nom maintenant.")
    },
    changed_since: "Rien n’a été annulé\u{a0}: le profil a encore été modifié depuis.",
    undo: "Annuler",
    undo_what: " ce changement de profil",
};
