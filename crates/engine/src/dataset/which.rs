use std::fmt;
use std::str::FromStr;

use sipas_core::{Bucket, DossierStatus, Evidence, Kind, Mark, PaknBucket};

use super::{Dataset, DossierLine, PaknLine};

/// Which records or rows to list: any count of a report, and what became of the other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Dossiers that count so.
    Dossiers(DossierCount),
    /// Petitions that count so.
    Pakn(PaknCount),
    /// Rows refused.
    Rejected,
    /// Rows that gave way to a newer one of the same code.
    Duplicate,
    /// Rows that are no record.
    Skipped,
}

/// A count of dossiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DossierCount {
    /// Every accepted dossier.
    All,
    /// Those of one bucket.
    Bucket(Bucket),
    /// Handled and received in the period.
    Received,
    /// Handled and received before it.
    CarriedIn,
    /// Stopped after the deadline.
    StoppedLate,
    /// With a result that is a refusal.
    Refused,
    /// Late or overdue, and nobody has apologised, as far as its input tells apologies.
    NoApology,
    /// Handled, and put off or extended.
    PutOff,
    /// Concluded, with as many extra trips as count.
    RepeatVisit,
    /// Open and within its time, which soon runs out.
    DueSoon,
}

/// A count of petitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaknCount {
    /// Every accepted petition.
    All,
    /// Those of one bucket.
    Bucket(PaknBucket),
    /// Handled and received in the period.
    Received,
    /// Handled and received before it.
    CarriedIn,
    /// Without a deadline, closed or open.
    Unmeasurable,
}

/// Whether an input has a column that tells apologies.
fn tells_apologies(evidence: Evidence) -> bool {
    evidence.has_any(Evidence::APOLOGISED | Evidence::APOLOGISED_AT)
}

/// The names that are no bucket's.
const NAMED: [(&str, Which); 18] = [
    ("all", Which::Dossiers(DossierCount::All)),
    ("received", Which::Dossiers(DossierCount::Received)),
    ("carried_in", Which::Dossiers(DossierCount::CarriedIn)),
    ("stopped_late", Which::Dossiers(DossierCount::StoppedLate)),
    ("refused", Which::Dossiers(DossierCount::Refused)),
    ("no-apology", Which::Dossiers(DossierCount::NoApology)),
    ("put_off", Which::Dossiers(DossierCount::PutOff)),
    ("repeat-visit", Which::Dossiers(DossierCount::RepeatVisit)),
    ("due-soon", Which::Dossiers(DossierCount::DueSoon)),
    ("overdue", Which::Dossiers(DossierCount::Bucket(Bucket::OpenOverdue))),
    ("pakn.all", Which::Pakn(PaknCount::All)),
    ("pakn.received", Which::Pakn(PaknCount::Received)),
    ("pakn.carried_in", Which::Pakn(PaknCount::CarriedIn)),
    ("pakn.unmeasurable", Which::Pakn(PaknCount::Unmeasurable)),
    ("rejected", Which::Rejected),
    ("duplicate", Which::Duplicate),
    ("duplicates", Which::Duplicate),
    ("skipped", Which::Skipped),
];

/// Vietnamese words for the lists that offices ask for.
const WORDS: [(&str, Which); 17] = [
    ("tat-ca", Which::Dossiers(DossierCount::All)),
    ("tiep-nhan", Which::Dossiers(DossierCount::Received)),
    ("ky-truoc", Which::Dossiers(DossierCount::CarriedIn)),
    ("truoc-han", Which::Dossiers(DossierCount::Bucket(Bucket::Early))),
    ("dung-han", Which::Dossiers(DossierCount::Bucket(Bucket::OnTime))),
    ("tre-han", Which::Dossiers(DossierCount::Bucket(Bucket::Late))),
    ("trong-han", Which::Dossiers(DossierCount::Bucket(Bucket::OpenWithinDue))),
    ("qua-han", Which::Dossiers(DossierCount::Bucket(Bucket::OpenOverdue))),
    ("sap-den-han", Which::Dossiers(DossierCount::DueSoon)),
    ("di-lai", Which::Dossiers(DossierCount::RepeatVisit)),
    ("tu-choi", Which::Dossiers(DossierCount::Refused)),
    ("rut", Which::Dossiers(DossierCount::Bucket(Bucket::Withdrawn))),
    ("hen-lai", Which::Dossiers(DossierCount::PutOff)),
    ("chua-xin-loi", Which::Dossiers(DossierCount::NoApology)),
    ("loi", Which::Rejected),
    ("trung", Which::Duplicate),
    ("bo-qua", Which::Skipped),
];

/// The text names no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown list {found:?}; nearest: {nearest}; known: {known}")]
pub struct WhichError {
    found: String,
    nearest: String,
    known: String,
}

impl Which {
    /// All names, with what they stand for.
    pub fn names() -> impl Iterator<Item = (String, Which)> {
        let buckets = Bucket::ALL.map(|b| (b.name().to_owned(), Which::Dossiers(DossierCount::Bucket(b))));
        let pakn = PaknBucket::ALL.map(|b| (format!("pakn.{}", b.name()), Which::Pakn(PaknCount::Bucket(b))));
        let named = NAMED.into_iter().chain(WORDS).map(|(name, which)| (name.to_owned(), which));
        buckets.into_iter().chain(pakn).chain(named)
    }

