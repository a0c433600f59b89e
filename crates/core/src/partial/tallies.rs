//! What a tally consists of, number by number. The order is the format: what changes it makes a new version.

use std::collections::BTreeMap;

use super::PartialError;
use super::io::Io;
use crate::calendar::Uncovered;
use crate::dimension::{Dimension, Key};
use crate::moment::Day;
use crate::rate::Rate;
use crate::report::Groups;
use crate::tally::{
    Activity, DayCounts, DossierTally, PaknTally, ProcedureTally, Reported, ServiceTally, SurveyTally, Tally,
};

/// The buckets of the first format; what was added stands behind them.
const FIRST_BUCKETS: usize = 13;
const FIRST_PAKN_BUCKETS: usize = 9;
/// The questions that versions 2 to 4 ask.
const FIRST_SERVICES: usize = 7;

type Done = Result<(), PartialError>;

pub(super) fn groups<I: Io>(io: &mut I, groups: &mut Groups, by: &[Dimension]) -> Done {
    tally(io, &mut groups.whole)?;
    let mut parts: Vec<_> = std::mem::take(&mut groups.parts).into_iter().collect();
    io.list(&mut parts, Default::default, |io, (key, one)| {
        let mut values: Vec<String> = key.iter().map(|(_, value)| value.to_owned()).collect();
        values.resize(by.len(), String::new());
        values.iter_mut().try_for_each(|value| io.text(value))?;
        *key = Key::new(by.iter().copied().zip(values));
        tally(io, one)?;
        // A group is there because something is in it.
        if **one == Tally::default() { Err(PartialError::Malformed("a group")) } else { Ok(()) }
    })?;
    if !parts.is_sorted_by(|(a, _), (b, _)| a < b) || by.is_empty() && !parts.is_empty() {
        return Err(PartialError::Malformed("the order of groups"));
    }
    groups.parts = parts.into_iter().collect::<BTreeMap<_, _>>();
    // The first version kept no days.
    if io.version() > 1 {
        activity(io, &mut groups.activities.dossiers)?;
        activity(io, &mut groups.activities.pakn)?;
    }
    Ok(())
}

/// The days of a long period, most of them without anything, in a list.
fn activity<I: Io>(io: &mut I, of: &mut Activity) -> Done {
    io.number(&mut of.records)?;
    leans_on(io, &mut of.first)?;
    leans_on(io, &mut of.last)?;
    io.choice(&mut of.goes_on, &[false, true])?;
    for days in [&mut of.receipts, &mut of.overdue] {
        io.list(days, || 0, I::number)?;
    }
    // Earlier versions did not count what came in before the period.
    if io.version() > 5 { io.number(&mut of.before) } else { Ok(()) }
}

fn tally<I: Io>(io: &mut I, tally: &mut Tally) -> Done {
    let Tally { dossiers: of_dossiers, pakn: of_pakn, procedures: of_procedures, survey: of_survey } = tally;
    part(io, of_dossiers, dossiers)?;
    part(io, of_pakn, |io, one| pakn(io, one))?;
    part(io, of_procedures, |io, one| procedures(io, one))?;
    part(io, of_survey, |io, one| survey(io, one))
}

/// 0 for nothing counted, else 1 and what was.
fn part<I: Io, T: Default + PartialEq>(
    io: &mut I,
    part: &mut T,
    of: impl FnOnce(&mut I, &mut T) -> Done,
) -> Done {
    let mut any = *part != T::default();
    io.choice(&mut any, &[false, true])?;
    if any { of(io, part) } else { Ok(()) }
}

fn dossiers<I: Io>(io: &mut I, tally: &mut DossierTally) -> Done {
    let counts = &mut tally.counts;
    all(io, [&mut counts.received, &mut counts.carried_in, &mut counts.stopped_late])?;
    if io.version() > 1 {
        io.number(&mut counts.undated_received)?;
    }
    all(io, &mut counts.channels.0)?;
    if io.version() > 1 {
        all(io, &mut counts.channels.1)?;
    }
    all(io, &mut counts.repeat_visits.0)?;
    let (known, added) = counts.buckets.split_at_mut(FIRST_BUCKETS);
    all(io, known)?;
    if io.version() > 1 {
        all(io, added)?;
        io.number(&mut counts.refused)?;
        all(io, [&mut counts.put_off.all, &mut counts.put_off.twice])?;
    }
    let rates = [
        &mut tally.late_share,
        &mut tally.repeat_visits,
        &mut tally.supplement_once,
        &mut tally.apologised,
        &mut tally.accurate,
    ];
    rates.into_iter().try_for_each(|one| rate(io, one))?;
    if io.version() > 1 {
        part(io, &mut tally.services, services)?;
    }
    days(io, &mut tally.days)?;
    days(io, &mut tally.working_days)?;
    uncovered(io, &mut tally.uncovered)?;
    leans_on(io, &mut tally.deadlines_lean_on)?;
    leans_on(io, &mut tally.days_lean_on)
}

