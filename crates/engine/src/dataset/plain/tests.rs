//! Plain rows are what the reader of all rows makes of them, whatever columns a file has.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use sipas_core::{Clock, Dimension, Policy, WorkCalendar};
use sipas_scan::{Cut, Dialect, Scanner};

use crate::dataset::{Dataset, Source};
use sipas_intake::grammar::Shape;
use sipas_intake::{Field, Kind, Layout, Profile, Refusal, Row};

/// Every field that a dossier export may have, but the two that say whether a row is a record at all.
fn fields() -> Vec<Field> {
    let known = Field::of(Kind::Dossiers)
        .filter(|field| *field != Field::DossierCount && !Field::OF_REJECTS.contains(field));
    known.chain(Field::OWN).collect()
}

/// A profile with as many dimensions of the user's own as there can be, and names of its own for some units.
fn profile() -> Profile {
    let lines = (1..=Field::OWN.len()).map(|n| format!("own{n} = \"Cột {n}\"\n"));
    Profile::parse("own.toml", &format!("[dimensions]\n{}{UNITS}", lines.collect::<String>())).unwrap()
}

const UNITS: &str = "[units]\n\"Phòng Nội vụ\" = [\"b\", \"A B\"]\n";

fn header(field: Field) -> String {
    match Field::OWN.iter().position(|own| *own == field) {
        Some(n) => format!("Cột {}", n + 1),
        None => field.usual_header(Kind::Dossiers).to_owned(),
    }
}

/// Cells of a field: mostly plain, some blank, some that only the reader understands, or nobody.
fn cell(field: Field) -> BoxedStrategy<String> {
    let of = |plain: &[&'static str], odd: &[&'static str]| {
        prop_oneof![12 => select(plain.to_vec()), 2 => Just(""), 1 => select(odd.to_vec())]
            .prop_map(str::to_owned)
            .boxed()
    };
    match (field, field.shape()) {
        (Field::Code, _) => {
            let national = (1u32..30, 0u32..40).prop_map(|(day, n)| format!("H37.12-2506{day:02}-{n:04}"));
            prop_oneof![9 => national, 1 => select(vec!["HS-1", "", "Tổng cộng"]).prop_map(str::to_owned)]
                .boxed()
        }
        (Field::Status, _) => of(
            &["Đã trả kết quả", "Đang xử lý", "Rút hồ sơ", "Dừng xử lý", "9", "Chờ bổ sung"],
            &["Quá hạn", "lạ", " đã  TRẢ kết quả "],
        ),
        (Field::Channel, _) => {
            of(&["Trực tuyến", "Trực tiếp", "3"], &["Trực tuyến toàn trình", "Một phần", "Zalo"])
        }
        (Field::OnlineLevel, _) => of(&["Toàn trình", "Một phần"], &["mức 4", " toàn TRÌNH"]),
        (_, Shape::Date) => {
            let day = (1u32..30, 6u32..8, prop::option::of((0u32..24, 0u32..60)));
            let day = day.prop_map(|(day, month, clock)| match clock {
                Some((hour, minute)) => format!("{day:02}/{month:02}/2025 {hour:02}:{minute:02}"),
                None => format!("{day:02}/{month:02}/2025"),
            });
            let odd = select(vec!["31/06/2025", "2025-06-10T08:00:00.5", "hôm qua", "08:05, 06/06/2025"]);
            prop_oneof![10 => day, 4 => Just(String::new()), 1 => odd.prop_map(str::to_owned)].boxed()
        }
        (_, Shape::Number) => of(&["0", "1", "2", "300"], &["1.0", "-1", "nhiều", "0000-00-00"]),
        (_, Shape::Word) => of(&["Có", "Không", "x", "1", "0"], &["có lẽ", " CÓ ", "00/00/0000"]),
        (_, Shape::Text) => of(&["A", "B", "Phòng Nội vụ"], &["\"A, B\"", " A  B ", "0000-00-00 00:00:00"]),
    }
}

fn row() -> impl Strategy<Value = Vec<String>> {
    fields().into_iter().map(cell).collect::<Vec<_>>()
}

/// What is read of some rows with these columns, row by row or plain rows first, or why they are refused.
fn read(
    mut data: Dataset,
    columns: &[usize],
    rows: &[Vec<String>],
    quickly: bool,
) -> Result<(Dataset, usize), Refusal> {
    let (fields, profile) = (fields(), profile());
    let headers: Vec<String> = columns.iter().map(|at| header(fields[*at])).collect();
    let layout = Layout::detect(Kind::Dossiers, &[(1, headers)], Some(&profile)).unwrap();
    let source = Source {
        path: "t6.csv",
        kind: Kind::Dossiers,
        profile: Some(&profile),
        serial_dates: false,
        keep_rejects: true,
        accept: &[],
        dealt_out: false,
    };
    let mut text = String::new();
    for row in rows {
        let cells: Vec<&str> = columns.iter().map(|at| row[*at].as_str()).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    let mut scanner = Scanner::new(Dialect::new(b',').unwrap());
    let found = scanner.scan(text.as_bytes(), Cut::End);
    let mut loader = data.loader(&source, &layout);
    let odd: Vec<usize> = if quickly { loader.look(&found) } else { (0..rows.len()).collect() };
    let (line, mut next) = (|row: usize| row as u64 + 2, 0);
    for at in &odd {
        loader.plain_rows(next..*at, line);
        next = at + 1;
        let cells: Vec<&str> = columns.iter().map(|column| rows[*at][*column].trim_matches('"')).collect();
        loader.row(&Row { cells: &cells, kinds: &[], line: line(*at), cut: false }, None);
    }
    loader.plain_rows(next..rows.len(), line);
    data.take(loader.finish()?);
    Ok((data, rows.len() - odd.len()))
}

fn clock() -> Clock {
    Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap())
}

