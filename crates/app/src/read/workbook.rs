//! Workbooks: every sheet that is an export is an input of its own.

use std::path::Path;
use std::sync::Arc;

use sipas_engine::Dataset;
use sipas_excel::{Container, Limits, Sheet, Workbook};
use sipas_intake::grammar::{DateRules, NationalCode, trim};
use sipas_intake::{Field, Layout, Refusal, Rows as _};

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
        let sheets = book.sheets(self.options.sheet.as_deref()).map_err(failed)?;
        let hidden = if self.options.sheet.is_none() { book.hidden_sheets() } else { Vec::new() };
        let format = book.format();
        drop(book);
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
            Source { shown, origin: Origin::Sheet(Arc::new(sheet)), ..source.clone() }
        };
        let sheets: Vec<_> = sheets.into_iter().map(source).collect();
        let others: Vec<_> = sheets.iter().map(|source| self.something_else(source)).collect();
        // A workbook has other sheets too: charts, lists to choose from. Where none is an export, each says why.
        let any = others.iter().any(Option::is_none);
        let load = |(source, other): (Source, Option<Refusal>)| {
            let mut file = match other.filter(|_| any) {
                Some(refusal) => File { outcome: Outcome::PassedOver(refusal), ..File::of(&source) },
                None => self.load_one(&source, data, watch),
            };
            file.workbook = Some(format);
            file.source = self.options.keep_sheets.then_some(source);
            file
        };
        let read: Vec<File> = sheets.into_iter().zip(others).map(load).collect();
        Ok(hidden.into_iter().chain(read).collect())
    }

    /// Reads one sheet.
    pub(super) fn load_sheet(
        &self,
        source: &Source,
        sheet: &Sheet,
        file: &mut File,
        data: &mut Dataset,
        watch: &dyn Watch,
    ) -> Result<(), ReadError> {
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
        data.take(read.map_err(|refusal| ReadError::refused(&source.shown, refusal))?);
        Ok(())
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
                suggestions.is_empty() && missing.iter().any(key)
            }
            _ => false,
        };
        (is_other && !holds_records(sheet)).then_some(refusal)
    }
}

/// Whether a row of a sheet has a code of the national shape, and a date beside it: rows that a header is missing above.
fn holds_records(sheet: &Sheet) -> bool {
    let mut rows = sheet.rows();
    while let Some(row) = rows.next_row() {
        let Ok(row) = row else { continue };
        let is_code = |cell: &&str| NationalCode::parse(trim(cell).as_bytes()).is_some();
        let is_date = |cell: &&str| DateRules::default().has_shape(trim(cell));
        if row.cells.iter().any(is_code) && row.cells.iter().any(is_date) {
            return true;
        }
    }
    false
}
