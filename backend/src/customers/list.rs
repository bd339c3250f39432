use super::CustomerState;
use crate::access::OperatorScope;
use crate::clock::local;
use crate::db::sql::Sql;
use crate::db::{Code, Tx};
use crate::observe::Operation;
use crate::services::Services;
use domain::fold::fold;
use domain::ids::CustomerId;
use domain::sought::clipped;
use domain::time::{LocalTime, Timestamp};
use std::str::FromStr;
use uuid::Uuid;

/// So many customers stand on a page.
const PAGE: usize = 50;

/// A customer, as the carrier lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub name: String,
    /// When it was closed, where it is.
    pub closed: Option<LocalTime>,
    pub contracts: u64,
    pub people: u64,
    pub since: LocalTime,
}

/// A page of the customers, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerPage {
    pub rows: Vec<CustomerRow>,
    /// How many customers there are in all, whatever is looked for.
    pub all: u64,
    /// Where the page before begins, and whether there is one.
    pub previous: Option<CustomersFrom>,
    /// Where the page after begins.
    pub next: Option<CustomersFrom>,
}

/// Where a page begins: behind a customer, or before it and up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CustomersFrom {
    pub customer: CustomerId,
    pub is_before: bool,
}

impl std::fmt::Display for CustomersFrom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.is_before { "avant-" } else { "" }, self.customer)
    }
}

impl FromStr for CustomersFrom {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let before = text.strip_prefix("avant-");
        Ok(Self { customer: before.unwrap_or(text).parse()?, is_before: before.is_some() })
    }
}

/// The customers whose name holds `sought`, whatever its case and accents, or that have a contract of exactly that number;
/// `""` is all of them.
#[tracing::instrument(name = "customers.list", skip_all, err(level = "debug"))]
pub async fn list(
    services: &Services,
    _operator: &OperatorScope,
    sought: &str,
    from: Option<CustomersFrom>,
) -> sqlx::Result<CustomerPage> {
    let operation = Operation::begin("customers.list");

    let mut tx = services.db.lookup().await?;
    let all: i64 = tx.query("SELECT count(*) FROM customers").scalar().await?;
    let slice = slice(&mut tx, clipped(sought.trim()), from).await?;
    let beside = |row: Option<&Row>, is_before| {
        row.map(|row| CustomersFrom { customer: CustomerId(row.id), is_before })
    };

    operation.ended(Ok(CustomerPage {
        all: all.unsigned_abs(),
        previous: slice.more_before.then(|| beside(slice.rows.first(), true)).flatten(),
        next: slice.more_after.then(|| beside(slice.rows.last(), false)).flatten(),
        rows: slice.rows.into_iter().map(|row| row.shown(services)).collect(),
    }))
}

/// Customers in order, and whether there are others around them.
struct Slice {
    rows: Vec<Row>,
    more_before: bool,
    more_after: bool,
}

async fn slice(tx: &mut Tx, sought: &str, from: Option<CustomersFrom>) -> sqlx::Result<Slice> {
    if from.is_some_and(|from| from.is_before) {
        let mut rows = rows(tx, sought, from).await?;
        if rows.len() > PAGE {
            rows.truncate(PAGE);
            rows.reverse();
            return Ok(Slice { rows, more_before: true, more_after: true });
        }
        // What stands before does not fill a page: it is the first one.
    }

    let from = from.filter(|from| !from.is_before);
    let mut rows = rows(tx, sought, from).await?;
    let more_after = rows.len() > PAGE;
    rows.truncate(PAGE);

    Ok(Slice { rows, more_before: from.is_some(), more_after })
}

/// One more than a page, from behind a customer down, or from before it up.
async fn rows(tx: &mut Tx, sought: &str, from: Option<CustomersFrom>) -> sqlx::Result<Vec<Row>> {
    let mut sql = Sql::new(
        "SELECT c.id, c.name, c.state, c.closed_at, c.user_count, c.created_at,
                (SELECT count(*) FROM contracts k WHERE k.customer_id = c.id) AS contracts
         FROM customers c WHERE 1 = 1",
    );

    if !sought.is_empty() {
        sql.push(" AND (c.sort LIKE ").text(containing(&fold(sought)));
        sql.push(" ESCAPE '\\' OR c.id IN (SELECT customer_id FROM contracts WHERE number = ").text(sought);
        sql.push("))");
    }

    if let Some(CustomersFrom { customer, is_before }) = from {
        sql.push(if is_before { " AND (c.sort, c.id) < (" } else { " AND (c.sort, c.id) > (" });
        sql.push("SELECT sort, id FROM customers WHERE id = ").id(customer.0).push(")");
    }

    let is_upwards = from.is_some_and(|from| from.is_before);
    sql.push(if is_upwards { " ORDER BY c.sort DESC, c.id DESC" } else { " ORDER BY c.sort, c.id" });
    sql.limit(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));

    sql.fetch(tx).await
}

