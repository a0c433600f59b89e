use sipas_core::PaknTopic;
use sipas_render::{Extras, Lang};

use super::{found, full, read, written};
use crate::office::Office;

#[test]
fn the_top_is_read_in_a_minute() {
    let office = Office::new().with_five_dossiers().with_a_petition(PaknTopic::StaffConduct);
    let page = written(&office, &Extras::default(), Lang::Vi);
    insta::assert_snapshot!(read(&page, "h1, .period, .plan, .verdict, .tile, .areas li"), @"
    Kết quả giải quyết TTHC và xử lý PAKN
    Tháng 6/2025 (01/6–30/6/2025) · tính đến hết ngày 30/06/2025
    Kế hoạch: Kế hoạch nhỏ
    ✘ 2/3 cam kết không đạt. Không đạt: IV.1 , IV.2
    Trả kết quả đúng hạn 66,67% cần > 99%: ✘ không đạt 2/3
    Trễ hạn 1 vượt 1, tối đa 0
    Đang quá hạn 1 2 đang giải quyết
    PAKN xử lý đúng hạn 100,00% 1/1 0 đang quá hạn
    ");
    let page = written(&office, &Extras::default(), Lang::En);
    insta::assert_snapshot!(read(&page, ".period, .verdict, .tile"), @"
    2025-06 (2025-06-01–2025-06-30) · as of end of 2025-06-30
    ✘ 2 of 3 commitments are missed. Missed: IV.1 , IV.2
    Returned on time 66.67% needs > 99%: ✘ missed 2/3
    Late 1 over by 1, at most 0
    Overdue now 1 2 open
    PAKN handled on time 100.00% 1/1 0 overdue now
    ");
}

#[test]
fn without_a_plan_it_tells_what_was_done() {
    let office = Office { plan: None, ..Office::new().with_five_dossiers() };
    let page = written(&office, &Extras::default(), Lang::Vi);
    insta::assert_snapshot!(read(&page, ".verdict, .tile, main h2"), @"
    Tổng quan
    Đã kết thúc 3 hồ sơ, trong đó 1 trễ hạn.
    Trả kết quả đúng hạn 66,67% 2/3
    Trễ hạn 1
    Đang quá hạn 1 2 đang giải quyết
    PAKN xử lý đúng hạn — chưa có tệp PAKN
    Chất lượng dữ liệu
    Phụ lục: mọi số liệu
    Phụ lục: cách tính
    ");
}

#[test]
fn with_nothing_it_is_still_a_page() {
    let page = written(
        &Office { plan: None, evidence: sipas_core::Evidence::NONE, ..Office::new() },
        &Extras::default(),
        Lang::Vi,
    );
    insta::assert_snapshot!(read(&page, ".verdict, .tile, main h2"), @"
    Tổng quan
    Trả kết quả đúng hạn — chưa có tệp hồ sơ
    PAKN xử lý đúng hạn — chưa có tệp PAKN
    Phụ lục: mọi số liệu
    Phụ lục: cách tính
    ");
}

#[test]
fn a_target_is_a_row() {
    let page = written(&Office::new().with_five_dossiers(), &Extras::default(), Lang::Vi);
    insta::assert_snapshot!(found(&page, "#areas .targets tbody tr:nth-child(2)"), @r#"
    <tr role="row">
    <th role="rowheader" scope="row">
    <span class="id">IV.2 · cam kết</span>
    <span>Trễ hạn dưới 1%</span>
    <span class="id">chủ trì: Phòng A</span>
    </th>
    <td role="cell">&lt; 1%</td>
    <td class="number" role="cell">33,33%</td>
    <td class="bad" role="cell">✘ không đạt</td>
    </tr>
    "#);
}

#[test]
fn a_chart_says_what_it_shows() {
    let page = full("Phòng A", Lang::Vi);
    insta::assert_snapshot!(found(&page, "#budget figure > svg"), @r#"
    <svg aria-labelledby="budget-chart-title budget-chart-desc" class="chart" focusable="false" height="32" role="img" width="100%">
    <title id="budget-chart-title">Hạn mức hồ sơ trễ, 01/06/2025–30/06/2025</title>
    <desc id="budget-chart-desc">Có 452 hồ sơ xác định được hạn, trễ 10. Để tỷ lệ trễ hạn dưới 1%, tối đa 4 hồ sơ được trễ: đã vượt 6.</desc>
    <rect class="band" height="20" rx="2" width="100%" x="0" y="6">
    </rect>
    <rect class="bar" height="20" width="40.00%" x="0" y="6">
    </rect>
    <rect class="bar over" height="20" width="60.00%" x="40.00%" y="6">
    </rect>
    <line class="target" x1="40.00%" x2="40.00%" y1="1" y2="31">
    </line>
    </svg>
    "#);
    insta::assert_snapshot!(read(&page, "svg[role=img] > title, svg[role=img] > desc"), @"
    Tỷ lệ trả kết quả đúng hạn theo đơn vị, 01/06/2025–30/06/2025
    Thấp bất thường: B.
    Tỷ lệ trả kết quả đúng hạn theo tháng kết thúc, 01/06/2025–30/06/2025
    Thấp bất thường: 06/2025.
    Hồ sơ trễ hoặc quá hạn theo thủ tục, 01/06/2025–30/06/2025
    1 trong 3 thủ tục chiếm 88,9% số hồ sơ trễ hoặc quá hạn.
    Hạn mức hồ sơ trễ, 01/06/2025–30/06/2025
    Có 452 hồ sơ xác định được hạn, trễ 10. Để tỷ lệ trễ hạn dưới 1%, tối đa 4 hồ sơ được trễ: đã vượt 6.
    ");
}
