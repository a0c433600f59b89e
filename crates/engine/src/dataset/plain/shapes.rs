use super::cells::unquoted;
use super::{PlainColumn, PlainRows};
use sipas_intake::grammar::{DateShapes, usual_shape};

/// Takes in how the dates of plain rows are written, in a column that may still give reason to doubt.
pub(super) fn see<R: PlainRows>(rows: &R, column: usize, plain: &[bool], shapes: &mut DateShapes) {
    if shapes.are_settled() {
        return;
    }
    rows.column(column).each_cell(plain.iter(), |plain, cell| {
        if *plain && let Some((shape, day)) = cell.and_then(|cell| usual_shape(unquoted(cell, R::QUOTED))) {
            shapes.add(shape, day);
        }
    });
}
