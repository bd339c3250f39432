use crate::db::{self, Query, Tx};
use serde::de::DeserializeOwned;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// A statement in the making, the same for both engines. What people typed only ever goes in as a
/// bound value; the text itself is put together from this crate's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
    has_one_plan: bool,
}

#[derive(Clone, Debug)]
enum Value {
    Text(Option<String>),
    Id(Option<Uuid>),
    Integer(Option<i64>),
}

impl Sql {
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    pub(crate) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(crate) fn text(&mut self, value: impl Into<String>) -> &mut Self {
        self.optional_text(Some(value.into()))
    }

    /// A text, or `NULL`.
    pub(crate) fn optional_text(&mut self, value: Option<String>) -> &mut Self {
        self.bind(Value::Text(value))
    }

    /// A key, or `NULL`.
    pub(crate) fn id(&mut self, value: impl Into<Option<Uuid>>) -> &mut Self {
        self.bind(Value::Id(value.into()))
    }

    /// A number, or `NULL`.
    pub(crate) fn integer(&mut self, value: impl Into<Option<i64>>) -> &mut Self {
        self.bind(Value::Integer(value.into()))
    }

    /// At most so many rows. The number stands in the text: SQLite prepares a statement again each time that a bound one
    /// changes, and few numbers are asked for.
    pub(crate) fn limit(&mut self, most: i64) -> &mut Self {
        self.text.push_str(" LIMIT ");
        self.text.push_str(&most.to_string());
        self
    }

    fn bind(&mut self, value: Value) -> &mut Self {
        self.values.push(value);
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    pub(crate) fn list(&mut self, values: &[String]) -> &mut Self {
        self.any_of(values.iter().cloned().map(|text| Value::Text(Some(text))))
    }

    /// Any of these keys, of which there is at least one.
    pub(crate) fn ids(&mut self, values: impl IntoIterator<Item = Uuid>) -> &mut Self {
        self.any_of(values.into_iter().map(|id| Value::Id(Some(id))))
    }

    /// Any of these numbers, of which there is at least one.
    pub(crate) fn integers(&mut self, values: impl IntoIterator<Item = i64>) -> &mut Self {
        self.any_of(values.into_iter().map(|integer| Value::Integer(Some(integer))))
    }

    fn any_of(&mut self, values: impl Iterator<Item = Value>) -> &mut Self {
        for (index, value) in values.enumerate() {
            self.push(if index == 0 { "(" } else { ", " }).bind(value);
        }
        self.push(")")
    }

    /// The statement between two texts.
    pub(crate) fn within(mut self, before: &'static str, after: &'static str) -> Self {
        self.text.insert_str(0, before);
        self.text.push_str(after);
        self
    }

    /// Whatever the values are, rows are found in the same way: PostgreSQL may keep how.
    pub(crate) fn with_one_plan(mut self) -> Self {
        self.has_one_plan = true;
        self
    }

    /// Every row that the statement gives.
    pub(crate) async fn fetch<Row: db::Row>(self, tx: &mut Tx) -> sqlx::Result<Vec<Row>> {
        self.query(tx).fetch_all().await
    }

    /// The same, from SQLite as one text, of which `as_json` writes a row as an array: each row that passes from its thread
    /// to ours costs more than what is in it.
    pub(crate) async fn fetch_as_one<Row>(
        mut self,
        tx: &mut Tx,
        as_json: &'static str,
    ) -> sqlx::Result<Vec<Row>>
    where
        Row: db::Row + DeserializeOwned,
    {
        if matches!(tx, Tx::Postgres(_)) {
            return self.fetch(tx).await;
        }

        self.text = format!("SELECT json_group_array({as_json}) FROM ({})", self.text);
        let rows: Vec<(String,)> = self.fetch(tx).await?;
        let text = rows.first().map_or("[]", |(text,)| text);
        serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
    }

    /// The one number that the statement gives.
    pub(crate) async fn count(self, tx: &mut Tx) -> sqlx::Result<i64> {
        let rows: Vec<(i64,)> = self.fetch(tx).await?;
        rows.first().map(|row| row.0).ok_or(sqlx::Error::RowNotFound)
    }

    /// Executes the statement; says how many rows it wrote.
    pub(crate) async fn execute(self, tx: &mut Tx) -> sqlx::Result<u64> {
        self.query(tx).execute().await
    }

    fn query(self, tx: &mut Tx) -> Query<'_> {
        // PostgreSQL plans a statement that it keeps without looking at the values after a while; how
        // common a term is decides how to find it.
        let keep = self.has_one_plan || matches!(tx, Tx::Sqlite(_));
        let mut query = tx.query(AssertSqlSafe(self.text)).persistent(keep);

        for value in self.values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Id(id) => query.bind(id),
                Value::Integer(integer) => query.bind(integer),
            };
        }

        query
    }
}
