//! What is asked of the server: the server functions of the import, in their JSON.

use super::inbox::{Event, Inbox};
use crate::sending::{Answer, Asked, Call, Ticket};
use protocol::DraftUrls;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, Headers, RequestInit, Response};

/// Asks the server; what comes of it is put into the inbox.
pub fn call(urls: &DraftUrls, asked: &Asked<'_>, ticket: Ticket, inbox: Rc<Inbox>) {
    let url = match asked.call {
        Call::OpenDraft { .. } => &urls.open,
        Call::FillDraft { .. } => &urls.fill,
    };

    // Maps with text keys, numbers and strings: nothing that JSON could refuse.
    let body = serde_json::to_string(asked).unwrap_or_default();
    let answer = post(url.clone(), body);
    spawn_local(async move { inbox.push(Event::Answered(ticket, answer.await)) });
}

async fn post(url: String, body: String) -> Answer {
    fetch(&url, &body).await.unwrap_or(Answer::Unreachable)
}

/// An answer of the server; an error when there is none, or not all of it.
async fn fetch(url: &str, body: &str) -> Result<Answer, JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    headers.set("accept", "application/json")?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&JsValue::from_str(body));

    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let fetched = JsFuture::from(scope.fetch_with_str_and_init(url, &request)).await?;
    let response: Response = fetched.unchecked_into();

    if !response.ok() {
        return Ok(Answer::Refused(response.status()));
    }

    let body = JsFuture::from(response.text()?).await?;
    Ok(Answer::Body(body.as_string().unwrap_or_default()))
}
