use super::my_access::MyAccess;
use crate::components::{Page, PageHeader};
use crate::i18n::use_texts;
use leptos::prelude::*;

/// *Vos accès*: where people arrive who administer nothing.
#[component]
pub fn MyAccessPage() -> impl IntoView {
    let t = use_texts().my_access();

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede/>
            <MyAccess/>
        </Page>
    }
}
