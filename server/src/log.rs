//! What is logged, on standard error.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

/// What a library would log that the log must not hold, whatever `RUST_LOG` says: the path of a request, in which
/// a link's token stands.
const NEVER: &str = "tower_http::csrf=debug";

/// What `RUST_LOG` lets through.
pub fn filter(directives: &str) -> Result<EnvFilter, ParseError> {
    Ok(EnvFilter::try_new(directives)?.add_directive(NEVER.parse()?))
}
