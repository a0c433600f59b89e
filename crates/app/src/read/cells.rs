//! Cells as their inputs have them, for columns that no field holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use sipas_engine::{Dataset, Input, Place};
use sipas_intake::{Layout, Rows, clean, fold, is_personal};

use super::watch::go_on;
use super::{HEAD, Opened, Origin, ReadError, Reader, Source, Watch};

/// What stands in the rows of records beside what was read of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptCells {
    /// The number of each record's row below the header of its input, from 1; lines without a cell are no rows.
    pub rows: Vec<Option<u64>>,
    /// Of each header that was asked for, the cell of each record: `None` where the input has no such column.
    pub columns: Vec<Vec<Option<String>>>,
}

/// Why the cells of a column are not given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// Its header means personal data.
    #[error(
        "the column {0:?} means personal data of applicants (a name, telephone number, address, identity number, birth \
         date or e-mail), which is never read"
    )]
    Personal(String),
    /// No input has it.
    #[error("no input has a column {header:?}; there are {}", .there.join(", "))]
    Unknown {
        /// The header that was asked for.
        header: String,
        /// Those that can be asked for.
        there: Vec<String>,
    },
    /// An input has two of that name.
    #[error("{shown} has two columns {header:?}: which one is meant cannot be told")]
    Twice {
        /// The input.
        shown: String,
        /// The header.
        header: String,
    },
    /// An input cannot be read again.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl Reader {
    /// The number and the named cells of records, from the sources that the dataset was read of, in their order.
    pub fn kept_cells(
        &self,
        data: &Dataset,
        sources: &[Source],
        places: &[Place],
        headers: &[String],
        watch: &Arc<dyn Watch>,
    ) -> Result<KeptCells, ColumnError> {
        let inputs = &data.inputs()[..sources.len().min(data.inputs().len())];
        let wanted = Wanted::of(inputs, headers)?;
        let mut of_input: Vec<BTreeMap<u64, usize>> = vec![BTreeMap::new(); sources.len()];
        for (n, place) in places.iter().enumerate() {
            if let Some(lines) = of_input.get_mut(place.input as usize) {
                lines.insert(place.line, n);
            }
        }
        let mut kept = KeptCells {
            rows: vec![None; places.len()],
            columns: vec![vec![None; places.len()]; headers.len()],
        };
        for ((source, lines), columns) in sources.iter().zip(&of_input).zip(&wanted.0) {
            let mut row = 0;
            self.each_row(source, watch, &mut |line, cells| {
                row += 1;
                let Some(&n) = lines.get(&line) else { return };
                kept.rows[n] = Some(row);
                for (into, column) in kept.columns.iter_mut().zip(columns) {
                    into[n] =
                        column.map(|at| cells.get(at).map_or_else(String::new, |cell| (*cell).to_owned()));
                }
            })?;
        }
        Ok(kept)
    }

    /// Hands over line and cells of every row below the header of a source.
    fn each_row(
        &self,
        source: &Source,
        watch: &Arc<dyn Watch>,
        each: &mut dyn FnMut(u64, &[&str]),
    ) -> Result<(), ReadError> {
        match &source.origin {
            #[cfg(feature = "frames")]
            Origin::Frame(frame) => {
                let layout = self.layout_of_frame(&source.shown, source.kind, frame)?;
                hand_over(&mut frame.rows(), layout.consumed(), &**watch, each)
            }
            Origin::Sheet(sheet) => {
                let (profiles, head) = (&self.options.profiles, sheet.head(HEAD));
                let profile = profiles.choose(|profile| profile.fits(source.kind, &head));
                let layout = Layout::detect(source.kind, &head, profiles.get(profile)).ok();
                hand_over(&mut sheet.rows(), layout.map_or(0, |layout| layout.consumed()), &**watch, each)
            }
            Origin::File(..) | Origin::Stdin | Origin::Bytes(_) => {
                let text = self.open_text(source, Opened::of(source, watch)?)?;
                let consumed = text.layout.as_ref().map_or(0, Layout::consumed);
                hand_over(&mut text.into_rows(), consumed, &**watch, each)
            }
            Origin::Nowhere(nothing) => {
                Err(ReadError::Nothing { shown: source.shown.clone(), nothing: nothing.clone() })
            }
        }
    }
}

