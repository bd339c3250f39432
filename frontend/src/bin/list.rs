//! Takes over the pages of one part that the server sent: see `app::Part`.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::ListPart);
}
