//! What there is of a browser on the server: nothing.
#![expect(clippy::unused_self, reason = "the signatures are those of the browser's")]

use super::Hit;
use domain::ids::{CustomerId, ImportId};
use leptos::web_sys::{ClipboardEvent, DragEvent, Element, Event, HtmlElement, HtmlInputElement};
use protocol::{FromWorker, NewFile, ToWorker};

#[derive(Debug)]
pub struct Upload;

impl Upload {
    pub fn name(&self) -> String {
        String::new()
    }

    pub fn size(&self) -> u64 {
        0
    }
}

#[derive(Debug)]
pub struct Attachment;

impl Attachment {
    pub fn save(&self, _name: &str) {}

    pub fn store_errors(&self, _import: ImportId, _rows: u32, _name: &str) {}
}

pub fn stored_errors(_import: ImportId, _rows: u32) -> Option<(String, String)> {
    None
}

#[derive(Debug)]
pub struct WorkerLink;

impl WorkerLink {
    pub fn start(
        _on_message: impl Fn(FromWorker, Attachment) + 'static,
        _on_broken: impl Fn() + 'static,
    ) -> Option<Self> {
        None
    }

    pub fn choose(&self, _file: &Upload) {}

    pub fn open(&self, _file: NewFile, _is_kept: bool, _owner: &str, _customer: Option<CustomerId>) {}

    pub fn send(&self, _message: &ToWorker) {}
}

pub fn chosen(_event: &Event) -> Option<Upload> {
    None
}

pub fn held(_field: &HtmlInputElement) -> Option<Upload> {
    None
}

pub fn dropped(_event: &DragEvent) -> Option<Upload> {
    None
}

pub fn typed(_id: &str) -> String {
    String::new()
}

pub fn clipboard(_event: &ClipboardEvent) -> Option<String> {
    None
}

pub fn pasted(_text: &str, _name: &str) -> Option<Upload> {
    None
}

pub fn height(_of: &Element) -> f64 {
    0.0
}

#[derive(Debug)]
pub struct SizeWatch;

impl SizeWatch {
    pub fn of(_element: &Element, _resized: impl Fn() + 'static) -> Option<Self> {
        None
    }
}

pub fn stretch(_element: &HtmlElement, _pixels: f64) {}

pub fn place(_element: &HtmlElement, _pixels: f64) {}

pub fn scroll_to(_element: &Element, _pixels: f64) {}

pub fn focus_cell(_grid: &Element, _position: u32, _column: usize) {}

pub fn focus_heading() {}

pub fn focus_editor(_grid: &Element) {}

pub fn has_focus(_element: &Element) -> bool {
    false
}

pub fn focus(_element: &HtmlElement) {}

pub fn place_of_family(_event: &Event) -> usize {
    0
}

pub fn focus_family_unless_elsewhere(_aside: &HtmlElement, _place: usize) {}

pub fn hit(_event: &Event) -> Option<Hit> {
    None
}

pub fn edited_value(_event: &Event) -> Option<String> {
    None
}

pub fn write(_event: &Event, _text: &str) {}

pub fn is_in_heading(_event: &Event) -> bool {
    false
}

pub fn is_in_text(_event: &Event) -> bool {
    false
}
