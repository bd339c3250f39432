use domain::locale::Locale;
#[cfg(feature = "ssr")]
use std::collections::BTreeSet;
use std::collections::{BTreeMap, HashMap};

/// Where the browser finds the site's files; their names carry a hash of their content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFiles {
    pub css: String,
    pub code: CodeFiles,
    pub icon: String,
    /// The script that has passkeys answer forms.
    pub passkeys: String,
    pub worker: WorkerFiles,
    /// The guide's pictures, by `chapter.language`.
    pictures: HashMap<String, String>,
}

/// The code of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeFiles {
    /// The script that everything begins with.
    pub js: String,
    /// The main wasm module, which the script loads.
    pub wasm: String,
    /// The modules that each part is in. Some are shared by several.
    parts: BTreeMap<String, Vec<String>>,
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
            code: CodeFiles { js: address("pages.js"), wasm: address("pages.wasm"), parts: parts(manifest) },
            icon: address("favicon.svg"),
            passkeys: address("passkeys.js"),
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
            pictures: pictures(manifest),
        }
    }

    /// Where a picture of the guide is, in a language.
    pub fn picture(&self, chapter: &str, locale: Locale) -> Option<String> {
        self.pictures.get(&format!("{chapter}.{}", locale.code())).cloned()
    }
}

/// The guide's pictures: `guide.connexion.fr.jpg` is one.
fn pictures(manifest: &HashMap<String, String>) -> HashMap<String, String> {
    let picture = |(plain, address): (&String, &String)| {
        let name = plain.strip_prefix("guide.")?.strip_suffix(".jpg")?;
        Some((name.to_owned(), address.clone()))
    };
    manifest.iter().filter_map(picture).collect()
}

/// The modules of each part: `part.editing+imports.wasm` is one of both.
fn parts(manifest: &HashMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (plain, address) in manifest {
        let of = plain.strip_prefix("part.").and_then(|name| name.strip_suffix(".wasm"));
        for part in of.into_iter().flat_map(|parts| parts.split('+')) {
            parts.entry(part.to_owned()).or_default().push(address.clone());
        }
    }

    for files in parts.values_mut() {
        files.sort();
    }
    parts
}

#[cfg(feature = "ssr")]
impl CodeFiles {
    /// The modules of a part, or none where a page needs no other than the main one.
    pub fn of_part(&self, part: Option<&str>) -> impl Iterator<Item = &str> {
        let files = part.and_then(|part| self.parts.get(part));
        files.into_iter().flatten().map(String::as_str)
    }

    /// The modules of all parts, each once.
    pub fn of_all_parts(&self) -> impl Iterator<Item = &str> {
        self.parts.values().flatten().map(String::as_str).collect::<BTreeSet<_>>().into_iter()
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
