//! What is counted of how dossiers are served: without paper, and each step within the time that the law gives it.

use super::first_of;
use crate::calendar::Uncovered;
use crate::clock::{Bucket, Clock};
use crate::dossier::{Channel, DossierFacts};
use crate::evidence::Evidence;
use crate::moment::{Day, Moment};
use crate::procedure::{Term, TermUnit};
use crate::rate::Rate;

/// Working days within which a supplement is asked for (Decree 118/2025, art. 19(5)).
const NOTICE_DAYS: u32 = 3;
/// Working hours within which an application that was sent online is received (art. 17(2)).
const RECEIPT_HOURS: u32 = 8;
/// Working days within which a reported error is corrected (art. 23(1)).
const CORRECTION_DAYS: u32 = 3;

/// A question that a dossier answers with yes or no, where it can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Service {
    /// Received in the period: digitised.
    Digitised,
    /// With a result: an electronic one.
    ElectronicResult,
    /// Concluded: paid online.
    PaidOnline,
    /// Asked for a supplement: by the third working day after the receipt.
    NoticeInTime,
    /// Received online in the period: within eight working hours.
    ReceiptInTime,
    /// Late or put off: apologised for before the appointment.
    ApologyInTime,
    /// Corrected: within three working days of the report of the error.
    CorrectionInTime,
}

/// What one dossier answers: two bits for each question, 0 where it is not asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Answers(u16);

const _: () = assert!(
    2 * Service::ALL.len() <= u16::BITS as usize,
    "every question has its two bits: widen Answers for more"
);

impl Answers {
    const NO: u16 = 1;
    const YES: u16 = 2;
    /// The calendar does not cover the year.
    const UNCOVERED: u16 = 3;

    fn get(self, service: Service) -> u16 {
        self.0 >> (2 * service as u16) & 3
    }
}

/// Answers of many dossiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ServiceTally {
    /// By [`Service`].
    pub(crate) rates: [Rate; Service::ALL.len()],
    /// Dossiers that the calendar cannot judge, by [`Service`].
    pub(crate) uncovered: [u64; Service::ALL.len()],
    /// The first provisional day of the calendar that an answer leans on.
    pub(crate) leans_on: Option<Day>,
}

impl Service {
    pub(crate) const ALL: [Service; 7] = [
        Service::Digitised,
        Service::ElectronicResult,
        Service::PaidOnline,
        Service::NoticeInTime,
        Service::ReceiptInTime,
        Service::ApologyInTime,
        Service::CorrectionInTime,
    ];

    /// The columns that an export needs, so that its dossiers can be asked.
    pub(crate) fn columns(self) -> Evidence {
        match self {
            Service::Digitised => Evidence::DIGITISED,
            Service::ElectronicResult => Evidence::ELECTRONIC_RESULT,
            Service::PaidOnline => Evidence::PAID_ONLINE,
            Service::NoticeInTime => Evidence::SUPPLEMENT_REQUESTED_AT,
            Service::ReceiptInTime => Evidence::SUBMITTED_AT | Evidence::CHANNEL,
            Service::ApologyInTime => Evidence::APOLOGISED_AT | Evidence::DUE_AT,
            Service::CorrectionInTime => Evidence::ERROR_REPORTED_AT | Evidence::CORRECTED_AT,
        }
    }

    /// Whether only dossiers that have ended are asked, or those that ended late.
    pub(crate) fn asks_for_ends(self) -> bool {
        match self {
            Service::ElectronicResult | Service::PaidOnline | Service::ApologyInTime => true,
            Service::Digitised
            | Service::NoticeInTime
            | Service::ReceiptInTime
            | Service::CorrectionInTime => false,
        }
    }

    /// Whether an export with these columns can answer any question.
    pub(crate) fn any_told(evidence: Evidence) -> bool {
        Service::ALL.into_iter().any(|service| evidence.has(service.columns()))
    }

