use sipas_core::{Evidence, PaknTopic, Plan};
use sipas_render::{Lang, Style, View};

use crate::office::{Office, report, view};

/// Above it stand the files and the plan, below it the figures.
const INDICATORS: &str = "\nCHỈ SỐ\n";

fn report_of_a_month() -> String {
    let office = Office::new().with_five_dossiers().with_a_petition(PaknTopic::StaffConduct);
    report(&office.report(), "table", &view(Lang::Vi))
}

#[test]
fn a_report_is_read_in_a_minute() {
    let whole = report_of_a_month();
    let (above, _) = whole.split_once(INDICATORS).unwrap();
    insta::assert_snapshot!(above, @"
    BÁO CÁO GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Kỳ            01/06/2025–30/06/2025
    Cách chia kỳ  tháng, quý, năm theo lịch
    Tính đến      hết ngày 30/06/2025
    Kỳ so sánh    không có
    Kế hoạch      Kế hoạch nhỏ (small)
    Cách tính     kết thúc là ngày kết thúc xử lý; hạn như tệp kết xuất ghi; so theo ngày; không trừ
                  thời gian chờ bổ sung; phải đi lại là từ 1 lần trở lên

    DỮ LIỆU ĐẦU VÀO
    Tệp          Loại   Số dòng  Hợp lệ  Dòng lỗi  Trùng  Bỏ qua
    ───────────  ─────  ───────  ──────  ────────  ─────  ──────
    tháng 6.csv  hồ sơ        8       5         2      1       0

    Vấn đề của dữ liệu   Mức độ   Số lần
    ───────────────────  ───────  ──────
    ngày không đọc được  lỗi           2
    duplicate            ghi chú       1

    TÌNH HÌNH GIẢI QUYẾT HỒ SƠ
    Chỉ tiêu                 Số hồ sơ
    ───────────────────────  ────────
    Tổng số phải giải quyết         5
    – tiếp nhận trong kỳ            5
    – kỳ trước chuyển sang          0
    Đã kết thúc trong kỳ            3
    – trước hạn                     1
    – đúng hạn                      1
    – trễ hạn                       1
    Đang giải quyết                 2
    – trong hạn                     1
    – quá hạn                       1

    Hình thức tiếp nhận    trực tuyến 0, trực tiếp 0, bưu chính công ích 0, (không rõ) 5
    Số lần đi lại bổ sung  0 lần: 3, 1 lần: 0, 2 lần: 0, từ 3 lần: 0

    PHẢN ÁNH, KIẾN NGHỊ (PAKN)
    Chỉ tiêu                 Số PAKN
    ───────────────────────  ───────
    Tổng số phải giải quyết        1
    – tiếp nhận trong kỳ           1
    – kỳ trước chuyển sang         0
    Đã xử lý xong                  1
    – xử lý xong trong hạn         1
    – xử lý xong quá hạn           0
    Đã chuyển cơ quan khác         0
    Đang xử lý                     0
    – trong hạn                    0
    – quá hạn                      0

    THỰC HIỆN KẾ HOẠCH
    Cam kết: 0 đạt, 2 không đạt, 1 chưa kết luận được.
    Kết quả phấn đấu: 0 đạt, 0 không đạt, 1 chưa kết luận được.

    Mã     Loại      Nhiệm vụ                            Mục tiêu  Kết quả  Đánh giá
    ─────  ────────  ──────────────────────────────────  ────────  ───────  ──────────────────
    III              CÔNG CHỨC (chủ trì: Các phòng)
    III.2  phấn đấu  Giảm đi lại                         giảm *      0,00%  – không có dữ liệu
    IV               KẾT QUẢ (chủ trì: Văn phòng)
    IV.1   cam kết   Đúng hạn trên 99%                   > 99%      66,67%  ✘ không đạt
    IV.2   cam kết   Trễ hạn dưới 1% (chủ trì: Phòng A)  < 1%       33,33%  ✘ không đạt
    IV.3   cam kết   Kết quả chính xác                   = 100%             – không đo được

    Chưa kết luận được (chưa có kỳ so sánh): III.2.
    Chưa kết luận được (thiếu cột đính chính): IV.3.
    Lưu ý (1 hồ sơ đang quá hạn): IV.1, IV.2.
    Lưu ý (2 dòng lỗi): IV.1, IV.2.
    * Kế hoạch không nêu con số; mục tiêu được suy ra từ lời văn của kế hoạch.

    HẠN MỨC HỒ SƠ TRỄ
    Có 3 hồ sơ xác định được hạn, trễ 1. Để tỷ lệ trễ hạn dưới 1%, tối đa 0 hồ sơ được trễ: đã vượt 1.
    Cứ thêm 98 hồ sơ được giải quyết mới được phép trễ thêm 1.
    ");
}

#[test]
fn its_indicators_say_what_they_are_made_of() {
    let whole = report_of_a_month();
    let (_, below) = whole.split_once(INDICATORS).unwrap();
    insta::assert_snapshot!(below, @"
    Chỉ số                                Tử số  Mẫu số  Kết quả  Khoảng tin cậy 95%  Ghi chú
    ────────────────────────────────────  ─────  ──────  ───────  ──────────────────  ──────────────────
    Tỷ lệ trả kết quả đúng hạn                2       3   66,67%        20,77–93,85%  ít hồ sơ (dưới 30)
    Tỷ lệ hồ sơ trễ hạn                       1       3   33,33%         6,15–79,23%  ít hồ sơ (dưới 30)
    Tỷ lệ trễ hạn, kể cả chưa xong            2       4   50,00%        15,00–85,00%  ít hồ sơ (dưới 30)
    Tỷ lệ trễ hạn trên tổng số phải giải      2       5   40,00%        11,76–76,93%  ít hồ sơ (dưới 30)
    quyết
    Số hồ sơ trễ hạn                                           1
    Số hồ sơ trễ hạn, kể cả chưa xong                          2
    Tỷ lệ phải đi lại                         0       3    0,00%         0,00–56,15%  ít hồ sơ (dưới 30)
    Tỷ lệ yêu cầu bổ sung không quá một       3       3  100,00%       43,85–100,00%  ít hồ sơ (dưới 30)
    lần
    Số phản ánh về yêu cầu thêm hồ sơ,                         0
    phí
    Số phản ánh về thái độ, hành vi cán                        1
    bộ
    Tỷ lệ PAKN được tiếp nhận                 1       1  100,00%       20,65–100,00%  ít hồ sơ (dưới 30)
    Tỷ lệ PAKN xử lý xong                     1       1  100,00%       20,65–100,00%  ít hồ sơ (dưới 30)
    Tỷ lệ PAKN giải quyết trên tổng nhận      1       1  100,00%       20,65–100,00%  ít hồ sơ (dưới 30)
    Tỷ lệ PAKN xử lý đúng hạn                 1       1  100,00%       20,65–100,00%  ít hồ sơ (dưới 30)

    Không đo được (thiếu cột phiếu xin lỗi hoặc ngày hẹn trả): Tỷ lệ có phiếu xin lỗi khi trễ hạn.
    Không đo được (thiếu cột đính chính): Tỷ lệ kết quả chính xác.
    Không đo được (thiếu cột hình thức tiếp nhận): Tỷ lệ hồ sơ nộp trực tuyến.
    Không đo được (thiếu cột hình thức tiếp nhận, mức độ dịch vụ công): Tỷ lệ hồ sơ trực tuyến toàn
    trình.
    Không đo được (thiếu cột đã số hóa): Tỷ lệ hồ sơ được số hóa.
    Không đo được (thiếu cột kết quả điện tử): Tỷ lệ kết quả điện tử.
    Không đo được (thiếu cột thanh toán trực tuyến): Tỷ lệ thanh toán trực tuyến.
    Không đo được (thiếu cột ngày yêu cầu bổ sung, hoặc lịch làm việc chưa đủ năm): Tỷ lệ yêu cầu bổ
    sung đúng hạn.
    Không đo được (thiếu cột ngày nộp, hình thức tiếp nhận, hoặc lịch làm việc chưa đủ năm): Tỷ lệ tiếp
    nhận hồ sơ trực tuyến đúng hạn.
    Không đo được (thiếu cột ngày xin lỗi, ngày hẹn trả): Tỷ lệ xin lỗi trước ngày hẹn trả.
    Không đo được (thiếu cột ngày phát hiện sai sót, ngày đính chính, hoặc lịch làm việc chưa đủ năm):
    Tỷ lệ đính chính đúng hạn.
    Không đo được (chưa có tệp danh mục TTHC): Tỷ lệ TTHC niêm yết tại trụ sở; Tỷ lệ TTHC công khai trên
    cổng; Tỷ lệ TTHC công khai đầy đủ nội dung; Tỷ lệ TTHC công khai kịp thời.
    Không đo được (thiếu cột ngày chuyển, hoặc lịch làm việc chưa đủ năm): Tỷ lệ PAKN chuyển đúng hạn.
    Không đo được (thiếu cột đúng thẩm quyền): Tỷ lệ PAKN xử lý đúng thẩm quyền.
    Không đo được (thiếu cột ngày trả lời): Tỷ lệ PAKN được trả lời.
    Không đo được (thiếu cột ngày công khai): Tỷ lệ kết quả PAKN được công khai.
    Không đo được (thiếu cột đúng thẩm quyền, ngày trả lời, ngày công khai): Tỷ lệ PAKN xử lý theo quy
    định.
    Không đo được (chưa có tệp khảo sát): Tỷ lệ hài lòng; Chỉ số hài lòng (0–100).

    THỜI GIAN GIẢI QUYẾT
    Đơn vị tính    Trung bình  Trung vị  90% xong trong  Hồ sơ có kết quả
    ─────────────  ──────────  ────────  ──────────────  ────────────────
    ngày lịch             8,3       8,0             8,8                 3
    ngày làm việc         6,3       6,0             6,8                 3

    GHI CHÚ
    Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả
    điều tra xã hội học.
    Ít hồ sơ: mẫu số dưới 30, một hồ sơ làm thay đổi tỷ lệ hơn 3 điểm phần trăm.
    ");
}

#[test]
fn in_english_too_and_it_says_who_chose_the_period() {
    let office = Office::new().with_five_dossiers();
    let view = View { period_chosen: true, ..view(Lang::En) };
    insta::assert_snapshot!(report(&office.report(), "table", &view), @"
    REPORT ON THE RESOLVING OF ADMINISTRATIVE PROCEDURES
    Period    2025-06-01–2025-06-30
    Window    calendar months, quarters, years
    As of     end of 2025-06-30
    Baseline  none
    Plan      Kế hoạch nhỏ (small)
    Settings  the end is the end of processing; the deadline is as the export has it; days compared;
              waiting for supplements counts; a repeat visit is 1 or more extra trips

    The period was chosen by the program: the newest month with at least a third as many concluded
    dossiers as the busiest.

    INPUTS
    File         Kind      Rows  Accepted  Rejected  Duplicates  Skipped
    ───────────  ────────  ────  ────────  ────────  ──────────  ───────
    tháng 6.csv  dossiers     8         5         2           1        0

    Issue                       Severity  Count
    ──────────────────────────  ────────  ─────
    a date that does not parse  rejected      2
    duplicate                   note          1

    DOSSIERS
    Count                    Dossiers
    ───────────────────────  ────────
    To be handled                   5
    – received                      5
    – carried in                    0
    Concluded in the period         3
    – early                         1
    – on time                       1
    – late                          1
    Open                            2
    – within due                    1
    – overdue                       1

    Channels     online 0, in person 0, postal 0, (unknown) 5
    Extra trips  none: 3, 1: 0, 2: 0, 3 or more: 0

    SCORECARD
    Commitments: 0 met, 2 missed, 1 undecided.
    Expected results: 0 met, 0 missed, 1 undecided.

    Id     Tier        Task                             Target   Figure  Verdict
    ─────  ──────────  ───────────────────────────────  ───────  ──────  ────────────────
    III                CÔNG CHỨC (lead: Các phòng)
    III.2  expected    Giảm đi lại                      lower *   0.00%  – no data
    IV                 KẾT QUẢ (lead: Văn phòng)
    IV.1   commitment  Đúng hạn trên 99%                > 99%    66.67%  ✘ missed
    IV.2   commitment  Trễ hạn dưới 1% (lead: Phòng A)  < 1%     33.33%  ✘ missed
    IV.3   commitment  Kết quả chính xác                = 100%           – not measurable

    Undecided (no baseline): III.2.
    Undecided (missing column result_corrected): IV.3.
    Caution (1 dossiers open and overdue): IV.1, IV.2.
    Caution (2 rows rejected): IV.1, IV.2.
    * The plan names no number; the target is derived from its words.

    LATE BUDGET
    3 dossiers judged by a deadline, 1 late. To stay below 1%, at most 0 may be late: overspent by 1.
    98 more dossiers allow one more to be late.

    INDICATORS
    Indicator                       Num.  Den.   Figure  95 % interval  Note
    ──────────────────────────────  ────  ────  ───────  ─────────────  ─────
    On-time return rate                2     3   66.67%   20.77–93.85%  small
    Late rate                          1     3   33.33%    6.15–79.23%  small
    Late exposure rate                 2     4   50.00%   15.00–85.00%  small
    Late share rate                    2     5   40.00%   11.76–76.93%  small
    Late count                                        1
    Late exposure count                               2
    Repeat-visit rate                  0     3    0.00%    0.00–56.15%  small
    At most one supplement request     3     3  100.00%  43.85–100.00%  small

    Not measurable (missing column apologised or due_at): Apology coverage rate.
    Not measurable (missing column result_corrected): Result accuracy rate.
    Not measurable (missing column channel): Online dossier rate.
    Not measurable (missing column channel, online_level): Full online rate.
    Not measurable (missing column digitised): Digitised rate.
    Not measurable (missing column electronic_result): Electronic result rate.
    Not measurable (missing column paid_online): Online payment rate.
    Not measurable (missing column supplement_requested_at, or the calendar does not cover the years):
    Supplement notice in time rate.
    Not measurable (missing column submitted_at, channel, or the calendar does not cover the years):
    Online receipt in time rate.
    Not measurable (missing column apologised_at, due_at): Apology in time rate.
    Not measurable (missing column error_reported_at, corrected_at, or the calendar does not cover the
    years): Correction in time rate.
    Not measurable (no file of procedures): Procedure listing rate; Procedure publication rate;
    Procedure content complete rate; Procedure published in time rate.
    Not measurable (no file of PAKN): Reports of extra documents or fees; Reports of staff conduct; PAKN
    accepted rate; PAKN closure rate; PAKN clearance rate; PAKN timely rate; PAKN transferred in time
    rate; PAKN correct authority rate; PAKN answered rate; PAKN published rate; PAKN compliant rate.
    Not measurable (no file of survey): Satisfaction; Satisfaction index (0–100).

    PROCESSING DAYS
    Unit           Mean  Median  90th perc.  With a result
    ─────────────  ────  ──────  ──────────  ─────────────
    calendar days   8.3     8.0         8.8              3
    working days    6.3     6.0         6.8              3

    NOTES
    These figures are operational drivers computed from records. They are not SIPAS scores, which come
    from a sample survey of citizens.
    Small: a denominator below 30, so that one record moves the rate by more than 3 points.
    ");
}

#[test]
fn without_any_record_nothing_is_claimed() {
    insta::assert_snapshot!(report(&Office::new().report(), "table", &view(Lang::Vi)), @"
    BÁO CÁO GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Kỳ            01/06/2025–30/06/2025
    Cách chia kỳ  tháng, quý, năm theo lịch
    Tính đến      hết ngày 30/06/2025
    Kỳ so sánh    không có
    Kế hoạch      Kế hoạch nhỏ (small)
    Cách tính     kết thúc là ngày kết thúc xử lý; hạn như tệp kết xuất ghi; so theo ngày; không trừ
                  thời gian chờ bổ sung; phải đi lại là từ 1 lần trở lên

    TÌNH HÌNH GIẢI QUYẾT HỒ SƠ
    Chỉ tiêu                 Số hồ sơ
    ───────────────────────  ────────
    Tổng số phải giải quyết         0
    – tiếp nhận trong kỳ            0
    – kỳ trước chuyển sang          0
    Đã kết thúc trong kỳ            0
    – trước hạn                     0
    – đúng hạn                      0
    – trễ hạn                       0
    Đang giải quyết                 0
    – trong hạn                     0
    – quá hạn                       0

    Hình thức tiếp nhận    trực tuyến 0, trực tiếp 0, bưu chính công ích 0, (không rõ) 0
    Số lần đi lại bổ sung  0 lần: 0, 1 lần: 0, 2 lần: 0, từ 3 lần: 0

    THỰC HIỆN KẾ HOẠCH
    Cam kết: 0 đạt, 0 không đạt, 3 chưa kết luận được.
    Kết quả phấn đấu: 0 đạt, 0 không đạt, 1 chưa kết luận được.

    Mã     Loại      Nhiệm vụ                            Mục tiêu  Kết quả  Đánh giá
    ─────  ────────  ──────────────────────────────────  ────────  ───────  ──────────────────
    III              CÔNG CHỨC (chủ trì: Các phòng)
    III.2  phấn đấu  Giảm đi lại                         giảm *             – không có dữ liệu
    IV               KẾT QUẢ (chủ trì: Văn phòng)
    IV.1   cam kết   Đúng hạn trên 99%                   > 99%              – không có dữ liệu
    IV.2   cam kết   Trễ hạn dưới 1% (chủ trì: Phòng A)  < 1%               – không có dữ liệu
    IV.3   cam kết   Kết quả chính xác                   = 100%             – không đo được

    Chưa kết luận được (thiếu cột đính chính): IV.3.
    * Kế hoạch không nêu con số; mục tiêu được suy ra từ lời văn của kế hoạch.

    HẠN MỨC HỒ SƠ TRỄ
    Có 0 hồ sơ xác định được hạn, trễ 0. Để tỷ lệ trễ hạn dưới 1%, tối đa 0 hồ sơ được trễ: còn 0.
    Cứ thêm 101 hồ sơ được giải quyết mới được phép trễ thêm 1.

    CHỈ SỐ
    Chỉ số                                  Tử số  Mẫu số  Kết quả  Khoảng tin cậy 95%  Ghi chú
    ──────────────────────────────────────  ─────  ──────  ───────  ──────────────────  ────────────────
    Tỷ lệ trả kết quả đúng hạn                  0       0                               không có dữ liệu
    Tỷ lệ hồ sơ trễ hạn                         0       0                               không có dữ liệu
    Tỷ lệ trễ hạn, kể cả chưa xong              0       0                               không có dữ liệu
    Tỷ lệ trễ hạn trên tổng số phải giải        0       0                               không có dữ liệu
    quyết
    Số hồ sơ trễ hạn                                                                    không có dữ liệu
    Số hồ sơ trễ hạn, kể cả chưa xong                                                   không có dữ liệu
    Tỷ lệ phải đi lại                           0       0                               không có dữ liệu
    Tỷ lệ yêu cầu bổ sung không quá một         0       0                               không có dữ liệu
    lần

    Không đo được (thiếu cột phiếu xin lỗi hoặc ngày hẹn trả): Tỷ lệ có phiếu xin lỗi khi trễ hạn.
    Không đo được (thiếu cột đính chính): Tỷ lệ kết quả chính xác.
    Không đo được (thiếu cột hình thức tiếp nhận): Tỷ lệ hồ sơ nộp trực tuyến.
    Không đo được (thiếu cột hình thức tiếp nhận, mức độ dịch vụ công): Tỷ lệ hồ sơ trực tuyến toàn
    trình.
    Không đo được (thiếu cột đã số hóa): Tỷ lệ hồ sơ được số hóa.
    Không đo được (thiếu cột kết quả điện tử): Tỷ lệ kết quả điện tử.
    Không đo được (thiếu cột thanh toán trực tuyến): Tỷ lệ thanh toán trực tuyến.
    Không đo được (thiếu cột ngày yêu cầu bổ sung, hoặc lịch làm việc chưa đủ năm): Tỷ lệ yêu cầu bổ
    sung đúng hạn.
    Không đo được (thiếu cột ngày nộp, hình thức tiếp nhận, hoặc lịch làm việc chưa đủ năm): Tỷ lệ tiếp
    nhận hồ sơ trực tuyến đúng hạn.
    Không đo được (thiếu cột ngày xin lỗi, ngày hẹn trả): Tỷ lệ xin lỗi trước ngày hẹn trả.
    Không đo được (thiếu cột ngày phát hiện sai sót, ngày đính chính, hoặc lịch làm việc chưa đủ năm):
    Tỷ lệ đính chính đúng hạn.
    Không đo được (chưa có tệp danh mục TTHC): Tỷ lệ TTHC niêm yết tại trụ sở; Tỷ lệ TTHC công khai trên
    cổng; Tỷ lệ TTHC công khai đầy đủ nội dung; Tỷ lệ TTHC công khai kịp thời.
    Không đo được (chưa có tệp PAKN): Số phản ánh về yêu cầu thêm hồ sơ, phí; Số phản ánh về thái độ,
    hành vi cán bộ; Tỷ lệ PAKN được tiếp nhận; Tỷ lệ PAKN xử lý xong; Tỷ lệ PAKN giải quyết trên tổng
    nhận; Tỷ lệ PAKN xử lý đúng hạn; Tỷ lệ PAKN chuyển đúng hạn; Tỷ lệ PAKN xử lý đúng thẩm quyền; Tỷ lệ
    PAKN được trả lời; Tỷ lệ kết quả PAKN được công khai; Tỷ lệ PAKN xử lý theo quy định.
    Không đo được (chưa có tệp khảo sát): Tỷ lệ hài lòng; Chỉ số hài lòng (0–100).

    THỜI GIAN GIẢI QUYẾT
    Không có hồ sơ nào có kết quả.

    GHI CHÚ
    Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả
    điều tra xã hội học.
    ");
}

#[test]
fn without_any_export_nothing_is_measurable() {
    let office = Office { evidence: Evidence::NONE, plan: None, ..Office::new() };
    insta::assert_snapshot!(report(&office.report(), "table", &view(Lang::Vi)), @"
    BÁO CÁO GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Kỳ            01/06/2025–30/06/2025
    Cách chia kỳ  tháng, quý, năm theo lịch
    Tính đến      hết ngày 30/06/2025
    Kỳ so sánh    không có
    Kế hoạch      không có
    Cách tính     kết thúc là ngày kết thúc xử lý; hạn như tệp kết xuất ghi; so theo ngày; không trừ
                  thời gian chờ bổ sung; phải đi lại là từ 1 lần trở lên

    CHỈ SỐ
    Không đo được (chưa có tệp hồ sơ): Tỷ lệ trả kết quả đúng hạn; Tỷ lệ hồ sơ trễ hạn; Tỷ lệ trễ hạn,
    kể cả chưa xong; Tỷ lệ trễ hạn trên tổng số phải giải quyết; Số hồ sơ trễ hạn; Số hồ sơ trễ hạn, kể
    cả chưa xong; Tỷ lệ phải đi lại; Tỷ lệ yêu cầu bổ sung không quá một lần; Tỷ lệ có phiếu xin lỗi khi
    trễ hạn; Tỷ lệ kết quả chính xác; Thời gian giải quyết (ngày); Tỷ lệ hồ sơ nộp trực tuyến; Tỷ lệ hồ
    sơ trực tuyến toàn trình; Tỷ lệ hồ sơ được số hóa; Tỷ lệ kết quả điện tử; Tỷ lệ thanh toán trực
    tuyến; Tỷ lệ yêu cầu bổ sung đúng hạn; Tỷ lệ tiếp nhận hồ sơ trực tuyến đúng hạn; Tỷ lệ xin lỗi
    trước ngày hẹn trả; Tỷ lệ đính chính đúng hạn.
    Không đo được (chưa có tệp danh mục TTHC): Tỷ lệ TTHC niêm yết tại trụ sở; Tỷ lệ TTHC công khai trên
    cổng; Tỷ lệ TTHC công khai đầy đủ nội dung; Tỷ lệ TTHC công khai kịp thời.
    Không đo được (chưa có tệp PAKN): Số phản ánh về yêu cầu thêm hồ sơ, phí; Số phản ánh về thái độ,
    hành vi cán bộ; Tỷ lệ PAKN được tiếp nhận; Tỷ lệ PAKN xử lý xong; Tỷ lệ PAKN giải quyết trên tổng
    nhận; Tỷ lệ PAKN xử lý đúng hạn; Tỷ lệ PAKN chuyển đúng hạn; Tỷ lệ PAKN xử lý đúng thẩm quyền; Tỷ lệ
    PAKN được trả lời; Tỷ lệ kết quả PAKN được công khai; Tỷ lệ PAKN xử lý theo quy định.
    Không đo được (chưa có tệp khảo sát): Tỷ lệ hài lòng; Chỉ số hài lòng (0–100).

    GHI CHÚ
    Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả
    điều tra xã hội học.
    ");
}

#[test]
fn the_embedded_plan_is_shown_by_area_in_a_terminal_of_80_columns() {
    let office = Office { plan: Some(Plan::lang_son_2025()), ..Office::new() }.with_five_dossiers();
    let narrow = View { style: Style { color: false, width: Some(80) }, ..view(Lang::Vi) };
    let text = report(&office.report(), "table", &narrow);
    for area in ["I ", "II ", "III ", "IV ", "V "] {
        assert!(text.lines().any(|line| line.starts_with(area)), "{area}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn colours_are_there_only_where_they_are_wanted() {
    let office = Office::new().with_five_dossiers();
    let plain = report(&office.report(), "table", &view(Lang::Vi));
    let coloured = View { style: Style { color: true, width: Some(100) }, ..view(Lang::Vi) };
    let coloured = report(&office.report(), "table", &coloured);
    assert!(!plain.contains('\x1b') && coloured.contains("\x1b[31m✘ không đạt"));
    let mut stripped = coloured;
    for code in ["0", "1", "2", "31", "32"] {
        stripped = stripped.replace(&format!("\x1b[{code}m"), "");
    }
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&stripped), lines(&plain));
}
