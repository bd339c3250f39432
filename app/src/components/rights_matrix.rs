mod input;
pub mod texts;

pub use input::RightsInput;
pub use texts::RightsTexts;

use crate::i18n::use_texts;
use domain::rights::{Application, Applications, Level, Right, Rights};
use leptos::prelude::*;

/// A level for each application: a table of native radio buttons, a row of which is one group. A form sends them as
/// [`RightsInput`], under the name that is given.
///
/// Where a profile is given, the levels are those of one person: a level that is not the profile's is a personal one,
/// and says what it replaces.
#[component]
pub fn RightsMatrix(
    /// Under which a form sends the levels.
    #[prop(default = "rights")]
    name: &'static str,
    /// What the levels are for.
    #[prop(into)]
    caption: String,
    /// The levels that are chosen. Those of applications that are not offered are left alone.
    chosen: RwSignal<Rights>,
    /// The profile's levels.
    #[prop(optional, into)]
    profile: MaybeProp<Rights>,
    /// What can be had: of a contract, what it has.
    #[prop(optional, into)]
    offered: Option<Signal<Applications>>,
    /// The highest levels that whoever chooses can give.
    #[prop(optional, into)]
    most: Option<Signal<Rights>>,
    /// What else is said of an application, beside where its level comes from.
    #[prop(optional, into)]
    about: Option<ViewFnOf>,
) -> impl IntoView {
    let t = use_texts().rights();
    #[cfg(feature = "hydrate")]
    keep_choices(chosen);
    let is_personal = profile.with_untracked(Option::is_some);
    let row = move |application| {
        let offered =
            Signal::derive(move || offered.is_none_or(|offered| offered.read().contains(application)));
        let about = about.clone();
        let most = Signal::derive(move || most.map_or(Level::Manage, |most| most.read().level(application)));
        view! { <Row name application chosen profile offered most about is_personal/> }
    };

    view! {
        <table class="table rights" role="table" data-sent=SENT>
            <caption class="vh">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.application_heading}</th>
                    {Level::ALL
                        .map(|level| view! { <th role="columnheader" scope="col">{t.level(level)}</th> })
                        .collect_view()}
                    {is_personal
                        .then(|| view! { <th role="columnheader" scope="col" class="origin">{t.origin}</th> })}
                </tr>
            </thead>
            <tbody role="rowgroup">{Application::ALL.map(row).collect_view()}</tbody>
        </table>
    }
}

/// What makes a view of an application.
#[derive(Clone)]
pub struct ViewFnOf(std::sync::Arc<dyn Fn(Application) -> AnyView + Send + Sync>);

impl<F, V> From<F> for ViewFnOf
where
    F: Fn(Application) -> V + Send + Sync + 'static,
    V: IntoAny,
{
    fn from(make: F) -> Self {
        Self(std::sync::Arc::new(move |application| make(application).into_any()))
    }
}

/// The levels of one application. One that is not offered is neither shown nor sent, and one that is beyond what can be
/// given cannot be chosen; where it is there already, it stays.
#[component]
fn Row(
    name: &'static str,
    application: Application,
    chosen: RwSignal<Rights>,
    profile: MaybeProp<Rights>,
    offered: Signal<bool>,
    most: Signal<Level>,
    about: Option<ViewFnOf>,
    is_personal: bool,
) -> impl IntoView {
    let t = use_texts().rights();
    let level = Memo::new(move |_| chosen.read().level(application));
    let of_profile = Memo::new(move |_| profile.get().map(|rights| rights.level(application)));
    let overrides = move || of_profile.get().is_some_and(|of_profile| of_profile != level.get());
    let choose = move |level| chosen.update(|rights| rights.set(Right { application, level }));

    let cell = move |option: Level| {
        let is_of_profile = move || of_profile.get() == Some(option);
        let is_out_of_reach = move || !offered.get() || option > most.get();
        let label = move || (t.option)(t.application(application), t.level(option), is_of_profile());
        view! {
            <td role="cell" class:from-profile=is_of_profile data-profile=t.from_profile>
                <label class="hit">
                    <input
                        type="radio"
                        id=option_id(application, option)
                        name=format!("{name}[{}]", application.code())
                        value=option.code()
                        aria-label=label
                        checked=level.get_untracked() == option
                        prop:checked=move || level.get() == option
                        disabled=is_out_of_reach
                        on:change=move |_| choose(option)
                    />
                </label>
            </td>
        }
    };

    view! {
        <tr role="row" class:override=overrides hidden=move || !offered.get()>
            <th role="rowheader" scope="row">{t.application(application)}</th>
            {Level::ALL.map(cell).collect_view()}
            {is_personal
                .then(|| {
                    view! {
                        <td role="cell" class="origin">
                            <Origin application level of_profile reset=Callback::new(choose)/>
                            {about.map(|about| (about.0)(application))}
                        </td>
                    }
                })}
        </tr>
    }
}

