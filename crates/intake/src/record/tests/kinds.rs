//! Petitions, catalogues and surveys.

use insta::assert_snapshot;
use sipas_core::{Kind, Mark, PaknStatus, PaknTopic, TermUnit};

use super::{Row, RowReader, layout, row_told};

#[test]
fn petitions_are_read_alike() {
    let header = "Mã PAKN|Loại|Phân loại|Ngày gửi|Ngày tiếp nhận|Ngày xử lý|Ngày chuyển|Trạng thái|Đúng thẩm quyền|Có cơ sở";
    let layout = layout(Kind::Pakn, header, None);
    let of = |text: &str| row_told(&layout, None, &text.split('|').collect::<Vec<_>>(), false);
    assert_snapshot!(of("PA-1|Phản ánh|Thu thêm phí|02/06/2025|01/06/2025|01/06/2025||Xong||"), @r#"
    rejected
    word.unknown Trạng thái="Xong" ()
    word.unknown Phân loại="Thu thêm phí" ()
    date.order Ngày tiếp nhận="01/06/2025" (Ngày gửi: 2025-06-02)
    date.order Ngày xử lý="01/06/2025" (Ngày gửi: 2025-06-02)
    "#);
    assert!(of("PA-1|||02/06/2025|||03/06/2025|Đang xử lý||").starts_with("record\nstatus.open"));
    assert!(of("PA-1|||02/06/2025||||Đã đóng||").starts_with("record\nstatus.undated"));
    assert!(of("PA-1|||02/06/2025||||Chuyển cơ quan khác||").starts_with("record\nstatus.undated"));
    assert!(of("|||02/06/2025||||||").starts_with("rejected\ncode.missing"));

    let mut reader = RowReader::new(&layout, None);
    let cells: Vec<&str> =
        "PA-1|Kiến nghị|Chậm, trễ hạn|02/06/2025||03/06/2025||Đã xử lý||".split('|').collect();
    let facts =
        *reader.pakn(&Row { cells: &cells, kinds: &[], line: 2, cut: false }).record().unwrap().facts();
    assert_eq!((facts.topic(), facts.status()), (PaknTopic::Delay, PaknStatus::Closed));
    // A blank authority is no mark; a blank elsewhere is a no.
    assert_eq!((facts.correct_authority(), facts.substantiated()), (Mark::Unknown, Mark::No));
}

#[test]
fn procedures_have_terms() {
    let layout = layout(Kind::Procedures, "Mã TTHC|Tên TTHC|Thời hạn giải quyết|Đơn vị tính", None);
    let of = |term: &str, unit: &str| row_told(&layout, None, &["1.004227", "Tên", term, unit], false);
    let read = |term: &str, unit: &str| {
        let mut reader = RowReader::new(&layout, None);
        let cells = ["1.004227", "Tên", term, unit];
        let procedure =
            reader.procedure(&Row { cells: &cells, kinds: &[], line: 2, cut: false }).record().unwrap();
        procedure.term.map(|term| (term.amount.get(), term.unit))
    };
    assert_eq!(read("15", "Ngày làm việc"), Some((15, TermUnit::WorkingDays)));
    assert_eq!(read("02 tháng", ""), Some((2, TermUnit::Months)));
    assert_eq!(read("", "Ngày"), None);
    assert_eq!(read("3", "tuần"), None);
    assert_eq!(of("3", "tuần"), "record\nword.unknown Đơn vị tính=\"tuần\" ()");
    assert_eq!(of("0", "Ngày"), "rejected\nnumber.invalid Thời hạn giải quyết=\"0\" (1, 2, 3, …)");
}

#[test]
fn survey_answers_are_words_or_grades() {
    let layout = layout(Kind::Survey, "Lĩnh vực đánh giá|Mức độ hài lòng|Ngày", None);
    let of = |text: &str| row_told(&layout, None, &text.split('|').collect::<Vec<_>>(), false);
    assert_eq!(of("III|Rất hài lòng|13/06/2025"), "record");
    assert_eq!(of("Kết quả cung ứng dịch vụ|4|"), "record");
    assert_eq!(of("1||"), "record");
    assert_eq!(of("||"), "skipped\nskipped =\"\" ()");
    assert!(of("I|Không ý kiến|").starts_with("record\nword.unknown"));
    assert_snapshot!(of("Tổng||13/06"), @r#"
    rejected
    word.unknown Lĩnh vực đánh giá="Tổng" ()
    date.invalid Ngày="13/06" (dd/MM/yyyy [HH:mm[:ss]])
    survey.invalid Lĩnh vực đánh giá="Tổng" (I–V)
    survey.invalid Mức độ hài lòng="" (1–5)
    "#);
}
