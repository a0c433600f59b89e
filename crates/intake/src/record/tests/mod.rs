mod kinds;
mod sheets;

use std::fmt::Write as _;

use insta::assert_snapshot;
use proptest::prelude::*;
use sipas_core::{Channel, DossierStatus, Kind, Mark};

use super::*;
use crate::field::Field;
use crate::headers::Layout;
use crate::issue::{IssueCode, IssueLog};
use crate::profile::Profile;
use crate::row::{CellKind, Row};

const DOSSIERS: &str = "Mã hồ sơ|Đơn vị xử lý|Hình thức tiếp nhận|Ngày tiếp nhận|Ngày hẹn trả|Ngày kết thúc xử lý|Ngày trả kết \
                        quả|Trạng thái|Số lần bổ sung|Số lần đi lại|Phiếu xin lỗi|Chủ hồ sơ";
const GOOD: &str =
    "H37.12-250613-0001|Văn phòng|1|13/06/2025 08:00|20/06/2025|18/06/2025 09:00||9|1|2|x|Nguyễn Văn A";

fn layout(kind: Kind, header: &str, profile: Option<&Profile>) -> Layout {
    Layout::detect(kind, &[(1, header.split('|').map(str::to_owned).collect())], profile).unwrap()
}

/// Reads a row made of the good one with some cells changed, and tells what became of it and what was said.
fn told(changes: &[(Field, &str)]) -> String {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let mut cells: Vec<&str> = GOOD.split('|').collect();
    for (field, cell) in changes {
        cells[layout.column(*field).unwrap()] = cell;
    }
    row_told(&layout, None, &cells, false)
}

fn row_told(layout: &Layout, profile: Option<&Profile>, cells: &[&str], cut: bool) -> String {
    let mut reader = RowReader::new(layout, profile);
    let row = Row { cells, kinds: &[], line: 2, cut };
    let became = match layout.kind() {
        Kind::Dossiers => outcome(&reader.dossier(&row)),
        Kind::Pakn => outcome(&reader.pakn(&row)),
        Kind::Procedures => outcome(&reader.procedure(&row)),
        Kind::Survey => outcome(&reader.survey(&row)),
    };
    let mut text = became.to_owned();
    for problem in reader.problems() {
        let issue = problem.issue(layout, &row);
        let _ = write!(text, "\n{} {}={:?} ({})", issue.code, issue.column, issue.value, issue.expected);
    }
    text
}

fn outcome<T>(read: &Read<T>) -> &'static str {
    match read {
        Read::Record(_) => "record",
        Read::Rejected => "rejected",
        Read::Skipped => "skipped",
        Read::Refused(_) => "refused",
    }
}

#[test]
fn a_good_row_is_read_without_a_copy() {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let cells: Vec<&str> = GOOD.split('|').collect();
    let mut reader = RowReader::new(&layout, None);
    let dossier = reader.dossier(&Row { cells: &cells, kinds: &[], line: 2, cut: false }).record().unwrap();
    assert!(reader.problems().is_empty());
    assert_eq!(dossier.unit().as_ptr(), cells[1].as_ptr());
    let facts = dossier.facts();
    assert_eq!((facts.channel(), facts.status()), (Channel::InPerson, DossierStatus::Finished));
    assert_eq!((facts.supplement_requests(), facts.repeat_visits()), (1, 2));
    assert_eq!(facts.apologised(), Mark::Yes);
    assert_eq!(facts.received_at().unwrap().to_string(), "2025-06-13T08:00:00");
}

