//! The document around the pages. Only the server makes it; the browser's code begins inside its body.

use crate::access::theme;
use crate::api::{self, CodeFiles, SiteFiles};
use crate::bundle::Bundle;
use crate::i18n::{provide_locale, texts};
use crate::icons::SPRITE;
use crate::pages::bundle_at;
use crate::routes::App;
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
        <html lang=locale.code() data-theme=theme::chosen().attribute()>
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

/// The browser's code, where it adds something; and the code that is probably wanted next, which is fetched
/// once there is nothing else to do.
fn code(files: &SiteFiles, nonce: Option<&Nonce>) -> AnyView {
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned());
    let bundle = path.and_then(|path| bundle_at(&path));
    let here = bundle.map(|bundle| {
        let CodeFiles { js, wasm } = files.code(bundle);
        view! {
            <link rel="modulepreload" href=js.clone()/>
            <link rel="preload" r#as="fetch" r#type="application/wasm" crossorigin="" href=wasm.clone()/>
            <script type="module" nonce=nonce.cloned() inner_html=start(js, wasm)></script>
        }
    });
    let next = Bundle::next(bundle).iter().map(|bundle| {
        let CodeFiles { js, wasm } = files.code(*bundle).clone();
        view! {
            <link rel="prefetch" href=js/>
            <link rel="prefetch" crossorigin="" href=wasm/>
        }
    });

    view! {
        {here}
        {next.collect_view()}
    }
    .into_any()
}

/// What starts the browser's code.
fn start(js: &str, wasm: &str) -> String {
    format!("import({js:?}).then(part => part.default({{ module_or_path: {wasm:?} }}));")
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
