use sipas_intake::{Place, RowLine, Severity, Which};
use sipas_render::{Cell, Column, Lang, Table};

use crate::read::Loaded;
use sipas_app::rejects::reason;

/// Rows that are no record of a report, and why not. No value is shown but of columns that are read: names, telephones
/// and addresses are not among them.
pub(super) fn table(loaded: &Loaded<'_>, which: &[Which], lang: Lang) -> Table {
    let data = &loaded.data;
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
    let path = |place: Place| Cell::text(&data.inputs()[place.input as usize].path);
    let width = |cells: Vec<Cell>, before: usize| {
        let mut row = cells;
        row.splice(3..3, std::iter::repeat_n(Cell::Empty, before));
        row.resize(columns.len(), Cell::Empty);
        row
    };
    let what = |which: Which| {
        let name = which.to_string();
        Cell::term(name.clone(), lang.dossier_count(&name).into_owned())
    };

    let mut rows = Vec::new();
    for which in which {
        match which {
            Which::Rejected => {
                for (number, input) in data.inputs().iter().enumerate() {
                    let issues = input.log.issues().iter();
                    for issue in issues.filter(|issue| issue.code.severity() == Severity::Reject) {
                        let cells = vec![
                            what(*which),
                            Cell::text(&input.path),
                            Cell::count(issue.line),
                            Cell::text(&issue.column),
                            Cell::text(&issue.value),
                            Cell::term(issue.code.name(), reason(issue, lang)),
                        ];
                        let mut row = width(cells, 0);
                        if let (Some(cell), Some(last)) = (loaded.cell(number, issue), row.last_mut()) {
                            *last = Cell::text(cell);
                        }
                        rows.push(row);
                    }
                }
            }
            Which::Duplicate => rows.extend(by_place(data.duplicates()).map(|line| {
                let kept = line.kept.unwrap_or(line.place);
                let cells = vec![
                    what(*which),
                    path(line.place),
                    Cell::count(line.place.line),
                    Cell::text(line.code),
                    path(kept),
                    Cell::count(kept.line),
                ];
                width(cells, if rejected { 3 } else { 0 })
            })),
            _ => rows.extend(data.skipped().map(|line| {
                let cells = vec![what(*which), path(line.place), Cell::count(line.place.line)];
                width(cells, 0)
            })),
        }
    }
    let names: Vec<_> =
        which.iter().map(|which| lang.dossier_count(&which.to_string()).into_owned()).collect();
    Table { title: lang.pick("Các dòng: ", "Rows: ").to_owned() + &names.join("; "), columns, rows }
}

/// They come in the order in which they gave way; people look for them file by file.
fn by_place(lines: impl Iterator<Item = RowLine>) -> impl Iterator<Item = RowLine> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| line.place);
    lines.into_iter()
}
