//! HTML tables saved as .xls, as many systems export them.

mod decode;
mod feet;
mod tables;

use std::path::Path;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::sheet::{Budget, Builder};
use crate::error::Other;
use crate::{ExcelError, Sheet};
pub(in crate::read) use decode::loosely;
use feet::FeetLast;
use tables::Tables;

/// What the one sheet of a page is called, as Excel calls the first.
pub(super) const SHEET: &str = "Sheet1";

/// Whether the first bytes are HTML: a tag before anything else, and a table or the page's own tag among them.
pub(super) fn is_html(head: &[u8]) -> bool {
    if !decode::may_begin_with_tag(head) {
        return false;
    }
    let text = decode::loosely(head);
    let Some(tags) = text.trim_start().strip_prefix('<') else { return false };
    let tags = format!("<{}", tags.to_lowercase());
    let has = |tag: &str| tags.contains(tag);
    // The XML kind of workbook of 2003 has tables too.
    ["<html", "<table", "<!doctype html"].into_iter().any(has) && !has("<workbook")
}

/// All tables of a page, one below another, as Excel opens them.
pub(super) fn read(bytes: &[u8], budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
    let path: &Path = budget.path();
    let text = decode::text(bytes, path)?;
    let mut emitter = DefaultEmitter::default();
    // Scripts and styles are no markup.
    emitter.naively_switch_states(true);
    let mut tables = Tables::new(Builder::new(budget, SHEET, false), path);
    let mut take = |token| match token {
        Token::StartTag(tag) => tables.open(&tag),
        Token::EndTag(tag) => tables.close(&tag.name),
        Token::String(text) => {
            tables.text(&String::from_utf8_lossy(&text));
            Ok(())
        }
        Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => Ok(()),
    };
    let mut feet = FeetLast::default();
    for token in Tokenizer::new_with_emitter(&*text, emitter) {
        // Reading from memory cannot fail.
        let Ok(token) = token;
        feet.push(token, &mut take)?;
    }
    feet.finish(&mut take)?;
    tables
        .finish()?
        .ok_or_else(|| ExcelError::NotAWorkbook { path: path.to_owned(), found: Other::HtmlWithoutTable })
}
