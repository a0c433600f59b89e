use sipas_core::Dimension;
use sipas_render::{Cell, Column, Extras, Lang, Table};

use super::{full, read, written};
use crate::office::Office;

#[test]
fn a_group_is_out_of_control_or_merely_small() {
    let office = Office::by_unit()
        .dossiers("Phòng lớn", ("1", "10", "9"), 990)
        .dossiers("Phòng lớn", ("1", "10", "12"), 5)
        .dossiers("Phòng nhỏ", ("1", "10", "9"), 4)
        .dossiers("Phòng nhỏ", ("1", "10", "12"), 1)
        .dossiers("Phòng yếu", ("1", "10", "9"), 45)
        .dossiers("Phòng yếu", ("1", "10", "12"), 5)
        .dossiers("Phòng trống", ("4", "-", "-"), 1);
    let page = written(&office, &Extras::default(), Lang::Vi);
    insta::assert_snapshot!(read(&page, "#units > p:first-of-type, #units > .scroll:first-of-type tbody tr"), @"
    Phòng lớn 995 995 5 99,50% 98,83–99,79% 0 0,00%
    Phòng nhỏ 5 5 1 80,00% 37,55–96,38% 0 0,00% ít hồ sơ (dưới 30)
    Phòng trống 1 0 0 0 không có dữ liệu
    Phòng yếu 50 50 5 90,00% 78,64–95,65% 0 0,00%
    Toàn bộ 1.051 1.050 11 98,95% 98,13–99,41% 0 0,00%
    ");
    assert_eq!(read(&page, "#units figure text.value").lines().count(), 3);
}

#[test]
fn months_procedures_and_lists_come_from_the_caller() {
    let page = full("Phòng A", Lang::Vi);
    insta::assert_snapshot!(read(&page, "#trend > p, #trend tbody tr, #trend text.tick"), @"
    80%
    90%
    100%
    05
    2025
    06
    05/2025 401 1 99,75% 98,60–99,96% 95,51–99,75% bình thường
    06/2025 48 8 83,33% 70,42–91,30% 89,58–100,00% ▼ thấp bất thường
    Toàn bộ 449 9 98,00% 96,23–98,94%
    ");
    insta::assert_snapshot!(read(&page, "#pareto > p:first-of-type, #pareto tbody tr"), @"
    P2 – Phòng A 8 48 16,67% 88,9%
    Phòng A 1 401 0,25% 100,0%
    Số hồ sơ trễ hạn, dừng giải quyết sau hạn và đang quá hạn của mỗi thủ tục, nhiều nhất xếp trước.
    ");
    insta::assert_snapshot!(read(&page, "#lists summary, #lists tr"), @"
    Phòng A (1 dòng)
    Phòng A Số ngày quá hạn
    Phòng A 3
    ");
}

#[test]
fn a_report_by_month_or_procedure_needs_no_extra() {
    let by = |by, key| {
        let office = Office { by, ..Office::new() };
        written(&office.dossiers(key, ("1", "10", "12"), 3), &Extras::default(), Lang::En)
    };
    assert!(by(vec![Dimension::Month], "2025-06").contains("id=\"trend\""));
    assert!(by(vec![Dimension::Procedure], "P1").contains("id=\"pareto\""));
    // Each group has both keys: months add up over units, and units over months.
    let page = by(vec![Dimension::Unit, Dimension::Month], "2025-06");
    assert!(page.contains("id=\"trend\"") && page.contains("id=\"units\""));
}

#[test]
fn units_may_come_from_a_report_of_their_own() {
    let units = Office::by_unit().with_five_dossiers().report();
    let extras = Extras { by_unit: Some(&units), ..Extras::default() };
    let page = written(&Office::new().with_five_dossiers(), &extras, Lang::Vi);
    insta::assert_snapshot!(read(&page, "#units h3, #units tbody tr"), @"
    Phòng A 3 1 66,67% 20,77–93,85% 0,00–100,00% bình thường, ít hồ sơ (dưới 30)
    Toàn bộ 3 1 66,67% 20,77–93,85%
    Các số liệu khác
    Phòng A 5 3 1 66,67% 20,77–93,85% 1 0,00% ít hồ sơ (dưới 30)
    Toàn bộ 5 3 1 66,67% 20,77–93,85% 1 0,00% ít hồ sơ (dưới 30)
    ");
}

#[test]
fn more_groups_than_a_picture_holds_are_in_the_table() {
    let units = (0..40)
        .fold(Office::by_unit(), |office, n| office.dossiers(&format!("Phòng {n}"), ("1", "10", "9"), 1));
    let page = written(&units, &Extras::default(), Lang::Vi);
    assert_eq!(read(&page, "#units figure text.value").lines().count(), 18);
    assert_eq!(read(&page, "#units > .scroll:first-of-type tbody tr").lines().count(), 41);
    assert!(read(&page, "#units .note").contains("22 nhóm khác ở bảng số liệu"));
}

#[test]
fn without_lateness_there_is_no_chart_of_it() {
    let office = Office { by: vec![Dimension::Procedure], ..Office::new() };
    let page = written(&office.dossiers("P1", ("1", "10", "9"), 3), &Extras::default(), Lang::Vi);
    assert_eq!(read(&page, "#pareto > *"), "TTHC trễ nhiều nhất\nKhông có hồ sơ nào trễ hoặc quá hạn.");
}

#[test]
fn a_long_list_shows_its_first_rows_and_says_where_the_rest_is() {
    let list = |rows: usize| Table {
        title: "Hồ sơ trễ hạn".to_owned(),
        columns: vec![Column::left("code", "Mã hồ sơ")],
        rows: (0..rows).map(|n| vec![Cell::text(format!("H{n}"))]).collect(),
    };
    let page = |rows: usize| {
        let extras = Extras { lists: &[list(rows)], ..Extras::default() };
        written(&Office::new().with_five_dossiers(), &extras, Lang::Vi)
    };
    let long = page(50_000);
    assert_eq!(read(&long, "#lists tbody tr").lines().count(), 500);
    assert_eq!(read(&long, "#lists summary"), "Hồ sơ trễ hạn (50.000 dòng)");
    assert_eq!(read(&long, "#lists .note"), "Chỉ hiện 500 dòng đầu; danh sách đầy đủ ở bảng tính Excel.");
    let short = page(500);
    assert_eq!(read(&short, "#lists tbody tr").lines().count(), 500);
    assert!(read(&short, "#lists .note").is_empty());
}