/// Up to the last question that has an answer, so that a further one needs no new version.
fn services<I: Io>(io: &mut I, tally: &mut ServiceTally) -> Done {
    let malformed = || PartialError::Malformed("the number of questions asked of dossiers");
    let answered = |tally: &ServiceTally| {
        let is = |n: &usize| tally.rates[*n] != Rate::default() || tally.uncovered[*n] > 0;
        (0..tally.rates.len()).rfind(is).map_or(0, |last| last + 1)
    };
    let mut asked = FIRST_SERVICES;
    if io.version() > 4 {
        let mut number = answered(tally) as u64;
        io.number(&mut number)?;
        let known = usize::try_from(number).ok().filter(|asked| *asked <= tally.rates.len());
        asked = known.ok_or_else(malformed)?;
    }
    tally.rates[..asked].iter_mut().try_for_each(|one| rate(io, one))?;
    all(io, &mut tally.uncovered[..asked])?;
    leans_on(io, &mut tally.leans_on)?;
    if io.version() < 5 || answered(tally) == asked { Ok(()) } else { Err(malformed()) }
}

fn pakn<I: Io>(io: &mut I, tally: &mut PaknTally) -> Done {
    all(io, [&mut tally.counts.received, &mut tally.counts.carried_in])?;
    if io.version() > 1 {
        let counts = &mut tally.counts;
        all(
            io,
            [&mut counts.undated_received, &mut counts.undated_anywhere, &mut counts.undated_transferred],
        )?;
    }
    let (known, added) = tally.counts.buckets.split_at_mut(FIRST_PAKN_BUCKETS);
    all(io, known)?;
    if io.version() > 1 {
        all(io, added)?;
    }
    all(io, [&mut tally.topics.received, &mut tally.topics.unread])?;
    for Reported { all: reported, substantiated } in
        [&mut tally.topics.extra_requirement, &mut tally.topics.staff_conduct]
    {
        all(io, [reported, substantiated])?;
    }
    let rates = [
        &mut tally.accepted,
        &mut tally.transferred_in_time,
        &mut tally.correct_authority,
        &mut tally.answered,
        &mut tally.published,
        &mut tally.compliant,
    ];
    rates.into_iter().try_for_each(|one| rate(io, one))?;
    uncovered(io, &mut tally.uncovered)?;
    leans_on(io, &mut tally.leans_on)
}

fn procedures<I: Io>(io: &mut I, tally: &mut ProcedureTally) -> Done {
    let rates = [&mut tally.listed, &mut tally.published, &mut tally.complete, &mut tally.published_in_time];
    rates.into_iter().try_for_each(|one| rate(io, one))?;
    uncovered(io, &mut tally.uncovered)?;
    leans_on(io, &mut tally.leans_on)
}

fn survey<I: Io>(io: &mut I, tally: &mut SurveyTally) -> Done {
    tally.satisfied.iter_mut().try_for_each(|one| rate(io, one))?;
    if io.version() < 3 {
        // Two versions kept no points.
        tally.points = None;
        return Ok(());
    }
    let answers = tally.satisfied.map(|rate| rate.denominator);
    let mut known = tally.points.is_some();
    io.choice(&mut known, &[false, true])?;
    if !known {
        tally.points = None;
        return Ok(());
    }
    let points = tally.points.get_or_insert_default();
    all(io, points.iter_mut())?;
    let fits = points.iter().zip(answers).all(|(points, answers)| *points <= 4 * answers);
    if fits { Ok(()) } else { Err(PartialError::Contradictory("the answers of the survey")) }
}

fn all<'n, I: Io>(io: &mut I, numbers: impl IntoIterator<Item = &'n mut u64>) -> Done {
    numbers.into_iter().try_for_each(|n| io.number(n))
}

/// What counts and what does not, so that no numerator exceeds its denominator.
fn rate<I: Io>(io: &mut I, rate: &mut Rate) -> Done {
    let mut rest = rate.denominator - rate.numerator;
    all(io, [&mut rate.numerator, &mut rest])?;
    rate.denominator = rate.numerator + rest;
    Ok(())
}

/// Durations upwards, each by its distance to the one before, and how many took it.
fn days<I: Io>(io: &mut I, counts: &mut DayCounts) -> Done {
    let malformed = PartialError::Malformed("durations");
    let mut known: Vec<(u64, u64)> = counts.iter().map(|(days, n)| (u64::from(days), n)).collect();
    let (mut next, mut total, mut read) = (0, 0u64, DayCounts::default());
    io.list(&mut known, Default::default, |io, (days, n)| {
        let mut step = days.saturating_sub(next);
        all(io, [&mut step, n])?;
        *days = next + step;
        next = *days + 1;
        total += *n;
        // No duration is longer than from the first day there is to the last.
        let length = u32::try_from(*days).ok().filter(|days| *days <= Day::MAX.number());
        match length.filter(|_| *n > 0 && total < 1 << 40) {
            Some(length) => read.add_many(length, *n),
            None => return Err(malformed.clone()),
        }
        Ok(())
    })?;
    *counts = read;
    Ok(())
}

/// 0 for none, else the year.
fn uncovered<I: Io>(io: &mut I, year: &mut Option<Uncovered>) -> Done {
    let mut known = year.map_or(0, |Uncovered(year)| year.unsigned_abs());
    io.small(&mut known)?;
    if known > 9999 {
        return Err(PartialError::Malformed("a year"));
    }
    *year = (known > 0).then(|| Uncovered(known.cast_signed()));
    Ok(())
}

/// 0 for none, else the day.
fn leans_on<I: Io>(io: &mut I, on: &mut Option<Day>) -> Done {
    let mut known = on.map_or(0, Day::number);
    io.small(&mut known)?;
    *on = if known == 0 { None } else { Some(super::settings::day_of(known)?) };
    Ok(())
}
