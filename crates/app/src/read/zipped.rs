//! Archives of exports: every file in a .zip is an input of its own, named `t6.zip/ho-so.csv`.

use std::io::{Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use sipas_engine::Dataset;
use sipas_excel::{Limits, Zipped};
use sipas_intake::Kind;

use super::{File, Opened, Origin, Outcome, ReadError, Reader, Source, Watch};
use crate::exports::{self, Accept, Nothing, Why};
use crate::own;

type Archive<'b> = Zipped<Cursor<&'b [u8]>>;

/// The archive of files that an input is, if it is one: told by what it holds.
pub(super) fn archive<'b>(source: &Source, opened: &'b Opened) -> Option<Archive<'b>> {
    Zipped::of(Cursor::new(&opened.beginning[..]), Path::new(&source.shown), &Limits::default())
}

/// Whether a file is an archive without any export, so that it is none of a folder's.
pub(crate) fn of_others(file: impl Read + Seek, path: &Path) -> Option<Why> {
    if !is_zip(path) {
        return None;
    }
    let archive = Zipped::of(file, path, &Limits::default())?;
    let none = !archive.names().iter().any(|(_, name)| is_export(name, Accept::All));
    none.then_some(Why::OtherKind)
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

fn is_export(name: &str, accept: Accept) -> bool {
    exports::is_export(Path::new(name), accept) && !is_of_system(name)
}

/// Whether a file is none that somebody put into the archive: hidden, or left by the program that packed it.
fn is_of_system(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

impl Reader {
    /// Reads every export of an archive. Those of another kind are left out, unless none is of the kind asked for: then
    /// each says why it cannot be read.
    pub(super) fn load_zipped(
        &self,
        source: &Source,
        opened: &Opened,
        data: &mut Dataset,
        watch: &Arc<dyn Watch>,
    ) -> Vec<File> {
        let changed = opened.stamp.as_ref().and_then(|stamp| stamp.check(Path::new(&source.shown)).err());
        if let Some(error) = changed {
            let refused = ReadError::Text { shown: source.shown.clone(), error };
            return vec![File::of(source).ended(Some(refused), data)];
        }
        if let Some(Err(error)) = archive(source, opened).map(|archive| archive.check()) {
            let refused = ReadError::Workbook { shown: source.shown.clone(), error };
            return vec![File::of(source).ended(Some(refused), data)];
        }
        let is_any = !source.any_kind && self.kinds_of_zipped(source, opened).contains(&source.kind);
        let mut files = Vec::new();
        self.each(source, opened, |inner| match inner {
            Err((inner, outcome)) => files.push(File { outcome, source: None, ..File::of(&inner) }),
            Ok(inner) if is_any && self.is_of_other(&inner) => {
                let outcome = Outcome::NotRead(Why::OtherExport);
                files.push(File { outcome, source: None, ..File::of(&inner) });
            }
            Ok(inner) => {
                let kept =
                    |file: File| File { source: file.source.filter(|_| self.options.keep_sheets), ..file };
                files.extend(self.load(&inner, data, watch).into_iter().map(kept));
            }
        });
        if files.iter().all(|file| matches!(file.outcome, Outcome::NotRead(_))) {
            let nothing = Nothing::Archive(self.options.accept);
            let refused = ReadError::Nothing { shown: source.shown.clone(), nothing };
            files.push(File::of(source).ended(Some(refused), data));
        }
        files
    }

    /// The kinds of export that an archive has files of.
    pub(super) fn kinds_of_zipped(&self, source: &Source, opened: &Opened) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        self.each(source, opened, |inner| {
            for kind in inner.ok().and_then(|inner| self.kinds_of(&inner).ok()).into_iter().flatten() {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        });
        kinds
    }

    fn is_of_other(&self, inner: &Source) -> bool {
        let kinds = self.kinds_of(inner).unwrap_or_default();
        !kinds.is_empty() && !kinds.contains(&inner.kind)
    }

    /// Unpacks file after file, in natural order, each as a source of its own, or with what becomes of it instead.
    fn each(
        &self,
        source: &Source,
        opened: &Opened,
        mut take: impl FnMut(Result<Source, (Source, Outcome)>),
    ) {
        let Some(mut archive) = archive(source, opened) else { return };
        let mut names = archive.names();
        names.sort_by(|(_, a), (_, b)| exports::in_order(a, b).then_with(|| a.cmp(b)));
        for (number, name) in names.into_iter().filter(|(_, name)| !is_of_system(name)) {
            let whole = format!("{}/{name}", source.shown);
            let inner = Source::bytes_of(source.kind, &whole, Vec::new());
            let inner = Source { any_kind: source.any_kind, ..inner };
            let shown = inner.shown.clone();
            if !is_export(&name, self.options.accept) {
                take(Err((inner, Outcome::NotRead(Why::OtherKind))));
                continue;
            }
            if is_zip(Path::new(&name)) {
                take(Err((inner, Outcome::Refused(ReadError::Nested { shown }))));
                continue;
            }
            take(match archive.read(number) {
                Err(error) => Err((inner, Outcome::Refused(ReadError::Workbook { shown, error }))),
                Ok(bytes) => match own::of_bytes(Cursor::new(&bytes)) {
                    Some(why) => Err((inner, Outcome::NotRead(why))),
                    None => Ok(Source { origin: Origin::Bytes(Arc::new(bytes)), ..inner }),
                },
            });
        }
    }
}
