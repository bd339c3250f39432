use super::Tx;
use futures::{StreamExt, TryStreamExt};
use serde::Serialize;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Decode, Encode, FromRow, Postgres, SqlSafeStr, Sqlite, Type};

/// A statement with its parameters, on the transaction of whichever engine.
#[must_use = "a statement does nothing until it is executed or fetched from"]
pub enum Query<'tx> {
    Sqlite(&'tx mut SqliteConnection, sqlx::query::Query<'static, Sqlite, SqliteArguments>),
    Postgres(&'tx mut PgConnection, sqlx::query::Query<'static, Postgres, PgArguments>),
}

/// What both engines take as a parameter.
pub trait Bind<'value>:
    Encode<'value, Sqlite> + Type<Sqlite> + Encode<'value, Postgres> + Type<Postgres>
{
}

impl<'value, T> Bind<'value> for T where
    T: Encode<'value, Sqlite> + Type<Sqlite> + Encode<'value, Postgres> + Type<Postgres>
{
}

/// What the rows of both engines become: a struct that derives `FromRow`, or a tuple.
pub trait Row: for<'row> FromRow<'row, SqliteRow> + for<'row> FromRow<'row, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'row> FromRow<'row, SqliteRow> + for<'row> FromRow<'row, PgRow> + Send + Unpin {}

/// What one column of both engines holds.
pub trait Scalar:
    for<'row> Decode<'row, Sqlite>
    + Type<Sqlite>
    + for<'row> Decode<'row, Postgres>
    + Type<Postgres>
    + Send
    + Unpin
{
}

impl<T> Scalar for T where
    T: for<'row> Decode<'row, Sqlite>
        + Type<Sqlite>
        + for<'row> Decode<'row, Postgres>
        + Type<Postgres>
        + Send
        + Unpin
{
}

impl Tx {
    /// A statement that both engines accept, whose parameters are `$1`, `$2` and so on.
    pub fn query(&mut self, statement: impl SqlSafeStr) -> Query<'_> {
        match self {
            Self::Sqlite(tx) => Query::Sqlite(tx, sqlx::query(statement)),
            Self::Postgres(tx) => Query::Postgres(tx, sqlx::query(statement)),
        }
    }

    /// The one of two statements that is for the engine of the transaction.
    pub fn choose<T>(&self, sqlite: T, postgres: T) -> T {
        match self {
            Self::Sqlite(_) => sqlite,
            Self::Postgres(_) => postgres,
        }
    }
}

impl Query<'_> {
    pub fn bind<'value>(self, value: impl Bind<'value>) -> Self {
        match self {
            Self::Sqlite(connection, query) => Self::Sqlite(connection, query.bind(value)),
            Self::Postgres(connection, query) => Self::Postgres(connection, query.bind(value)),
        }
    }

    /// The next parameter, a list: an array on PostgreSQL, for `ANY ($1)` or `unnest ($1)`; on SQLite, which has
    /// none, a JSON array for `json_each ($1)`.
    pub fn bind_list<'value, T>(self, values: &'value [T]) -> Self
    where
        T: Serialize,
        &'value [T]: Encode<'value, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(connection, query) => {
                Self::Sqlite(connection, query.bind(serde_json::json!(values).to_string()))
            }
            Self::Postgres(connection, query) => Self::Postgres(connection, query.bind(values)),
        }
    }

    /// Whether the connection keeps the prepared statement for the next time, as it does unless told.
    pub fn persistent(self, keep: bool) -> Self {
        match self {
            Self::Sqlite(connection, query) => Self::Sqlite(connection, query.persistent(keep)),
            Self::Postgres(connection, query) => Self::Postgres(connection, query.persistent(keep)),
        }
    }

    /// Executes the statement; says how many rows it wrote.
    pub async fn execute(self) -> sqlx::Result<u64> {
        Ok(match self {
            Self::Sqlite(connection, query) => query.execute(connection).await?.rows_affected(),
            Self::Postgres(connection, query) => query.execute(connection).await?.rows_affected(),
        })
    }

    pub async fn fetch_all<T: Row>(self) -> sqlx::Result<Vec<T>> {
        match self {
            Self::Sqlite(connection, query) => {
                query.fetch(connection).map(|row| T::from_row(&row?)).try_collect().await
            }
            Self::Postgres(connection, query) => {
                query.fetch(connection).map(|row| T::from_row(&row?)).try_collect().await
            }
        }
    }

    /// The first row, if there is one.
    pub async fn fetch_optional<T: Row>(self) -> sqlx::Result<Option<T>> {
        match self {
            Self::Sqlite(connection, query) => {
                query.fetch_optional(connection).await?.map(|row| T::from_row(&row)).transpose()
            }
            Self::Postgres(connection, query) => {
                query.fetch_optional(connection).await?.map(|row| T::from_row(&row)).transpose()
            }
        }
    }

    /// The first row; an error when there is none.
    pub async fn fetch_one<T: Row>(self) -> sqlx::Result<T> {
        self.fetch_optional().await?.ok_or(sqlx::Error::RowNotFound)
    }

    /// The first column of every row.
    pub async fn scalars<T: Scalar>(self) -> sqlx::Result<Vec<T>> {
        Ok(self.fetch_all::<(T,)>().await?.into_iter().map(|(value,)| value).collect())
    }

    /// The first column of the first row, if there is one.
    pub async fn optional_scalar<T: Scalar>(self) -> sqlx::Result<Option<T>> {
        Ok(self.fetch_optional::<(T,)>().await?.map(|(value,)| value))
    }

    /// The first column of the first row; an error when there is none.
    pub async fn scalar<T: Scalar>(self) -> sqlx::Result<T> {
        Ok(self.fetch_one::<(T,)>().await?.0)
    }
}
