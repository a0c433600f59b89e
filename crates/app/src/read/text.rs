//! Files of text.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use sipas_csv::{CsvError, CsvRows, Facts, Options as TextOptions, Stamp, begins_utf8, read_in_parallel};
use sipas_engine::Dataset;
use sipas_intake::{Issue, IssueCode, Kind, Layout, Profile, Refusal};

use super::watch::{Until, go_on};
use super::{File, HEAD, Opened, Origin, ReadError, Reader, Source, Watch};

/// A file of text whose first rows were looked at.
pub(super) struct Text {
    rows: CsvRows,
    pub(super) facts: Facts,
    pub(super) profile: Option<usize>,
    /// `None` where no header was found, which whoever reads it tells why.
    pub(super) layout: Option<Layout>,
}

impl Text {
    /// Its rows, from the top.
    pub(super) fn into_rows(self) -> CsvRows {
        self.rows
    }
}

impl Reader {
    /// Opens a file of text by the first profile that fits it.
    pub(super) fn open_text(&self, source: &Source, opened: Opened) -> Result<Text, ReadError> {
        let profiles = &self.options.profiles;
        let profile = profiles.choose(|profile| self.fits(profile, source.kind, &opened.beginning));
        let options = self.text_options(profiles.get(profile));
        let is_header = |head: &[_]| Layout::detect(source.kind, head, profiles.get(profile)).is_ok();
        let (options, unnamed) = by_content(&opened.beginning, options, is_header);
        let mut rows = CsvRows::from_reader(opened.whole(), Path::new(&source.shown), &options)
            .map_err(|error| ReadError::Text { shown: source.shown.clone(), error })?;
        let layout = Layout::detect(source.kind, &head(&mut rows), profiles.get(profile)).ok();
        if let Some(layout) = &layout {
            profiles.check(&source.shown, profile, layout)?;
        }
        let facts = rows.facts();
        Ok(Text { facts: Facts { unnamed: facts.unnamed || unnamed, ..facts }, rows, profile, layout })
    }

    /// Reads a file of text to its end.
    pub(super) fn load_text(
        &self,
        source: &Source,
        opened: Opened,
        file: &mut File,
        data: &mut Dataset,
        watch: &Arc<dyn Watch>,
    ) -> Result<(), ReadError> {
        let failed = |error| ReadError::Text { shown: source.shown.clone(), error };
        let stamp = opened.stamp.clone();
        let check = |stamp: &Stamp| stamp.check(Path::new(&source.shown)).map_err(failed);
        let unchanged = || stamp.as_ref().map_or(Ok(()), check);
        let Text { mut rows, facts, profile, layout } = self.open_text(source, opened)?;
        (file.facts, file.profile, file.layout) = (Some(facts), profile, layout);
        let wanted = self.intake_source(&source.shown, source.kind, profile);
        // Numbers of rows are those of the whole file, which nobody knows who reads a part of it.
        let in_parts = file.layout.as_ref().filter(|layout| !layout.numbers_rows());
        if let (Origin::File(path, _), Some(layout)) = (&source.origin, in_parts) {
            let more = |bytes| watch.read(bytes);
            let part = read_in_parallel(data, &wanted, path, &facts, layout, self.threads(), &more);
            go_on(&**watch)?;
            if let Some(part) = part {
                unchanged()?;
                data.take(part);
                return Ok(());
            }
        }
        let mut until = Until { rows: &mut rows, watch: &**watch };
        let read = data.read_by(&wanted, file.layout.as_ref(), &mut until);
        go_on(&**watch)?;
        // A file that breaks off says so only at its end, and then none of it is to count: that goes before what
        // is missing from the part that was read.
        rows.finish().map_err(failed)?;
        let mut part = read.map_err(|refusal| {
            let legacy = Layout::legacy_of_bytes(rows.head_bytes());
            let refusal = match (&refusal, legacy) {
                (Refusal::HeaderBytes { .. }, Some(legacy)) => Refusal::Legacy(legacy),
                _ => refusal,
            };
            ReadError::refused(&source.shown, refusal)
        })?;
        unchanged()?;
        if facts.unnamed {
            part.note(Issue {
                code: IssueCode::EncodingUnnamed,
                line: 1,
                column: String::new(),
                value: facts.encoding.to_owned(),
                expected: String::new(),
            });
        }
        data.take(part);
        Ok(())
    }

