//! Inputs into one dataset.

mod cells;
mod error;
#[cfg(feature = "frames")]
mod frame;
mod kinds;
mod loaded;
mod opened;
mod options;
mod profiles;
mod source;
mod text;
mod watch;
mod workbook;
mod zipped;

pub use cells::{ColumnError, KeptCells};
pub use error::ReadError;
pub use loaded::{File, Loaded, Outcome};
pub use options::{FrameRows, Keep, KeptIssues, Options};
pub use profiles::Profiles;
pub use source::{Origin, Source, in_natural_order, once_each};
pub use watch::Watch;
pub(crate) use zipped::of_others;

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use sipas_csv::CsvError;
use sipas_engine::Dataset;
use sipas_intake::{Field, Kind, Layout, Profile};

use crate::exports::Accept;
use opened::Opened;

/// The rows in which a header can be, and two more for its second level and what follows.
const HEAD: usize = 22;

/// Reads inputs in one way.
#[derive(Debug, Clone)]
pub struct Reader {
    options: Options,
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
                let has_terms =
                    sources.iter().any(|(_, source)| source.any_kind || source.kind == Kind::Procedures);
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
            Ok(opened) if source.any_kind => {
                let source = self.of_told_kind(source.clone(), &opened);
                file = File::of(&source);
                self.load_text(&source, opened, &mut file, data, watch).err()
            }
            Ok(opened) => self.load_text(source, opened, &mut file, data, watch).err(),
        };
        vec![file.ended(refused, data)]
    }

    /// Reads a sheet or a frame.
    fn load_one(&self, source: &Source, data: &mut Dataset, watch: &Arc<dyn Watch>) -> File {
        let mut file = File::of(source);
        let read = match &source.origin {
            Origin::Sheet(_) => {
                self.read_sheet(source, &mut file, data, &**watch).map(|part| data.take(part))
            }
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
