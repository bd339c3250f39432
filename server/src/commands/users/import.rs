use super::Input;
use super::check::show;
use super::preview::Preview;
use crate::commands::texts::Texts;
use crate::commands::{ExitStatus, Failure};
use backend::imports::{self, Commit};
use backend::services::Services;
use domain::imports::{CommitOptions, CommitOutcome};

/// How often what would be done may change while it is being done.
const ATTEMPTS: u32 = 3;

pub(super) async fn run(
    services: &Services,
    input: &Input,
    options: CommitOptions,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let preview = Preview::of(services, input).await?;
    let done = if let Err(failure) = preview.needs_columns() {
        Err(failure)
    } else if preview.counts.error > 0 && !options.only_valid {
        show(&preview, texts);
        println!("{}", texts.nothing_imported);
        Ok(ExitStatus::FoundProblems)
    } else {
        commit(services, &preview, options, texts).await
    };

    imports::discard(services, &preview.scope, preview.draft).await.map_err(Failure::other)?;
    done
}

/// Nobody has seen a preview who would have to be asked again: what would be done now is what is done.
async fn commit(
    services: &Services,
    preview: &Preview,
    options: CommitOptions,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let mut how = Commit { options, expected: preview.counts, accepted: None };
    for _ in 0..ATTEMPTS {
        match imports::commit(services, &preview.scope, preview.draft, how).await? {
            CommitOutcome::Changed(difference) => {
                (how.expected, how.accepted) = (difference.now, Some(difference.mark));
            }
            CommitOutcome::Done(report) => {
                println!("{}", (texts.imported)(&report));
                return Ok(ExitStatus::Success);
            }
        }
    }

    Err(Failure::Busy)
}
