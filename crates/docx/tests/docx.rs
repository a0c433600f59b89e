//! Documents written and read back.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Read};

use sipas_core::{Clock, Counter, Dimension, DossierBuilder, Groups, Period, Report, ReportSpec};
use sipas_docx::DOCX;
use sipas_render::{Align, Cell, Column, Form, FormColumn, FormHead, FormPart, FormRow, Level, Table, View};
use zip::ZipArchive;

fn document(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What a reader sees, a paragraph a line.
fn lines(document: &str) -> Vec<String> {
    let text = |paragraph: &str| {
        let runs = paragraph.split("<w:t ").skip(1).filter_map(|run| run.split_once('>'));
        runs.filter_map(|(_, run)| run.split_once("</w:t>")).map(|(text, _)| text).collect::<String>()
    };
    document.split("</w:p>").map(text).filter(|line| !line.is_empty()).collect()
}

fn form() -> Form {
    let count = |id: &'static str, path: [&'static str; 2], label: &'static str| FormColumn {
        path: path.map(Into::into).to_vec(),
        align: Align::Right,
        ..FormColumn::text(id, "", label, 10)
    };
    let row = |level, number: &str, name: &str, counts: [u64; 2]| FormRow {
        level,
        cells: [Cell::text(number), Cell::text(name)].into_iter().chain(counts.map(Cell::count)).collect(),
    };
    Form {
        code: "07a",
        number: "Biểu số 07a".into(),
        issued: "Ban hành theo Thông tư".into(),
        title: "TÌNH HÌNH\nKẾT QUẢ".into(),
        unit_of_count: "Đơn vị tính: Số hồ sơ".into(),
        period: "2026-08".parse::<Period>().unwrap(),
        period_name: "Tháng 8 năm 2026".into(),
        parts: vec![FormPart {
            columns: vec![
                FormColumn::text("number", "STT", "(1)", 8),
                FormColumn::text("name", "Lĩnh vực", "(2)", 34),
                count("early", ["Đã giải quyết", "Trước hạn"], "(3)"),
                count("late", ["Đã giải quyết", "Quá hạn"], "(4)"),
            ],
            rows: vec![
                row(Level::Detail, "1", "Đất <đai> & \u{1b}[31mnước\u{202e}", [1234, 0]),
                row(Level::Whole, "", "TỔNG CỘNG", [1234, 0]),
            ],
            ..FormPart::default()
        }],
        notes: vec!["Hạn như tệp ghi.".into()],
    }
}

fn written(form: &Form) -> Vec<u8> {
    let head =
        FormHead { office: "UBND xã A".into(), signer_title: "Chủ tịch".into(), ..FormHead::default() };
    let mut bytes = Vec::new();
    (DOCX.form)(form, &head, &View::default(), &mut bytes).unwrap();
    bytes
}

