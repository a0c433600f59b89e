//! Workbooks: every sheet that is an export is an input of its own.

use std::path::Path;
use std::sync::Arc;

use sipas_engine::{Dataset, LoadedPart};
use sipas_excel::{Container, Limits, Sheet, Workbook};
use sipas_intake::grammar::{DateRules, NationalCode, trim};
use sipas_intake::{Field, Layout, Refusal, Row, Rows as _};

use super::watch::{Until, go_on};
use super::{File, HEAD, Opened, Origin, Outcome, ReadError, Reader, Source, Watch};
use crate::exports::Accept;

/// Whether a file is a workbook: by its content, never by its name.
pub(super) fn is_one(beginning: &[u8], accept: Accept) -> bool {
    Container::of(beginning).is_some() || accept == Accept::Workbooks || is_xml(beginning)
}

/// A workbook of the XML kind, or a web archive: there is a better reason to refuse it than that it is no table of text.
fn is_xml(beginning: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&beginning[..beginning.len().min(64)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    head.starts_with("<?xml") || head.starts_with("mime-version")
}

/// What came of a sheet.
enum SheetRead {
    Export(Result<Box<LoadedPart>, ReadError>),
    /// Why it is none, and itself while no other sheet is one.
    Other(Refusal, Option<Source>),
}

impl Reader {
    /// Reads the sheet that was asked for, or every visible one that has a header of the kind. The error is that of
    /// the whole file.
    pub(super) fn load_workbook(
        &self,
        source: &Source,
        opened: Opened,
        data: &mut Dataset,
        watch: &Arc<dyn Watch>,
    ) -> Result<Vec<File>, ReadError> {
        let container = Container::of(&opened.beginning);
        let path = Path::new(&source.shown);
        let stamp = opened.stamp.clone();
        let failed = |error| ReadError::Workbook { shown: source.shown.clone(), error };
        let mut book = Workbook::from_reader(opened.whole(), path, &Limits::default()).map_err(failed)?;
        stamp
            .map_or(Ok(()), |stamp| stamp.check(path))
            .map_err(|error| ReadError::Text { shown: source.shown.clone(), error })?;
        let hidden = if self.options.sheet.is_none() { book.hidden_sheets() } else { Vec::new() };
        let format = book.format();
        let hidden = hidden.into_iter().map(|name| File {
            shown: format!("{} [{name}]", source.shown),
            outcome: Outcome::Hidden,
            source: None,
            ..File::of(source)
        });
        let hidden: Vec<File> = hidden.collect();
        let source = |sheet: Sheet| {
            // A page of HTML is one sheet without a name.
            let shown = match container {
                Some(Container::Html) => source.shown.clone(),
                _ => format!("{} [{}]", source.shown, sheet.name()),
            };
            let told = source.any_kind.then(|| self.likeliest(|_| Some(sheet.head(HEAD)))).flatten();
            let kind = told.unwrap_or(source.kind);
            Source { kind, any_kind: false, shown, origin: Origin::Sheet(Arc::new(sheet)) }
        };
        // One sheet after another is in memory, and none is taken in where a later one is damaged. A workbook has other
        // sheets too: charts, lists to choose from. Where none is an export, each says why.
        let (mut read, mut any) = (Vec::new(), false);
        for sheet in book.sheet_by_sheet(self.options.sheet.as_deref()).map_err(failed)? {
            let source = source(sheet.map_err(failed)?);
            let other = self.something_else(&source);
            any |= other.is_none();
            let mut file = File::of(&source);
            let what = match other {
                None => SheetRead::Export(self.read_sheet(&source, &mut file, data, &**watch).map(Box::new)),
                Some(refusal) => SheetRead::Other(refusal, (!any).then(|| source.clone())),
            };
            file.source = self.options.keep_sheets.then_some(source);
            read.push((file, what));
        }
        let ended = |(file, what): (File, SheetRead)| {
            let mut file = match what {
                SheetRead::Export(Ok(part)) => {
                    data.take(*part);
                    file.ended(None, data)
                }
                SheetRead::Export(Err(error)) => file.ended(Some(error), data),
                SheetRead::Other(_, Some(source)) if !any => {
                    File { source: file.source, ..self.load_one(&source, data, watch) }
                }
                SheetRead::Other(refusal, _) => File { outcome: Outcome::PassedOver(refusal), ..file },
            };
            file.workbook = Some(format);
            file
        };
        let read: Vec<File> = read.into_iter().map(ended).collect();
        Ok(hidden.into_iter().chain(read).collect())
    }

    /// Reads one sheet, without taking it in yet.
    pub(super) fn read_sheet(
        &self,
        source: &Source,
        file: &mut File,
        data: &Dataset,
        watch: &dyn Watch,
    ) -> Result<LoadedPart, ReadError> {
        let Origin::Sheet(sheet) = &source.origin else { unreachable!("a sheet is read") };
        let profiles = &self.options.profiles;
        let head = sheet.head(HEAD);
        file.profile = profiles.choose(|profile| profile.fits(source.kind, &head));
        file.layout = Layout::detect(source.kind, &head, profiles.get(file.profile)).ok();
        if let Some(layout) = &file.layout {
            profiles.check(&source.shown, file.profile, layout)?;
        }
        let wanted = sipas_engine::Source {
            serial_dates: sheet.serial_dates(),
            ..self.intake_source(&source.shown, source.kind, file.profile)
        };
        let read = data.read(&wanted, &mut Until { rows: &mut sheet.rows(), watch });
        go_on(watch)?;
        read.map_err(|refusal| ReadError::refused(&source.shown, refusal))
    }

    /// Why a sheet is none of these exports: it has no header, or none that tells one record from another, nor one that
    /// is spelt like that. What has half a header is refused, not passed over, so that a misspelt one does not lose a
    /// month.
    fn something_else(&self, source: &Source) -> Option<Refusal> {
        let Origin::Sheet(sheet) = &source.origin else { return None };
        let (profiles, head) = (&self.options.profiles, sheet.head(HEAD));
        let profile = profiles.choose(|profile| profile.fits(source.kind, &head));
        let refusal = Layout::detect(source.kind, &head, profiles.get(profile)).err()?;
        let is_other = match &refusal {
            Refusal::NoHeader { .. } | Refusal::EmptyFile => true,
            Refusal::MissingColumns { missing, suggestions, .. } => {
                let key =
                    |one_of: &Vec<Field>| one_of.contains(&Field::Code) || one_of.contains(&Field::Area);
                // A summary may name units and numbers of dossiers, yet it has no dates.
                suggestions.is_empty() && (missing.iter().any(key) || !holds_dates(sheet))
            }
            _ => false,
        };
        (is_other && !holds_records(sheet)).then_some(refusal)
    }
}

/// Whether a row of a sheet has a date.
fn holds_dates(sheet: &Sheet) -> bool {
    any_row_with_date(sheet, |_| true)
}

/// Whether a row of a sheet has a code of the national shape, and a date beside it: rows that a header is missing above.
fn holds_records(sheet: &Sheet) -> bool {
    any_row_with_date(sheet, |cells| {
        cells.iter().any(|cell| NationalCode::parse(trim(cell).as_bytes()).is_some())
    })
}

fn any_row_with_date(sheet: &Sheet, is_one: impl Fn(&[&str]) -> bool) -> bool {
    let (dates, mut rows) = (DateRules::default(), sheet.rows());
    while let Some(row) = rows.next_row() {
        let is_found =
            |row: &Row<'_>| is_one(row.cells) && row.cells.iter().any(|cell| dates.has_shape(trim(cell)));
        if row.is_ok_and(|row| is_found(&row)) {
            return true;
        }
    }
    false
}
