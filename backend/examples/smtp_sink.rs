//! A mail server for tests that run Guichet as a process: it accepts everything, and keeps it.
//!
//! `smtp_sink [FOLDER] [ADDRESS]` prints `smtp://127.0.0.1:PORT`, writes each mail it accepts to
//! `FOLDER/000001.eml` and so on, before it says so, and prints how many there were when it is
//! told to end (SIGTERM, or Ctrl-C). Recipients that begin with `refuse` are refused (550) and those that begin with
//! `later` are deferred (450). Without a folder mails are only counted.

use backend::testing::smtp::{Accepted, Behaviour, Fault, SmtpServer, Stage};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let count = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&count);
    let behaviour = Behaviour::default().judged(refuse_some).witnessed(move |mail: &Accepted| {
        let number = counted.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).expect("the folder can be made");
            std::fs::write(folder.join(format!("{number:06}.eml")), &mail.message)
                .expect("the folder can be written");
        }
    });
    let server = SmtpServer::start_at(&address, behaviour.forgetful()).await;
    println!("{}", server.url());
    let mut terminated = signal(SignalKind::terminate()).expect("SIGTERM can be waited for");
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    println!("accepted {}", count.load(Ordering::SeqCst));
}

fn refuse_some(stage: Stage, said: &str) -> Option<Fault> {
    let (_, recipient) = said.split_once('<')?;
    match stage {
        Stage::Rcpt if recipient.starts_with("refuse") => Some(Fault::Say("550 5.1.1 no such mailbox")),
        Stage::Rcpt if recipient.starts_with("later") => Some(Fault::Say("450 4.2.1 try again later")),
        _ => None,
    }
}
