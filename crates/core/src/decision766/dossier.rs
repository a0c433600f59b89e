use crate::clock::{Bucket, Clock, Placement};
use crate::dossier::DossierFacts;
use crate::procedure::Term;
use crate::rate::Rate;

/// How a dossier counts for progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timeliness {
    /// Done or open, and in time.
    InTime,
    /// Done or open, after its deadline.
    Late,
    /// Not late by its deadline, but supplements were asked for more than once, which counts as late.
    Supplements,
    /// Done or open, without any deadline: in neither number.
    NoDeadline,
    /// Neither done nor open in the period.
    Outside,
}

/// The terms of a catalogue, for dossiers without an appointment.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Each term once.
    terms: Vec<Term>,
}

/// Progress, counted dossier by dossier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProgressTally {
    in_time: u64,
    late: u64,
    supplements: u64,
    no_deadline: u64,
}

impl Timeliness {
    /// How a dossier stands that a clock with [`super::policy`] has put in its place.
    pub fn of(facts: &DossierFacts, placed: &Placement<Bucket>) -> Timeliness {
        let bucket = placed.bucket;
        match bucket {
            Bucket::Late | Bucket::OpenOverdue => Timeliness::Late,
            // Two requests are late by themselves, whatever the deadline.
            _ if (bucket.has_result() || bucket.is_open()) && facts.supplement_requests() > 1 => {
                Timeliness::Supplements
            }
            Bucket::FinishedUnmeasurable | Bucket::OpenUnmeasurable => Timeliness::NoDeadline,
            Bucket::Early | Bucket::OnTime | Bucket::OpenWithinDue | Bucket::Suspended => Timeliness::InTime,
            _ => Timeliness::Outside,
        }
    }

    /// Whether it costs points.
    pub fn is_lost(self) -> bool {
        matches!(self, Timeliness::Late | Timeliness::Supplements)
    }

    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Timeliness::InTime => "in_time",
            Timeliness::Late => "late",
            Timeliness::Supplements => "supplements",
            Timeliness::NoDeadline => "no_deadline",
            Timeliness::Outside => "outside",
        }
    }
}

impl Catalogue {
    /// Of the terms of its procedures.
    pub fn new(terms: impl IntoIterator<Item = Term>) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for term in terms {
            if !catalogue.terms.contains(&term) {
                catalogue.terms.push(term);
            }
        }
        catalogue
    }

    /// The place of a dossier that neither an appointment nor the term of its own procedure gives a deadline: by the
    /// longest term of the catalogue, counted from its receipt. Any other place stays as it is.
    pub fn place(&self, clock: &Clock, facts: &DossierFacts, placed: Placement<Bucket>) -> Placement<Bucket> {
        if !matches!(placed.bucket, Bucket::FinishedUnmeasurable | Bucket::OpenUnmeasurable) {
            return placed;
        }
        let deadlines = self.terms.iter().filter_map(|&term| {
            let due = clock.calendar.deadline(facts.received_at()?, term).ok()?;
            Some(((due.day(), due.clock_ms()), term))
        });
        // Which term is longest depends on the day: 30 days may be more or less than 20 working days.
        match deadlines.max_by_key(|(due, _)| *due) {
            None => placed,
            Some((_, term)) => clock.place(facts, Some(term)),
        }
    }
}

impl ProgressTally {
    /// Counts one dossier.
    pub fn observe(&mut self, timeliness: Timeliness) {
        let count = match timeliness {
            Timeliness::InTime => &mut self.in_time,
            Timeliness::Late => &mut self.late,
            Timeliness::Supplements => &mut self.supplements,
            Timeliness::NoDeadline => &mut self.no_deadline,
            Timeliness::Outside => return,
        };
        *count += 1;
    }

    /// Takes in the counts of other dossiers.
    pub fn merge(&mut self, other: &ProgressTally) {
        self.in_time += other.in_time;
        self.late += other.late;
        self.supplements += other.supplements;
        self.no_deadline += other.no_deadline;
    }

    /// In time, of all that are done or open and have a deadline.
    pub fn rate(&self) -> Rate {
        Rate::new(self.in_time, self.in_time + self.late + self.supplements)
    }

    /// Dossiers not overdue, of all that are done or open.
    pub fn not_overdue(&self) -> Rate {
        let others = self.in_time + self.supplements + self.no_deadline;
        Rate::new(others, others + self.late)
    }

    /// Done or open without any deadline: in neither number, and told.
    pub fn no_deadline(&self) -> u64 {
        self.no_deadline
    }
}
