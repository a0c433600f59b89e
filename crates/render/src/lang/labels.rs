//! Headings and labels.

use super::Lang;

labels! {
    yes "có" "yes";
    none "không có" "none";

    report "Báo cáo giải quyết thủ tục hành chính" "Report on the resolving of administrative procedures";
    period_label "Kỳ" "Period";
    window_label "Cách chia kỳ" "Window";
    as_of_label "Tính đến" "As of";
    baseline_label "Kỳ so sánh" "Baseline";
    plan_label "Kế hoạch" "Plan";
    policy_label "Cách tính" "Settings";
    period_chosen "Kỳ do chương trình chọn: tháng mới nhất có số hồ sơ kết thúc từ một phần ba của tháng nhiều nhất." "The period was chosen by the program: the newest month with at least a third as many concluded dossiers as the busiest.";

    inputs "Dữ liệu đầu vào" "Inputs";
    input_path "Tệp" "File";
    input_kind_label "Loại" "Kind";
    rows "Số dòng" "Rows";
    accepted "Hợp lệ" "Accepted";
    rejected "Dòng lỗi" "Rejected";
    duplicates "Trùng" "Duplicates";
    skipped "Bỏ qua" "Skipped";
    issue "Vấn đề của dữ liệu" "Issue";
    severity_label "Mức độ" "Severity";
    times "Số lần" "Count";

    dossiers "Tình hình giải quyết hồ sơ" "Dossiers";
    pakn "Phản ánh, kiến nghị (PAKN)" "Petitions (PAKN)";
    count_label "Chỉ tiêu" "Count";
    number_of_dossiers "Số hồ sơ" "Dossiers";
    number_of_pakn "Số PAKN" "Petitions";
    handled "Tổng số phải giải quyết" "To be handled";
    concluded "Đã kết thúc trong kỳ" "Concluded in the period";
    open "Đang giải quyết" "Open";
    outside "Không tính vào kỳ" "Not counted in the period";
    open_pakn "Đang xử lý" "Open";
    closed "Đã xử lý xong" "Closed";
    transferred "Đã chuyển cơ quan khác" "Transferred";
    of_which_late "trong đó sau hạn" "of them after the deadline";
    channels "Hình thức tiếp nhận" "Channels";
    visits "Số lần đi lại bổ sung" "Extra trips";

    scorecard "Thực hiện kế hoạch" "Scorecard";
    target_id "Mã" "Id";
    tier_label "Loại" "Tier";
    task "Nhiệm vụ" "Task";
    target "Mục tiêu" "Target";
    figure "Kết quả" "Figure";
    verdict_label "Đánh giá" "Verdict";
    lead "chủ trì" "lead";
    below_baseline "giảm" "lower";
    above_baseline "tăng" "higher";
    from "từ" "from";
    of_baseline "kỳ so sánh" "of the baseline";
    elsewhere "số liệu công bố bên ngoài" "published elsewhere";
    until "đến hết" "by the end of";
    not_due "chưa đến hạn" "not due yet";
    commitments "Cam kết" "Commitments";
    expected_results "Kết quả phấn đấu" "Expected results";

    late_budget "Hạn mức hồ sơ trễ" "Late budget";

    indicators "Chỉ số" "Indicators";
    indicator_label "Chỉ số" "Indicator";
    numerator "Tử số" "Num.";
    denominator "Mẫu số" "Den.";
    interval "Khoảng tin cậy 95%" "95 % interval";
    note "Ghi chú" "Note";
    small "ít hồ sơ (dưới 30)" "small";

    processing_days "Thời gian giải quyết" "Processing days";
    day_unit "Đơn vị tính" "Unit";
    calendar_days "ngày lịch" "calendar days";
    working_days "ngày làm việc" "working days";
    mean "Trung bình" "Mean";
    median "Trung vị" "Median";
    p90 "90% xong trong" "90th perc.";
    no_result "Không có hồ sơ nào có kết quả." "No dossier has a result.";
    with_result "Hồ sơ có kết quả" "With a result";

    groups "Theo" "By";
    whole "Toàn bộ" "The whole";
    group_received "Tiếp nhận" "Received";
    group_concluded "Đã kết thúc" "Concluded";
    group_late "Trễ hạn" "Late";
    group_on_time "Đúng hạn" "On time";
    group_overdue "Quá hạn" "Overdue";
    group_visits "Phải đi lại" "Repeat visits";
    group_pakn_received "PAKN nhận" "PAKN received";
    group_pakn_closed "PAKN xong" "PAKN closed";
    group_pakn_overdue "PAKN quá hạn" "PAKN overdue";

    notes "Ghi chú" "Notes";
    not_sipas "Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả điều tra xã hội học." "These figures are operational drivers computed from records. They are not SIPAS scores, which come from a sample survey of citizens.";
    derived "* Kế hoạch không nêu con số; mục tiêu được suy ra từ lời văn của kế hoạch." "* The plan names no number; the target is derived from its words.";
    small_note "Ít hồ sơ: mẫu số dưới 30, một hồ sơ làm thay đổi tỷ lệ hơn 3 điểm phần trăm." "Small: a denominator below 30, so that one record moves the rate by more than 3 points.";

    substantiated "có cơ sở" "substantiated";
    unread "chưa rõ chủ đề" "topic unknown";
}
