use crate::services::{SecretKey, Services};
use domain::ids::UserId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use url::Url;
use uuid::Uuid;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// What authenticators show beside the address.
const NAME: &str = "Guichet";

/// This site, as passkeys know it: by the host of `GUICHET_PUBLIC_URL`. `None` where that is a number: browsers keep no
/// passkeys for one.
pub(super) fn relying_party(services: &Services) -> Option<Webauthn> {
    let origin = Url::parse(&services.public_url).ok()?;
    let builder = WebauthnBuilder::new(origin.domain()?, &origin).ok()?;
    builder.rp_name(NAME).build().ok()
}

/// What a person's authenticators call the person. It is neither their address nor what anything here calls them, since
/// whoever holds an authenticator can read it.
pub(super) fn handle(key: &SecretKey, user: UserId) -> Uuid {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"passkeys\0");
    mac.update(user.0.as_bytes());
    let derived: [u8; 32] = mac.finalize().into_bytes().into();
    let mut handle = [0; 16];
    handle.copy_from_slice(&derived[..16]);

    Uuid::from_bytes(handle)
}
