use proptest::prelude::*;
use sipas_core::{Bucket, Dimension, Evidence, Report, ReportSpec};
use sipas_excel::{Form, FormError, FormHead, InProgress, Level, Mapping, Resolved, form_05a, form_06a};
use sipas_render::{Format, View};

use crate::cells::{grid, sheets};
use crate::office::{made, report};
use crate::samples;

fn mapping() -> impl Strategy<Value = Mapping> {
    let resolved = || prop::sample::select(&[Resolved::Early, Resolved::OnTime, Resolved::Late]);
    let open = || prop::sample::select(&[InProgress::WithinDue, InProgress::Overdue]);
    (resolved(), resolved(), resolved(), resolved(), resolved(), open(), open()).prop_map(
        |(
            finished_unmeasurable,
            withdrawn,
            stopped,
            stopped_late,
            closed_unanswered,
            suspended,
            open_unmeasurable,
        )| Mapping {
            finished_unmeasurable,
            withdrawn,
            stopped,
            stopped_late,
            closed_unanswered,
            suspended,
            open_unmeasurable,
        },
    )
}

fn workbook(form: &Form) -> Vec<u8> {
    let mut bytes = Vec::new();
    form.write_xlsx(&FormHead::default(), &mut bytes).unwrap();
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_adds_up(all in prop::collection::vec(made(), 0..40), mapping in mapping()) {
        for by in [&[Dimension::Unit][..], &[Dimension::Field], &[Dimension::Unit, Dimension::Field]] {
            let report = report(&all, by);
            let form = form_06a(&report, mapping).unwrap();
            for row in &form.rows {
                let n = |column: usize| row.counts[column - 3];
                prop_assert_eq!(n(3), n(4) + n(5) + n(6));
                prop_assert_eq!(n(7), n(8) + n(9) + n(10));
                prop_assert_eq!(n(11), n(12) + n(13));
                prop_assert_eq!(n(3), n(7) + n(11));
            }
            // Details and groups each add up to the whole, which is that of the report.
            let sum = |level| {
                form.rows.iter().filter(|row| row.level == level).map(|row| row.counts[0]).sum::<u64>()
            };
            let whole = report.whole().dossiers().unwrap();
            prop_assert_eq!(sum(Level::Whole), whole.received + whole.carried_in);
            prop_assert_eq!(sum(Level::Detail), sum(Level::Whole));
            prop_assert!(by.len() == 1 || sum(Level::Group) == sum(Level::Whole));
        }
    }

    #[test]
    fn a_form_is_read_back_as_it_is(all in prop::collection::vec(made(), 1..40)) {
        let form = form_06a(&report(&all, &[Dimension::Unit]), Mapping::default()).unwrap();
        let bytes = workbook(&form);
        prop_assert_eq!(&bytes, &workbook(&form));
        let rows = grid(&sheets(&bytes, None).unwrap()[0]);
        for row in &form.rows {
            let expected: Vec<String> = row.counts.iter().map(ToString::to_string).collect();
            let same = |(_, cells): &&(u64, Vec<String>)| cells[0] == row.number && cells[1] == row.name;
            let found: Vec<_> = rows.iter().filter(same).collect();
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&found[0].1[2..], &expected[..]);
        }
    }
}

