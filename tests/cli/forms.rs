//! The official forms.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::{data, scratch, sipas, sipas_in, typed};
use crate::workbooks::sheets;

const SAMPLES: &str = "dossiers --pakn pakn.csv --procedures procedures.csv --quiet";

fn rows(line: &str) -> Vec<Value> {
    let ran = sipas(&[&["form", "--format", "json"], &typed(SAMPLES)[..], &typed(line)].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json().as_array().unwrap().clone()
}

fn n(row: &Value, column: &str) -> u64 {
    row[column].as_u64().unwrap_or_else(|| panic!("{column}: {row}"))
}

#[test]
fn on_every_row_what_came_in_is_what_was_and_is_being_resolved() {
    for by in ["unit,field", "field,unit", "unit", "field", "officer", "procedure", "channel"] {
        for window in ["calendar", "reporting"] {
            let rows = rows(&format!("--form 06a --period 2025-06 --by {by} --window {window}"));
            for row in &rows {
                let sum = |columns: &[&str]| columns.iter().map(|column| n(row, column)).sum::<u64>();
                assert_eq!(
                    n(row, "received_total"),
                    sum(&["received_online", "received_other", "carried_in"])
                );
                assert_eq!(n(row, "resolved_total"), sum(&["early", "on_time", "late"]));
                assert_eq!(n(row, "in_progress_total"), sum(&["within_due", "overdue"]));
                assert_eq!(n(row, "received_total"), sum(&["resolved_total", "in_progress_total"]));
            }
            assert_eq!(rows.last().unwrap()["name"], "Tổng số");
        }
    }
}

#[test]
fn its_counts_are_those_of_the_report() {
    let report = sipas(
        &[
            &["report", "--window", "reporting", "--period", "2025-06", "--format", "json"],
            &typed(SAMPLES)[..],
        ]
        .concat(),
    )
    .json();
    let counts = &report["groups"][0]["dossiers"];
    let whole = rows("--form 06a --period 2025-06").pop().unwrap();
    for name in ["carried_in", "early", "late"] {
        assert_eq!(whole[name], counts[name], "{name}");
    }
    assert_eq!(whole["overdue"], counts["open_overdue"]);
    let on_time = ["on_time", "finished_unmeasurable", "withdrawn", "stopped"];
    assert_eq!(n(&whole, "on_time"), on_time.iter().map(|name| n(counts, name)).sum::<u64>());
    // What has no column of its own can be put elsewhere.
    let other =
        rows("--form 06a --period 2025-06 --put withdrawn=late --put suspended=overdue").pop().unwrap();
    assert_eq!(n(&other, "late"), n(&whole, "late") + n(counts, "withdrawn"));
    assert_eq!(n(&other, "overdue"), n(&whole, "overdue") + n(counts, "suspended"));
}

#[test]
fn since_august_2026_dossiers_are_reported_by_field_in_fifteen_columns() {
    let folder = scratch();
    let rows = "\
        Mã hồ sơ,Lĩnh vực,Hình thức tiếp nhận,Mức độ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái\n\
        H37.01-260703-0001,Đất đai,Trực tiếp,,03/07/2026,13/07/2026,20/07/2026,\n\
        H37.01-260716-0002,Đất đai,Trực tuyến,Toàn trình,16/07/2026,20/07/2026,17/07/2026,\n\
        H37.01-260717-0003,Đất đai,Trực tuyến,Một phần,17/07/2026,24/07/2026,24/07/2026,\n\
        H37.01-260720-0004,Đất đai,Trực tuyến,,20/07/2026,27/07/2026,,\n\
        H37.01-260805-0005,Hộ tịch,Bưu chính,,05/08/2026,20/08/2026,,\n\
        H37.01-260806-0006,Hộ tịch,,,06/08/2026,10/08/2026,12/08/2026,Rút hồ sơ\n";
    fs::write(folder.path().join("t8.csv"), rows).unwrap();
    let form = |line: &str| {
        sipas_in(folder.path(), &[&["form", "t8.csv", "--form", "07a"], &typed(line)[..]].concat())
    };
    let refused = form("--period 2026-08");
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("--accept unmeasurable"), "{}", refused.stderr);
    assert_snapshot!(form("--period 2026-08 --accept unmeasurable --format markdown").shown(), @r"
    exit 0
    --- stdout
    **Biểu số 07a/BTP/KSTT**

    *Ban hành theo Thông tư số 09/2026/TT-BTP ngày 15/6/2026*

    - Đơn vị báo cáo: ……………
    - Đơn vị nhận báo cáo: ……………

    # TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH

    Kỳ báo cáo: Tháng 8 năm 2026 (từ ngày 15/07/2026 đến ngày 14/08/2026)

    *Đơn vị tính: Số hồ sơ TTHC*

    | (1) STT | (2) Lĩnh vực giải quyết | (3) Số lượng hồ sơ tiếp nhận – Tổng số | (4) Số lượng hồ sơ tiếp nhận – Trong kỳ – Trực tuyến toàn trình | (5) Số lượng hồ sơ tiếp nhận – Trong kỳ – Trực tuyến một phần | (6) Số lượng hồ sơ tiếp nhận – Trong kỳ – Qua dịch vụ bưu chính | (7) Số lượng hồ sơ tiếp nhận – Trong kỳ – Trực tiếp | (8) Số lượng hồ sơ tiếp nhận – Từ kỳ trước | (9) Số lượng hồ sơ đã giải quyết – Tổng số | (10) Số lượng hồ sơ đã giải quyết – Trước hạn | (11) Số lượng hồ sơ đã giải quyết – Đúng hạn | (12) Số lượng hồ sơ đã giải quyết – Quá hạn | (13) Số lượng hồ sơ đang giải quyết – Tổng số | (14) Số lượng hồ sơ đang giải quyết – Trong hạn | (15) Số lượng hồ sơ đang giải quyết – Quá hạn |
    | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | 1 | Hộ tịch | 2 | 0 | 0 | 1 | 1 | 0 | 1 | 0 | 1 | 0 | 1 | 1 | 0 |
    | 2 | Đất đai | 4 | 1 | 2 | 0 | 0 | 1 | 3 | 1 | 1 | 1 | 1 | 0 | 1 |
    |  | TỔNG CỘNG | 6 | 1 | 2 | 1 | 1 | 1 | 4 | 1 | 2 | 1 | 2 | 1 | 1 |

    > Cột (11) gồm cả hồ sơ: tổ chức, cá nhân rút hồ sơ: 1.

    > Cột (7) gồm cả hồ sơ: không rõ hình thức tiếp nhận: 1.

    > Cột (5) gồm cả hồ sơ: trực tuyến mà không rõ toàn trình hay một phần: 1.

    > Hạn trả kết quả là hạn như tệp kết xuất ghi.

    > Cấp xã, sở, ban, ngành gửi báo cáo chậm nhất ngày 20 của tháng.

    > Biểu được lập dù biết: 1 trong 4 hồ sơ đã giải quyết (trên 5%) không xếp được vào trước hạn, đúng hạn hay quá hạn: không xác định được hạn 0; rút hồ sơ 1; dừng giải quyết 0; đóng do không bổ sung 0.

    |  | ……………, ngày …… tháng …… năm ……… |
    | :---: | :---: |
    | **NGƯỜI LẬP BIỂU** | **THỦ TRƯỞNG ĐƠN VỊ** |
    | *(Ký, ghi rõ họ tên)* | *(Ký tên, đóng dấu)* |
    |  |  |
    --- stderr

    ");
    // Not yet in force when that period ends.
    let before = form("--period 2026-07");
    assert_eq!(before.code, 2);
    assert!(before.stderr.ends_with("vẫn lập thì nêu tên đầy đủ: 07a/BTP/KSTT\n"), "{}", before.stderr);
    let calendar =
        form("--period 2026-09 --window calendar --accept unmeasurable --accept coverage --format markdown");
    for note in
        ["> Kỳ này tính theo tháng dương lịch", "> Biểu số 07a/BTP/KSTT: Thông tư không có kỳ báo cáo này."]
    {
        assert!(calendar.stdout.contains(note), "{}", calendar.shown());
    }
}

#[test]
fn a_form_of_petitions() {
    let line = "form --pakn pakn-buckets.csv --form 06a/BTP/KSTT --by unit --period 2025-06 --window calendar --format markdown";
    assert_snapshot!(sipas_in(&data("edge"), &typed(line)).shown(), @r"
    exit 0
    --- stdout
    **Biểu số 06a/BTP/KSTT**

    *Ban hành theo Thông tư số 09/2026/TT-BTP ngày 15/6/2026*

    - Đơn vị báo cáo: ……………
    - Đơn vị nhận báo cáo: ……………

    # TÌNH HÌNH, KẾT QUẢ TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ VỀ HÀNH VI HÀNH CHÍNH, QUY ĐỊNH HÀNH CHÍNH

    Kỳ báo cáo: Tháng 6 năm 2025 (từ ngày 01/06/2025 đến ngày 30/06/2025)

    *Đơn vị tính: Số PAKN*

    | (1) STT | (2) Đơn vị | (3) Số PAKN tiếp nhận – Tổng số | (4) Số PAKN tiếp nhận – Hành vi hành chính | (5) Số PAKN tiếp nhận – Quy định hành chính | (6) Số PAKN tiếp nhận – Từ kỳ trước | (7) Số PAKN tiếp nhận – Trong kỳ | (8) Số PAKN đã xử lý – Tổng số | (9) Số PAKN đã xử lý – Hành vi hành chính | (10) Số PAKN đã xử lý – Quy định hành chính | (11) Số PAKN đã xử lý – Từ kỳ trước | (12) Số PAKN đã xử lý – Trong kỳ | (13) Số PAKN đang xử lý – Tổng số | (14) Số PAKN đang xử lý – Hành vi hành chính | (15) Số PAKN đang xử lý – Quy định hành chính | (16) Số PAKN đã xử lý được đăng tải công khai |
    | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | 1 | Văn phòng | 6 | 0 | 0 | 1 | 5 | 3 | 0 | 0 | 0 | 3 | 3 | 0 | 0 | 0 |
    |  | TỔNG CỘNG | 6 | 0 | 0 | 1 | 5 | 3 | 0 | 0 | 0 | 3 | 3 | 0 | 0 | 0 |

    > Dòng Văn phòng: 6 PAKN tiếp nhận (3 đã xử lý, 3 đang xử lý) không rõ thuộc hành vi hay quy định hành chính, nên (4)+(5) nhỏ hơn (3).

    > Dòng TỔNG CỘNG: 6 PAKN tiếp nhận (3 đã xử lý, 3 đang xử lý) không rõ thuộc hành vi hay quy định hành chính, nên (4)+(5) nhỏ hơn (3).

    > Kỳ này tính theo tháng dương lịch; chế độ báo cáo tính từ ngày 15 tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP, điều 12).

    > Biểu số 06a/BTP/KSTT: Thông tư không có kỳ báo cáo này.

    > Cấp xã, sở, ban, ngành gửi báo cáo chậm nhất ngày 20 của tháng.

    |  | ……………, ngày …… tháng …… năm ……… |
    | :---: | :---: |
    | **NGƯỜI LẬP BIỂU** | **THỦ TRƯỞNG ĐƠN VỊ** |
    | *(Ký, ghi rõ họ tên)* | *(Ký tên, đóng dấu)* |
    |  |  |
    --- stderr
    cảnh báo: pakn-buckets.csv: dòng 10: trạng thái đã xong nhưng không có ngày kết thúc
    ");
}

#[test]
fn items_of_the_outline_are_running_text() {
    let line = "form dossiers --pakn pakn.csv --form 01-DC --period 2025-06 --quiet";
    assert_snapshot!(sipas(&typed(&format!("{line} --format markdown"))).stdout, @r"
    **Đề cương 01-ĐC/BTP/KSTT**

    *Ban hành theo Thông tư số 09/2026/TT-BTP ngày 15/6/2026*

    - Đơn vị báo cáo: ……………
    - Đơn vị nhận báo cáo: ……………

    # TÌNH HÌNH, KẾT QUẢ THỰC HIỆN KIỂM SOÁT THỦ TỤC HÀNH CHÍNH (MỤC I.6, I.7)

    Kỳ báo cáo: Tháng 6 năm 2025 (từ ngày 15/05/2025 đến ngày 14/06/2025)

    ## 6. Về tiếp nhận, xử lý phản ánh, kiến nghị (PAKN) về hành vi hành chính, quy định hành chính

    a) Tiếp nhận, phân loại 21 PAKN; trong đó: từ chối tiếp nhận 0 PAKN; đề nghị bổ sung thông tin …………… PAKN; chuyển cơ quan có thẩm quyền 0 PAKN; chỉ trả lời qua thư điện tử …………… PAKN.

    b) Số PAKN tiếp nhận để xử lý: 21 (tiếp nhận mới trong kỳ: 14; từ kỳ trước chuyển sang: 7); trong đó: 7 PAKN về quy định hành chính, 9 PAKN về hành vi hành chính.

    c) Đã xử lý 13 PAKN, trong đó 12 PAKN đã được đăng tải công khai kết quả.

    d) Đang xử lý 8 PAKN, trong đó 1 PAKN đã quá hạn.

    ## 7. Về giải quyết thủ tục hành chính (TTHC)

    a) Số hồ sơ TTHC tiếp nhận: 375; trong đó: tiếp nhận mới trong kỳ 311 hồ sơ (trực tuyến 187 hồ sơ; trực tiếp, qua dịch vụ bưu chính 124 hồ sơ), từ kỳ trước chuyển sang 64 hồ sơ.

    b) Số hồ sơ đã giải quyết: 305; trong đó: trước hạn 170 hồ sơ, đúng hạn 132 hồ sơ, quá hạn 3 hồ sơ.

    c) Số hồ sơ đang giải quyết: 70; trong đó: trong hạn 66 hồ sơ, quá hạn 4 hồ sơ.

    > Mục I.7, số đúng hạn gồm cả hồ sơ: có kết quả mà không xác định được hạn: 4; tổ chức, cá nhân rút hồ sơ: 2; dừng giải quyết: 2.

    > Mục I.7, số trong hạn gồm cả hồ sơ: tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính: 3; không xác định được hạn: 2.

    > Mục I.7, số trực tiếp, qua dịch vụ bưu chính gồm cả hồ sơ: không rõ hình thức tiếp nhận: 1.

    > Hạn trả kết quả là hạn như tệp kết xuất ghi.

    > Đề cương 01-ĐC/BTP/KSTT: Thông tư không có kỳ báo cáo này.

    > Cấp xã, sở, ban, ngành gửi báo cáo chậm nhất ngày 20 của tháng.

    |  | ……………, ngày …… tháng …… năm ……… |
    | :---: | :---: |
    | **NGƯỜI LẬP BIỂU** | **THỦ TRƯỞNG ĐƠN VỊ** |
    | *(Ký, ghi rõ họ tên)* | *(Ký tên, đóng dấu)* |
    |  |  |
    ");
    let figures = sipas(&typed(&format!("{line} --format json"))).json();
    let of = |figure: &str| {
        let row = figures.as_array().unwrap().iter().find(|row| row["figure"] == figure).unwrap();
        row["count"].clone()
    };
    let whole = rows("--form 07a/BTP/KSTT --period 2025-06").pop().unwrap();
    for figure in ["received_total", "carried_in", "early", "on_time", "late", "within_due"] {
        let row =
            figures.as_array().unwrap().iter().find(|row| row["figure"] == figure && row["part"] == "I.7");
        assert_eq!(row.unwrap()["count"], whole[figure], "{figure}");
    }
    assert_eq!(of("answered_by_mail_only"), Value::Null);
}

