//! Texts of the views of the list.

impl crate::i18n::Texts {
    /// Views of the list, under names of one's own.
    pub fn views(self) -> &'static ViewTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the views of the list, in one language.
#[derive(Debug)]
pub struct ViewTexts {
    pub title: &'static str,
    pub mine: &'static str,
    pub none: &'static str,
    pub name: &'static str,
    pub hint: &'static str,
    pub save: &'static str,
    pub remove: &'static str,
    /// For whom it is read aloud: which one.
    pub remove_view: fn(&str) -> String,
    pub saved: fn(&str) -> String,
    /// It took the place of another one of that name.
    pub replaced: fn(&str) -> String,
    pub removed: fn(&str) -> String,
    pub undo_what: &'static str,
    /// What is wrong with a name, by its code; the last one stands for those to come.
    errors: &'static [(&'static str, &'static str)],
}

impl ViewTexts {
    /// What is wrong with a name, by its code.
    pub fn error(&self, code: &str) -> &'static str {
        let known = self.errors.iter().find(|(known, _)| *known == code);
        known.or(self.errors.last()).map_or("", |(_, message)| message)
    }
}

pub const FR: ViewTexts = ViewTexts {
    title: "Vues",
    mine: "Vos vues de la liste",
    none: "Aucune pour l’instant. Une vue garde les critères, le tri et la présentation de la liste sous un nom.",
    name: "Nom de la vue",
    hint: "Un nom déjà pris est remplacé. Pour partager une vue, envoyez l’adresse de la page.",
    save: "Enregistrer cette vue",
    remove: "Retirer",
    remove_view: |name| format!("Retirer la vue «\u{a0}{name}\u{a0}»"),
    saved: |name| format!("La vue «\u{a0}{name}\u{a0}» est enregistrée."),
    replaced: |name| {
        format!(
            "La vue «\u{a0}{name}\u{a0}» existait\u{a0}: elle est remplacée par la liste telle qu’elle est."
        )
    },
    removed: |name| format!("La vue «\u{a0}{name}\u{a0}» est retirée."),
    undo_what: " et reprendre la vue telle qu’elle était",
    errors: &[
        ("missing_name", "Donnez un nom à la vue."),
        ("name_too_long", "Ce nom est trop long\u{a0}: 60 caractères au plus."),
        ("name_invisible", "Ce nom contient un caractère invisible\u{a0}: saisissez-le de nouveau."),
        ("name_link", "Ce nom contient un lien\u{a0}: retirez-le."),
        ("too_many", "Vous avez déjà 50 vues\u{a0}: retirez-en une, ou reprenez un nom qui existe."),
        ("too_long", "Les critères sont trop longs pour être gardés\u{a0}: raccourcissez la recherche."),
        ("refused", "Ce nom ne convient pas."),
    ],
};

pub const EN: ViewTexts = ViewTexts {
    title: "Views",
    mine: "Your views of the list",
    none: "None so far. A view keeps the criteria, the order and the layout of the list under a name.",
    name: "Name of the view",
    hint: "A name that is taken is replaced. To share a view, send the page’s address.",
    save: "Save this view",
    remove: "Remove",
    remove_view: |name| format!("Remove the view “{name}”"),
    saved: |name| format!("The view “{name}” is saved."),
    replaced: |name| format!("There was a view “{name}”: the list as it is now has taken its place."),
    removed: |name| format!("The view “{name}” is removed."),
    undo_what: " and take the view back as it was",
    errors: &[
        ("missing_name", "Give the view a name."),
        ("name_too_long", "This name is too long: 60 characters at most."),
        ("name_invisible", "This name holds an invisible character: type it again."),
        ("name_link", "This name holds a link: take it out."),
        ("too_many", "You have 50 views already: remove one, or take a name that is there."),
        ("too_long", "The criteria are too long to be kept: shorten the search."),
        ("refused", "This name will not do."),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_words_in_both_languages() {
        let codes = |texts: &ViewTexts| texts.errors.iter().map(|(code, _)| *code).collect::<Vec<_>>();
        assert_eq!(codes(&FR), codes(&EN));
        assert_eq!(FR.error("unheard-of"), FR.error("refused"));
    }
}
