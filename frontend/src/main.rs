//! Takes over the pages that the server sent: see `app::App`.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
