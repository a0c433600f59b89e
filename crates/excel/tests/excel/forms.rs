//! Forms written as workbooks and read back.

use proptest::prelude::*;
use sipas_core::Period;
use sipas_excel::XLSX;
use sipas_render::{Align, Cell, Form, FormColumn, FormHead, FormPart, FormRow, Level, View};

use crate::cells::{grid, sheets};

fn form(rows: Vec<FormRow>) -> Form {
    let count = |id: &'static str, path: &[&'static str], label: &'static str| FormColumn {
        path: path.iter().map(|part| (*part).into()).collect(),
        align: Align::Right,
        ..FormColumn::text(id, "", label, 10)
    };
    let columns = vec![
        FormColumn::text("number", "STT", "(1)", 6),
        FormColumn::text("name", "Lĩnh vực", "(2)", 34),
        count("total", &["Tiếp nhận", "Tổng số"], "(3)=(4)+(5)"),
        count("new", &["Tiếp nhận", "Trong kỳ"], "(4)"),
        count("before", &["Tiếp nhận", "Từ kỳ trước"], "(5)"),
    ];
    Form {
        code: "07a",
        number: "Biểu số 07a".into(),
        issued: "Ban hành theo Thông tư".into(),
        title: "TÌNH HÌNH, KẾT QUẢ".into(),
        unit_of_count: "Đơn vị tính: Số hồ sơ TTHC".into(),
        period: "2026-08".parse::<Period>().unwrap(),
        period_name: "Tháng 8 năm 2026".into(),
        parts: vec![FormPart { columns, rows, ..FormPart::default() }],
        notes: vec!["Hạn như tệp ghi.".into()],
    }
}

fn workbook(form: &Form, head: &FormHead) -> Vec<u8> {
    let mut bytes = Vec::new();
    (XLSX.form)(form, head, &View::default(), &mut bytes).unwrap();
    bytes
}

fn row(number: usize, name: &str, counts: [u64; 2]) -> FormRow {
    let words = [Cell::text(number.to_string()), Cell::text(name)];
    let counts = [counts[0] + counts[1], counts[0], counts[1]].map(Cell::count);
    FormRow { level: Level::Detail, cells: words.into_iter().chain(counts).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_form_is_read_back_as_it_is(
        rows in prop::collection::vec((prop::sample::select(&["Đất đai", "=1+1", "@x", "(không rõ)"][..]), 0..5000u64, 0..9u64), 1..20),
    ) {
        let rows: Vec<FormRow> =
            rows.into_iter().enumerate().map(|(n, (name, new, before))| row(n + 1, name, [new, before])).collect();
        let form = form(rows);
        let bytes = workbook(&form, &FormHead::default());
        prop_assert_eq!(&bytes, &workbook(&form, &FormHead::default()));
        let read = grid(&sheets(&bytes, None).unwrap()[0]);
        let below = read.iter().skip_while(|(_, cells)| cells[0] != "(1)").skip(1);
        for (row, (_, cells)) in form.parts[0].rows.iter().zip(below) {
            let expected: Vec<String> = row.cells.iter().map(|cell| cell.plain().into_owned()).collect();
            prop_assert_eq!(&cells[..5], &expected[..]);
        }
    }
}

#[test]
fn on_paper_it_has_its_head_and_who_signs_it() {
    let head = FormHead {
        office: "UBND xã A".into(),
        prepared_by: "Người lập".into(),
        signed_by: "Người ký".into(),
        signer_title: "Chủ tịch".into(),
        ..FormHead::default()
    };
    let bytes = workbook(&form(vec![row(1, "Đất đai", [3, 4])]), &head);
    let read = grid(&sheets(&bytes, None).unwrap()[0]);
    let all: Vec<&str> = read.iter().flat_map(|(_, cells)| cells).map(String::as_str).collect();
    for text in [
        "Biểu số 07a",
        "Đơn vị báo cáo: UBND xã A",
        "Đơn vị nhận báo cáo: ……………",
        "Kỳ báo cáo: Tháng 8 năm 2026 (từ ngày 01/08/2026 đến ngày 31/08/2026)",
        "(3)=(4)+(5)",
        "Ghi chú: Hạn như tệp ghi.",
        "CHỦ TỊCH",
        "Người ký",
    ] {
        assert!(all.contains(&text), "{text}: {all:?}");
    }
}
