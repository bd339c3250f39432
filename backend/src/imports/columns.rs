//! What the columns of a file hold, as somebody of the customer said by hand when a file with the same headings was
//! imported; and what headings of the customer's own hold, whatever other columns stand beside them.

use crate::access::CustomerScope;
use crate::db::Tx;
use crate::services::Services;
use domain::imports::{Field, heading_key, is_reasons, limits, recognise, recognise_plainly};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// How many kinds of files are remembered for a customer; the one that was imported longest ago gives way.
const FILES: i64 = 100;

/// How many headings of its own.
const HEADINGS: i64 = 500;

/// How long the fingerprint of a file's headings is, and that of one heading, in bytes.
const OF_FILES: i64 = 32;
const OF_ONE: i64 = 33;

/// Why nothing was remembered.
#[derive(Debug, thiserror::Error)]
pub enum ColumnsError {
    /// Not as many fields as headings, a field twice, or more columns than a file may have.
    #[error("these are not the columns of a file")]
    Invalid,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Remembers what the columns with these headings hold; and of each that is the customer's own, that it holds that.
pub async fn remember_columns(
    services: &Services,
    scope: &CustomerScope,
    headings: &[String],
    fields: &[Option<Field>],
) -> Result<(), ColumnsError> {
    let mut named: Vec<Field> = fields.iter().flatten().copied().collect();
    named.sort_unstable();
    let twice = named.windows(2).any(|pair| pair[0] == pair[1]);

    if fields.len() != headings.len() || headings.len() > limits::COLUMNS_WITH_OURS as usize || twice {
        return Err(ColumnsError::Invalid);
    }

    let mut tx = services.db.of(scope).write().await?;
    let memory = Memory { scope, now: services.clock.now().0 };
    let kept = headings.iter().zip(fields).filter(|(heading, _)| !is_reasons(heading));
    let codes: Vec<Option<Field>> = kept.map(|(_, field)| *field).collect();
    memory.note(&mut tx, &fingerprint(headings), &codes).await?;

    let own = memory.own(&mut tx).await?;
    for (heading, field) in headings.iter().zip(fields) {
        let Some(key) = fingerprint_of_one(heading) else { continue };
        match field {
            Some(field) if recognise(heading) != Some(*field) => {
                memory.note(&mut tx, &key, &[Some(*field)]).await?;
            }
            // It gave way to a plainer one, and is not taken back.
            None if own.get(&key).is_none_or(|known| is_plainly(headings, fields, *known)) => {}
            _ => memory.forget(&mut tx, &key).await?,
        }
    }

    memory.forget_oldest(&mut tx, OF_FILES, FILES).await?;
    memory.forget_oldest(&mut tx, OF_ONE, HEADINGS).await?;
    tx.commit().await?;

    Ok(())
}

/// What columns with these headings held the last time, when somebody said it by hand then. The column
/// of reasons of a file of rows in error makes no difference. Where no file had these headings, what its own headings
/// add to what the columns hold as they are read; `None` where that is nothing.
pub async fn recall_columns(
    services: &Services,
    scope: &CustomerScope,
    headings: &[String],
    as_read: &[Option<Field>],
) -> sqlx::Result<Option<Vec<Option<Field>>>> {
    let mut tx = services.db.of(scope).read().await?;
    let codes: Option<String> = tx
        .query("SELECT fields FROM import_columns WHERE customer_id = $1 AND headings = $2")
        .bind(scope.customer().0)
        .bind(fingerprint(headings))
        .optional_scalar()
        .await?;
    let kept: Option<Vec<Option<Field>>> = codes.and_then(|codes| serde_json::from_str(&codes).ok());

    if let Some(kept) = kept {
        let mut kept = kept.into_iter();
        let field = |heading: &String| if is_reasons(heading) { None } else { kept.next().flatten() };
        return Ok(Some(headings.iter().map(field).collect()));
    }

    let own = Memory { scope, now: services.clock.now().0 }.own(&mut tx).await?;
    Ok(with_own(headings, as_read, &own))
}

/// The columns with what the customer's own headings among them hold. A heading that plainly names a field in any file
/// keeps it.
fn with_own(
    headings: &[String],
    as_read: &[Option<Field>],
    own: &HashMap<Vec<u8>, Field>,
) -> Option<Vec<Option<Field>>> {
    let mut fields = as_read.to_vec();
    fields.resize(headings.len(), None);
    let mut said: Vec<Field> = Vec::new();

    for (at, heading) in headings.iter().enumerate() {
        let known = fingerprint_of_one(heading).and_then(|key| own.get(&key)).copied();
        let Some(field) = known.filter(|field| !said.contains(field)) else { continue };
        let other = fields.iter().position(|other| *other == Some(field));
        if is_plainly(headings, &fields, field) {
            continue;
        }
        if let Some(other) = other {
            fields[other] = None;
        }
        fields[at] = Some(field);
        said.push(field);
    }

    fields.iter().zip(as_read).any(|(now, before)| now != before).then_some(fields)
}

/// Whether the column that holds a field is headed by what names it plainly in any file.
fn is_plainly(headings: &[String], fields: &[Option<Field>], field: Field) -> bool {
    let mut columns = headings.iter().zip(fields);
    columns.any(|(heading, of)| *of == Some(field) && recognise_plainly(heading) == Some(field))
}

/// What is remembered for a customer.
struct Memory<'a> {
    scope: &'a CustomerScope,
    now: i64,
}

