use super::api::RemoveAdvancedUser;
use crate::components::{Dialog, Submit};
use crate::i18n::use_texts;
use crate::users::display_name;
use domain::advanced_users::AdvancedUser;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::A;

/// The question before an advanced user is removed. Keeping them is the safe answer.
#[component]
pub fn AdvancedRemoval(user: AdvancedUser) -> impl IntoView {
    let texts = use_texts();
    let (t, management) = (texts.advanced(), texts.management());
    let AdvancedUser { key, last_name, first_name, email, .. } = user;
    let name = display_name(&first_name, &last_name, &email);

    view! {
        <Dialog title=(management.removal.title)(&name) id="retirer" danger=true close=paths::USER_MANAGEMENT>
            <dl class="facts">
                <dt>{management.email}</dt>
                <dd>{email}</dd>
            </dl>
            <p>{t.remove_consequence}</p>
            <form method="post" action=RemoveAdvancedUser::url()>
                <input type="hidden" name="key" value=key/>
                <footer>
                    <A href=paths::USER_MANAGEMENT scroll=false attr:class="button" attr:autofocus=true>
                        {management.removal.keep}
                    </A>
                    <Submit label=management.removal.confirm class="danger solid"/>
                </footer>
            </form>
        </Dialog>
    }
}
