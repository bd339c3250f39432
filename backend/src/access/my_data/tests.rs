use super::*;
use crate::access::testing::member;
use crate::testing::{World, contract_test};

const PLACE: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];

async fn data(world: &World, who: &Principal) -> serde_json::Value {
    serde_json::to_value(my_data(&world.services, who).await.unwrap()).unwrap()
}

contract_test!(a_person_is_given_what_is_kept_of_them_and_nothing_of_others, |world| async {
    let lise = member(world, &world.potters, "lise@potters.example", PLACE).await;
    let paul = member(world, &world.potters, "paul@potters.example", PLACE).await;

    let hers = data(world, &lise).await;
    assert_eq!(hers["email"], "lise@potters.example");
    assert_eq!(hers["customers"][0]["status"], "active");
    assert_eq!(hers["accesses"][0]["places"][0]["contract"]["number"], "10000700");
    assert_eq!(hers["mails"][0]["kind"], "welcome");
    assert_eq!(hers["journal"][0]["own"], false);
    assert_eq!(hers["journal"][0]["network"], serde_json::Value::Null, "that of who did it");
    assert!(hers["created_at"].as_str().unwrap().ends_with('Z'));

    let text = hers.to_string();
    assert!(!text.contains("paul@potters.example"), "{text}");
    assert!(!data(world, &paul).await.to_string().contains("lise@potters.example"));
});

contract_test!(second_factors_are_named_without_what_gives_them, |world| async {
    let lise = member(world, &world.potters, "lise@potters.example", PLACE).await;
    let none = data(world, &lise).await;
    assert_eq!((&none["codes_since"], &none["passkeys"]), (&serde_json::Value::Null, &serde_json::json!([])));
    for sql in [
        "INSERT INTO second_factors (user_id, seed, last_step, code_batch, since) VALUES ($1, $2, 0, $1, 0)",
        "INSERT INTO passkeys (user_id, id, credential_id, credential, name, added_at)
         VALUES ($1, $1, $2, 'secret', 'Ordinateur', 0)",
    ] {
        let mut tx = world.services.db.write().await.unwrap();
        tx.query(sql).bind(lise.user.0).bind(&b"secret"[..]).execute().await.unwrap();
        tx.commit().await.unwrap();
    }

    let hers = data(world, &lise).await;
    assert_eq!(hers["codes_since"], "1970-01-01T00:00:00Z");
    let key = serde_json::json!({ "name": "Ordinateur", "since": "1970-01-01T00:00:00Z", "last_used": null });
    assert_eq!(hers["passkeys"], serde_json::json!([key]));
    assert!(!hers.to_string().contains("secret"));
});
