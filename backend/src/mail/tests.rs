//! The outbox, from queueing to the mail server's answer, with a real mail server on loopback.

mod delivery;
mod domains;
mod failures;
mod order;
mod outages;
mod resending;
mod traces;

use super::claim::{Batch, claim};
use super::worker::{BULK, Worker};
use super::{MailKind, NewMail, Priority, Transport, queue};
use crate::access::{self, SignIn, SignInError, SignedIn};
use crate::testing::smtp::{Accepted, Behaviour, SmtpServer};
use crate::testing::{Customer, World};
use domain::ids::{MailJobId, UserId};
use tokio::sync::watch;

const FROM: &str = "Guichet <ne-pas-repondre@portail.example>";

/// Somebody whom `customer` invites, with a mail in the outbox.
pub(crate) async fn invite(world: &World, customer: &Customer, address: &str) -> UserId {
    let user = member(world, customer, address).await;
    enqueue(world, customer, user, address, Priority::Single).await;
    user
}

/// Somebody whom `customer` has invited, with an assignment, and nothing in the outbox.
pub(crate) async fn member(world: &World, customer: &Customer, address: &str) -> UserId {
    let (services, now) = (&world.services, world.now());
    let place = customer.place("10000700", "", "Antony", "Expéditeur");
    let mut tx = services.db.write().await.unwrap();
    let address = domain::address::EmailAddress::parse(address).unwrap();
    let user = crate::users::person::find_or_create(&mut tx, services, &address).await.unwrap().id;
    tx.query(
        "INSERT INTO memberships (customer_id, user_id, email, first_name, status_since, created_at)
         VALUES ($1, $2, $3, 'Amélie', $4, $4)",
    )
    .bind(customer.id.0)
    .bind(user.0)
    .bind(address.as_str())
    .bind(now.0)
    .execute()
    .await
    .unwrap();
    tx.query(
        "INSERT INTO assignments (number, customer_id, id, user_id, contract_id, site_id, profile_id,
         status,
                 search, sort_user, sort_contract, sort_profile, created_at)
         SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, 'invited', '', '', '', '', $7
         FROM assignments",
    )
    .bind(customer.id.0)
    .bind(services.random.id(now))
    .bind(user.0)
    .bind(place.contract.0)
    .bind(place.site.map(|site| site.0))
    .bind(place.profile.0)
    .bind(now.0)
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();

    user
}

async fn enqueue(
    world: &World,
    customer: &Customer,
    user: UserId,
    address: &str,
    priority: Priority,
) -> MailJobId {
    let import = (priority == Priority::Import).then(|| domain::ids::ImportId(uuid::Uuid::from_u128(1)));
    let mail = NewMail {
        customer: Some(customer.id),
        user,
        import,
        kind: MailKind::Welcome,
        email_key: address.to_lowercase(),
    };
    let mut tx = world.services.db.write().await.unwrap();
    let job = queue(&mut tx, &mail, &world.services).await.unwrap();
    tx.commit().await.unwrap();

    job
}

/// A worker that sends to `server`.
pub(crate) fn worker(world: &World, server: &SmtpServer) -> Worker {
    Worker::new(world.services.clone(), Transport::smtp(&server.url(), FROM).unwrap())
}

impl Worker {
    /// Sends everything that is due now.
    pub(crate) async fn send_everything(&self) {
        let (_stop, stopped) = watch::channel(false);
        while self.send_batch(BULK, &stopped).await.unwrap() > 0 {}
    }
}

impl Accepted {
    /// The text part, decoded.
    pub(crate) fn text(&self) -> String {
        let (_, part) = self.message.split_once("Content-Type: text/plain").unwrap();
        let (headers, body) = part.split_once("\r\n\r\n").unwrap();
        let (body, _) = body.split_once("\r\n--").unwrap();

        assert!(headers.contains("quoted-printable"), "{headers}");

        let body = body.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = body.as_bytes();

        while let Some((&first, after)) = rest.split_first() {
            if first == b'=' {
                bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
                rest = &after[2..];
            } else {
                bytes.push(first);
                rest = after;
            }
        }

        String::from_utf8(bytes).unwrap()
    }

    /// What stands after `label : ` on a line of the text part.
    pub(crate) fn value(&self, label: &str) -> Option<String> {
        let text = self.text();
        text.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix(" : ").map(ToOwned::to_owned))
    }

    /// A header of the message.
    fn header(&self, name: &str) -> String {
        let start = format!("{name}: ");
        self.message.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().to_owned()
    }
}

/// Signs in with what a mail says.
pub(crate) async fn sign_in_with(world: &World, mail: &Accepted) -> Result<SignedIn, SignInError> {
    let attempt = SignIn {
        login: &mail.value("Identifiant").unwrap(),
        password: &mail.value("Mot de passe").unwrap(),
        network: [127, 0, 0, 1].into(),
        user_agent: "",
    };
    access::sign_in(&world.services, &attempt).await
}

async fn state(world: &World) -> String {
    world.text("SELECT state FROM mail_jobs ORDER BY id LIMIT 1").await.unwrap()
}
