//! The whole way of an export: bytes → rows → dataset → report. The accounts add up, and reading by several threads,
//! cut and joined anyhow, is reading by one.

#![no_main]

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sipas_core::{Clock, Dimension, Moment, Plan, Policy, WorkCalendar};
use sipas_csv::{Facts, Options};
use sipas_engine::{Dataset, LoadedPart, PlainColumn, PlainRows, Source, find_layout};
use sipas_fuzz::{Read1, kind, line, open, rest};
use sipas_intake::{Kind, Layout, Profile, Row};
use sipas_scan::{Column, Cut, Dialect, Dictionary, Scanned, Scanner, WrittenDate};

static CLOCK: LazyLock<Clock> = LazyLock::new(|| {
    Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().expect("a month"))
});
static PLAN: LazyLock<Plan> = LazyLock::new(Plan::lang_son_2025);

/// More rows than a header can begin in.
const HEAD: usize = 22;

static PROFILES: LazyLock<[Option<Profile>; 3]> = LazyLock::new(|| {
    let profile = |text| Some(Profile::parse("p.toml", text).expect("a profile"));
    [
        None,
        profile("code_shape = \"any\"\nrepeat_visits = \"total\""),
        profile("[columns]\ncode = \"case\"\nreceived_at = \"start\""),
    ]
});

fuzz_target!(|data: &[u8]| {
    let Some((&[first, threads, cuts, order], file)) = data.split_first_chunk() else { return };
    let how = How {
        threads: usize::from(threads) % 5 + 1,
        run: usize::from(cuts) % 7 + 1,
        order: usize::from(order),
    };
    let kind = kind(first);
    let profile = PROFILES[usize::from(first >> 4) % 3].as_ref();
    let source = Source {
        path: "t.csv",
        kind,
        profile,
        serial_dates: first & 4 != 0,
        keep_rejects: true,
        accept: &[],
        dealt_out: false,
    };
    let Ok(mut opened) = open(file, &Options::default()) else { return };
    let facts = opened.facts();
    let rows = rest(&mut opened);

    let mut one = Dataset::new();
    let mut again = open(file, &Options::default()).expect("it was opened before");
    let first: Vec<_> =
        rows.iter().take(HEAD).map(|row| row.clone().map(|row| (row.line, row.cells))).collect();
    match (one.load(&source, &mut again), find_layout(&source, &first)) {
        (Err(_), Err(_)) => assert!(one.inputs().is_empty(), "a refused input leaves no trace"),
        (Ok(()), Ok(layout)) => {
            check_accounts(&one, &rows, &layout, kind);
            let parts = |data, bytes| {
                in_parts(data, &source, &layout, &rows, how, bytes)
                    .expect("nothing is refused that one thread takes")
            };
            let Some(several) = parts(Dataset::new(), None) else { return };
            compare(&one, &several);
            if is_plain_text(file, &facts, &rows) {
                let bytes = Some((file, facts.delimiter));
                compare(&one, &parts(Dataset::new(), bytes).expect("the same rows need no order"));
                if one.duplicates().next().is_none() {
                    let counted = parts(counting(), bytes).expect("the same rows need no order");
                    assert_eq!(figures(&counted), figures(&one), "counted is as if kept");
                }
            }
        }
        // Only rows below the header can be why.
        (Err(refusal), Ok(layout)) => {
            let several = in_parts(Dataset::new(), &source, &layout, &rows, how, None);
            assert!(!matches!(several, Some(Some(_))), "{refusal}");
        }
        (Ok(()), Err(refusal)) => panic!("{refusal}"),
    }
});

const BY: [Dimension; 4] = [Dimension::Unit, Dimension::Officer, Dimension::Procedure, Dimension::Month];

/// How rows are dealt out to threads, and their parts joined.
#[derive(Clone, Copy)]
struct How {
    threads: usize,
    run: usize,
    order: usize,
}

fn counting() -> Dataset {
    let mut data = Dataset::assuming_unique();
    data.count_from_here(&CLOCK, &BY, None, None);
    data
}

