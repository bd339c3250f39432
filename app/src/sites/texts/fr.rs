use super::{SiteTexts, Verdicts};
use crate::i18n::{count, plural};
use crate::sites::problem::SiteProblem;
use domain::locale::Locale::Fr;
use domain::usage::Usage;
use domain::users::Count;

pub static FR: SiteTexts = SiteTexts {
    title: "Sites",
    lede: "Les lieux d’expédition de votre entreprise. Dans un fichier d’import, le nom du site s’écrit exactement comme ici.",
    site: "Site",
    site_name: "Nom du site",
    create: "Créer un site",
    import: "Importer des sites",
    export: "Exporter les sites",
    none: "Aucun site",
    none_why: "Créez le premier ci-dessus, ou importez votre liste. Dès qu’il y a un site, chaque affectation en nomme un.",
    none_found: "Aucun site trouvé",
    none_found_why: "Aucun nom de site ne contient ces mots.",
    all_sites: "Tous les sites",
    search_label: "Retrouver un site",
    search: "Rechercher",
    used_by: "Utilisateurs",
    contracts: "Contrats",
    contract_count: |n, all| at_least(all, count(Fr, n, "contrat", "contrats")),
    edit: "Modifier",
    edit_named: |name| format!("Modifier le site {name}"),
    pages: "Pages des sites",
    page_of: |page, last| format!("Page {page} sur {last}"),
    archived_chip: "Archivé",
    merging: |into| format!("Fusion en cours vers {into}"),
    merging_long: |into| {
        format!(
            "Les affectations de ce site passent au site «\u{a0}{into}\u{a0}». C’est l’affaire de quelques secondes\u{a0}: rechargez la page."
        )
    },
    nobody: "Personne",
    people: |n| count(Fr, n, "personne", "personnes"),
    more_assignments: |n| format!("plus de {}", count(Fr, n, "affectation", "affectations")),
    created: |name| format!("Le site «\u{a0}{name}\u{a0}» est créé."),
    renamed: |before, after| {
        format!("Le site «\u{a0}{before}\u{a0}» s’appelle maintenant «\u{a0}{after}\u{a0}».")
    },
    rename_back: |before| format!("Reprendre le nom «\u{a0}{before}\u{a0}»"),
    merged,
    archived: |name| {
        format!(
            "Le site «\u{a0}{name}\u{a0}» est archivé\u{a0}: il n’est plus proposé. Les personnes qui y sont y restent."
        )
    },
    restored: |name| format!("Le site «\u{a0}{name}\u{a0}» est de nouveau proposé."),
    restore_named: |name| format!("Reprendre le site «\u{a0}{name}\u{a0}»"),
    restore_instead: "Vous pouvez reprendre le site archivé au lieu d’en créer un autre.",
    removed: |name| format!("Le site «\u{a0}{name}\u{a0}» est supprimé."),
    imported: |n| format!("{}.", count(Fr, n, "site est créé", "sites sont créés")),
    problem,
    rename: "Renommer",
    rename_hint: "La liste, la recherche et les exports suivent aussitôt.",
    rename_ask: "Renommer…",
    open_other: "Voir le site archivé",
    rename_title: |before, after| format!("Renommer «\u{a0}{before}\u{a0}» en «\u{a0}{after}\u{a0}»\u{a0}?"),
    touches: |usage| format!("Sont concernées\u{a0}: {}.", affected(usage)),
    rename_consequence: "Les fichiers d’import qui portent l’ancien nom ne seront plus reconnus tels quels\u{a0}: la page d’import proposera le nouveau.",
    keep_name: "Garder le nom",
    merge: "Fusionner avec un autre site",
    merge_about: "Les personnes de ce site passent à l’autre, et ce site disparaît. Avant de le faire, la page dit ce qui change.",
    merge_into: "Site qui reste",
    choose: "Choisir…",
    merge_ask: "Fusionner…",
    merge_title: |from, into| format!("Fusionner «\u{a0}{from}\u{a0}» avec «\u{a0}{into}\u{a0}»\u{a0}?"),
    goes: |usage, into| format!("Passent à «\u{a0}{into}\u{a0}»\u{a0}: {}.", affected(usage)),
    same: |same, into| match same {
        Count::Exactly(0) => {
            format!("Personne n’est déjà à «\u{a0}{into}\u{a0}» pour le même contrat et le même sous-compte.")
        }
        Count::Exactly(n) => already(&count(Fr, n, "affectation", "affectations"), into),
        Count::MoreThan(n) => {
            already(&format!("au moins {}", count(Fr, n, "affectation", "affectations")), into)
        }
    },
    merge_consequence: |from| {
        format!("Le site «\u{a0}{from}\u{a0}» disparaît. Cela ne peut pas être annulé.")
    },
    merge_confirm: "Fusionner",
    keep_both: "Garder les deux sites",
    leave: "Archiver ou supprimer",
    archive: "Archiver",
    archive_consequence: "Le site n’est plus proposé. Les personnes qui y sont y restent, et la liste et les exports les montrent.",
    restore: "Reprendre",
    restore_consequence: "Le site est de nouveau proposé.",
    remove: "Supprimer",
    remove_consequence: "Personne n’est affecté à ce site.",
    remove_in_use: "Des personnes sont affectées à ce site, ou en ont été retirées depuis moins de 30 jours et peuvent y être rétablies\u{a0}: pour le supprimer, fusionnez-le avec celui où elles vont.",
    remove_title: |name| format!("Supprimer le site «\u{a0}{name}\u{a0}»\u{a0}?"),
    remove_final: "Cela ne peut pas être annulé.",
    keep: "Garder le site",
    missing: "Site introuvable",
    missing_why: "Il n’existe pas, ou n’existe plus\u{a0}: il a pu être supprimé, ou fusionné avec un autre.",
    import_lede: "Un fichier avec une colonne «\u{a0}site\u{a0}», ou un nom par ligne. La page dit ce que chaque ligne ferait avant que rien ne soit créé.",
    file: "Fichier",
    file_hint: "CSV, texte ou classeur .xlsx\u{a0}; l’encodage et le séparateur sont reconnus.",
    paste: "Ou collez la liste",
    paste_hint: "Un nom par ligne.",
    check: "Vérifier",
    cancel: "Retour aux sites",
    nothing_chosen: "Choisissez un fichier, ou collez une liste.",
    no_names: "Il n’y a aucun nom de site dans ce fichier.",
    changed: "Vos sites ont changé depuis la vérification\u{a0}: voici ce que chaque ligne ferait maintenant. Rien n’a été créé.",
    tally_new: "à créer",
    tally_known: |n| plural(Fr, n, "déjà connu", "déjà connus"),
    tally_left: |n| plural(Fr, n, "laissé de côté", "laissés de côté"),
    create_these: |n| format!("Créer {}", count(Fr, n, "site", "sites")),
    other_file: "Autre fichier",
    preview_caption: "Ce que chaque ligne ferait",
    line: "Ligne",
    verdict: "Résultat",
    verdicts: Verdicts {
        new: "À créer",
        known: "Déjà connu",
        archived: "Archivé",
        archived_why: "Il reste archivé\u{a0}; ouvrez-le pour le reprendre.",
        similar: "Presque le même",
        similar_why: |name, archived| {
            let archived = if archived { " (archivé)" } else { "" };
            format!("Vous avez «\u{a0}{name}\u{a0}»{archived}, à un accent, une majuscule ou un tiret près.")
        },
        twice: "En double",
        twice_why: |line| format!("Comme à la ligne {line}."),
        invalid: "En erreur",
        formula_why: "C’est une erreur de formule du tableur, et non un nom.",
        no_name: "Laissée de côté",
        no_name_why: "C’est un titre répété, un total ou une remarque.",
    },
};

