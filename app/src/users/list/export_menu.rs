use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::query::{address, filter_pairs};
use domain::paths;
use domain::users::Filter;
use leptos::prelude::*;

/// The list as a file, narrowed as the list is: for Excel at once, in other ways from a menu.
#[component]
pub fn ExportMenu(
    /// What the list is narrowed to.
    filter: Signal<Filter>,
) -> impl IntoView {
    let t = &use_texts().users().list;
    let csv = move |purpose: &str| export(&filter.read(), paths::EXPORT_CSV, Some(purpose));

    // Downloads are none of the router's pages.
    view! {
        <div class="button-group">
            <a class="button" href=move || csv("excel") rel="external" download="">
                <Icon of=IconName::Download/>
                {t.export}
            </a>
            <details class="menu">
                <summary class="button" aria-label=t.more_exports title=t.more_exports>
                    <Icon of=IconName::Down/>
                </summary>
                <div class="panel">
                    <a href=move || csv("excel") rel="external" download="">
                        {t.export_for_excel}
                    </a>
                    <a href=move || export(&filter.read(), paths::EXPORT_XLSX, None) rel="external" download="">
                        {t.export_workbook}
                    </a>
                    <a href=move || csv("reimport") rel="external" download="">
                        {t.export_for_import}
                    </a>
                </div>
            </details>
        </div>
    }
}

fn export(filter: &Filter, path: &str, purpose: Option<&str>) -> String {
    let mut pairs = filter_pairs(filter);
    pairs.extend(purpose.map(|purpose| ("pour", purpose.to_owned())));
    address(path, &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_exported_is_what_is_listed() {
        let filter = Filter { site: Some("Nîmes".into()), ..Filter::default() };
        assert_eq!(
            export(&filter, paths::EXPORT_CSV, Some("reimport")),
            format!("{}?site=N%C3%AEmes&pour=reimport", paths::EXPORT_CSV)
        );
        assert_eq!(export(&Filter::default(), paths::EXPORT_XLSX, None), paths::EXPORT_XLSX);
    }
}
