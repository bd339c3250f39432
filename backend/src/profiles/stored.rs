//! A profile as it stands in the database, and how it is written.

use super::settle;
use crate::db::{Code, Tx};
use crate::reference::stored;
use domain::fold::{fold, normalized};
use domain::ids::{CustomerId, ProfileId};
use domain::names::ProfileName;
use domain::rights::{Application, Level, Right, Rights};
use uuid::Uuid;

/// A profile, with what is known of it beside its rights.
#[derive(Clone, Debug)]
pub(super) struct StoredProfile {
    pub(super) id: ProfileId,
    pub(super) name: ProfileName,
    /// How assignments with it sort.
    pub(super) sort: String,
    pub(super) revision: i64,
    pub(super) is_default: bool,
    pub(super) rights: Rights,
}

/// The profile, unless the customer has none with this key.
pub(super) async fn load(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProfileId,
) -> sqlx::Result<Option<StoredProfile>> {
    let found: Option<(String, String, i64, i64)> = tx
        .query(
            "SELECT p.name, p.sort, p.revision,
                 CAST(CASE WHEN c.default_profile_id = p.id THEN 1 ELSE 0 END AS BIGINT)
             FROM profiles p JOIN customers c ON c.id = p.customer_id WHERE p.customer_id = $1 AND p.id = $2",
        )
        .bind(customer.0)
        .bind(id.0)
        .fetch_optional()
        .await?;
    let Some((name, sort, revision, is_default)) = found else { return Ok(None) };
    let rights: Vec<(Code<Application>, Code<Level>)> = tx
        .query("SELECT application, level FROM profile_rights WHERE customer_id = $1 AND profile_id = $2")
        .bind(customer.0)
        .bind(id.0)
        .fetch_all()
        .await?;
    let rights = rights.into_iter().map(|(Code(application), Code(level))| Right { application, level });

    Ok(Some(StoredProfile {
        id,
        name: stored(name)?,
        sort,
        revision,
        is_default: is_default == 1,
        rights: rights.collect(),
    }))
}

/// The name of another profile that is taken for the same: accents, case and punctuation aside.
pub(super) async fn namesake(
    tx: &mut Tx,
    customer: CustomerId,
    name: &ProfileName,
    but: Option<ProfileId>,
) -> sqlx::Result<Option<String>> {
    let names: Vec<(Uuid, String)> =
        tx.query("SELECT id, name FROM profiles WHERE customer_id = $1").bind(customer.0).fetch_all().await?;
    let sought = normalized(name.as_str());
    let mut others = names.into_iter().filter(|(id, _)| but != Some(ProfileId(*id)));

    Ok(others.find(|(_, other)| normalized(other) == sought || other == name.as_str()).map(|(_, name)| name))
}

/// Writes a new profile.
pub(super) async fn insert(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProfileId,
    name: &ProfileName,
    rights: &Rights,
    revision: i64,
) -> sqlx::Result<()> {
    tx.query("INSERT INTO profiles (customer_id, id, name, sort, revision) VALUES ($1, $2, $3, $4, $5)")
        .bind(customer.0)
        .bind(id.0)
        .bind(name.as_str())
        .bind(fold(name.as_str()))
        .bind(revision)
        .execute()
        .await?;

    insert_rights(tx, customer, id, rights).await
}

/// Gives a profile another name and other rights. Its assignments get the place in the list that goes with the name here,
/// or, beyond some, by [`settle`](super::settle()).
pub(super) async fn update(
    tx: &mut Tx,
    customer: CustomerId,
    before: &StoredProfile,
    name: &ProfileName,
    rights: &Rights,
) -> sqlx::Result<()> {
    let sort = fold(name.as_str());
    tx.query(
        "UPDATE profiles SET name = $3, sort = $4, revision = revision + 1 WHERE customer_id = $1 AND id = $2",
    )
    .bind(customer.0)
    .bind(before.id.0)
    .bind(name.as_str())
    .bind(&sort)
    .execute()
    .await?;

    if sort != before.sort {
        settle::begin(tx, customer, before.id, &before.sort, &sort).await?;
    }

    if *rights != before.rights {
        delete_rights(tx, customer, before.id).await?;
        insert_rights(tx, customer, before.id, rights).await?;
    }

    Ok(())
}

pub(super) async fn delete_rights(tx: &mut Tx, customer: CustomerId, id: ProfileId) -> sqlx::Result<()> {
    tx.query("DELETE FROM profile_rights WHERE customer_id = $1 AND profile_id = $2")
        .bind(customer.0)
        .bind(id.0)
        .execute()
        .await?;
    Ok(())
}

async fn insert_rights(
    tx: &mut Tx,
    customer: CustomerId,
    id: ProfileId,
    rights: &Rights,
) -> sqlx::Result<()> {
    for right in rights.iter() {
        tx.query(
            "INSERT INTO profile_rights (customer_id, profile_id, application, level) VALUES ($1, $2, $3, $4)",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(right.application.code())
        .bind(right.level.code())
        .execute()
        .await?;
    }

    Ok(())
}

/// Makes a profile the default one.
pub(super) async fn choose_default(tx: &mut Tx, customer: CustomerId, id: ProfileId) -> sqlx::Result<()> {
    tx.query("UPDATE customers SET default_profile_id = $2 WHERE id = $1")
        .bind(customer.0)
        .bind(id.0)
        .execute()
        .await?;
    Ok(())
}
