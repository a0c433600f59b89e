//! A form as a page: the whole paper, and what it withstands.

use insta::assert_snapshot;
use scraper::Html;
use sipas_render::{Align, Cell, Form, FormColumn, FormHead, FormPart, FormRow, Format, Lang, Level};

use super::{found, read};
use crate::office::view;

const HOSTILE: &str = "<script>alert(1)</script>\u{202e}";

fn page() -> String {
    let count = |id: &'static str, path: &[&'static str], label: &'static str| FormColumn {
        path: path.iter().map(|part| (*part).into()).collect(),
        align: Align::Right,
        ..FormColumn::text(id, "", label, 10)
    };
    let row = |level, number: &str, name: &str, n: u64| FormRow {
        level,
        cells: vec![Cell::text(number), Cell::text(name), Cell::count(n), Cell::count(n), Cell::count(0)],
    };
    let part = FormPart {
        columns: vec![
            FormColumn::text("number", "STT", "(1)", 8),
            FormColumn::text("name", "Lĩnh vực", "(2)", 34),
            count("total", &["Tiếp nhận", "Tổng số"], "(3)=(4)+(5)"),
            count("online", &["Tiếp nhận", "Trong kỳ", "Trực tuyến"], "(4)"),
            count("other", &["Tiếp nhận", "Trong kỳ", "Trực tiếp"], "(5)"),
        ],
        rows: vec![
            row(Level::Detail, "1", HOSTILE, 1_234_567),
            row(Level::Whole, "", "TỔNG CỘNG", 1_234_567),
        ],
        ..FormPart::default()
    };
    let form = Form {
        code: "07a",
        number: "Biểu số 07a".into(),
        issued: "Ban hành theo Thông tư".into(),
        title: "TÌNH HÌNH\nKẾT QUẢ".into(),
        unit_of_count: "Đơn vị tính: Số hồ sơ".into(),
        period: "2026-08".parse().unwrap(),
        period_name: "Tháng 8 năm 2026".into(),
        parts: vec![part],
        notes: vec![HOSTILE.into(), "Hạn như tệp ghi.".into()],
    };
    let head = FormHead { office: HOSTILE.into(), signed_by: HOSTILE.into(), ..FormHead::default() };
    let mut out = Vec::new();
    (Format::named("html").unwrap().form)(&form, &head, &view(Lang::En), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn it_is_the_whole_paper() {
    let page = page();
    assert_snapshot!(read(&page, "main p, h1, h2"), @"
    Biểu số 07a Ban hành theo Thông tư
    Đơn vị báo cáo: <script>alert(1)</script>� Đơn vị nhận báo cáo: ……………
    TÌNH HÌNH KẾT QUẢ
    Kỳ báo cáo: Tháng 8 năm 2026 (từ ngày 01/08/2026 đến ngày 31/08/2026)
    Đơn vị tính: Số hồ sơ
    Ghi chú: <script>alert(1)</script>�
    Hạn như tệp ghi.
    NGƯỜI LẬP BIỂU (Ký, ghi rõ họ tên)
    ……………, ngày …… tháng …… năm ……… THỦ TRƯỞNG ĐƠN VỊ (Ký tên, đóng dấu) <script>alert(1)</script>�
    ");
    assert_snapshot!(read(&page, "tr"), @"
    STT Lĩnh vực Tiếp nhận
    Tổng số Trong kỳ
    Trực tuyến Trực tiếp
    (1) (2) (3)= (4)+ (5) (4) (5)
    1 <script>alert(1)</script>� 1.234.567 1.234.567 0
    TỔNG CỘNG 1.234.567 1.234.567 0
    ");
    // A heading over several columns is one cell, and one that has none below it reaches down.
    assert_eq!(read(&page, "th[rowspan='3']"), "STT\nLĩnh vực");
    assert_eq!(read(&page, "th[rowspan='2']"), "Tổng số");
    assert_eq!(read(&page, "th[colspan='3']"), "Tiếp nhận");
    assert_eq!(read(&page, "th[colspan='2']"), "Trong kỳ");
}

#[test]
fn it_runs_nothing_and_a_browser_finds_no_fault_in_it() {
    let page = page();
    assert_eq!(Html::parse_document(&page).errors, Vec::<std::borrow::Cow<'static, str>>::new());
    assert_eq!(found(&page, "script, link, img, iframe, [src], [onclick]"), "");
    assert!(page.contains("default-src 'none'") && !page.contains('\u{202e}'));
}
