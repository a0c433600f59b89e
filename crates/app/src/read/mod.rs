//! Inputs into one dataset.

mod cells;
mod error;
#[cfg(feature = "frames")]
mod frame;
mod kinds;
mod profiles;
mod source;
mod text;
mod watch;
mod workbook;
mod zipped;

pub use cells::{ColumnError, KeptCells};
pub use error::ReadError;
pub use profiles::Profiles;
pub use source::{Origin, Source, in_natural_order, once_each};
pub use watch::Watch;
pub(crate) use zipped::of_others;

use std::io::{Cursor, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use sipas_core::{Clock, Dimension, Moment, Period, Plan, Share};
use sipas_csv::{CsvError, Facts, Quotes, Stamp};
use sipas_engine::{Dataset, Newest};
use sipas_excel::{Container, Limits, cell_name};
use sipas_intake::{Field, Issue, Kind, Layout, Profile, Refusal, RefusalCode};

use crate::exports::{Accept, Why};
use watch::Watched;

/// How much of the beginning of a file is looked at to choose its profile.
const BEGINNING: u64 = 1024 * 1024;
/// The rows in which a header can be, and two more for its second level and what follows.
const HEAD: usize = 22;

/// Which places of what rejects rows are kept; their number is exact all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KeptIssues {
    /// All of them.
    #[default]
    All,
    /// The first ones of each kind: see [`Dataset::with_first_issues_only`].
    First,
}

/// How inputs are read; by default as they say themselves.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The profiles for exports with headers of their own: each input gets the first that fits.
    pub profiles: Profiles,
    /// The character between cells of text files, one of ASCII.
    pub delimiter: Option<u8>,
    /// The encoding of text files, by its name in the WHATWG Encoding Standard.
    pub encoding: Option<String>,
    /// What a quote at the beginning of a cell of text means.
    pub quotes: Quotes,
    /// The one sheet that is read of each workbook; else all visible ones that are exports.
    pub sheet: Option<String>,
    /// Which files are read.
    pub accept: Accept,
    /// The number of threads; else as many as the machine has. Results do not depend on it.
    pub threads: Option<NonZeroUsize>,
    /// The codes of dossiers and petitions that are taken in; else all.
    pub share: Option<Share>,
    /// Which rows frames hold.
    pub frames: FrameRows,
    /// Whether no code is vouched to stand twice, so that none is looked up.
    pub assume_unique: bool,
    /// How it is told which of several rows of a code is the newest.
    pub newest: Newest,
    /// The moment of the run, beyond which nothing has happened; else the present.
    pub now: Option<Moment>,
    /// Whether rejected rows are kept whole, for a rejects file or a list of them.
    pub keep_rejects: bool,
    /// What inputs are not refused for.
    pub accepted: Vec<RefusalCode>,
    /// The places of what rejects rows.
    pub issues: KeptIssues,
    /// Whether sheets are kept, to be read again without their workbook: see [`File::source`].
    pub keep_sheets: bool,
}

/// Which rows a frame holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FrameRows {
    /// All there are, in their order.
    #[default]
    All,
    /// Some of many, dealt out in no order: see [`sipas_engine::Source::dealt_out`].
    Some,
}

/// What is kept of the rows.
#[derive(Debug, Clone, Copy)]
pub enum Keep<'k> {
    /// All that reports and lists need.
    Everything,
    /// What reports by these dimensions, judged by this plan, need, and no lists.
    ForReports(&'k [Dimension], Option<&'k Plan>),
    /// Counts over one period and a baseline. Rows are counted while they are read, and their codes have to be
    /// vouched for: see [`Options::assume_unique`].
    Counts {
        /// The period, and how it is looked at.
        clock: &'k Clock,
        /// What groups are made of.
        by: &'k [Dimension],
        /// The plan that they are judged by.
        plan: Option<&'k Plan>,
        /// The period to compare with.
        baseline: Option<Period>,
    },
}

/// What was read.
#[derive(Debug)]
pub struct Loaded {
    /// The records.
    pub data: Dataset,
    /// One of each source, in their order; of a workbook one of each sheet, of an archive one of each file.
    pub files: Vec<File>,
}

