//! What became of the rows that are no record, and what is doubtful about the others.

use std::borrow::Cow;

use sipas_engine::{Dataset, Input, RowLine};
use sipas_intake::{Field, Issue, IssueCode, Severity};

use super::{Columns, Table, in_batches, lines::places};

/// One thing that is wrong or doubtful.
struct Found<'d> {
    file: &'d str,
    kind: &'static str,
    /// The line; `None` of a whole file.
    line: Option<u64>,
    column: Cow<'d, str>,
    value: Cow<'d, str>,
    code: IssueCode,
    expected: Cow<'d, str>,
}

impl<'d> Found<'d> {
    fn of(input: &'d Input, issue: &'d Issue) -> Found<'d> {
        Found {
            line: Some(issue.line),
            column: Cow::Borrowed(&issue.column),
            value: Cow::Borrowed(&issue.value),
            expected: Cow::Borrowed(&issue.expected),
            ..Found::whole(input, issue.code)
        }
    }

    fn whole(input: &'d Input, code: IssueCode) -> Found<'d> {
        let [column, value, expected] = [const { Cow::Borrowed("") }; 3];
        Found { file: &input.path, kind: input.kind.name(), line: None, column, value, code, expected }
    }
}

/// Every issue that is kept: all that reject a row, and of each other kind the first of a file.
fn found(data: &Dataset) -> impl Iterator<Item = Found<'_>> {
    data.inputs().iter().flat_map(|input| input.log.issues().iter().map(|issue| Found::of(input, issue)))
}

/// Every rejected, skipped, duplicate or doubtful row, and why: one row an issue. One of a whole file has no line, and as
/// its value the number of rows that it is about.
pub fn issues(data: &Dataset) -> Table {
    let duplicates = data.duplicates().map(|row| Found {
        line: Some(row.place.line),
        value: Cow::Owned(row.code),
        ..Found::whole(&data.inputs()[row.place.input as usize], IssueCode::Duplicate)
    });
    let codes = data.code_doubts().map(|(input, issue)| Found {
        line: Some(issue.line),
        column: Cow::Owned(issue.column),
        value: Cow::Owned(issue.value),
        expected: Cow::Owned(issue.expected),
        ..Found::whole(&data.inputs()[input], issue.code)
    });
    let snapshots = data.snapshot_doubts().into_iter().map(|(input, code, count)| Found {
        value: Cow::Owned(count.to_string()),
        ..Found::whole(&data.inputs()[input], code)
    });
    table(found(data).chain(codes).chain(snapshots).chain(duplicates))
}

/// Every reason for which a row was refused: a row that is refused for two has two lines.
pub fn rejected(data: &Dataset) -> Table {
    table(found(data).filter(|found| found.code.severity() == Severity::Reject))
}

fn table<'d>(found: impl Iterator<Item = Found<'d>>) -> Table {
    in_batches(found, |found| {
        let all = || found.iter();
        Columns::default()
            .text("file", all().map(|found| Some(found.file)))
            .text("kind", all().map(|found| Some(found.kind)))
            .count("line", all().map(|found| found.line))
            .text("code", all().map(|found| Some(found.code.name())))
            .text("severity", all().map(|found| Some(found.code.severity().name())))
            .text("column", all().map(|found| Some(found.column.as_ref())))
            .text("value", all().map(|found| Some(found.value.as_ref())))
            .text("expected", all().map(|found| Some(found.expected.as_ref())))
            .text("text_vi", all().map(|found| Some(found.code.texts().0)))
            .text("text_en", all().map(|found| Some(found.code.texts().1)))
            .batch()
    })
}

/// The rows that gave way to a newer one of the same code, and which one that is.
pub fn duplicates(data: &Dataset) -> Table {
    in_batches(data.duplicates(), |rows: &[RowLine]| {
        let kept = || rows.iter().map(|row| row.kept.unwrap_or(row.place));
        let columns = Columns::default().text("code", rows.iter().map(|row| Some(row.code.as_str())));
        places(columns, data, || rows.iter().map(|row| row.place))
            .text("kept_file", kept().map(|place| Some(&data.inputs()[place.input as usize].path)))
            .count("kept_line", kept().map(|place| Some(place.line)))
            .batch()
    })
}

/// The rows that are no record: titles, totals, signatures, column numbers, empty cells.
pub fn skipped(data: &Dataset) -> Table {
    in_batches(data.skipped(), |rows: &[RowLine]| {
        let columns = places(Columns::default(), data, || rows.iter().map(|row| row.place));
        let kind = |row: &RowLine| data.inputs()[row.place.input as usize].kind.name();
        columns.text("kind", rows.iter().map(|row| Some(kind(row)))).batch()
    })
}

/// How each header was understood: one row a column of an input; the field of a column that is not read is null.
pub fn columns(data: &Dataset) -> Table {
    let all: Vec<_> = data
        .inputs()
        .iter()
        .flat_map(|input| input.columns.iter().map(move |column| (input, column)))
        .collect();
    Columns::default()
        .text("file", all.iter().map(|(input, _)| Some(&input.path)))
        .text("kind", all.iter().map(|(input, _)| Some(input.kind.name())))
        .text("header", all.iter().map(|(_, column)| Some(&column.header)))
        .text("field", all.iter().map(|(_, column)| column.field.map(Field::name)))
        .table()
}
