use super::entries::{self, check, wanted, with_address};
use super::places::places;
use super::verdict::{Counts, Verdict, verdicts};
use crate::api::{ApiError, FieldError};
use crate::users::api::{CreateUsers, CreationPage, preview_users};
use crate::users::grants::{END, GrantsInput};
use crate::users::grants_fields::GrantsState;
use crate::users::place::{PlaceInput, field_error};
use domain::reference::ReferenceData;
use domain::users::{AddressEntry, AssignmentTarget, Grants, Outcome, split_addresses};
use leptos::prelude::*;
use std::collections::HashMap;

/// What the form holds while it is filled in.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What can be chosen.
    pub reference: StoredValue<ReferenceData>,
    /// Where, and with which profile.
    pub place: RwSignal<PlaceInput>,
    /// Where as well.
    pub also: RwSignal<Vec<RwSignal<PlaceInput>>>,
    /// What they may do there beyond or below the profile, and until when.
    pub grants: GrantsState,
    pub entries: RwSignal<Vec<AddressEntry>>,
    /// What is wrong with the form's fields, once it was sent.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Whether the page runs its code yet. What only works then appears then.
    pub interactive: RwSignal<bool>,
    previewed: RwSignal<Previewed>,
    /// What was taken out at once and can be put back.
    removed: RwSignal<Vec<AddressEntry>>,
}

/// What the server would do at these places, by the keys of addresses.
type Previewed = (Option<Vec<AssignmentTarget>>, HashMap<String, Outcome>);

impl Draft {
    /// What the page begins with: what was typed before, if it was refused without JavaScript.
    pub fn new(page: CreationPage) -> Self {
        let CreationPage { reference, kept, previewed } = page;
        let (input, error) = match kept {
            Some(kept) => (Some(kept.input), kept.error),
            None => (None, None),
        };
        let place = input.as_ref().map_or_else(|| PlaceInput::usual(&reference), |input| input.place.clone());
        let grants = if let Some(input) = &input {
            input.grants.clone()
        } else {
            let levels = place.profile(&reference).map(|profile| profile.rights).unwrap_or_default();
            GrantsInput::from((levels, &Grants::default(), place.profile.clone()))
        };
        let also = input.as_ref().map(|input| input.also.clone()).unwrap_or_default();
        let entries = input.map(|input| split_addresses(&input.addresses)).unwrap_or_default();
        let errors = match error {
            Some(ApiError::Invalid(errors)) => errors,
            _ => Vec::new(),
        };
        let previewed = (places(&place, &also, &reference).ok(), previewed.into_iter().collect());

        let (reference, place) = (StoredValue::new(reference), RwSignal::new(place));

        Self {
            reference,
            place,
            also: RwSignal::new(also.into_iter().map(RwSignal::new).collect()),
            grants: GrantsState::new(reference, place, &grants),
            entries: RwSignal::new(entries),
            errors: RwSignal::new(errors),
            interactive: RwSignal::new(false),
            previewed: RwSignal::new(previewed),
            removed: RwSignal::new(Vec::new()),
        }
    }

    /// Asks the server what it would do, as often as a place or the addresses change. Only a
    /// browser does.
    pub fn preview(self) {
        let preview = Action::new(|(places, addresses): &(Vec<AssignmentTarget>, Vec<String>)| {
            let (places, answer) = (places.clone(), preview_users(addresses.clone(), places.clone()));
            async move { (places, answer.await.unwrap_or_default()) }
        });
        let question = Memo::new(move |_| {
            let addresses: Vec<String> =
                wanted(&self.entries.read()).iter().map(ToString::to_string).collect();
            Some((self.parsed_places()?, addresses)).filter(|(_, addresses)| !addresses.is_empty())
        });

        Effect::new(move |_| {
            if let Some(question) = question.get() {
                preview.dispatch(question);
            }
        });
        Effect::new(move |_| {
            if let Some((places, outcomes)) = preview.value().get() {
                self.previewed.set((Some(places), outcomes.into_iter().collect()));
            }
        });
    }

