//! A web service: an export goes in, the JSON document of its report comes out.
//!
//! `cargo run -p sipas-examples --bin web`, then
//! `curl --data-binary @t6.csv 'http://127.0.0.1:8080/report?period=2025-06'`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::fs;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use serde::Deserialize;
use sipas_core::{Clock, Dimension};
use sipas_render::{Format, View};

/// The largest export that is taken.
const LIMIT: usize = 64 << 20;

#[derive(Deserialize)]
struct Asked {
    period: String,
}

fn app() -> Router {
    Router::new().route("/report", post(report)).layer(DefaultBodyLimit::max(LIMIT))
}

/// What is wrong with an export or a period is told in the answer: it names line, column and value.
async fn report(Query(asked): Query<Asked>, export: Bytes) -> impl IntoResponse {
    // To read and to count takes a while, during which others are served.
    let made =
        tokio::task::spawn_blocking(move || json(&export, &asked.period).map_err(|error| error.to_string()));
    match made.await {
        Ok(Ok(json)) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, error).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn json(export: &[u8], period: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let clock = Clock::over(period.parse()?);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("export");
    fs::write(&file, export)?;
    let report = sipas_app::open([file])?.report(&clock, &[Dimension::Unit], None, None);
    let mut json = Vec::new();
    let format = Format::named("json").ok_or("no JSON")?;
    (format.report)(&report, &View::default(), &mut json)?;
    Ok(json)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    println!("http://{}/report", listener.local_addr()?);
    Ok(axum::serve(listener, app()).await?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    async fn asked(period: &str, export: &'static str) -> (StatusCode, String) {
        let request = Request::post(format!("/report?period={period}")).body(Body::from(export)).unwrap();
        let answer = app().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn an_export_becomes_a_report_and_what_is_none_is_told() {
        let export = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n\
                      H37.12-250613-0001,13/06/2025,20/06/2025,18/06/2025\n";
        let (status, report) = asked("2025-06", export).await;
        assert_eq!(status, StatusCode::OK);
        let report = report.replace([' ', '\n'], "");
        assert!(report.contains("\"sipas.report/1\"") && report.contains("\"early\":1,"), "{report}");

        let (status, error) = asked("2025-06", "no export\n").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!error.is_empty());
        assert_eq!(asked("2025-13", export).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
