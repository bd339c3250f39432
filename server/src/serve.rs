//! `guichet serve`: HTTP, the mail worker and the upkeep, until SIGTERM or Ctrl-C.

use crate::connections::{self, Bounds};
use crate::http::{self, AppState};
use crate::settings::Settings;
use crate::start::StartError;
use backend::clock::Clock;
use backend::db::{Serving, Shares};
use backend::mail::{Transport, Worker};
use backend::outage::Outage;
use backend::services::Services;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often what has run out is put away.
const UPKEEP_EVERY: Duration = Duration::from_mins(1);
/// How often it is looked for what is done in turns: a look at five indexes.
const SETTLE_EVERY: Duration = Duration::from_secs(1);
/// How long background work under way may take once nothing is served any more: a mail is handed over within it.
const LAST_WORK: Duration = Duration::from_mins(2);

/// Options of `guichet serve`.
#[derive(clap::Args, Clone, Debug)]
pub struct Serve {
    /// Adds the demonstration customer if the database is empty, and prints its logins.
    #[arg(long)]
    pub demo: bool,
}

/// Serves until it is told to stop; then lets requests and mails under way finish.
pub async fn run(settings: &Settings, options: &Serve) -> Result<(), StartError> {
    settings.check_reach()?;
    // The folder of the data is looked at first: the lock and mails are kept in it.
    settings.make_data_dir()?;
    let _serving = match backend::db::file_of(&settings.database_url()) {
        Some(file) => Some(Serving::begin(&file, Clock::System.now()).map_err(StartError::Serving)?),
        None => None,
    };
    let services = settings.services().await?;
    let transport = Arc::new(transport(settings)?);
    warn(settings, &services, &transport).await;
    if settings.common_passwords_file.is_some() {
        let count = services.common_passwords.count();
        tracing::info!(count, "the passwords of GUICHET_COMMON_PASSWORDS_FILE are refused");
    }
    let services = Services { transport: Some(transport.clone()), ..services };

    if options.demo {
        prepare_demo(settings, &services).await?;
    }

    backend::imports::resume(&services).await;
    let listener = tokio::net::TcpListener::bind(settings.addr)
        .await
        .map_err(|error| StartError::Listen { address: settings.addr, error })?;
    let address = listener.local_addr().unwrap_or(settings.addr);

    let (stop, stopped) = watch::channel(false);
    let mail = tokio::spawn(Worker::new(services.clone(), transport).run(stopped.clone()));
    let upkeep = tokio::spawn(upkeep(services.clone(), stopped.clone()));
    let settling = tokio::spawn(settle(services.clone(), stopped.clone()));

    let state = AppState {
        services: services.clone(),
        shares: Shares::default(),
        trusted_proxies: settings.trusted_proxies.clone().into(),
        https: settings.is_https(),
    };
    let proxies = state.trusted_proxies.clone();
    println!("Guichet : http://{address}");
    tokio::spawn(async move {
        shutdown_signal().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    connections::serve(listener, http::router(state), Bounds::default(), proxies, stopped).await;

    let ended = async {
        for task in [mail, upkeep, settling] {
            if let Err(error) = task.await {
                tracing::error!(%error, "a background task ended badly");
            }
        }
        services.db.close().await;
    };
    if tokio::time::timeout(LAST_WORK, ended).await.is_err() {
        tracing::warn!("background work that was under way too long is given up");
    }
    Ok(())
}

/// Says what is not as it should be, though Guichet can be served.
async fn warn(settings: &Settings, services: &Services, transport: &Transport) {
    if transport.sends_password_in_clear() {
        tracing::warn!(
            "SMTP_URL: the mail server's password may be sent in clear; smtps:// or ?tls=required encrypts it"
        );
    }
    if matches!(services.db.passes_through_wall().await, Ok(true)) {
        tracing::warn!(
            "DATABASE_URL: row-level security does not hold for this role, which is a superuser's or has BYPASSRLS"
        );
    }
    for path in settings.files_that_others_may_read() {
        tracing::warn!(path = %path.display(), "others may read this file; chmod 600 keeps it for its owner");
    }
}

/// The way that mails take, as the settings say.
pub fn transport(settings: &Settings) -> Result<Transport, StartError> {
    let (setting, made) = match &settings.smtp_url {
        Some(url) => ("SMTP_URL", Transport::smtp(url, &settings.mail_from)),
        None => ("GUICHET_MAIL_FROM", Transport::files(&settings.data_dir.join("mail"), &settings.mail_from)),
    };
    let transport = made.map_err(|error| StartError::Setting { setting, reason: error.to_string() })?;
    Ok(transport.introduced(&settings.public_url()))
}

/// The demonstration customer, and its logins printed and kept beside the database for scripts.
async fn prepare_demo(settings: &Settings, services: &Services) -> Result<(), StartError> {
    let file = settings.data_dir.join("demo-logins.json");
    let logins = match backend::demo::create(services).await {
        Ok(Some(logins)) => {
            let json = serde_json::to_string_pretty(&logins).unwrap_or_default();
            write_private(&file, &json)
                .map_err(|error| StartError::file("GUICHET_DATA_DIR", &file, error))?;
            json
        }
        Ok(None) => std::fs::read_to_string(&file).unwrap_or_default(),
        Err(error) => {
            return Err(StartError::Setting { setting: "--demo", reason: error.to_string() });
        }
    };

    if let Ok(serde_json::Value::Object(logins)) = serde_json::from_str(&logins) {
        println!("Comptes de démonstration (mots de passe tirés au premier démarrage) :");
        for (role, login) in logins {
            println!(
                "  {role:<16} {}  {}",
                login["login"].as_str().unwrap_or_default(),
                login["password"].as_str().unwrap_or_default()
            );
        }
    }

    Ok(())
}

/// Writes a file that its owner alone may read.
fn write_private(file: &Path, content: &str) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;

    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(content.as_bytes())
}

/// Puts away what has run out: invitations, sessions, secrets, drafts.
async fn upkeep(services: Services, mut stopped: watch::Receiver<bool>) {
    let mut outage = Outage::new("what has run out cannot be put away; it is tried again every minute");
    let mut ticks = tokio::time::interval(UPKEEP_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);

    loop {
        tokio::select! {
            _ = ticks.tick() => {
                // What was measured since is added up, or it would be kept one by one until somebody asks.
                http::telemetry::recorder().run_upkeep();
                outage.note(&backend::maintenance::run(&services).await);
                if let Err(error) = backend::journal::seal_all(&services).await {
                    tracing::error!(%error, "the journals cannot be sealed");
                }
            }
            _ = stopped.changed() => return,
        }
    }
}

/// Goes on with what takes many turns: imports that were given up, sites and profiles that were renamed or are merged, and
/// changes of many people.
async fn settle(services: Services, mut stopped: watch::Receiver<bool>) {
    let mut outage = Outage::new("what takes many turns cannot go on; it is tried again every second");
    let mut ticks = tokio::time::interval(SETTLE_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);

    loop {
        tokio::select! {
            _ = ticks.tick() => {
                let mut settled = backend::maintenance::settle(&services).await;
                while matches!(settled, Ok(true)) && !*stopped.borrow() {
                    settled = backend::maintenance::settle(&services).await;
                }
                outage.note(&settled);
            }
            _ = stopped.changed() => return,
        }
    }
}

async fn shutdown_signal() {
    use tokio::signal::unix::{SignalKind, signal};

    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };

    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
