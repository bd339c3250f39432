use super::*;
use proptest::prelude::*;

#[test]
fn an_address_is_found_whatever_a_program_or_a_hand_did_to_it() {
    for (typed, meant) in [
        ("o’neill@exemple.fr", "o'neill@exemple.fr"),
        ("zoe＠exemple.fr", "zoe@exemple.fr"),
        ("ｚｏｅ＠exemple．fr", "zoe@exemple.fr"),
        ("jean–luc@exemple.fr", "jean-luc@exemple.fr"),
        ("zoe@mon–exemple.fr", "zoe@mon-exemple.fr"),
        ("MAILTO:zoe@exemple.fr?subject=Bonjour", "zoe@exemple.fr"),
        ("mailto:zoe@exemple.fr", "zoe@exemple.fr"),
        ("SMTP:zoe@exemple.fr", "zoe@exemple.fr"),
        ("zoe@exemple.fr (bureau)", "zoe@exemple.fr"),
        ("(bureau) zoe@exemple.fr", "zoe@exemple.fr"),
        ("E-mail : zoe@exemple.fr", "zoe@exemple.fr"),
        ("zoe@exemple.fr.", "zoe@exemple.fr"),
        ("zoe@exemple.fr;", "zoe@exemple.fr"),
        ("z\u{200b}oe@exem\u{ad}ple.fr\u{feff}", "zoe@exemple.fr"),
        ("<zoe@exemple.fr>", "zoe@exemple.fr"),
        ("Zoé Durand <zoe@exemple.fr>", "zoe@exemple.fr"),
        ("Zoé Durand zoe@exemple.fr", "zoe@exemple.fr"),
        ("\"zoe@exemple.fr\"", "zoe@exemple.fr"),
        ("=\"zoe@exemple.fr\"", "zoe@exemple.fr"),
        ("'zoe@exemple.fr", "zoe@exemple.fr"),
        ("zoe&#64;exemple.fr", "zoe@exemple.fr"),
        ("zoe%40exemple.fr", "zoe@exemple.fr"),
        ("zoe [at] exemple.fr", "zoe@exemple.fr"),
        ("zoe(at)exemple(dot)fr", "zoe@exemple.fr"),
        ("zoe @ exemple.fr", "zoe@exemple.fr"),
        ("zoe@ exemple.fr", "zoe@exemple.fr"),
        ("zoe.@exemple.fr", "zoe@exemple.fr"),
        ("zoe@.exemple.fr", "zoe@exemple.fr"),
        ("zoe@outlook.f", "zoe@outlook.fr"),
        ("zoe@gmail,com", "zoe@gmail.com"),
    ] {
        assert_eq!(repaired_address(typed).as_deref(), Some(meant), "{typed:?}");
        assert!(
            !EmailAddress::parse(typed).is_ok_and(|address| meant_address(&address).is_none()),
            "{typed:?} needs no repair"
        );
    }
}

#[test]
fn of_two_addresses_none_is_taken_and_half_a_name_is_no_address() {
    for several in [
        "a@exemple.fr b@exemple.fr",
        "a@exemple.fr;b@exemple.fr",
        "a@exemple.fr, b@exemple.fr",
        "a@exemple.fr/b@exemple.fr",
        "a@exemple.fr ou b@exemple.fr",
        "a@exemple.fr\nb@exemple.fr",
        "Zoé <a@exemple.fr>, Léa <b@exemple.fr>",
        "a@exemple.fr (b@exemple.fr)",
    ] {
        assert_eq!(several_addresses(several).map(|all| all.len()), Some(2), "{several}");
        assert_eq!(repaired_address(several), None, "{several}");
    }

    for one in ["a@exemple.fr", "a@@exemple.fr", "A@exemple.fr <a@exemple.fr>", "a@b@exemple.fr"] {
        assert_eq!(several_addresses(one), None, "{one}");
    }
    for none in ["", "zoe", "zoe@", "@exemple.fr", "Jean dupont@exemple.fr", "voir avec Zoé"] {
        assert_eq!(repaired_address(none), None, "{none}");
    }
}

