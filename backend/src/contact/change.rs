use crate::access::OperatorScope;
use crate::db::Code;
use crate::events::Event;
use crate::observe::Operation;
use crate::services::Services;
use domain::contact::Desk;

/// Keeps what is given of a desk, in the place of what was known of it.
#[tracing::instrument(name = "contact.change", skip_all, err(level = "debug"))]
pub async fn change(services: &Services, operator: &OperatorScope, desk: &Desk) -> sqlx::Result<()> {
    let operation = Operation::begin("contact.change");

    let mut tx = services.db.write().await?;
    // First, so that of two changes at once the second finds the hours of the first.
    tx.query(
        "UPDATE contact_desks SET telephone = $2, cents = $3, changed_by = $4, changed_at = $5 WHERE kind = $1",
    )
    .bind(Code(desk.kind))
    .bind(desk.telephone.as_str())
    .bind(i64::from(desk.price.cents()))
    .bind(operator.user().map(|user| user.0))
    .bind(services.clock.now().0)
    .execute()
    .await?;

    tx.query("DELETE FROM contact_hours WHERE kind = $1").bind(Code(desk.kind)).execute().await?;
    for (weekday, (_, hours)) in (0_i64..).zip(desk.hours.days()) {
        let Some(hours) = hours else { continue };
        tx.query("INSERT INTO contact_hours (kind, weekday, opens, closes) VALUES ($1, $2, $3, $4)")
            .bind(Code(desk.kind))
            .bind(weekday)
            .bind(i64::from(hours.from().minutes()))
            .bind(i64::from(hours.until().minutes()))
            .execute()
            .await?;
    }

    tx.tell(Event::by_operator("contact.changed", operator.user()));
    tx.commit().await?;
    tracing::info!(desk = desk.kind.code(), telephone = %desk.telephone, "whom one can call was changed");

    operation.ended(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::desks;
    use crate::testing::contract_test;
    use domain::contact::{DeskKind, Price};
    use domain::opening::{DayHours, WeekHours};
    use domain::telephone::Telephone;

    fn hours(from: &str, until: &str) -> Option<DayHours> {
        DayHours::parse(from, until).unwrap()
    }

    contract_test!(at_first_both_desks_are_as_the_carrier_s_guide_has_them, |world| async {
        let desks = desks(&world.services).await.unwrap();
        let known: Vec<_> = desks
            .iter()
            .map(|kept| (kept.desk.kind, kept.desk.telephone.as_str(), kept.desk.price.cents()))
            .collect();
        let expected =
            [(DeskKind::Support, "0 241 742 088", 0), (DeskKind::CustomerService, "0 825 878 888", 20)];
        assert_eq!(known, expected);

        let day = hours("08:00", "18:00");
        let week = WeekHours::new([day, day, day, day, day, None, None]).unwrap();
        assert!(desks.iter().all(|kept| kept.desk.hours == week && kept.changed.is_none()), "{desks:?}");
    });

    contract_test!(what_is_changed_of_one_desk_stands_and_the_other_stays, |world| async {
        let (services, operator) = (&world.services, world.operator().await);
        let before = desks(services).await.unwrap();
        let saturday = [None, None, None, None, None, hours("9h", "12h30"), None];
        let changed = Desk {
            kind: DeskKind::CustomerService,
            telephone: Telephone::parse("+33 1 23 45 67 89").unwrap(),
            price: Price::parse("0,35").unwrap(),
            hours: WeekHours::new(saturday).unwrap(),
        };

        change(services, &operator, &changed).await.unwrap();
        change(services, &operator, &changed).await.unwrap();
        let after = desks(services).await.unwrap();
        assert_eq!(after[0], before[0]);
        assert_eq!(after[1].desk, changed);
        let at = after[1].changed.unwrap();
        assert_eq!((at.day, at.month, at.hour), (30, 6, 14));
        let by = "SELECT count(*) FROM contact_desks JOIN operators ON user_id = changed_by";
        assert_eq!(world.count(by).await, 1);
    });

    contract_test!(what_no_desk_can_be_is_an_error_that_names_it, |world| async {
        world.execute("UPDATE contact_desks SET telephone = 'x' WHERE kind = 'support'").await;
        let error = desks(&world.services).await.unwrap_err().to_string();
        assert!(error.contains("support"), "{error}");
    });
}
