use crate::session::use_session;
use leptos::prelude::*;

/// In a form that names nothing else of the customer that its page is about: whoever goes on to another customer in
/// another tab must not change that one from here.
#[component]
pub fn OfCustomer() -> impl IntoView {
    use_session()
        .customer
        .map(|customer| view! { <input type="hidden" name="customer" value=customer.id.to_string()/> })
}
