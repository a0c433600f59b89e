//! All output formats: those of text, workbooks, and Word documents.

use sipas_intake::IssueCode;
use sipas_render::{FORMATS, Format};

static OFFICE: [Format; 2] = [sipas_excel::XLSX, sipas_docx::DOCX];

/// All of them, the default first.
pub fn all() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().chain(&OFFICE)
}

/// The format of that name.
pub fn named(name: &str) -> Option<&'static Format> {
    all().find(|format| format.name == name)
}

/// The format whose files end so; case does not matter.
pub fn with_extension(extension: &str) -> Option<&'static Format> {
    all().find(|format| format.extension.eq_ignore_ascii_case(extension))
}

/// The sentences of the issues, for the view of whoever renders them.
pub fn issue_text(name: &str) -> Option<(&'static str, &'static str)> {
    IssueCode::ALL.iter().find(|code| code.name() == name).map(|code| code.texts())
}
