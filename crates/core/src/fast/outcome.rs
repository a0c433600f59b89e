use super::compare::Comparisons;
use crate::clock::Bucket;
use crate::dossier::DossierStatus;

/// Where a dossier falls, by its number: one of the buckets, stopped after the deadline, or refused with one of the results. And
/// what follows from that, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome(u16);

impl Outcome {
    /// How many there are.
    pub(super) const COUNT: usize = REFUSED_FROM + 4;

    const NUMBER: u16 = 0x1f;
    const HANDLED: u16 = 1 << 5;
    const CONCLUDED: u16 = 1 << 6;
    const RESULT: u16 = 1 << 7;
    const LATE: u16 = 1 << 8;

    #[allow(clippy::cast_possible_truncation)]
    const fn of(bucket: Bucket, stopped_late: bool, refused: bool) -> Outcome {
        let number = match bucket {
            Bucket::Stopped if stopped_late => STOPPED_LATE as u16,
            // The four results are the first buckets.
            _ if refused => REFUSED_FROM as u16 + bucket as u16,
            _ => bucket as u16,
        };
        let late = stopped_late || matches!(bucket, Bucket::Late | Bucket::OpenOverdue);
        let mut bits = number;
        bits |= if bucket.is_handled() { Outcome::HANDLED } else { 0 };
        bits |= if bucket.is_concluded() { Outcome::CONCLUDED } else { 0 };
        bits |= if bucket.has_result() { Outcome::RESULT } else { 0 };
        bits |= if late { Outcome::LATE } else { 0 };
        Outcome(bits)
    }

    /// Looks up the outcome of comparisons, by their [index](Comparisons::index).
    #[inline]
    pub(super) fn at(index: u16) -> Outcome {
        OUTCOMES[usize::from(index) % CASES]
    }

    /// Tells a number below [`Outcome::COUNT`] as a bucket, and whether it was stopped late, and whether it was refused.
    pub(super) fn named(number: u16) -> (Bucket, bool, bool) {
        match usize::from(number) {
            STOPPED_LATE => (Bucket::Stopped, true, false),
            refused if refused >= REFUSED_FROM => (Bucket::ALL[(refused - REFUSED_FROM) % 4], false, true),
            bucket => (Bucket::ALL[bucket], false, false),
        }
    }

    #[inline]
    pub(super) fn number(self) -> u16 {
        self.0 & Outcome::NUMBER
    }

    #[inline]
    pub(super) fn is(self, bucket: Bucket) -> bool {
        self.number() == bucket as u16
    }

    /// Concluded at an unknown time.
    #[inline]
    pub(super) fn is_undated(self) -> bool {
        self.number() == Bucket::Undated as u16
    }

    /// With a result after the deadline.
    #[inline]
    pub(super) fn is_late_result(self) -> bool {
        self.0 & (Outcome::LATE | Outcome::RESULT) == Outcome::LATE | Outcome::RESULT
    }

    /// Received in the period or carried in.
    #[inline]
    pub(super) fn is_handled(self) -> bool {
        self.0 & Outcome::HANDLED != 0
    }

    /// Ended within the period.
    #[inline]
    pub(super) fn is_concluded(self) -> bool {
        self.0 & Outcome::CONCLUDED != 0
    }

    /// Ended within it with a result.
    #[inline]
    pub(super) fn has_result(self) -> bool {
        self.0 & Outcome::RESULT != 0
    }

    /// Late, stopped late or overdue.
    #[inline]
    pub(super) fn is_late(self) -> bool {
        self.0 & Outcome::LATE != 0
    }
}

const STOPPED_LATE: usize = Bucket::ALL.len();
const REFUSED_FROM: usize = STOPPED_LATE + 1;
const _: () = assert!(Bucket::FinishedUnmeasurable as usize == 3, "the four results are the first buckets");

const STATUS_BITS: usize = 4;
const CASES: usize = 1 << (STATUS_BITS + 8);
const _: () = assert!(DossierStatus::ALL.len() <= 1 << STATUS_BITS, "a status fits its bits");

/// The outcome of every case, by its index.
static OUTCOMES: [Outcome; CASES] = {
    let mut all = [Outcome::of(Bucket::NotAccepted, false, false); CASES];
    let mut index = 0;
    while index < CASES {
        all[index] = Case::at(index).outcome();
        index += 1;
    }
    all
};

