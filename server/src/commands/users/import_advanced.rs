use super::Input;
use crate::commands::customer::scope_of;
use crate::commands::texts::Texts;
use crate::commands::{ExitStatus, Failure};
use crate::list_file;
use backend::advanced_users::{ImportError, JudgeError, import, judge};
use backend::services::Services;
use domain::advanced_users::AdvancedFileError;
use domain::imports::ReadError;

pub(super) async fn run(
    services: &Services,
    input: &Input,
    only_valid: bool,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let unreadable = |error: ReadError| Failure::Unreadable { path: input.file.clone(), error };
    let scope = scope_of(services, &input.customer).await?;
    let bytes =
        std::fs::read(&input.file).map_err(|error| Failure::File { path: input.file.clone(), error })?;
    let sheet = list_file::sheet(bytes, &input.reading.overrides()).map_err(unreadable)?;

    let judged = match judge(services, &scope, sheet).await {
        Ok(judged) => judged,
        Err(JudgeError::File(AdvancedFileError::Unreadable(error))) => return Err(unreadable(error)),
        Err(JudgeError::File(error)) => {
            println!("{}", (texts.advanced_file)(&error));
            return Ok(ExitStatus::FoundProblems);
        }
        Err(JudgeError::Database(error)) => return Err(Failure::other(error)),
    };
    for (row, error) in &judged.file.wrong {
        println!("{}", (texts.advanced_row)(row, error));
    }
    if !judged.file.no_rows.is_empty() {
        let lines: Vec<String> = judged.file.no_rows.iter().map(u32::to_string).collect();
        println!("{}", (texts.advanced_no_rows)(&lines.join(", ")));
    }
    if !judged.file.wrong.is_empty() && !only_valid {
        println!("{}", texts.nothing_imported);
        return Ok(ExitStatus::FoundProblems);
    }

    match import(services, &scope, &judged.file.rows).await {
        Ok(added) => {
            println!("{}", (texts.advanced_imported)(added, judged.known, judged.file.aside));
            Ok(ExitStatus::Success)
        }
        Err(ImportError::Wrong { .. }) => Err(Failure::Busy),
        Err(ImportError::Database(error)) => Err(Failure::other(error)),
    }
}
