use super::turns::{Subject, Turn};
use crate::services::Services;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::credentials::Password;
use domain::ids::UserId;

/// A hash that no password has, for addresses that nobody has: checking it takes as long as checking
/// a real one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Z3VpY2hldC1ndWljaGV0\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Every place for hashing is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many people are signing in at once")]
pub struct Busy;

/// Argon2id with OWASP's second recommended cost: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC string of `password`, for somebody who may choose it.
///
/// # Panics
///
/// Never: any password and any salt of this length can be hashed.
pub async fn hash_password(
    services: &Services,
    chosen_by: UserId,
    password: &Password,
) -> Result<String, Busy> {
    let mut turn = services.hashing.inside(of(chosen_by)).await?;
    let salt: [u8; 16] = services.random.bytes();
    let password = password.clone();

    in_a_place(&mut turn, move || {
        argon2()
            .hash_password_with_salt(password.reveal().as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .expect("a salt of 16 bytes and a password of at most 1 KiB can be hashed")
    })
    .await
}

/// Whether `password` is the one whose PHC string this is. Takes as long when there is none.
pub(super) async fn verify(
    turn: &mut Turn,
    password: Option<Password>,
    hash: Option<String>,
) -> Result<bool, Busy> {
    in_a_place(turn, move || {
        let typed = password.as_ref().map_or("", Password::reveal);
        let hash = hash.as_deref().unwrap_or(NOBODY);
        let parsed = argon2::password_hash::phc::PasswordHash::new(hash);
        parsed.is_ok_and(|hash| argon2().verify_password(typed.as_bytes(), &hash).is_ok())
    })
    .await
}

/// The turns of a person who is inside.
pub(super) fn of(user: UserId) -> Subject {
    let mut subject = [0; 32];
    subject[..16].copy_from_slice(user.0.as_bytes());
    subject
}

/// Runs `work` on a thread for blocking work, when a place is free.
async fn in_a_place<T: Send + 'static>(
    turn: &mut Turn,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Busy> {
    let place = turn.place().await?;
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(place);
        result
    });

    match done.await {
        Ok(result) => Ok(result),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_what_a_real_one_costs_and_has_no_password() {
        let nobody = argon2::password_hash::phc::PasswordHash::new(NOBODY).unwrap();
        let real = argon2().hash_password_with_salt(b"correct cheval pile agrafe", &[7; 16]).unwrap();
        assert_eq!(nobody.params, real.params);
        assert_eq!(nobody.algorithm, real.algorithm);
        assert!(argon2().verify_password(b"", &nobody).is_err());
        assert!(argon2().verify_password(b"correct cheval pile agrafe", &real).is_ok());
    }
}