/// One input, and how it was understood.
#[derive(Debug)]
pub struct File {
    /// How it is shown; of a sheet, with its name.
    pub shown: String,
    /// The kind of its records.
    pub kind: Kind,
    /// The number of its profile among those of the options.
    pub profile: Option<usize>,
    /// How a file of text is encoded and split.
    pub facts: Option<Facts>,
    /// How its headers were understood, where there are any.
    pub layout: Option<Layout>,
    /// What kind of workbook it is a sheet of, by the usual extension.
    pub workbook: Option<&'static str>,
    /// What became of it.
    pub outcome: Outcome,
    /// Where it can be read again; of a sheet only where [`Options::keep_sheets`] says so.
    pub source: Option<Source>,
}

/// What became of an input.
#[derive(Debug)]
pub enum Outcome {
    /// It is the input of this number in the dataset.
    Read(usize),
    /// A sheet that is no export, beside others that are.
    PassedOver(Refusal),
    /// A hidden sheet, which is read only by its name.
    Hidden,
    /// A file of an archive that is not read.
    NotRead(Why),
    /// It could not be read, and none of its rows count.
    Refused(ReadError),
}

/// Reads inputs in one way.
#[derive(Debug, Clone)]
pub struct Reader {
    options: Options,
}

/// A source that was opened, and its beginning read; of an archive, such as most workbooks are, the whole.
struct Opened {
    stamp: Option<Stamp>,
    beginning: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

/// Opens files, folders and patterns of names, all of dossiers, with default options.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("t6.csv");
/// std::fs::write(&file, "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả\nH37.12-250613-0001,13/06/2025,20/06/2025\n")?;
/// let data = sipas_app::open([folder.path()])?;
/// assert_eq!(data.summaries()[0].accepted, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn open<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Dataset, ReadError> {
    Options::default().open(paths)
}

impl Options {
    /// Opens files, folders and patterns of names, all of dossiers; an input that is refused is an error.
    pub fn open<P: AsRef<Path>>(self, paths: impl IntoIterator<Item = P>) -> Result<Dataset, ReadError> {
        let accept = self.accept;
        let sources =
            paths.into_iter().flat_map(|path| Source::all_of(Kind::Dossiers, path.as_ref(), accept).0);
        let (sources, _) = once_each(sources.collect());
        let loaded = Reader::new(self).read(&sources, Keep::Everything, &(Arc::new(()) as Arc<dyn Watch>));
        match loaded.files.into_iter().find_map(File::into_refusal) {
            Some(refused) => Err(refused),
            None => Ok(loaded.data),
        }
    }
}

impl Reader {
    /// A reader with these options.
    pub fn new(options: Options) -> Reader {
        Reader { options }
    }

    /// How it reads.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Refuses delimiters and encodings that there are none of, before anything is read; the profile that names one is
    /// given too.
    pub fn check(&self) -> Result<(), (Option<&Profile>, CsvError)> {
        self.check_text_options()
    }

    /// A dataset with nothing read yet.
    pub fn dataset(&self) -> Dataset {
        let data = if self.options.assume_unique { Dataset::assuming_unique() } else { Dataset::new() };
        let data = match self.options.issues {
            KeptIssues::All => data,
            KeptIssues::First => data.with_first_issues_only(),
        };
        let now = self.options.now.or_else(crate::now);
        let data = data.of_share(self.options.share).newest(self.options.newest, now);
        let data = now.into_iter().fold(data, |data, now| data.judged_on(now.day()));
        self.options.threads.into_iter().fold(data, Dataset::on_threads)
    }

    /// Reads all sources into one dataset. What one of them is refused for does not stop the others.
    pub fn read(&self, sources: &[Source], keep: Keep<'_>, watch: &Arc<dyn Watch>) -> Loaded {
        let mut data = self.dataset();
        let mut sources: Vec<(usize, &Source)> = sources.iter().enumerate().collect();
        let mut counting = None;
        match keep {
            Keep::Everything => {}
            Keep::ForReports(by, plan) => {
                let has_terms = sources.iter().any(|(_, source)| source.kind == Kind::Procedures);
                data = data.for_reports(by, plan, has_terms);
            }
            Keep::Counts { clock, by, plan, baseline } => {
                // Dossiers take their terms from the catalogue, so that is read before they are counted.
                sources.sort_by_key(|(_, source)| is_counted(source.kind));
                counting = Some((clock, by, plan, baseline));
            }
        }
        let mut files = Vec::new();
        for (place, source) in sources {
            if let Some((clock, by, plan, baseline)) = counting.take_if(|_| is_counted(source.kind)) {
                data.count_from_here(clock, by, plan, baseline);
            }
            files.extend(self.load(source, &mut data, watch).into_iter().map(|file| (place, file)));
        }
        files.sort_by_key(|(place, _)| *place);
        Loaded { data, files: files.into_iter().map(|(_, file)| file).collect() }
    }

