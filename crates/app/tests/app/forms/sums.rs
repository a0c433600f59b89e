//! What holds on every row of a form.

use std::fmt::Write;
use std::sync::Arc;

use proptest::prelude::*;
use sipas_app::forms::{self, Levels, Request};
use sipas_app::{Keep, Options, Reader, Watch};
use sipas_core::{Bucket, Channel, Day, Dimension, OnlineLevel, PaknTopic, Window};
use sipas_engine::Dataset;
use sipas_intake::Kind;
use sipas_render::{Cell, Form, Level};

use super::{clock, name, read, request};
use crate::dirty::{Look, Records, records};
use crate::files::Text;
use crate::trials;

const STATUSES: [&str; 10] = [
    "Đang xử lý",
    "Đã trả kết quả",
    "Dừng xử lý",
    "Rút hồ sơ",
    "Từ chối",
    "Đóng hồ sơ",
    "5",
    "Mới đăng ký",
    "",
    "Chuyển bước",
];
const CHANNELS: [&str; 7] =
    ["Trực tiếp", "Trực tuyến", "Toàn trình", "Trực tuyến một phần", "Bưu chính", "", "Qua Zalo"];
const LEVELS: [&str; 4] = ["Toàn trình", "Một phần", "", "mức 4"];
const UNITS: [&str; 4] = ["Phòng A", "PHÒNG A.", "UBND xã B", ""];
const FIELDS: [&str; 3] = ["Đất đai", "=1+1", ""];
const TOPICS: [&str; 6] =
    ["Thái độ phục vụ", "Thu thêm phí, lệ phí", "Chậm trễ", "Quy định hành chính", "Khác", ""];

/// A row of an export: the number of its code, days from 1 June 2025, and words by their places.
type Row = (u16, i32, Option<i32>, Option<i32>, usize, usize, usize, usize, usize);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0..40u16,
        -60..40i32,
        prop::option::weighted(0.8, 0..30i32),
        // Some end before they begin, and are refused.
        prop::option::weighted(0.7, -2..40i32),
        0..STATUSES.len(),
        0..CHANNELS.len(),
        0..LEVELS.len(),
        0..UNITS.len(),
        0..FIELDS.len(),
    );
    prop::collection::vec(row, 0..50)
}

fn day(offset: i32) -> String {
    let day = Day::from_ymd(2025, 6, 1).unwrap().plus(offset);
    day.date().format("%d/%m/%Y").to_string()
}

fn dossiers(rows: &[Row]) -> String {
    let mut text = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái,Hình thức tiếp nhận,Mức độ,Đơn vị xử lý,Lĩnh vực,Mã TTHC\n".to_owned();
    for (code, received, due, end, status, channel, level, unit, field) in rows {
        let at = |offset: &Option<i32>| offset.map(|days| day(received + days)).unwrap_or_default();
        let _ = writeln!(
            text,
            "H37.01-250601-{code:04},{},{},{},{},{},{},{},{},1.00{}",
            day(*received),
            at(due),
            at(end),
            STATUSES[*status],
            CHANNELS[*channel],
            LEVELS[*level],
            UNITS[*unit],
            FIELDS[*field],
            code % 3
        );
    }
    text
}

const CATALOGUE: &str = "Mã TTHC,Tên TTHC,Mức độ\n1.000,Một,Toàn trình\n1.001,Hai,Một phần\n";

fn pakn(rows: &[Row]) -> String {
    let mut text =
        "Mã PAKN,Đơn vị xử lý,Lĩnh vực,Phân loại,Ngày gửi,Ngày xử lý,Ngày công khai,Ngày chuyển,Trạng thái\n"
            .to_owned();
    let statuses = ["", "Đã xử lý", "Từ chối tiếp nhận", "Chuyển cơ quan khác", "Đang xử lý"];
    for (code, sent, published, closed, status, topic, moved, unit, field) in rows {
        let at = |offset: &Option<i32>| offset.map(|days| day(sent + days)).unwrap_or_default();
        let moved = if *moved == 0 { day(sent + 3) } else { String::new() };
        let _ = writeln!(
            text,
            "PAKN-{code:04},{},{},\"{}\",{},{},{},{moved},{}",
            UNITS[*unit],
            FIELDS[*field],
            TOPICS[topic % TOPICS.len()],
            day(*sent),
            at(closed),
            at(published),
            statuses[status % statuses.len()]
        );
    }
    text
}

