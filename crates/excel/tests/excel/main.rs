//! Workbooks read, reports and forms written and read back.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod cells;
mod edge;
mod forms;
mod hostile;
mod html;
mod ods;
mod report;
mod samples;
mod spreadsheetml;
mod xlsb;
