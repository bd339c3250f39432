use super::api::RequireFactor;
use super::problem::{Problem, ProblemCallout};
use crate::components::{OfCustomer, PasswordField, Submit};
use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Whether those who administer and the advanced users need a second factor, and the form that changes it.
#[component]
pub fn FactorSection(
    is_required: bool,
    #[prop(optional_no_strip)] problem: Option<Problem>,
) -> impl IntoView {
    let t = use_texts().administrators();
    let (stands, consequence, button) = if is_required {
        (t.factor_required, t.factor_optional_consequence, t.make_factor_optional)
    } else {
        (t.factor_optional, t.factor_required_consequence, t.require_factor)
    };

    view! {
        <section class="section" aria-labelledby="h-factor">
            <header>
                <h2 id="h-factor">{t.factor}</h2>
            </header>
            <p>
                <b>{stands}</b>
            </p>
            <p class="soft">{consequence}</p>
            <ProblemCallout problem/>
            <form class="stack form" method="post" action=RequireFactor::url()>
                <OfCustomer/>
                <input type="hidden" name="required" value=(!is_required).to_string()/>
                <PasswordField
                    name="password"
                    id="factor-password"
                    label=t.factor_password
                    autocomplete="current-password"
                    autofocus=problem.is_some()
                    error=problem.and_then(Problem::of_password)
                />
                <div>
                    <Submit label=button class=""/>
                </div>
            </form>
        </section>
    }
}
