//! Importing advanced users: what a file would do, and doing it.

use crate::api::ApiError;
use domain::advanced_users::{AdvancedFile, AdvancedFileError};
use domain::ids::CustomerId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// Where the server keeps what a file would do until the page shows it.
pub const KEPT: &str = "import-advanced";

/// What a file would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    pub file_name: String,
    pub file: AdvancedFile,
    /// How many of it are advanced users already.
    pub known: u32,
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRefusal {
    /// None was chosen.
    Nothing,
    /// It is larger than is read.
    TooLarge,
    File(AdvancedFileError),
}

/// What the page has to show, if a file was sent.
pub type Sent = Option<Result<ImportPreview, FileRefusal>>;

/// What the file would do that was just sent.
#[server(name = LoadAdvancedImport, prefix = "/api", endpoint = "load_advanced_import", input = GetUrl)]
pub async fn load_advanced_import() -> Result<Sent, ApiError> {
    let _scope = crate::api::administrator()?;
    let kept = crate::api::take_flash_form::<Result<ImportPreview, FileRefusal>, ()>(KEPT).await;
    Ok(kept.map(|kept| kept.input))
}

/// Adds the people of a file, who are sent again as they were read.
#[server(name = ImportAdvancedUsers, prefix = "/api", endpoint = "import_advanced_users")]
pub async fn import_advanced_users(
    #[server(default)] rows: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator_of(customer)?;
    on_server::import(&scope, &rows).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use crate::api::{ApiError, failed, services};
    use crate::users::advanced::api::{Flash, gone, report};
    use backend::access::AdministratorScope;
    use backend::advanced_users::{self, ImportError};
    use domain::advanced_users::{AdvancedRow, MOST_ROWS};

    pub(super) async fn import(scope: &AdministratorScope, rows: &str) -> Result<(), ApiError> {
        let rows: Vec<AdvancedRow> = serde_json::from_str(rows).map_err(|_| ApiError::BadRequest)?;
        if rows.is_empty() || rows.len() > MOST_ROWS {
            return Err(ApiError::BadRequest);
        }

        match advanced_users::import(&services()?, scope, &rows).await {
            Ok(added) => report(Flash::Imported(added)).await,
            Err(ImportError::Wrong { .. }) => gone().await,
            Err(ImportError::Database(failure)) => Err(failed(failure)),
        }
    }
}