/// The counts of a row, by the numbers of its columns.
fn counts(row: &sipas_render::FormRow) -> impl Fn(usize) -> i64 {
    move |column| match row.cells[column - 1] {
        Cell::Integer(n) => n,
        ref other => panic!("column ({column}) has {other:?}"),
    }
}

/// Checks that columns are the sums of others in every row, and that rows add up to the total in every column. A column
/// that is left empty is so in every row.
fn sums(form: &Form, sums: &[(usize, &[usize])]) -> Result<(), TestCaseError> {
    let rows = &form.parts[0].rows;
    let width = form.parts[0].columns.len();
    let empty = |column: usize| matches!(rows[0].cells[column - 1], Cell::Empty);
    for row in rows {
        for (sum, parts) in sums {
            if parts.iter().chain([sum]).any(|column| empty(*column)) {
                continue;
            }
            let n = counts(row);
            let parts = parts.iter().map(|part| n(*part)).sum::<i64>();
            prop_assert_eq!(n(*sum), parts, "({}) in {:?}", sum, row);
        }
    }
    for column in 3..=width {
        if empty(column) {
            prop_assert!(rows.iter().all(|row| matches!(row.cells[column - 1], Cell::Empty)));
            continue;
        }
        let of =
            |level| rows.iter().filter(|row| row.level == level).map(|row| counts(row)(column)).sum::<i64>();
        prop_assert_eq!(of(Level::Detail), of(Level::Whole), "({})", column);
        let has_groups = rows.iter().any(|row| row.level == Level::Group);
        prop_assert!(!has_groups || of(Level::Group) == of(Level::Whole), "({})", column);
    }
    Ok(())
}

const OF_07A: [(usize, &[usize]); 4] =
    [(3, &[4, 5, 6, 7, 8]), (9, &[10, 11, 12]), (13, &[14, 15]), (3, &[9, 13])];
const OF_VPCP: [(usize, &[usize]); 4] = [(3, &[4, 5, 6]), (7, &[8, 9, 10]), (11, &[12, 13]), (3, &[7, 11])];
const OF_PAKN: [(usize, &[usize]); 3] = [(3, &[6, 7]), (8, &[11, 12]), (3, &[8, 13])];

/// A figure of the outline 01-ĐC, by its name.
fn figure(form: &Form, part: usize, name: &str) -> Option<i64> {
    let row = form.parts[part].rows.iter().find(|row| row.cells[0].plain() == name);
    match row.unwrap_or_else(|| panic!("no {name}")).cells[2] {
        Cell::Integer(n) => Some(n),
        _ => None,
    }
}

