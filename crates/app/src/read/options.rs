//! How inputs are read, and what of them is kept.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use sipas_core::{Clock, Dimension, Moment, Period, Plan, Share};
use sipas_csv::Quotes;
use sipas_engine::{Dataset, Newest};
use sipas_intake::{Kind, RefusalCode};

use super::{File, Profiles, ReadError, Reader, Source, Watch, once_each};
use crate::exports::Accept;

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
