use std::collections::BTreeMap;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord, Writer, WriterBuilder};
use sipas_intake::fold;

use super::atomic::AtomicFile;
use super::place::{is_special, resolved};
use super::table::TableWriter;
use crate::CsvError;

/// The first row of a rejects file, in Vietnamese and in English: by its beginning a rejects file is known again. It has
/// one cell and no delimiter, so that it is read as a title.
pub const REJECTS_TITLES: [&str; 2] = [
    "Các dòng lỗi kèm lý do. TỆP CÓ DỮ LIỆU CÁ NHÂN: chỉ người có trách nhiệm được xem. Sửa các ô sai rồi đọc tệp này cùng các tệp cũ.",
    "Rejected rows with reasons. THIS FILE HOLDS PERSONAL DATA: only those in charge may see it. Mend the wrong cells and read this file together with the old ones.",
];

/// The columns before those of the export.
const OWN: [&str; 5] = ["sipas: tệp", "sipas: dòng", "sipas: cột", "sipas: giá trị", "sipas: lý do"];

/// The column after those of the export: the cells of a row that has more of them than the header. The reader refuses a
/// row until its cell here is emptied.
const SURPLUS: &str = "(thừa)";

/// What stands there for a row that is wrong as a whole and has no surplus.
const WHOLE: &str = "cả dòng sai: sửa xong thì xoá ô này";

/// A table that rejected rows are written into.
pub trait RejectsTable {
    /// Takes the next row; the first is the header. `wrong` are the columns of its wrong cells.
    fn row(&mut self, cells: &[&str], wrong: &[usize]) -> io::Result<()>;
}

/// Writes rejected rows in full, with the reason, so that a person can mend them and read them again.
///
/// The table has a title row, which says that it holds personal data, then where each row stood and what was
/// wrong with it, then the columns of all files in the order in which they first appeared, each row's cells
/// under their own headers; headers that the reader takes for the same share a column. The title and the
/// further columns mean nothing to the reader, so that the same profile reads the file again; the reasons of an
/// earlier run are not carried on. Cells that a spreadsheet would run are made harmless as [`TableWriter`] does.
///
/// On Unix only the owner may read it. It appears in its place, whole, with [`RejectsWriter::finish`]; other formats take
/// the table from [`RejectsWriter::table`].
pub struct RejectsWriter {
    target: PathBuf,
    /// The rows wait here, since a later file may bring further columns.
    spool: Writer<BufWriter<Box<dyn Spool>>>,
    columns: Columns,
    rows: u64,
}

impl RejectsWriter {
    /// Begins a rejects file.
    pub fn create(target: &Path) -> Result<RejectsWriter, CsvError> {
        let spool = spool_for(target).map_err(CsvError::write(target))?;
        Ok(RejectsWriter::on(spool, target))
    }

    /// Begins a table that no file is made of, where there is no disk. [`RejectsWriter::table`] takes it; messages call it
    /// by the name.
    pub fn in_memory(name: &Path) -> RejectsWriter {
        RejectsWriter::on(Box::new(Cursor::new(Vec::new())), name)
    }

    fn on(spool: Box<dyn Spool>, target: &Path) -> RejectsWriter {
        RejectsWriter {
            target: target.to_owned(),
            spool: WriterBuilder::new().flexible(true).from_writer(BufWriter::new(spool)),
            columns: Columns::default(),
            rows: 0,
        }
    }

    /// Adds a row: the file and line where it stood, each problem as column, value and reason, and its cells
    /// with the headers of that file. A row that is wrong as a `whole`, by its number of cells or by bytes that are no
    /// text, would look sound in a table, and is marked so that it stays refused until it is mended.
    pub fn row<S: AsRef<str>>(
        &mut self,
        path: &str,
        line: u64,
        problems: &[(&str, &str, &str)],
        headers: &[S],
        cells: &[S],
        whole: bool,
    ) -> Result<(), CsvError> {
        self.columns.enter(headers);
        let (mut own, mut surplus) = (vec![""; self.columns.names.len()], Vec::new());
        for (index, cell) in cells.iter().map(AsRef::as_ref).enumerate() {
            match self.columns.places.get(index) {
                Some(Place::Column(column)) => own[*column] = cell,
                Some(Place::Own) => {}
                Some(Place::Surplus) | None => surplus.push(cell),
            }
        }
        if whole && surplus.iter().all(|cell| cell.trim().is_empty()) {
            surplus.push(WHOLE);
        }
        let joined = |parts: Vec<&str>| {
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
        };
        let place = [
            path.to_owned(),
            line.to_string(),
            joined(problems.iter().map(|p| p.0).collect()),
            joined(problems.iter().map(|p| p.1).collect()),
            joined(problems.iter().map(|p| p.2).collect()),
            joined(surplus),
            self.columns.wrong(headers, problems.iter().map(|p| p.0)),
        ];
        self.rows += 1;
        let record = place.iter().map(String::as_str).chain(own);
        self.spool.write_record(record).map_err(|error| CsvError::write(&self.target)(error.into()))
    }