    /// Takes back what was said about a choice as soon as another is made.
    pub fn clear_errors(self) {
        Effect::new(move |before: Option<()>| {
            self.place.track();
            self.other_places();
            if before.is_some() {
                self.errors.update(|errors| {
                    errors.retain(|error| error.field == "addresses" || error.field.starts_with(END));
                });
            }
        });
    }

    /// Adds what was typed or pasted.
    pub fn add(self, text: &str) {
        let more = split_addresses(text);
        if !more.is_empty() {
            self.removed.set(Vec::new());
            self.entries.update(|entries| entries.extend(more));
            self.errors.update(|errors| errors.retain(|error| error.field != "addresses"));
        }
    }

    /// Takes an address out of the list.
    pub fn remove(self, index: usize) -> Option<AddressEntry> {
        self.removed.set(Vec::new());
        let there = index < self.entries.read_untracked().len();
        there.then(|| self.entries.write().remove(index))
    }

    /// Takes all addresses out of the list, to be put back by [`Self::put_back`].
    pub fn remove_all(self) {
        self.removed.set(self.entries.get_untracked());
        self.entries.set(Vec::new());
    }

    /// Takes out what is no address.
    pub fn remove_wrong(self) {
        self.removed.set(self.entries.get_untracked());
        self.entries.update(|entries| entries.retain(|entry| entry.address.is_ok()));
    }

    /// Whether something was taken out at once and the list was not added to since.
    pub fn can_put_back(self) -> bool {
        !self.removed.read().is_empty()
    }

    /// The list as it was before something was taken out at once.
    pub fn put_back(self) {
        self.entries.set(std::mem::take(&mut *self.removed.write()));
    }

    pub fn replace(self, index: usize, address: &str) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.get_mut(index) {
                *entry = with_address(entry, address);
            }
        });
    }

    /// The verdicts on the addresses.
    pub fn verdicts(self) -> Vec<Verdict> {
        let entries = self.entries.read();
        let previewed = self.previewed.read();
        let nothing = HashMap::new();
        let known = if self.is_previewed(&previewed) { &previewed.1 } else { &nothing };
        verdicts(&entries, check(&entries), known)
    }

    /// How many addresses there are of each kind.
    pub fn counts(self) -> Counts {
        let known = self.is_previewed(&self.previewed.read());
        Counts::of(&self.verdicts(), known)
    }

    /// The form as it is sent, or what is wrong with it.
    pub fn submission(self) -> Result<CreateUsers, Vec<FieldError>> {
        let entries = self.entries.read();
        let place = self.place.get();
        let also = self.other_places();
        let mut errors =
            self.reference.with_value(|reference| places(&place, &also, reference)).err().unwrap_or_default();
        let addresses = match self.counts() {
            _ if entries.is_empty() => Some("missing_addresses"),
            counts if counts.to_correct > 0 => Some("wrong_addresses"),
            _ if entries.len() > entries::MOST => Some("too_many_addresses"),
            _ => None,
        };

        let grants = self.grants.input();
        let parsed =
            self.reference.with_value(|reference| grants.parse_for(reference, &place, &Grants::default()));
        errors.extend(parsed.err().into_iter().flatten());
        errors.extend(addresses.map(|code| field_error("addresses", code)));
        let addresses = entries::as_text(&entries);
        let intent = String::new();
        let form = CreateUsers { place, also, grants, addresses, intent };

        if errors.is_empty() { Ok(form) } else { Err(errors) }
    }

    fn other_places(self) -> Vec<PlaceInput> {
        self.also.read().iter().map(|place| place.get()).collect()
    }

    fn parsed_places(self) -> Option<Vec<AssignmentTarget>> {
        let (place, also) = (self.place.read(), self.other_places());
        self.reference.with_value(|reference| places(&place, &also, reference).ok())
    }

    fn is_previewed(self, (places, _): &Previewed) -> bool {
        places.is_some() && *places == self.parsed_places()
    }
}