proptest! {
    /// Records, groups and accounts, whichever columns there are, in whatever order: a field that plain rows forget would
    /// be missed here.
    #[test]
    fn plain_rows_are_what_the_reader_says(
        rows in prop::collection::vec(row(), 1..40),
        columns in Just((0..fields().len()).collect::<Vec<_>>()).prop_shuffle(),
        left_out in prop::collection::btree_set(0usize..40, 0..12),
    ) {
        let (clock, fields) = (clock(), fields());
        let needed = |at: &usize| [Field::Code, Field::ReceivedAt].contains(&fields[*at]);
        let columns: Vec<usize> = columns.into_iter().filter(|at| needed(at) || !left_out.contains(at)).collect();
        let by = [Dimension::Unit, Dimension::own("own2").unwrap(), Dimension::Month];
        let (plain, quick) = match [false, true].map(|quickly| read(Dataset::new(), &columns, &rows, quickly)) {
            [Ok((plain, _)), Ok((quick, _))] => (plain, quick),
            [plain, quick] => {
                prop_assert_eq!(plain.err(), quick.err());
                return Ok(());
            }
        };
        prop_assert!(plain.dossier_lines(&clock).eq(quick.dossier_lines(&clock)));
        prop_assert_eq!(plain.tally(&clock, &by), quick.tally(&clock, &by));
        prop_assert_eq!(plain.summaries(), quick.summaries());
        prop_assert_eq!(&plain.inputs()[0].log, &quick.inputs()[0].log);
        prop_assert_eq!(&plain.inputs()[0].rejects, &quick.inputs()[0].rejects);
        let counting = || {
            let mut data = Dataset::assuming_unique();
            data.count_from_here(&clock, &by, None, None);
            data
        };
        let (kept, _) = read(Dataset::assuming_unique(), &columns, &rows, false).unwrap();
        let (counted, _) = read(counting(), &columns, &rows, true).unwrap();
        prop_assert_eq!(kept.tally(&clock, &by), counted.tally(&clock, &by));
    }
}

/// Else the property above could hold because no row was ever plain.
#[test]
fn a_row_with_every_field_is_plain() {
    let fields = fields();
    let cell = |field: &Field| match (field, field.shape()) {
        (Field::Code, _) => "H37.12-250610-0001",
        (Field::Status, _) => "Đã trả kết quả",
        (Field::Channel, _) => "Trực tuyến",
        (Field::OnlineLevel, _) => "Toàn trình",
        (_, Shape::Date) => "10/06/2025",
        (_, Shape::Number) => "2",
        (_, Shape::Word) => "Có",
        (_, Shape::Text) => "A",
    };
    let row: Vec<String> = fields.iter().map(|field| cell(field).to_owned()).collect();
    let columns: Vec<usize> = (0..fields.len()).collect();
    let (data, plain) = read(Dataset::new(), &columns, &[row], true).unwrap();
    assert_eq!(plain, 1);
    let clock = clock();
    let line = data.dossier_lines(&clock).next().unwrap();
    assert_eq!(line.texts.own, ["A"; Field::OWN.len()]);
    let facts = line.facts.parts();
    assert!(facts.dates().iter().all(Option::is_some) && facts.marks().iter().all(|mark| mark.is_yes()));
    assert_eq!(facts.numbers(), [2; 2]);
}

/// A column that plain rows do not know may say anything.
#[test]
fn a_column_that_is_not_read_makes_no_row_plain() {
    let profile = profile();
    let rows = [(1, ["Mã hồ sơ", "Ngày tiếp nhận", "Số lượng hồ sơ"].map(str::to_owned).to_vec())];
    let layout = Layout::detect(Kind::Dossiers, &rows, Some(&profile)).unwrap();
    let mut texts = crate::dataset::texts::Texts::default();
    assert!(super::PlainReader::new(&layout, Some(&profile), &[], None, &mut texts).is_none());
}

/// Blank keys would be a wrong answer that nobody is told of.
#[test]
#[should_panic(expected = "dossiers cannot be grouped by what was not kept")]
fn a_report_by_what_was_left_out_is_refused() {
    let row = fields().iter().map(|_| String::new()).collect();
    let columns: Vec<usize> = (0..fields().len()).collect();
    let (data, _) =
        read(Dataset::new().for_reports(&[Dimension::Unit], None, false), &columns, &[row], true).unwrap();
    assert!(data.can_group(&[Dimension::Unit, Dimension::Month]));
    data.tally(&clock(), &[Dimension::Officer]);
}
