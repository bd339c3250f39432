use super::api::{ChangeMyInformation, Wrong};
use crate::api::FlashForm;
use crate::components::{ErrorSummary, SelectField, Submit, TextField};
use crate::i18n::use_texts;
use domain::access::MyInformation;
use domain::locale::Locale;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What is known of oneself, to be changed.
#[component]
pub fn InformationForm(
    known: MyInformation,
    #[prop(optional_no_strip)] refused: Option<FlashForm<MyInformation, Vec<Wrong>>>,
) -> impl IntoView {
    let t = use_texts().my_information();
    let (typed, wrong) = refused.map_or((known, Vec::new()), |refused| (refused.input, refused.error));
    let MyInformation { last_name, first_name, telephone, language } = typed;
    let errors: Vec<_> =
        wrong.iter().map(|wrong| (wrong.field().to_owned(), t.wrong(*wrong).to_owned())).collect();
    let error = |field: &str| errors.iter().find(|(of, _)| of == field).map(|(_, message)| message.clone());
    let (last_wrong, first_wrong, telephone_wrong) =
        (error("last_name"), error("first_name"), error("telephone"));
    let option = move |locale: Locale, name: &'static str| {
        view! {
            <option value=locale.code() lang=locale.code() selected=language == locale>
                {name}
            </option>
        }
    };

    view! {
        <form class="stack form" method="post" action=ChangeMyInformation::url() novalidate=true>
            <ErrorSummary errors=errors/>
            <div class="form-grid">
                <TextField
                    name="last_name"
                    label=t.last_name
                    value=last_name
                    autocomplete="family-name"
                    error=last_wrong
                />
                <TextField
                    name="first_name"
                    label=t.first_name
                    value=first_name
                    autocomplete="given-name"
                    error=first_wrong
                />
                <TextField
                    name="telephone"
                    label=t.telephone
                    kind="tel"
                    value=telephone
                    autocomplete="tel"
                    hint=t.telephone_hint
                    error=telephone_wrong
                />
                <SelectField name="language" label=t.language hint=t.language_hint>
                    {option(Locale::Fr, "Français")}
                    {option(Locale::En, "English")}
                </SelectField>
            </div>
            <p class="soft small">{t.name_hint}</p>
            <div>
                <Submit label=t.save/>
            </div>
        </form>
    }
}