impl Memory<'_> {
    async fn note(&self, tx: &mut Tx, fingerprint: &[u8], fields: &[Option<Field>]) -> sqlx::Result<()> {
        let codes: Vec<Option<&str>> = fields.iter().map(|field| field.map(Field::code)).collect();
        tx.query(
            "INSERT INTO import_columns (customer_id, headings, fields, noted_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (customer_id, headings) DO UPDATE SET fields = excluded.fields,
             noted_at = excluded.noted_at",
        )
        .bind(self.scope.customer().0)
        .bind(fingerprint.to_vec())
        .bind(serde_json::json!(codes).to_string())
        .bind(self.now)
        .execute()
        .await?;
        Ok(())
    }

    async fn forget(&self, tx: &mut Tx, fingerprint: &[u8]) -> sqlx::Result<()> {
        tx.query("DELETE FROM import_columns WHERE customer_id = $1 AND headings = $2")
            .bind(self.scope.customer().0)
            .bind(fingerprint.to_vec())
            .execute()
            .await?;
        Ok(())
    }

    async fn forget_oldest(&self, tx: &mut Tx, length: i64, but: i64) -> sqlx::Result<()> {
        tx.query(
            "DELETE FROM import_columns WHERE customer_id = $1 AND headings IN
                 (SELECT headings FROM import_columns WHERE customer_id = $1 AND length(headings) = $2
                  ORDER BY noted_at DESC, headings LIMIT 2000 OFFSET $3)",
        )
        .bind(self.scope.customer().0)
        .bind(length)
        .bind(but)
        .execute()
        .await?;
        Ok(())
    }

    /// What each of the customer's own headings holds, by its fingerprint.
    async fn own(&self, tx: &mut Tx) -> sqlx::Result<HashMap<Vec<u8>, Field>> {
        let rows: Vec<(Vec<u8>, String)> = tx
            .query("SELECT headings, fields FROM import_columns WHERE customer_id = $1 AND length(headings) = $2")
            .bind(self.scope.customer().0)
            .bind(OF_ONE)
            .fetch_all()
            .await?;
        let own = rows.into_iter().filter_map(|(key, codes)| {
            let fields: Vec<Option<Field>> = serde_json::from_str(&codes).ok()?;
            Some((key, fields.into_iter().next()??))
        });
        Ok(own.collect())
    }
}

/// The headings, however they are written, that of reasons aside.
fn fingerprint(headings: &[String]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for heading in headings.iter().filter(|heading| !is_reasons(heading)) {
        hash.update(heading_key(heading));
        // No key holds it: two headings are never one.
        hash.update([0]);
    }
    hash.finalize().to_vec()
}

