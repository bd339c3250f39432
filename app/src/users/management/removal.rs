use crate::components::{Dialog, Submit};
use crate::i18n::use_texts;
use crate::session::{Administers, use_administers};
use crate::users::api::ListedPerson;
use crate::users::changes::Changes;
use crate::users::display_name;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::A;

/// The question before a person is removed, with all that whoever asks administers of them. Keeping them is the safe
/// answer.
#[component]
pub fn PersonRemoval(
    person: ListedPerson,
    changes: Changes,
    /// Where both answers lead.
    here: String,
) -> impl IntoView {
    let texts = use_texts();
    let (t, fields) = (&texts.management().removal, &texts.users().fields);
    let ListedPerson { id, first_name, last_name, email, accesses, .. } = person;
    let name = display_name(&first_name, &last_name, &email);
    let consequence =
        if use_administers() == Administers::Everything { t.consequence } else { t.consequence_here };

    view! {
        <Dialog title=(t.title)(&name) id="supprimer" danger=true close=here.clone()>
            <dl class="facts">
                <dt>{fields.email}</dt>
                <dd>{email}</dd>
                <dt>{t.has}</dt>
                <dd>{(t.accesses)(accesses)}</dd>
            </dl>
            <p>{consequence}</p>
            <ActionForm action=changes.remove_person>
                <input type="hidden" name="assignment" value=id.to_string()/>
                <input type="hidden" name="back" value=here.clone()/>
                <footer>
                    <A href=here scroll=false attr:class="button" attr:autofocus=true>
                        {t.keep}
                    </A>
                    <Submit label=t.confirm class="danger solid" pending=changes.remove_person.pending()/>
                </footer>
            </ActionForm>
        </Dialog>
    }
}