    /// Whether it is of what is open at a moment, whenever that was received.
    pub fn is_open(self) -> bool {
        match self {
            Which::Dossiers(DossierCount::Bucket(bucket)) => bucket.is_open(),
            Which::Dossiers(DossierCount::DueSoon) => true,
            Which::Pakn(PaknCount::Bucket(bucket)) => matches!(
                bucket,
                PaknBucket::OpenWithinDue | PaknBucket::OpenOverdue | PaknBucket::UnmeasurableOpen
            ),
            _ => false,
        }
    }

    /// Whether a dossier belongs to the list; `within` is the working days that count as soon.
    pub fn has_dossier(self, line: &DossierLine<'_>, within: i32) -> bool {
        let Which::Dossiers(count) = self else { return false };
        let handled = line.placed.bucket.is_concluded() || line.placed.bucket.is_open();
        match count {
            DossierCount::All => true,
            DossierCount::Bucket(bucket) => line.placed.bucket == bucket,
            DossierCount::Received => handled && line.placed.received_in_period,
            DossierCount::CarriedIn => handled && !line.placed.received_in_period,
            DossierCount::StoppedLate => line.placed.stopped_late,
            DossierCount::Refused => {
                line.placed.bucket.has_result() && line.facts.status() == DossierStatus::Refused
            }
            DossierCount::NoApology => {
                let is_late = matches!(line.placed.bucket, Bucket::Late | Bucket::OpenOverdue);
                let apologised = line.facts.apologised() == Mark::Yes || line.facts.apologised_at().is_some();
                is_late && !apologised && tells_apologies(line.evidence)
            }
            DossierCount::PutOff => handled && line.facts.times_put_off() > 0,
            DossierCount::RepeatVisit => line.repeat_visit,
            DossierCount::DueSoon => {
                let left = line.distance.working_days_left;
                line.placed.bucket == Bucket::OpenWithinDue && left.is_some_and(|left| left <= within)
            }
        }
    }

    /// Whether a petition belongs to the list.
    pub fn has_pakn(self, line: &PaknLine<'_>) -> bool {
        let Which::Pakn(count) = self else { return false };
        let (bucket, received) = (line.placed.bucket, line.placed.received_in_period);
        match count {
            PaknCount::All => true,
            PaknCount::Bucket(b) => bucket == b,
            PaknCount::Received => bucket.is_handled() && received,
            PaknCount::CarriedIn => bucket.is_handled() && !received,
            PaknCount::Unmeasurable => {
                matches!(bucket, PaknBucket::UnmeasurableClosed | PaknBucket::UnmeasurableOpen)
            }
        }
    }
}

impl Dataset {
    /// The inputs of dossiers that lack the columns without which it cannot be told who belongs to one of these lists, and
    /// whether all of them do.
    pub fn lacking(&self, which: &[Which]) -> (Vec<&str>, bool) {
        if !which.contains(&Which::Dossiers(DossierCount::NoApology)) {
            return (Vec::new(), false);
        }
        let of_dossiers = || self.inputs().iter().filter(|input| input.kind == Kind::Dossiers);
        let lacks = of_dossiers().filter(|input| !tells_apologies(input.evidence));
        let lacking: Vec<&str> = lacks.map(|input| input.path.as_str()).collect();
        let all = !lacking.is_empty() && lacking.len() == of_dossiers().count();
        (lacking, all)
    }

    /// The inputs of dossiers without any column of deadlines, and those without any of ends, where one of these lists leans on
    /// them: what it names, or does not name, means little then.
    pub fn lacking_dates(&self, which: &[Which]) -> [Vec<&str>; 2] {
        use Bucket::{Early, Late, OnTime, OpenOverdue, OpenWithinDue};
        let leans = |which: &Which| {
            let Which::Dossiers(count) = which else { return false };
            let judged = |bucket| matches!(bucket, Early | OnTime | Late | OpenOverdue | OpenWithinDue);
            match count {
                DossierCount::Bucket(bucket) => judged(*bucket),
                DossierCount::DueSoon | DossierCount::StoppedLate => true,
                _ => false,
            }
        };
        let asked = which.iter().any(leans);
        let dates = [Evidence::DUE_AT | Evidence::TERM, Evidence::ENDS];
        dates.map(|columns| {
            let of_dossiers = self.inputs().iter().filter(|input| asked && input.kind == Kind::Dossiers);
            let lacks = of_dossiers.filter(|input| !self.evidence_of(input).has_any(columns));
            lacks.map(|input| input.path.as_str()).collect()
        })
    }
}

impl FromStr for Which {
    type Err = WhichError;
    fn from_str(text: &str) -> Result<Which, WhichError> {
        if let Some((_, which)) = Which::names().find(|(name, _)| name == text) {
            return Ok(which);
        }
        let likeness = |name: &String| strsim::jaro_winkler(name, text);
        let likelier = |a: &String, b: &String| likeness(a).total_cmp(&likeness(b));
        let nearest = Which::names().map(|(name, _)| name).max_by(likelier).unwrap_or_default();
        let known = Which::names().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
        Err(WhichError { found: text.to_owned(), nearest, known })
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Which::names().find(|(_, which)| which == self).map(|(name, _)| name);
        f.write_str(&name.unwrap_or_default())
    }
}
