use crate::format::Format;
use crate::page::{self, Extras};

/// One self-contained page.
pub(super) const FORMAT: Format = Format {
    name: "html",
    extension: "html",
    binary: false,
    report: |report, view, out| page::page(report, &Extras::default(), view, out),
    with_extras: Some(page::page),
    table: |list, view, out| page::list(list, view, out),
    stream: None,
    form: |form, head, view, out| page::form(form, head, view, out),
};
