//! The HTML part of a mail: one template with tables for layout, since mail programs know no better.

const TEMPLATE: &str = include_str!("template.html");

/// A value in the template: a text, or markup made here.
pub(super) enum Value {
    /// Escaped where it stands.
    Text(String),
    /// A table's rows of a label and a text.
    Rows(Vec<(&'static str, String)>),
}

/// The template with `value_of` in the place of each name. One pass: a value that looks like a name in
/// braces is a value.
pub(super) fn render(value_of: impl Fn(&str) -> Value) -> String {
    let mut html = String::with_capacity(TEMPLATE.len() * 2);
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        html.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        match value_of(name) {
            Value::Text(text) => escape(&text, &mut html),
            Value::Rows(rows) => rows.iter().for_each(|(label, text)| row(label, text, &mut html)),
        }
        rest = after;
    }
    html.push_str(rest);
    html
}

fn row(label: &str, text: &str, html: &mut String) {
    html.push_str(
        "<tr><th scope=\"row\" class=\"t2 rl\" style=\"border-bottom:1px solid #dbe2ec;font-size:14px;\
         line-height:20px;font-weight:400;color:#46566d;padding:9px 16px 9px 0;text-align:left;\
         white-space:nowrap;vertical-align:top\">",
    );
    escape(label, html);
    html.push_str(
        "</th><td class=\"t1 rl\" style=\"border-bottom:1px solid #dbe2ec;font-size:15px;line-height:20px;\
         color:#15253d;padding:9px 0;width:100%\"><b>",
    );
    escape(text, html);
    html.push_str("</b></td></tr>");
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_and_never_obeyed() {
        let html = render(|name| match name {
            "rows" => Value::Rows(vec![("A", "<b>{{url}}</b>".to_owned())]),
            "url" => Value::Text("https://exemple.fr/\"x".to_owned()),
            name => Value::Text(name.to_owned()),
        });
        assert!(html.contains("&lt;b&gt;{{url}}&lt;/b&gt;"));
        assert!(html.contains("href=\"https://exemple.fr/&quot;x\""));
    }
}
