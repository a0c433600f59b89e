//! The rejects file: refused rows in full, to be mended and read again.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sipas_csv::{AtomicFile, CsvError, REJECTS_TITLES, RejectsTable, RejectsWriter, is_special};
use sipas_engine::{Dataset, Input};
use sipas_excel::RejectsBook;
use sipas_intake::{Column, Field, Issue, IssueCode, Kind, parse_date};
use sipas_render::{Cell, Lang};

/// A file of rejected rows that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it stands.
    pub path: PathBuf,
    /// How many rows it has.
    pub rows: u64,
}

/// Writes the refused rows, each kind into a file of its own, since each kind has headers of its own: a workbook where
/// the target's name ends so, else CSV.
pub fn write(data: &Dataset, target: &Path, lang: Lang) -> Result<Vec<Written>, CsvError> {
    let mut written = Vec::new();
    for kind in Kind::ALL {
        let path = of_kind(target, kind);
        let inputs = || data.inputs().iter().filter(move |input| input.kind == kind);
        let any = inputs().any(|input| !input.rejects.is_empty());
        // A file of an earlier run must not pass for one of this run.
        if any || kind == Kind::Dossiers || (!is_special(&path) && path.exists()) {
            let rows = write_kind(inputs(), &path, lang)?;
            written.push(Written { path, rows });
        }
    }
    Ok(written)
}

fn write_kind<'d>(inputs: impl Iterator<Item = &'d Input>, path: &Path, lang: Lang) -> Result<u64, CsvError> {
    let mut writer = RejectsWriter::create(path)?;
    enter(inputs, &mut writer, path, lang)?;
    let title = lang.pick(REJECTS_TITLES[0], REJECTS_TITLES[1]);
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        let mut file = AtomicFile::create_private(path)?;
        let rows = write_book(writer, path, title, &mut file)?;
        file.finish()?;
        Ok(rows)
    } else {
        writer.finish(title)
    }
}

/// Writes the refused rows of one kind as a workbook, where there is no disk; messages call it by the name.
pub fn book(
    data: &Dataset,
    kind: Kind,
    name: &Path,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<u64, CsvError> {
    let mut writer = RejectsWriter::in_memory(name);
    enter(data.inputs().iter().filter(|input| input.kind == kind), &mut writer, name, lang)?;
    write_book(writer, name, lang.pick(REJECTS_TITLES[0], REJECTS_TITLES[1]), out)
}

fn enter<'d>(
    inputs: impl Iterator<Item = &'d Input>,
    writer: &mut RejectsWriter,
    path: &Path,
    lang: Lang,
) -> Result<(), CsvError> {
    // Files may call one field by different names. In one table each field has one column, since of two columns of a
    // field only one is read.
    let mut names: BTreeMap<Field, String> = BTreeMap::new();
    for input in inputs {
        let header = |column: &Column| match column.field {
            Some(field) => names.entry(field).or_insert_with(|| column.header.clone()).clone(),
            None => column.header.clone(),
        };
        let headers: Vec<String> = input.columns.iter().map(header).collect();
        for row in input.rejects.iter() {
            let row = row.map_err(|error| CsvError::Write { path: path.to_owned(), error })?;
            let reasons: Vec<String> = row.issues.iter().map(|issue| reason(issue, lang)).collect();
            let own_name = |issue: &Issue| {
                let at = input.columns.iter().position(|column| column.header == issue.column);
                at.map_or(issue.column.as_str(), |at| headers[at].as_str()).to_owned()
            };
            let columns: Vec<String> = row.issues.iter().map(own_name).collect();
            let problems: Vec<(&str, &str, &str)> = row
                .issues
                .iter()
                .zip(&columns)
                .zip(&reasons)
                .map(|((issue, column), reason)| (column.as_str(), issue.value.as_str(), reason.as_str()))
                .collect();
            let whole = |issue: &Issue| {
                matches!(issue.code, IssueCode::RowCells | IssueCode::RowCut | IssueCode::BytesInvalid)
            };
            let whole = row.issues.iter().any(whole);
            writer.row(&input.path, row.line, &problems, &headers, &row.cells, whole)?;
        }
    }
    Ok(())
}