/// The pattern of what holds a text.
fn containing(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    state: Code<CustomerState>,
    closed_at: Option<i64>,
    user_count: i64,
    created_at: i64,
    contracts: i64,
}

impl Row {
    fn shown(self, services: &Services) -> CustomerRow {
        CustomerRow {
            id: CustomerId(self.id),
            name: self.name,
            closed: closed(services, self.state.0, self.closed_at, self.created_at),
            contracts: self.contracts.unsigned_abs(),
            people: self.user_count.unsigned_abs(),
            since: local(Timestamp(self.created_at), &services.time_zone),
        }
    }
}

/// When a customer was closed, where it is. What was closed before that was kept counts as closed from the beginning.
pub(super) fn closed(
    services: &Services,
    state: CustomerState,
    closed_at: Option<i64>,
    created_at: i64,
) -> Option<LocalTime> {
    let at = Timestamp(closed_at.unwrap_or(created_at));
    (state == CustomerState::Closed).then(|| local(at, &services.time_zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::{close, insert};
    use crate::testing::{World, contract_test};

    async fn names(world: &World, sought: &str, from: Option<CustomersFrom>) -> Vec<String> {
        let page = list(&world.services, &world.operator().await, sought, from).await.unwrap();
        page.rows.into_iter().map(|row| row.name).collect()
    }

    contract_test!(customers_are_found_by_a_part_of_their_name_or_a_whole_contract_number, |world| async {
        for (sought, found) in [
            ("", vec!["FAÏENCES DU NORD", "POTTERS FRANCE"]),
            (" faiences", vec!["FAÏENCES DU NORD"]),
            ("10095403", vec!["POTTERS FRANCE"]),
            ("10000700", vec!["FAÏENCES DU NORD", "POTTERS FRANCE"]),
            ("1009540", vec![]),
            ("%", vec![]),
            ("S_F", vec![]),
        ] {
            assert_eq!(names(world, sought, None).await, found, "{sought}");
        }
    });

    contract_test!(a_customer_is_listed_with_what_it_has_and_since_when_it_is_closed, |world| async {
        let operator = world.operator().await;
        close(&world.services, &operator, world.other.id).await.unwrap();
        let page = list(&world.services, &operator, "", None).await.unwrap();
        assert_eq!((page.rows[1].contracts, page.rows[1].people, page.all), (2, 0, 2));
        assert!(page.rows[0].closed.is_some() && page.rows[1].closed.is_none());
    });

    contract_test!(thousands_are_walked_page_by_page_and_back, |world| async {
        let mut tx = world.services.db.write().await.unwrap();
        for number in 0..120_u128 {
            let id = CustomerId(Uuid::from_u128(number + 1));
            insert(&mut tx, id, &format!("Client {number:03}"), world.now()).await.unwrap();
        }
        tx.commit().await.unwrap();

        let operator = world.operator().await;
        let page = |from| list(&world.services, &operator, "client", from);
        let first = page(None).await.unwrap();
        let second = page(first.next).await.unwrap();
        let third = page(second.next).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len(), third.rows.len()), (50, 50, 20));
        assert_eq!((first.previous, third.next), (None, None));
        assert_eq!(page(third.previous).await.unwrap().rows, second.rows);
        assert_eq!(page(second.previous).await.unwrap().rows, first.rows);
    });

    #[test]
    fn where_a_page_begins_is_read_as_it_was_written() {
        for is_before in [false, true] {
            let from = CustomersFrom { customer: CustomerId(Uuid::from_u128(7)), is_before };
            assert_eq!(from.to_string().parse(), Ok(from));
        }
        assert!("avant-x".parse::<CustomersFrom>().is_err());
    }
}