/// Whether several threads would read the bytes as they are.
fn is_plain_text(file: &[u8], facts: &Facts, rows: &[Read1]) -> bool {
    facts.encoding == "UTF-8"
        && facts.compression.is_none()
        && std::str::from_utf8(file).is_ok()
        && rows.iter().all(Result::is_ok)
}

/// Some of the rows of a file.
struct Run<'s> {
    found: Scanned<'s>,
    start: usize,
    rows: usize,
}

/// One of their columns.
struct RunColumn<'s> {
    column: Column<'s>,
    run: Range<usize>,
    /// How many rows there are in all.
    all: usize,
}

impl<'s> PlainRows for Run<'s> {
    const QUOTED: bool = true;

    type Column<'c>
        = RunColumn<'s>
    where
        Self: 'c;

    fn rows(&self) -> usize {
        self.rows
    }

    fn width(&self) -> Option<usize> {
        self.found.width()
    }

    fn width_of(&self, row: usize) -> usize {
        self.found.width_of(self.start + row)
    }

    fn column(&self, column: usize) -> RunColumn<'s> {
        RunColumn {
            column: self.found.column(column),
            run: self.start..self.start + self.rows,
            all: self.found.len(),
        }
    }

    fn side_by_side(&self, columns: RangeInclusive<usize>) -> Option<RunColumn<'s>> {
        Some(RunColumn {
            column: self.found.columns(columns),
            run: self.start..self.start + self.rows,
            all: self.found.len(),
        })
    }

    fn cell(&self, row: usize, column: usize) -> &[u8] {
        self.found.record(self.start + row).field(column)
    }
}

impl PlainColumn for RunColumn<'_> {
    fn each_cell<T>(&self, mut others: impl Iterator<Item = T>, mut each: impl FnMut(T, Option<&[u8]>)) {
        self.column.each_cell(0.., |row, cell| {
            if let Some(other) = self.run.contains(&row).then(|| others.next()).flatten() {
                each(other, cell);
            }
        });
    }

    fn look_up<T: Copy>(
        &self,
        known: &mut Dictionary<T>,
        marks: &mut [bool],
        into: &mut [T],
        mut find: impl FnMut(usize, &[u8]) -> Option<T>,
    ) {
        let Some(some) = into.first() else { return };
        let (mut all, mut told) = (vec![false; self.all], vec![*some; self.all]);
        all[self.run.clone()].copy_from_slice(marks);
        told[self.run.clone()].copy_from_slice(into);
        self.column.look_up(known, &mut all, &mut told, |row, cell| find(row - self.run.start, cell));
        marks.copy_from_slice(&all[self.run.clone()]);
        into.copy_from_slice(&told[self.run.clone()]);
    }

    fn dates(
        &self,
        dates: &mut [Option<Moment>],
        marks: &mut [bool],
        room: &mut Vec<WrittenDate>,
        other: impl Fn(&[u8]) -> Option<Option<Moment>>,
    ) {
        let (mut all, mut known) = (vec![None; self.all], vec![true; self.all]);
        self.column.dates(&mut all, &mut known, room, other);
        dates.copy_from_slice(&all[self.run.clone()]);
        for (mark, known) in marks.iter_mut().zip(&known[self.run.clone()]) {
            *mark &= known;
        }
    }
}

