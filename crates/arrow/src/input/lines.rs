//! Cells of several lines. In a frame that was read from a text file other rows may stand in one, which a quote swallowed.

use arrow_array::Array;
use memchr::memchr2;

use super::column::Column;
use super::text::Texts;
use super::whole::Whole;

impl Column {
    /// The rows whose cell has several lines, by their places in the frame.
    pub(super) fn rows_of_several_lines(&self) -> Vec<usize> {
        let (mut rows, mut before) = (Vec::new(), 0);
        let mut see = |len: usize, may_have: bool, has: &dyn Fn(usize) -> bool| {
            if may_have {
                rows.extend((0..len).filter(|row| has(*row)).map(|row| before + row));
            }
            before += len;
        };
        match self {
            Column::Text(chunks) => {
                for chunk in chunks {
                    let texts = Texts::of(chunk);
                    let has = |row: usize| has_several(texts.at(row).as_bytes());
                    see(chunk.len(), texts.all().is_none_or(has_several), &has);
                }
            }
            Column::Dictionary(chunks) => {
                for (places, texts) in chunks {
                    let of =
                        |place: usize| texts.is_valid(place) && has_several(texts.value(place).as_bytes());
                    let several: Vec<bool> = (0..texts.len()).map(of).collect();
                    let places = Whole::of(places).map(|whole| (places.len(), whole));
                    let Some((len, whole)) = places else { continue };
                    let has = |row: usize| {
                        whole
                            .place(row)
                            .is_some_and(|place| several.get(place).is_some_and(|several| *several))
                    };
                    see(len, several.contains(&true), &has);
                }
            }
            Column::Dates(..) | Column::Numbers(..) => {}
        }
        rows
    }
}

fn has_several(text: &[u8]) -> bool {
    memchr2(b'\n', b'\r', text).is_some()
}
