use insta::assert_snapshot;
use unicode_normalization::UnicodeNormalization;

use sipas_core::Kind;

use super::*;
use crate::field::Field;
use crate::issue::IssueCode;
use crate::profile::Profile;
use crate::record::{Read, RowReader};
use crate::row::Row;

fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
    (1..).zip(text.lines()).map(|(n, line)| (n, line.split('|').map(str::to_owned).collect())).collect()
}

fn detect(kind: Kind, text: &str) -> Result<Layout, Refusal> {
    Layout::detect(kind, &rows(text), None)
}

fn show(layout: &Layout) -> String {
    let columns = layout.columns().iter().map(|column| {
        column
            .field
            .map_or_else(|| format!("({})", column.header), |field| format!("{}={field}", column.header))
    });
    let lines = layout.header_lines();
    format!("lines {lines:?}, above {:?}: {}", layout.rows_above(), columns.collect::<Vec<_>>().join(" | "))
}

#[test]
fn titles_are_above_the_header() {
    let layout = detect(
        Kind::Dossiers,
        "DANH SÁCH HỒ SƠ||\nTừ ngày 01/06/2025||\n\u{feff}STT|MÃ HỒ  SƠ|Đơn vị xử lý|Ngày tiếp nhận|Chủ hồ sơ",
    );
    assert_snapshot!(show(&layout.unwrap()), @"lines [3], above [1, 2]: (STT) | MÃ HỒ SƠ=code | Đơn vị xử lý=unit | Ngày tiếp nhận=received_at | (Chủ hồ sơ)");
}

#[test]
fn headers_come_as_nfd_too() {
    let text: String = "Mã hồ sơ|Ngày tiếp nhận|Trạng thái".nfd().collect();
    assert!(detect(Kind::Dossiers, &text).is_ok());
}

#[test]
fn a_sub_header_is_matched_alone_then_joined() {
    let layout = detect(
        Kind::Dossiers,
        "Hồ sơ|Mã hồ sơ|Ngày||Trả kết quả||Người\nSTT||tiếp nhận|Ngày hoàn thành|Ngày hẹn|Hình thức|Cán bộ xử lý\n(1)|(2)|(3)|(4)|(5)|(6)|(7)",
    );
    let layout = layout.unwrap();
    assert_snapshot!(show(&layout), @"lines [1, 2], above []: (STT) | Mã hồ sơ=code | Ngày tiếp nhận=received_at | Ngày hoàn thành=finished_at | Ngày hẹn=due_at | (Trả kết quả Hình thức) | Cán bộ xử lý=officer");
    assert_eq!(layout.consumed(), 2);
}

#[test]
fn a_merged_code_may_stand_in_the_lower_row() {
    let layout =
        detect(Kind::Dossiers, "Bảng 1||||\n||Ngày||\nMã hồ sơ|Đơn vị xử lý|tiếp nhận|hẹn trả|Trạng thái");
    assert_snapshot!(show(&layout.unwrap()), @"lines [2, 3], above [1]: Mã hồ sơ=code | Đơn vị xử lý=unit | Ngày tiếp nhận=received_at | hẹn trả=due_at | Trạng thái=status");
}

#[test]
fn a_row_below_a_plain_header_is_no_second_level() {
    for below in [
        "H37.12-250613-0001|Trả kết quả|13/06/2025|",
        "|Trả kết quả|13/06/2025|",
        "(1)|(2)|(3)|(4)",
        "|||dd/MM/yyyy",
    ] {
        let layout =
            detect(Kind::Dossiers, &format!("Mã hồ sơ|Trạng thái|Ngày tiếp nhận|Ngày hẹn trả\n{below}"));
        assert_eq!(layout.unwrap().header_lines(), [1], "{below}");
    }
}

#[test]
fn of_two_headers_for_one_field_the_first_in_the_table_wins() {
    let layout =
        detect(Kind::Dossiers, "Mã hồ sơ|Hạn xử lý|Ngày tiếp nhận|Ngày hẹn trả|Ngày hẹn trả").unwrap();
    assert_snapshot!(show(&layout), @"lines [1], above []: Mã hồ sơ=code | Hạn xử lý=due_at | Ngày tiếp nhận=received_at | Ngày hẹn trả=due_at | Ngày hẹn trả=due_at");
    let notes: Vec<_> =
        layout.notes().iter().map(|n| (n.code, n.column.as_str(), n.expected.as_str())).collect();
    let twice = IssueCode::HeaderTwice;
    assert_eq!(notes, [(twice, "Ngày hẹn trả", "Ngày hẹn trả"), (twice, "Hạn xử lý", "Ngày hẹn trả")]);
}

