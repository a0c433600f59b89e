/*!
Workbooks into rows of text cells, and reports and statutory forms into workbooks.

# Reading

[`Workbook::open`] takes .xlsx, .xlsb, .xls, .ods, and the HTML tables that many systems save as .xls, each told by its content
and never by its name. [`Workbook::sheets`] hands over the sheets, and [`Sheet::rows`] their rows as
[`sipas_intake::Rows`]. Real dates become ISO text, numbers their shortest form; codes that are stored as text stay as
they are. Each row tells what its cells are, since a formula without a value is no blank, and cells merged downwards have
their value in every row.

```
use sipas_excel::{Limits, Workbook, cell_name};
use sipas_intake::Rows;
use std::path::Path;

let page = "<table><tr><td>Mã hồ sơ<td>Ngày tiếp nhận<tr><td>H37.12-250613-0001<td>13/06/2025</table>";
let mut workbook = Workbook::from_reader(page.as_bytes(), Path::new("t6.xls"), &Limits::default())?;
let sheets = workbook.sheets(None)?;
let mut rows = sheets[0].rows();
rows.next_row();
let row = rows.next_row().and_then(Result::ok).expect("a second row");
assert_eq!((row.cells[1], cell_name(row.line, 1)), ("13/06/2025", "B2".to_owned()));
# Ok::<(), sipas_excel::ExcelError>(())
```

A workbook is data of strangers: [`Limits`] keep a small file from filling the memory, and what is damaged, locked or
something else is refused by an [`ExcelError`] that says so.

[`Zipped`] is a .zip of exports, which is no workbook but comes from as many strangers.

# Writing

[`write_report`] makes a workbook of a report: a sheet for the summary, the scorecard, each kind of groups, each list
and the quality of the data; with native charts, and set up for paper. [`XLSX`] is the same as one of the output
formats of [`sipas_render`]: a list, and a form as it is on paper.

No figure is computed here that the report has not; text is always text, never a formula; and the same figures are
always the same bytes.
*/

mod error;
mod mark;
mod read;
mod write;

pub use error::{ExcelError, Other};
pub use mark::{Made, made};
pub use read::{Container, Limits, Sheet, SheetRows, Sheets, Workbook, Zipped, cell_name};
pub use write::{RejectsBook, XLSX, write_report, write_tables};