fn write_book(writer: RejectsWriter, path: &Path, title: &str, out: &mut dyn Write) -> Result<u64, CsvError> {
    let mut table = Sheets { title, book: None };
    let rows = writer.table(&mut table)?;
    let book = table.book.unwrap_or_else(|| RejectsBook::new(title, Vec::new()));
    book.write(out).map_err(|error| CsvError::Write { path: path.to_owned(), error })?;
    Ok(rows)
}

/// A workbook that begins with the header.
struct Sheets<'t> {
    title: &'t str,
    book: Option<RejectsBook>,
}

impl RejectsTable for Sheets<'_> {
    fn row(&mut self, cells: &[&str], wrong: &[usize]) -> io::Result<()> {
        if let Some(book) = &mut self.book {
            return book.row(cells, wrong);
        }
        let header = cells.iter().map(|name| (*name).to_owned()).collect();
        self.book = Some(RejectsBook::new(self.title, header));
        Ok(())
    }
}

/// Why a row was refused or is doubtful, and what was expected instead.
pub fn reason(issue: &Issue, lang: Lang) -> String {
    let (vi, en) = issue.code.texts();
    let said = lang.pick(vi, en);
    match (lang, issue.code) {
        (Lang::Vi, IssueCode::RowCells) if !issue.expected.is_empty() => {
            format!("dòng có {} ô, tiêu đề có {}", issue.value, issue.expected)
        }
        _ if issue.expected.is_empty() => said.to_owned(),
        _ => format!("{said} ({})", expected(issue, lang)),
    }
}

/// What was expected, in words where signs are hard to read.
pub fn expected(issue: &Issue, lang: Lang) -> String {
    let last = issue.expected.strip_prefix("dd 01–").filter(|_| issue.code == IssueCode::DateInvalid);
    match (lang, last) {
        (Lang::Vi, Some(last)) => format!("tháng này chỉ có {last} ngày"),
        (Lang::En, Some(last)) => format!("that month has {last} days"),
        (Lang::Vi, None) => day_first(&issue.expected),
        (Lang::En, None) => issue.expected.clone(),
    }
}

/// What another column says, `Ngày tiếp nhận: 2025-06-13T08:00:00`, with its day as it is written in Vietnam.
fn day_first(expected: &str) -> String {
    let told = expected.rsplit_once(": ").and_then(|(column, at)| Some((column, parse_date(at).ok()?)));
    told.map_or_else(
        || expected.to_owned(),
        |(column, at)| format!("{column}: {}", Cell::Date(at).people(Lang::Vi)),
    )
}

/// `FILE.csv` for dossiers, `FILE.pakn.csv` beside it for petitions, and so on. What is no file, such as `/dev/stdout`,
/// takes all of them.
pub fn of_kind(target: &Path, kind: Kind) -> PathBuf {
    if kind == Kind::Dossiers || is_special(target) {
        return target.to_owned();
    }
    match target.extension() {
        Some(extension) => target.with_extension(format!("{}.{}", kind.name(), extension.to_string_lossy())),
        None => target.with_extension(kind.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_in_vietnam() {
        assert_eq!(day_first("Ngày tiếp nhận: 2025-06-13T08:00:00"), "Ngày tiếp nhận: 13/06/2025 08:00");
        assert_eq!(day_first("Ngày hẹn trả: 2025-06-11"), "Ngày hẹn trả: 11/06/2025");
        assert_eq!(day_first("dd/MM/yyyy"), "dd/MM/yyyy");
        assert_eq!(day_first("Trạng thái: xong"), "Trạng thái: xong");
    }

    #[test]
    fn each_kind_has_its_file() {
        let of = |target: &str, kind| of_kind(Path::new(target), kind).display().to_string();
        assert_eq!(of("out/loi.csv", Kind::Dossiers), "out/loi.csv");
        assert_eq!(of("out/loi.csv", Kind::Pakn), "out/loi.pakn.csv");
        assert_eq!(of("loi", Kind::Survey), "loi.survey");
    }
}
