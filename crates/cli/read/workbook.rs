//! Workbooks: every sheet that is an export is an input of its own.

use std::path::Path;

use sipas_excel::{Container, Limits, Sheet, Workbook};
use sipas_intake::{Dataset, Field, Layout, Part, Refusal};
use sipas_render::Lang;

use super::{File, HEAD, Job, Opened};
use crate::inputs::Source;
use crate::said::Said;

/// Whether a file is a workbook: by its content, never by its name.
pub(super) fn is_one(beginning: &[u8]) -> bool {
    Container::of(beginning).is_some() || is_xml(beginning)
}

/// A workbook of the XML kind, or a web archive: there is a better reason to refuse it than that it is no table of text.
fn is_xml(beginning: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&beginning[..beginning.len().min(64)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    head.starts_with("<?xml") || head.starts_with("mime-version")
}

/// A sheet, and what came of reading it.
struct Tried<'j> {
    file: File<'j>,
    read: Result<Part, Refusal>,
}

impl Job {
    /// Reads the sheet that was asked for, or every visible one that has a header of the kind. The error is that of
    /// the whole file.
    pub(super) fn load_workbook<'j>(
        &'j self,
        source: &'j Source,
        opened: Opened,
        data: &mut Dataset,
        notes: &mut Vec<String>,
        lang: Lang,
    ) -> Result<Vec<File<'j>>, String> {
        let excel = |error: sipas_excel::ExcelError| error.said(lang);
        let container = Container::of(&opened.beginning);
        let path = Path::new(&source.shown);
        let stamp = opened.stamp.clone();
        let mut book = Workbook::from_reader(opened.whole(), path, &Limits::default()).map_err(excel)?;
        stamp.map_or(Ok(()), |stamp| stamp.check(path)).map_err(|error| error.said(lang))?;
        let sheets = book.sheets(self.sheet.as_deref()).map_err(excel)?;
        if self.sheet.is_none() {
            notes.extend(book.hidden_sheets().iter().map(|name| {
                lang.pick(
                    format!("{} [{name}]: trang tính bị ẩn; bỏ qua, nêu --sheet để đọc", source.shown),
                    format!(
                        "{} [{name}]: this sheet is hidden; passed over, name it by --sheet to read it",
                        source.shown
                    ),
                )
            }));
        }
        drop(book);
        let mut tried: Vec<_> =
            sheets.iter().map(|sheet| self.try_sheet(source, sheet, container, data)).collect();
        // A workbook has other sheets too: charts, lists to choose from. Where none is an export, each says why.
        if tried.iter().any(|sheet| !is_something_else(&sheet.read)) {
            tried.retain(|sheet| {
                let passed = is_something_else(&sheet.read);
                if passed {
                    notes.push(lang.pick(
                        format!(
                            "{}: không có tiêu đề {}; bỏ qua trang này",
                            sheet.file.shown,
                            source.kind.vi()
                        ),
                        format!(
                            "{}: no header of {}; this sheet is passed over",
                            sheet.file.shown, source.kind
                        ),
                    ));
                }
                !passed
            });
        }
        let finish = |Tried { mut file, read }| {
            match read {
                Ok(part) => data.take(part),
                Err(refusal) => file.refused = Some(format!("{}: {}", file.shown, refusal.said(lang))),
            }
            file
        };
        Ok(tried.into_iter().map(finish).collect())
    }

    fn try_sheet<'j>(
        &'j self,
        source: &'j Source,
        sheet: &Sheet,
        container: Option<Container>,
        data: &Dataset,
    ) -> Tried<'j> {
        let head = sheet.head(HEAD);
        let profile = self.profiles.iter().find(|profile| profile.fits(source.kind, &head));
        // A page of HTML is one sheet without a name.
        let shown = match container {
            Some(Container::Html) => source.shown.clone(),
            _ => format!("{} [{}]", source.shown, sheet.name()),
        };
        let wanted = sipas_intake::Source {
            path: &shown,
            kind: source.kind,
            profile,
            serial_dates: sheet.serial_dates(),
            keep_rejects: self.keep_rejects,
        };
        let read = data.read(&wanted, &mut sheet.rows());
        let layout = Layout::detect(source.kind, &head, profile).ok();
        let file = File { profile, layout, workbook: container.map(name), ..File::of(source) };
        Tried { file: File { shown, ..file }, read }
    }
}

/// Whether a sheet is none of these exports: it has no header, or none that tells one record from another, nor one that
/// is spelt like that. What has half a header is refused, not passed over, so that a misspelt one does not lose a month.
fn is_something_else(read: &Result<Part, Refusal>) -> bool {
    match read {
        Err(Refusal::NoHeader { .. } | Refusal::EmptyFile) => true,
        Err(Refusal::MissingColumns { missing, suggestions, .. }) => {
            let key = |one_of: &Vec<Field>| one_of.contains(&Field::Code) || one_of.contains(&Field::Area);
            suggestions.is_empty() && missing.iter().any(key)
        }
        _ => false,
    }
}

fn name(container: Container) -> &'static str {
    match container {
        Container::Zip => "xlsx",
        Container::Compound => "xls",
        Container::Html => "html",
        _ => "workbook",
    }
}
