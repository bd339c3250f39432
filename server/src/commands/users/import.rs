use super::Input;
use super::check::show;
use super::preview::Preview;
use crate::commands::texts::Texts;
use crate::commands::{ExitStatus, Failure};
use backend::imports::{self, Commit};
use backend::services::Services;
use domain::imports::{CommitOptions, CommitOutcome};
use std::time::Duration;

/// How often what would be done may change while it is being done.
const ATTEMPTS: u32 = 3;

/// How often it is looked for imports that were given up.
const SETTLE_EVERY: Duration = Duration::from_secs(1);

pub(super) async fn run(
    services: &Services,
    input: &Input,
    options: CommitOptions,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    // There may be no server that goes on with an import in the middle of which a command was killed, and until then
    // this one waits.
    let going_on = tokio::spawn(go_on(services.clone()));
    let preview = Preview::of(services, input).await?;
    going_on.abort();
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

/// Goes on with imports that were given up, as a server does.
async fn go_on(services: Services) {
    loop {
        tokio::time::sleep(SETTLE_EVERY).await;
        // What goes wrong is met by the import itself, which waits for it in vain.
        let _ = imports::settle(&services).await;
    }
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
