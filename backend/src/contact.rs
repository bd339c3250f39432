//! Whom one can call at the carrier: what the staff keeps there, and everybody reads.

mod change;
mod desks;

pub use change::change;
pub use desks::{StoredDesk, desks};

use crate::db::TextCode;
use domain::contact::DeskKind;

impl TextCode for DeskKind {
    fn code(self) -> &'static str {
        self.code()
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::from_code(code)
    }
}
