//! *Contactez-nous*: whom one can call at the carrier, at what price, and whether they answer now. Only the server makes
//! the page: it is made for one moment, and needs no code.

mod page;
mod texts;

pub use page::ContactPage;
pub use texts::ContactTexts;
