//! HTTP: which address leads where, and what every answer carries.

mod advanced_file;
mod authorization;
mod bounds;
mod client_ip;
mod error_responses;
mod export;
mod headers;
mod nul;
mod request_id;
mod session;
mod share;
mod site_file;
mod tariff;
mod tariff_file;
pub mod telemetry;

use crate::site;
use app::api::{ClientNetwork, SiteFiles};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use backend::db::Shares;
use backend::health::{self, Probe};
use backend::services::Services;
use domain::imports::{self, TEMPLATE_NAME};
use domain::paths;
use domain::tariffs::TariffKind;
use ipnet::IpNet;
use leptos::config::LeptosOptions;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use share::Asked;
use site_file::Answer;
use std::sync::Arc;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::trace::TraceLayer;

/// What the routes share.
#[derive(Clone)]
pub struct AppState {
    pub services: Services,
    /// How much of the database each who asks may use at once.
    pub shares: Shares,
    /// Proxies whose word on a client's address is believed.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Whether people reach Guichet over TLS.
    pub https: bool,
}

/// Every route of Guichet.
pub fn router(state: AppState) -> Router {
    // From now on nothing that is counted is lost.
    telemetry::recorder();

    let options = LeptosOptions::builder().output_name("guichet").build();
    let files = SiteFiles::from_manifest(&site::manifest());
    let context = {
        let (services, files, https) = (state.services.clone(), files.clone(), state.https);
        move || {
            provide_context(match use_context::<Parts>() {
                Some(parts) => share::services(&services, &parts.extensions),
                None => services.clone(),
            });
            provide_context(files.clone());
            provide_context(app::api::CookieNames::new(https));
        }
    };
    let document = move || app::document(&files);
    let elsewhere = leptos_axum::render_app_async_with_context(context.clone(), document.clone());
    let read_sites = {
        let (context, document) = (context.clone(), document.clone());
        post(move |Asked(state): Asked, request: Request| async move {
            match site_file::read(&state, request).await {
                Answer::Page(file, request) => {
                    let context = move || {
                        context();
                        provide_context(file.clone());
                    };
                    leptos_axum::render_app_async_with_context(context, document)(request).await
                }
                Answer::Other(response) => response,
            }
        })
    };
    let pages = Router::new()
        .leptos_routes_with_context(&options, generate_route_list(app::App), context, document)
        .fallback(elsewhere)
        .with_state(options)
        .route(paths::IMPORT_SITES, read_sites)
        .route(paths::ADVANCED_USERS, get(|| async { Redirect::permanent(paths::USER_MANAGEMENT) }))
        .layer(middleware::from_fn_with_state(state.clone(), session::attach_session))
        .route(paths::EXPORT_CSV, get(export::csv))
        .route(paths::EXPORT_XLSX, get(export::xlsx))
        .route(paths::BULK_ROWS_PATTERN, get(export::bulk_rows))
        .route(paths::REFUSED_ROWS_PATTERN, get(export::refused_rows))
        .route(paths::SITES_CSV, get(export::sites))
        .route(paths::TEMPLATE_XLSX, get(export::template_xlsx))
        .route(paths::ADVANCED_USERS_CSV, get(export::advanced_users))
        .route(paths::MY_DATA, get(export::my_data))
        .route(paths::ADVANCED_USERS_XLSX, get(export::advanced_users_xlsx))
        .route(paths::JOURNAL_CSV, get(export::journal))
        .route(&format!("{}/{{tariff}}", paths::TARIFFS), get(tariff::download))
        .route(paths::AUTHORIZATION, get(authorization::answer));
    let lists = Router::new()
        .route(paths::ADVANCED_USERS_FILE, post(advanced_file::receive).get(advanced_file::lead_back));
    let documents = Router::new().route(paths::CUSTOMER_TARIFFS_PATTERN, post(tariff_file::receive));

    let probe = Arc::new(Probe::new(health::PATIENCE));
    let open = Router::new()
        .route(paths::TEMPLATE_CSV, get(template))
        .route("/assets/{name}", get(site::serve))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(move |State(state): State<AppState>| ready(state, probe)))
        .route("/metrics", get(|| async { telemetry::recorder().render() }));

    Router::new()
        .merge(identified(pages, &state, bounds::LARGEST).with_state(state.clone()))
        .merge(identified(lists, &state, advanced_file::LARGEST_FORM).with_state(state.clone()))
        .merge(identified(documents, &state, tariff_file::LARGEST_FORM).with_state(state.clone()))
        .merge(open.with_state(state.clone()))
        .layer(compression())
        .layer(middleware::from_fn_with_state(state.clone(), headers::secure))
        .layer(middleware::from_fn_with_state(state, request_id::request_id))
}

/// What every route goes through that may ask who is there, with the largest body that it takes.
fn identified(routes: Router<AppState>, state: &AppState, largest: usize) -> Router<AppState> {
    routes
        .layer(middleware::from_fn(error_responses::error_status))
        .layer(middleware::from_fn(nul::refuse))
        .layer(middleware::from_fn(bounds::bound))
        .layer(middleware::from_fn(headers::forget_referer))
        .layer(middleware::from_fn_with_state(state.clone(), session::identify))
        .layer(middleware::from_fn_with_state(state.clone(), client_ip::client_ip))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(largest))
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(telemetry::measure))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(telemetry::span)
                .on_request(())
                .on_response(telemetry::answered),
        )
}

/// Compression of what is made for each request; the site's files come compressed. Prompt rather than small.
fn compression() -> CompressionLayer<impl Predicate> {
    // What is compressed by its kind would only lose its length.
    let is_worth = SizeAbove::new(512)
        .and(NotForContentType::const_new(TariffKind::Pdf.media_type()))
        .and(NotForContentType::const_new(TariffKind::Xlsx.media_type()));
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(is_worth)
}

/// Whether requests can be served, those that write included.
async fn ready(state: AppState, probe: Arc<Probe>) -> Response {
    let readiness = probe.readiness(&state.services).await;
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, format!("{readiness}\n")).into_response()
}

async fn template() -> Response {
    export::download("text/csv; charset=utf-8", TEMPLATE_NAME, imports::template().into())
}
