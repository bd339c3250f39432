use super::Hit;
use crate::api::WorkerFiles;
use crate::imports::api::{FillDraft, OpenDraft};
use domain::ids::{CustomerId, ImportId};
use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, request_animation_frame};
use leptos::server_fn::ServerFn;
use protocol::wire::{pack, unpack};
use protocol::{DraftUrls, FromWorker, NewFile, ToWorker};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, ClipboardEvent, DragEvent, Element, Event, File, FocusOptions, HtmlAnchorElement, HtmlElement,
    HtmlInputElement, HtmlTextAreaElement, MessageEvent, ResizeObserver, ScrollIntoViewOptions,
    ScrollLogicalPosition, Url, Worker, WorkerOptions, WorkerType,
};

/// A file that was chosen. Only the worker reads it.
#[derive(Debug)]
pub struct Upload(File);

impl Upload {
    /// What it is called.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of files are whole")]
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }
}

/// The file that was chosen in a file field. The field is emptied, so that the same can be chosen again.
pub fn chosen(event: &Event) -> Option<Upload> {
    held(&event.target()?.dyn_into().ok()?)
}

/// The file that a file field holds, as [`chosen`] takes it.
pub fn held(field: &HtmlInputElement) -> Option<Upload> {
    let file = field.files()?.get(0)?;
    field.set_value("");
    Some(Upload(file))
}

/// The file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<Upload> {
    event.data_transfer()?.files()?.get(0).map(Upload)
}

/// What stands in a field of several lines.
pub fn typed(id: &str) -> String {
    let field =
        document().get_element_by_id(id).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// The text of the clipboard that is pasted.
pub fn clipboard(event: &ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text/plain").ok().filter(|text| !text.is_empty())
}

/// Text that was pasted, as a file.
pub fn pasted(text: &str, name: &str) -> Option<Upload> {
    let parts = Array::of1(&JsValue::from_str(text));
    File::new_with_str_sequence(&parts, name).ok().map(Upload)
}

/// The rows in error of an import.
struct StoredErrors {
    import: ImportId,
    rows: u32,
    address: String,
    name: String,
}

thread_local! {
    /// Those of the last import.
    static STORED_ERRORS: RefCell<Option<StoredErrors>> = const { RefCell::new(None) };
}

/// Where the so many rows in error of an import are, and the name of their file, if this page made it. Other rows
/// may have been refused than the preview had in error: then it has not.
pub fn stored_errors(import: ImportId, rows: u32) -> Option<(String, String)> {
    STORED_ERRORS.with_borrow(|kept| {
        let kept = kept.as_ref().filter(|kept| (kept.import, kept.rows) == (import, rows))?;
        Some((kept.address.clone(), kept.name.clone()))
    })
}

/// Bytes that came with a response.
#[derive(Debug)]
pub struct Attachment(JsValue);

impl Attachment {
    /// Saves them under `name` where the browser keeps downloads.
    pub fn save(&self, name: &str) {
        // A browser that refuses to save says so itself.
        let _ = self.try_save(name);
    }

    /// Keeps them as the so many rows in error of an import, until the page is left.
    pub fn store_errors(&self, import: ImportId, rows: u32, name: &str) {
        let kept =
            self.address().ok().map(|address| StoredErrors { import, rows, address, name: name.to_owned() });
        if let Some(before) = STORED_ERRORS.replace(kept) {
            // It fails on an address that is none, and that was one.
            let _ = Url::revoke_object_url(&before.address);
        }
    }

    /// An address under which the page finds them.
    fn address(&self) -> Result<String, JsValue> {
        let bytes: &Uint8Array = self.0.dyn_ref().ok_or(JsValue::NULL)?;
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
        Url::create_object_url_with_blob(&blob)
    }

    fn try_save(&self, name: &str) -> Result<(), JsValue> {
        let address = self.address()?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    }
}

/// The import's worker. It ends, and its memory goes back, when this is dropped.
///
/// The state of a page may be moved between threads, which a server does and a page, that has one, does not.
#[derive(Debug)]
pub struct WorkerLink(SendWrapper<Running>);

#[derive(Debug)]
struct Running {
    worker: Worker,
    /// Where it finds what reads workbooks.
    workbook_url: String,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl WorkerLink {
    /// Starts the worker; every message goes to `on_message`, and `on_broken` hears when it cannot go on.
    pub fn start(
        on_message: impl Fn(FromWorker, Attachment) + 'static,
        on_broken: impl Fn() + 'static,
    ) -> Option<Self> {
        let files = WorkerFiles::of_page()?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let address = format!("{}?js={}&wasm={}", files.loader, files.js, files.wasm);
        let worker = Worker::new_with_options(&address, &options).ok()?;

        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some((message, along)) = unpack(&event.data()) {
                on_message(message, Attachment(along));
            }
        });
        let on_error = Closure::new(move |_: Event| on_broken());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));

        Some(Self(SendWrapper::new(Running {
            worker,
            workbook_url: files.workbook,
            _on_message: on_message,
            _on_error: on_error,
        })))
    }

    /// Gives the worker a file that was chosen, so that it begins to read it.
    pub fn choose(&self, file: &Upload) {
        self.post(&ToWorker::Chosen, &file.0);
    }

    /// Has the file for a customer checked that was chosen, and kept under its owner's name; or the one that was kept so.
    pub fn open(&self, file: NewFile, is_kept: bool, owner: &str, customer: Option<CustomerId>) {
        let (file, owner) = (Box::new(file), owner.to_owned());
        let workbook_url = self.0.workbook_url.clone();
        let draft_urls = DraftUrls { open: OpenDraft::PATH.to_owned(), fill: FillDraft::PATH.to_owned() };
        self.send(&ToWorker::Open { file, is_kept, owner, customer, workbook_url, draft_urls });
    }

    /// Sends a message with which nothing comes along.
    pub fn send(&self, message: &ToWorker) {
        self.post(message, &JsValue::UNDEFINED);
    }

    fn post(&self, message: &ToWorker, along: &JsValue) {
        // Strings and files can always be posted.
        let _ = self.0.worker.post_message(&pack(message, along));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The height of what can be seen of an element, in pixels.
pub fn height(of: &Element) -> f64 {
    f64::from(of.client_height())
}

/// Watches the size of an element until it is dropped.
#[derive(Debug)]
pub struct SizeWatch {
    _watching: SendWrapper<Watching>,
}

#[derive(Debug)]
struct Watching {
    observer: ResizeObserver,
    _resized: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Calls `resized` now and whenever the element gets another size.
    pub fn of(element: &Element, resized: impl Fn() + 'static) -> Option<Self> {
        let resized = Closure::<dyn FnMut()>::new(resized);
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { _watching: SendWrapper::new(Watching { observer, _resized: resized }) })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Gives an element a height. Through the CSSOM, which the content security policy allows.
pub fn stretch(element: &HtmlElement, pixels: f64) {
    let _ = element.style().set_property("height", &format!("{pixels}px"));
}

/// Moves an element up by so much.
pub fn place(element: &HtmlElement, pixels: f64) {
    let _ = element.style().set_property("transform", &format!("translateY({}px)", -pixels));
}

/// Scrolls an element's content down to there.
pub fn scroll_to(element: &Element, pixels: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of an element stay far below 2^31")]
    element.set_scroll_top(pixels as i32);
}

/// Moves the focus to a cell of the grid, once it is drawn.
pub fn focus_cell(grid: &Element, position: u32, column: usize) {
    let grid = grid.clone();
    request_animation_frame(move || {
        let cell = grid.query_selector(&format!("[data-row='{position}'] > [data-column='{column}']"));
        let Some(cell) = cell.ok().flatten().and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        focus(&cell);
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        nearest.set_inline(ScrollLogicalPosition::Nearest);
        cell.scroll_into_view_with_scroll_into_view_options(&nearest);
    });
}

/// Moves the focus into the field in which a cell is written, once it is drawn, and selects its text.
pub fn focus_editor(grid: &Element) {
    let grid = grid.clone();
    request_animation_frame(move || {
        let field = grid.query_selector("[data-editor]").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            let _ = field.focus();
            field.select();
        }
    });
}

/// Moves the focus to the name of the page, once it is drawn, so that it is spoken.
pub fn focus_heading() {
    request_animation_frame(|| {
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let _ = heading.focus();
        }
    });
}

