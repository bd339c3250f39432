//! Views of the list: what its address says, under a name. A view is a link; whoever is sent it sees the same list.

mod texts;

use super::api::ViewsData;
use super::changes::Changes;
use super::query::{from_query, list_address, view_of};
use crate::api::ApiError;
use crate::components::{ErrorCallout, OfCustomer, Submit, TextField};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::use_here;
use domain::users::SavedView;
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;

/// One's views, and a form that gives a name to the list as it is.
#[component]
pub fn ViewsMenu(
    loaded: Result<ViewsData, ApiError>,
    /// The list as it is, as a view would say it.
    shown: String,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().views();
    let (data, failure) = match loaded {
        Ok(data) => (data, None),
        Err(error) => (ViewsData { views: Vec::new(), kept: None }, Some(error)),
    };
    let ViewsData { views, kept } = data;
    let current = views.iter().find(|view| is_shown(view, &shown)).map(|view| view.name.to_string());
    let beside = current.clone().or_else(|| (!views.is_empty()).then(|| views.len().to_string()));
    let (typed, refused) = kept.map(|kept| (kept.input.name, kept.error)).unzip();
    let open = refused.is_some();

    // What was saved is told above the list, and its name is the menu's.
    let menu = NodeRef::<html::Details>::new();
    Effect::new(move |_| {
        if let (Some(Ok(())), Some(menu)) = (changes.save_view.value().get(), menu.get_untracked()) {
            menu.set_open(false);
        }
    });

    view! {
        <details class="menu views" open=open node_ref=menu>
            <summary class="button small">
                <Icon of=IconName::Link/>
                {t.title}
                {beside.map(|beside| view! { <span class="faint">{beside}</span> })}
            </summary>
            <div class="panel">
                {failure.map(|error| view! { <ErrorCallout error/> })}
                <ViewList views shown=shown.clone() changes/>
                <SaveForm name=typed.or(current).unwrap_or_default() refused shown changes/>
            </div>
        </details>
    }
}

/// Whether the list is as a view says. What it was saved with may be written otherwise by now.
fn is_shown(view: &SavedView, shown: &str) -> bool {
    view_of(&from_query(&view.query)) == shown
}

#[component]
fn ViewList(views: Vec<SavedView>, shown: String, changes: Changes) -> impl IntoView {
    let t = use_texts().views();
    if views.is_empty() {
        return view! { <p class="soft">{t.none}</p> }.into_any();
    }

    let row = move |view: SavedView| {
        let current = is_shown(&view, &shown).then_some("true");
        let name = view.name.to_string();
        view! {
            <li>
                <a href=list_address(&from_query(&view.query)) aria-current=current>
                    {name.clone()}
                </a>
                <ActionForm action=changes.remove_view>
                    <input type="hidden" name="name" value=name.clone()/>
                    <input type="hidden" name="back" value=use_here()/>
                    <OfCustomer/>
                    <button class="linklike" type="submit" aria-label=(t.remove_view)(&name)>
                        {t.remove}
                    </button>
                </ActionForm>
            </li>
        }
    };

    view! { <ul aria-label=t.mine>{views.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// Gives a name to the list as it is.
#[component]
fn SaveForm(
    /// What the field begins with.
    name: String,
    /// Why what was typed was refused, without JavaScript.
    refused: Option<ApiError>,
    /// The list as it is.
    shown: String,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().views();
    let save = changes.save_view;
    let refusal = move || match save.value().get() {
        Some(answer) => answer.err(),
        None => refused.clone(),
    };
    let error = MaybeProp::derive(move || match refusal()? {
        ApiError::Invalid(errors) => errors.first().map(|error| t.error(&error.code).to_owned()),
        _ => None,
    });

    view! {
        <ActionForm action=save attr:novalidate=true>
            <OfCustomer/>
            <input type="hidden" name="view" value=shown/>
            <input type="hidden" name="back" value=use_here()/>
            <TextField name="name" label=t.name value=name autocomplete="off" required=true hint=t.hint error=error/>
            <Submit label=t.save class="small primary" pending=save.pending()/>
        </ActionForm>
    }
}
