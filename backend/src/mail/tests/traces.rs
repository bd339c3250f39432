use super::*;
use crate::testing::contract_test;
use crate::testing::smtp::{Fault, Stage};
use domain::credentials::Password;
use std::cell::RefCell;
use std::sync::Once;
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

thread_local! {
    /// Everything that this thread traces, by whatever part of the program, at every level; `None`
    /// while nobody listens. One subscriber for the process: tracing remembers for all threads what
    /// one of them does not want.
    static TRACED: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

struct Traced;

impl std::io::Write for Traced {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        TRACED.with_borrow_mut(|traced| traced.get_or_insert_default().extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let listening = dynamic_filter_fn(|_, _| TRACED.with_borrow(Option::is_some));
        let layer = fmt::layer().with_ansi(false).with_writer(|| Traced).with_filter(listening);
        tracing_subscriber::registry().with(layer).init();
    });
    TRACED.set(Some(Vec::new()));
}

fn heard() -> String {
    String::from_utf8(TRACED.take().unwrap_or_default()).unwrap()
}

contract_test!(no_address_password_or_token_is_traced, |world| async {
    listen();
    let refused = Fault::Say("550 5.1.1 <canari-b@exemple.fr> no such user");
    let behaviour = Behaviour::default()
        .judged(move |stage, line| (stage == Stage::Rcpt && line.contains("canari-b")).then_some(refused));
    let server = SmtpServer::start(behaviour).await;
    invite(world, &world.potters, "canari-a@exemple.fr").await;
    invite(world, &world.potters, "canari-b@exemple.fr").await;
    worker(world, &server).send_everything().await;
    let mail = &server.accepted()[0];
    let signed_in = sign_in_with(world, mail).await.unwrap();
    let principal = access::principal(&world.services, &signed_in.token).await.unwrap().unwrap();
    let own = Password::parse("canari cheval pile agrafe").unwrap();
    access::choose_password(&world.services, &principal, &own).await.unwrap();
    let traced = heard();
    assert!(traced.contains("a mail was tried"), "the canary sings at all");
    for secret in ["canari", &mail.value("Mot de passe").unwrap(), &signed_in.token.reveal()] {
        assert!(!traced.contains(secret), "{secret} was traced");
    }
});
