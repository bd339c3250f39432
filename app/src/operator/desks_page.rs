use super::desk_form::{DESK, DeskProblem, OperatorChangeDesk, TypedDesk, field_id, from_field, until_field};
use super::flash::{self, Flash};
use super::gate::{Done, operated};
use crate::api::{FlashForm, failed, take_flash_form};
use crate::components::{ErrorSummary, Field, Page, PageHeader, Submit, describe};
use crate::i18n::{date_and_time, use_texts};
use crate::icons::{Icon, IconName};
use backend::contact::{self, StoredDesk};
use domain::contact::DeskKind;
use domain::end_date::Weekday;
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What a refused form held.
type Kept = Option<FlashForm<TypedDesk, Vec<DeskProblem>>>;

/// Whom one can call, to be changed: what stands under *Contactez-nous*.
#[component]
pub fn DesksPage() -> impl IntoView {
    operated(|_, services| async move {
        let desks = contact::desks(&services).await.map_err(failed)?;
        let kept: Kept = take_flash_form(DESK).await;
        let done = flash::latest().await;
        Ok(view! { <Content desks kept done/> }.into_any())
    })
}

#[component]
fn Content(
    desks: Vec<StoredDesk>,
    kept: Kept,
    #[prop(optional_no_strip)] done: Option<Flash>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().desks;
    let wrong = kept.as_ref().and_then(|kept| Some((DeskKind::from_code(&kept.input.desk)?, &kept.error)));
    let errors: Vec<_> = wrong
        .into_iter()
        .flat_map(|(kind, problems)| problems.iter().map(move |problem| (kind, *problem)))
        .map(|(kind, problem)| (field_id(kind, &problem.field()), problem.words(texts)))
        .collect();
    let sections = desks.into_iter().map(move |stored| {
        let kept = kept.clone().filter(|kept| kept.input.desk == stored.desk.kind.code());
        view! { <DeskForm stored kept/> }
    });

    view! {
        <Page title=texts.pages().desks class="notice">
            <PageHeader title=texts.pages().desks lede=t.lede>
                <a class="button" href=paths::CONTACT>
                    {t.see}
                </a>
            </PageHeader>
            <Done flash=done/>
            <ErrorSummary errors=Signal::stored(errors)/>
            {sections.collect_view()}
        </Page>
    }
}

#[component]
fn DeskForm(stored: StoredDesk, kept: Kept) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().desks;
    let StoredDesk { desk, changed } = stored;
    let kind = desk.kind;
    let (typed, problems) =
        kept.map_or_else(|| (TypedDesk::of(&desk), Vec::new()), |kept| (kept.input, kept.error));
    let said = |field: &str| {
        problems.iter().find(|problem| problem.field() == field).map(|problem| problem.words(texts))
    };
    let heading = format!("h-{}", kind.code());
    let labelled = heading.clone();
    let days = Weekday::ALL.map(|day| {
        let error = said(&from_field(day));
        view! { <DayFields kind day typed=typed.clone() error/> }
    });

    view! {
        <section class="section" aria-labelledby=labelled>
            <header>
                <h2 id=heading>{(texts.contact().desk)(kind)}</h2>
            </header>
            <form class="stack" method="post" action=OperatorChangeDesk::url() novalidate>
                <input type="hidden" name="desk" value=kind.code()/>
                <Line
                    kind
                    name="telephone"
                    label=t.telephone
                    value=typed.telephone.clone()
                    input_kind="tel"
                    error=said("telephone")
                />
                <Line
                    kind
                    name="price"
                    label=t.price
                    hint=t.price_hint
                    value=typed.price.clone()
                    input_kind="text"
                    error=said("price")
                />
                <fieldset class="fieldset field week">
                    <legend>{t.hours}</legend>
                    <p class="hint">{t.hours_hint}</p>
                    {days.into_iter().collect_view()}
                </fieldset>
                <div class="row">
                    <Submit label=t.save/>
                    {changed.map(|at| view! { <span class="soft">{(t.changed)(&date_and_time(texts.locale, at))}</span> })}
                </div>
            </form>
        </section>
    }
}

/// A field of one line.
#[component]
fn Line(
    kind: DeskKind,
    name: &'static str,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    value: String,
    /// `type` of the `<input>`.
    input_kind: &'static str,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let id = field_id(kind, name);
    let is_wrong = error.is_some().then_some("true");
    let error = MaybeProp::from(error);
    let described = describe(&id, hint.is_some(), error);

    view! {
        <Field id=id.clone() label=label hint=MaybeProp::from(hint.map(str::to_owned)) error=error>
            <input
                class="input"
                id=id
                name=name
                type=input_kind
                value=value
                autocomplete="off"
                required=name == "telephone"
                aria-invalid=is_wrong
                aria-describedby=described
            />
        </Field>
    }
}

/// From when and until when on one day.
#[component]
fn DayFields(
    kind: DeskKind,
    day: Weekday,
    typed: TypedDesk,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.operator().desks;
    let name = (texts.contact().weekday)(day);
    let hours = typed.day(day);
    let (from, until) = (from_field(day), until_field(day));
    let error_id = format!("{}-error", field_id(kind, &from));
    let is_wrong = error.is_some();
    let time = |field: String, label: String, value: String| {
        let described = is_wrong.then(|| error_id.clone());
        view! {
            <input
                class="input"
                type="time"
                id=field_id(kind, &field)
                name=field
                value=value
                aria-label=label
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described
            />
        }
    };

    view! {
        <div class="day">
            <span class="name" aria-hidden="true">
                {name}
            </span>
            {time(from, (t.from)(name), hours.from)}
            <span class="soft">{t.to}</span>
            {time(until, (t.until)(name), hours.until)}
            {error
                .map(|error| {
                    view! {
                        <p class="error" id=error_id.clone()>
                            <Icon of=IconName::Alert/>
                            <span>{error}</span>
                        </p>
                    }
                })}
        </div>
    }
}
