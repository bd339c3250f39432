use domain::end_date::EndDate;
use domain::imports::{Field, Overrides};
use domain::locale::Locale;
use domain::reference::ReferenceData;
use protocol::{Command, NewFile, Request, Response, RowFilter};
use serde_json::json;
use std::fmt::Write;
use worker::Session;

/// Bytes at a time.
const SLICE: usize = 1000;

/// Every answer about a file, a line each; a file that is made as its bytes in hexadecimal digits.
pub fn talk(bytes: &[u8]) -> String {
    let (name, size, overrides) = ("équipe.csv".to_owned(), bytes.len() as u64, Overrides::default());
    let mut session = Session::default();
    let mut said = vec![
        session.open(NewFile { name, size, reference: reference(), today: EndDate::FIRST, overrides }, None),
    ];

    for slice in bytes.chunks(SLICE) {
        said.push(session.feed(slice.len(), |buffer| buffer.copy_from_slice(slice)));
    }

    said.extend(std::iter::from_fn(|| session.work()));

    let mut transcript: String = said.iter().map(line).collect();
    for request in requests() {
        transcript.extend(session.receive(request).as_ref().map(line));
        if let Some(made) = session.take_file() {
            for byte in made {
                let _ = write!(transcript, "{byte:02x}");
            }
            transcript.push('\n');
        }
    }

    transcript + &serde_json::to_string(&session.batch(100)).expect("a batch is JSON") + "\n"
}

fn line(response: &Response) -> String {
    serde_json::to_string(response).expect("a response is JSON") + "\n"
}

fn reference() -> ReferenceData {
    let id = |n: u32| format!("00000000-0000-0000-0000-{n:012}");
    serde_json::from_value(json!({
        "contracts": [
            { "id": id(1), "number": "10000700", "name": "Potters",
              "sub_accounts": [{ "id": id(5), "number": "53", "name": "Service" }] },
            { "id": id(2), "number": "00000701", "name": "Nord", "sub_accounts": [] },
        ],
        "sites": [{ "id": id(3), "name": "Antony" }, { "id": id(6), "name": "Saint-Étienne" }],
        "profiles": [{ "id": id(4), "name": "Expéditeur", "rights": [] }],
        "default_profile": id(4),
    }))
    .expect("a reference")
}

/// What is asked once the file is open.
fn requests() -> [Request; 7] {
    let errors = Request::ErrorsFile { locale: Locale::Fr };
    let rows = || Request::Rows { filter: RowFilter::All, start: 0, count: 200 };
    let edit = Command::Edit { row: 1, field: Field::LastName, value: "Łukasz".into() };

    [
        rows(),
        Request::NextError { filter: RowFilter::All, after: None },
        errors.clone(),
        Request::Command(edit),
        rows(),
        errors,
        Request::Command(Command::Undo),
    ]
}
