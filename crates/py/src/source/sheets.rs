//! Workbooks: every sheet that is an export is an input of its own.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use sipas_csv::Options;
use sipas_excel::{Container, Limits, Sheet, Workbook};
use sipas_intake::{Dataset, Field, Kind, Layout, Refusal};

use super::{BEGINNING, Guide, HEAD, Origin, Part};
use crate::enter::{Stop, Until};
use crate::error::Failure;

/// The sheets of a workbook: those that are inputs, and those that are none, each with why.
pub(crate) struct Book {
    pub(crate) sheets: Vec<Part>,
    pub(crate) passed_over: Vec<(String, String)>,
}

impl Book {
    /// Opens a workbook: the sheet of that name, else every visible one that has a header of the kind.
    pub(crate) fn open(
        path: &Path,
        shown: &str,
        named: Option<&str>,
        kind: Kind,
        guide: &Arc<Guide>,
    ) -> Result<Book, Failure> {
        let open = |error| Failure::Io { path: path.to_owned(), error };
        let excel = |error| Failure::excel(shown, error);
        let mut reader = File::open(path).map_err(open)?;
        let mut beginning = Vec::new();
        reader.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        let is_page = Container::of(&beginning) == Some(Container::Html);
        let whole = Cursor::new(beginning).chain(reader);
        let mut book = Workbook::from_reader(whole, Path::new(shown), &Limits::default()).map_err(excel)?;
        let sheets = book.sheets(named).map_err(excel)?;
        drop(book);
        let part = |sheet: Sheet| {
            // A page of HTML is one sheet without a name.
            let shown = if is_page { shown.to_owned() } else { format!("{shown} [{}]", sheet.name()) };
            let origin = Origin::Sheet(Arc::new(sheet));
            Part { kind, shown, origin, guide: guide.clone(), options: Options::default() }
        };
        let mut book = Book { sheets: Vec::new(), passed_over: Vec::new() };
        let mut others = Vec::new();
        for part in sheets.into_iter().map(part) {
            match part.is_something_else() {
                Some(refusal) => others.push((part, refusal)),
                None => book.sheets.push(part),
            }
        }
        // A workbook has other sheets too: charts, lists to choose from. Where none is an export, each says why.
        if book.sheets.is_empty() {
            book.sheets.extend(others.into_iter().map(|(part, _)| part));
        } else {
            let said = others.into_iter().map(|(part, refusal)| (part.shown, refusal.to_string()));
            book.passed_over.extend(said);
        }
        Ok(book)
    }
}

impl Part {
    pub(super) fn load_sheet(
        &self,
        sheet: &Sheet,
        data: &mut Dataset,
        stop: &Stop,
    ) -> Result<Option<usize>, Failure> {
        let profile = self.profile_of(sheet);
        if let Ok(layout) =
            Layout::detect(self.kind, &sheet.head(HEAD), profile.map(|n| self.guide.profile(n)))
        {
            self.guide.check(&self.shown, profile, &layout)?;
        }
        let source = sipas_intake::Source { serial_dates: sheet.serial_dates(), ..self.source(profile) };
        let read = data.read(&source, &mut Until { rows: &mut sheet.rows(), stop });
        stop.check()?;
        data.take(read.map_err(|refusal| Failure::refused(&self.shown, &refusal))?);
        Ok(profile)
    }

    fn profile_of(&self, sheet: &Sheet) -> Option<usize> {
        let head = sheet.head(HEAD);
        self.guide.choose(|profile| profile.fits(self.kind, &head))
    }

    /// Why a sheet is none of these exports: it has no header, or none that tells one record from another, nor one that
    /// is spelt like that. What has half a header is refused, not passed over, so that a misspelt one does not lose a
    /// month.
    fn is_something_else(&self) -> Option<Refusal> {
        let Origin::Sheet(sheet) = &self.origin else { return None };
        let profile = self.profile_of(sheet).map(|n| self.guide.profile(n));
        let refusal = Layout::detect(self.kind, &sheet.head(HEAD), profile).err()?;
        let is_other = match &refusal {
            Refusal::NoHeader { .. } | Refusal::EmptyFile => true,
            Refusal::MissingColumns { missing, suggestions, .. } => {
                let key =
                    |one_of: &Vec<Field>| one_of.contains(&Field::Code) || one_of.contains(&Field::Area);
                suggestions.is_empty() && missing.iter().any(key)
            }
            _ => false,
        };
        is_other.then_some(refusal)
    }
}