#[test]
fn a_slip_in_a_provider_s_domain_is_told_from_real_domains() {
    for (typed, meant) in [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("mgail.com", "gmail.com"),
        ("gmail.fr", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("freee.fr", "free.fr"),
        ("free.f", "free.fr"),
        ("outlook.f", "outlook.fr"),
        ("outlok.fr", "outlook.fr"),
        ("hotmial.fr", "hotmail.fr"),
        ("hotmail.frr", "hotmail.fr"),
        ("hotmal.com", "hotmail.com"),
        ("wanado.fr", "wanadoo.fr"),
        ("wandoo.fr", "wanadoo.fr"),
        ("ornage.fr", "orange.fr"),
        ("oragne.fr", "orange.fr"),
        ("lapost.net", "laposte.net"),
        ("la-poste.net", "laposte.net"),
        ("laposte.ne", "laposte.net"),
        ("yaho.fr", "yahoo.fr"),
        ("yahooo.fr", "yahoo.fr"),
        ("iclod.com", "icloud.com"),
        ("icloud.fr", "icloud.com"),
        ("ssfr.fr", "sfr.fr"),
        ("potters.con", "potters.com"),
        ("potters.frr", "potters.fr"),
    ] {
        assert_eq!(likely_domain(typed).as_deref(), Some(meant), "{typed}");
    }

    for real in [
        "ymail.com",
        "mail.com",
        "email.com",
        "gmx.fr",
        "laposte.fr",
        "orange.com",
        "yahoo.de",
        "yahoo.it",
        "hotmail.se",
        "outlook.pt",
        "live.it",
        "tree.fr",
        "fee.fr",
        "grange.fr",
        "cloud.com",
        "outdoor.com",
        "potters.example",
        "potters.co",
        "potters.cm",
        "ac-lyon.fr",
        "u-bordeaux.fr",
        "exemple.fr",
        "msn.fr",
        "proton.com",
        "box.fr",
        "online.net",
        "range.fr",
        "hotel.com",
        "hotmail.co.uk",
        "colissimo.fr",
    ] {
        assert_eq!(likely_domain(real), None, "{real}");
    }
    assert!(PROVIDERS.iter().all(|domain| likely_domain(domain).is_none() && !is_private_domain(domain)));
}

#[test]
fn what_is_unusual_about_a_valid_address_is_told() {
    let doubt = |text: &str| doubt_of(&EmailAddress::parse(text).unwrap());
    assert_eq!(doubt("zoé@exemple.fr"), Some(AddressDoubt::Accents));
    assert_eq!(doubt("z\u{043e}e@exemple.fr"), Some(AddressDoubt::MixedScripts));
    assert_eq!(doubt("zoe@ex\u{0435}mple.fr"), Some(AddressDoubt::MixedScripts));
    assert_eq!(doubt("zoe@bücher.example"), None);
    assert_eq!(doubt("zoe+colis@exemple.fr"), None);
    let plain = |text: &str| without_accents(&EmailAddress::parse(text).unwrap()).map(String::from);
    assert_eq!(plain("Zoé@exemple.fr").as_deref(), Some("Zoe@exemple.fr"));
    assert_eq!((plain("иван@exemple.fr"), plain("zoe@bücher.example")), (None, None));
    for (domain, is_private) in
        [("potters.local", true), ("potters.invalid", true), ("local.fr", false), ("potters.example", false)]
    {
        assert_eq!(is_private_domain(domain), is_private, "{domain}");
    }
}

proptest! {
    #[test]
    fn a_repaired_address_is_valid_and_stays_as_it_is(text in r#"[a-c.'’"=@＠<>() ;,–%&:é]{0,12}(@|＠| @ )?[a-c.]{0,4}(\.fr|gmail\.fr|)[ .;)>]{0,2}"#) {
        if let Some(meant) = repaired_address(&text) {
            let address = EmailAddress::parse(&meant);
            prop_assert!(address.is_ok(), "{meant}");
            prop_assert!(likely_address(&address.unwrap()).is_none(), "{}", meant);
            prop_assert!(repaired_address(&meant).is_none_or(|again| again == meant));
        }
    }

    #[test]
    fn a_plain_address_is_no_slip_of_itself(local in "[a-z]{1,8}(\\.[a-z]{1,8})?", domain in "[a-z]{8,12}\\.(fr|com|net)") {
        let text = format!("{local}@{domain}");
        prop_assert_eq!(repaired_address(&text), likely_domain(&domain).map(|likely| format!("{local}@{likely}")).or(Some(text)));
    }
}
