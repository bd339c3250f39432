use super::api::WithdrawAdministrator;
use super::problem::{Problem, ProblemCallout};
use crate::api::FlashForm;
use crate::components::{Dialog, PasswordField, Submit};
use crate::i18n::use_texts;
use domain::administrators::Administrator;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::A;

/// The question before somebody is taken from the administrators.
#[component]
pub fn WithdrawalDialog(
    administrator: Administrator,
    #[prop(optional_no_strip)] refused: Option<FlashForm<String, Problem>>,
) -> impl IntoView {
    let t = use_texts().administrators();
    let Administrator { key, person, is_self, .. } = administrator;
    let problem = refused.filter(|refused| refused.input == key).map(|refused| refused.error);
    let title = if is_self { t.withdraw_self.to_owned() } else { (t.withdraw_question)(person.shown()) };
    let consequence = if is_self { t.withdraw_self_consequence } else { t.withdraw_consequence };

    view! {
        <Dialog title=title id="retirer" danger=true close=paths::ADMINISTRATORS>
            <dl class="facts">
                <dt>{t.email}</dt>
                <dd>{person.email}</dd>
            </dl>
            <p>{consequence}</p>
            <ProblemCallout problem/>
            <form method="post" action=WithdrawAdministrator::url()>
                <input type="hidden" name="key" value=key/>
                <PasswordField
                    name="password"
                    id="withdrawal-password"
                    label=t.your_password
                    autocomplete="current-password"
                    error=problem.and_then(Problem::of_password)
                />
                <footer>
                    <A href=paths::ADMINISTRATORS scroll=false attr:class="button" attr:autofocus=true>
                        {t.keep}
                    </A>
                    <Submit label=t.withdraw_confirm class="danger solid"/>
                </footer>
            </form>
        </Dialog>
    }
}