#[test]
fn a_form_lies_across_with_its_head_its_cells_and_who_signs_it() {
    let bytes = written(&form());
    assert_eq!(bytes, written(&form()), "the same form is the same bytes");
    let xml = document(&bytes);
    assert!(xml.contains("w:orient=\"landscape\"") && xml.contains("w:w=\"16838\" w:h=\"11906\""), "{xml}");
    insta::assert_snapshot!(lines(&xml).join("\n"), @"
    Biểu số 07a
    Ban hành theo Thông tư
    Đơn vị báo cáo: UBND xã A
    Đơn vị nhận báo cáo: ……………
    TÌNH HÌNH
    KẾT QUẢ
    Kỳ báo cáo: Tháng 8 năm 2026 (từ ngày 01/08/2026 đến ngày 31/08/2026)
    Đơn vị tính: Số hồ sơ
    STT
    Lĩnh vực
    Đã giải quyết
    Trước hạn
    Quá hạn
    (1)
    (2)
    (3)
    (4)
    1
    Đất &lt;đai&gt; &amp; �[31mnước�
    1.234
    0
    TỔNG CỘNG
    1.234
    0
    Ghi chú: Hạn như tệp ghi.
    NGƯỜI LẬP BIỂU
    (Ký, ghi rõ họ tên)
    ……………, ngày …… tháng …… năm ………
    CHỦ TỊCH
    (Ký tên, đóng dấu)
    ");
    // Three rows of headings stand on every page; a heading over two columns is one cell, and one that has none below it
    // reaches down.
    assert_eq!(xml.matches("<w:tblHeader />").count(), 3);
    assert_eq!(xml.matches("<w:gridSpan w:val=\"2\" />").count(), 1);
    assert_eq!(xml.matches("<w:vMerge w:val=\"restart\" />").count(), 2);
    assert!(!xml.contains("w:trHeight"));
}

/// The cells of a document that hold a number: how wide each is, the size of its letters, and the number.
fn numbers(xml: &str) -> Vec<(usize, usize, String)> {
    let value = |cell: &str, before: &str| {
        let from = cell.find(before)? + before.len();
        cell[from..].split('"').next()?.parse::<usize>().ok()
    };
    let of = |cell: &str| {
        let text = lines(cell).concat();
        let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
        is_number
            .then(|| (value(cell, "<w:tcW w:w=\"").unwrap(), value(cell, "<w:sz w:val=\"").unwrap(), text))
    };
    xml.split("</w:tc>").filter_map(of).collect()
}

#[test]
fn no_number_is_broken_however_long_it_is() {
    for (n, largest) in [(9, 22), (1_234, 22), (1_234_567, 17), (123_456_789, 13)] {
        let count = |at: usize| FormColumn {
            path: vec!["Số lượng".into(), format!("{at}").into()],
            align: Align::Right,
            ..FormColumn::text("count", "", "", 10)
        };
        let words = [FormColumn::text("number", "STT", "", 8), FormColumn::text("name", "Lĩnh vực", "", 34)];
        let row = |level| FormRow {
            level,
            cells: [Cell::text("1"), Cell::text("Đất đai")]
                .into_iter()
                .chain((0..13).map(|_| Cell::count(n)))
                .collect(),
        };
        let part = FormPart {
            columns: words.into_iter().chain((0..13).map(count)).collect(),
            rows: vec![row(Level::Detail), row(Level::Whole)],
            ..FormPart::default()
        };
        let xml = document(&written(&Form { parts: vec![part], ..form() }));
        let numbers = numbers(&xml);
        let (_, size, _) = numbers.last().unwrap();
        assert_eq!(*size, largest, "{n}");
        for (wide, size, text) in numbers {
            // Twentieths of a point: a digit is half as wide as its letters are high, a dot a quarter.
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let needs = size * 10 * digits / 2 + size * 10 * (text.len() - digits) / 4;
            assert!(needs + 2 * 85 <= wide, "{text} of size {size} in {wide}");
        }
    }
}

#[test]
fn running_text_stands_upright() {
    let part =
        FormPart { paragraphs: vec!["a) Tiếp nhận 3 hồ sơ.".into()], ..form().parts[0].clone() };
    let xml = document(&written(&Form { parts: vec![part], ..form() }));
    assert!(!xml.contains("landscape"));
    let lines = lines(&xml);
    assert!(
        lines.contains(&"a) Tiếp nhận 3 hồ sơ.".to_owned()) && !lines.contains(&"1.234".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn a_list_and_a_report_are_documents() {
    let table = Table {
        title: "Hồ sơ".into(),
        columns: vec![Column::left("code", "Mã"), Column::right("n", "Số")],
        rows: vec![vec![Cell::text("H37"), Cell::Integer(-1234)]],
    };
    let mut bytes = Vec::new();
    (DOCX.table)(&table, &View::default(), &mut bytes).unwrap();
    assert_eq!(lines(&document(&bytes)), ["Hồ sơ", "Mã", "Số", "H37", "-1.234"]);

    let clock = Clock::over("2025-06".parse().unwrap());
    let spec =
        ReportSpec { clock: &clock, by: &[], plan: None, evidence: &[], baseline: None, slices: Vec::new() };
    let report = Report::finish(spec, Vec::new(), Groups::default());
    let mut bytes = Vec::new();
    (DOCX.report)(&report, &View::default(), &mut bytes).unwrap();
    let lines = lines(&document(&bytes));
    for line in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "Nơi nhận:", "THỦ TRƯỞNG ĐƠN VỊ"]
    {
        assert!(lines.iter().any(|own| own == line), "{line}: {lines:?}");
    }
}

#[test]
fn a_draft_says_where_the_rest_of_a_long_table_is() {
    let clock = Clock::over("2025-06".parse().unwrap());
    let draft = |units: usize| {
        let mut counter = Counter::new(&clock, &[Dimension::Unit]).unwrap();
        for n in 0..units {
            let dossier = DossierBuilder {
                code: format!("H37.12-250602-{n:04}").into(),
                unit: format!("Phòng {n}").into(),
                received_at: Some("2025-06-02".parse().unwrap()),
                ..DossierBuilder::default()
            };
            counter.dossier(&dossier.build().unwrap());
        }
        let mut bytes = Vec::new();
        (DOCX.report)(&counter.finish(None), &View::default(), &mut bytes).unwrap();
        lines(&document(&bytes))
    };
    let is_told = |line: &String| line.starts_with("Chỉ hiện 2.000 dòng đầu");
    let names = |lines: &[String]| lines.iter().filter(|line| line.starts_with("Phòng")).count();
    let lines = draft(2100);
    assert!(lines.iter().any(is_told));
    assert!((1900..=2000).contains(&names(&lines)), "{}", names(&lines));
    let lines = draft(100);
    assert!(!lines.iter().any(is_told));
    assert_eq!(names(&lines), 100);
}
