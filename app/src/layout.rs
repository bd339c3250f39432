//! What surrounds the pages of those who are signed in: the bar, the navigation, the customer.

mod api;
mod customer_switcher;
mod footer;
mod for_anybody;
mod home;
mod not_found;
mod notices;
mod redirect;
mod side_nav;
mod signed_in;
mod skip_link;
pub mod texts;
mod top_bar;

pub use api::SelectCustomer;
pub use footer::Footer;
pub use for_anybody::ForAnybody;
pub use home::Home;
pub use not_found::NotFound;
pub use notices::{AccessibilityPage, LegalNoticePage};
pub use redirect::Redirect;
pub use signed_in::SignedIn;
pub use skip_link::SkipLink;
pub use texts::LayoutTexts;
pub use top_bar::SignOutButton;
