use crate::access::LinkToken;
use crate::services::SecretKey;
use domain::credentials::TemporaryPassword;
use domain::ids::{AddressRequestId, HandOverId, MailJobId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// The temporary password that this generation of a mail carries: every attempt carries the same, and
/// only its hash is stored.
pub(super) fn password(key: &SecretKey, job: MailJobId, generation: i64) -> TemporaryPassword {
    let derived = derive(key, b"password", job.0, generation);
    let mut bytes = [0; 15];
    bytes.copy_from_slice(&derived[..15]);
    TemporaryPassword::from_bytes(&bytes)
}

/// What the link of this generation of a mail carries.
pub(super) fn link(key: &SecretKey, job: MailJobId, generation: i64) -> LinkToken {
    LinkToken::from_bytes(derive(key, b"link", job.0, generation))
}

/// What the link of a request to take over, or to share, an administration carries.
pub(crate) fn hand_over(key: &SecretKey, id: HandOverId) -> LinkToken {
    LinkToken::from_bytes(derive(key, b"hand-over", id.0, 1))
}

/// What the link about a change of address carries that is mailed to the present one.
pub(crate) fn old_address(key: &SecretKey, id: AddressRequestId) -> LinkToken {
    LinkToken::from_bytes(derive(key, b"old-address", id.0, 1))
}

/// What the link carries that is mailed to the new one.
pub(crate) fn new_address(key: &SecretKey, id: AddressRequestId) -> LinkToken {
    LinkToken::from_bytes(derive(key, b"new-address", id.0, 1))
}

fn derive(key: &SecretKey, what: &[u8], id: Uuid, generation: i64) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"mailed\0");
    mac.update(what);
    mac.update(&[0]);
    mac.update(id.as_bytes());
    mac.update(&generation.to_be_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mail_and_each_generation_has_its_own_secret_the_same_at_every_attempt() {
        let (key, job) = (SecretKey([1; 32]), MailJobId(Uuid::from_u128(1)));
        assert_eq!(password(&key, job, 1), password(&key, job, 1));
        assert_ne!(password(&key, job, 1), password(&key, job, 2));
        assert_ne!(password(&key, job, 1), password(&key, MailJobId(Uuid::from_u128(2)), 1));
        assert_ne!(password(&key, job, 1), password(&SecretKey([2; 32]), job, 1));
        assert_ne!(link(&key, job, 1), link(&key, job, 2));
        assert_ne!(link(&key, job, 1), hand_over(&key, HandOverId(job.0)));
        let request = AddressRequestId(job.0);
        assert_ne!(old_address(&key, request), new_address(&key, request));
    }
}
