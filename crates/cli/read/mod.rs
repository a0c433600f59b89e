//! Inputs into one dataset. What one of them is refused for does not stop the others.

mod csv;
mod tell;
mod workbook;

use std::io::{Cursor, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use anyhow::{Result, anyhow, bail};
use sipas_core::{Clock, Dimension, Period, Share};
use sipas_csv::{CsvError, Facts, Options, Stamp};
use sipas_excel::cell_name;
use sipas_intake::{Dataset, Issue, Kind, Layout, Profile};
use sipas_render::Lang;

use crate::args::InputArgs;
use crate::exit::Exit;
use crate::inputs::{self, Origin, Source};
use crate::job;
use crate::messages::Messages;
use crate::progress::Progress;
use crate::said::Said;

/// What is to be read, and how.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) sources: Vec<Source>,
    profiles: Vec<Profile>,
    options: Options,
    /// The one sheet that is read of each workbook.
    sheet: Option<String>,
    keep_rejects: bool,
    assume_unique: bool,
    /// Of dossiers and petitions only these codes are taken in.
    pub(crate) share: Option<Share>,
    threads: NonZeroUsize,
    strict: bool,
}

/// What is counted while it is read, instead of being kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted<'c> {
    pub(crate) clock: &'c Clock,
    pub(crate) by: &'c [Dimension],
    pub(crate) baseline: Option<Period>,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Loaded<'j> {
    pub(crate) data: Dataset,
    /// One of each source, in their order; of a workbook one of each sheet.
    pub(crate) files: Vec<File<'j>>,
    /// Of each input of the dataset whether it is a sheet of a workbook.
    sheets: Vec<bool>,
    /// What is good to know of inputs that are none.
    notes: Vec<String>,
    strict: bool,
}

/// One source or sheet, and how it was understood.
#[derive(Debug)]
pub(crate) struct File<'j> {
    /// Where it is from; of a sheet, with its name.
    pub(crate) shown: String,
    pub(crate) kind: Kind,
    pub(crate) profile: Option<&'j Profile>,
    pub(crate) facts: Option<Facts>,
    pub(crate) layout: Option<Layout>,
    /// What kind of workbook it is a sheet of.
    pub(crate) workbook: Option<&'static str>,
    /// Why it was refused, if it was.
    pub(crate) refused: Option<String>,
}

/// A source that was opened, and its beginning read.
struct Opened {
    stamp: Option<Stamp>,
    beginning: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

/// So much of the beginning of a file is looked at to choose its profile.
const BEGINNING: u64 = 1024 * 1024;
/// The rows in which a header can be, and two more for its second level and what follows.
const HEAD: usize = 22;

impl Job {
    /// What the flags come to, refused before a file is read.
    pub(crate) fn resolve(args: &InputArgs, messages: Messages) -> Result<Job> {
        let lang = messages.lang;
        let delimiter = args.delimiter.as_deref().map(|text| csv::delimiter(text, lang)).transpose()?;
        let options = Options { delimiter, encoding: args.encoding.clone(), quotes: args.quotes };
        csv::check(&options, lang)?;
        let profiles = job::profiles(&args.profile, lang)?;
        for profile in &profiles {
            csv::check(&csv::with_profile(&Options::default(), Some(profile)), lang)
                .map_err(|error| anyhow!("{}: {error}", profile.name()))?;
        }
        let (sources, notes) = inputs::sources(args, lang)?;
        for note in &notes {
            messages.note(note);
        }
        Ok(Job {
            sources,
            profiles,
            options,
            sheet: args.sheet.clone(),
            keep_rejects: args.rejects.is_some(),
            assume_unique: args.assume_unique,
            share: None,
            threads: args
                .threads
                .or_else(|| thread::available_parallelism().ok())
                .unwrap_or(NonZeroUsize::MIN),
            strict: args.strict,
        })
    }

    /// Whether a report can be counted while its exports are read: no code is looked up, and no profile has a say in
    /// the clock.
    pub(crate) fn can_count(&self) -> bool {
        self.assume_unique && self.profiles.is_empty()
    }

    /// Reads everything; an error where nothing could be read.
    pub(crate) fn read(&self, messages: Messages) -> Result<Loaded<'_>> {
        self.read_counting(messages, None, None)
    }