#[test]
fn a_rejected_row_tells_all_that_is_wrong() {
    assert_snapshot!(told(&[
        (Field::Code, " "),
        (Field::ReceivedAt, "31/04/2025"),
        (Field::DueAt, "20/06/25"),
        (Field::FinishedAt, "sớm"),
        (Field::SupplementRequests, "-1"),
        (Field::RepeatVisits, "1,5"),
    ]), @r#"
    rejected
    code.missing Mã hồ sơ=" " ()
    date.invalid Ngày tiếp nhận="31/04/2025" (dd 01–30)
    date.invalid Ngày hẹn trả="20/06/25" (dd/MM/yyyy)
    date.invalid Ngày kết thúc xử lý="sớm" (dd/MM/yyyy [HH:mm[:ss]])
    number.invalid Số lần bổ sung="-1" (0, 1, 2, …)
    number.invalid Số lần đi lại="1,5" (0, 1, 2, …)
    "#);
}

#[test]
fn either_end_before_the_receipt_rejects() {
    assert_snapshot!(told(&[(Field::FinishedAt, "12/06/2025"), (Field::ReturnedAt, "12/06/2025 23:59")]), @r#"
    rejected
    date.order Ngày kết thúc xử lý="12/06/2025" (Ngày tiếp nhận: 2025-06-13T08:00:00)
    date.order Ngày trả kết quả="12/06/2025 23:59" (Ngày tiếp nhận: 2025-06-13T08:00:00)
    "#);
}

#[test]
fn an_earlier_clock_of_the_same_day_is_a_doubt() {
    assert_snapshot!(told(&[(Field::FinishedAt, "13/06/2025 07:59")]), @r#"
    record
    clock.order Ngày kết thúc xử lý="13/06/2025 07:59" (Ngày tiếp nhận: 2025-06-13T08:00:00)
    "#);
    assert_eq!(told(&[(Field::FinishedAt, "13/06/2025")]), "record");
    assert_eq!(told(&[(Field::FinishedAt, "13/06/2025 08:00")]), "record");
}

#[test]
fn returned_before_finished_is_a_doubt() {
    assert_snapshot!(told(&[(Field::ReturnedAt, "17/06/2025")]), @r#"
    record
    return.order Ngày trả kết quả="17/06/2025" (Ngày kết thúc xử lý: 2025-06-18T09:00:00)
    "#);
    assert_snapshot!(told(&[(Field::ReturnedAt, "18/06/2025 08:59")]), @r#"
    record
    return.order Ngày trả kết quả="18/06/2025 08:59" (Ngày kết thúc xử lý: 2025-06-18T09:00:00)
    "#);
    assert_eq!(told(&[(Field::ReturnedAt, "18/06/2025")]), "record");
}

#[test]
fn a_status_that_the_dates_deny_is_a_doubt() {
    assert_snapshot!(told(&[(Field::Status, "Đang xử lý")]), @r#"
    record
    status.open Trạng thái="Đang xử lý" (Ngày kết thúc xử lý: 2025-06-18T09:00:00)
    "#);
    assert_snapshot!(told(&[(Field::Status, "Quá hạn")]), @r#"
    record
    status.verdict Trạng thái="Quá hạn" (Ngày kết thúc xử lý: 2025-06-18T09:00:00)
    "#);
    assert_eq!(told(&[(Field::Status, "Trễ hạn"), (Field::FinishedAt, "21/06/2025")]), "record");
    assert_snapshot!(told(&[(Field::Status, "Đúng hạn"), (Field::FinishedAt, "21/06/2025")]), @r#"
    record
    status.verdict Trạng thái="Đúng hạn" (Ngày kết thúc xử lý: 2025-06-21)
    "#);
    assert_eq!(told(&[(Field::Status, "Trong hạn")]), "record");
    assert_snapshot!(told(&[(Field::Status, "Tra lai ho so")]), @r#"
    record
    status.sent_back Trạng thái="Tra lai ho so" (= từ chối giải quyết)
    "#);
    assert_snapshot!(told(&[(Field::Status, "Rút hồ sơ"), (Field::FinishedAt, "")]), @r#"
    record
    status.undated Trạng thái="Rút hồ sơ" ()
    "#);
}

#[test]
fn codes_of_other_shapes_and_days_are_doubts() {
    assert_snapshot!(told(&[(Field::Code, "2025/BN-1")]), @r#"
    record
    code.shape Mã hồ sơ="2025/BN-1" (H37.12-250613-0001)
    "#);
    assert_snapshot!(told(&[(Field::Code, "000.00.12.H37-250612-0001")]), @r#"
    record
    code.date Mã hồ sơ="000.00.12.H37-250612-0001" (Ngày tiếp nhận: 2025-06-13)
    "#);
}

#[test]
fn a_deadline_that_is_none_of_the_receipt_is_a_doubt() {
    assert_snapshot!(told(&[(Field::DueAt, "20/06/2024")]), @r#"
    record
    due.implausible Ngày hẹn trả="20/06/2024" (Ngày tiếp nhận: 2025-06-13)
    "#);
    assert!(told(&[(Field::DueAt, "15/06/2035")]).contains("due.implausible"));
    assert_eq!(told(&[(Field::DueAt, "13/06/2035")]), "record");
    assert_eq!(told(&[(Field::DueAt, "13/06/2025")]), "record");
}

#[test]
fn what_happened_lies_before_the_day_of_the_run() {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let cells: Vec<&str> = GOOD.split('|').collect();
    let row = Row { cells: &cells, kinds: &[], line: 2, cut: false };
    let told = |today: &str| {
        let mut reader = RowReader::new(&layout, None).judging_on(Some(today.parse().unwrap()));
        assert!(matches!(reader.dossier(&row), Read::Record(_)));
        reader.problems().iter().map(|problem| (problem.code, problem.column)).collect::<Vec<_>>()
    };
    assert_eq!(told("2025-06-18"), []);
    assert_eq!(told("2025-06-17"), [(IssueCode::DateAhead, layout.column(Field::FinishedAt))]);
    assert_eq!(told("2025-06-12").len(), 2);
}

#[test]
fn placeholders_are_blank_cells() {
    for blank in [
        "-",
        "N/A",
        "NULL",
        "\\N",
        "__/__/____",
        "0000-00-00 00:00:00",
        "01/01/1900",
        "00:00",
        "'",
        "=\"\"",
        "chưa có",
    ] {
        let changes = [
            (Field::FinishedAt, blank),
            (Field::Status, "4"),
            (Field::SupplementRequests, blank),
            (Field::Apologised, blank),
            (Field::Unit, blank),
        ];
        assert_eq!(told(&changes[..2]), "record", "{blank}");
        assert_eq!(told(&changes), "record", "{blank}");
    }
    assert!(told(&[(Field::Code, "-")]).starts_with("rejected\ncode.missing"));
    assert!(told(&[(Field::FinishedAt, "Đã trả")]).starts_with("rejected\ndate.invalid"));
}

#[test]
fn a_profile_says_what_is_blank() {
    let profile = Profile::parse("p", "blank = [\"Chưa rõ\", \"31/12/2099\"]").unwrap();
    let layout = layout(Kind::Dossiers, DOSSIERS, Some(&profile));
    let mut cells: Vec<&str> = GOOD.split('|').collect();
    (cells[5], cells[6], cells[7]) = ("31/12/2099", "CHƯA RÕ", "4");
    assert_eq!(row_told(&layout, Some(&profile), &cells, false), "record");
}

#[test]
fn a_zero_date_leaves_the_word_to_the_next_column_of_its_field() {
    let layout = layout(Kind::Dossiers, &format!("{DOSSIERS}|Ngày trả kết quả"), None);
    let read = |first, second| {
        let mut cells: Vec<&str> = GOOD.split('|').collect();
        cells[6] = first;
        cells.push(second);
        row_told(&layout, None, &cells, false)
    };
    for first in ["", "-", "00/00/0000", "01/01/1900 00:00:00"] {
        assert_eq!(read(first, "19/06/2025"), "record", "{first}");
        assert!(read(first, "12/06/2025").starts_with("rejected"), "{first}: before the receipt");
    }
}

#[test]
fn guards_and_invisible_characters_are_no_part_of_a_cell() {
    let changes = [
        (Field::Code, "=\"H37.12-250613-0001\""),
        (Field::ReceivedAt, "'13/06/2025"),
        (Field::FinishedAt, "\u{200b}18/06/2025\u{feff}"),
        (Field::Status, "Đã xử lý\u{200b} xong"),
    ];
    assert_eq!(told(&changes), "record");
    assert_eq!(told(&[(Field::Code, "\u{feff}H37.12-250613\u{200b}-0001")]), "record");
}

#[test]
fn rows_that_are_no_records_are_skipped() {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let skipped = [
        "|||||||||||",
        "|",
        "",
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)",
        "Tổng cộng: 2 hồ sơ",
        "||||||Người lập biểu|||||",
        "Cộng|12||||||||||",
        "Tổng cộng: 2 hồ sơ|||(8)||||||||",
    ];
    for text in skipped {
        let cells: Vec<&str> = text.split('|').collect();
        assert!(row_told(&layout, None, &cells, false).starts_with("skipped"), "{text}");
    }
    assert!(told(&[(Field::Code, "")]).starts_with("rejected\ncode.missing"));
    assert!(told(&[(Field::Code, "HS mới")]).starts_with("record\ncode.shape"));
}

#[test]
fn cells_are_counted_but_for_empty_ones_at_the_end() {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let of = |text: &str, cut| row_told(&layout, None, &text.split('|').collect::<Vec<_>>(), cut);
    assert_eq!(of(&format!("{GOOD}||"), false), "record");
    assert_eq!(of(&format!("{GOOD}|thừa"), false), "rejected\nrow.cells =\"13\" (12)");
    assert_eq!(of("H37.12-250613-0001|Văn phòng", false), "rejected\nrow.cells =\"2\" (12)");
    assert_eq!(of("H37.12-250613-0001|Văn phòng", true), "rejected\nrow.cut =\"2\" (12)");
    assert_eq!(of("H37", true), "rejected\nrow.cut =\"1\" (12)");
    assert_eq!(of("Tổng cộng: 2 hồ sơ", true), "skipped\nskipped =\"\" ()");
    assert_eq!(of(GOOD, true), "record");
}

#[test]
fn an_unknown_word_is_told_once() {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let mut reader = RowReader::new(&layout, None);
    let mut log = IssueLog::default();
    for word in ["Lạ", "LẠ", "Lạ", "Zalo"] {
        let mut cells: Vec<&str> = GOOD.split('|').collect();
        (cells[7], cells[2]) = (word, "Zalo");
        let row = Row { cells: &cells, kinds: &[], line: 2, cut: false };
        assert_eq!(reader.dossier(&row).record().unwrap().facts().status(), DossierStatus::Unknown);
        reader.log(&row, &mut log);
    }
    // The channel Zalo, and the statuses Lạ and Zalo.
    assert_eq!(log.count(IssueCode::WordUnknown), 3);
}

#[test]
fn a_profile_changes_what_cells_say() {
    let profile = Profile::parse(
        "p",
        r#"
        repeat_visits = "total"
        thousands = "."
        code_shape = "any"
        [dates]
        formats = ["%m/%d/%Y"]
        [words.status]
        late = "Muộn"
        "#,
    );
    let profile = profile.unwrap();
    let layout = layout(Kind::Dossiers, DOSSIERS, Some(&profile));
    let mut reader = RowReader::new(&layout, Some(&profile));
    let read = |reader: &mut RowReader<'_>, visits: &str| {
        let cells =
            ["1", "", "", "06/13/2025", "06/20/2025", "06/14/2025", "", "Muộn", "1.000", visits, "", ""];
        let dossier = reader.dossier(&Row { cells: &cells, kinds: &[], line: 2, cut: false });
        let facts = *dossier.record().unwrap().facts();
        (facts.supplement_requests(), facts.repeat_visits())
    };
    assert_eq!(read(&mut reader, "3"), (1000, 2));
    assert_eq!(reader.problems().iter().map(|p| p.code).collect::<Vec<_>>(), [IssueCode::StatusVerdict]);
    assert_eq!(read(&mut reader, "0"), (1000, 0));
    let mut cells = vec![""; 12];
    (cells[0], cells[3]) = ("1", "2025-06-13");
    assert!(row_told(&layout, Some(&profile), &cells, false).ends_with("\"2025-06-13\" (%m/%d/%Y)"));
}

#[test]
fn texts_that_group_are_cleaned_and_codes_are_not() {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let mut reader = RowReader::new(&layout, None);
    for _ in 0..2 {
        let mut cells: Vec<&str> = GOOD.split('|').collect();
        (cells[0], cells[1]) = (" A  1 ", "Pho\u{300}ng \n Nội vụ");
        let dossier =
            reader.dossier(&Row { cells: &cells, kinds: &[], line: 2, cut: false }).record().unwrap();
        assert_eq!((dossier.code(), dossier.unit()), ("A  1", "Phòng Nội vụ"));
    }
}

#[test]
fn personal_data_reach_nothing() {
    let mut cells: Vec<&str> = GOOD.split('|').collect();
    (cells[3], cells[7]) = ("?", "lạ");
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let said = row_told(&layout, None, &cells, false) + &row_told(&layout, None, &cells[..9], false);
    assert!(!said.contains("Nguyễn"), "{said}");
}

proptest! {
    #[test]
    fn any_cells_are_survived(
        cells in prop::collection::vec("(\\PC{0,8}|H37\\.12-250613-000[0-9]|1[0-9]/06/2025( 0[0-9]:00)?|[0-9]{1,3}|\\([0-9]\\)| )", 0..16),
        kind in prop::sample::select(Kind::ALL.to_vec()),
        cut in any::<bool>(),
    ) {
        let header: Vec<&str> = Field::of(kind).filter(|f| *f != Field::DossierCount).map(Field::name).collect();
        let layout = layout(kind, &header.join("|"), None);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let said = row_told(&layout, None, &cells, cut);
        // What is refused says why; what is accepted has nothing that refuses.
        let rejects = said.lines().skip(1).any(|line| {
            let code = IssueCode::ALL.iter().find(|code| line.starts_with(&format!("{code} ")));
            code.is_some_and(|code| code.severity() == crate::issue::Severity::Reject)
        });
        prop_assert_eq!(said.starts_with("rejected"), rejects, "{}", said);
    }
}
