use leptos::prelude::*;
use leptos_meta::Title;

/// The main part of a page, and the page's title.
#[component]
pub fn Page(
    /// What the page is called, in the window's title.
    #[prop(into)]
    title: String,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=document_title(title)/>
        <main class=format!("page {class}") id="contenu" tabindex="-1">
            {children()}
        </main>
    }
}

/// The window's title. `leptos_meta` writes it into the server's HTML as it is, so it is escaped
/// there; in the browser it is set as text.
pub(crate) fn document_title(title: impl Into<String>) -> String {
    let mut title = title.into();
    title.push_str(" | Guichet");
    if cfg!(feature = "ssr") { title.replace('&', "&amp;").replace('<', "&lt;") } else { title }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_title() {
        assert_eq!(document_title("</title><script>"), "&lt;/title>&lt;script> | Guichet");
    }
}