/// One heading, however it is written; `None` for one that says nothing, or is ours. A byte longer than that of a
/// file's.
fn fingerprint_of_one(heading: &str) -> Option<Vec<u8>> {
    let key = heading_key(heading);
    let is_own = !key.is_empty() && !is_reasons(heading);
    is_own.then(|| [&[1][..], &Sha256::digest(key)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    fn headings(line: &str) -> Vec<String> {
        line.split(';').map(str::to_owned).collect()
    }

    const FIELDS: [Option<Field>; 3] = [Some(Field::Contract), None, Some(Field::Email)];
    const NONE: [Option<Field>; 3] = [None; 3];

    contract_test!(columns_are_read_as_the_last_time_however_their_headings_are_written, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let mine = headings("Matricule;Étage;Contact");
        assert_eq!(recall_columns(services, scope, &mine, &NONE).await.unwrap(), None);
        remember_columns(services, scope, &mine, &FIELDS).await.unwrap();
        let again =
            recall_columns(services, scope, &headings("MATRICULE;etage; contact"), &NONE).await.unwrap();
        assert_eq!(again.unwrap(), FIELDS);
        let errors = recall_columns(services, scope, &headings("Matricule;Étage;Contact;constat"), &NONE)
            .await
            .unwrap();
        assert_eq!(errors.unwrap(), [FIELDS.as_slice(), &[None]].concat());
        remember_columns(services, scope, &mine, &[None, Some(Field::Site), None]).await.unwrap();
        let changed = recall_columns(services, scope, &mine, &NONE).await.unwrap();
        assert_eq!(changed.unwrap()[1], Some(Field::Site));
    });

    contract_test!(another_customer_has_its_own_columns, |world| async {
        let mine = headings("Matricule;Étage;Contact");
        remember_columns(&world.services, &world.potters.scope, &mine, &FIELDS).await.unwrap();
        let theirs = recall_columns(&world.services, &world.other.scope, &mine, &NONE).await.unwrap();
        assert_eq!(theirs, None);
    });

    contract_test!(what_are_no_columns_is_refused_and_no_more_kinds_than_so_many_are_kept, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let twice = [Some(Field::Email), None, Some(Field::Email)];
        for (line, fields) in [("a;b", FIELDS), ("a;b;c", twice)] {
            let refused = remember_columns(services, scope, &headings(line), &fields).await;
            assert!(matches!(refused, Err(ColumnsError::Invalid)));
        }
        for number in 0..FILES + 5 {
            let mine = headings(&format!("a;b;c{number}"));
            remember_columns(services, scope, &mine, &FIELDS).await.unwrap();
        }
        let files = "SELECT count(*) FROM import_columns WHERE length(headings) = 32";
        let of_one = "SELECT count(*) FROM import_columns WHERE length(headings) = 33";
        assert_eq!(world.count(files).await, FILES);
        assert_eq!(world.count(of_one).await, FILES + 6, "one of each, and the first");
    });

    contract_test!(a_heading_of_the_customer_s_own_is_known_in_a_file_of_other_columns, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let [contract, site, email] = [Field::Contract, Field::Site, Field::Email].map(Some);
        let recall = async |line: &str, as_read: &[Option<Field>]| {
            recall_columns(services, scope, &headings(line), as_read).await.unwrap()
        };
        let first = headings("compte;Étage;Boîte de réception");
        remember_columns(services, scope, &first, &[contract, None, email]).await.unwrap();

        let other = "Boîte de Réception;Site;Matricule";
        assert_eq!(recall(other, &[None, site, None]).await, Some(vec![email, site, None]));
        assert_eq!(recall("Nom;Site;Matricule", &[None, site, None]).await, None, "none of its own");
        let vague = recall("Boîte de réception;Utilisateur", &[None, email]).await;
        assert_eq!(vague, Some(vec![email, None]), "a word that may stand for something else");
        assert_eq!(recall("Boîte de réception;E-mail", &[None, email]).await, None, "the plainer one");

        // It is read otherwise, and so it is from then on.
        remember_columns(services, scope, &headings(other), &[site, None, email]).await.unwrap();
        let again = recall("Compte;Boîte de réception", &[contract, None]).await;
        assert_eq!(again, Some(vec![contract, site]));

        // Taken back: neither it nor the other holds anything.
        remember_columns(services, scope, &headings(other), &[None, None, None]).await.unwrap();
        assert_eq!(recall("Compte;Boîte de réception", &[contract, None]).await, None);
    });
}
