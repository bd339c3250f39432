//! What every server function shares: its errors, who is asking, cookies, refused forms.
//!
//! The first line of each server function says who may call it: `let scope = api::scope()?;`.

#[cfg(feature = "ssr")]
mod cookies;
mod error;
#[cfg(feature = "ssr")]
mod forms;
#[cfg(feature = "ssr")]
mod request;
mod site;

#[cfg(feature = "ssr")]
pub(crate) use cookies::own_cookie;
#[cfg(feature = "ssr")]
pub use cookies::{CookieNames, clear_session, cookie, set_preference, set_session};
pub use error::{ApiError, FieldError};
#[cfg(feature = "ssr")]
pub use forms::{keep_flash, kept_for, store_flash_form, take_flash_form};
#[cfg(feature = "ssr")]
pub(crate) use request::set_header;
#[cfg(feature = "ssr")]
pub use request::{
    ClientNetwork, administrator, administrator_of, consolidated, enrolling, failed, header, is_form,
    local_path, network, operator, person, principal, redirect, scope, scope_of, services, set_status,
};
pub use site::{CodeFiles, SiteFiles, WorkerFiles};

use serde::{Deserialize, Serialize};

/// The cookie that is there while the session is far from its end: scripts read whether it is, and its age is reckoned
/// by the browser, whatever its clock shows. It goes [`WARNED`] seconds before the session may end.
pub const ACTIVE_COOKIE: &str = "guichet-active";

/// So many seconds before a session ends, its pages say so.
pub const WARNED: i64 = 2 * 60;

/// What a form held when it was refused, and why: how a form without JavaScript keeps what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlashForm<I, E = ApiError> {
    /// What was typed, without passwords.
    pub input: I,
    /// Why it was refused.
    pub error: E,
}
