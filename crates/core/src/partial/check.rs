//! Refuses counts that contradict each other: no run has counted them, whatever their checksum says.
//!
//! The identities are those of the tallies, written over the lists of buckets, so that a new bucket needs nothing here.

use super::input::Split;
use super::{Counted, Partial, PartialError, PartialInput};
use crate::clock::{Bucket, PaknBucket};
use crate::dossier::Channel;
use crate::rate::Rate;
use crate::report::{Groups, InputSummary};
use crate::tally::{DossierTally, PaknTally, ProcedureTally, Tally};

pub(super) fn check(partial: &Partial) -> Result<(), PartialError> {
    let whole_files = partial.split == Split::Files;
    for counted in [&partial.shared, &partial.records] {
        require(counted.inputs.iter().all(|input| is_accounted(&input.summary, whole_files)), "its inputs")?;
        for groups in std::iter::once(&counted.groups).chain(&counted.baseline) {
            check_groups(groups, !partial.settings.by.is_empty())?;
        }
    }
    require(has_all_accepted(&partial.records), "its inputs")?;
    require(partial.codes.len() <= accepted(&partial.records), "its codes")
}

fn require(holds: bool, what: &'static str) -> Result<(), PartialError> {
    if holds { Ok(()) } else { Err(PartialError::Contradictory(what)) }
}

/// Every row is accepted, rejected, a duplicate or skipped; of a share of the codes, others have the rest.
fn is_accounted(input: &InputSummary, whole: bool) -> bool {
    let told = input.accepted + input.rejected + input.duplicates + input.skipped;
    if whole { told == input.rows } else { told <= input.rows }
}

/// Every accepted record is in exactly one bucket, whatever the period.
fn has_all_accepted(records: &Counted) -> bool {
    let accepted = accepted(records);
    std::iter::once(&records.groups).chain(&records.baseline).all(|groups| {
        let whole = &groups.whole;
        whole.dossiers.counts.accepted() + whole.pakn.counts.accepted() == accepted
    })
}

fn accepted(records: &Counted) -> u64 {
    let is_record = |input: &&PartialInput| matches!(input.summary.kind, "dossiers" | "pakn");
    records.inputs.iter().filter(is_record).map(|input| input.summary.accepted).sum()
}

fn check_groups(groups: &Groups, is_grouped: bool) -> Result<(), PartialError> {
    let parts = || groups.parts.values().map(AsRef::as_ref);
    std::iter::once(&groups.whole).chain(parts()).try_for_each(check_tally)?;
    if !is_grouped {
        return Ok(());
    }
    // Every dossier is in one group. Petitions may be in none, where they have no such dimension.
    let of_dossiers = |bucket: Bucket| {
        let sum: u64 = parts().map(|tally| tally.dossiers.counts.get(bucket)).sum();
        sum == groups.whole.dossiers.counts.get(bucket)
    };
    let of_pakn = |bucket: PaknBucket| {
        let sum: u64 = parts().map(|tally| tally.pakn.counts.get(bucket)).sum();
        sum <= groups.whole.pakn.counts.get(bucket)
    };
    let holds = Bucket::ALL.into_iter().all(of_dossiers) && PaknBucket::ALL.into_iter().all(of_pakn);
    require(holds, "its groups")
}

fn check_tally(tally: &Tally) -> Result<(), PartialError> {
    require(holds_dossiers(&tally.dossiers), "its dossiers")?;
    require(holds_pakn(&tally.pakn), "its petitions")?;
    require(holds_procedures(&tally.procedures), "its procedures")
}

fn holds_dossiers(tally: &DossierTally) -> bool {
    let counts = &tally.counts;
    let sum = |which: fn(Bucket) -> bool| -> u64 {
        Bucket::ALL.into_iter().filter(|bucket| which(*bucket)).map(|bucket| counts.get(bucket)).sum()
    };
    let (handled, concluded, with_result) =
        (sum(Bucket::is_handled), sum(Bucket::is_concluded), sum(Bucket::has_result));
    let visits: u64 = counts.repeat_visits.all().iter().sum();
    counts.handled() == handled
        && counts.channels.0.iter().sum::<u64>() == counts.received
        && counts.channels.1.iter().sum::<u64>() <= counts.channels.get(Channel::Online)
        && counts.stopped_late <= counts.get(Bucket::Stopped)
        && counts.refused <= with_result
        && counts.undated_received <= counts.get(Bucket::Undated)
        && counts.put_off.twice <= counts.put_off.all
        && counts.put_off.all <= handled
        && visits == tally.repeat_visits.denominator
        && at_most(&[
            (tally.late_share, handled),
            (tally.repeat_visits, concluded),
            (tally.supplement_once, concluded),
            (tally.apologised, counts.get(Bucket::Late)),
            (tally.accurate, with_result),
        ])
        && tally
            .services
            .rates
            .iter()
            .zip(tally.services.uncovered)
            .all(|(rate, not)| rate.denominator + not <= handled)
        && tally.days.count() <= with_result
        && tally.working_days.count() <= tally.days.count()
}

fn holds_pakn(tally: &PaknTally) -> bool {
    let counts = &tally.counts;
    let handled: u64 = PaknBucket::ALL
        .into_iter()
        .filter(|bucket| bucket.is_handled())
        .map(|bucket| counts.get(bucket))
        .sum();
    let (closed, transferred) = (counts.closed(), counts.get(PaknBucket::Transferred));
    let topics = &tally.topics;
    let received = counts.received + counts.undated_received;
    counts.handled() == handled
        && counts.undated_received <= counts.get(PaknBucket::Undated)
        && counts.undated_anywhere.max(counts.undated_transferred) <= counts.undated_received
        && topics.received <= received
        && topics.extra_requirement.all + topics.staff_conduct.all + topics.unread <= topics.received
        && [topics.extra_requirement, topics.staff_conduct].iter().all(|of| of.substantiated <= of.all)
        && at_most(&[
            (tally.accepted, received),
            (tally.transferred_in_time, transferred),
            (tally.correct_authority, closed + transferred),
            (tally.answered, closed),
            (tally.published, closed),
            (tally.compliant, closed + counts.get(PaknBucket::OpenOverdue)),
        ])
}

fn holds_procedures(tally: &ProcedureTally) -> bool {
    tally.published.numerator <= tally.listed.numerator
        && tally.published.denominator <= tally.listed.denominator
}

fn at_most(rates: &[(Rate, u64)]) -> bool {
    rates.iter().all(|(rate, most)| rate.denominator <= *most)
}
