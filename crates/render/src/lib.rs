/*!
A finished [`Report`](sipas_core::Report), or a list, as text for people and machines.

# Overview

- [`FORMATS`] is the register of output formats; each writes a whole report, and any [`Table`].
- [`View`] is how a reader wants to see it: the [`Lang`], colours, and the width of the terminal.
- [`Document`] is a report in words and tables, before a format gives it its marks: what `table` and `markdown` write.
- [`page`] is the report as one page of HTML, with [`Extras`] beside it: the trend, procedures, and lists.
- [`ControlLimits`] tell which groups differ from the whole by more than chance explains.
- [`Form`] is a filled form of the law, which every format can write.
- [`Table`] is a list (the dossiers behind a number, the days of a calendar) with typed [`Cell`]s.

No figure of the report is computed here: each is read off it, and percentages come from
[`Report::percent`](sipas_core::Report::percent), so that no format can round a miss into a hit. What is new are the
limits of control charts, in one place.

# Safety of what is shown

Unit names and paths come from files that anybody may have made. No control character of theirs reaches a terminal,
no cell of a CSV file is run as a formula, and no name becomes Markdown or HTML.

```
use sipas_render::{Cell, Column, Format, Table, View};

let table = Table {
    title: "Hồ sơ trễ hạn".to_owned(),
    columns: vec![Column::left("code", "Mã hồ sơ"), Column::right("days_late", "Số ngày quá hạn")],
    rows: vec![vec![Cell::text("H37.12-250613-0001"), Cell::Integer(1234)]],
};
let mut out = Vec::new();
let format = Format::named("markdown").expect("a format of the register");
(format.table)(&table, &View::default(), &mut out)?;
assert!(String::from_utf8_lossy(&out).contains("| H37.12-250613-0001 | 1.234 |"));
# Ok::<(), std::io::Error>(())
```
*/

mod chart;
mod clean;
mod control;
mod document;
mod doubts;
mod first;
mod form;
mod format;
mod formats;
mod headline;
mod lang;
mod mark;
mod names;
mod page;
mod pieces;
mod push;
mod table;
mod tidy;

pub use control::{ControlLimits, Signal};
pub use document::{Block, Document, Section};
pub use doubts::doubts;
pub use first::first_page;
pub use form::{DOTS, Form, FormColumn, FormHead, FormPart, FormRow, Heading, Level, WriteForm};
pub use format::{Format, IssueText, Rows, Stream, Style, View, WithExtras};
pub use formats::FORMATS;
pub use headline::verdict;
pub use lang::Lang;
pub use mark::is_own_report;
pub use page::{Extras, page};
pub use push::{PushCount, PushList, PushRow};
pub use table::{Align, Cell, Column, Table, Tone};
