//! What was read as a partial result, to be merged with what others read.

use std::borrow::Cow;

use sipas_core::{Clock, Codes, Counted, Dimension, InputSummary, Partial, PartialInput, Period, Split};

use super::{Dataset, Input, issue_count};
use sipas_intake::{IssueCode, Kind};

/// What each share of the codes counts for itself.
const OF_CODES: [IssueCode; 4] =
    [IssueCode::CodeAlike, IssueCode::CodeRowsDiffer, IssueCode::SnapshotOrder, IssueCode::SnapshotReopened];

impl Dataset {
    /// What was counted over the clock's period and the baseline period, by the given dimensions.
    pub fn partial(
        &self,
        clock: &Clock,
        by: &[Dimension],
        baseline: Option<Period>,
        split: Split,
    ) -> Partial {
        let is_dealt_out = |kind| matches!(kind, Kind::Dossiers | Kind::Pakn);
        let (records, shared): (Vec<_>, Vec<_>) = self
            .accounts(&self.texts_beyond(by, None))
            .into_iter()
            .partition(|(_, input, _)| is_dealt_out(input.kind));
        let inputs = |accounts: Vec<_>, split: &Split| {
            let input = |(_, input, summary)| self.partial_input(input, summary, split);
            accounts.into_iter().map(input).collect()
        };
        let before = baseline.map(|period| clock.over_baseline(period));
        let shared = Counted {
            inputs: inputs(shared, &Split::Files),
            groups: self.tally_shared(clock, by),
            baseline: before.as_ref().map(|clock| self.tally_shared(clock, by)),
        };
        let records = Counted {
            inputs: inputs(records, &split),
            groups: self.tally_records(clock, by),
            baseline: before.as_ref().map(|clock| self.tally_records(clock, by)),
        };
        let codes = if matches!(split, Split::Codes { .. }) { Codes::default() } else { self.codes() };
        Partial::new(clock, by, before.map(|clock| clock.period), split, codes, shared, records)
    }

    /// Those of dossiers and petitions, which are not there where records were counted and not kept.
    fn codes(&self) -> Codes {
        let is_record = |input: &Input| matches!(input.kind, Kind::Dossiers | Kind::Pakn) && input.read > 0;
        if self.records.counting.is_some() && self.inputs.iter().any(is_record) {
            return Codes::unknown();
        }
        let petitions = self.records.pakn.in_order().map(|(code, ..)| Cow::Borrowed(code));
        Codes::of(self.records.dossiers.codes().map(Cow::Owned), petitions)
    }

    fn partial_input(&self, input: &Input, summary: InputSummary, split: &Split) -> PartialInput {
        let evidence = self.evidence_of(input);
        // What others count keeps its place among the issues.
        let has_place = |code: IssueCode| match split {
            Split::Files => false,
            Split::Codes { .. } => OF_CODES.contains(&code),
            Split::Rows => true,
        };
        let count = |code: IssueCode| {
            // Which codes of other rows are alike nobody knows here.
            let is_unknown = *split == Split::Rows && code == IssueCode::CodeAlike;
            let known = summary.issues.iter().find(|issue| issue.code == code.name() && !is_unknown);
            known.map_or(0, |issue| issue.count)
        };
        let all = IssueCode::ALL.iter().map(|code| (*code, count(*code)));
        let issues = all.filter(|(code, count)| *count > 0 || has_place(*code)).map(issue_count).collect();
        let summary = InputSummary { issues, ..summary };
        if *split != Split::Rows {
            return PartialInput { summary, evidence, ..PartialInput::default() };
        }
        PartialInput { summary, evidence, words: input.log.words().clone(), sums: input.sums.numbers() }
    }
}
