//! What the columns of a file hold, as somebody of the customer said by hand when a file with the same
//! headings was imported.

use crate::access::CustomerScope;
use crate::services::Services;
use domain::imports::{Field, heading_key, is_reasons, limits};
use sha2::{Digest, Sha256};

/// How many kinds of files are remembered for a customer; the one that was imported longest ago gives way.
const REMEMBERED: i64 = 100;

/// Why nothing was remembered.
#[derive(Debug, thiserror::Error)]
pub enum ColumnsError {
    /// Not as many fields as headings, a field twice, or more columns than a file may have.
    #[error("these are not the columns of a file")]
    Invalid,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Remembers what the columns with these headings hold.
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

    let kept = headings.iter().zip(fields).filter(|(heading, _)| !is_reasons(heading));
    let codes: Vec<Option<&str>> = kept.map(|(_, field)| field.map(Field::code)).collect();
    let codes = serde_json::json!(codes).to_string();
    let mut tx = services.db.write().await?;
    tx.query(
        "INSERT INTO import_columns (customer_id, headings, fields, noted_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (customer_id, headings) DO UPDATE SET fields = excluded.fields,
         noted_at = excluded.noted_at",
    )
    .bind(scope.customer().0)
    .bind(fingerprint(headings))
    .bind(&codes)
    .bind(services.clock.now().0)
    .execute()
    .await?;
    tx.query(
        "DELETE FROM import_columns WHERE customer_id = $1 AND headings IN
             (SELECT headings FROM import_columns WHERE customer_id = $1
              ORDER BY noted_at DESC, headings LIMIT 1000 OFFSET $2)",
    )
    .bind(scope.customer().0)
    .bind(REMEMBERED)
    .execute()
    .await?;
    tx.commit().await?;

    Ok(())
}

/// What columns with these headings held the last time, when somebody said it by hand then. The column
/// of reasons of a file of rows in error makes no difference.
pub async fn recall_columns(
    services: &Services,
    scope: &CustomerScope,
    headings: &[String],
) -> sqlx::Result<Option<Vec<Option<Field>>>> {
    let mut tx = services.db.read().await?;
    let codes: Option<String> = tx
        .query("SELECT fields FROM import_columns WHERE customer_id = $1 AND headings = $2")
        .bind(scope.customer().0)
        .bind(fingerprint(headings))
        .optional_scalar()
        .await?;
    let kept: Option<Vec<Option<Field>>> = codes.and_then(|codes| serde_json::from_str(&codes).ok());

    Ok(kept.map(|kept| {
        let mut kept = kept.into_iter();
        let field = |heading: &String| if is_reasons(heading) { None } else { kept.next().flatten() };
        headings.iter().map(field).collect()
    }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    fn headings(line: &str) -> Vec<String> {
        line.split(';').map(str::to_owned).collect()
    }

    const FIELDS: [Option<Field>; 3] = [Some(Field::Contract), None, Some(Field::Email)];

    contract_test!(columns_are_read_as_the_last_time_however_their_headings_are_written, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let mine = headings("Matricule;Étage;Contact");
        assert_eq!(recall_columns(services, scope, &mine).await.unwrap(), None);
        remember_columns(services, scope, &mine, &FIELDS).await.unwrap();
        let again = recall_columns(services, scope, &headings("MATRICULE;etage; contact")).await.unwrap();
        assert_eq!(again.unwrap(), FIELDS);
        let errors =
            recall_columns(services, scope, &headings("Matricule;Étage;Contact;constat")).await.unwrap();
        assert_eq!(errors.unwrap(), [FIELDS.as_slice(), &[None]].concat());
        assert_eq!(
            recall_columns(services, scope, &headings("Étage;Matricule;Contact")).await.unwrap(),
            None
        );
        remember_columns(services, scope, &mine, &[None, Some(Field::Site), None]).await.unwrap();
        let changed = recall_columns(services, scope, &mine).await.unwrap();
        assert_eq!(changed.unwrap()[1], Some(Field::Site));
    });

    contract_test!(another_customer_has_its_own_columns, |world| async {
        let mine = headings("Matricule;Étage;Contact");
        remember_columns(&world.services, &world.potters.scope, &mine, &FIELDS).await.unwrap();
        let theirs = recall_columns(&world.services, &world.other.scope, &mine).await.unwrap();
        assert_eq!(theirs, None);
    });

    contract_test!(what_are_no_columns_is_refused_and_no_more_kinds_than_so_many_are_kept, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let twice = [Some(Field::Email), None, Some(Field::Email)];
        for (line, fields) in [("a;b", FIELDS), ("a;b;c", twice)] {
            let refused = remember_columns(services, scope, &headings(line), &fields).await;
            assert!(matches!(refused, Err(ColumnsError::Invalid)));
        }
        for number in 0..REMEMBERED + 5 {
            let mine = headings(&format!("a;b;c{number}"));
            remember_columns(services, scope, &mine, &FIELDS).await.unwrap();
        }
        assert_eq!(world.count("SELECT count(*) FROM import_columns").await, REMEMBERED);
    });
}
