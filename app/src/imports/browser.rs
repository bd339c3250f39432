//! What the import asks of the browser: files, the worker, the focus. A server never comes here, but
//! compiles the same views, so there it finds the same names with nothing behind them.

/// A cell of the grid that the pointer is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The position of its row.
    pub position: u32,
    pub column: usize,
    /// The correction that the pointer is at: what is written then, or "" for what was probably meant.
    pub fix: Option<String>,
    /// Whether it is at the button that leaves its row out, or takes it back in.
    pub on_leave_out: bool,
}

#[cfg(not(feature = "hydrate"))]
mod stub;
#[cfg(feature = "hydrate")]
mod web;

#[cfg(not(feature = "hydrate"))]
pub use stub::{
    Attachment, SizeWatch, Upload, WorkerLink, chosen, clipboard, dropped, edited_value, focus, focus_cell,
    focus_editor, focus_family_unless_elsewhere, focus_heading, has_focus, height, held, hit, is_in_heading,
    is_in_text, pasted, place, place_of_family, scroll_to, stored_errors, stretch, typed, write,
};
#[cfg(feature = "hydrate")]
pub use web::{
    Attachment, SizeWatch, Upload, WorkerLink, chosen, clipboard, dropped, edited_value, focus, focus_cell,
    focus_editor, focus_family_unless_elsewhere, focus_heading, has_focus, height, held, hit, is_in_heading,
    is_in_text, pasted, place, place_of_family, scroll_to, stored_errors, stretch, typed, write,
};
