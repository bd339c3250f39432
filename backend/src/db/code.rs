use domain::imports::SkipReason;
use domain::locale::Locale;
use domain::rights::{Application, Level};
use domain::users::{BulkKind, BulkState, UserStatus};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};
use std::borrow::Cow;

/// One of few values, each of which the database holds as a text of its own. A text that is none of them
/// is an error, which sqlx gives the name of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<'de, T: TextCode> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        let unknown = || UnknownCode { code: code.to_string(), expected: std::any::type_name::<T>() };
        T::from_code(&code).map(Self).ok_or_else(|| D::Error::custom(unknown()))
    }
}

impl<T: TextCode> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

/// What can be held so.
pub trait TextCode: Copy {
    /// The text that the database holds.
    fn code(self) -> &'static str;

    /// The value of a text.
    fn from_code(code: &str) -> Option<Self>;
}

/// The database holds a text that is none of those that stand for a value.
#[derive(Debug, thiserror::Error)]
#[error("{code:?} stands for no {expected}")]
struct UnknownCode {
    code: String,
    expected: &'static str,
}

impl<DB: Database, T> Type<DB> for Code<T>
where
    str: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <str as Type<DB>>::type_info()
    }

    fn compatible(ty: &DB::TypeInfo) -> bool {
        <str as Type<DB>>::compatible(ty)
    }
}

impl<'value, DB: Database, T: TextCode> Encode<'value, DB> for Code<T>
where
    &'static str: Encode<'value, DB>,
{
    fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.code().encode(buffer)
    }
}

impl<'row, DB: Database, T: TextCode> Decode<'row, DB> for Code<T>
where
    &'row str: Decode<'row, DB>,
{
    fn decode(value: DB::ValueRef<'row>) -> Result<Self, BoxDynError> {
        let code = <&str as Decode<DB>>::decode(value)?;
        let unknown = || UnknownCode { code: code.to_owned(), expected: std::any::type_name::<T>() };
        Ok(Self(T::from_code(code).ok_or_else(unknown)?))
    }
}

/// The codes are those that the type itself gives.
macro_rules! has_codes {
    ($($type:ty),+) => {
        $(impl TextCode for $type {
            fn code(self) -> &'static str {
                self.code()
            }

            fn from_code(code: &str) -> Option<Self> {
                Self::from_code(code)
            }
        })+
    };
}

has_codes!(UserStatus, SkipReason, Locale, Application, Level, BulkKind, BulkState);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(a_text_that_stands_for_nothing_is_an_error_that_names_it_and_its_column, |world| async {
        #[derive(Debug, sqlx::FromRow)]
        struct Row {
            #[expect(dead_code, reason = "reading it fails")]
            status: Code<UserStatus>,
        }
        let mut tx = world.services.db.read().await.unwrap();
        let read = tx.query("SELECT 'asleep' AS status").fetch_one::<Row>().await;
        let error = read.unwrap_err().to_string();
        assert!(
            error.contains("status") && error.contains("asleep") && error.contains("UserStatus"),
            "{error}"
        );
    });

    contract_test!(a_value_is_read_as_it_was_written, |world| async {
        let mut tx = world.services.db.read().await.unwrap();
        for status in UserStatus::ALL {
            let read: Code<UserStatus> =
                tx.query("SELECT CAST($1 AS TEXT)").bind(Code(status)).scalar().await.unwrap();
            assert_eq!(read.0, status);
        }
    });
}
