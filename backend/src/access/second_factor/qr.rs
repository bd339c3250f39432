use domain::access::QrPicture;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// So many modules around a code are left white (ISO/IEC 18004, section 5.3.8).
const MARGIN: i32 = 4;

/// The picture of a text; `None` when it is longer than any code holds.
pub(super) fn picture(text: &str) -> Option<QrPicture> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }

    Some(QrPicture { size: (code.size() + 2 * MARGIN).unsigned_abs(), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_three_corners_by_which_a_camera_finds_it_and_a_margin() {
        let picture = picture("otpauth://totp/Guichet:x?secret=GEZDGNBVGY3TQOJQ&issuer=Guichet").unwrap();
        let far = i32::try_from(picture.size).unwrap() - MARGIN - 7;
        let is_dark = |x: i32, y: i32| picture.path.contains(&format!("M{x} {y}h1v1h-1z"));
        for (left, top) in [(MARGIN, MARGIN), (far, MARGIN), (MARGIN, far)] {
            // A dark frame of seven modules, a white one within, a dark square of three in the middle.
            assert!((0..7).all(|i| is_dark(left + i, top) && is_dark(left, top + i)));
            assert!((1..6).all(|i| !is_dark(left + i, top + 1) && !is_dark(left + 1, top + i)));
            assert!((2..5).all(|x| (2..5).all(|y| is_dark(left + x, top + y))));
        }
        assert!(!is_dark(MARGIN - 1, MARGIN));
        assert!(super::picture(&"x".repeat(5000)).is_none());
    }
}