#[test]
fn a_deadline_under_another_name_is_read_or_told() {
    let of = |kind: Kind, header: &str, cell: &str| {
        let key = match kind {
            Kind::Pakn => "Mã PAKN|Ngày gửi|Trạng thái",
            _ => "Mã hồ sơ|Ngày tiếp nhận|Trạng thái",
        };
        let layout = detect(kind, &format!("{key}|{header}\nX-1|03/06/2025|x|{cell}")).unwrap();
        (layout.column(Field::DueAt).is_some(), layout.near().first().map(|near| near.field))
    };
    let (read, told, neither) = ((true, None), (false, Some(Field::DueAt)), (false, None));
    for header in
        ["Hạn giải quyết", "HẠN GQ", "Han giai quyet", "Thời gian hẹn trả", "Thời gian hẹn trả kết quả"]
    {
        assert_eq!(of(Kind::Dossiers, header, "10/06/2025"), read, "{header}");
    }
    assert_eq!(of(Kind::Pakn, "Hạn giải quyết", "10/06/2025"), read);
    for header in [
        "Thời hạn giải quyết",
        "Thời hạn giải quyết hồ sơ",
        "Thời hạn",
        "Hạn giải quyết hồ sơ",
        "Hạn hoàn thành",
        "Ngày hết hạn",
        "Ngày trả kết quả dự kiến",
    ] {
        for cell in ["10/06/2025", "2025-06-10 17:00", ""] {
            assert_eq!(of(Kind::Dossiers, header, cell), told, "{header}: {cell:?}");
        }
    }
    assert_eq!(of(Kind::Pakn, "Hạn trả lời", "10/06/2025"), told);
    // A number of days is a term, and the time that is left is no deadline.
    for cell in ["15", "15 ngày", "Trong ngày", "7 ngày làm việc"] {
        assert_eq!(of(Kind::Dossiers, "Thời hạn giải quyết", cell), neither, "{cell}");
    }
    for header in
        ["Thời hạn còn lại", "Quá hạn", "Hạn nộp bổ sung", "Thời gian giải quyết", "Số ngày quá hạn"]
    {
        assert_eq!(of(Kind::Dossiers, header, "10/06/2025"), neither, "{header}");
    }
    // Where the file has its deadline, nothing is missing.
    let both = detect(
        Kind::Dossiers,
        "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Thời hạn giải quyết\nX-1|03/06/2025|10/06/2025|10/06/2025",
    );
    assert_eq!(both.unwrap().near(), []);
}

#[test]
fn a_header_is_a_code_and_two_more_of_several_columns() {
    assert!(detect(Kind::Dossiers, "Mã hồ sơ|Ngày tiếp nhận|Ghi chú").is_err());
    // One more where there are only two columns.
    assert!(detect(Kind::Dossiers, "Mã hồ sơ|Ngày tiếp nhận").is_ok());
    assert!(detect(Kind::Dossiers, "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả").is_ok());
    assert!(detect(Kind::Pakn, "Số PAKN|Ngày gửi|").is_ok());
    assert!(detect(Kind::Survey, "Tiêu chí|Trả lời").is_ok());
}

#[test]
fn the_header_is_among_the_first_twenty_rows() {
    let below = |n: usize| format!("{}Mã hồ sơ|Ngày tiếp nhận|Trạng thái", "Tiêu đề|\n".repeat(n));
    assert_eq!(detect(Kind::Dossiers, &below(19)).unwrap().consumed(), 20);
    assert!(matches!(detect(Kind::Dossiers, &below(20)), Err(Refusal::NoHeader { .. })));
}

