//! What shows a page: with the main code, with a part that is fetched when it is wanted, or on the server alone.

/// A page that is there with the main code.
macro_rules! here {
    ($page:path) => {
        $crate::pages::PageView {
            part: None,
            make: || Box::pin(async { leptos::prelude::IntoAny::into_any($page()) }),
            fetch: || Box::pin(async {}),
        }
    };
}

/// A page of the part `$part`; `$view` is a name for it.
macro_rules! part {
    ($part:ident, $view:ident, $page:path) => {{
        #[cfg(feature = "hydrate")]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, preload(fetch), fallible)]
        fn $view() -> Result<leptos::prelude::AnyView, leptos::wasm_split::SplitLoaderError> {
            Ok(leptos::prelude::IntoAny::into_any($page()))
        }

        #[cfg(feature = "hydrate")]
        let view = $crate::pages::PageView {
            part: Some(stringify!($part)),
            make: || {
                Box::pin(async {
                    match $view().await {
                        Ok(view) => view,
                        Err(_) => $crate::routes::missing_part::load_document(),
                    }
                })
            },
            fetch: || {
                Box::pin(async {
                    if fetch().await.is_err() {
                        $crate::routes::missing_part::refuse().await;
                    }
                })
            },
        };

        #[cfg(not(feature = "hydrate"))]
        let view =
            $crate::pages::PageView { part: Some(stringify!($part)), ..$crate::routes::parts::here!($page) };

        view
    }};
}

/// A page that only the server makes.
macro_rules! server_only {
    ($page:path) => {{
        #[cfg(feature = "ssr")]
        let view = $crate::routes::parts::here!($page);

        #[cfg(not(feature = "ssr"))]
        let view = $crate::routes::parts::here!($crate::routes::parts::nothing);

        view
    }};
}

pub(super) use {here, part, server_only};

#[cfg(not(feature = "ssr"))]
pub fn nothing() {}
