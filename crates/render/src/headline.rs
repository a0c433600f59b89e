//! What a report comes to, in one sentence.

use sipas_core::{Bucket, Report, ScoreRow, Tier, Verdict};

use crate::lang::Lang;

/// The commitments of the whole, by verdict.
pub(crate) struct Headline<'r> {
    pub(crate) met: usize,
    pub(crate) missed: Vec<ScoreRow<'r>>,
    pub(crate) undecided: usize,
}

impl<'r> Headline<'r> {
    pub(crate) fn of(report: &'r Report) -> Headline<'r> {
        let (mut met, mut missed, mut undecided) = (0, Vec::new(), 0);
        for row in report.scores(report.whole()).filter(|row| row.target.tier == Tier::Commitment) {
            match row.verdict {
                Verdict::Met => met += 1,
                Verdict::Missed => missed.push(row),
                Verdict::NoData | Verdict::NotMeasurable => undecided += 1,
            }
        }
        Headline { met, missed, undecided }
    }

    /// How many commitments there are.
    pub(crate) fn all(&self) -> usize {
        self.met + self.missed.len() + self.undecided
    }
}

/// Says whether the plan is kept, and by which targets it is not; without a plan, how many dossiers were late.
pub fn verdict(report: &Report, lang: Lang) -> String {
    let head = Headline::of(report);
    if head.all() > 0 {
        let missed: Vec<&str> = head.missed.iter().map(|row| row.target.id.as_str()).collect();
        let kept = lang.kept(head.met, missed.len(), head.undecided);
        return if missed.is_empty() { kept } else { format!("{kept} {}", lang.missed(&missed)) };
    }
    report
        .whole()
        .dossiers()
        .map_or_else(String::new, |counts| lang.concluded_late(counts.concluded(), counts.get(Bucket::Late)))
}