    /// Reads one source: a workbook is as many inputs as it has sheets that are exports, and an archive as it has files.
    pub fn load(&self, source: &Source, data: &mut Dataset, watch: &Arc<dyn Watch>) -> Vec<File> {
        match &source.origin {
            Origin::File(..) | Origin::Stdin | Origin::Bytes(_) => {}
            _ => return vec![self.load_one(source, data, watch)],
        }
        let mut file = File::of(source);
        let refused = match Opened::of(source, watch) {
            Err(error) => Some(error),
            Ok(opened) if zipped::archive(source, &opened).is_some() => {
                return self.load_zipped(source, &opened, data, watch);
            }
            Ok(opened) if workbook::is_one(&opened.beginning, self.options.accept) => {
                match self.options.accept {
                    Accept::Texts => Some(ReadError::NoText { shown: source.shown.clone() }),
                    _ => match self.load_workbook(source, opened, data, watch) {
                        Ok(sheets) => return sheets,
                        Err(error) => Some(error),
                    },
                }
            }
            Ok(opened) => self.load_text(source, opened, &mut file, data, watch).err(),
        };
        vec![file.ended(refused, data)]
    }

    /// Reads a sheet or a frame.
    fn load_one(&self, source: &Source, data: &mut Dataset, watch: &Arc<dyn Watch>) -> File {
        let mut file = File::of(source);
        let read = match &source.origin {
            Origin::Sheet(sheet) => self.load_sheet(source, sheet, &mut file, data, &**watch),
            #[cfg(feature = "frames")]
            Origin::Frame(frame) => self.load_frame(source, frame, &mut file, data, &**watch),
            Origin::Nowhere(nothing) => {
                Err(ReadError::Nothing { shown: source.shown.clone(), nothing: nothing.clone() })
            }
            Origin::File(..) | Origin::Stdin | Origin::Bytes(_) => unreachable!("opened first"),
        };
        file.ended(read.err(), data)
    }

    /// The profile of a source, where its rows need not be read before they are asked for: of dossiers in a plain file
    /// or a frame, none of whose rows can refuse the whole. That its columns can be read is checked.
    pub fn can_wait(&self, source: &Source) -> Result<Option<Option<usize>>, ReadError> {
        let (layout, profile) = match &source.origin {
            #[cfg(feature = "frames")]
            Origin::Frame(frame) => {
                let layout = self.layout_of_frame(&source.shown, source.kind, frame)?;
                (Some(layout), self.options.profiles.first())
            }
            Origin::File(_, stamp) if stamp.is_of_file() => {
                let opened = Opened::of(source, &(Arc::new(()) as Arc<dyn Watch>))?;
                if workbook::is_one(&opened.beginning, self.options.accept) {
                    return Ok(None);
                }
                let text = self.open_text(source, opened)?;
                (text.layout, text.profile)
            }
            _ => return Ok(None),
        };
        let may_refuse = [Field::DossierCount, Field::Surplus];
        let is_alone = |layout: Layout| may_refuse.iter().all(|field| layout.column(*field).is_none());
        Ok((source.kind == Kind::Dossiers && layout.is_some_and(is_alone)).then_some(profile))
    }

    fn intake_source<'s>(
        &'s self,
        shown: &'s str,
        kind: Kind,
        profile: Option<usize>,
    ) -> sipas_engine::Source<'s> {
        sipas_engine::Source {
            path: shown,
            kind,
            profile: self.options.profiles.get(profile),
            serial_dates: false,
            keep_rejects: self.options.keep_rejects,
            accept: &self.options.accepted,
            dealt_out: self.options.frames == FrameRows::Some,
        }
    }

    fn threads(&self) -> usize {
        let threads = self.options.threads.or_else(|| thread::available_parallelism().ok());
        threads.map_or(1, NonZeroUsize::get)
    }
}

