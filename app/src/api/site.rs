use crate::bundle::Bundle;
use std::collections::HashMap;

/// Where the browser finds the site's files; their names carry a hash of their content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFiles {
    pub css: String,
    /// The code of each [`Bundle`], in their order.
    code: [CodeFiles; Bundle::ALL.len()],
    pub icon: String,
    pub worker: WorkerFiles,
}

/// The files of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeFiles {
    pub js: String,
    /// The wasm module, which the script loads.
    pub wasm: String,
}

/// The files of the import's worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkerFiles {
    /// The script that starts a worker, to which the two others are passed.
    pub loader: String,
    pub js: String,
    /// The worker's wasm module.
    pub wasm: String,
    /// Where the worker finds what reads workbooks: the same script, and in its query what that loads.
    pub workbook: String,
}

impl SiteFiles {
    /// The files of a manifest: plain names to addresses. An absent one is the empty address.
    pub fn from_manifest(manifest: &HashMap<String, String>) -> Self {
        let address = |name: &str| manifest.get(name).cloned().unwrap_or_default();
        Self {
            css: address("main.css"),
            code: Bundle::ALL.map(|bundle| CodeFiles {
                js: address(&format!("{}.js", bundle.name())),
                wasm: address(&format!("{}.wasm", bundle.name())),
            }),
            icon: address("favicon.svg"),
            worker: WorkerFiles {
                loader: address("worker-loader.js"),
                js: address("worker.js"),
                wasm: address("worker.wasm"),
                workbook: format!(
                    "{}?js={}&wasm={}",
                    address("worker-loader.js"),
                    address("workbook.js"),
                    address("workbook.wasm")
                ),
            },
        }
    }

    /// The code of a bundle.
    #[cfg(feature = "ssr")]
    pub const fn code(&self, bundle: Bundle) -> &CodeFiles {
        &self.code[bundle as usize]
    }
}

impl WorkerFiles {
    /// The worker's files, as the page that the server sent names them.
    #[cfg(feature = "hydrate")]
    pub fn of_page() -> Option<Self> {
        let body = leptos::prelude::document().body()?;
        let address = |name: &str| body.get_attribute(name);

        Some(Self {
            loader: address("data-worker-loader")?,
            js: address("data-worker-js")?,
            wasm: address("data-worker-wasm")?,
            workbook: address("data-worker-workbook")?,
        })
    }
}