    fn fits(&self, profile: &Profile, kind: Kind, beginning: &[u8]) -> bool {
        let options = self.text_options(Some(profile));
        let beginning = Box::new(Cursor::new(beginning.to_vec()));
        CsvRows::from_reader(beginning, Path::new("-"), &options)
            .is_ok_and(|mut rows| profile.fits(kind, &head(&mut rows)))
    }

    /// What the options say goes before what a profile says.
    pub(super) fn text_options(&self, profile: Option<&Profile>) -> TextOptions {
        let TextOptions { delimiter, encoding, .. } = of_profile(profile);
        let options = &self.options;
        TextOptions {
            delimiter: options.delimiter.or(delimiter),
            encoding: options.encoding.clone().or(encoding),
            quotes: options.quotes,
        }
    }

    /// Refuses delimiters and encodings that there are none of.
    pub(super) fn check_text_options(&self) -> Result<(), (Option<&Profile>, CsvError)> {
        let options = &self.options;
        let own = TextOptions {
            delimiter: options.delimiter,
            encoding: options.encoding.clone(),
            ..TextOptions::default()
        };
        check(&own).map_err(|error| (None, error))?;
        let profiles = options.profiles.all().iter();
        profiles
            .map(Some)
            .try_for_each(|profile| check(&of_profile(profile)).map_err(|error| (profile, error)))
    }
}

/// The options for a file that names no encoding and is no UTF-8: Windows-1258 where its header is one by that, and what was
/// given where not; and whether they were changed.
pub(super) fn by_content(
    beginning: &[u8],
    options: TextOptions,
    is_header: impl Fn(&[(u64, Vec<String>)]) -> bool,
) -> (TextOptions, bool) {
    const VIETNAMESE: &str = "windows-1258";
    let rows = |options: &TextOptions| {
        CsvRows::from_reader(Box::new(Cursor::new(beginning.to_vec())), Path::new("-"), options).ok()
    };
    let is_no_text = |mut rows: CsvRows| {
        let is_utf8 = rows.facts().encoding == "UTF-8" && !rows.facts().bom;
        let has_bad = rows.head(HEAD).iter().any(|row| row.bad.is_some());
        // A header that can be read as it is leaves the bad bytes to their rows.
        is_utf8
            && has_bad
            && !is_header(&head(&mut rows))
            && Layout::legacy_of_bytes(rows.head_bytes()).is_none()
    };
    // Of most files a glance shows that they are text.
    let glance = &beginning[..beginning.len().min(64 * 1024)];
    let may_be = options.encoding.is_none() && !begins_utf8(glance);
    let other = TextOptions { encoding: Some(VIETNAMESE.to_owned()), ..options.clone() };
    if may_be
        && rows(&options).is_some_and(is_no_text)
        && rows(&other).is_some_and(|mut rows| is_header(&head(&mut rows)))
    {
        return (other, true);
    }
    (options, false)
}

fn of_profile(profile: Option<&Profile>) -> TextOptions {
    let delimiter = profile.and_then(Profile::delimiter).and_then(|c| u8::try_from(c).ok());
    TextOptions {
        delimiter,
        encoding: profile.and_then(Profile::encoding).map(str::to_owned),
        ..TextOptions::default()
    }
}

/// The reader knows which delimiters and encodings there are: it is asked with a text of one letter.
fn check(options: &TextOptions) -> Result<(), CsvError> {
    let asked = CsvRows::from_reader(Box::new(&b"x"[..]), Path::new("-"), options);
    match asked.err() {
        Some(error @ (CsvError::UnknownEncoding { .. } | CsvError::Delimiter { .. })) => Err(error),
        _ => Ok(()),
    }
}

pub(super) fn head(rows: &mut CsvRows) -> Vec<(u64, Vec<String>)> {
    rows.head(HEAD).into_iter().map(|row| (row.line, row.cells)).collect()
}
