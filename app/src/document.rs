//! The document around the pages. Only the server makes it; the browser's code begins inside its body.

use crate::access::{answer_with_passkeys, theme};
use crate::api::{self, CodeFiles, SiteFiles};
use crate::components::SHOW_PASSWORDS;
use crate::i18n::{provide_locale, texts};
use crate::icons::SPRITE;
use crate::pages::Pages;
use crate::routes::{App, PAGES};
use crate::users::density;
use http::header::CONTENT_SECURITY_POLICY;
use leptos::nonce::{Nonce, use_nonce};
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The whole document of a page, and its content security policy.
pub fn document(files: &SiteFiles) -> impl IntoView + use<> {
    let locale = provide_locale();
    let nonce = use_nonce();
    if let Some(nonce) = &nonce {
        api::set_header(CONTENT_SECURITY_POLICY, &policy(nonce));
    }

    let code = code(files, nonce.as_ref());
    let files = files.clone();

    view! {
        <!DOCTYPE html>
        <html lang=locale.code() data-theme=theme::chosen().attribute() data-density=density::chosen().code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=texts(locale).layout().description/>
                <link rel="icon" type="image/svg+xml" href=files.icon/>
                <link rel="stylesheet" href=files.css/>
                {code}
                <MetaTags/>
            </head>
            <body
                data-worker-loader=files.worker.loader
                data-worker-js=files.worker.js
                data-worker-wasm=files.worker.wasm
                data-worker-workbook=files.worker.workbook
            >
                <App/>
                <div inner_html=SPRITE hidden=true></div>
            </body>
        </html>
    }
}

/// The script that fetches the browser's code, where it adds something, and then what may be wanted next.
fn code(files: &SiteFiles, nonce: Option<&Nonce>) -> AnyView {
    let code = &files.code;
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned());
    let page = path.and_then(|path| Pages(&PAGES).at(&path)).filter(|page| page.is_framed);
    let script = match page {
        Some(page) => {
            let here: Vec<&str> = code.of_part(page.view.part).collect();
            let next: Vec<&str> = code.of_all_parts().filter(|file| !here.contains(file)).collect();
            start(code, &here, &next)
        }
        None => format!("addEventListener('load', () => {});", when_idle(&[&code.js, &code.wasm])),
    };

    let script = format!("{SHOW_PASSWORDS}{}{script}", answer_with_passkeys(&files.passkeys));

    view! { <script type="module" nonce=nonce.cloned() inner_html=script></script> }.into_any()
}

/// What starts the browser's code once the page has been painted, which works without: nothing that is read waits for
/// it. A page in a tab that nobody looks at is not painted, and waits.
fn start(CodeFiles { js, wasm, .. }: &CodeFiles, parts: &[&str], next: &[&str]) -> String {
    format!(
        "requestAnimationFrame(() => setTimeout(() => {{\
             const main = fetch({wasm:?});\
             {parts:?}.forEach(part => fetch(part).then(answer => answer.arrayBuffer()).catch(() => {{}}));\
             import({js:?}).then(pages => pages.default({{ module_or_path: main }})).then(() => {next});\
         }}));",
        next = when_idle(next),
    )
}

/// What fetches files once the browser has nothing else to do. It is a script because not all browsers know
/// `rel="prefetch"`, and those that do begin at once. An answer that nobody reads would not be fetched to its end.
fn when_idle(files: &[&str]) -> String {
    format!(
        "(window.requestIdleCallback ?? setTimeout)(() => {files:?}.forEach(file => \
             fetch(file, {{ priority: 'low' }}).then(answer => answer.arrayBuffer()).catch(() => {{}})))"
    )
}

/// What a page may load, and from where: this site's own files, and its own inline script by `nonce`.
/// Images may be written into the stylesheet.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_runs_no_script_but_its_own() {
        let policy = policy("abc");
        assert!(policy.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("unsafe-inline"));
        assert!(!policy.contains("'unsafe-eval'"));
    }
}
