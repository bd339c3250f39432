use super::{AdministratorTexts, Obstacles, Problems};
use crate::i18n::count;
use domain::locale::Locale::Fr;

pub static FR: AdministratorTexts = AdministratorTexts {
    title: "Changement d’administrateur",
    lede: "L’administrateur crée les accès et engage l’entreprise. Une passation prend effet quand vous et votre \
           successeur avez tous deux confirmé.",

    asked: "La demande est partie. Rien ne change tant qu’elle n’est pas acceptée\u{a0}; vous pouvez l’abandonner d’ici là.",
    cancelled: "La demande est abandonnée\u{a0}: son lien ne mène plus à rien.",
    mailed_again: "Le mail repart, avec le même lien et la même date limite.",
    not_mailed_again: "Le mail précédent attend encore, ou vient de partir\u{a0}: réessayez dans une minute.",
    not_cancelled: "Cette demande n’est plus en attente\u{a0}: elle vient peut-être d’être acceptée. La liste ci-dessous est à jour.",
    withdrawn: "Cette personne n’administre plus. Un mail l’en avertit.",
    accepted: "Vous administrez désormais cet espace client. Les autres connexions ont été fermées.",

    administrators: "Administrateurs",
    name: "Nom",
    email: "Adresse e-mail",
    since: "Depuis le",
    action: "Action",
    you: "Vous",
    alone: "Il y a toujours au moins un administrateur. Pour ne plus l’être, choisissez d’abord votre successeur.",
    withdraw: "Retirer",
    withdraw_whom: |who| format!("Retirer {who} des administrateurs"),

    withdraw_question: |who| format!("Retirer {who} des administrateurs\u{a0}?"),
    withdraw_self: "Ne plus administrer cet espace client\u{a0}?",
    withdraw_consequence: "Cette personne ne pourra plus rien administrer et sera déconnectée. Les accès qu’elle a en \
                           son nom lui restent. Pour revenir en arrière, il faudra lui redemander d’administrer.",
    withdraw_self_consequence: "Vous serez déconnecté et ne pourrez plus rien administrer. Les accès que vous avez en \
                                votre nom vous restent. Seul un autre administrateur pourra revenir en arrière.",
    withdraw_confirm: "Retirer des administrateurs",
    keep: "Ne rien changer",

    pending_successor: "Passation en attente d’une confirmation",
    pending_deputy: "Partage en attente d’une confirmation",
    present: "Administrateur actuel",
    successor: "Successeur",
    deputy: "Administrateur adjoint",
    confirmed: "Confirmé",
    waiting: "En attente",
    until: |when| format!("jusqu’au {when}"),
    mail_again: "Renvoyer le mail",
    mail_again_to: |who| format!("Renvoyer le mail à {who}"),
    cancel: "Abandonner la demande",
    cancel_whom: |who| format!("Abandonner la demande à {who}"),
    nothing_changes: |who, until| {
        format!(
            "Rien ne change tant que {who} n’a pas confirmé. Sans réponse le {until}, la demande s’éteint et tout reste comme avant."
        )
    },
    mail_refused: |email| {
        format!(
            "Le mail n’a pas pu être remis à {email}\u{a0}: personne ne peut donc répondre. Abandonnez la demande, faites corriger l’adresse, puis redemandez."
        )
    },
    course: "Suivi de la demande",
    asked_by: |who| format!("Demandée et confirmée par {who}"),
    mail_waiting: |who| format!("Mail à {who} en cours d’envoi"),
    mail_sent: |who| format!("Mail remis à {who}"),
    mail_failed: |who| format!("Mail à {who} refusé"),
    answer_awaited: "En attente de sa confirmation",
    takes_effect: "Effet immédiat dès l’acceptation",
    powers: "Ce que chacun pourra faire après la passation",
    power: "Pouvoir",
    each_power: [
        "Créer et retirer des accès",
        "Gérer contrats, sites et profils",
        "Désigner l’administrateur suivant",
    ],
    powers_hint: "Les accès que chacun a en son nom ne changent pas.",
    yes: "Oui",
    no: "Non",

    choose: "Choisir votre successeur ou un adjoint",
    choose_deputy: "Choisir un adjoint",
    sought: "Nom ou adresse e-mail",
    sought_hint: "Parmi les personnes actives. Pour quelqu’un d’autre,",
    create_first: "créez d’abord son accès",
    search: "Rechercher",
    nobody_found: "Personne ne correspond. Essayez une partie du nom ou de l’adresse.",
    found: |found, more| {
        if more {
            format!(
                "Les {found} premières personnes qui correspondent\u{a0}: précisez le nom pour en voir d’autres"
            )
        } else {
            format!(
                "{} à cette recherche",
                count(Fr, found, "personne correspond", "personnes correspondent")
            )
        }
    },
    obstacles: Obstacles {
        not_signed_in: "Doit d’abord se connecter une première fois",
        suspended: "Suspendu pour le moment",
        administers: "Administre déjà",
        asked: "Une demande l’attend déjà",
    },
    role: "Ce qui lui est demandé",
    successor_choice: "Prendre votre place",
    successor_consequence: "Dès son acceptation vous n’administrez plus\u{a0}; les accès que vous avez en votre nom vous restent.",
    successor_pending: "Vous l’avez déjà demandé à quelqu’un\u{a0}: abandonnez cette demande pour en choisir un autre.",
    deputy_choice: "Administrer avec vous",
    deputy_consequence: "Un adjoint peut tout ce que vous pouvez, y compris retirer un administrateur.",
    your_password: "Votre mot de passe",
    password_hint: "Demandé parce que cette action donne tous les droits.",
    ask: "Confirmer et envoyer la demande",

    factor: "Second facteur",
    factor_required: "Un second facteur est exigé des administrateurs et des utilisateurs avancés.",
    factor_optional: "Le second facteur est facultatif.",
    factor_required_consequence: "Si vous l’exigez, quiconque administre tout ou partie de cet espace, et chaque utilisateur avancé, \
                                  devra en ajouter un avant de continuer\u{a0}: vous aussi, si vous n’en avez pas.",
    factor_optional_consequence: "S’il redevient facultatif, chacun garde le sien tant qu’il ne le désactive pas.",
    factor_password: "Mot de passe, pour confirmer",
    require_factor: "Exiger un second facteur",
    make_factor_optional: "Rendre le second facteur facultatif",
    factor_required_now: "Un second facteur est désormais exigé des administrateurs et des utilisateurs avancés.",
    factor_optional_now: "Le second facteur est redevenu facultatif.",

    extent: "Ce qui change de mains",
    extent_hint: "Les accès des personnes ne changent pas.",

    offer_title: "Administrer un espace client",
    offer_successor: |from, customer| {
        format!(
            "{from} vous propose de prendre sa place d’administrateur de {customer}. Dès votre acceptation, vous administrez et {from} n’administre plus."
        )
    },
    offer_deputy: |from, customer| format!("{from} vous propose d’administrer {customer} à ses côtés."),
    customer: "Client",
    your_role: "Votre rôle",
    offered_by: "Proposé par",
    accept_until: "À accepter jusqu’au",
    offer_consequence: "Un administrateur crée et retire les accès, gère contrats, sites et profils, et engage ainsi l’entreprise. \
                        Vos autres connexions seront fermées.",
    accept: "Accepter et administrer",
    not_now: "Pas maintenant",
    offer_accepted: ("Demande déjà acceptée", "Vous l’avez acceptée\u{a0}: il n’y a plus rien à confirmer."),
    offer_cancelled: (
        "Demande abandonnée",
        "Elle a été abandonnée, ou la situation de l’un de vous a changé. Demandez à un administrateur de votre entreprise de la renouveler.",
    ),
    offer_expired: (
        "Demande expirée",
        "Elle pouvait être acceptée pendant sept jours. Demandez à un administrateur de votre entreprise de la renouveler.",
    ),
    offer_unknown: (
        "Demande introuvable",
        "Ce lien ne mène à aucune demande qui vous soit adressée. Si elle l’est à quelqu’un d’autre, ou à un autre de vos \
         identifiants, déconnectez-vous, puis ouvrez le lien à nouveau.",
    ),
    go_on: "Continuer",

    problems: Problems {
        nobody: "Choisissez une personne dans la liste.",
        gone: "Cette personne vient d’être retirée de votre liste\u{a0}: choisissez-en une autre.",
        not_active: "Cette personne n’est pas active\u{a0}: elle doit d’abord s’être connectée, et ne pas être suspendue.",
        administers: "Cette personne administre déjà.",
        asked: "Une demande attend déjà cette personne\u{a0}: abandonnez-la pour en faire une autre.",
        pending: "Vous avez déjà désigné un successeur, qui n’a pas répondu\u{a0}: abandonnez cette demande pour en désigner un autre.",
        too_many: "Vingt demandes sont parties en un jour\u{a0}: la suivante pourra partir demain.",
        last: "C’est le dernier administrateur\u{a0}: désignez d’abord son successeur.",
        over: "Cette personne n’administre plus\u{a0}: la liste est à jour.",
    },
};