fn at_least(all: bool, text: String) -> String {
    if all { text } else { format!("au moins {text}") }
}

fn affected(usage: &Usage) -> String {
    let people = count(Fr, usage.people, "personne", "personnes");
    match usage.assignments {
        Count::Exactly(n) => format!("{}, {people}", count(Fr, n, "affectation", "affectations")),
        Count::MoreThan(n) => {
            format!("plus de {}, au moins {people}", count(Fr, n, "affectation", "affectations"))
        }
    }
}

fn already(what: &str, into: &str) -> String {
    format!(
        "Déjà à «\u{a0}{into}\u{a0}» pour le même contrat et le même sous-compte\u{a0}: {what}. Celle qui y est reste, avec son profil et ses droits personnels\u{a0}; l’autre est retirée."
    )
}

fn merged(from: &str, into: &str, moved: u64, removed: u64, ended: bool) -> String {
    if !ended {
        return format!(
            "Les affectations de «\u{a0}{from}\u{a0}» passent à «\u{a0}{into}\u{a0}»\u{a0}: ce sera fait dans quelques secondes."
        );
    }
    let moved = count(Fr, moved, "affectation y est passée", "affectations y sont passées");
    let removed = match removed {
        0 => String::new(),
        n => format!(", {}", count(Fr, n, "y était déjà", "y étaient déjà")),
    };
    format!("Le site «\u{a0}{from}\u{a0}» est fusionné avec «\u{a0}{into}\u{a0}»\u{a0}: {moved}{removed}.")
}

fn problem(problem: &SiteProblem) -> String {
    match problem {
        SiteProblem::Missing => "Indiquez le nom du site.".to_owned(),
        SiteProblem::TooLong => "Ce nom est trop long\u{a0}: 120 caractères au plus.".to_owned(),
        SiteProblem::Invisible => "Ce nom contient un caractère invisible\u{a0}: saisissez-le à nouveau.".to_owned(),
        SiteProblem::Link => "Un nom de site ne peut pas contenir de lien.".to_owned(),
        SiteProblem::Taken { name } => {
            format!("Vous avez déjà un site «\u{a0}{name}\u{a0}», à un accent, une majuscule ou un tiret près.")
        }
        SiteProblem::Archived { name, .. } => format!("Ce nom est celui du site archivé «\u{a0}{name}\u{a0}»."),
        SiteProblem::Settling => {
            "Un site vient d’être renommé ou fusionné, et ce n’est pas tout à fait fini. Réessayez dans quelques secondes.".to_owned()
        }
        SiteProblem::InUse => {
            "Des personnes sont affectées à ce site, ou viennent d’en être retirées et peuvent y être remises\u{a0}: fusionnez-le avec celui où elles vont.".to_owned()
        }
        SiteProblem::NoTarget => "Choisissez un autre site, qui ne soit pas archivé.".to_owned(),
    }
}
