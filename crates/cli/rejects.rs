//! The rejects file: refused rows in full, to be mended and read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use sipas_csv::{CsvError, RejectsWriter, is_special};
use sipas_intake::{Column, Dataset, Field, Input, Issue, IssueCode, Kind};
use sipas_render::Lang;

use crate::messages::Messages;
use crate::said::Said;

/// Writes the refused rows, each kind into a file of its own, since each kind has headers of its own.
pub(crate) fn write(data: &Dataset, target: &Path, messages: Messages) -> Result<()> {
    let lang = messages.lang;
    for kind in Kind::ALL {
        let path = of_kind(target, kind);
        let inputs = || data.inputs().iter().filter(move |input| input.kind == kind);
        let any = inputs().any(|input| !input.rejects.is_empty());
        // A file of an earlier run must not pass for one of this run.
        let is_special = is_special(&path);
        if !any && kind != Kind::Dossiers && (is_special || !path.exists()) {
            continue;
        }
        let rows = write_kind(inputs(), &path, lang).map_err(|error| anyhow!(error.said(lang)))?;
        let path = path.display();
        if rows > 0 {
            // Who can read what is no file is not for us to say.
            let (vi, en) = if is_special {
                ("", "")
            } else {
                (", chỉ chủ tệp đọc được", ", only its owner can read it")
            };
            messages.warning(&lang.pick(
                format!(
                    "{path}: {rows} dòng bị từ chối, nguyên văn; TỆP CÓ DỮ LIỆU CÁ NHÂN{vi}; sửa rồi đọc lại cùng các \
                     tệp cũ"
                ),
                format!(
                    "{path}: {rows} rejected rows in full; IT HOLDS PERSONAL DATA{en}; mend it and read it together \
                     with the old files"
                ),
            ));
        } else {
            messages.note(&lang.pick(
                format!("{path}: không có dòng nào bị từ chối"),
                format!("{path}: no row was rejected"),
            ));
        }
    }
    Ok(())
}

fn write_kind<'d>(inputs: impl Iterator<Item = &'d Input>, path: &Path, lang: Lang) -> Result<u64, CsvError> {
    let mut writer = RejectsWriter::create(path)?;
    // Files may call one field by different names. In one table each field has one column, since of two columns of a
    // field only one is read.
    let mut names: BTreeMap<Field, String> = BTreeMap::new();
    for input in inputs {
        let header = |column: &Column| match column.field {
            Some(field) => names.entry(field).or_insert_with(|| column.header.clone()).clone(),
            None => column.header.clone(),
        };
        let headers: Vec<String> = input.columns.iter().map(header).collect();
        for row in &input.rejects {
            let reasons: Vec<String> = row.issues.iter().map(|issue| reason(issue, lang)).collect();
            let problems: Vec<(&str, &str, &str)> = row
                .issues
                .iter()
                .zip(&reasons)
                .map(|(issue, reason)| (issue.column.as_str(), issue.value.as_str(), reason.as_str()))
                .collect();
            let whole = |issue: &Issue| {
                matches!(issue.code, IssueCode::RowCells | IssueCode::RowCut | IssueCode::BytesInvalid)
            };
            let whole = row.issues.iter().any(whole);
            writer.row(&input.path, row.line, &problems, &headers, &row.cells, whole)?;
        }
    }
    writer.finish()
}

/// Why a row was refused or is doubtful, and what was expected instead.
pub(crate) fn reason(issue: &Issue, lang: Lang) -> String {
    let (vi, en) = issue.code.texts();
    let said = lang.pick(vi, en);
    if issue.expected.is_empty() { said.to_owned() } else { format!("{said} ({})", issue.expected) }
}

/// `FILE.csv` for dossiers, `FILE.pakn.csv` beside it for petitions, and so on. What is no file, such as `/dev/stdout`, takes
/// all of them.
pub(crate) fn of_kind(target: &Path, kind: Kind) -> PathBuf {
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
    fn each_kind_has_its_file() {
        let of = |target: &str, kind| of_kind(Path::new(target), kind).display().to_string();
        assert_eq!(of("out/loi.csv", Kind::Dossiers), "out/loi.csv");
        assert_eq!(of("out/loi.csv", Kind::Pakn), "out/loi.pakn.csv");
        assert_eq!(of("loi", Kind::Survey), "loi.survey");
    }
}
