use std::fmt::Write as _;

use insta::assert_snapshot;
use sipas_core::{Clock, Dimension, Policy, WorkCalendar};

use super::*;
use sipas_intake::Row;

/// Rows of cells with bars between them.
struct Lines<'t> {
    lines: Vec<Vec<&'t str>>,
    next: usize,
}

impl Rows for Lines<'_> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        let cells = self.lines.get(self.next)?;
        self.next += 1;
        Some(Ok(Row { cells, kinds: &[], line: self.next as u64, cut: false }))
    }

    fn delimiter(&self) -> Option<char> {
        Some('|')
    }
}

const HEADER: &str =
    "Mã hồ sơ|Đơn vị xử lý|Ngày tiếp nhận|Ngày hẹn trả|Ngày kết thúc xử lý|Trạng thái|Ghi chú";

fn read_into(mut data: Dataset, text: &str) -> Result<Dataset, Refusal> {
    let source = Source {
        path: "t6",
        kind: Kind::Dossiers,
        profile: None,
        serial_dates: false,
        keep_rejects: true,
        accept: &[],
        dealt_out: false,
    };
    let mut rows = Lines { lines: text.lines().map(|line| line.split('|').collect()).collect(), next: 0 };
    data.load(&source, &mut rows).map(|()| data)
}

fn read(text: &str) -> Result<Dataset, Refusal> {
    read_into(Dataset::new(), text)
}

/// Reads rows where nobody asks for units or officers.
fn read_as_a_whole(text: &str) -> Dataset {
    read_into(Dataset::new().for_reports(&[], None, false), text).unwrap()
}

/// Each dossier with its unit, deadline and end, then what was said, then the account.
fn told(text: &str) -> String {
    let data = match read(text) {
        Ok(data) => data,
        Err(refusal) => return refusal.to_string(),
    };
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap());
    let mut shown = String::new();
    for line in data.dossier_lines(&clock) {
        let _ = writeln!(shown, "{} {} {}", line.code, line.texts.unit, line.placed.bucket.name());
    }
    for issue in data.inputs()[0].log.issues() {
        let _ = writeln!(
            shown,
            "{}: {} {}={:?} ({})",
            issue.line, issue.code, issue.column, issue.value, issue.expected
        );
    }
    let account = &data.summaries()[0];
    let _ =
        write!(shown, "{} rows, {} accepted, {} skipped", account.rows, account.accepted, account.skipped);
    shown
}

const ROW: &str = "H37.12-250603-0001|Phòng A|03/06/2025|10/06/2025|12/06/2025|Hoàn thành|";