fn hand_over(
    rows: &mut dyn Rows,
    header: usize,
    watch: &dyn Watch,
    each: &mut dyn FnMut(u64, &[&str]),
) -> Result<(), ReadError> {
    let mut at = 0;
    while let Some(row) = rows.next_row() {
        at += 1;
        if at % 1024 == 0 {
            go_on(watch)?;
        }
        match row {
            _ if at <= header => {}
            Ok(row) if row.cells.len() > 1 || row.cells.iter().any(|cell| !cell.is_empty()) => {
                each(row.line, row.cells);
            }
            Ok(_) => {}
            Err(bad) => each(bad.line, &[]),
        }
    }
    go_on(watch)
}

/// Of each input, where it has each of the headers that were asked for.
struct Wanted(Vec<Vec<Option<usize>>>);

impl Wanted {
    fn of(inputs: &[Input], headers: &[String]) -> Result<Wanted, ColumnError> {
        if let Some(header) = headers.iter().find(|header| is_personal(header)) {
            return Err(ColumnError::Personal(clean(header).into_owned()));
        }
        let of = |input: &Input| headers.iter().map(|header| column(input, header)).collect::<Result<_, _>>();
        let wanted = inputs.iter().map(of).collect::<Result<Vec<Vec<Option<usize>>>, _>>()?;
        let nowhere = |n: &usize| wanted.iter().all(|columns| columns[*n].is_none());
        if let Some(n) = (0..headers.len()).find(nowhere) {
            let mut there: Vec<String> = Vec::new();
            for column in inputs.iter().flat_map(|input| &input.columns) {
                let header = &column.header;
                if !header.is_empty() && !is_personal(header) && !there.contains(header) {
                    there.push(header.clone());
                }
            }
            return Err(ColumnError::Unknown { header: clean(&headers[n]).into_owned(), there });
        }
        Ok(Wanted(wanted))
    }
}

/// Where an input has that header: as it stands, else but for accents' forms, case and spaces.
fn column(input: &Input, header: &str) -> Result<Option<usize>, ColumnError> {
    let folded = fold(header);
    let exact = |at: &usize| input.columns[*at].header == header;
    let alike = |at: &usize| fold(&input.columns[*at].header) == folded;
    let all = 0..input.columns.len();
    let mut found: Vec<usize> = all.clone().filter(exact).collect();
    if found.is_empty() {
        found = all.filter(alike).collect();
    }
    match found[..] {
        [] => Ok(None),
        [at] => Ok(Some(at)),
        _ => Err(ColumnError::Twice { shown: input.path.clone(), header: header.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Keep, Options};

    fn read(text: &str) -> (Reader, Dataset, Vec<Source>) {
        let sources =
            vec![Source::bytes_of(sipas_intake::Kind::Dossiers, "t6.csv", text.as_bytes().to_vec())];
        let reader = Reader::new(Options::default());
        let watch: Arc<dyn Watch> = Arc::new(());
        let data = reader.read(&sources, Keep::Everything, &watch).data;
        (reader, data, sources)
    }

    const TEXT: &str = "DANH SÁCH HỒ SƠ\n\nMã hồ sơ,Người nộp,Ngày tiếp nhận,Ngày hẹn trả,Ghi chú\n\
                        H37.12-250602-0001,A,02/06/2025,10/06/2025,\"hai\ndòng\"\n\
                        H37.12-250602-0002,B,sai,10/06/2025,bị từ chối\n\
                        H37.12-250602-0003,C,03/06/2025,10/06/2025,ba\n";

    fn cells(header: &str) -> Result<KeptCells, ColumnError> {
        let (reader, data, sources) = read(TEXT);
        let places: Vec<Place> = data.dossier_records().map(|record| record.place).collect();
        reader.kept_cells(&data, &sources, &places, &[header.to_owned()], &(Arc::new(()) as Arc<dyn Watch>))
    }

    #[test]
    fn cells_stand_beside_their_records() {
        let kept = cells("ghi  CHÚ").unwrap();
        // The first row holds two lines of the file, the second was refused.
        assert_eq!(kept.rows, [Some(1), Some(3)]);
        assert_eq!(kept.columns, [[Some("hai\ndòng".to_owned()), Some("ba".to_owned())]]);
    }

    #[test]
    fn personal_data_and_what_is_not_there_are_refused() {
        assert!(matches!(cells("Người nộp"), Err(ColumnError::Personal(header)) if header == "Người nộp"));
        let Err(ColumnError::Unknown { there, .. }) = cells("Ghi") else { panic!() };
        assert_eq!(there, ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ghi chú"]);
    }
}
