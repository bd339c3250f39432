use super::assign::{Member, NewAssignment, insert, target_errors};
use super::person::{self, Person};
use super::personal_rights::{self, grant_errors};
use crate::access::CustomerScope;
use crate::customers::{self, Growth, grow};
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind, NewMail};
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::names::PersonName;
use domain::users::{AssignmentTarget, AssignmentTargetError, GrantError, Grants, Outcome};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// People to be assigned to one place, or to several.
#[derive(Clone, Debug)]
pub struct NewUsers {
    /// Who: at most [`NewUsers::MOST`].
    pub people: Vec<NewPerson>,
    /// Where, and with which profile: at least one, at most [`NewUsers::PLACES`].
    pub places: Vec<AssignmentTarget>,
    /// What they may do at each beyond or below the profile, and until when.
    pub grants: Grants,
}

impl NewUsers {
    /// As many people may be created at once; more of them is an import.
    pub const MOST: usize = 500;
    /// At so many places.
    pub const PLACES: usize = 10;
}

/// One of those people.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub address: EmailAddress,
    /// Their last name, when it is known.
    pub last_name: Option<PersonName>,
    /// Their first name, when it is known.
    pub first_name: Option<PersonName>,
}

/// Why nobody was created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// No address was given.
    #[error("nobody was named")]
    Nobody,
    #[error("more than {} people", NewUsers::MOST)]
    TooMany,
    /// No place was given, or too many.
    #[error("no place, or more than {}", NewUsers::PLACES)]
    PlaceCount,
    /// The place with this index is not one of the customer's.
    #[error("place {0} is not one of the customer's: {1:?}")]
    AssignmentTarget(usize, Vec<AssignmentTargetError>),
    /// The rights cannot be given at the place with this index, or would have ended.
    #[error("the rights cannot be given at place {0}: {1:?}")]
    Grants(usize, Vec<GrantError>),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Assigns people to places, all or none; says what became of each, in their order. Who is new to the
/// customer gets one mail.
///
/// It looks the same whether another customer has a person or not, but to the person: who chose a
/// password already is told of one more access, and mailed no other password.
#[tracing::instrument(name = "users.create", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn create(
    services: &Services,
    scope: &CustomerScope,
    new: &NewUsers,
) -> Result<Vec<Outcome>, CreateError> {
    let operation = Operation::begin("users.create");

    if new.people.len() > NewUsers::MOST {
        return Err(CreateError::TooMany);
    }

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    check_places(&mut tx, scope, new.people.is_empty(), &new.places).await?;
    for (index, place) in new.places.iter().enumerate() {
        let errors = grant_errors(&mut tx, services, scope, place, &new.grants, &Grants::default()).await?;
        if !errors.is_empty() {
            return Err(CreateError::Grants(index, errors));
        }
    }

    // In one order whoever asks, so that two customers who add the same people never wait for each other.
    let mut ordered: Vec<(usize, &NewPerson)> = new.people.iter().enumerate().collect();
    ordered.sort_by_key(|(_, person)| person.address.key());
    let mut outcomes = vec![Outcome::AlreadyAssigned; new.people.len()];

    for (index, person) in ordered {
        for (nth, place) in new.places.iter().enumerate() {
            let outcome = create_one(&mut tx, services, scope, person, place, &new.grants).await?;
            outcomes[index] = if nth == 0 { outcome } else { outcomes[index].clone().and(outcome) };
        }
    }

    tx.commit().await?;

    operation.ended(Ok(outcomes))
}

/// What [`create`] would do with these addresses, without doing it.
pub async fn preview(
    services: &Services,
    scope: &CustomerScope,
    addresses: &[EmailAddress],
    places: &[AssignmentTarget],
) -> Result<Vec<Outcome>, CreateError> {
    if addresses.len() > NewUsers::MOST {
        return Err(CreateError::TooMany);
    }

    let mut tx = services.db.of(scope).read().await?;
    check_places(&mut tx, scope, addresses.is_empty(), places).await?;
    let mut seen = HashSet::new();
    let mut outcomes = Vec::with_capacity(addresses.len());

    for address in addresses {
        let mut outcome = None::<Outcome>;
        for place in places {
            let (_, there) = judge(&mut tx, scope.customer(), address, place).await?;
            outcome = Some(outcome.map_or(there.clone(), |before| before.and(there)));
        }

        let outcome = outcome.unwrap_or(Outcome::AlreadyAssigned);
        let again = !seen.insert(address.key()) && matches!(outcome, Outcome::Created | Outcome::Assigned);
        outcomes.push(if again { Outcome::AlreadyAssigned } else { outcome });
    }

    Ok(outcomes)
}

