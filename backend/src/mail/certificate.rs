//! Until when a certificate is valid: all that is read of it. Whether it is the server's, TLS has checked.

use domain::time::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The tags of what is walked (X.690, and RFC 5280, section 4.1).
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The end of a certificate's validity; `None`: it is no certificate in DER.
pub(super) fn valid_until(certificate: &[u8]) -> Option<Timestamp> {
    let (content, _) = of(SEQUENCE, certificate)?;
    let (mut signed, _) = of(SEQUENCE, content)?;
    if let Some((_, rest)) = of(VERSION, signed) {
        signed = rest;
    }

    // The serial number, the algorithm and the issuer.
    for _ in 0..3 {
        (_, _, signed) = element(signed)?;
    }

    let (validity, _) = of(SEQUENCE, signed)?;
    let (_, _, end) = element(validity)?;
    let (tag, text, _) = element(end)?;
    moment(tag, std::str::from_utf8(text).ok()?)
}

fn moment(tag: u8, text: &str) -> Option<Timestamp> {
    let text = match tag {
        GENERALIZED_TIME => text.to_owned(),
        // Two digits of the year stand for 1950 to 2049.
        UTC_TIME if text.get(..2)? < "50" => format!("20{text}"),
        UTC_TIME => format!("19{text}"),
        _ => return None,
    };
    let at = DateTime::strptime("%Y%m%d%H%M%SZ", text).ok()?;
    Some(Timestamp(Offset::UTC.to_timestamp(at).ok()?.as_millisecond()))
}

/// The content of the element that `bytes` begin with, when it is of this kind, and what follows.
fn of(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = element(bytes)?;
    (found == tag).then_some((content, rest))
}

/// The tag and the content of the element that `bytes` begin with, and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, first], rest) = bytes.split_first_chunk::<2>()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        if digits.len() > 4 {
            return None;
        }
        (digits.iter().fold(0, |length: usize, digit| (length << 8) | usize::from(*digit)), rest)
    };

    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_certificate_is_read() {
        let key = rcgen::KeyPair::generate().unwrap();
        // Both ways in which years are written.
        for (year, moment) in [(2031, 1_925_078_400_000), (2071, 3_187_382_400_000)] {
            let mut parameters = rcgen::CertificateParams::new(vec!["mail.example".to_owned()]).unwrap();
            parameters.not_after = rcgen::date_time_ymd(year, 1, 2);
            let certificate = parameters.self_signed(&key).unwrap();
            assert_eq!(valid_until(certificate.der()), Some(Timestamp(moment)), "{year}");
        }
    }

    #[test]
    fn what_is_cut_short_is_no_certificate() {
        let key = rcgen::KeyPair::generate().unwrap();
        let parameters = rcgen::CertificateParams::new(vec!["mail.example".to_owned()]).unwrap();
        let certificate = parameters.self_signed(&key).unwrap();
        for length in 0..100 {
            assert_eq!(valid_until(&certificate.der()[..length]), None, "{length}");
        }
        assert_eq!(valid_until(&[0x30, 0x85, 1, 1, 1, 1, 1, 0]), None);
    }
}
