//! What kind of export an input is, told by its headers.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use sipas_csv::CsvRows;
use sipas_excel::{Limits, Workbook};
use sipas_intake::{Field, Kind, Layout, Refusal};

use super::{HEAD, Opened, ReadError, Reader, Source, Watch, text, workbook, zipped};

impl Reader {
    /// Tells which kinds of export an input has headers of: one, or of a workbook or an archive
    /// as many as its sheets or files have. None
    /// where no header is known.
    pub fn kinds_of(&self, source: &Source) -> Result<Vec<Kind>, ReadError> {
        let opened = Opened::of(source, &(Arc::new(()) as Arc<dyn Watch>))?;
        let mut kinds: Vec<Kind> = Vec::new();
        if zipped::archive(source, &opened).is_some() {
            return Ok(self.kinds_of_zipped(source, &opened));
        }
        if workbook::is_one(&opened.beginning, self.options.accept) {
            let path = Path::new(&source.shown);
            let failed = |error| ReadError::Workbook { shown: source.shown.clone(), error };
            let mut book = Workbook::from_reader(opened.whole(), path, &Limits::default()).map_err(failed)?;
            for sheet in book.sheet_by_sheet(self.options.sheet.as_deref()).map_err(failed)? {
                let head = sheet.map_err(failed)?.head(HEAD);
                let kind = self.likeliest(|_| Some(head.clone()));
                kinds.extend(kind.filter(|kind| !kinds.contains(kind)));
            }
        } else {
            let rows = |profile: Option<usize>| {
                let profile = self.options.profiles.get(profile);
                let options = self.text_options(profile);
                let is_header = |head: &[(u64, Vec<String>)]| {
                    Kind::ALL.into_iter().any(|kind| Layout::detect(kind, head, profile).is_ok())
                };
                let (options, _) = text::by_content(&opened.beginning, options, is_header);
                let beginning = Box::new(Cursor::new(opened.beginning.clone()));
                let rows = CsvRows::from_reader(beginning, Path::new("-"), &options).ok();
                rows.map(|mut rows| text::head(&mut rows))
            };
            kinds.extend(self.likeliest(rows));
        }
        Ok(kinds)
    }

    /// Tells which kind of export a frame with columns of these names is; `None` where no header is known.
    pub fn kind_of_names(&self, names: &[String]) -> Option<Kind> {
        self.likeliest(|_| Some(vec![(0, names.to_vec())]))
    }

    /// Tells it of a frame whose header may be a row of it, below a title.
    #[cfg(feature = "frames")]
    pub fn kind_of_frame(&self, frame: &sipas_arrow::Frame) -> Option<Kind> {
        let head: Vec<_> = super::frame::head(frame).into_iter().filter_map(Result::ok).collect();
        self.likeliest(|_| Some(head.clone()))
    }

    /// The kind most of whose columns the first rows have, as a profile cuts them into cells. Records that lack a column
    /// are still no catalogue, though they name procedures: whoever reads them says what is missing.
    fn likeliest(&self, head: impl Fn(Option<usize>) -> Option<Vec<(u64, Vec<String>)>>) -> Option<Kind> {
        let profiles = &self.options.profiles;
        let layout = |kind: Kind| {
            let fits = |number: usize| {
                let profile = profiles.get(Some(number));
                let head = head(Some(number));
                profile.zip(head).is_some_and(|(profile, head)| profile.fits(kind, &head))
            };
            let profile = (0..profiles.all().len()).find(|number| fits(*number));
            Some((kind, Layout::detect(kind, &head(profile)?, profiles.get(profile))))
        };
        let layouts: Vec<_> = Kind::ALL.into_iter().filter_map(layout).collect();
        let known = |layout: &Layout| layout.columns().iter().filter(|column| column.field.is_some()).count();
        let whole = layouts.iter().filter_map(|(kind, layout)| Some((*kind, known(layout.as_ref().ok()?))));
        // Of equals the first.
        let best = whole.rev().max_by_key(|(_, known)| *known).map(|(kind, _)| kind);
        let cut = || layouts.iter().find(|(kind, layout)| is_record(*kind) && lacks_but_has_code(layout));
        match best {
            Some(kind) if is_record(kind) => best,
            _ => cut().map(|(kind, _)| *kind).or(best),
        }
    }
}

fn is_record(kind: Kind) -> bool {
    matches!(kind, Kind::Dossiers | Kind::Pakn)
}

fn lacks_but_has_code(layout: &Result<Layout, Refusal>) -> bool {
    matches!(layout, Err(Refusal::MissingColumns { missing, .. }) if !missing.iter().flatten().any(|field| *field == Field::Code))
}
