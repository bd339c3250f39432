use leptos::prelude::*;
use std::future::Future;

/// What is shown once data are there, below a `Suspense` or a `Transition`: `show` waits for them, and
/// is asked again in the browser when what it reads changes.
///
/// The server makes it once. Of a closure below a `Suspense` it would make everything twice: once to see
/// what is waited for, and once more to send it.
pub fn after_load<F, Shown>(show: F) -> impl IntoView
where
    F: Fn() -> Shown + Send + 'static,
    Shown: Future<Output = AnyView> + Send + 'static,
{
    #[cfg(feature = "ssr")]
    return Suspend::new(show());
    #[cfg(not(feature = "ssr"))]
    return move || Suspend::new(show());
}
