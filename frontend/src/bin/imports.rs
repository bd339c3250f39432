//! Takes over the pages of one bundle that the server sent: see `app::bundle`.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::ImportsBundle);
}
