use super::ReferencePage;
use crate::components::EmptyState;
use crate::i18n::use_texts;
use domain::reference::ReferenceData;
use leptos::prelude::*;

#[component]
pub fn SitesPage() -> impl IntoView {
    let t = use_texts().reference();
    view! { <ReferencePage title=t.sites lede=t.sites_lede show=sites/> }
}

fn sites(reference: ReferenceData) -> impl IntoView {
    let t = use_texts().reference();
    if reference.sites.is_empty() {
        return view! { <EmptyState title=t.no_sites text=t.nothing_yet/> }.into_any();
    }

    view! {
        <div class="table-scroll" role="group" aria-label=t.sites tabindex="0">
            <table class="table">
                <caption class="vh">{t.sites}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.site}</th>
                    </tr>
                </thead>
                <tbody>
                    {reference
                        .sites
                        .into_iter()
                        .map(|site| view! { <tr><th scope="row">{site.name.to_string()}</th></tr> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