#[test]
fn the_late_list_has_the_late_dossiers_of_the_form() {
    let rows = rows("--form late-list --period 2025-06");
    let part = |id: &str| rows.iter().filter(|row| row["part"] == id).count() as u64;
    let whole = self::rows("--form 07a/BTP/KSTT --period 2025-06").pop().unwrap();
    assert_eq!((part("I"), part("II")), (n(&whole, "late"), n(&whole, "overdue")));
    assert!(rows.iter().all(|row| row["code"].as_str().unwrap().contains("H37")));
}

#[test]
fn the_month_before_is_held_against_it() {
    let folder = scratch();
    let (may, june) = (folder.path().join("t5.xlsx"), "--period 2025-06 --format markdown");
    let may = may.to_str().unwrap();
    let line = format!("form {SAMPLES} --form 07a/BTP/KSTT --accept unmeasurable");
    assert_eq!(sipas(&[&typed(&line)[..], &["--period", "2025-05", "-o", may]].concat()).code, 0);
    let checked = sipas(&[&typed(&line)[..], &typed(june), &["--previous", may]].concat());
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    assert!(
        checked.stdout.contains("> Cột (8) khớp với số đang giải quyết của biểu kỳ trước"),
        "{}",
        checked.stdout
    );
    let none = sipas(&[&typed(&line)[..], &typed(june), &["--previous", "pakn.csv"]].concat());
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("pakn.csv: không thấy biểu có cột (2)"), "{}", none.stderr);
}

