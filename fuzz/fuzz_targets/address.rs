//! Any text as an address: what is accepted can be mailed, and is the same when it is read again.
#![no_main]

use domain::address::EmailAddress;
use domain::imports::likely_address;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(address) = EmailAddress::parse(text) else { return };
    assert!(likely_address(&address).is_none_or(|likely| likely != address));
    let shown = address.to_string();
    // As it is mailed: the domain in ASCII.
    let (local, _) = shown.rsplit_once('@').expect("an address has an @");
    assert!(local.len() + 1 + address.domain().len() <= 254 && !local.contains('@'), "{shown:?}");
    assert!(!shown.contains(char::is_control), "{shown:?}");
    let again = EmailAddress::parse(&shown).expect("what is shown is an address");
    assert_eq!(again, address);
    assert_eq!(again.to_string(), shown);
});
