//! `guichet doctor`: one line for each thing that Guichet stands on.

use super::ExitStatus;
use super::texts::Texts;
use crate::serve::transport;
use crate::settings::Settings;
use backend::health;
use backend::services::Services;

/// How far this machine's clock may be from the database's, in seconds: sessions and mails are timed
/// by the one and seen by others.
const DIFFERENCE: i64 = 30;

/// What was found: what can be said about it, or what is wrong.
type Finding = Result<String, String>;

pub(super) async fn run(settings: &Settings, texts: &Texts) -> ExitStatus {
    let about = &texts.doctor;
    let mail = (about.mail, mail(settings, texts).await);
    let findings = match settings.services().await {
        Err(error) => vec![(about.settings, Err(error.to_string())), mail],
        Ok(services) => {
            let findings = vec![
                (about.settings, Ok(settings.public_url())),
                (about.database, database(&services, texts).await),
                mail,
                (about.clock, clock(&services, texts).await),
                (about.journal, journals(&services, texts).await),
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
    match services.db.is_up_to_date().await {
        Ok(true) => Ok(texts.migrated.to_owned()),
        Ok(false) => Err(texts.doctor.not_migrated.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

async fn mail(settings: &Settings, texts: &Texts) -> Finding {
    let transport = transport(settings).map_err(|error| error.to_string())?;
    transport.check().await?;
    Ok(if settings.smtp_url.is_some() {
        "SMTP_URL".to_owned()
    } else {
        texts.doctor.mail_to_files.to_owned()
    })
}

async fn clock(services: &Services, texts: &Texts) -> Finding {
    let now = services.clock.now();
    let last = health::last_entry(services).await.map_err(|error| error.to_string())?;
    if last.is_some_and(|last| now < last) {
        return Err(texts.doctor.clock_behind.to_owned());
    }

    let difference = health::clock_difference(services).await.map_err(|error| error.to_string())?;
    if difference.abs() > DIFFERENCE {
        return Err((texts.doctor.clocks_differ)(difference));
    }

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

async fn journals(services: &Services, texts: &Texts) -> Finding {
    let (customers, entries) = health::verify_journals(services).await.map_err(|error| error.to_string())?;
    Ok((texts.doctor.journals_whole)(customers, entries))
}
