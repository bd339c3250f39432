//! `POST /exploitant/clients/{customer}/tarifs`: a document that the carrier publishes for a contract. The answer leads back
//! to the customer's page, which says what became of it.

use super::share::Asked;
use app::api::failed;
use app::operator::{TariffRefusal, TypedTariff, published_tariff, refused_tariff};
use axum::Extension;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use backend::access::Principal;
use backend::tariffs::{NewTariff, PublishError, publish};
use domain::end_date::EndDate;
use domain::ids::CustomerId;
use domain::numbers::ContractNumber;
use domain::tariffs::{LARGEST, TariffError, TariffFile, TariffName, Validity};

/// The largest body: a document, and what is sent with it.
pub(super) const LARGEST_FORM: usize = LARGEST + 64 * 1024;

/// What was sent.
#[derive(Default)]
struct Sent {
    typed: TypedTariff,
    file_name: String,
    file: Vec<u8>,
}

/// To whoever is not of the staff there is nothing here.
pub(super) async fn receive(
    Asked(state): Asked,
    Extension(principal): Extension<Option<Principal>>,
    Path(customer): Path<String>,
    request: Request,
) -> Response {
    let operator = principal.and_then(|principal| principal.operate().ok());
    let (Some(operator), Ok(customer)) = (operator, customer.parse::<CustomerId>()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let sent = match fields(form).await {
        Ok(sent) => sent,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return refused(customer, TariffRefusal::TooLarge, &TypedTariff::default());
        }
        Err(_) => return StatusCode::BAD_REQUEST.into_response(),
    };

    let typed = sent.typed.clone();
    let new = match document(sent) {
        Ok(new) => new,
        Err(refusal) => return refused(customer, refusal, &typed),
    };

    match publish(&state.services, &operator.of_customer(customer), &new).await {
        Ok(_) => Redirect::to(&published_tariff(customer)).into_response(),
        Err(PublishError::UnknownContract) => refused(customer, TariffRefusal::UnknownContract, &typed),
        Err(PublishError::NameTaken) => refused(customer, TariffRefusal::Known, &typed),
        Err(PublishError::Database(failure)) => {
            let status = StatusCode::from_u16(failed(failure).status());
            status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE).into_response()
        }
    }
}

async fn fields(mut form: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("of") => sent.typed.contract = field.text().await?,
            Some("from") => sent.typed.from = field.text().await?,
            Some("to") => sent.typed.to = field.text().await?,
            Some("file") => {
                field.file_name().unwrap_or_default().clone_into(&mut sent.file_name);
                sent.file = field.bytes().await?.to_vec();
            }
            _ => {}
        }
    }

    Ok(sent)
}

/// The document that was sent, or what is wrong with it.
fn document(sent: Sent) -> Result<NewTariff, TariffRefusal> {
    let Sent { typed, file_name, file } = sent;
    if file.is_empty() {
        return Err(TariffRefusal::Nothing);
    }

    let contract = ContractNumber::parse(&typed.contract).map_err(|_| TariffRefusal::UnknownContract)?;
    let day = |text: &str| EndDate::parse(text).map_err(|_| TariffRefusal::Days);
    let validity = Validity::new(day(&typed.from)?, day(&typed.to)?).ok_or(TariffRefusal::Days)?;
    let name = TariffName::parse(&file_name).map_err(refusal)?;
    let file = TariffFile::new(name, file).map_err(refusal)?;

    Ok(NewTariff { contract, file, validity })
}

fn refusal(error: TariffError) -> TariffRefusal {
    match error {
        TariffError::Empty => TariffRefusal::Nothing,
        TariffError::TooLarge => TariffRefusal::TooLarge,
        TariffError::UnknownKind => TariffRefusal::Kind,
        TariffError::AnotherKind(_) => TariffRefusal::Content,
        TariffError::Name => TariffRefusal::Name,
    }
}

fn refused(customer: CustomerId, refusal: TariffRefusal, typed: &TypedTariff) -> Response {
    Redirect::to(&refused_tariff(customer, refusal, typed)).into_response()
}
