//! From what was named to sources: files, and the standard input.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use sipas_csv::resolved;
use sipas_front::exports;
use sipas_intake::Kind;
use sipas_render::Lang;

use crate::args::InputArgs;
use crate::said::Said;

/// One file to be read, or the standard input.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) kind: Kind,
    /// As it was named, in NFC: what messages and reports show.
    pub(crate) shown: String,
    pub(crate) origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    File(PathBuf),
    Stdin,
    /// Nothing can be read there, for this reason.
    Nowhere(String),
}

impl Source {
    /// Opens it.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.origin {
            Origin::File(path) => Box::new(fs::File::open(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Nowhere(_) => Box::new(io::empty()),
        })
    }

    /// How many bytes it has, where that is known.
    pub(crate) fn bytes(&self) -> Option<u64> {
        match &self.origin {
            Origin::File(path) => fs::metadata(path).ok().map(|metadata| metadata.len()),
            Origin::Stdin | Origin::Nowhere(_) => None,
        }
    }

    /// Whether it is that file, by whatever name. What is open already, such as the standard output, may lead to one too.
    pub(crate) fn is(&self, other: &Path) -> bool {
        let Origin::File(path) = &self.origin else { return false };
        path.is_file() && resolved(path).is_ok_and(|path| resolved(other).is_ok_and(|other| path == other))
    }
}

/// All sources, in the order in which they are to be read, and notes on what is not as it was asked for.
pub(crate) fn sources(args: &InputArgs, lang: Lang) -> Result<(Vec<Source>, Vec<String>)> {
    let kinds = [
        (Kind::Dossiers, &args.exports),
        (Kind::Pakn, &args.pakn),
        (Kind::Procedures, &args.procedures),
        (Kind::Survey, &args.survey),
    ];
    let mut all = Vec::new();
    for (kind, named) in kinds {
        for name in named {
            expand(kind, name, lang, &mut all);
        }
    }
    if all.is_empty() {
        bail!(lang.pick(
            "thiếu đầu vào: hãy nêu bản xuất hồ sơ, hoặc --pakn, --procedures, --survey; xem thêm: --help",
            "no input: name exports of dossiers, or --pakn, --procedures, --survey; see --help",
        ));
    }
    if all.iter().filter(|source| source.origin == Origin::Stdin).count() > 1 {
        bail!(lang.pick(
            "đầu vào chuẩn (-) chỉ đọc được một lần, nhưng được nêu hai lần",
            "the standard input (-) can be read only once, but is named twice",
        ));
    }
    Ok(once_each(&all, lang))
}

/// Partial results, in the order in which they are named; those of a pattern in natural order.
pub(crate) fn partials(named: &[PathBuf], lang: Lang) -> Vec<Source> {
    let mut all = Vec::new();
    for name in named {
        // They may hold any kind.
        expand(Kind::Dossiers, name, lang, &mut all);
    }
    all
}

/// Of a file named twice only the last mention is read: a later row of a code wins, so that the counts are the same.
fn once_each(all: &[Source], lang: Lang) -> (Vec<Source>, Vec<String>) {
    let mut later = BTreeSet::new();
    let mut named_again = |source: &Source| {
        let Origin::File(path) = &source.origin else { return false };
        fs::canonicalize(path).is_ok_and(|path| !later.insert((source.kind, path)))
    };
    // Seen from the last to the first.
    let mut again: Vec<bool> = all.iter().rev().map(&mut named_again).collect();
    again.reverse();
    let note = |source: &Source| {
        lang.pick(
            format!("{} được nêu hai lần; chỉ đọc một lần, ở chỗ nêu sau", source.shown),
            format!("{} is named twice; it is read once, where it is named last", source.shown),
        )
    };
    let twice = all.iter().zip(&again).filter(|(_, again)| **again);
    let notes = twice.map(|(source, _)| note(source)).collect();
    let kept = all.iter().zip(&again).filter(|(_, again)| !**again).map(|(source, _)| source.clone());
    (kept.collect(), notes)
}

fn expand(kind: Kind, name: &Path, lang: Lang, all: &mut Vec<Source>) {
    let source = |path: &Path, origin| Source { kind, shown: exports::shown(path), origin };
    if name.as_os_str() == "-" {
        all.push(source(name, Origin::Stdin));
        return;
    }
    match exports::named(name, &exports::ALL) {
        Ok(paths) => all.extend(paths.into_iter().map(|path| source(&path, Origin::File(path.clone())))),
        Err(reason) => all.push(source(name, Origin::Nowhere(reason.said(lang)))),
    }
}

/// Whether the files of each kind were named in natural order: a shell puts "thang-10" before "thang-2".
pub(crate) fn in_natural_order(sources: &[Source]) -> bool {
    let files =
        |kind| sources.iter().filter(move |source| source.kind == kind && source.origin != Origin::Stdin);
    Kind::ALL
        .into_iter()
        .all(|kind| files(kind).is_sorted_by(|a, b| exports::in_order(&a.shown, &b.shown).is_le()))
}
