//! The rows that are no record of a report.

use std::io;

use sipas_engine::{Place, RowLine, Which};
use sipas_intake::Issue;
use sipas_render::{Cell, Column, Lang, Table};

use crate::Loaded;
use crate::rejects::reason;

/// The head of a list of rows that are no record of a report, and why not. No value is shown but of columns that are
/// read: names, telephones and addresses are not among them.
pub fn head(loaded: &Loaded, which: &[Which], lang: Lang) -> Table {
    let has = |wanted: Which| which.contains(&wanted);
    let (rejected, duplicate) = (has(Which::Rejected), has(Which::Duplicate));
    let mut columns = vec![
        Column::left("what", lang.pick("Vì sao", "What")),
        Column::left("file", lang.pick("Tệp", "File")),
        Column::right("line", lang.pick("Dòng", "Line")),
    ];
    if rejected {
        columns.push(Column::left("column", lang.pick("Cột", "Column")));
        columns.push(Column::left("value", lang.pick("Giá trị", "Value")));
        columns.push(Column::left("reason", lang.pick("Lý do", "Reason")));
    }
    if duplicate {
        columns.push(Column::left("code", lang.pick("Mã", "Code")));
        columns.push(Column::left("kept_file", lang.pick("Tệp được tính", "File that counts")));
        columns.push(Column::right("kept_line", lang.pick("Dòng được tính", "Line that counts")));
    }
    if rejected && loaded.has_workbooks() {
        columns.push(Column::left("cell", lang.pick("Ô", "Cell")));
    }
    let names: Vec<_> =
        which.iter().map(|which| lang.dossier_count(&which.to_string()).into_owned()).collect();
    let title = lang.pick("Các dòng: ", "Rows: ").to_owned() + &names.join("; ");
    Table { title, columns, rows: Vec::new() }
}

/// The rows below that head. There may be more of them than memory has room for: each is made when it is asked for.
pub fn rows<'l>(
    loaded: &'l Loaded,
    which: &'l [Which],
    lang: Lang,
) -> impl Iterator<Item = io::Result<Vec<Cell>>> {
    let rejected = which.contains(&Which::Rejected);
    let width = head(loaded, which, lang).columns.len();
    which.iter().flat_map(move |which| -> Box<dyn Iterator<Item = io::Result<Vec<Cell>>> + 'l> {
        let before = if rejected && *which == Which::Duplicate { 3 } else { 0 };
        let padded = move |mut row: Vec<Cell>| {
            row.splice(3..3, std::iter::repeat_n(Cell::Empty, before));
            row.resize(width, Cell::Empty);
            row
        };
        match which {
            Which::Rejected => Box::new(rejections(loaded, width, lang)),
            Which::Duplicate => Box::new(duplicates(loaded, lang).map(move |row| Ok(padded(row)))),
            _ => Box::new(loaded.data.skipped().map(move |line| {
                let cells =
                    vec![what(Which::Skipped, lang), path(loaded, line.place), Cell::count(line.place.line)];
                Ok(padded(cells))
            })),
        }
    })
}

fn what(which: Which, lang: Lang) -> Cell {
    let name = which.to_string();
    Cell::term(name.clone(), lang.dossier_count(&name).into_owned())
}

fn path(loaded: &Loaded, place: Place) -> Cell {
    Cell::text(&loaded.data.inputs()[place.input as usize].path)
}

/// One row a reason.
fn rejections(loaded: &Loaded, width: usize, lang: Lang) -> impl Iterator<Item = io::Result<Vec<Cell>>> {
    let inputs = loaded.data.inputs().iter().enumerate();
    inputs.flat_map(move |(number, input)| {
        let row = move |issue: &Issue| {
            let mut row = vec![
                what(Which::Rejected, lang),
                Cell::text(&input.path),
                Cell::count(issue.line),
                Cell::text(&issue.column),
                Cell::text(&issue.value),
                Cell::term(issue.code.name(), reason(issue, lang)),
            ];
            row.resize(width, Cell::Empty);
            if let (Some(cell), Some(last)) = (loaded.cell(number, issue), row.last_mut()) {
                *last = Cell::text(cell);
            }
            row
        };
        input.rejects.iter().flat_map(move |rejected| match rejected {
            Ok(rejected) => rejected.issues.iter().map(|issue| Ok(row(issue))).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        })
    })
}

fn duplicates(loaded: &Loaded, lang: Lang) -> impl Iterator<Item = Vec<Cell>> {
    by_place(loaded.data.duplicates()).map(move |line| {
        let kept = line.kept.unwrap_or(line.place);
        vec![
            what(Which::Duplicate, lang),
            path(loaded, line.place),
            Cell::count(line.place.line),
            Cell::text(line.code),
            path(loaded, kept),
            Cell::count(kept.line),
        ]
    })
}

/// They come in the order in which they gave way; people look for them file by file.
fn by_place(lines: impl Iterator<Item = RowLine>) -> impl Iterator<Item = RowLine> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| line.place);
    lines.into_iter()
}
