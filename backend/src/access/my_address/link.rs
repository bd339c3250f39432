use super::stored::{State, Stored, has_access};
use crate::access::{LinkToken, Principal};
use crate::clock::local;
use crate::services::Services;
use domain::access::{AddressLink, AddressOffer, Mailbox, PendingAddress};

/// The change of one's own address that waits to be confirmed.
pub async fn pending_address(
    services: &Services,
    principal: &Principal,
) -> sqlx::Result<Option<PendingAddress>> {
    let mut tx = services.db.read().await?;
    let found = Stored::pending_of(&mut tx, principal.user, services.clock.now()).await?;

    Ok(found.map(|found| PendingAddress {
        asked_at: local(found.asked_at(), &services.time_zone),
        until: local(found.valid_until(), &services.time_zone),
        confirmed_by_old: found.is_confirmed_by(Mailbox::Old),
        confirmed_by_new: found.is_confirmed_by(Mailbox::New),
        email: found.new_email,
    }))
}

/// What a mailed link about a change of address leads to. Changes nothing: mail scanners follow links.
pub async fn look_at_address(services: &Services, link: &str) -> sqlx::Result<AddressLink> {
    let Some(link) = LinkToken::parse(link) else { return Ok(AddressLink::Unknown) };
    let mut tx = services.db.read().await?;
    let Some((found, mailbox)) = Stored::of_link(&mut tx, &link).await? else {
        return Ok(AddressLink::Unknown);
    };

    Ok(match found.state_at(services.clock.now()) {
        State::Pending if has_access(&mut tx, found.user()).await? => {
            AddressLink::Open(offer(services, found, mailbox))
        }
        State::Pending | State::Cancelled => AddressLink::Cancelled,
        State::Done => AddressLink::Done,
        State::Refused => AddressLink::Refused,
        State::Replaced => AddressLink::Replaced,
        State::Taken => AddressLink::Taken,
        State::Expired => AddressLink::Expired,
    })
}

fn offer(services: &Services, found: Stored, mailbox: Mailbox) -> AddressOffer {
    AddressOffer {
        mailbox,
        asked_at: local(found.asked_at(), &services.time_zone),
        until: local(found.valid_until(), &services.time_zone),
        is_confirmed: found.is_confirmed_by(mailbox),
        name: found.name,
        old: (mailbox == Mailbox::Old).then_some(found.old_email),
        new: found.new_email,
    }
}
