//! Files of text.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Result, bail};
use sipas_csv::{CsvError, CsvRows, Options, read_in_parallel};
use sipas_intake::{Dataset, Kind, Layout, Profile, Refusal};
use sipas_render::Lang;

use super::{File, HEAD, Job, Opened};
use crate::inputs::{Origin, Source};
use crate::progress::Progress;
use crate::said::Said;

impl Job {
    /// Reads one file of text. The error is the whole sentence for people.
    pub(super) fn load_csv<'j>(
        &'j self,
        source: &'j Source,
        opened: Opened,
        file: &mut File<'j>,
        data: &mut Dataset,
        progress: &Progress,
        lang: Lang,
    ) -> Result<(), String> {
        let path = Path::new(&source.shown);
        let csv = |error: CsvError| error.said(lang);
        let stamp = opened.stamp.clone();
        let unchanged = || stamp.as_ref().map_or(Ok(()), |stamp| stamp.check(path)).map_err(csv);
        file.profile =
            self.profiles.iter().find(|profile| self.fits(profile, source.kind, &opened.beginning));

        let options = with_profile(&self.options, file.profile);
        let mut rows = CsvRows::from_reader(opened.whole(), path, &options).map_err(csv)?;
        file.facts = Some(rows.facts());
        file.layout = Layout::detect(source.kind, &head(&mut rows), file.profile).ok();

        let wanted = sipas_intake::Source {
            path: &source.shown,
            kind: source.kind,
            profile: file.profile,
            serial_dates: false,
            keep_rejects: self.keep_rejects,
        };
        if let (Origin::File(file_path), Some(layout), Some(facts)) =
            (&source.origin, &file.layout, &file.facts)
        {
            let more = |bytes| progress.add(bytes);
            let threads = self.threads.get();
            let part = read_in_parallel(data, &wanted, file_path, facts, layout, threads, &more);
            if let Some(part) = part {
                unchanged()?;
                data.take(part);
                return Ok(());
            }
        }
        let read = data.read(&wanted, &mut rows);
        // A file that breaks off says so only at its end, and then none of it is to count: that goes before what
        // is missing from the part that was read.
        rows.finish().map_err(csv)?;
        let part = read.map_err(|refusal| {
            let legacy = Layout::legacy_of_bytes(rows.head_bytes());
            let refusal = match (&refusal, legacy) {
                (Refusal::HeaderBytes { .. }, Some(legacy)) => Refusal::Legacy(legacy),
                _ => refusal,
            };
            format!("{}: {}", source.shown, refusal.said(lang))
        })?;
        unchanged()?;
        data.take(part);
        Ok(())
    }

    fn fits(&self, profile: &Profile, kind: Kind, beginning: &[u8]) -> bool {
        let options = with_profile(&self.options, Some(profile));
        let beginning = Box::new(Cursor::new(beginning.to_vec()));
        CsvRows::from_reader(beginning, Path::new("-"), &options)
            .is_ok_and(|mut rows| profile.fits(kind, &head(&mut rows)))
    }
}

fn head(rows: &mut CsvRows) -> Vec<(u64, Vec<String>)> {
    rows.head(HEAD).iter().map(|row| (row.line, row.cells.clone())).collect()
}

/// What is said by flags goes before what a profile says.
pub(super) fn with_profile(options: &Options, profile: Option<&Profile>) -> Options {
    let delimiter = profile.and_then(Profile::delimiter).and_then(|c| u8::try_from(c).ok());
    let encoding = profile.and_then(Profile::encoding).map(str::to_owned);
    let encoding = options.encoding.clone().or(encoding);
    Options { delimiter: options.delimiter.or(delimiter), encoding, quotes: options.quotes }
}

pub(super) fn delimiter(text: &str, lang: Lang) -> Result<u8> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        text if text.len() == 1 => Ok(text.as_bytes()[0]),
        _ => bail!(lang.pick(
            format!("--delimiter: cần một ký tự như ; hoặc chữ tab, không phải {text:?}"),
            format!("--delimiter: expected one character such as ; or the word tab, found {text:?}"),
        )),
    }
}

/// The reader knows which delimiters and encodings there are: it is asked with a text of one letter.
pub(super) fn check(options: &Options, lang: Lang) -> Result<()> {
    let asked = CsvRows::from_reader(Box::new(&b"x"[..]), Path::new("-"), options);
    match asked.err() {
        Some(error @ (CsvError::UnknownEncoding { .. } | CsvError::Delimiter { .. })) => {
            bail!(error.said(lang))
        }
        _ => Ok(()),
    }
}