/// Where the level of an application comes from, and how to give it back to the profile.
#[component]
fn Origin(
    application: Application,
    level: Memo<Level>,
    of_profile: Memo<Option<Level>>,
    reset: Callback<Level>,
) -> impl IntoView {
    let t = use_texts().rights();
    let interactive = RwSignal::new(false);
    Effect::new(move |_| interactive.set(true));

    // Without code, the profile's own level is chosen instead: it is marked.
    let reset_button = move |of_profile| {
        view! {
            <button
                class="linklike"
                type="button"
                aria-label=(t.reset_for)(t.application(application))
                on:click=move |_| reset.run(of_profile)
            >
                {t.reset}
            </button>
        }
    };

    move || match of_profile.get() {
        Some(of_profile) if of_profile != level.get() => view! {
            <span>{(t.personal)(t.level(of_profile))}</span>
            " "
            {interactive.get().then(|| reset_button(of_profile))}
        }
        .into_any(),
        _ => view! { <span>{t.of_profile}</span> }.into_any(),
    }
}

/// The `id` of the radio button of a level.
fn option_id(application: Application, level: Level) -> String {
    format!("right-{}-{}", application.code(), level.code())
}

/// Marks a table that the server sent, in which somebody may have chosen before the page runs its code.
const SENT: Option<&str> = if cfg!(feature = "ssr") { Some("") } else { None };

/// Takes over what was chosen before this code ran, as soon as the page is what the server sent.
#[cfg(feature = "hydrate")]
fn keep_choices(chosen: RwSignal<Rights>) {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::HtmlInputElement;

    let Ok(Some(table)) = document().query_selector(".rights[data-sent]") else { return };
    // Of the next page's table, which looks the same, nothing is to be taken over.
    drop(table.remove_attribute("data-sent"));

    let before = chosen.get_untracked();
    let mut rights = before;
    for application in Application::ALL {
        for level in Level::ALL {
            let input = document().get_element_by_id(&option_id(application, level));
            let input = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
            if input.is_some_and(|input| input.checked() && !input.disabled()) {
                rights.set(Right { application, level });
            }
        }
    }

    if rights != before {
        Effect::new(move |_| chosen.set(rights));
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn right(application: Application, level: Level) -> Right {
        Right { application, level }
    }

    #[test]
    fn each_level_of_each_application_has_its_own_name() {
        let html = Owner::new().with(|| {
            let chosen = RwSignal::new([right(Application::Returns, Level::View)].into_iter().collect());
            view! { <RightsMatrix caption="Droits" chosen/> }.to_html()
        });

        assert!(html.contains("aria-label=\"Affranchissement\u{a0}: Gestion\""), "{html}");
        assert_eq!(html.matches("type=\"radio\"").count(), 24, "{html}");
        assert_eq!(html.matches(" checked").count(), 8, "{html}");
        let chosen =
            html.split("<input").find(|input| input.contains("Retours\u{a0}: Consultation")).unwrap();
        assert!(chosen.contains(" checked") && chosen.contains("name=\"rights[retours]\""), "{chosen}");
        assert!(!html.contains("Origine"), "{html}");
    }

    #[test]
    fn a_personal_level_says_what_it_replaces() {
        let html = Owner::new().with(|| {
            let chosen = RwSignal::new([right(Application::Delivery, Level::Manage)].into_iter().collect());
            let profile: Rights = [right(Application::Delivery, Level::View)].into_iter().collect();
            view! { <RightsMatrix caption="Droits" chosen profile/> }.to_html()
        });

        assert_eq!(html.matches("Personnel, au lieu de Consultation").count(), 1, "{html}");
        assert!(html.contains("Livraison\u{a0}: Consultation, niveau du profil"), "{html}");
    }

    #[test]
    fn what_a_contract_does_not_have_is_neither_shown_nor_sent() {
        let html = Owner::new().with(|| {
            let offered = Signal::stored([Application::Tracking].into_iter().collect::<Applications>());
            view! { <RightsMatrix caption="Droits" chosen=RwSignal::new(Rights::default()) offered/> }
                .to_html()
        });

        assert_eq!(html.matches(" disabled").count(), 21, "{html}");
        assert_eq!(html.matches(" hidden").count(), 7, "{html}");
    }
}
