//! All output formats: those of text, and workbooks.

use sipas_render::{FORMATS, Format};

static WORKBOOK: Format = sipas_excel::XLSX;

/// All of them, the default first.
pub(crate) fn all() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().chain([&WORKBOOK])
}

/// The format of that name.
pub(crate) fn named(name: &str) -> Option<&'static Format> {
    all().find(|format| format.name == name)
}

/// The format whose files end so; case does not matter.
pub(crate) fn with_extension(extension: &str) -> Option<&'static Format> {
    all().find(|format| format.extension.eq_ignore_ascii_case(extension))
}

/// Whether a report of this format has the trend, other groups and the lists beside it.
pub(crate) fn has_extras(format: &Format) -> bool {
    matches!(format.name, "xlsx" | "html")
}
