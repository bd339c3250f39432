//! What an authenticator does, for tests.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::passkeys::PasskeyRequest;
use rcgen::{KeyPair, PublicKeyData, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody is there.
const PRESENT: u8 = 1;
/// The authenticator has made sure who.
const VERIFIED: u8 = 1 << 2;
/// A key comes with it.
const WITH_KEY: u8 = 1 << 6;

/// An authenticator with one key (P-256), in a browser at a site. What it says of these can be turned to lies.
#[derive(Debug)]
pub struct Authenticator {
    key: KeyPair,
    /// What it calls its key.
    pub id: [u8; 16],
    /// How often it has signed.
    pub counter: u32,
    /// Where the browser is.
    pub origin: String,
    /// The site for which it keeps the key.
    pub site: String,
    /// Whether it makes sure who holds it.
    pub verifies: bool,
    /// What it was told to call the person; empty before.
    pub handle: String,
}

impl Authenticator {
    /// One with a new key, at the site of tests.
    ///
    /// # Panics
    ///
    /// When no key can be made: the test is over then.
    pub fn new(number: u8) -> Self {
        Self {
            key: KeyPair::generate().expect("a key is made"),
            id: [number; 16],
            counter: 0,
            origin: "http://localhost:3000".to_owned(),
            site: "localhost".to_owned(),
            verifies: true,
            handle: String::new(),
        }
    }

    /// What a browser sends of the key that it makes.
    ///
    /// # Panics
    ///
    /// When the request is none: the test is over then.
    pub fn make(&mut self, request: &PasskeyRequest) -> String {
        let options = options(request);
        options["user"]["id"].as_str().expect("the person is called something").clone_into(&mut self.handle);
        let data = self.data(WITH_KEY, &self.attested());
        // A map of three (RFC 8949): the format, an empty statement, the data.
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("the data is short"));
        object.extend(data);

        self.answer(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client(&options, "webauthn.create")),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
            "transports": ["internal"],
        }))
    }

    /// What a browser sends once the key has signed.
    pub fn sign(&mut self, request: &PasskeyRequest) -> String {
        self.counter += 1;
        self.sign_as(request, "webauthn.get")
    }

    /// The same as if it were of another ceremony, and with the counter as it is.
    ///
    /// # Panics
    ///
    /// When the request is none: the test is over then.
    pub fn sign_as(&self, request: &PasskeyRequest, ceremony: &str) -> String {
        let client = self.client(&options(request), ceremony);
        let data = self.data(0, &[]);
        let signed = [&data[..], &Sha256::digest(&client)[..]].concat();
        let signature = self.key.sign(&signed).expect("the key signs");

        self.answer(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature),
            "userHandle": self.handle,
        }))
    }

    fn answer(&self, response: &Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    fn client(&self, options: &Value, ceremony: &str) -> Vec<u8> {
        let challenge = &options["challenge"];
        let client = json!({
            "type": ceremony, "challenge": challenge, "origin": self.origin, "crossOrigin": false,
        });
        client.to_string().into_bytes()
    }

    /// The data of an authenticator (W3C Web Authentication, section 6.1).
    fn data(&self, flags: u8, attested: &[u8]) -> Vec<u8> {
        let flags = flags | PRESENT | if self.verifies { VERIFIED } else { 0 };
        let site = Sha256::digest(&self.site);
        [&site[..], &[flags], &self.counter.to_be_bytes(), attested].concat()
    }

    /// Of no make; what it calls its key, and the key (RFC 9053, section 7.1.1).
    fn attested(&self) -> Vec<u8> {
        // The point is written as 4, x, y.
        let (x, y) = self.key.der_bytes()[1..].split_at(32);
        let key = [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat();
        [&[0; 16][..], &[0, 16], &self.id, &key].concat()
    }
}

fn options(request: &PasskeyRequest) -> Value {
    serde_json::from_str(&request.options).expect("the options are JSON")
}
