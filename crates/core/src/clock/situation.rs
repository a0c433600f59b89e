use super::Bucket;
use crate::dossier::DossierStatus;

/// All that the bucket of a dossier depends on, in so few states that the bucket of each can be looked up.
#[derive(Debug, Clone, Copy)]
struct Situation {
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

/// What a situation comes to: a bucket, or stopped after the deadline; and what follows from that, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing(u16);

impl Standing {
    /// How many there are.
    pub(crate) const COUNT: usize = Bucket::ALL.len() + 1;

    const NUMBER: u16 = 0xf;
    const HANDLED: u16 = 1 << 4;
    const CONCLUDED: u16 = 1 << 5;
    const RESULT: u16 = 1 << 6;
    const LATE: u16 = 1 << 7;

    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn of(bucket: Bucket, stopped_late: bool) -> Standing {
        let number = if stopped_late { Standing::COUNT as u16 - 1 } else { bucket as u16 };
        let late = stopped_late || matches!(bucket, Bucket::Late | Bucket::OpenOverdue);
        let mut bits = number;
        let (handled, concluded) = (bucket.is_handled(), bucket.is_concluded());
        bits |= if handled { Standing::HANDLED } else { 0 };
        bits |= if concluded { Standing::CONCLUDED } else { 0 };
        bits |= if bucket.has_result() { Standing::RESULT } else { 0 };
        bits |= if late { Standing::LATE } else { 0 };
        Standing(bits)
    }

    /// Of a situation by its number.
    #[inline]
    pub(crate) fn of_situation(number: u16) -> Standing {
        STANDINGS[usize::from(number) % SITUATIONS]
    }

    /// By its number, which is below [`Standing::COUNT`]: the bucket, and whether it was stopped late.
    pub(crate) fn numbered(number: u16) -> (Bucket, bool) {
        Bucket::ALL.get(usize::from(number)).map_or((Bucket::Stopped, true), |bucket| (*bucket, false))
    }

    #[inline]
    pub(crate) fn number(self) -> u16 {
        self.0 & Standing::NUMBER
    }

    #[inline]
    pub(crate) fn is(self, bucket: Bucket) -> bool {
        self.number() == bucket as u16
    }

    /// Received in the period or carried in.
    #[inline]
    pub(crate) fn is_handled(self) -> bool {
        self.0 & Standing::HANDLED != 0
    }

    /// Ended within the period.
    #[inline]
    pub(crate) fn is_concluded(self) -> bool {
        self.0 & Standing::CONCLUDED != 0
    }

    /// Ended within it with a result.
    #[inline]
    pub(crate) fn has_result(self) -> bool {
        self.0 & Standing::RESULT != 0
    }

    /// Late, stopped late or overdue.
    #[inline]
    pub(crate) fn is_late(self) -> bool {
        self.0 & Standing::LATE != 0
    }
}

/// What a situation is told by: yes or no each, of which those of one kind follow one from the other, so that it is enough
/// to count them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signs {
    pub(super) status: DossierStatus,
    /// It is known; it does not lie before the moment asked about.
    pub(super) receipt: [bool; 2],
    /// It is known; nor does it lie before the period; nor before the moment asked about.
    pub(super) end: [bool; 3],
    /// It is known; the end does not lie on a day before it; the end lies after it.
    pub(super) deadline: [bool; 3],
    pub(super) overdue: bool,
    pub(super) awaits_supplement: bool,
}

const STATUS_BITS: usize = 4;
const SITUATIONS: usize = 1 << (STATUS_BITS + 8);

/// The standing of each situation, by its number.
static STANDINGS: [Standing; SITUATIONS] = {
    let mut all = [Standing::of(Bucket::NotAccepted, false); SITUATIONS];
    let mut number = 0;
    while number < SITUATIONS {
        all[number] = Situation::numbered(number).judge();
        number += 1;
    }
    all
};

impl Signs {
    #[inline]
    pub(crate) fn standing(self) -> Standing {
        Standing::of_situation(self.situation())
    }

    /// The number of the situation.
    #[inline(always)]
    #[allow(clippy::inline_always, clippy::cast_possible_truncation, reason = "as of the hands; twelve bits")]
    pub(crate) fn situation(self) -> u16 {
        // In words as wide as moments, so that several fit the same vector.
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

impl Situation {
    const fn numbered(number: usize) -> Situation {
        let (status, above) = (number % (1 << STATUS_BITS), number >> STATUS_BITS);
        Situation {
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

    /// The rule itself.
    const fn judge(self) -> Standing {
        use DossierStatus::{NotAccepted, Registered, Stopped, Withdrawn};
        let refused = matches!(self.status, Registered | NotAccepted) && matches!(self.end, End::Unknown);
        let bucket = match (self.receipt, self.end) {
            _ if refused => Bucket::NotAccepted,
            (Receipt::Unknown, _) => Bucket::NotAccepted,
            (Receipt::Ahead, _) | (_, End::BeforePeriod) => Bucket::OutOfPeriod,
            (_, End::Unknown) if self.status.says_concluded() => Bucket::Undated,
            (_, End::Within) => match (self.status, self.timeliness) {
                (Withdrawn, _) => Bucket::Withdrawn,
                (Stopped, _) => Bucket::Stopped,
                (_, Timeliness::NoDeadline) => Bucket::FinishedUnmeasurable,
                (_, Timeliness::Early) => Bucket::Early,
                (_, Timeliness::OnTime) => Bucket::OnTime,
                (_, Timeliness::Late) => Bucket::Late,
            },
            (_, End::Unknown | End::Ahead) if self.waits() => Bucket::Suspended,
            (_, End::Unknown | End::Ahead) => match self.timeliness {
                Timeliness::NoDeadline => Bucket::OpenUnmeasurable,
                _ if self.overdue => Bucket::OpenOverdue,
                _ => Bucket::OpenWithinDue,
            },
        };
        let late = matches!(self.timeliness, Timeliness::Late);
        Standing::of(bucket, matches!(bucket, Bucket::Stopped) && late)
    }

    /// A status is today's: where an end lies ahead of the moment asked about, it says nothing of that moment.
    const fn waits(self) -> bool {
        matches!(self.end, End::Unknown)
            && match self.status {
                DossierStatus::AwaitingSupplement => self.awaits_supplement,
                DossierStatus::AwaitingPayment | DossierStatus::Stopped => true,
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_the_situation() {
        let of = |grade: u8, signs: u8| (0..signs).map(move |sign| grade > sign);
        let array = |grade, signs| -> Vec<bool> { of(grade, signs).collect() };
        for number in 0..SITUATIONS {
            let situation = Situation::numbered(number);
            let signs = Signs {
                status: situation.status,
                receipt: array(situation.receipt as u8, 2).try_into().unwrap(),
                end: array(situation.end as u8, 3).try_into().unwrap(),
                deadline: array(situation.timeliness as u8, 3).try_into().unwrap(),
                overdue: situation.overdue,
                awaits_supplement: situation.awaits_supplement,
            };
            assert_eq!(signs.standing(), situation.judge());
        }
    }
}
