use super::field::{Field, describe, invalid};
use leptos::html::Textarea;
use leptos::prelude::*;

/// A field of several lines of text.
///
/// Leptos 0.8.23 writes a `<textarea>`'s child into the page as it is, markup and all: this is the
/// only `<textarea>` of the interface, and it escapes.
#[component]
pub fn TextArea(
    /// The name under which it is sent, which is its `id` too.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// Lines that are shown.
    #[prop(default = 3)]
    rows: u16,
    /// What an answer looks like.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    /// Where the `<textarea>` is to be found.
    #[prop(optional)]
    node_ref: NodeRef<Textarea>,
    /// What stands beside it: buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let described = describe(&name, hint.with_untracked(Option::is_some), error);

    view! {
        <Field id=name.clone() label=label hint=hint error=error>
            <div class="input-row">
                <textarea
                    class="input"
                    id=name.clone()
                    name=name
                    rows=rows
                    placeholder=placeholder
                    spellcheck="false"
                    aria-invalid=invalid(error)
                    aria-describedby=described
                    node_ref=node_ref
                >
                    {escaped(value)}
                </textarea>
                {children.map(|children| children())}
            </div>
        </Field>
    }
}

/// `text` as it must stand in the server's HTML. The browser sets text, which needs no escaping.
fn escaped(text: String) -> String {
    if !cfg!(feature = "ssr") {
        return text;
    }
    // A line break just after the opening tag would be dropped (HTML, section 13.1.2.5).
    let first_line_break = if text.starts_with('\n') { "\n" } else { "" };
    format!("{first_line_break}{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn rendered(value: &str) -> String {
        let value = value.to_owned();
        Owner::new().with(|| view! { <TextArea name="addresses" label="Adresses" value=value/> }.to_html())
    }

    #[test]
    fn what_was_typed_cannot_leave_the_field() {
        let html = rendered("</textarea><script>alert(1)</script> & \"<b>\"");
        assert!(!html.contains("<script>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"), "{html}");
    }

    #[test]
    fn what_was_typed_is_escaped_once() {
        let html = rendered("Marie & fils <m@potters.example>");
        assert!(html.contains(">Marie &amp; fils &lt;m@potters.example&gt;</textarea>"), "{html}");
    }
}