impl Comparisons {
    /// Gives the index of the case in the table.
    #[inline(always)]
    #[allow(clippy::inline_always, clippy::cast_possible_truncation, reason = "once a dossier; twelve bits")]
    pub(super) fn index(self) -> u16 {
        // In integers as wide as moments, so that several fit the same vector.
        let [known, ahead] = self.receipt.map(u64::from);
        let receipt = known + ahead;
        let [known, begun, ahead] = self.end.map(u64::from);
        let end = known + begun + ahead;
        let [known, reached, passed] = self.deadline.map(u64::from);
        let timeliness = known + reached + passed;
        let (overdue, awaits) = (u64::from(self.overdue), u64::from(self.awaits_supplement));
        let above = receipt | end << 2 | timeliness << 4 | overdue << 6 | awaits << 7;
        (self.status as u64 | above << STATUS_BITS) as u16
    }
}

/// What comparisons come to, with names.
#[derive(Debug, Clone, Copy)]
struct Case {
    status: DossierStatus,
    receipt: Receipt,
    end: End,
    timeliness: Timeliness,
    /// The deadline lies before the moment asked about.
    overdue: bool,
    awaits_supplement: bool,
}

/// The receipt, seen from the moment asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Receipt {
    Unknown,
    Before,
    Ahead,
}

/// The end, seen from the period and the moment asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Unknown,
    BeforePeriod,
    Within,
    Ahead,
}

/// The end against the deadline; of an end that is not known it tells only whether there is a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timeliness {
    NoDeadline,
    Early,
    OnTime,
    Late,
}

impl Case {
    const fn at(index: usize) -> Case {
        let (status, above) = (index % (1 << STATUS_BITS), index >> STATUS_BITS);
        Case {
            status: if status < DossierStatus::ALL.len() {
                DossierStatus::ALL[status]
            } else {
                DossierStatus::Unknown
            },
            receipt: match above % 4 {
                1 => Receipt::Before,
                2 => Receipt::Ahead,
                _ => Receipt::Unknown,
            },
            end: match above / 4 % 4 {
                0 => End::Unknown,
                1 => End::BeforePeriod,
                2 => End::Within,
                _ => End::Ahead,
            },
            timeliness: match above / 16 % 4 {
                0 => Timeliness::NoDeadline,
                1 => Timeliness::Early,
                2 => Timeliness::OnTime,
                _ => Timeliness::Late,
            },
            overdue: above / 64 % 2 == 1,
            awaits_supplement: above / 128 == 1,
        }
    }

    /// The twin of [`Clock::place`](crate::Clock::place).
    const fn outcome(self) -> Outcome {
        use DossierStatus::{Closed, NotAccepted, Refused, Registered, Stopped, Withdrawn};
        let not_accepted =
            matches!(self.status, Registered | NotAccepted) && matches!(self.end, End::Unknown);
        let bucket = match (self.receipt, self.end) {
            _ if not_accepted => Bucket::NotAccepted,
            (Receipt::Unknown, _) => Bucket::NotAccepted,
            (Receipt::Ahead, _) | (_, End::BeforePeriod) => Bucket::OutOfPeriod,
            (_, End::Unknown) if self.status.says_concluded() => Bucket::Undated,
            (_, End::Within) => match (self.status, self.timeliness) {
                (Withdrawn, _) => Bucket::Withdrawn,
                (Stopped, _) => Bucket::Stopped,
                (Closed, _) => Bucket::ClosedUnanswered,
                (_, Timeliness::NoDeadline) => Bucket::FinishedUnmeasurable,
                (_, Timeliness::Early) => Bucket::Early,
                (_, Timeliness::OnTime) => Bucket::OnTime,
                (_, Timeliness::Late) => Bucket::Late,
            },
            (_, End::Unknown | End::Ahead) if self.is_suspended() => Bucket::Suspended,
            (_, End::Unknown | End::Ahead) => match self.timeliness {
                Timeliness::NoDeadline => Bucket::OpenUnmeasurable,
                _ if self.overdue => Bucket::OpenOverdue,
                _ => Bucket::OpenWithinDue,
            },
        };
        let late = matches!(self.timeliness, Timeliness::Late);
        let refused = bucket.has_result() && matches!(self.status, Refused);
        Outcome::of(bucket, matches!(bucket, Bucket::Stopped) && late, refused)
    }

    const fn is_suspended(self) -> bool {
        matches!(self.end, End::Unknown)
            && match self.status {
                DossierStatus::AwaitingSupplement => self.awaits_supplement,
                DossierStatus::AwaitingPayment | DossierStatus::Stopped => true,
                _ => false,
            }
    }
}
