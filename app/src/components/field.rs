use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use leptos::prelude::*;

/// A control with its label, a hint, and what is wrong with it. The control itself is the child: it
/// carries the same `id`, and `aria-invalid` and `aria-describedby` as [`describe`] says.
#[component]
pub fn Field(
    /// The `id` of the control.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Whether it may be left empty in a form where most may not.
    #[prop(optional)]
    optional: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    let t = use_texts().components();
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));

    view! {
        <div class=format!("field {class}")>
            <label for=id>
                {label} {optional.then(|| view! { <span class="opt">" "{t.optional}</span> })}
            </label>
            {children()}
            {hint.get_untracked().map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {move || {
                error
                    .get()
                    .map(|message| {
                        view! {
                            <p class="error" id=error_id.clone()>
                                <Icon of=IconName::Alert/>
                                <span>{message}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// `aria-describedby` of the control of a [`Field`]: its error first, then its hint.
pub fn describe(
    id: &str,
    hint: bool,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
    move || {
        let wrong = error.with(Option::is_some);
        let ids = [wrong.then_some(error_id.as_str()), hint.then_some(hint_id.as_str())];
        let ids: Vec<&str> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// `aria-invalid` of the control of a [`Field`].
pub(super) fn invalid(error: MaybeProp<String>) -> impl Fn() -> Option<&'static str> + Clone {
    move || error.with(Option::is_some).then_some("true")
}

/// A field of one line of text.
#[component]
pub fn TextField(
    /// The name under which it is sent, which is its `id` too unless another is given.
    #[prop(into)]
    name: String,
    /// Its `id`, where another field of the page has the same name.
    #[prop(optional)]
    id: Option<&'static str>,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// `type` of the `<input>`.
    #[prop(optional, into)]
    kind: Option<&'static str>,
    /// What browsers may fill in (HTML, section 4.10.18.7).
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// What an answer looks like.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it may be left empty in a form where most may not.
    #[prop(optional)]
    optional: bool,
    /// Whether the focus begins here.
    #[prop(optional)]
    autofocus: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
) -> impl IntoView {
    let id = id.map_or_else(|| name.clone(), str::to_owned);
    let described = describe(&id, hint.with_untracked(Option::is_some), error);

    view! {
        <Field id=id.clone() label=label optional=optional hint=hint error=error>
            <input
                class="input"
                id=id
                name=name
                type=kind.unwrap_or("text")
                value=value
                autocomplete=autocomplete
                placeholder=placeholder
                required=required
                autofocus=autofocus
                spellcheck="false"
                aria-invalid=invalid(error)
                aria-describedby=described
            />
        </Field>
    }
}

/// A field that offers a choice; the children are its `<option>`s.
#[component]
pub fn SelectField(
    /// The name under which it is sent, which is its `id` too.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Whether something must be chosen.
    #[prop(optional)]
    required: bool,
    /// Whether it may be left empty in a form where most may not.
    #[prop(optional)]
    optional: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let described = describe(&name, hint.with_untracked(Option::is_some), error);

    view! {
        <Field id=name.clone() label=label optional=optional hint=hint error=error>
            <select
                class="input"
                id=name.clone()
                name=name
                required=required
                aria-invalid=invalid(error)
                aria-describedby=described
            >
                {children()}
            </select>
        </Field>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_says_so_to_assistive_technology() {
        let html = Owner::new().with(|| {
            view! { <TextField name="email" label="Adresse e-mail" hint="Une seule." error="Il manque le signe @."/> }
                .to_html()
        });
        assert!(html.contains(r#"<label for="email">"#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(html.contains(r#"aria-describedby="email-error email-hint""#), "{html}");
        assert!(html.contains(r#"id="email-error""#), "{html}");
    }

    #[test]
    fn a_field_without_error_describes_itself_by_nothing() {
        let html = Owner::new().with(|| view! { <TextField name="email" label="Adresse e-mail"/> }.to_html());
        assert!(!html.contains("aria-invalid"), "{html}");
        assert!(!html.contains("aria-describedby"), "{html}");
    }
}
