//! From tallies to reports.

use sipas_core::{Clock, Dimension, Groups, Period, Plan, Report, ReportSpec, Slice};

use super::Dataset;

impl Dataset {
    /// A report over the clock's period, and over the baseline period to compare with.
    ///
    /// # Panics
    ///
    /// If records cannot be [grouped](Dataset::can_judge) by what the dimensions and the plan ask for.
    pub fn report(
        &self,
        clock: &Clock,
        by: &[Dimension],
        plan: Option<&Plan>,
        baseline: Option<Period>,
    ) -> Report {
        self.reports(&[(clock.clone(), baseline)], by, plan).remove(0)
    }

    /// Reports over the periods of several clocks, each with a baseline period or none. Each is the [report](Dataset::report)
    /// of its own, and records are read once for all.
    ///
    /// # Panics
    ///
    /// As a report of its own does.
    pub fn reports(
        &self,
        asked: &[(Clock, Option<Period>)],
        by: &[Dimension],
        plan: Option<&Plan>,
    ) -> Vec<Report> {
        let wanted = Wanted::of(asked);
        let mut own = wanted.tallies(|clocks| self.tally_records_over(clocks, by));
        own.each(|clock, groups| groups.join_shared(&self.tally_shared(clock, by)));
        let slice = |by: Vec<Dimension>| {
            let mut tallies = wanted.tallies(|clocks| self.tally_records_over(clocks, &by));
            tallies.each(|clock, groups| groups.merge(&self.tally_shared(clock, &by)));
            (by, tallies)
        };
        let slices = plan.map_or_else(Vec::new, |plan| plan.slices(by));
        let mut slices: Vec<_> = slices.into_iter().map(slice).collect();
        let (evidence, summaries) = (self.evidence(), self.summaries_of_report(by, plan));
        let mut reports = Vec::with_capacity(asked.len());
        for ((clock, _), (now, before)) in asked.iter().zip(&wanted.places) {
            let slice = |(by, tallies): &mut (Vec<Dimension>, Tallies<'_>)| Slice {
                by: by.clone(),
                groups: tallies.take(*now),
                baseline: before.map(|before| tallies.take(before)),
            };
            let slices = slices.iter_mut().map(slice).collect();
            // A period that is not over is compared with as much of its baseline.
            let baseline = before.map(|before| (wanted.clocks[before].period, own.take(before)));
            let spec = ReportSpec { clock, by, plan, evidence: &evidence, baseline, slices };
            reports.push(Report::finish(spec, summaries.clone(), own.take(*now)));
        }
        reports
    }
}

/// The clocks that reports are counted by, each once: a period may be the baseline of another.
struct Wanted {
    clocks: Vec<Clock>,
    /// The clock of each report, and that of its baseline.
    places: Vec<(usize, Option<usize>)>,
}

impl Wanted {
    fn of(asked: &[(Clock, Option<Period>)]) -> Wanted {
        let mut clocks: Vec<Clock> = Vec::new();
        let mut place = |clock: Clock| {
            let known = clocks.iter().position(|known| *known == clock);
            known.unwrap_or_else(|| {
                clocks.push(clock);
                clocks.len() - 1
            })
        };
        let mut places = Vec::with_capacity(asked.len());
        for (clock, baseline) in asked {
            let now = place(clock.clone());
            places.push((now, baseline.map(|period| place(clock.over_baseline(period)))));
        }
        Wanted { clocks, places }
    }

    /// Counts by all clocks.
    fn tallies(&self, count: impl FnOnce(&[Clock]) -> Vec<Groups>) -> Tallies<'_> {
        let mut left = vec![0; self.clocks.len()];
        let places = self.places.iter().flat_map(|(now, before)| [Some(*now), *before]).flatten();
        places.for_each(|at| left[at] += 1);
        Tallies { clocks: &self.clocks, groups: count(&self.clocks), left }
    }
}

/// What was counted by several clocks, and how many reports still ask for each.
struct Tallies<'c> {
    clocks: &'c [Clock],
    groups: Vec<Groups>,
    left: Vec<usize>,
}

impl Tallies<'_> {
    fn each(&mut self, change: impl Fn(&Clock, &mut Groups)) {
        self.clocks.iter().zip(&mut self.groups).for_each(|(clock, groups)| change(clock, groups));
    }

    /// Gives those of one clock. There may be very many groups: whoever asks last is not given a copy.
    fn take(&mut self, at: usize) -> Groups {
        self.left[at] -= 1;
        if self.left[at] == 0 { std::mem::take(&mut self.groups[at]) } else { self.groups[at].clone() }
    }
}

#[cfg(test)]
mod tests;
