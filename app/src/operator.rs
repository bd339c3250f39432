//! The area of the carrier's staff. Only the server makes its pages, so that nobody else's browser loads anything of them;
//! their forms are the browser's own. To whoever is not of the staff, each is a page that is not there.

mod accounts;
mod api;
mod connections_page;
mod create_page;
mod customer_page;
mod customers_page;
mod desk_form;
mod desks_page;
mod flash;
mod gate;
mod home;
mod mail_page;
mod people_page;
mod problem;
mod state_page;
mod tariffs;
pub mod texts;

pub use connections_page::ConnectionsPage;
pub use create_page::CreateCustomerPage;
pub use customer_page::CustomerPage;
pub use customers_page::CustomersPage;
pub use desks_page::DesksPage;
pub use home::OperatorHome;
pub use mail_page::MailDomainsPage;
pub use people_page::PeoplePage;
pub use state_page::StatePage;
pub use tariffs::{TariffRefusal, TypedTariff, published_tariff, refused_tariff};
pub use texts::OperatorTexts;
