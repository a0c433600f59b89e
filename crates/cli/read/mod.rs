//! What the command line says of inputs, and what people are told of them.

mod kinds;
mod tell;

pub(crate) use kinds::told_apart;

pub(crate) use tell::passed_over as tell_passed_over;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use sipas_app::exports::{Accept, PassedOver};
use sipas_app::{
    File, InLang, Keep, KeptIssues, Loaded as Read, Options, Outcome, Profiles, Reader, Source, Watch,
    once_each, unit_names::UnitNames,
};
use sipas_core::Share;
use sipas_intake::{Kind, Profile, RefusalCode};
use sipas_render::Lang;

use crate::args::InputArgs;
use crate::exit::Exit;
use crate::job;
use crate::messages::Messages;
use crate::progress::Progress;

/// What is to be read, and how.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) sources: Vec<Source>,
    reader: Reader,
    strict: bool,
    /// Whether the command takes what somebody accepts.
    can_accept: bool,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Loaded<'j> {
    read: Read,
    job: &'j Job,
}

impl Job {
    /// How inputs are read, as the flags have it.
    pub(crate) fn reader(args: &InputArgs, share: Option<Share>, lang: Lang) -> Result<Reader> {
        let mut profiles = job::profiles(&args.profile, &args.dimension, lang)?;
        if args.row_number_as_code {
            Profile::number_rows(&mut profiles);
        }
        let reader = Reader::new(Options {
            profiles: Profiles::from(profiles),
            delimiter: args.delimiter.as_deref().map(|text| delimiter(text, lang)).transpose()?,
            encoding: args.encoding.clone(),
            quotes: args.quotes,
            sheet: args.sheet.clone(),
            newest: args.newest,
            threads: args.threads,
            share,
            assume_unique: args.assume_unique,
            keep_rejects: args.rejects.is_some(),
            issues: KeptIssues::First,
            ..Options::default()
        });
        reader.check().map_err(|(profile, error)| match profile {
            Some(profile) => anyhow!("{}: {}", profile.name(), error.in_lang(lang)),
            None => anyhow!(error.in_lang(lang)),
        })?;
        Ok(reader)
    }

    /// What the flags come to, refused before a file is read.
    pub(crate) fn resolve(args: &InputArgs, share: Option<Share>, messages: Messages) -> Result<Job> {
        let reader = Job::reader(args, share, messages.lang)?;
        let sources = sources(args, &reader, messages)?;
        Ok(Job { sources, reader, strict: args.strict, can_accept: false })
    }

    /// Keeps rejected rows where somebody asks for a list of them.
    pub(crate) fn keeping_rejects(mut self, asked: bool) -> Job {
        let options = self.reader.options().clone();
        self.reader = Reader::new(Options { keep_rejects: asked || options.keep_rejects, ..options });
        self
    }

    /// Calls units by the names of a table.
    pub(crate) fn naming_units(mut self, table: Option<&Path>, lang: Lang) -> Result<Job> {
        let Some(path) = table else { return Ok(self) };
        let options = self.reader.options().clone();
        let profiles =
            UnitNames::open(path).and_then(|names| options.profiles.clone().with_unit_names(&names));
        let profiles = profiles.map_err(|error| anyhow!("--units: {}", error.in_lang(lang)))?;
        self.reader = Reader::new(Options { profiles, ..options });
        Ok(self)
    }

    /// Refuses no input for what somebody accepts.
    pub(crate) fn accepting(mut self, codes: &[RefusalCode]) -> Job {
        self.can_accept = true;
        let options = self.reader.options().clone();
        self.reader = Reader::new(Options { accepted: codes.to_vec(), ..options });
        self
    }

    /// Whether a report can be counted while its exports are read: no code is looked up, and no profile has a say in
    /// the clock.
    pub(crate) fn can_count(&self) -> bool {
        let is_settled = !self.sources.iter().any(|source| source.any_kind);
        self.reader.options().assume_unique && self.profiles().is_empty() && is_settled
    }

    fn profiles(&self) -> &[Profile] {
        self.reader.options().profiles.all()
    }

