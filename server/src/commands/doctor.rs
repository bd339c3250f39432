//! `guichet doctor`: one line for each thing that Guichet stands on.

use super::ExitStatus;
use super::texts::Texts;
use crate::serve::transport;
use crate::settings::Settings;
use backend::clock::Clock;
use backend::health::{self, ClockState, MailState};
use backend::journal::{LoggedSeal, verify_logged};
use backend::services::Services;
use std::path::PathBuf;

/// What was found: what can be said about it, or what is wrong.
type Finding = Result<String, String>;

/// Options of `guichet doctor`.
#[derive(clap::Args, Clone, Debug)]
pub struct Doctor {
    /// A log of `guichet serve`: the journals must still have what was sealed when it was written.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
}

pub(super) async fn run(settings: &Settings, options: &Doctor, texts: &Texts) -> ExitStatus {
    let about = &texts.doctor;
    let mail = (about.mail, mail(settings, texts).await);
    let findings = match settings.services().await {
        Err(error) => vec![(about.settings, Err(error.to_string())), mail],
        Ok(services) => {
            let findings = vec![
                (about.settings, Ok(settings.public_url())),
                (about.database, database(&services, texts).await),
                (about.files, files(settings, texts)),
                mail,
                (about.clock, clock(&services, texts).await),
                (about.journal, journals(&services, options, texts).await),
                (about.counts, counts(&services, texts).await),
            ];
            services.db.close().await;
            findings
        }
    };

    for (what, finding) in &findings {
        match finding {
            Ok(said) => println!("✓ {what} : {said}"),
            Err(wrong) => println!("✗ {what} : {wrong}"),
        }
    }

    if findings.iter().all(|(_, finding)| finding.is_ok()) {
        ExitStatus::Success
    } else {
        ExitStatus::FoundProblems
    }
}

async fn database(services: &Services, texts: &Texts) -> Finding {
    let state = health::database(services).await.map_err(|error| error.to_string())?;
    if !state.is_up_to_date {
        return Err(texts.doctor.not_migrated.to_owned());
    }

    let passes = if state.passes_through_wall { texts.doctor.passes_through_wall } else { "" };
    Ok(format!("{} · {}{passes}", state.engine, texts.migrated))
}

fn files(settings: &Settings, texts: &Texts) -> Finding {
    let open: Vec<_> =
        settings.files_that_others_may_read().iter().map(|path| path.display().to_string()).collect();
    if open.is_empty() {
        Ok(texts.doctor.files_private.to_owned())
    } else {
        Err((texts.doctor.files_open)(&open.join(", ")))
    }
}

async fn mail(settings: &Settings, texts: &Texts) -> Finding {
    let transport = transport(settings).map_err(|error| error.to_string())?;
    if transport.sends_password_in_clear() {
        return Err(texts.doctor.password_in_clear.to_owned());
    }
    let day = |at| {
        let shown = backend::clock::local(at, &settings.time_zone);
        format!("{:04}-{:02}-{:02}", shown.year, shown.month, shown.day)
    };
    match health::mail(&transport, Clock::System.now()).await {
        MailState::Folder => Ok(texts.doctor.mail_to_files.to_owned()),
        MailState::Server(None) => Ok("SMTP_URL".to_owned()),
        MailState::Server(Some(until)) => Ok((texts.doctor.certificate)(&day(until))),
        MailState::EndsSoon(until) => Err((texts.doctor.certificate)(&day(until))),
        MailState::Unreachable(words) => Err(words),
    }
}

async fn clock(services: &Services, texts: &Texts) -> Finding {
    let now = match health::clock(services).await.map_err(|error| error.to_string())? {
        ClockState::Fine(now) => now,
        ClockState::Behind => return Err(texts.doctor.clock_behind.to_owned()),
        ClockState::Differs(seconds) => return Err((texts.doctor.clocks_differ)(seconds)),
    };
    let shown = backend::clock::local(now, &services.time_zone);
    Ok(format!("{:04}-{:02}-{:02} {:02}:{:02}", shown.year, shown.month, shown.day, shown.hour, shown.minute))
}

async fn counts(services: &Services, texts: &Texts) -> Finding {
    match backend::consolidation::miscounted(services).await {
        Ok(0) => Ok(texts.doctor.counts_hold.to_owned()),
        Ok(contracts) => Err((texts.doctor.miscounted)(contracts)),
        Err(error) => Err(error.to_string()),
    }
}

async fn journals(services: &Services, options: &Doctor, texts: &Texts) -> Finding {
    let (customers, entries) = health::verify_journals(services).await.map_err(|error| error.to_string())?;
    let whole = (texts.doctor.journals_whole)(customers, entries);
    let Some(file) = &options.log else { return Ok(whole) };

    let log = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let seals: Vec<LoggedSeal> = log.lines().filter_map(|line| line.parse().ok()).collect();
    let logged = verify_logged(services, &seals).await.map_err(|error| error.to_string())?;
    Ok(format!("{whole}; {}", (texts.doctor.seals_logged)(logged)))
}