    /// The same, keeping no more than reports by some dimensions need, and nothing of what is counted while it is read.
    pub(crate) fn read_counting(
        &self,
        messages: Messages,
        reports_by: Option<&[Dimension]>,
        counted: Option<Counted<'_>>,
    ) -> Result<Loaded<'_>> {
        let data = if self.assume_unique { Dataset::assuming_unique() } else { Dataset::new() };
        let mut data = data.of_share(self.share);
        if let Some(by) = reports_by {
            data = data.for_reports(by, self.sources.iter().any(|source| source.kind == Kind::Procedures));
        }
        let mut loaded =
            Loaded { data, files: Vec::new(), sheets: Vec::new(), notes: Vec::new(), strict: self.strict };
        let progress = Progress::new(self.sources.iter().filter_map(Source::bytes).sum(), messages.quiet);
        let mut sources: Vec<(usize, &Source)> = self.sources.iter().enumerate().collect();
        if counted.is_some() {
            // Dossiers take their terms from the catalogue, so that is read before they are counted.
            sources.sort_by_key(|(_, source)| matches!(source.kind, Kind::Dossiers | Kind::Pakn));
        }
        let mut counted = counted;
        let mut files = Vec::new();
        for (place, source) in sources {
            if matches!(source.kind, Kind::Dossiers | Kind::Pakn)
                && let Some(Counted { clock, by, baseline }) = counted.take()
            {
                loaded.data.count_from_here(clock, by, baseline);
            }
            let found = self.load(source, &mut loaded.data, &mut loaded.notes, &progress, messages.lang);
            let read = found.iter().filter(|file| file.refused.is_none());
            loaded.sheets.extend(read.map(|file| file.workbook.is_some()));
            files.extend(found.into_iter().map(|file| (place, file)));
        }
        files.sort_by_key(|(place, _)| *place);
        loaded.files = files.into_iter().map(|(_, file)| file).collect();
        drop(progress);
        loaded.tell(self, messages);
        if loaded.files.iter().all(|file| file.refused.is_some()) {
            bail!(messages.lang.pick("không đọc được đầu vào nào", "no input could be read"));
        }
        Ok(loaded)
    }

    /// What became of one source: of a workbook, of each of its sheets.
    fn load<'j>(
        &'j self,
        source: &'j Source,
        data: &mut Dataset,
        notes: &mut Vec<String>,
        progress: &Progress,
        lang: Lang,
    ) -> Vec<File<'j>> {
        let mut file = File::of(source);
        let refused = match Opened::of(source, progress, lang) {
            Ok(opened) if workbook::is_one(&opened.beginning) => {
                match self.load_workbook(source, opened, data, notes, lang) {
                    Ok(sheets) => return sheets,
                    Err(refused) => Some(refused),
                }
            }
            Ok(opened) => self.load_csv(source, opened, &mut file, data, progress, lang).err(),
            Err(refused) => Some(refused),
        };
        vec![File { refused, ..file }]
    }
}

impl Opened {
    fn of(source: &Source, progress: &Progress, lang: Lang) -> Result<Opened, String> {
        if let Origin::Nowhere(reason) = &source.origin {
            return Err(format!("{}: {reason}", source.shown));
        }
        let open = |error| CsvError::Open { path: Path::new(&source.shown).to_owned(), error }.said(lang);
        let stamp = if let Origin::File(path) = &source.origin { Some(Stamp::of(path)) } else { None };
        let mut rest = progress.of(&source.shown, source.open().map_err(open)?);
        let mut beginning = Vec::new();
        rest.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        Ok(Opened { stamp, beginning, rest })
    }

    /// From the beginning on.
    fn whole(self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.beginning).chain(self.rest))
    }
}

impl File<'_> {
    fn of(source: &Source) -> Self {
        File {
            shown: source.shown.clone(),
            kind: source.kind,
            profile: None,
            facts: None,
            layout: None,
            workbook: None,
            refused: None,
        }
    }
}

impl<'j> Loaded<'j> {
    /// The profiles in use, in the order in which they were named.
    pub(crate) fn profiles(&self, job: &'j Job) -> Vec<&'j Profile> {
        let used = |profile: &&Profile| {
            self.files.iter().any(|file| file.profile.is_some_and(|p| std::ptr::eq(p, *profile)))
        };
        job.profiles.iter().filter(used).collect()
    }

    /// What the inputs mean for the exit code.
    pub(crate) fn exit(&self) -> Exit {
        let refused = self.files.iter().any(|file| file.refused.is_some());
        if refused || self.strict && self.data.has_rejects() { Exit::Refused } else { Exit::Done }
    }

    /// Whether any input is a sheet of a workbook.
    pub(crate) fn has_workbooks(&self) -> bool {
        self.sheets.contains(&true)
    }

    /// The cell of an issue as a spreadsheet shows it, `F87`: of an input that is a sheet, where one cell is meant.
    pub(crate) fn cell(&self, input: usize, issue: &Issue) -> Option<String> {
        let columns = &self.data.inputs().get(input).filter(|_| self.sheets[input])?.columns;
        // Of two columns of one header it is the one that is read.
        let mut named = (0..columns.len()).filter(|&n| columns[n].header == issue.column);
        let column = named.clone().find(|&n| columns[n].field.is_some()).or_else(|| named.next())?;
        Some(cell_name(issue.line, column))
    }
}