    /// Asks a dossier that was received in the period or carried in all that its export can tell; with the first provisional day
    /// of the calendar that an answer leans on.
    pub(crate) fn ask(
        clock: &Clock,
        dossier: &DossierFacts,
        bucket: Bucket,
        received_in_period: bool,
        evidence: Evidence,
    ) -> (Answers, Option<Day>) {
        let (mut answers, mut leans_on) = (Answers::default(), None);
        let case = Case { clock, dossier, bucket, received_in_period };
        for service in Service::ALL.into_iter().filter(|service| evidence.has(service.columns())) {
            let answer = match case.answer(service) {
                None => continue,
                Some(Ok((yes, on))) => {
                    leans_on = first_of(leans_on, on);
                    if yes { Answers::YES } else { Answers::NO }
                }
                Some(Err(Uncovered(_))) => Answers::UNCOVERED,
            };
            answers.0 |= answer << (2 * service as u16);
        }
        (answers, leans_on)
    }
}

/// A dossier at its place.
struct Case<'c> {
    clock: &'c Clock,
    dossier: &'c DossierFacts,
    bucket: Bucket,
    received_in_period: bool,
}

/// Yes or no, and the first provisional day that it leans on.
type Judged = Result<(bool, Option<Day>), Uncovered>;

impl Case<'_> {
    fn answer(&self, service: Service) -> Option<Judged> {
        let dossier = self.dossier;
        let seen = |at| self.clock.seen(at);
        match service {
            Service::Digitised => marked(self.received_in_period, dossier.digitised().known()),
            Service::ElectronicResult => {
                marked(self.bucket.has_result(), dossier.electronic_result().known())
            }
            Service::PaidOnline => marked(self.bucket.is_concluded(), dossier.paid_online().known()),
            Service::NoticeInTime => {
                let (from, to) = dossier.received_at().zip(seen(dossier.supplement_requested_at()))?;
                Some(self.within_days(from, to, NOTICE_DAYS))
            }
            Service::ReceiptInTime => {
                let is_asked = self.received_in_period && dossier.channel() == Channel::Online;
                let (from, to) = dossier.submitted_at().zip(dossier.received_at())?;
                (is_asked && has_time(from) && has_time(to)).then(|| self.within_hours(from, to))
            }
            Service::ApologyInTime => {
                let is_asked = self.bucket == Bucket::Late || dossier.times_put_off() > 0;
                let (at, due) = seen(dossier.apologised_at()).zip(dossier.due_at())?;
                is_asked.then(|| Ok((at.day() < due.day(), None)))
            }
            Service::CorrectionInTime => {
                let (from, to) = seen(dossier.error_reported_at()).zip(seen(dossier.corrected_at()))?;
                Some(self.within_days(from, to, CORRECTION_DAYS))
            }
        }
    }

    fn within_days(&self, from: Moment, to: Moment, days: u32) -> Judged {
        let in_time = self.clock.within_working_days(from, to, days)?;
        Ok((in_time, self.clock.calendar.first_provisional(from.day(), to.day())))
    }

    fn within_hours(&self, from: Moment, to: Moment) -> Judged {
        let amount = RECEIPT_HOURS.try_into().expect("not zero");
        let last = self.clock.calendar.deadline(from, Term { amount, unit: TermUnit::WorkingHours })?;
        // Whether the first day itself is worked tells when the hours begin.
        let before = from.day().plus(-1);
        Ok((!last.is_before(to), self.clock.calendar.first_provisional(before, to.day().min(last.day()))))
    }
}

/// At 00:00 sharp it is a date.
fn has_time(at: Moment) -> bool {
    at.clock_ms() > 0
}

/// A mark of a dossier that is asked for it.
fn marked(is_asked: bool, mark: Option<bool>) -> Option<Judged> {
    mark.filter(|_| is_asked).map(|yes| Ok((yes, None)))
}

impl ServiceTally {
    /// Counts the answers of one dossier.
    pub(crate) fn count(&mut self, answers: Answers) {
        if answers == Answers::default() {
            return;
        }
        for service in Service::ALL {
            match answers.get(service) {
                Answers::UNCOVERED => self.uncovered[service as usize] += 1,
                0 => {}
                answer => self.rates[service as usize].count(answer == Answers::YES),
            }
        }
    }

    pub(super) fn merge(&mut self, other: &ServiceTally) {
        self.rates.iter_mut().zip(other.rates).for_each(|(to, from)| to.merge(from));
        super::dossiers::add(&mut self.uncovered, &other.uncovered);
        self.leans_on = first_of(self.leans_on, other.leans_on);
    }
}