    /// Reads everything; an error where nothing could be read.
    pub(crate) fn read(&self, keep: Keep<'_>, messages: Messages) -> Result<Loaded<'_>> {
        let progress = Progress::new(self.sources.iter().filter_map(Source::size).sum(), messages.quiet);
        let watch: Arc<dyn Watch> = Arc::new(progress);
        let read = self.reader.read(&self.sources, keep, &watch);
        drop(watch);
        let loaded = Loaded { read, job: self };
        loaded.tell(messages);
        if loaded.files().all(|file| file.refused().is_some()) {
            bail!(messages.lang.pick("không đọc được đầu vào nào", "no input could be read"));
        }
        Ok(loaded)
    }
}

impl Deref for Loaded<'_> {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}

impl Loaded<'_> {
    /// The inputs; sheets and packed files that are no exports are left out.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.read.files.iter().filter(|file| matches!(file.outcome, Outcome::Read(_) | Outcome::Refused(_)))
    }

    /// The profile that a file was read by.
    pub(crate) fn profile_of(&self, file: &File) -> Option<&Profile> {
        self.job.reader.options().profiles.get(file.profile)
    }

    /// The profiles in use, in the order in which they were named.
    pub(crate) fn profiles(&self) -> Vec<&Profile> {
        self.read.profiles(&self.job.reader)
    }

    /// What the inputs mean for the exit code.
    pub(crate) fn exit(&self) -> Exit {
        let refused = self.files().any(|file| file.refused().is_some());
        if refused || self.job.strict && self.data.has_rejects() { Exit::Refused } else { Exit::Done }
    }
}

/// All sources, in the order in which they are to be read: kind by kind, as flags or their headers tell it.
fn sources(args: &InputArgs, reader: &Reader, messages: Messages) -> Result<Vec<Source>> {
    let lang = messages.lang;
    let kinds = [
        (Kind::Dossiers, &args.exports),
        (Kind::Pakn, &args.pakn),
        (Kind::Procedures, &args.procedures),
        (Kind::Survey, &args.survey),
    ];
    // What a flag has told once, is not asked of its headers.
    let by_flag: Vec<&PathBuf> = kinds[1..].iter().flat_map(|(_, named)| *named).collect();
    let is_by_flag = |source: &Source| by_flag.iter().any(|path| source.is(path));
    let (mut all, mut passed_over) = (Vec::new(), Vec::new());
    for (kind, named) in kinds {
        let (sources, over) = of_kind(kind, named);
        all.extend(sources.into_iter().map(|source| match kind {
            Kind::Dossiers if !is_by_flag(&source) => reader.of_any_kind(source),
            _ => source,
        }));
        passed_over.extend(over);
    }
    all.sort_by_key(|source| source.kind);
    tell::passed_over(passed_over, messages);
    if all.is_empty() {
        bail!(lang.pick(
            "thiếu đầu vào: hãy nêu tệp kết xuất hồ sơ, hoặc --pakn, --procedures, --survey; xem thêm: --help",
            "no input: name exports of dossiers, or --pakn, --procedures, --survey; see --help",
        ));
    }
    if all.iter().filter(|source| source.is_stdin()).count() > 1 {
        bail!(lang.pick(
            "đầu vào chuẩn (-) chỉ đọc được một lần, nhưng được nêu hai lần",
            "the standard input (-) can be read only once, but is named twice",
        ));
    }
    let (sources, again) = once_each(all);
    for source in again {
        messages.note(&lang.pick(
            format!("{} được nêu hai lần; chỉ đọc một lần, ở chỗ nêu sau", source.shown),
            format!("{} is named twice; it is read once, where it is named last", source.shown),
        ));
    }
    Ok(sources)
}

/// The sources of a kind as they are named; `-` is the standard input.
pub(crate) fn of_kind(kind: Kind, named: &[PathBuf]) -> (Vec<Source>, Vec<PassedOver>) {
    let (mut sources, mut passed_over) = (Vec::new(), Vec::new());
    for name in named {
        if name.as_os_str() == "-" {
            sources.push(Source::stdin(kind));
        } else {
            let (found, over) = Source::all_of(kind, name, Accept::All);
            sources.extend(found);
            passed_over.extend(over);
        }
    }
    (sources, passed_over)
}

fn delimiter(text: &str, lang: Lang) -> Result<u8> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        text if text.len() == 1 => Ok(text.as_bytes()[0]),
        _ => bail!(lang.pick(
            format!("--delimiter: cần một ký tự như ; hoặc chữ tab, không phải {text:?}"),
            format!("--delimiter: expected one character such as ; or the word tab, found {text:?}"),
        )),
    }
}
