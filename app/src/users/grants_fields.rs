use super::grants::{END, GrantsInput, application_of, right_end_id};
use super::place::PlaceInput;
use super::place_fields::error_of;
use crate::api::FieldError;
use crate::components::{Field, RightsMatrix, describe};
use crate::i18n::{date_and_time, use_texts};
use crate::icons::{Icon, IconName};
use domain::reference::ReferenceData;
use domain::rights::{Application, Applications, Level, Right, Rights};
use domain::users::{Given, GivenRight, UserDetails};
use leptos::html;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Levels, ends and the profile that they are told from, while a form is filled in.
#[derive(Clone, Copy)]
pub struct GrantsState {
    pub reference: StoredValue<ReferenceData>,
    pub place: RwSignal<PlaceInput>,
    /// The levels as they are chosen, the profile's and personal ones.
    chosen: RwSignal<Rights>,
    ends: RwSignal<BTreeMap<String, String>>,
    end: RwSignal<String>,
    base_profile: RwSignal<String>,
}

impl GrantsState {
    /// What the form begins with. It follows another choice of the profile from then on, where a page runs its code.
    pub fn new(
        reference: StoredValue<ReferenceData>,
        place: RwSignal<PlaceInput>,
        input: &GrantsInput,
    ) -> Self {
        let this = Self {
            reference,
            place,
            chosen: RwSignal::default(),
            ends: RwSignal::new(input.ends.clone()),
            end: RwSignal::new(input.end.clone()),
            base_profile: RwSignal::new(input.base_profile.clone()),
        };
        let chosen =
            this.levels_of(&input.base_profile).replaced_by(input.rights.parse().unwrap_or_default());
        this.chosen.set(chosen);
        this.follow_profile();
        this
    }

    /// The form as it is sent.
    pub fn input(self) -> GrantsInput {
        GrantsInput {
            base_profile: self.base_profile.get(),
            rights: self.chosen.get().into(),
            ends: self.ends.get(),
            end: self.end.get(),
        }
    }

    /// How many levels are not the profile's.
    pub fn personal(self) -> u64 {
        let (chosen, levels) = (self.chosen.read(), self.levels());
        let is_personal =
            |application: &Application| chosen.level(*application) != levels.level(*application);
        Application::ALL.iter().filter(|application| is_personal(application)).count() as u64
    }

    /// Levels that are the profile's become the other profile's; personal ones stay.
    fn follow_profile(self) {
        Effect::new(move |before: Option<Rights>| {
            let profile = self.place.read().profile.clone();
            let levels = self.levels_of(&profile);
            if let Some(before) = before.filter(|before| *before != levels) {
                self.chosen.update(|chosen| {
                    for application in Application::ALL {
                        if chosen.level(application) == before.level(application) {
                            chosen.set(Right { application, level: levels.level(application) });
                        }
                    }
                });
            }
            self.base_profile.set(profile);
            levels
        });
    }

    fn levels(self) -> Rights {
        self.levels_of(&self.base_profile.read())
    }

    /// The levels of a profile; none of one that there is not.
    fn levels_of(self, profile: &str) -> Rights {
        self.reference.with_value(|reference| {
            let profile = profile.parse().ok().and_then(|id| reference.profile(id));
            profile.map(|profile| profile.rights).unwrap_or_default()
        })
    }

    /// What people can get rights for at the chosen contract; everything while none is chosen.
    fn offered(self) -> Applications {
        let place = self.place.read();
        let of = |reference: &ReferenceData| place.contract(reference).map(|contract| contract.applications);
        self.reference.with_value(of).unwrap_or_default()
    }

    /// The most that whoever fills the form in can give at the chosen place: what they may do there themself.
    fn most(self) -> Rights {
        let place = self.place.read();
        let all = Application::ALL.map(|application| Right { application, level: Level::Manage });
        self.reference.with_value(|reference| match (&reference.reach, place.parse(reference)) {
            (Some(reach), Ok(target)) => reach.rights_at(&target.place()),
            _ => all.into_iter().collect(),
        })
    }

    fn is_personal(self, application: Application) -> bool {
        self.chosen.read().level(application) != self.levels().level(application)
    }
}

/// The last day of the assignment.
#[component]
pub fn EndField(state: GrantsState, #[prop(into)] errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let t = &use_texts().users().fields;
    let error = error_of(errors, END);
    let input = NodeRef::new();
    take_over(input, move |text| state.end.set(text));

    view! {
        <Field id=END label=t.end optional=true hint=t.end_hint error=error>
            <input
                class="input date"
                node_ref=input
                id=END
                name="grants[end]"
                inputmode="numeric"
                autocomplete="off"
                value=state.end.get_untracked()
                on:input=move |event| state.end.set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=describe(END, true, error)
            />
        </Field>
    }
}

