//! Laws of frames: how rows lie in batches, and who reads which of them, changes nothing.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int32Array, RecordBatch, StringArray};
use arrow_schema::Schema;
use proptest::prelude::*;
use sipas_arrow::{Frame, calendar};
use sipas_core::WorkCalendar;
use sipas_intake::{Kind, Rows};

fn batch(cells: &[Option<String>]) -> RecordBatch {
    let text: ArrayRef = Arc::new(StringArray::from(cells.to_vec()));
    let number: ArrayRef = Arc::new(Int32Array::from_iter_values(0..i32::try_from(cells.len()).unwrap_or(0)));
    RecordBatch::try_from_iter([("code", text), ("n", number)]).expect("two columns of one length")
}

fn all(rows: &mut dyn Rows) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    while let Some(Ok(row)) = rows.next_row() {
        found.push((row.line, row.cells[0].to_owned()));
    }
    found
}

proptest! {
    #[test]
    fn batches_and_pieces_do_not_show(
        cells in prop::collection::vec(prop::option::of("[a-z]{0,3}"), 0..40),
        cuts in prop::collection::vec(0usize..41, 0..5),
        pieces in prop::collection::vec(0usize..41, 0..4),
    ) {
        let bounds = |cuts: &[usize]| {
            let mut bounds: Vec<usize> = cuts.iter().map(|cut| (*cut).min(cells.len())).chain([0, cells.len()]).collect();
            bounds.sort_unstable();
            bounds
        };
        let schema: Schema = batch(&[]).schema().as_ref().clone();
        let batches: Vec<_> = bounds(&cuts).windows(2).map(|cut| batch(&cells[cut[0]..cut[1]])).collect();
        let frame = Frame::new(&schema, &batches, Kind::Dossiers, None).expect("text and numbers");

        let plain: Vec<(u64, String)> = std::iter::once("code".to_owned())
            .chain(cells.iter().map(|cell| cell.clone().unwrap_or_default()))
            .enumerate()
            .map(|(line, cell)| (line as u64, cell))
            .collect();
        prop_assert_eq!(all(&mut frame.rows()), plain.clone());

        let pieces = bounds(&pieces);
        let read = pieces.windows(2).flat_map(|cut| all(&mut frame.lines(cut[0], cut[1])));
        prop_assert_eq!(read.collect::<Vec<_>>(), &plain[1..]);
    }

    #[test]
    fn adding_is_the_inverse_of_counting(days in prop::collection::vec(19_400i32..20_800, 1..30), n in 1i32..40) {
        let vietnam = WorkCalendar::vietnam();
        let from: ArrayRef = Arc::new(Date32Array::from(days.clone()));
        let many: ArrayRef = Arc::new(Int32Array::from(vec![n]));
        let to: ArrayRef = Arc::new(calendar::add_working_days(&vietnam, &from, &many).expect("days and a number"));
        let counted = calendar::working_days_between(&vietnam, &from, &to).expect("days");
        prop_assert_eq!(counted.len(), days.len());
        prop_assert!(counted.iter().flatten().all(|counted| counted == n));
    }
}
