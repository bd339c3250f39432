use super::*;
use crate::testing::{Customer, World, contract_test};
use crate::users::testing::people_at;

async fn populate(world: &World) {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    people_at(world, &world.potters, antony, &[["=cmd|'/c calc'!A1", "", "+plus@exemple.fr"]]).await;
    people_at(world, &world.potters, lyon, &[["d'Hôte; \"Léa\"", "Zoé", "zoe@exemple.fr"]]).await;
    let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, theirs, &[["", "", "x@faiences.example"]]).await;
}

async fn file(world: &World, customer: &Customer, filter: Filter, purpose: Purpose) -> String {
    let chunks: Vec<_> =
        export(&world.services, &customer.scope, filter, purpose).try_collect().await.unwrap();
    String::from_utf8(chunks.concat()).unwrap()
}

contract_test!(a_file_for_re_import_has_the_cells_as_they_are, |world| async {
    populate(world).await;
    assert_eq!(
        file(world, &world.potters, Filter::default(), Purpose::Reimport).await,
        "\u{feff}compte;sous_compte;site;profil;nom;prenom;email\r\n\
         10000700;53;Antony;Expéditeur;=cmd|'/c calc'!A1;;+plus@exemple.fr\r\n\
         10095403;;Lyon – Part-Dieu;Consultation;\"d'Hôte; \"\"Léa\"\"\";Zoé;zoe@exemple.fr\r\n"
    );
});

contract_test!(a_file_is_in_the_order_of_addresses_then_of_assignments, |world| async {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    // Made in another order, so that neither people nor assignments are numbered by address.
    let people = ["mia@exemple.fr", "Zoe@exemple.fr", "ada@exemple.fr"].map(|address| ["Morel", "", address]);
    people_at(world, &world.potters, lyon, &people[..2]).await;
    people_at(world, &world.potters, antony, &people[1..]).await;

    for filter in [Filter::default(), Filter { user: Some("morel".to_owned()), ..Filter::default() }] {
        let text = file(world, &world.potters, filter, Purpose::Reimport).await;
        let lines: Vec<_> = text.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>()).collect();
        let places: Vec<_> = lines.iter().map(|cells| (cells[6], cells[2])).collect();
        assert_eq!(
            places,
            [
                ("ada@exemple.fr", "Antony"),
                ("mia@exemple.fr", "Lyon – Part-Dieu"),
                ("Zoe@exemple.fr", "Lyon – Part-Dieu"),
                ("Zoe@exemple.fr", "Antony"),
            ]
        );
    }
});

contract_test!(a_file_for_excel_starts_no_formula_and_says_so, |world| async {
    populate(world).await;
    let text = file(world, &world.potters, Filter::default(), Purpose::Excel).await;
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "\u{feff}compte;sous_compte;site;profil;nom;prenom;email;guichet");
    assert_eq!(lines[1], "10000700;53;Antony;Expéditeur;'=cmd|'/c calc'!A1;;'+plus@exemple.fr;");
});

contract_test!(an_export_is_narrowed_like_the_list_and_to_the_customer, |world| async {
    populate(world).await;
    let filter = Filter { site: Some("lyon".to_owned()), ..Filter::default() };
    assert_eq!(file(world, &world.potters, filter, Purpose::Reimport).await.lines().count(), 2);
    assert!(!file(world, &world.potters, Filter::default(), Purpose::Excel).await.contains("faiences"));
});

contract_test!(a_workbook_says_what_is_known_of_people_and_keeps_zeros, |world| async {
    populate(world).await;
    world
        .execute(
            "UPDATE memberships SET status = 'active', last_sign_in_at = 1796000000000 WHERE email = 'zoe@exemple.fr'",
        )
        .await;
    let status = |status: UserStatus| if status == UserStatus::Active { "Actif" } else { "Invité" };
    let workbook =
        export_xlsx(&world.services, &world.potters.scope, Filter::default(), status).await.unwrap();

    let mut workbook: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(workbook)).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut workbook, 0).unwrap().unwrap();
    let rows: Vec<Vec<String>> =
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(
        rows[0],
        [
            "compte",
            "sous_compte",
            "site",
            "profil",
            "nom",
            "prenom",
            "email",
            "statut",
            "identifiant",
            "derniere_connexion"
        ]
    );
    assert_eq!(
        (rows[1][0].as_str(), rows[1][4].as_str(), rows[1][7].as_str()),
        ("10000700", "=cmd|'/c calc'!A1", "Invité")
    );
    assert_eq!((rows[2][6].as_str(), rows[2][7].as_str()), ("zoe@exemple.fr", "Actif"));
    assert!(!rows[2][8].is_empty() && !rows[2][9].is_empty() && rows[1][9].is_empty(), "{rows:?}");
});

#[test]
fn cells_are_quoted_where_they_have_to_be() {
    let row = Row {
        number: 1,
        sort_value: String::new(),
        contract_id: Uuid::nil(),
        sub_account_id: None,
        site_id: None,
        profile_id: Uuid::nil(),
        email: "a;b@exemple.fr".to_owned(),
        last_name: "dit \"Léo\"".to_owned(),
        first_name: "sur\ndeux lignes, #1".to_owned(),
        rights: None,
        ends_at: None,
        status: None,
        identifier: None,
        last_sign_in_at: None,
    };
    let names =
        Arc::new(Names { names: HashMap::from([(Uuid::nil(), "-1".to_owned())]), ..Names::default() });
    let batch = Batch { rows: vec![row], names, columns: Columns::Template, time_zone: TimeZone::UTC };
    let text = |purpose| String::from_utf8(lines(&batch, purpose).unwrap()).unwrap();

    assert_eq!(
        text(Purpose::Reimport),
        "-1;;;-1;\"dit \"\"Léo\"\"\";\"sur\ndeux lignes, #1\";\"a;b@exemple.fr\"\r\n"
    );
    assert_eq!(
        text(Purpose::Excel),
        "'-1;;;'-1;\"dit \"\"Léo\"\"\";\"sur\ndeux lignes, #1\";\"a;b@exemple.fr\";\r\n"
    );
}