#[test]
fn the_default_is_what_offices_do_and_is_said() {
    let report = samples::report(&samples::samples(), "2025-Q2", &[Dimension::Unit]);
    let counts = report.whole().dossiers().unwrap();
    let form = form_06a(&report, Mapping::default()).unwrap();
    let whole = &form.rows.last().unwrap().counts;
    let sum = |buckets: &[Bucket]| buckets.iter().map(|bucket| counts.get(*bucket)).sum::<u64>();
    let on_time = [
        Bucket::OnTime,
        Bucket::Withdrawn,
        Bucket::Stopped,
        Bucket::ClosedUnanswered,
        Bucket::FinishedUnmeasurable,
    ];
    assert_eq!(whole[9 - 3], sum(&on_time));
    assert_eq!(whole[12 - 3], sum(&[Bucket::OpenWithinDue, Bucket::Suspended, Bucket::OpenUnmeasurable]));
    insta::assert_snapshot!(form.notes.join("\n"), @r#"
    Cột (9) gồm cả hồ sơ: có kết quả mà không xác định được hạn: 7; công dân rút hồ sơ: 6; dừng xử lý: 4; dừng xử lý sau hạn: 1; đóng hồ sơ do không bổ sung: 0.
    Cột (12) gồm cả hồ sơ: tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính: 3; không xác định được hạn: 2.
    Cột (4) và (5) chỉ tính hồ sơ tiếp nhận trong kỳ; cột (5) gồm cả hồ sơ không rõ hình thức tiếp nhận: 8.
    "#);

    let mut mapping = Mapping::default();
    mapping.set("stopped_late=late").unwrap();
    let form = form_06a(&report, mapping).unwrap();
    assert_eq!(form.rows.last().unwrap().counts[10 - 3], counts.get(Bucket::Late) + counts.stopped_late);
    assert!(mapping.set("stopped=overdue").is_err() && mapping.set("late=late").is_err());
}

#[test]
fn a_form_is_a_table_too() {
    let report = samples::report(&samples::samples(), "2025-Q2", &[Dimension::Unit, Dimension::Field]);
    let form = form_06a(&report, Mapping::default()).unwrap();
    let mut out = Vec::new();
    (Format::named("markdown").unwrap().table)(&form.table(), &View::default(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(text.lines().take(8).collect::<Vec<_>>().join("\n"), @r#"
    # Biểu số II.06a/VPCP/KSTT: TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC (01/04/2025–30/06/2025)

    | (1) TT | (2) Đơn vị, lĩnh vực | (3) Số hồ sơ tiếp nhận – Tổng số | (4) Số hồ sơ tiếp nhận – Trong kỳ – Trực tuyến | (5) Số hồ sơ tiếp nhận – Trong kỳ – Trực tiếp, dịch vụ bưu chính | (6) Số hồ sơ tiếp nhận – Từ kỳ trước | (7) Số hồ sơ đã giải quyết – Tổng số | (8) Số hồ sơ đã giải quyết – Trước hạn | (9) Số hồ sơ đã giải quyết – Đúng hạn | (10) Số hồ sơ đã giải quyết – Quá hạn | (11) Số hồ sơ đang giải quyết – Tổng số | (12) Số hồ sơ đang giải quyết – Trong hạn | (13) Số hồ sơ đang giải quyết – Quá hạn |
    | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | I | Phòng Quản lý Doanh nghiệp và Lao động | 169 | 87 | 73 | 9 | 157 | 86 | 71 | 0 | 12 | 10 | 2 |
    | 1 | Việc làm | 169 | 87 | 73 | 9 | 157 | 86 | 71 | 0 | 12 | 10 | 2 |
    | II | Phòng Quản lý Quy hoạch và Xây dựng | 112 | 58 | 41 | 13 | 96 | 73 | 22 | 1 | 16 | 14 | 2 |
    | 1 | Hoạt động xây dựng | 84 | 42 | 34 | 8 | 72 | 55 | 17 | 0 | 12 | 10 | 2 |
    "#);
}

#[test]
fn petitions_have_a_table_of_our_own() {
    let report = samples::report(&samples::samples(), "2025-Q2", &[Dimension::Unit]);
    let form = form_05a(&report).unwrap();
    let whole = &form.rows.last().unwrap().counts;
    let counts = report.whole().pakn().unwrap();
    assert_eq!((whole[0], whole[3]), (counts.received + counts.carried_in, counts.closed()));
    assert!(form.issued.contains("Không phải biểu mẫu chính thức"));
    assert!(!workbook(&form).is_empty());
}

#[test]
fn a_form_that_cannot_be_is_refused() {
    let set = samples::samples();
    let error =
        |by: &[Dimension]| form_06a(&samples::report(&set, "2025-Q2", by), Mapping::default()).unwrap_err();
    assert_eq!(error(&[]), FormError::NoGroups);
    assert_eq!(error(&[Dimension::Unit, Dimension::Month]), FormError::By(Dimension::Month));
    let by_field = samples::report(&set, "2025-Q2", &[Dimension::Field]);
    assert!(form_05a(&by_field).is_err());

    let (clock, by) = (samples::clock("2025-Q2"), [Dimension::Unit]);
    let mut groups = set.tally(&clock, &by);
    groups.whole.dossiers.counts.received += 1;
    groups.parts.values_mut().last().unwrap().dossiers.counts.received += 1;
    let evidence = &[Evidence::DOSSIERS];
    let spec = ReportSpec { clock: &clock, by: &by, plan: None, evidence, baseline: None };
    let wrong = Report::finish(spec, Vec::new(), groups);
    insta::assert_snapshot!(form_06a(&wrong, Mapping::default()).unwrap_err(), @r#"row "Văn phòng": (3) = (4) + (5) + (6) does not hold"#);
}