#[test]
fn refusals_name_what_is_there_and_what_is_near() {
    let refusal = detect(Kind::Dossiers, "Mã hồ so|Đơn vị xử lý|Ngày tiếp nhan|Trạng thái").unwrap_err();
    assert_snapshot!(refusal, @r#"missing column of a dossiers export: "Mã hồ sơ" (code), "Ngày tiếp nhận" (received_at); headers found: "Mã hồ so", "Đơn vị xử lý", "Ngày tiếp nhan", "Trạng thái"; "Mã hồ so" may be meant as "Mã hồ sơ"?; "Ngày tiếp nhan" may be meant as "Ngày tiếp nhận"?"#);
    assert_snapshot!(refusal.vi(), @r#"tệp hồ sơ thiếu cột "Mã hồ sơ" (code), "Ngày tiếp nhận" (received_at); các tiêu đề tìm thấy: "Mã hồ so", "Đơn vị xử lý", "Ngày tiếp nhan", "Trạng thái"; "Mã hồ so" có phải là "Mã hồ sơ"?; "Ngày tiếp nhan" có phải là "Ngày tiếp nhận"?"#);
    let refusal = detect(Kind::Pakn, "X|Y\n1|2").unwrap_err();
    assert_snapshot!(refusal, @r#"no header row of a pakn export in the first 20 rows: three known columns are needed, "Mã phản ánh" (code), "Ngày gửi" (sent_at) or "Ngày tiếp nhận" (accepted_at) among them"#);
    assert_snapshot!(refusal.vi(), @r#"không có dòng tiêu đề phản ánh, kiến nghị trong 20 dòng đầu: cần ba cột quen thuộc, trong đó có "Mã phản ánh" (code), "Ngày gửi" (sent_at) hoặc "Ngày tiếp nhận" (accepted_at)"#);
}

#[test]
fn a_refusal_names_no_row_that_may_be_a_record() {
    let refusal =
        detect(Kind::Dossiers, "H37.12-250613-0001|Nguyễn Văn A|13/06/2025\nb|0912345678|").unwrap_err();
    assert!(matches!(refusal, Refusal::NoHeader { ref found, .. } if found.is_empty()), "{refusal}");
}

#[test]
fn legacy_text_is_told_how_to_convert() {
    let refusal = detect(Kind::Dossiers, "M· hå s¬|Ngµy tiÕp nhËn|Tr¹ng th¸i").unwrap_err();
    assert_snapshot!(refusal, @"the text is TCVN3 (ABC), not Unicode; convert it with the toolkit of UniKey (source TCVN3 (ABC), target Unicode) and save it as UTF-8");
    let refusal = detect(Kind::Dossiers, "Maõ hoà sô|Ngaøy tieáp nhaän").unwrap_err();
    assert_snapshot!(refusal.vi(), @"văn bản dùng bảng mã VNI Windows, không phải Unicode; hãy chuyển mã bằng công cụ của UniKey (nguồn VNI Windows, đích Unicode) rồi lưu dạng UTF-8");
}

#[test]
fn nothing_is_said_as_what_it_is() {
    assert_eq!(detect(Kind::Dossiers, "").unwrap_err(), Refusal::EmptyFile);
    assert_eq!(detect(Kind::Dossiers, "||\n | ").unwrap_err(), Refusal::EmptyFile);
    let layout = detect(Kind::Dossiers, "x\nMã hồ sơ|Ngày tiếp nhận|Trạng thái").unwrap();
    assert_eq!((layout.without_rows().code, layout.without_rows().line), (IssueCode::HeaderAlone, 2));
}

#[test]
fn a_row_for_several_dossiers_refuses_the_file() {
    let header = "Mã hồ sơ|Ngày tiếp nhận|Số lượng hồ sơ";
    let layout = detect(Kind::Dossiers, header).unwrap();
    let read = |layout: &Layout, profile: Option<&Profile>, count: &str| {
        let cells = ["H37.12-250613-0001", "13/06/2025", count];
        match RowReader::new(layout, profile).dossier(&Row { cells: &cells, kinds: &[], line: 7, cut: false })
        {
            Read::Refused(refusal) => Some(refusal.to_string()),
            _ => None,
        }
    };
    assert_eq!((read(&layout, None, "1"), read(&layout, None, " ")), (None, None));
    assert_snapshot!(read(&layout, None, "2").unwrap(), @r#"line 7, column "Số lượng hồ sơ" is "2": one row stands for several dossiers; export one row a dossier, or say one_row_one_dossier = true in a profile"#);
    let profile = Profile::parse("p", "one_row_one_dossier = true").unwrap();
    let layout = Layout::detect(Kind::Dossiers, &rows(header), Some(&profile)).unwrap();
    assert_eq!(read(&layout, Some(&profile), "2"), None);
}

#[test]
fn a_profile_gives_headers_another_meaning() {
    let profile = Profile::parse(
        "p",
        r#"
        ignore = "Ngày hoàn thành"
        [columns]
        received_at = "Ngày nộp"
        due_at = ["Hạn", "Ngày trả"]
        "#,
    );
    let profile = profile.unwrap();
    let text = "Mã hồ sơ|Ngày nộp|Ngày tiếp nhận|Ngày trả|Ngày hoàn thành|Hạn";
    let layout = Layout::detect(Kind::Dossiers, &rows(text), Some(&profile)).unwrap();
    assert_snapshot!(show(&layout), @"lines [1], above []: Mã hồ sơ=code | Ngày nộp=received_at | (Ngày tiếp nhận) | Ngày trả=due_at | (Ngày hoàn thành) | Hạn=due_at");
    assert!(profile.fits(Kind::Dossiers, &rows(&format!("Tiêu đề\n{text}"))));
    assert!(!profile.fits(Kind::Dossiers, &rows("Mã hồ sơ|Ngày nộp|Ngày tiếp nhận")));
    assert!(!profile.fits(Kind::Pakn, &rows(text)));
}

#[test]
fn evidence_is_of_the_columns_that_are_there() {
    use sipas_core::Evidence;
    let layout = detect(Kind::Dossiers, "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Số lần đi lại").unwrap();
    let dates = Evidence::RECEIVED_AT | Evidence::DUE_AT;
    assert_eq!(layout.evidence(), Evidence::DOSSIERS | dates | Evidence::REPEAT_VISITS);
    let layout = detect(Kind::Procedures, "Mã TTHC|Thời hạn giải quyết|Đơn vị tính").unwrap();
    assert_eq!(layout.evidence(), Evidence::PROCEDURES | Evidence::TERM);
}