fn is_counted(kind: Kind) -> bool {
    matches!(kind, Kind::Dossiers | Kind::Pakn)
}

impl Opened {
    fn of(source: &Source, watch: &Arc<dyn Watch>) -> Result<Opened, ReadError> {
        let stamp = match &source.origin {
            Origin::File(_, stamp) => Some(stamp.clone()),
            _ => None,
        };
        let shown = Path::new(&source.shown);
        let open = |error| ReadError::Text {
            shown: source.shown.clone(),
            error: CsvError::Open { path: shown.to_owned(), error },
        };
        watch.begins(&source.shown);
        let bytes = source.bytes().map_err(open)?;
        // Of one that has changed, whatever else there is to say about it does not matter.
        if stamp.as_ref().is_some_and(|stamp| stamp.check(shown).is_err()) {
            return Err(ReadError::Changed { shown: source.shown.clone() });
        }
        let mut rest = Watched { bytes, watch: Arc::clone(watch) };
        // One more than there is, so that its end shows without more room.
        let size = source.size().map_or(0, |size| size.min(BEGINNING) + 1);
        let mut beginning = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        rest.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        // What an archive holds is told at its end.
        if Container::of(&beginning) == Some(Container::Zip) {
            rest.by_ref().take(Limits::default().unpacked).read_to_end(&mut beginning).map_err(open)?;
        }
        Ok(Opened { stamp, beginning, rest: Box::new(rest) })
    }

    /// From the beginning on.
    fn whole(self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.beginning).chain(self.rest))
    }
}

impl File {
    fn of(source: &Source) -> File {
        File {
            shown: source.shown.clone(),
            kind: source.kind,
            profile: None,
            facts: None,
            layout: None,
            workbook: None,
            outcome: Outcome::Read(0),
            source: Some(source.clone()),
        }
    }

    /// What was read last is the last input.
    fn ended(mut self, refused: Option<ReadError>, data: &Dataset) -> File {
        let number = data.inputs().len().saturating_sub(1);
        self.outcome = refused.map_or(Outcome::Read(number), Outcome::Refused);
        self
    }

    /// The number of its input in the dataset, if it was read.
    pub fn input(&self) -> Option<usize> {
        match self.outcome {
            Outcome::Read(number) => Some(number),
            _ => None,
        }
    }

    /// Why it was refused, if it was.
    pub fn refused(&self) -> Option<&ReadError> {
        match &self.outcome {
            Outcome::Refused(error) => Some(error),
            _ => None,
        }
    }

    /// Why it was refused, if it was.
    pub fn into_refusal(self) -> Option<ReadError> {
        match self.outcome {
            Outcome::Refused(error) => Some(error),
            _ => None,
        }
    }
}

impl Loaded {
    /// The profiles in use, in the order in which the reader has them.
    pub fn profiles<'r>(&self, reader: &'r Reader) -> Vec<&'r Profile> {
        let used = |number: usize| self.files.iter().any(|file| file.profile == Some(number));
        let all = reader.options.profiles.all().iter().enumerate();
        all.filter(|(number, _)| used(*number)).map(|(_, profile)| profile).collect()
    }

    /// The file of an input of the dataset.
    pub fn file_of(&self, input: usize) -> Option<&File> {
        self.files.iter().find(|file| file.input() == Some(input))
    }

    /// Whether any input is a sheet of a workbook.
    pub fn has_workbooks(&self) -> bool {
        self.files.iter().any(|file| file.workbook.is_some() && file.input().is_some())
    }

    /// The cell of an issue as a spreadsheet shows it, `F87`: of an input that is a sheet, where one cell is meant.
    pub fn cell(&self, input: usize, issue: &Issue) -> Option<String> {
        self.file_of(input).filter(|file| file.workbook.is_some())?;
        let columns = &self.data.inputs().get(input)?.columns;
        // Of two columns of one header it is the one that is read.
        let mut named = (0..columns.len()).filter(|&n| columns[n].header == issue.column);
        let column = named.clone().find(|&n| columns[n].field.is_some()).or_else(|| named.next())?;
        Some(cell_name(issue.line, column))
    }
}
