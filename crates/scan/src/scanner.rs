use crate::kernel::{Positions, Run};
use crate::record::{Ending, Scanned};
use crate::simd::Path;
use crate::step::{skip_blank, step};
use crate::{Cut, Dialect, count_lines};

/// Blocks are looked at up to here, so that every place fits into 32 bits.
const MAX_BLOCK: usize = 1 << 30;

/// Finds records and fields in blocks, exactly as csv-core does. Its lists of places are used again for every block.
///
/// ```
/// use sipas_scan::{Cut, Dialect, Scanner};
///
/// let mut scanner = Scanner::new(Dialect::new(b';').expect("no quote, no line end"));
/// let block = "H37-1;\"đợi; \"\"gấp\"\"\"\r\n\nH37-2;\nH3".as_bytes();
/// let found = scanner.scan(block, Cut::More);
///
/// let rows: Vec<Vec<_>> =
///     found.records().map(|row| row.fields().map(sipas_scan::unescape).collect()).collect();
/// assert_eq!(rows, [["H37-1".as_bytes(), "đợi; \"gấp\"".as_bytes()], [b"H37-2", b""]]);
/// assert_eq!(&block[found.consumed()..], b"H3");
/// ```
#[derive(Debug)]
pub struct Scanner {
    dialect: Dialect,
    path: Path,
    /// Whether there were CRs or blank lines, or may have been.
    careful: bool,
    found: Positions,
}

impl Scanner {
    /// A scanner that goes the fastest way that the machine has.
    pub fn new(dialect: Dialect) -> Scanner {
        Scanner {
            dialect,
            path: Path::all().next_back().unwrap_or(Path::Portable),
            careful: false,
            found: Positions::default(),
        }
    }

    /// One scanner for every way that the machine has, the portable one first, to be compared with each other.
    pub fn all(dialect: Dialect) -> Vec<Scanner> {
        Path::all().map(|path| Scanner { path, ..Scanner::new(dialect) }).collect()
    }

    /// How the file separates its fields.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Finds all records that end within `block`, which begins where a record may begin.
    ///
    /// Of a longer one only the first GiB is looked at.
    pub fn scan<'s>(&'s mut self, block: &'s [u8], cut: Cut) -> Scanned<'s> {
        let short = &block[..block.len().min(MAX_BLOCK)];
        let last = cut == Cut::End && short.len() == block.len();
        // A CR at the end may be half of a CRLF.
        let block = if last { short } else { short.strip_suffix(b"\r").unwrap_or(short) };
        let first = skip_blank(block, 0);
        self.found.clear(first);
        let (consumed, ending) = self.fill(block, first, last);
        Scanned::new(block, &self.found, consumed, ending)
    }

    fn fill(&mut self, block: &[u8], first: usize, last: bool) -> (usize, Ending) {
        let mut start = first;
        loop {
            let begun = start;
            let (from, run) = self.mask(block, start);
            let odd = match run {
                Run::Odd(odd) => Some(odd),
                Run::Through(lines) => {
                    if !lines.lone_crs && begun == first {
                        let before = u32::try_from(count_lines(&block[..first])).ok();
                        self.found.lines = before.map(|before| (lines, before));
                    }
                    None
                }
            };
            start = skip_blank(block, from);
            // What lies before the odd place ends in time; at the end of the file, what is left ends with it.
            while start < block.len() && odd.map_or(last, |odd| start <= odd) {
                let Some((next, ending)) = self.walk(block, start, last) else {
                    return (start, Ending::Line);
                };
                if ending != Ending::Line {
                    return (block.len(), ending);
                }
                start = skip_blank(block, next);
            }
            if odd.is_none() || start == block.len() {
                return (start, Ending::Line);
            }
        }
    }

    /// The ordinary records from `start` on: where they end, and what stopped them, if not the block's end.
    fn mask(&mut self, block: &[u8], start: usize) -> (usize, Run) {
        let before = self.found.records;
        let run = loop {
            let run = self.path.scan(block, self.dialect.delimiter(), start, self.careful, &mut self.found);
            let line_ends = if let Run::Through(lines) = run { Some(lines.line_ends) } else { None };
            if self.found.bound(block, line_ends) || self.careful {
                break run;
            }
            // There may be a blank line, here and in what follows.
            self.careful = true;
            self.found.cut(before);
        };
        let begun = self.found.records > before;
        (if begun { self.found.ends[self.found.fields] as usize + 1 } else { start }, run)
    }

    /// Walks over one record of any kind.
    fn walk(&mut self, block: &[u8], start: usize, last: bool) -> Option<(usize, Ending)> {
        let found = &mut self.found;
        let stepped = step(block, start, last, self.dialect, |end| found.push_end(end));
        if stepped.is_some() {
            found.push_bound();
        } else {
            found.fields = found.bounded();
        }
        stepped
    }
}
