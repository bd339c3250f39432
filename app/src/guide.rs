//! *Guide d'utilisation*: what people do here, step by step, with pictures that the browser tests make. Only the server
//! makes the page: it is read and printed, and needs no code.

mod page;
mod texts;

pub use page::GuidePage;
pub use texts::GuideTexts;