/// A level for each application, personal ones marked, and until when these hold.
#[component]
pub fn RightsFields(
    state: GrantsState,
    #[prop(into)] errors: Signal<Vec<FieldError>>,
    #[prop(into)] interactive: Signal<bool>,
    /// Whose rights they are, to say why each is there.
    #[prop(optional_no_strip)]
    details: Option<UserDetails>,
) -> impl IntoView {
    let t = &use_texts().users().fields;
    let offered = Signal::derive(move || state.offered());
    let most = Signal::derive(move || state.most());
    let profile = Signal::derive(move || Some(state.levels()));
    let about = move |application| {
        let why = details.as_ref().map(|details| Reason::new(details, application));
        view! {
            {why.map(|why| view! { <Why application why state/> })}
            <RightEnd application state errors interactive/>
        }
    };

    view! {
        <input type="hidden" name="grants[base_profile]" value=move || state.base_profile.get()/>
        <RightsMatrix name="grants[rights]" caption=t.rights chosen=state.chosen profile=profile offered=offered most=most about=about/>
    }
}

/// The last day of a personal right. Without code it is there for each application; with it, where the level is personal.
#[component]
fn RightEnd(
    application: Application,
    state: GrantsState,
    errors: Signal<Vec<FieldError>>,
    interactive: Signal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.users().fields;
    let (code, id) = (application.code(), right_end_id(application));
    let error = move || {
        let errors = errors.read();
        let of = errors.iter().find(|error| application_of(&error.field) == Some(application))?;
        Some(t.message(&of.code))
    };
    let is_wrong = Memo::new(move |_| error().is_some());
    let (label_id, error_id) = (id.clone(), format!("{id}-error"));
    let described = error_id.clone();
    let set = move |text| state.ends.update(|ends| drop(ends.insert(code.to_owned(), text)));
    let input = NodeRef::new();
    take_over(input, set);

    view! {
        <span class="until" hidden=move || interactive.get() && !state.is_personal(application) && !is_wrong.get()>
            <label for=label_id>
                {t.right_end} <span class="vh">{(t.right_end_for)(texts.rights().application(application))}</span>
            </label>
            <input
                class="input small date"
                node_ref=input
                id=id
                name=format!("grants[ends][{code}]")
                inputmode="numeric"
                autocomplete="off"
                value=state.ends.with_untracked(|ends| ends.get(code).cloned().unwrap_or_default())
                on:input=move |event| set(event_target_value(&event))
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=move || is_wrong.get().then(|| described.clone())
            />
            {move || {
                error()
                    .map(|message| {
                        view! {
                            <span class="error" id=error_id.clone()>
                                <Icon of=IconName::Alert/>
                                <span>{message}</span>
                            </span>
                        }
                    })
            }}
        </span>
    }
}

/// Takes over what was typed before the page ran its code.
fn take_over(input: NodeRef<html::Input>, set: impl Fn(String) + Send + Sync + 'static) {
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            set(input.value());
        }
    });
}

/// Where a right of a person comes from.
#[derive(Clone)]
struct Reason {
    /// Who gave the assignment, and so what its profile gives.
    assignment: Given,
    /// The personal right, if there is one.
    personal: Option<GivenRight>,
}

impl Reason {
    fn new(details: &UserDetails, application: Application) -> Self {
        let of = |given: &&GivenRight| given.personal.right.application == application;
        Self { assignment: details.given.clone(), personal: details.personal.iter().find(of).cloned() }
    }
}

/// Says where a right comes from, as it was saved.
#[component]
fn Why(application: Application, why: Reason, state: GrantsState) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.users().fields;
    let given = |given: &Given| {
        let at = given.at.map(|at| date_and_time(texts.locale, at));
        (t.given)(given.by.as_deref(), at.as_deref())
    };
    let text = if let Some(personal) = &why.personal {
        (t.by_person)(&given(&personal.given))
    } else {
        let place = state.place.read_untracked();
        let name = state.reference.with_value(|reference| Some(place.profile(reference)?.name.to_string()));
        (t.by_profile)(&name.unwrap_or_default(), &given(&why.assignment))
    };

    view! {
        <details class="menu why">
            <summary class="linklike" aria-label=(t.why_for)(texts.rights().application(application))>
                {t.why}
            </summary>
            <div class="panel">
                <p>{text}</p>
            </div>
        </details>
    }
}