/// The place of the family, among those offered for correction, that an event happened in; of anything else, the first.
pub fn place_of_family(event: &Event) -> usize {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let item = target.and_then(|target| target.closest(".clusters > li").ok().flatten());
    std::iter::successors(item, Element::previous_element_sibling).count().saturating_sub(1)
}

/// Moves the focus to the family that stands at a place, or to the last, or to the list's frame when there is none; unless
/// something has the focus.
pub fn focus_family_unless_elsewhere(aside: &HtmlElement, place: usize) {
    let aside = aside.clone();
    request_animation_frame(move || {
        let lost = document().active_element().is_none_or(|focused| focused.tag_name() == "BODY");
        if !lost {
            return;
        }
        let of = |item: &str| {
            aside.query_selector(&format!(".clusters > {item} :is(select, button)")).ok().flatten()
        };
        let family = of(&format!("li:nth-child({})", place + 1)).or_else(|| of("li:last-child"));
        let family = family.and_then(|family| family.dyn_into::<HtmlElement>().ok());
        let _ = family.unwrap_or(aside).focus();
    });
}

/// Whether the focus is inside an element.
pub fn has_focus(element: &Element) -> bool {
    document().active_element().is_some_and(|focused| element.contains(Some(&focused)))
}

/// Moves the focus to an element, and scrolls nothing.
pub fn focus(element: &HtmlElement) {
    let stay = FocusOptions::new();
    stay.set_prevent_scroll(true);
    let _ = element.focus_with_options(&stay);
}

/// Which cell of the grid an event happened in.
pub fn hit(event: &Event) -> Option<Hit> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let attribute = |selector: &str, name: &str| target.closest(selector).ok()??.get_attribute(name);
    let is_at = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
    Some(Hit {
        position: attribute("[data-row]", "data-row")?.parse().ok()?,
        column: attribute("[data-column]", "data-column")?.parse().ok()?,
        fix: attribute("[data-fix]", "data-fix"),
        on_leave_out: is_at("[data-leave-out]"),
    })
}

fn editor_of(event: &Event) -> Option<HtmlInputElement> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    field.has_attribute("data-editor").then_some(field)
}

/// What stands in the field of the grid that an event happened in.
pub fn edited_value(event: &Event) -> Option<String> {
    editor_of(event).map(|field| field.value())
}

/// Writes into the field of the grid that an event happened in.
pub fn write(event: &Event, text: &str) {
    if let Some(field) = editor_of(event) {
        field.set_value(text);
    }
}

/// Whether an event happened in the headings of the grid.
pub fn is_in_heading(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("thead").is_ok_and(|head| head.is_some()))
}

/// Whether an event happened in a field of text, which has keys of its own.
pub fn is_in_text(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let fields = "textarea, input:not([type=radio], [type=checkbox])";
    target.is_some_and(|target| target.matches(fields).unwrap_or(false))
}