    /// Puts the file in its place, under a title, and says how many rows it has.
    pub fn finish(self, title: &str) -> Result<u64, CsvError> {
        let target = self.target.clone();
        let failed = CsvError::write(&target);
        let mut table = TableWriter::new(AtomicFile::create_private(&target)?).map_err(&failed)?;
        table.row([title]).map_err(&failed)?;
        let rows = self.table(&mut table)?;
        table.finish().map_err(&failed)?.finish()?;
        Ok(rows)
    }

    /// Hands the header and all rows over, and says how many rows there are.
    pub fn table(self, table: &mut dyn RejectsTable) -> Result<u64, CsvError> {
        let RejectsWriter { target, spool, columns, rows } = self;
        let failed = CsvError::write(&target);
        let spool = spool.into_inner().map_err(|error| failed(error.into_error()))?;
        let mut spool = spool.into_inner().map_err(|error| failed(error.into_error()))?;
        spool.rewind().map_err(&failed)?;
        let mut spool =
            ReaderBuilder::new().has_headers(false).flexible(true).from_reader(BufReader::new(spool));

        let names = columns.names.iter().map(String::as_str);
        let header: Vec<&str> = OWN.into_iter().chain(names).chain([SURPLUS]).collect();
        table.row(&header, &[]).map_err(&failed)?;
        let mut record = StringRecord::new();
        while spool.read_record(&mut record).map_err(|error| failed(error.into()))? {
            let cell = |index: usize| record.get(index).unwrap_or_default();
            let (surplus, wrong) = (OWN.len(), OWN.len() + 1);
            let cells = (0..columns.names.len()).map(|column| cell(wrong + 1 + column));
            let row: Vec<&str> = (0..OWN.len()).map(cell).chain(cells).chain([cell(surplus)]).collect();
            let wrong: Vec<usize> =
                cell(wrong).split(' ').filter_map(|n| n.parse().ok()).map(|n: usize| OWN.len() + n).collect();
            table.row(&row, &wrong).map_err(&failed)?;
        }
        Ok(rows)
    }
}

/// Where rows wait.
trait Spool: Read + Write + Seek {}

impl<T: Read + Write + Seek> Spool for T {}

/// On the disk that the rows go to anyway, where they go to one: in a file without a name, which is gone with the process,
/// whatever happens to it.
fn spool_for(target: &Path) -> io::Result<Box<dyn Spool>> {
    if is_special(target) {
        return Ok(Box::new(tempfile::tempfile()?));
    }
    let target = resolved(target)?;
    Ok(Box::new(tempfile::tempfile_in(target.parent().unwrap_or(Path::new(".")))?))
}

impl<W: Write> RejectsTable for TableWriter<W> {
    fn row(&mut self, cells: &[&str], _wrong: &[usize]) -> io::Result<()> {
        TableWriter::row(self, cells)
    }
}

/// Where the cells under a header go.
#[derive(Debug, Clone, Copy)]
enum Place {
    Column(usize),
    Surplus,
    /// Nowhere: the header is one of ours, from an earlier rejects file.
    Own,
}

/// The union of the headers seen so far.
#[derive(Debug, Default)]
struct Columns {
    names: Vec<String>,
    /// By name as the reader compares them, and by which of that name it is within its file.
    known: BTreeMap<(String, usize), usize>,
    /// The headers of the present file, and where each one's cells go.
    present: Vec<String>,
    places: Vec<Place>,
}

impl Columns {
    /// The columns of some headers of the present file, as numbers with blanks between them.
    fn wrong<'n, S: AsRef<str>>(&self, headers: &[S], names: impl Iterator<Item = &'n str>) -> String {
        let place = |name: &str| {
            let at = headers.iter().position(|header| header.as_ref() == name)?;
            match self.places.get(at) {
                Some(Place::Column(column)) => Some(column.to_string()),
                _ => None,
            }
        };
        names.filter_map(place).collect::<Vec<_>>().join(" ")
    }

    fn enter<S: AsRef<str>>(&mut self, headers: &[S]) {
        if self.present.iter().map(String::as_str).eq(headers.iter().map(AsRef::as_ref)) {
            return;
        }
        self.present = headers.iter().map(|header| header.as_ref().to_owned()).collect();
        let mut seen = BTreeMap::<String, usize>::new();
        self.places.clear();
        for name in &self.present {
            self.places.push(match name.as_str() {
                own if OWN.contains(&own) => Place::Own,
                SURPLUS => Place::Surplus,
                name => {
                    let folded = fold(name);
                    let occurrence = seen.entry(folded.clone()).or_default();
                    let key = (folded, *occurrence);
                    *occurrence += 1;
                    let next = self.names.len();
                    let column = *self.known.entry(key).or_insert(next);
                    if column == next {
                        self.names.push(name.to_owned());
                    }
                    Place::Column(column)
                }
            });
        }
    }
}
