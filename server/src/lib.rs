//! The executable's parts: settings, HTTP, command line, background tasks. A library, so that tests
//! can reach the routes.

pub mod commands;
pub mod connections;
pub mod http;
mod list_file;
pub mod log;
pub mod serve;
pub mod settings;
pub mod site;
pub mod start;
