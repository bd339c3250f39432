use super::REMOVAL;
use crate::components::Status;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::changes::Changes;
use crate::users::display_name;
use crate::users::mail_state::{MailRefusal, ResendButton, can_be_sent_again};
use crate::users::removal::opener;
use domain::paths;
use domain::users::{AssignmentRow, MailState};
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub fn UserRow(row: AssignmentRow, here: Signal<String>, changes: Changes) -> impl IntoView {
    let t = &use_texts().users().list;
    let name = display_name(&row.first_name, &row.last_name, &row.email);
    let known_by_name = name != row.email;
    let site_name = row.site.clone().unwrap_or_else(|| t.all_sites.to_owned());
    let contract = format!("{} {}", row.contract_number, row.contract_name);
    let edit_label = (t.edit_row)(&name, &row.email, &site_name);

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="clip main">
                <span class="who">
                    <span class="mail" title=row.email.clone()>
                        {row.email.clone()}
                    </span>
                    {known_by_name.then(|| view! { " " <span class="name">{name.clone()}</span> })}
                </span>
            </th>
            <td role="cell" class="clip" data-label=t.contract title=contract>
                <span class="code">{row.contract_number.clone()}</span>
                " "
                {row.contract_name.clone()}
            </td>
            <SubAccount of=row.sub_account.clone()/>
            <td role="cell" class="clip half" data-label=use_texts().users().fields.site title=row.site.clone()>
                {match row.site.clone() {
                    Some(site) => site.into_any(),
                    None => view! { <span class="faint">{t.all}</span> }.into_any(),
                }}
            </td>
            <td role="cell" class="clip half" data-label=use_texts().users().fields.profile title=row.profile.clone()>
                {row.profile.clone()}
            </td>
            <td role="cell" class="nowrap" data-label=t.status>
                <State row=row.clone() here changes/>
            </td>
            <td role="cell" class="act">
                <a
                    class="button icon-only"
                    href=paths::user(row.id)
                    aria-label=edit_label
                    title=t.edit
                >
                    <Icon of=IconName::Pencil/>
                </a>
            </td>
            <td role="cell" class="act">
                {(!row.is_self).then(move || view! { <RemoveLink row name site_name here/> })}
            </td>
        </tr>
    }
}

/// The name and, never cut off, the number of a sub-account; or that it is about all of them.
#[component]
fn SubAccount(#[prop(optional_no_strip)] of: Option<(String, String)>) -> impl IntoView {
    let t = &use_texts().users().list;
    match of {
        Some((number, name)) => view! {
            <td role="cell" class="clip" data-label=t.sub_account title=format!("{name} ({number})")>
                <span class="tail">
                    <span>{name.clone()}</span>
                    " "
                    <span>{format!("({number})")}</span>
                </span>
            </td>
        }
        .into_any(),
        None => view! {
            <td role="cell" data-label=t.sub_account>
                <span class="faint">{t.all}</span>
            </td>
        }
        .into_any(),
    }
}

/// Where the user stands, what became of the mail, and what can be done about it.
#[component]
fn State(row: AssignmentRow, here: Signal<String>, changes: Changes) -> impl IntoView {
    let t = &use_texts().users().list;
    let again = can_be_sent_again(row.status, row.mail.as_ref());
    let reason = match &row.mail {
        Some(MailState::Failed { reason }) => Some(reason.clone()),
        _ => None,
    };

    view! {
        <span class="state">
            <Status status=row.status since=row.status_since mail=row.mail/>
            {reason.map(|reason| view! { <MailRefusal reason label=(t.refusal_of)(&row.email)/> })}
            {again.then(|| view! { <ResendButton assignment=row.id email=row.email.clone() changes here/> })}
        </span>
    }
}

/// Leads to the question before the removal, over the list as it is.
#[component]
fn RemoveLink(row: AssignmentRow, name: String, site_name: String, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().list;
    let href = here.with(|here| {
        let separator = if here.contains('?') { '&' } else { '?' };
        format!("{here}{separator}{REMOVAL}={}", row.id)
    });

    view! {
        <A
            href=href
            scroll=false
            attr:class="button icon-only danger"
            attr:id=opener(row.id)
            attr:aria-label=(t.remove_row)(&name, &site_name)
            attr:title=t.remove
        >
            <Icon of=IconName::Trash/>
        </A>
    }
}