/// Reads runs of rows by turns, each thread its own, and joins them in some order. With the bytes of the file, plain
/// rows are read straight from them. Nothing where they are refused; and no dataset where a row says what those around it
/// mean, as a total does: such a file is left to one thread.
fn in_parts(
    mut data: Dataset,
    source: &Source<'_>,
    layout: &Layout,
    rows: &[Read1],
    how: How,
    bytes: Option<(&[u8], u8)>,
) -> Option<Option<Dataset>> {
    let mut scanner = bytes.map(|(_, delimiter)| Scanner::new(Dialect::new(delimiter).expect("a delimiter")));
    let found = bytes.zip(scanner.as_mut()).map(|((file, _), scanner)| {
        scanner.scan(file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file), Cut::End)
    });
    assert!(found.is_none_or(|found| found.len() == rows.len()));
    let mut loaders: Vec<_> = (0..how.threads).map(|_| data.loader(source, layout)).collect();
    let runs = (layout.consumed()..rows.len()).step_by(how.run);
    for (turn, start) in runs.enumerate() {
        let loader = &mut loaders[turn.wrapping_mul(how.order | 1) % how.threads];
        let run = &rows[start..rows.len().min(start + how.run)];
        let odd = match found {
            Some(found) => loader.look(&Run { found, start, rows: run.len() }),
            None => (0..run.len()).collect(),
        };
        let mut next = 0;
        for n in odd {
            loader.plain_rows(next..n, |row| line(&run[row]));
            next = n + 1;
            match &run[n] {
                Err(bad) => loader.bad_row(bad),
                Ok(row) => {
                    let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
                    loader.row(&Row { cells: &cells, kinds: &[], line: row.line, cut: row.cut }, None);
                }
            }
        }
        loader.plain_rows(next..run.len(), |row| line(&run[row]));
    }
    loaders.rotate_left(how.order % how.threads);
    let parts = loaders.into_iter().map(|loader| loader.finish()).collect::<Result<Vec<_>, _>>().ok()?;
    let mut part = LoadedPart::join(parts, |line| line)?;
    if part.needs_order() {
        return Some(None);
    }
    part.above(layout);
    data.take(part);
    Some(Some(data))
}

fn check_accounts(data: &Dataset, rows: &[Read1], layout: &Layout, kind: Kind) {
    let summary = &data.summaries()[0];
    let accounts = [summary.accepted, summary.rejected, summary.duplicates, summary.skipped];
    assert_eq!(summary.rows, accounts.iter().sum::<u64>(), "{accounts:?}");
    assert_eq!(summary.rows, (rows.len() - layout.header_lines().len()) as u64, "every row is told of");
    assert_eq!(data.inputs()[0].rejects.len() as u64, summary.rejected);

    // Every row is in one list.
    let mut listed: Vec<u64> = data.inputs()[0].rejects.iter().map(|row| row.unwrap().line).collect();
    listed.extend(data.skipped().map(|row| row.place.line));
    listed.extend(data.duplicates().map(|row| row.place.line));
    listed.extend(data.dossier_lines(&CLOCK).map(|row| row.place.line));
    listed.extend(data.pakn_lines(&CLOCK).map(|row| row.place.line));
    if matches!(kind, Kind::Dossiers | Kind::Pakn) {
        let header: BTreeSet<u64> = layout.header_lines().iter().copied().collect();
        let lines: Vec<u64> = rows.iter().map(line).filter(|line| !header.contains(line)).collect();
        listed.sort_unstable();
        assert_eq!(listed, lines);
    }

    let groups = data.tally(&CLOCK, &[Dimension::Unit, Dimension::Channel]);
    let mut sum = sipas_core::Tally::default();
    groups.parts.values().for_each(|part| sum.merge(part));
    if kind == Kind::Dossiers {
        assert_eq!(sum.dossiers, groups.whole.dossiers, "groups add up to the whole");
    }
}

fn report(data: &Dataset, by: &[Dimension]) -> String {
    serde_json::to_string(&data.report(&CLOCK, by, Some(&PLAN), None)).expect("a report is JSON")
}

/// The figures of a report without its inputs: what codes have to do with each other is not looked at where all are said
/// to differ.
fn figures(data: &Dataset) -> serde_json::Value {
    let report = data.report(&CLOCK, &BY, Some(&PLAN), None);
    serde_json::to_value(&report).expect("a report is JSON")["groups"].take()
}

fn compare(one: &Dataset, several: &Dataset) {
    assert_eq!(report(one, &BY), report(several, &BY));
    assert!(one.dossier_lines(&CLOCK).eq(several.dossier_lines(&CLOCK)));
    assert!(one.pakn_lines(&CLOCK).eq(several.pakn_lines(&CLOCK)));
    assert!(one.duplicates().eq(several.duplicates()));
    assert!(one.skipped().eq(several.skipped()));
    assert_eq!(one.inputs()[0].log, several.inputs()[0].log);
    assert_eq!(one.inputs()[0].rejects, several.inputs()[0].rejects);
}
