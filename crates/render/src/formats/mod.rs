//! The output formats: one file each; the list below is their register.

mod csv;
mod html;
mod json;
mod markdown;
mod table;

use crate::format::Format;

/// All output formats. A new one is a file and its line here.
pub const FORMATS: &[Format] = &[table::FORMAT, json::FORMAT, csv::FORMAT, markdown::FORMAT, html::FORMAT];