/// Dirty exports as files.
fn read_dirty(records: &Records) -> Dataset {
    let tables = records.tables(Look::default());
    let sources: Vec<_> = tables.iter().map(|table| table.text(Text::Plain)).collect();
    let watch = Arc::new(()) as Arc<dyn Watch>;
    Reader::new(Options::default()).read(&sources, Keep::Everything, &watch).data
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(trials(48)))]

    #[test]
    fn every_row_of_dossiers_adds_up(
        rows in rows(),
        reporting in any::<bool>(),
        put in prop::sample::select(&["stopped_late=late", "withdrawn=early", "suspended=overdue", "closed_unanswered=late"][..]),
    ) {
        let text = dossiers(&rows);
        let data = read(&[(Kind::Dossiers, &text), (Kind::Procedures, CATALOGUE)]);
        let clock = clock("2025-06", if reporting { Window::Reporting } else { Window::Calendar });
        let levels = Levels::own(["Phòng A"]);
        let put = [put.to_owned()];
        let knows_own = data.dossier_lines(&clock).any(|line| line.texts.unit == "Phòng A" || line.texts.unit == "PHÒNG A.");
        for by in [&[Dimension::Field][..], &[Dimension::Unit], &[Dimension::Procedure], &[Dimension::Unit, Dimension::Field]] {
            let request = Request { put: &put, ..request(by, &levels) };
            if data.inputs().iter().all(|input| input.kind != Kind::Dossiers) { continue; }
            let form = forms::fill(name("07a/BTP/KSTT"), &data, &clock, &request).unwrap();
            sums(&form, &OF_07A)?;
            let old = forms::fill(name("II.06a/VPCP/KSTT"), &data, &clock, &request).unwrap();
            sums(&old, &OF_VPCP)?;
            let whole = [&form, &old].map(|form| form.parts[0].rows.last().unwrap().clone());
            let (new, old) = (counts(&whole[0]), counts(&whole[1]));
            prop_assert_eq!([new(3), new(8), new(9), new(13), new(4) + new(5)], [old(3), old(6), old(7), old(11), old(4)]);
            if knows_own && by.len() == 1 {
                let province = forms::fill(name("07b/BTP/KSTT"), &data, &clock, &request).unwrap();
                sums(&province, &OF_07A)?;
                prop_assert_eq!(&province.parts[0].rows.last().unwrap().cells[2..], &whole[0].cells[2..]);
            }
        }
    }

    /// The columns, counted dossier by dossier in another way.
    #[test]
    fn columns_are_what_they_are_called(rows in rows()) {
        let text = dossiers(&rows);
        let data = read(&[(Kind::Dossiers, &text), (Kind::Procedures, CATALOGUE)]);
        let clock = clock("2025-06", Window::Calendar);
        let levels = Levels::default();
        let form = forms::fill(name("07a/BTP/KSTT"), &data, &clock, &request(&[Dimension::Unit], &levels)).unwrap();
        let whole = form.parts[0].rows.last().unwrap().clone();
        let n = counts(&whole);
        let mut expected = [0; 16];
        for line in data.dossier_lines(&clock) {
            let column = match line.placed.bucket {
                Bucket::NotAccepted | Bucket::Undated | Bucket::OutOfPeriod => continue,
                Bucket::Early => 10,
                Bucket::Late => 12,
                Bucket::Stopped if line.placed.stopped_late => 12,
                Bucket::OnTime | Bucket::FinishedUnmeasurable | Bucket::Withdrawn | Bucket::Stopped | Bucket::ClosedUnanswered => 11,
                Bucket::OpenOverdue => 15,
                Bucket::OpenWithinDue | Bucket::Suspended | Bucket::OpenUnmeasurable => 14,
            };
            expected[column] += 1;
            let is_full = match (line.facts.online_level(), line.texts.procedure()) {
                (OnlineLevel::Unknown, procedure) => procedure == "1.000000",
                (level, _) => level == OnlineLevel::Full,
            };
            let column = match line.facts.channel() {
                _ if !line.placed.received_in_period => 8,
                Channel::Online if is_full => 4,
                Channel::Online => 5,
                Channel::Postal => 6,
                Channel::InPerson | Channel::Unknown => 7,
            };
            expected[column] += 1;
        }
        for column in [4, 5, 6, 7, 8, 10, 11, 12, 14, 15] {
            prop_assert_eq!(n(column), expected[column], "({})", column);
        }
    }

    #[test]
    fn every_row_of_petitions_adds_up(rows in rows()) {
        let text = pakn(&rows);
        let data = read(&[(Kind::Pakn, &text)]);
        let clock = clock("2025-Q2", Window::Calendar);
        let levels = Levels::default();
        for by in [&[Dimension::Field][..], &[Dimension::Unit], &[Dimension::Unit, Dimension::Field]] {
            let form = forms::fill(name("06a/BTP/KSTT"), &data, &clock, &request(by, &levels)).unwrap();
            sums(&form, &OF_PAKN)?;
            let whole = form.parts[0].rows.last().unwrap();
            let n = counts(whole);
            let neither = data.pakn_lines(&clock).filter(|line| {
                let bucket = line.placed.bucket;
                let here = bucket.is_handled() && !matches!(bucket, sipas_core::PaknBucket::Refused | sipas_core::PaknBucket::Transferred);
                here && matches!(line.facts.topic(), PaknTopic::Other | PaknTopic::Unknown)
            });
            let neither = i64::try_from(neither.count()).unwrap();
            prop_assert_eq!(n(3) - n(4) - n(5), neither);
            prop_assert_eq!(form.notes.iter().any(|note| note.starts_with("Dòng TỔNG CỘNG:")), neither > 0);
            prop_assert!(n(16) <= n(8));
        }
    }

    /// All forms of one dirty month: each adds up, and all of them tell of the same records.
    #[test]
    fn forms_of_dirty_exports_agree(records in records(), quarter in any::<bool>(), reporting in any::<bool>()) {
        let data = read_dirty(&records);
        let period = if quarter { "2025-Q2" } else { "2025-06" };
        let clock = clock(period, if reporting { Window::Reporting } else { Window::Calendar });
        let levels = Levels::own(["Phòng A"]);
        let fill = |form: &str, by: &[Dimension]| forms::fill(name(form), &data, &clock, &request(by, &levels));
        let by = [Dimension::Unit];
        let within = fill("07a/BTP/KSTT", &by).unwrap();
        sums(&within, &OF_07A)?;
        let whole = within.parts[0].rows.last().unwrap();
        let n = counts(whole);
        let old = fill("II.06a/VPCP/KSTT", &by).unwrap();
        sums(&old, &OF_VPCP)?;
        let o = counts(old.parts[0].rows.last().unwrap());
        prop_assert_eq!([n(3), n(8), n(9), n(13), n(15)], [o(3), o(6), o(7), o(11), o(13)]);
        // Who is the province's own has to be among the units.
        if let Ok(province) = fill("07b/BTP/KSTT", &by) {
            sums(&province, &OF_07A)?;
            prop_assert_eq!(&province.parts[0].rows.last().unwrap().cells[2..], &whole.cells[2..]);
        }

        let late = fill("late-list", &by).unwrap();
        for (part, column) in late.parts.iter().zip([12, 15]) {
            prop_assert_eq!(i64::try_from(part.rows.len()).unwrap(), n(column), "part {}", part.id);
            prop_assert!(part.title.ends_with(&format!(": {} hồ sơ", part.rows.len())), "{}", part.title);
            for (number, row) in (1..).zip(&part.rows) {
                prop_assert_eq!(row.cells[0].plain(), number.to_string());
            }
            let codes: std::collections::BTreeSet<_> = part.rows.iter().map(|row| row.cells[1].plain()).collect();
            prop_assert_eq!(codes.len(), part.rows.len());
        }

        let outline = fill("01-DC", &by).unwrap();
        let told = |name| figure(&outline, 1, name).unwrap();
        prop_assert_eq!(
            ["received_total", "carried_in", "resolved_total", "early", "on_time", "late", "in_progress_total", "within_due", "overdue"]
                .map(told),
            [n(3), n(8), n(9), n(10), n(11), n(12), n(13), n(14), n(15)]
        );
        prop_assert_eq!(told("received_online"), n(4) + n(5));
        prop_assert_eq!(told("received_other"), n(6) + n(7));
        prop_assert_eq!(told("received_new"), n(4) + n(5) + n(6) + n(7));

        if records.petitions.is_empty() || data.inputs().iter().all(|input| input.kind != Kind::Pakn) {
            return Ok(());
        }
        for form in ["06a/BTP/KSTT", "06b/BTP/KSTT"] {
            let petitions = fill(form, &by).unwrap();
            sums(&petitions, &OF_PAKN)?;
            let whole = petitions.parts[0].rows.last().unwrap();
            let n = counts(whole);
            let told = |name| figure(&outline, 0, name).unwrap();
            prop_assert_eq!(
                ["handled", "carried_in", "received", "closed", "open"].map(told),
                [n(3), n(6), n(7), n(8), n(13)]
            );
            prop_assert_eq!(told("classified"), told("handled") + told("refused") + told("transferred"));
            prop_assert!(told("overdue") <= told("open"));
            for (name, column) in [("conduct", 4), ("regulation", 5), ("published", 16)] {
                let shown = match whole.cells[column - 1] {
                    Cell::Integer(n) => Some(n),
                    _ => None,
                };
                prop_assert_eq!(figure(&outline, 0, name), shown, "{}", name);
            }
            // What is neither conduct nor regulation is named in a note of its row.
            for row in petitions.parts[0].rows.iter().filter(|row| row.level != Level::Group) {
                if matches!(row.cells[3], Cell::Empty) {
                    continue;
                }
                let n = counts(row);
                let begins = format!("Dòng {}:", row.cells[1].plain());
                let has_note = petitions.notes.iter().any(|note| note.starts_with(&begins));
                prop_assert_eq!(has_note, n(3) > n(4) + n(5), "{}", begins);
            }
        }
    }
}