#[test]
fn the_outline_in_a_workbook_has_no_names_of_programs() {
    let folder = scratch();
    let target = folder.path().join("01-dc.xlsx");
    let line = "form dossiers --pakn pakn.csv --form 01-DC --period 2025-06 --quiet";
    let made = sipas(&[&typed(line)[..], &["-o", target.to_str().unwrap()]].concat());
    assert_eq!(made.code, 0, "{}", made.stderr);
    let sheets = sheets(&fs::read(&target).unwrap());
    let rows: Vec<&Vec<String>> = sheets.iter().flat_map(|(_, rows)| rows).collect();
    assert!(
        rows.iter().all(|row| row
            .iter()
            .all(|cell| !cell.contains('_') && cell != "classified" && cell != "handled")),
        "{rows:?}"
    );
    for what in ["PAKN được phân loại", "hồ sơ đã giải quyết"] {
        let row = rows.iter().find(|row| row[0] == what).unwrap();
        assert!(row[1].parse::<u64>().is_ok_and(|n| n > 0), "{row:?}");
    }
    // Programs find them as before.
    let csv = sipas(&[&typed(line)[..], &["--format", "csv"]].concat());
    assert!(csv.stdout.contains("classified"), "{}", csv.stdout);
}

#[test]
fn on_paper_it_has_its_head_its_columns_and_who_signs_it() {
    let folder = scratch();
    let target = folder.path().join("06a.xlsx");
    let target = target.to_str().unwrap();
    let args = [
        &["form", "--form", "06a", "--period", "2025-06", "-o", target, "--signed-by", "Nguyễn Thử"],
        &typed(SAMPLES)[..],
    ];
    assert_eq!(sipas(&args.concat()).code, 0);
    let first = fs::read(target).unwrap();
    let sheets = sheets(&first);
    let text: String = sheets[0].1.concat().join("|");
    for part in [
        "Biểu số II.06a/VPCP/KSTT",
        "từ ngày 15/05/2025 đến ngày 14/06/2025",
        "(3)=(4)+(5)+(6)",
        "Nguyễn Thử",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(sipas(&args.concat()).code, 0);
    assert_eq!(first, fs::read(target).unwrap(), "a second run changes no byte");
}

#[test]
fn what_cannot_be_filled_is_said() {
    let run = |line: &str| sipas_in(&data("edge"), &typed(line));
    let said = [
        "form --pakn pakn-buckets.csv --form 06a --period 2025-06",
        "form plain.csv --form 06a/BTP/KSTT --period 2025-06",
        "form --pakn pakn-buckets.csv --form 06a/BTP/KSTT --period 2025-06",
        "form plain.csv --form 07b/BTP/KSTT --period 2025-06",
        "form plain.csv --form 06a --clock-end returned --period 2025-06",
        "form plain.csv --form 06a --by month --period 2025-06",
        "form plain.csv --form 06a --put late=early --period 2025-06",
        "form plain.csv --form 07 --period 2025-06",
        "form plain.csv",
    ]
    .map(|line| {
        let ran = run(line);
        assert_eq!((ran.code, ran.stdout.len()), (2, 0), "{line}");
        ran.stderr
    });
    assert_snapshot!(said.concat(), @r#"
    cảnh báo: pakn-buckets.csv: dòng 10: trạng thái đã xong nhưng không có ngày kết thúc
    lỗi: biểu II.06a/VPCP/KSTT cần tệp kết xuất hồ sơ
    lỗi: biểu 06a/BTP/KSTT cần tệp kết xuất PAKN
    cảnh báo: pakn-buckets.csv: dòng 10: trạng thái đã xong nhưng không có ngày kết thúc
    lỗi: tệp kết xuất PAKN không có cột lĩnh vực; hãy thêm --by unit
    lỗi: biểu 07b cần biết đơn vị nào thuộc cấp tỉnh: --units FILE.csv có cột unit (Đơn vị) và level (Cấp: province/tỉnh hoặc commune/xã), hoặc --own "Tên đơn vị"
    lỗi: biểu chỉ tính theo ngày có kết quả: không đi cùng --clock-end returned
    lỗi: biểu này không chia được theo tháng kết thúc
    lỗi: --put: cần finished_unmeasurable, withdrawn, stopped, stopped_late hoặc closed_unanswered = early, on_time hoặc late; hay suspended hoặc open_unmeasurable = within_due hoặc overdue; nhưng gặp "late=early"
    lỗi: --form <FORM> không nhận giá trị "07"; có phải là 07b?
    chỉ nhận: 07a, 07b, 06a, 06b, 01-DC, late-list, 07a/BTP/KSTT, 07b/BTP/KSTT, 06a/BTP/KSTT, 06b/BTP/KSTT, II.06a/VPCP/KSTT
    xem thêm: --help
    lỗi: thiếu --form <FORM>
    xem thêm: --help
    "#);
}

#[test]
fn what_an_input_is_read_for_all_the_same_stands_on_the_form() {
    let folder = scratch();
    let file = |name: &str, more: &str| {
        let rows = ["2025-06-10", "2025-06-11", "23/06/2025", "24/06/2025"];
        let rows =
            (1..).zip(rows).map(|(n, due)| format!("H37.12-250603-000{n},03/06/2025,{due},05/06/2025\n"));
        let header = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";
        let text = header.to_owned() + &rows.collect::<String>() + more;
        fs::write(folder.path().join(name), text).unwrap();
    };
    file("swapped.csv", "");
    file("clean.csv", "H37.12-250603-0005,03/06/2025,09/06/2025,05/06/2025\n");
    let form_in = |line: &str, format: &str| {
        let line = format!("form {line} --form 06a --period 2025-06 --window calendar --format {format}");
        sipas_in(folder.path(), &typed(&line))
    };
    let form = |line: &str| form_in(line, "markdown");
    let refused = form("swapped.csv");
    assert!(refused.code == 2 && refused.stderr.contains("--accept date_order"), "{}", refused.stderr);
    let told = "Biểu được lập dù biết: ngày và tháng của cột có thể bị đảo";
    let accepted = form("swapped.csv --accept date_order");
    assert!(accepted.code == 0 && accepted.stdout.contains(told), "{}", accepted.stderr);
    let page = form_in("swapped.csv --accept date_order", "html");
    assert!(page.code == 0 && page.stdout.contains(told), "{}", page.stderr);
    let clean = form("clean.csv --accept date_order");
    assert!(clean.code == 0 && !clean.stdout.contains("Biểu được lập dù biết"), "{}", clean.stderr);
}

#[test]
fn what_a_format_has_no_room_for_is_said() {
    let line = format!("form {SAMPLES} --form 07a/BTP/KSTT --period 2025-06 --accept unmeasurable --format");
    let line = line.replace(" --quiet", "");
    let note = "Hạn trả kết quả là hạn như tệp kết xuất ghi";
    let run = |format: &str| sipas(&[&typed(&line)[..], &[format]].concat());
    let json = run("json");
    let rows = json.json();
    let notes = rows[0]["notes"].as_array().unwrap();
    assert!(notes.iter().any(|text| text.as_str().unwrap().starts_with(note)), "{notes:?}");
    assert!(rows.as_array().unwrap()[1..].iter().all(|row| row.get("notes").is_none()));
    assert!(!json.stderr.contains(note), "{}", json.stderr);
    let csv = run("csv");
    assert!(csv.stderr.contains(&format!("ghi chú: {note}")) && !csv.stdout.contains(note), "{}", csv.stderr);
    assert_eq!(csv.stderr.matches(note).count(), 1);
}

#[test]
fn records_that_make_a_difference_to_the_period_before_are_named() {
    let folder = scratch();
    let header = "Mã hồ sơ,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";
    let open = "H37.12-250602-0001,Đất đai,02/06/2025,10/07/2025,\n";
    fs::write(folder.path().join("t6.csv"), format!("{header}{open}")).unwrap();
    fs::write(folder.path().join("t7.csv"), format!("{header}{}", open.replace("0001", "0002"))).unwrap();
    let form = |line: &str| {
        let line = format!("form {line} --form 07a/BTP/KSTT --window calendar --accept coverage --quiet");
        sipas_in(folder.path(), &typed(&line))
    };
    let june = form("t6.csv --period 2025-06 -o 07a.xlsx");
    assert_eq!(june.code, 0, "{}", june.stderr);
    let july = form("t7.csv --period 2025-07 --previous 07a.xlsx --previous-export t6.csv --format markdown");
    let told = "> Dòng Đất đai: chênh do H37.12-250602-0001 (tệp kỳ này không có); H37.12-250602-0002 (tệp kỳ trước không có).";
    // One went and one came: the counts agree, and nothing is to be explained.
    assert!(july.code == 0 && !july.stdout.contains(told), "{}{}", july.stdout, july.stderr);
    fs::write(folder.path().join("t7.csv"), header.to_owned() + &open.replace("02/06/2025", "02/07/2025"))
        .unwrap();
    let july = form("t7.csv --period 2025-07 --previous 07a.xlsx --previous-export t6.csv --format markdown");
    let told = "> Dòng Đất đai: chênh do H37.12-250602-0001 (tệp kỳ này ghi tiếp nhận ngày 02/07/2025).";
    assert!(july.code == 0 && july.stdout.contains(told), "{}{}", july.stdout, july.stderr);
    let alone = form("t7.csv --period 2025-07 --previous-export t6.csv");
    assert_eq!(alone.code, 2, "{}", alone.stdout);
    let spared = form("t7.csv --period 2025-07 --previous 07a.xlsx --previous-export t6.csv -o t6.csv");
    assert_eq!(spared.code, 2, "{}", spared.stderr);
}
