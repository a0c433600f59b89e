/*!
Reports, lists and official forms as Word documents, in the style that Decree 30/2020 asks of official papers: A4, Times
New Roman 13–14, the national heading, and the signature block.

[`DOCX`] is one of the output formats of [`sipas_render`]. A form or a list of many columns lies across, a report stands
upright. No figure is computed here; text is always text; and the same figures are always the same bytes.

```
use sipas_docx::DOCX;
use sipas_render::{Cell, Column, Table, View};

let table = Table {
    title: "Hồ sơ trễ hạn".to_owned(),
    columns: vec![Column::left("code", "Mã hồ sơ"), Column::right("days_late", "Số ngày quá hạn")],
    rows: vec![vec![Cell::text("H37.12-250613-0001"), Cell::Integer(3)]],
};
let mut out = Vec::new();
(DOCX.table)(&table, &View::default(), &mut out)?;
assert!(out.starts_with(b"PK"));
# Ok::<(), std::io::Error>(())
```
*/

mod form;
mod list;
mod paper;
mod report;

use sipas_render::{Extras, Format};

/// Word documents as one of the output formats, beside those of [`sipas_render::FORMATS`].
pub const DOCX: Format = Format {
    name: "docx",
    extension: "docx",
    binary: true,
    report: |report, view, out| report::write(report, &Extras::default(), view, out),
    with_extras: Some(report::write),
    // A table's columns are as wide as its cells need.
    stream: None,
    table: |table, view, out| list::write(table, view, out),
    form: |form, head, _, out| form::write(form, head, out),
};