#[test]
fn a_later_header_reads_the_columns_from_there_on() {
    let later = "Mã hồ sơ|Đơn vị xử lý|Ngày tiếp nhận|Ngày kết thúc xử lý|Ngày hẹn trả|Trạng thái|Ghi chú";
    let row = "H37.12-250603-0002|Phòng B|03/06/2025|10/06/2025|12/06/2025|Hoàn thành|";
    assert_snapshot!(told(&format!("{HEADER}\n{ROW}\nPhụ lục\n{later}\n{row}")), @r#"
    H37.12-250603-0001 Phòng A late
    H37.12-250603-0002 Phòng B early
    3: skipped ="" ()
    4: skipped ="" ()
    4: header.again ="" ()
    4 rows, 2 accepted, 2 skipped
    "#);
    // Of two levels, and with fewer columns.
    let levels = "Mã hồ sơ|Ngày|\n|tiếp nhận|hẹn trả";
    assert_snapshot!(told(&format!("{HEADER}\n{ROW}\n{levels}\nH37.12-250603-0002|03/06/2025|10/06/2025")), @r#"
    H37.12-250603-0001 Phòng A late
    H37.12-250603-0002  open_overdue
    3: skipped ="" ()
    4: skipped ="" ()
    4: header.again ="" ()
    4 rows, 2 accepted, 2 skipped
    "#);
}

#[test]
fn the_same_header_again_is_skipped() {
    let row = "H37.12-250603-0002|Phòng B|03/06/2025|10/06/2025|10/06/2025|Hoàn thành|";
    assert_snapshot!(told(&format!("{HEADER}\n{ROW}\nTrang 1/2\n{HEADER}\n{row}")), @r#"
    H37.12-250603-0001 Phòng A late
    H37.12-250603-0002 Phòng B on_time
    3: skipped ="" ()
    4: skipped ="" ()
    4 rows, 2 accepted, 2 skipped
    "#);
}

#[test]
fn a_later_header_without_what_is_needed_refuses_the_file() {
    let later = "Mã hồ sơ|Đơn vị xử lý|Trạng thái";
    assert_snapshot!(told(&format!("{HEADER}\n{ROW}\n{later}\nx|y|z")), @r#"missing column of a dossiers export: "Ngày tiếp nhận" (received_at); headers found: "Mã hồ sơ", "Đơn vị xử lý", "Trạng thái""#);
}

#[test]
fn rejected_rows_of_a_second_table_stand_below_the_first_header() {
    let later = "Trạng thái|Ngày tiếp nhận|Mã hồ sơ|Ghi chú";
    let data =
        read(&format!("{HEADER}\n{ROW}\n{later}\nHoàn thành|31/06/2025|H37.12-250603-0002|x")).unwrap();
    let rejects = &data.inputs()[0].rejects;
    let first = rejects.iter().next().unwrap().unwrap();
    assert_eq!(first.cells, ["H37.12-250603-0002", "", "31/06/2025", "", "", "Hoàn thành", "x"]);
}

#[test]
fn a_band_gives_the_unit_of_the_rows_below() {
    let header = "STT|Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả";
    let row = |n: u32| format!("{n}|H37.12-250603-000{n}|03/06/2025|10/06/2025");
    let text = format!(
        "{header}\n{}\nI|Phòng A||\n{}\nII|Phòng B||\n{}\nNgười lập|||\nLạng Sơn|||",
        row(1),
        row(2),
        row(3)
    );
    assert_snapshot!(told(&text), @r#"
    H37.12-250603-0001  open_overdue
    H37.12-250603-0002 Phòng A open_overdue
    H37.12-250603-0003 Phòng B open_overdue
    3: skipped ="" ()
    3: band ="Phòng A" ()
    5: skipped ="" ()
    5: band ="Phòng B" ()
    7: skipped ="" ()
    8: skipped ="" ()
    7 rows, 3 accepted, 4 skipped
    "#);
    // Rows of one code are compared by it, though nobody asks for units.
    assert_eq!(read_as_a_whole(&text).inputs()[0].log.count(IssueCode::Band), 2);
    assert_snapshot!(told(&format!("{header}\n{}\nPhòng A|||\n{}", row(1), row(2))), @r#"
    H37.12-250603-0001  open_overdue
    H37.12-250603-0002 Phòng A open_overdue
    3: skipped ="" ()
    3: band ="Phòng A" ()
    3: band.alone ="Phòng A" ()
    3 rows, 2 accepted, 1 skipped
    "#);
}

#[test]
fn a_band_leaves_rows_with_a_unit_alone() {
    let row = "H37.12-250603-0002||03/06/2025|10/06/2025|12/06/2025|Hoàn thành|";
    assert_snapshot!(told(&format!("{HEADER}\nPhòng B||||||\n{ROW}\n{row}")), @r#"
    H37.12-250603-0001 Phòng A late
    H37.12-250603-0002 Phòng B late
    2: skipped ="" ()
    2: band ="Phòng B" ()
    2: band.alone ="Phòng B" ()
    3 rows, 2 accepted, 1 skipped
    "#);
}

#[test]
fn who_signs_a_table_is_no_unit_and_ends_one() {
    let header = "STT|Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả";
    let row = |n: u32| format!("{n}|H37.12-250603-000{n}|03/06/2025|10/06/2025");
    let text = |signed: &str, then: &str| {
        format!("{header}\n1|Phòng A||\n{}\n{signed}\n{}\n{then}\n{}", row(1), row(2), row(3))
    };
    // The name of who signs stands below, here another word.
    assert_snapshot!(told(&text("||Thủ trưởng đơn vị|\n||Ký thay|", "II|Phòng B||")), @r#"
    H37.12-250603-0001 Phòng A open_overdue
    H37.12-250603-0002  open_overdue
    H37.12-250603-0003 Phòng B open_overdue
    2: skipped ="" ()
    2: band ="Phòng A" ()
    4: skipped ="" ()
    5: skipped ="" ()
    7: skipped ="" ()
    7: band ="Phòng B" ()
    7 rows, 3 accepted, 4 skipped
    "#);
    let all_have_units = told(&text("II|Phòng C||", "||Cộng trang 3|"));
    assert!(all_have_units.contains("0002 Phòng C") && all_have_units.contains("0003 Phòng C"));
}

#[test]
fn the_dates_of_two_tables_are_judged_together() {
    let header = |first: &str| format!("{first}|Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Ngày kết thúc xử lý");
    let row = |n: u32, due: &str| format!("|H37.12-250603-000{n}|03/06/2025|{due}|");
    let turned = |n: u32, due: &str| format!("|H37.12-250603-000{n}||{due}|03/06/2025");
    let text = |last: &str| {
        let [a, b] = [row(1, "2025-06-10"), row(2, "2025-06-11")];
        let [c, d] = [row(3, "23/06/2025"), row(4, "24/06/2025")];
        let other = "|Mã hồ sơ|Ngày kết thúc xử lý|Ngày hẹn trả|Ngày tiếp nhận";
        format!("{}\n{a}\n{b}\n{c}\n{d}\n{other}\n{}", header("STT"), turned(5, last))
    };
    assert!(told(&text("25/06/2025")).starts_with("column \"Ngày hẹn trả\""));
    assert!(told(&text("09/06/2025")).contains("5 accepted"));
}

#[test]
fn a_total_is_compared_with_the_rows_above() {
    let row = "H37.12-250603-0002|Phòng A|03/06/2025|10/06/2025|12/06/2025|Hoàn thành|";
    for (good, text) in [
        (true, format!("{HEADER}\n{ROW}\n{row}\nTổng cộng: 2 hồ sơ")),
        (true, format!("{HEADER}\n{ROW}\n{HEADER}\n{row}\nTổng số hồ sơ: 1")),
        (true, format!("{HEADER}\n{ROW}\n{HEADER}\n{row}\nTổng số hồ sơ: 2")),
        (true, format!("{HEADER}\n{ROW}\nCộng: 5 hồ sơ")),
        (false, format!("{HEADER}\n{ROW}\n{row}\nTổng cộng: 12 hồ sơ")),
    ] {
        let said = read(&text).unwrap().inputs()[0].log.count(IssueCode::TotalDiffers);
        assert_eq!(said == 0, good, "{text}");
    }
}

#[test]
fn of_two_columns_of_a_field_the_first_with_a_value_is_read() {
    let header = "Mã hồ sơ|Đơn vị xử lý|Phòng ban|Ngày tiếp nhận|Ngày hẹn trả|Ngày hẹn trả";
    let rows = "H37.12-250603-0001||Phòng A|03/06/2025||10/06/2025\nH37.12-250603-0002||Phòng B|03/06/2025|11/06/2025|12/06/2025";
    assert_snapshot!(told(&format!("{header}\n{rows}")), @r#"
    H37.12-250603-0001 Phòng A open_overdue
    H37.12-250603-0002 Phòng B open_overdue
    1: header.twice Phòng ban="Phòng ban" (Đơn vị xử lý)
    1: header.twice Ngày hẹn trả="Ngày hẹn trả" (Ngày hẹn trả)
    1: header.blank Đơn vị xử lý="" (Phòng ban)
    3: header.differ Ngày hẹn trả="12/06/2025" (Ngày hẹn trả: 2025-06-11)
    2 rows, 2 accepted, 0 skipped
    "#);
}

#[test]
fn two_columns_that_agree_are_only_noted() {
    let header = "Mã hồ sơ|Đơn vị xử lý|Phòng ban|Ngày tiếp nhận|Ngày nhận hồ sơ|Ngày hẹn trả";
    let row = "H37.12-250603-0001|Phòng A|Phòng A|03/06/2025|03/06/2025 08:00|10/06/2025";
    assert_snapshot!(told(&format!("{header}\n{row}")), @r#"
    H37.12-250603-0001 Phòng A open_overdue
    1: header.twice Phòng ban="Phòng ban" (Đơn vị xử lý)
    1: header.twice Ngày nhận hồ sơ="Ngày nhận hồ sơ" (Ngày tiếp nhận)
    1 rows, 1 accepted, 0 skipped
    "#);
}

#[test]
fn tables_side_by_side_are_refused() {
    let half = "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả";
    let row = |n: u32| format!("H37.12-250603-000{n}|03/06/2025|10/06/2025");
    assert_snapshot!(told(&format!("{half}||{half}\n{}||{}", row(1), row(2))), @"line 2: two tables stand side by side; put one below the other, or in two files");
    // Two codes of one dossier are no two tables.
    let two =
        "Mã hồ sơ|Số biên nhận|Ngày tiếp nhận|Ngày hẹn trả\nH37.12-250603-0001|BN-7|03/06/2025|10/06/2025";
    assert_eq!(read(two).unwrap().summaries()[0].accepted, 1);
}

#[test]
fn a_report_tells_no_doubt_about_texts_that_it_does_not_ask_for() {
    let header = "Mã hồ sơ|Đơn vị xứ lý|Ngày tiếp nhận|Ngày hẹn trả|Ngày kết thúc sử lý";
    let near = format!("{header}\nH37.12-250603-0001|Phòng A|03/06/2025|10/06/2025|12/06/2025");
    let band = "Mã hồ sơ|Ngày tiếp nhận\nPhòng A|\nH37.12-250603-0001|03/06/2025";
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap());
    let count = |data: &Dataset, by: &[Dimension], code: IssueCode| {
        let report = data.report(&clock, by, None, None);
        let issues = &report.inputs[0].issues;
        issues.iter().find(|issue| issue.code == code.name()).map_or(0, |issue| issue.count)
    };
    for (text, code, whole, by_unit) in
        [(near.as_str(), IssueCode::HeaderNear, 1, 2), (band, IssueCode::BandAlone, 0, 1)]
    {
        for data in [read(text).unwrap(), read_as_a_whole(text)] {
            assert_eq!(count(&data, &[], code), whole, "{code}");
        }
        assert_eq!(count(&read(text).unwrap(), &[Dimension::Unit], code), by_unit, "{code}");
    }
}

#[test]
fn nearly_a_header_is_told_where_its_field_is_missing() {
    let header = "Mã hồ sơ|Đơn vị xứ lý|Ngày tiếp nhận|Ngày hẹn trả|Ngày kết thúc sử lý|Cán bộ xử lý (chính)";
    let row = "H37.12-250603-0001|Phòng A|03/06/2025|10/06/2025|12/06/2025|x";
    assert_snapshot!(told(&format!("{header}\n{row}")), @r#"
    H37.12-250603-0001  open_overdue
    1: header.near Đơn vị xứ lý="" (Đơn vị xử lý)
    1: header.near Ngày kết thúc sử lý="" (Ngày kết thúc xử lý)
    1: header.near Cán bộ xử lý (chính)="" (Cán bộ xử lý)
    1 rows, 1 accepted, 0 skipped
    "#);
    let data = read_as_a_whole(&format!("{header}\n{row}"));
    assert_eq!(data.inputs()[0].log.count(IssueCode::HeaderNear), 1);
    assert_eq!(data.inputs()[0].near.len(), 3);
    let both = "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Ngày hẹn trả (*)|Ngày trả kết quả|Ngày kết thúc xử lý:";
    assert_eq!(read(&format!("{both}\n{row}")).unwrap().inputs()[0].near, []);
}

#[test]
fn a_header_in_another_spelling_is_read_where_no_other_column_is_the_fields() {
    let header =
        "ma_ho_so|Đơn vị xử lí|Ngày tiếp nhận|Ngày hẹn trả (dd/mm/yyyy)|Ngày kết thúc xử lý:|Cán bộ*";
    let row = "H37.12-250603-0001|Phòng A|03/06/2025|10/06/2025|12/06/2025|x";
    assert_snapshot!(told(&format!("{header}\n{row}")), @r#"
    H37.12-250603-0001 Phòng A late
    1: header.alike ma_ho_so="" (Mã hồ sơ)
    1: header.alike Đơn vị xử lí="" (Đơn vị xử lý)
    1: header.alike Ngày hẹn trả (dd/mm/yyyy)="" (Ngày hẹn trả)
    1: header.alike Ngày kết thúc xử lý:="" (Ngày kết thúc xử lý)
    1 rows, 1 accepted, 0 skipped
    "#);
    // Two columns whose headers are another spelling of one field, or one beside the usual header, are not read.
    let both = "Mã hồ sơ|Ngày hẹn trả|Ngày tiếp nhận|Ngày hẹn trả (*)|Ngay hoan thanh|Ngày hoàn thành:";
    let row = "H37.12-250603-0001|10/06/2025|03/06/2025|01/06/2025|12/06/2025|x";
    let data = read(&format!("{both}\n{row}")).unwrap();
    let fields: Vec<_> = data.inputs()[0].columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, [Some(Field::Code), Some(Field::DueAt), Some(Field::ReceivedAt), None, None, None]);
    assert_eq!(data.inputs()[0].log.count(IssueCode::HeaderNear), 2);
}

#[test]
fn slid_rows_are_told_without_their_values() {
    let slid = "H37.12-250603-0002|Xã B|Phòng A|03/06/2025|10/06/2025|12/06/2025|Hoàn thành";
    let missing = "H37.12-250603-0003|03/06/2025|10/06/2025|12/06/2025|Hoàn thành||";
    let too_many = "H37.12-250603-0004|số 3|03/06/2025|10/06/2025|12/06/2025|Hoàn thành|x|";
    let wrong = "H37.12-250603-0005|12 Lê Lợi, Phòng A|03/06/2025|10/06/2025|32/06/2025|Hoàn thành|x";
    assert_snapshot!(told(&format!("{HEADER}\n{ROW}\n{slid}\n{missing}\n{too_many}\n{wrong}")), @r#"
    H37.12-250603-0001 Phòng A late
    3: row.slid ="" ()
    4: row.slid ="" ()
    5: row.slid ="" ()
    6: date.invalid Ngày kết thúc xử lý="32/06/2025" (dd 01–30)
    5 rows, 1 accepted, 0 skipped
    "#);
    // A date that is written wrong beside blank ones is no slid cell.
    let dates = "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Ngày hẹn lại|Ngày gia hạn|Ngày kết thúc xử lý|Ngày trả kết quả|Trạng thái";
    let row = "H37.12-250603-0001|03/06/2025|10/06/25|||05/06/2025|05/06/2025|Hoàn thành";
    assert_eq!(read(&format!("{dates}\n{row}")).unwrap().inputs()[0].log.count(IssueCode::RowSlid), 0);
    // Where all rows end with a delimiter it means nothing.
    let spare = format!("{HEADER}\n{ROW}x|\n{}x|", ROW.replace("0001", "0002"));
    assert_eq!(read(&spare).unwrap().summaries()[0].accepted, 2);
}

#[test]
fn footers_with_something_like_a_code_are_skipped() {
    let footers = "Tổng cộng|2|||||\n9|Đã trả kết quả|||||\nXUAT-20250630|Thời điểm xuất|30/06/2025||||\n4|Cộng Phòng A|30/06/2025||||";
    let office = "HS-2025-17|Tổng cục Thuế|03/06/2025|10/06/2025|12/06/2025|Hoàn thành|";
    assert_snapshot!(told(&format!("{HEADER}\n{ROW}\n{office}\n{footers}")), @r#"
    H37.12-250603-0001 Phòng A late
    HS-2025-17 Tổng cục Thuế late
    3: code.shape Mã hồ sơ="HS-2025-17" (H37.12-250613-0001)
    4: skipped ="" ()
    5: skipped ="" ()
    6: skipped ="" ()
    7: skipped ="" ()
    6 rows, 2 accepted, 4 skipped
    "#);
}

#[test]
fn a_file_as_long_as_a_sheet_is_told() {
    let full = |rows: usize| {
        let text = format!("Tiêu đề\n{HEADER}\n{}", format!("{ROW}\n").repeat(rows));
        read(&text).unwrap().inputs()[0].log.count(IssueCode::FileFull)
    };
    assert_eq!((full(65_533), full(65_534), full(65_535)), (0, 1, 0));
}

#[test]
fn a_kind_whose_rows_are_all_rejected_is_told() {
    let all = read(&format!("{HEADER}\n{}", ROW.replace("12/06", "32/06"))).unwrap();
    assert_eq!(all.all_rejected(), [Kind::Dossiers]);
    assert_eq!(read(&format!("{HEADER}\n{ROW}")).unwrap().all_rejected(), []);
    assert_eq!(read(HEADER).unwrap().all_rejected(), []);
}

#[test]
fn rows_of_one_code_are_compared_by_the_same_columns_whatever_is_asked_for() {
    let header = "Mã hồ sơ|Mã TTHC|Tên TTHC|Đơn vị xử lý|Công chức xử lý|Ngày tiếp nhận";
    let first = "H37.12-250603-0001|1.001|Cấp mới|Phòng A|A|03/06/2025";
    for (second, told) in [
        ("H37.12-250603-0001|1.001|Cấp mới|Phòng A|B|03/06/2025", 0),
        ("H37.12-250603-0001|1.001|Cấp mới|Phòng B|A|03/06/2025", 1),
        ("H37.12-250603-0001|1.002|Cấp mới|Phòng A|A|03/06/2025", 1),
        ("H37.12-250603-0001|1.001|Cấp lại|Phòng A|A|03/06/2025", 1),
    ] {
        let text = format!("{header}\n{first}\n{second}");
        for data in [read(&text).unwrap(), read_as_a_whole(&text)] {
            assert_eq!(data.code_doubts().count(), told, "{second}");
        }
    }
}
