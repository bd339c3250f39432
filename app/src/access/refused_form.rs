use super::api::RefusedLogin;
use super::refusal::Refusal;
use crate::api::ApiError;
use crate::components::after_load;
use leptos::prelude::*;

/// A form that asks for a login or an address, as it was when it was refused.
#[component]
pub fn RefusedForm(
    /// What it held, and why it was refused, if it was.
    refused: Resource<Result<RefusedLogin, ApiError>>,
    /// The form of what it held and why it was refused.
    show: fn(String, Option<Refusal>) -> AnyView,
) -> impl IntoView {
    view! {
        <Suspense>
            {after_load(move || async move {
                let kept = refused.await.ok().flatten();
                let (login, refusal) = kept.map(|kept| (kept.input, kept.error)).unzip();
                show(login.unwrap_or_default(), refusal)
            })}
        </Suspense>
    }
}