async fn check_places(
    tx: &mut Tx,
    scope: &CustomerScope,
    nobody: bool,
    places: &[AssignmentTarget],
) -> Result<(), CreateError> {
    if places.is_empty() || places.len() > NewUsers::PLACES {
        return Err(CreateError::PlaceCount);
    }

    for (index, place) in places.iter().enumerate() {
        let errors = target_errors(tx, scope, place, None).await?;
        if !errors.is_empty() {
            return Err(CreateError::AssignmentTarget(index, errors));
        }
    }

    if nobody { Err(CreateError::Nobody) } else { Ok(()) }
}

/// Who has the address, as far as the customer may know, and what assigning them would do.
async fn judge(
    tx: &mut Tx,
    customer: CustomerId,
    address: &EmailAddress,
    place: &AssignmentTarget,
) -> sqlx::Result<(Option<UserId>, Outcome)> {
    let known: Option<(Uuid, Option<Uuid>, Option<String>)> = tx
        .query(
            "SELECT m.user_id, a.profile_id, p.name
             FROM users u
             JOIN memberships m ON m.customer_id = $1 AND m.user_id = u.id
             -- Sought by the person alone, as in `assign::at`.
             LEFT JOIN assignments a ON a.customer_id = $1 AND a.user_id = m.user_id
                 AND (a.contract_id = $3) IS TRUE AND a.sub_account_id IS NOT DISTINCT FROM $4
                 AND a.site_id IS NOT DISTINCT FROM $5
             LEFT JOIN profiles p ON p.customer_id = $1 AND p.id = a.profile_id
             WHERE u.email_key = $2",
        )
        .bind(customer.0)
        .bind(address.key())
        .bind(place.contract.0)
        .bind(place.sub_account.map(|id| id.0))
        .bind(place.site.map(|id| id.0))
        .fetch_optional()
        .await?;
    let Some((user, profile_id, profile)) = known else { return Ok((None, Outcome::Created)) };
    let outcome = match (profile_id, profile) {
        (Some(id), _) if id == place.profile.0 => Outcome::AlreadyAssigned,
        (Some(_), Some(profile)) => Outcome::OtherProfile { profile },
        _ => Outcome::Assigned,
    };

    Ok((Some(UserId(user)), outcome))
}

async fn create_one(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    person: &NewPerson,
    place: &AssignmentTarget,
    grants: &Grants,
) -> sqlx::Result<Outcome> {
    let (customer, now) = (scope.customer(), services.clock.now());
    let (known, outcome) = judge(tx, customer, &person.address, place).await?;
    let (user, action) = match (known, &outcome) {
        (None, _) => (welcome(tx, services, customer, person).await?, "user.created"),
        (Some(user), Outcome::Assigned) => (user, "user.assigned"),
        _ => return Ok(outcome),
    };

    let member = Member::load(tx, customer, user).await?.ok_or(sqlx::Error::RowNotFound)?;
    let id = AssignmentId(services.random.id(now));
    let assignment = NewAssignment {
        id,
        number: None,
        user,
        member: &member,
        place: *place,
        import: None,
        created_at: now,
        changed_at: None,
        given_by: scope.user().map(|user| user.0),
        ends_at: personal_rights::stored_end(services, grants.end),
        rights: &personal_rights::given(services, scope, &grants.personal),
    };

    insert(tx, customer, &[assignment]).await?;
    let entry = Entry { action, subject: Some(user.0), details: json!({ "assignment": id, "place": place }) };
    journal::append(tx, scope, now, entry).await?;
    Ok(outcome)
}

/// Makes the person the customer's, and queues the mail that says so.
async fn welcome(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    new: &NewPerson,
) -> sqlx::Result<UserId> {
    let Person { id: user, has_password } = person::find_or_create(tx, services, &new.address).await?;
    let name = |name: &Option<PersonName>| name.as_ref().map_or(String::new(), ToString::to_string);
    let now = services.clock.now();
    tx.query(
        "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status,
         status_since, created_at)
         VALUES ($1, $2, $3, $4, $5, 'invited', $6, $6)",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(new.address.as_str())
    .bind(name(&new.last_name))
    .bind(name(&new.first_name))
    .bind(now.0)
    .execute()
    .await?;
    grow(tx, customer, Growth { people: 1, ..Growth::default() }).await?;
    let mail = NewMail {
        customer: Some(customer),
        user,
        import: None,
        kind: if has_password { MailKind::Access } else { MailKind::Welcome },
        email_key: new.address.key().to_owned(),
    };

    mail::queue(tx, &mail, services).await?;
    Ok(user)
}

#[cfg(test)]
mod tests;
