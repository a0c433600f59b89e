//! Datasets put together, and parts of one.

use super::{Dataset, Place};

impl Dataset {
    /// Takes in what another dataset holds, as newer than all of this; neither counts while it reads.
    pub fn join(&mut self, other: Dataset) {
        let before = u32::try_from(self.inputs.len()).expect("fewer than 2^32 inputs");
        let mut records = other.records;
        if records.dossiers.len() == 0 {
            // Only dossiers have such columns.
            records.own.clear();
        }
        self.inputs.extend(other.inputs);
        self.records.absorb(records, |place| Place { input: before + place.input, ..place });
    }

    /// Leaves out the dossiers and petitions that `keep` says no to. Which of several rows of a code is the newest was
    /// settled before: an older one does not come back.
    ///
    /// Rows left out are in no account of their input any more.
    pub fn retain(&mut self, mut keep: impl FnMut(Place) -> bool) {
        let dossiers = self.records.dossiers.leave_out(&self.records.texts, &mut keep);
        let petitions = self.records.pakn.leave_out(&mut keep);
        for place in dossiers.into_iter().chain(petitions) {
            self.inputs[place.input as usize].read -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use sipas_core::{Clock, Dimension, Policy, WorkCalendar};

    use super::*;
    use sipas_intake::{BadRow, Kind, Row, Rows};

    /// Rows of text, the header first.
    struct Texts(Vec<Vec<String>>, usize);

    impl Rows for Texts {
        fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
            self.1 += 1;
            // The cells have to outlive the call, and a test may leak a few.
            let cells: Vec<&str> = self.0.get(self.1 - 1)?.iter().map(String::as_str).collect();
            Some(Ok(Row { cells: cells.leak(), kinds: &[], line: self.1 as u64, cut: false }))
        }
    }

    fn read(rows: &[(u8, u8, u8)], path: &str, data: &mut Dataset) {
        let header = ["Mã hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"];
        let header = header.map(str::to_owned).to_vec();
        let row = |(code, unit, end): &(u8, u8, u8)| {
            vec![
                format!("H37.12-250601-{code:04}"),
                format!("Phòng {unit}"),
                "01/06/2025".to_owned(),
                "10/06/2025".to_owned(),
                format!("{end:02}/06/2025"),
            ]
        };
        let rows = std::iter::once(header).chain(rows.iter().map(row)).collect();
        let source = crate::dataset::Source {
            path,
            kind: Kind::Dossiers,
            profile: None,
            serial_dates: false,
            keep_rejects: false,
            accept: &[],
            dealt_out: false,
        };
        data.load(&source, &mut Texts(rows, 0)).unwrap();
    }

    fn clock() -> Clock {
        Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap())
    }

    proptest! {
        #[test]
        fn what_is_left_out_is_counted_nowhere_and_the_rest_as_before(
            rows in prop::collection::vec((0u8..40, 0u8..3, 2u8..29), 1..60),
            keep in prop::collection::vec(any::<bool>(), 60),
        ) {
            let mut data = Dataset::new();
            read(&rows, "a.csv", &mut data);
            let (by, clock) = ([Dimension::Unit], clock());
            let all: Vec<_> = data.dossier_lines(&clock).map(|l| (l.place, l.code.clone(), l.texts.unit.to_owned())).collect();
            let kept: BTreeSet<Place> = all.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(l, _)| l.0).collect();
            let mut part = data.clone();
            part.retain(|place| kept.contains(&place));
            let left: Vec<_> = part.dossier_lines(&clock).map(|l| (l.place, l.code.clone(), l.texts.unit.to_owned())).collect();
            let expected: Vec<_> = all.iter().filter(|line| kept.contains(&line.0)).cloned().collect();
            prop_assert_eq!(&left, &expected);
            let summary = &part.summaries()[0];
            prop_assert_eq!(summary.accepted, expected.len() as u64);
            prop_assert_eq!(summary.rows, summary.accepted + summary.rejected + summary.duplicates + summary.skipped);
            // The two halves add up to the whole.
            let mut other = data.clone();
            other.retain(|place| !kept.contains(&place));
            let mut sum = part.tally(&clock, &by);
            sum.merge(&other.tally(&clock, &by));
            prop_assert_eq!(sum, data.tally(&clock, &by));
        }

        #[test]
        fn two_datasets_joined_are_one_read_in_turn(
            first in prop::collection::vec((0u8..40, 0u8..3, 2u8..29), 1..30),
            second in prop::collection::vec((0u8..40, 0u8..3, 2u8..29), 1..30),
        ) {
            let (mut whole, mut joined, mut other) = (Dataset::new(), Dataset::new(), Dataset::new());
            read(&first, "a.csv", &mut whole);
            read(&second, "b.csv", &mut whole);
            read(&first, "a.csv", &mut joined);
            read(&second, "b.csv", &mut other);
            joined.join(other);
            let by = [Dimension::Unit];
            prop_assert_eq!(joined.summaries(), whole.summaries());
            prop_assert_eq!(joined.tally(&clock(), &by), whole.tally(&clock(), &by));
            let lines = |data: &Dataset| data.dossier_lines(&clock()).map(|l| (l.place, l.code.clone())).collect::<Vec<_>>();
            prop_assert_eq!(lines(&joined), lines(&whole));
        }
    }
}
