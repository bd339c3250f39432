use crate::icons::{Icon, IconName};
use leptos::prelude::*;

/// What was just done, over the foot of the page until the next one. The children are what can be
/// done about it: a form that undoes it.
#[component]
pub fn Toast(
    #[prop(into)] message: String,
    /// Whether it went wrong.
    #[prop(optional)]
    bad: bool,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="toasts" role="status">
            <div class=if bad { "toast bad" } else { "toast" }>
                <Icon of=if bad { IconName::Alert } else { IconName::Check }/>
                <span>{message}</span>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
