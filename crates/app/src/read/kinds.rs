//! What kind of export an input is, told by its headers.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use sipas_csv::CsvRows;
use sipas_excel::{Limits, Workbook};
use sipas_intake::grammar::Known;
use sipas_intake::{Field, Kind, Layout, Profile, Refusal};

use super::{HEAD, Opened, Origin, ReadError, Reader, Source, Watch, text, workbook, zipped};

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
            kinds.extend(self.kind_of_text(&opened.beginning));
        }
        Ok(kinds)
    }

    /// A source of whatever kind its headers tell. Of a file of text it is told at once, and else while it is read.
    pub fn of_any_kind(&self, source: Source) -> Source {
        let opened = match &source.origin {
            // What can be read only once is told when it is read.
            Origin::Stdin => return Source { any_kind: true, ..source },
            Origin::File(_, stamp) if !stamp.is_of_file() => return Source { any_kind: true, ..source },
            Origin::File(..) | Origin::Bytes(_) => Opened::of(&source, &(Arc::new(()) as Arc<dyn Watch>)),
            _ => return source,
        };
        match opened {
            // Why it cannot be read is told when it is read.
            Err(_) => source,
            Ok(opened) if self.is_several(&source, &opened) => Source { any_kind: true, ..source },
            Ok(opened) => self.of_told_kind(source, &opened),
        }
    }

    /// A file of text as the kind that its headers tell.
    pub(super) fn of_told_kind(&self, source: Source, opened: &Opened) -> Source {
        let kind = self.kind_of_text(&opened.beginning).unwrap_or(source.kind);
        Source { kind, any_kind: false, ..source }
    }

    fn is_several(&self, source: &Source, opened: &Opened) -> bool {
        zipped::archive(source, opened).is_some() || workbook::is_one(&opened.beginning, self.options.accept)
    }

    fn kind_of_text(&self, beginning: &[u8]) -> Option<Kind> {
        self.likeliest(|profile| {
            let profile = self.options.profiles.get(profile);
            let options = self.text_options(profile);
            let is_header = |head: &[(u64, Vec<String>)]| {
                Kind::ALL.into_iter().any(|kind| Layout::detect(kind, head, profile).is_ok())
            };
            let (options, _) = text::by_content(beginning, options, is_header);
            let head = |text: &[u8]| {
                let text = Box::new(Cursor::new(text.to_vec()));
                CsvRows::from_reader(text, Path::new("-"), &options)
                    .ok()
                    .map(|mut rows| text::head(&mut rows))
            };
            // Where rows have so many lines that these are too few, all that was read is looked at.
            let first = first_lines(beginning);
            head(first)
                .filter(|rows| rows.len() >= HEAD || first.len() == beginning.len())
                .or_else(|| head(beginning))
        })
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
    pub(super) fn likeliest(
        &self,
        head: impl Fn(Option<usize>) -> Option<Vec<(u64, Vec<String>)>>,
    ) -> Option<Kind> {
        let profiles = &self.options.profiles;
        // The first rows as each profile cuts them, and as none does.
        let by_profile: Vec<_> = (0..profiles.all().len()).map(|number| head(Some(number))).collect();
        let plain = head(None);
        let of_kind = |kind: Kind| {
            let fits = |(number, head): &(usize, &Option<Vec<_>>)| {
                let profile = profiles.get(Some(*number));
                profile.zip(head.as_deref()).is_some_and(|(profile, head)| profile.fits(kind, head))
            };
            let fitting = by_profile.iter().enumerate().find(fits);
            let head = fitting.map_or(&plain, |(_, head)| head).as_deref()?;
            Some((head, fitting.and_then(|(number, _)| profiles.get(Some(number)))))
        };
        let known = |layout: &Layout| layout.columns().iter().filter(|column| column.field.is_some()).count();
        // Of equals the first. A header that does not name what records of a kind are told by is none of that kind.
        let best = |kinds: &[Kind]| {
            let mut best: Option<(Kind, Layout)> = None;
            for kind in kinds {
                let Some((head, profile)) = of_kind(*kind) else { continue };
                let may_be_both = best.as_ref().is_none_or(|(_, layout)| {
                    let headers: Vec<&str> =
                        layout.columns().iter().map(|column| column.header.as_str()).collect();
                    Known::new(*kind, profile.unwrap_or(Profile::plain())).may_begin_header(&headers)
                });
                let Some(layout) = may_be_both.then(|| Layout::find(*kind, head, profile)).flatten() else {
                    continue;
                };
                if best.as_ref().is_none_or(|(_, other)| known(&layout) > known(other)) {
                    best = Some((*kind, layout));
                }
            }
            best.map(|(kind, _)| kind)
        };
        let is_cut = |kind: &Kind| {
            let layout = of_kind(*kind).map(|(head, profile)| Layout::detect(*kind, head, profile));
            layout.is_some_and(|layout| lacks_but_has_code(&layout))
        };
        let cut = || RECORDS.into_iter().find(is_cut);
        best(&RECORDS).or_else(cut).or_else(|| best(&[Kind::Procedures, Kind::Survey]))
    }
}

/// The lines of a text in which a header is looked for, and some more: a row may have several.
fn first_lines(beginning: &[u8]) -> &[u8] {
    let ends = beginning.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let last = ends.map(|(at, _)| at).nth(3 * HEAD);
    last.map_or(beginning, |last| &beginning[..=last])
}

/// What is counted; it may name procedures, and is no catalogue then.
const RECORDS: [Kind; 2] = [Kind::Dossiers, Kind::Pakn];

fn lacks_but_has_code(layout: &Result<Layout, Refusal>) -> bool {
    matches!(layout, Err(Refusal::MissingColumns { missing, .. }) if !missing.iter().flatten().any(|field| *field == Field::Code))
}
