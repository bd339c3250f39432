//! *Courriels*: the mails about accesses, by what became of them, in the mail server's words.

mod api;
mod changes;
mod flash;
mod page;
mod query;
mod table;
pub mod texts;

pub use page::MailsPage;
pub use texts::MailTexts;
