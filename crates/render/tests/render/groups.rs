use sipas_core::{Dimension, Evidence, Key};
use sipas_render::Lang;

use crate::office::{Office, report, view};

/// The section of the groups.
fn groups(office: &Office, lang: Lang) -> String {
    let text = report(&office.report(), "table", &view(lang));
    let (head, foot) = lang.pick(("\nTHEO ", "\nGHI CHÚ"), ("\nBY ", "\nNOTES"));
    let from = text.find(head).unwrap();
    text[from..text.rfind(foot).unwrap()].trim().to_owned()
}

#[test]
fn one_row_a_group_and_the_whole_last() {
    let office = Office::by_unit()
        .with_five_dossiers()
        .dossiers("Phòng Quản lý doanh nghiệp, xuất nhập cảnh", ("1", "10", "9"), 1234)
        .dossiers("", ("2025-05-20", "3", "2"), 1)
        .dossiers("Phòng C", ("4", "-", "-"), 1);
    insta::assert_snapshot!(groups(&office, Lang::Vi), @"
    THEO ĐƠN VỊ
    Đơn vị      Tiếp nhận      Đã kết  Trễ hạn  Đúng hạn     Khoảng tin  Quá hạn     Phải đi  Ghi chú
                                 thúc                           cậy 95%                  lại
    ──────────  ─────────  ──────────  ───────  ────────  ─────────────  ───────  ──────────  ──────────
    Phòng A             5           3        1    66,67%   20,77–93,85%        1       0,00%  ít hồ sơ
                                                                                              (dưới 30)
    Phòng C             1           0        0                                 0              không có
                                                                                              dữ liệu
    Phòng Quản      1.234       1.234        0   100,00%  99,69–100,00%        0       0,00%
    lý doanh
    nghiệp,
    xuất nhập
    cảnh
    (không rõ)          0           1        0   100,00%  20,65–100,00%        0       0,00%  ít hồ sơ
                                                                                              (dưới 30)
    Toàn bộ         1.240       1.238        1    99,92%   99,54–99,99%        1       0,00%
    ");
    insta::assert_snapshot!(groups(&office, Lang::En), @"
    BY UNIT
    Unit              Received  Concluded  Late  On time  95 % interval  Overdue  Repeat visits  Note
    ────────────────  ────────  ─────────  ────  ───────  ─────────────  ───────  ─────────────  ───────
    Phòng A                  5          3     1   66.67%   20.77–93.85%        1          0.00%  small
    Phòng C                  1          0     0                                0                 no data
    Phòng Quản lý        1,234      1,234     0  100.00%  99.69–100.00%        0          0.00%
    doanh nghiệp,
    xuất nhập cảnh
    (unknown)                0          1     0  100.00%  20.65–100.00%        0          0.00%  small
    The whole            1,240      1,238     1   99.92%   99.54–99.99%        1          0.00%
    ");
}

#[test]
fn petitions_have_columns_of_their_own_where_the_groups_can_tell_them() {
    let mut office = Office { evidence: Evidence::PAKN, plan: None, ..Office::by_unit() };
    office.groups.parts.insert(Key::new([(Dimension::Unit, "Phòng A".to_owned())]), Box::default());
    insta::assert_snapshot!(groups(&office, Lang::Vi), @"
    THEO ĐƠN VỊ
    Đơn vị   PAKN nhận  PAKN xong  PAKN quá hạn  Ghi chú
    ───────  ─────────  ─────────  ────────────  ───────
    Phòng A          0          0             0
    Toàn bộ          0          0             0
    ");
    office.by = vec![Dimension::Field];
    assert!(!groups(&office, Lang::Vi).contains("PAKN"));
}

#[test]
fn months_and_channels_are_told_in_words() {
    let mut office = Office::new();
    office.by = vec![Dimension::Channel, Dimension::Month];
    for (channel, month) in [("online", "2025-06"), ("unknown", "open"), ("postal", "none")] {
        let key = [(Dimension::Channel, channel.to_owned()), (Dimension::Month, month.to_owned())];
        office.groups.parts.insert(Key::new(key), Box::default());
    }
    insta::assert_snapshot!(groups(&office, Lang::Vi), @"
    THEO HÌNH THỨC TIẾP NHẬN, THÁNG KẾT THÚC
    Hình thức  Tháng kết  Tiếp nhận     Đã kết  Trễ hạn  Đúng hạn    Khoảng  Quá hạn   Phải đi  Ghi chú
    tiếp nhận  thúc                       thúc                      tin cậy                lại
                                                                        95%
    ─────────  ─────────  ─────────  ─────────  ───────  ────────  ────────  ───────  ────────  ────────
    trực       06/2025            0          0        0                            0            không có
    tuyến                                                                                       dữ liệu
    bưu chính  (không             0          0        0                            0            không có
    công ích   tính)                                                                            dữ liệu
    (không     (đang              0          0        0                            0            không có
    rõ)        giải                                                                             dữ liệu
               quyết)
    Toàn bộ                       0          0        0                            0            không có
                                                                                                dữ liệu
    ");
}
