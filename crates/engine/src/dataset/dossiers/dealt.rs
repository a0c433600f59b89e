use hashbrown::HashMap;

use super::{AT_ONCE, Columns, DossierPart, PieceOf};

/// Rows that wait until there are enough of a set to be read together.
#[derive(Debug, Default)]
pub(in crate::dataset) struct Dealt<'d>(Vec<(&'d DossierPart, OfPart)>);

#[derive(Debug, Default)]
struct OfPart {
    rows: HashMap<u64, Vec<usize>>,
    /// Not all parts have all columns: each has its own.
    columns: Columns,
}

impl<'d> Dealt<'d> {
    /// Reads the rows of a piece: `sets` tells by their dates and words the set of each, and `count` is given those of one
    /// set, with the input that they are of, as soon as there are enough. Both are given `to`.
    pub(in crate::dataset) fn deal<T>(
        &mut self,
        piece: &PieceOf<'d>,
        to: &mut T,
        sets: impl Fn(&mut T, &Columns, &mut Vec<u64>),
        count: impl Fn(&mut T, u32, u64, &Columns),
    ) {
        let of = self.of(piece.part);
        let (mut of_row, mut columns) = (Vec::new(), Columns::default());
        let (mut rows, mut some) = (piece.kept(), Vec::new());
        loop {
            some.clear();
            some.extend(rows.by_ref().take(AT_ONCE));
            if some.is_empty() {
                return;
            }
            piece.part.read_dates(&some, &mut columns);
            sets(to, &columns, &mut of_row);
            for (row, set) in some.iter().zip(&of_row) {
                let waiting = of.rows.entry(*set).or_default();
                waiting.push(*row);
                if waiting.len() == AT_ONCE {
                    piece.part.read(waiting, &mut of.columns);
                    count(to, piece.part.input, *set, &of.columns);
                    waiting.clear();
                }
            }
        }
    }

    /// Gives all that still wait.
    pub(in crate::dataset) fn rest<T>(self, to: &mut T, count: impl Fn(&mut T, u32, u64, &Columns)) {
        for (part, mut of) in self.0 {
            #[allow(clippy::iter_over_hash_type, reason = "what is counted adds up in any order")]
            for (set, rows) in of.rows.iter().filter(|(_, rows)| !rows.is_empty()) {
                part.read(rows, &mut of.columns);
                count(to, part.input, *set, &of.columns);
            }
        }
    }

    fn of(&mut self, part: &'d DossierPart) -> &mut OfPart {
        let known = self.0.iter().position(|(known, _)| std::ptr::eq(*known, part));
        let at = known.unwrap_or_else(|| {
            self.0.push((part, OfPart::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}
