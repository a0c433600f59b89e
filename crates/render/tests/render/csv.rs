use sipas_core::Dimension;
use sipas_render::Lang;

use crate::office::{Office, report, view};

#[test]
fn a_report_is_one_rectangular_table() {
    let office = Office::by_unit().with_five_dossiers();
    let text = report(&office.report(), "csv", &view(Lang::Vi));
    let text = text.strip_prefix('\u{feff}').unwrap();
    assert!(text.lines().count() > 10 && text.matches('\n').count() == text.matches("\r\n").count());
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().unwrap().clone();
    let whole = rows.records().map(Result::unwrap).filter(|row| row[1].is_empty());
    let whole: Vec<_> = whole.map(|row| row.iter().collect::<Vec<_>>().join(",")).collect();
    let shown = [header.iter().collect::<Vec<_>>().join(",")].into_iter().chain(whole);
    insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @"
    kind,unit,id,tier,name,numerator,denominator,value,value_unit,low,high,small,status,indicator,goal,lead,cautions
    count,,received,,tiếp nhận trong kỳ,,,5,dossiers,,,,measured,,,,
    count,,carried_in,,kỳ trước chuyển sang,,,0,dossiers,,,,measured,,,,
    count,,early,,trước hạn,,,1,dossiers,,,,measured,,,,
    count,,on_time,,đúng hạn,,,1,dossiers,,,,measured,,,,
    count,,late,,trễ hạn,,,1,dossiers,,,,measured,,,,
    count,,finished_unmeasurable,,có kết quả, không xác định được hạn,,,0,dossiers,,,,measured,,,,
    count,,withdrawn,,tổ chức, cá nhân rút hồ sơ,,,0,dossiers,,,,measured,,,,
    count,,stopped,,dừng giải quyết,,,0,dossiers,,,,measured,,,,
    count,,stopped_late,,dừng giải quyết sau hạn,,,0,dossiers,,,,measured,,,,
    count,,open_within_due,,đang giải quyết, trong hạn,,,1,dossiers,,,,measured,,,,
    count,,open_overdue,,đang giải quyết, quá hạn,,,1,dossiers,,,,measured,,,,
    count,,suspended,,tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính,,,0,dossiers,,,,measured,,,,
    count,,open_unmeasurable,,đang giải quyết, không xác định được hạn,,,0,dossiers,,,,measured,,,,
    count,,not_accepted,,chưa hoặc không được tiếp nhận,,,0,dossiers,,,,measured,,,,
    count,,undated,,đã kết thúc, không rõ ngày,,,0,dossiers,,,,measured,,,,
    count,,out_of_period,,ngoài kỳ,,,0,dossiers,,,,measured,,,,
    count,,closed_unanswered,,đóng hồ sơ do không bổ sung,,,0,dossiers,,,,measured,,,,
    count,,refused,,kết quả là từ chối giải quyết,,,0,dossiers,,,,measured,,,,
    count,,channels.online,,Hình thức tiếp nhận: trực tuyến,,,0,dossiers,,,,measured,,,,
    count,,channels.in_person,,Hình thức tiếp nhận: trực tiếp,,,0,dossiers,,,,measured,,,,
    count,,channels.postal,,Hình thức tiếp nhận: bưu chính công ích,,,0,dossiers,,,,measured,,,,
    count,,channels.unknown,,Hình thức tiếp nhận: (không rõ),,,5,dossiers,,,,measured,,,,
    count,,repeat_visits.0,,Số lần đi lại bổ sung: 0,,,3,dossiers,,,,measured,,,,
    count,,repeat_visits.1,,Số lần đi lại bổ sung: 1,,,0,dossiers,,,,measured,,,,
    count,,repeat_visits.2,,Số lần đi lại bổ sung: 2,,,0,dossiers,,,,measured,,,,
    count,,repeat_visits.3+,,Số lần đi lại bổ sung: 3+,,,0,dossiers,,,,measured,,,,
    indicator,,on_time_return_rate,,Tỷ lệ trả kết quả đúng hạn,2,3,66.67,percent,20.77,93.85,true,measured,on_time_return_rate,,,open_overdue=1; small=3; rejected_rows=2
    indicator,,late_rate,,Tỷ lệ hồ sơ trễ hạn,1,3,33.33,percent,6.15,79.23,true,measured,late_rate,,,open_overdue=1; small=3; rejected_rows=2
    indicator,,late_exposure_rate,,Tỷ lệ trễ hạn, kể cả chưa xong,2,4,50.00,percent,15.00,85.00,true,measured,late_exposure_rate,,,small=4; rejected_rows=2
    indicator,,late_share_rate,,Tỷ lệ trễ hạn trên tổng số phải giải quyết,2,5,40.00,percent,11.76,76.93,true,measured,late_share_rate,,,small=5; rejected_rows=2
    indicator,,late_count,,Số hồ sơ trễ hạn,,,1,dossiers,,,,measured,late_count,,,open_overdue=1; rejected_rows=2
    indicator,,late_exposure_count,,Số hồ sơ trễ hạn, kể cả chưa xong,,,2,dossiers,,,,measured,late_exposure_count,,,rejected_rows=2
    indicator,,repeat_visit_rate,,Tỷ lệ phải đi lại,0,3,0.00,percent,0.00,56.15,true,measured,repeat_visit_rate,,,small=3; rejected_rows=2
    indicator,,supplement_once_rate,,Tỷ lệ yêu cầu bổ sung không quá một lần,3,3,100.00,percent,43.85,100.00,true,measured,supplement_once_rate,,,small=3; rejected_rows=2
    indicator,,apology_coverage_rate,,Tỷ lệ có phiếu xin lỗi khi trễ hạn,,,,percent,,,,not_measurable,apology_coverage_rate,,,rejected_rows=2
    indicator,,result_accuracy_rate,,Tỷ lệ kết quả chính xác,,,,percent,,,,not_measurable,result_accuracy_rate,,,rejected_rows=2
    indicator,,processing_days.mean,,Thời gian giải quyết (ngày): Trung bình (ngày lịch),25,3,8.33,days,,,,measured,processing_days,,,rejected_rows=2
    indicator,,processing_days.median,,Thời gian giải quyết (ngày): Trung vị (ngày lịch),16,2,8.00,days,,,,measured,processing_days,,,
    indicator,,processing_days.p90,,Thời gian giải quyết (ngày): 90% xong trong (ngày lịch),88,10,8.80,days,,,,measured,processing_days,,,
    indicator,,processing_days.working_mean,,Thời gian giải quyết (ngày): Trung bình (ngày làm việc),19,3,6.33,days,,,,measured,processing_days,,,
    indicator,,processing_days.working_median,,Thời gian giải quyết (ngày): Trung vị (ngày làm việc),12,2,6.00,days,,,,measured,processing_days,,,
    indicator,,processing_days.working_p90,,Thời gian giải quyết (ngày): 90% xong trong (ngày làm việc),68,10,6.80,days,,,,measured,processing_days,,,
    indicator,,online_dossier_rate,,Tỷ lệ hồ sơ nộp trực tuyến,,,,percent,,,,not_measurable,online_dossier_rate,,,rejected_rows=2
    indicator,,full_online_rate,,Tỷ lệ hồ sơ trực tuyến toàn trình,,,,percent,,,,not_measurable,full_online_rate,,,rejected_rows=2
    indicator,,digitised_rate,,Tỷ lệ hồ sơ được số hóa,,,,percent,,,,not_measurable,digitised_rate,,,rejected_rows=2
    indicator,,electronic_result_rate,,Tỷ lệ kết quả điện tử,,,,percent,,,,not_measurable,electronic_result_rate,,,rejected_rows=2
    indicator,,online_payment_rate,,Tỷ lệ thanh toán trực tuyến,,,,percent,,,,not_measurable,online_payment_rate,,,rejected_rows=2
    indicator,,supplement_notice_in_time_rate,,Tỷ lệ yêu cầu bổ sung đúng hạn,,,,percent,,,,not_measurable,supplement_notice_in_time_rate,,,rejected_rows=2
    indicator,,online_receipt_in_time_rate,,Tỷ lệ tiếp nhận hồ sơ trực tuyến đúng hạn,,,,percent,,,,not_measurable,online_receipt_in_time_rate,,,rejected_rows=2
    indicator,,apology_in_time_rate,,Tỷ lệ xin lỗi trước ngày hẹn trả,,,,percent,,,,not_measurable,apology_in_time_rate,,,rejected_rows=2
    indicator,,correction_in_time_rate,,Tỷ lệ đính chính đúng hạn,,,,percent,,,,not_measurable,correction_in_time_rate,,,rejected_rows=2
    indicator,,procedure_listing_rate,,Tỷ lệ TTHC niêm yết tại trụ sở,,,,percent,,,,not_measurable,procedure_listing_rate,,,
    indicator,,procedure_publication_rate,,Tỷ lệ TTHC công khai trên cổng,,,,percent,,,,not_measurable,procedure_publication_rate,,,
    indicator,,procedure_content_complete_rate,,Tỷ lệ TTHC công khai đầy đủ nội dung,,,,percent,,,,not_measurable,procedure_content_complete_rate,,,
    indicator,,procedure_published_in_time_rate,,Tỷ lệ TTHC công khai kịp thời,,,,percent,,,,not_measurable,procedure_published_in_time_rate,,,
    indicator,,extra_requirement_report_count,,Số phản ánh về yêu cầu thêm hồ sơ, phí,,,,reports,,,,not_measurable,extra_requirement_report_count,,,
    indicator,,extra_requirement_report_count.substantiated,,Số phản ánh về yêu cầu thêm hồ sơ, phí: có cơ sở,,,,reports,,,,not_measurable,extra_requirement_report_count,,,
    indicator,,extra_requirement_report_count.unread,,Số phản ánh về yêu cầu thêm hồ sơ, phí: chưa rõ chủ đề,,,,reports,,,,not_measurable,extra_requirement_report_count,,,
    indicator,,staff_conduct_report_count,,Số phản ánh về thái độ, hành vi cán bộ,,,,reports,,,,not_measurable,staff_conduct_report_count,,,
    indicator,,staff_conduct_report_count.substantiated,,Số phản ánh về thái độ, hành vi cán bộ: có cơ sở,,,,reports,,,,not_measurable,staff_conduct_report_count,,,
    indicator,,staff_conduct_report_count.unread,,Số phản ánh về thái độ, hành vi cán bộ: chưa rõ chủ đề,,,,reports,,,,not_measurable,staff_conduct_report_count,,,
    indicator,,pakn_accepted_rate,,Tỷ lệ PAKN được tiếp nhận,,,,percent,,,,not_measurable,pakn_accepted_rate,,,
    indicator,,pakn_closure_rate,,Tỷ lệ PAKN xử lý xong,,,,percent,,,,not_measurable,pakn_closure_rate,,,
    indicator,,pakn_clearance_rate,,Tỷ lệ PAKN giải quyết trên tổng nhận,,,,percent,,,,not_measurable,pakn_clearance_rate,,,
    indicator,,pakn_timely_rate,,Tỷ lệ PAKN xử lý đúng hạn,,,,percent,,,,not_measurable,pakn_timely_rate,,,
    indicator,,pakn_transfer_in_time_rate,,Tỷ lệ PAKN chuyển đúng hạn,,,,percent,,,,not_measurable,pakn_transfer_in_time_rate,,,
    indicator,,pakn_correct_authority_rate,,Tỷ lệ PAKN xử lý đúng thẩm quyền,,,,percent,,,,not_measurable,pakn_correct_authority_rate,,,
    indicator,,pakn_answered_rate,,Tỷ lệ PAKN được trả lời,,,,percent,,,,not_measurable,pakn_answered_rate,,,
    indicator,,pakn_published_rate,,Tỷ lệ kết quả PAKN được công khai,,,,percent,,,,not_measurable,pakn_published_rate,,,
    indicator,,pakn_compliant_rate,,Tỷ lệ PAKN xử lý theo quy định,,,,percent,,,,not_measurable,pakn_compliant_rate,,,
    indicator,,satisfaction,,Tỷ lệ hài lòng,,,,percent,,,,not_measurable,satisfaction,,,
    indicator,,satisfaction.I,,Tỷ lệ hài lòng: I,,,,percent,,,,not_measurable,satisfaction,,,
    indicator,,satisfaction.II,,Tỷ lệ hài lòng: II,,,,percent,,,,not_measurable,satisfaction,,,
    indicator,,satisfaction.III,,Tỷ lệ hài lòng: III,,,,percent,,,,not_measurable,satisfaction,,,
    indicator,,satisfaction.IV,,Tỷ lệ hài lòng: IV,,,,percent,,,,not_measurable,satisfaction,,,
    indicator,,satisfaction.V,,Tỷ lệ hài lòng: V,,,,percent,,,,not_measurable,satisfaction,,,
    indicator,,satisfaction_index,,Chỉ số hài lòng (0–100),,,,points,,,,not_measurable,satisfaction_index,,,
    indicator,,satisfaction_index.I,,Chỉ số hài lòng (0–100): I,,,,points,,,,not_measurable,satisfaction_index,,,
    indicator,,satisfaction_index.II,,Chỉ số hài lòng (0–100): II,,,,points,,,,not_measurable,satisfaction_index,,,
    indicator,,satisfaction_index.III,,Chỉ số hài lòng (0–100): III,,,,points,,,,not_measurable,satisfaction_index,,,
    indicator,,satisfaction_index.IV,,Chỉ số hài lòng (0–100): IV,,,,points,,,,not_measurable,satisfaction_index,,,
    indicator,,satisfaction_index.V,,Chỉ số hài lòng (0–100): V,,,,points,,,,not_measurable,satisfaction_index,,,
    target,,III.2,expected_result,Giảm đi lại,0,3,0.00,percent,0.00,56.15,true,no_data,repeat_visit_rate,value below_baseline,Các phòng,small=3; rejected_rows=2
    target,,IV.1,commitment,Đúng hạn trên 99%,2,3,66.67,percent,20.77,93.85,true,missed,on_time_return_rate,value > 99/100,Văn phòng,open_overdue=1; small=3; rejected_rows=2
    target,,IV.2,commitment,Trễ hạn dưới 1%,1,3,33.33,percent,6.15,79.23,true,missed,late_rate,value < 1/100,Phòng A,open_overdue=1; small=3; rejected_rows=2
    target,,IV.3,commitment,Kết quả chính xác,,,,,,,,not_measurable,result_accuracy_rate,value = 1/1,Văn phòng,rejected_rows=2
    ");
}

#[test]
fn very_many_groups_stand_in_their_order() {
    let office = Office::by_unit().with_five_dossiers().with_very_many_units().report();
    let text = report(&office, "csv", &view(Lang::Vi));
    let mut rows = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    let units: Vec<String> = rows.records().map(|row| row.unwrap()[1].to_owned()).collect();
    let runs: Vec<&[String]> = units.chunk_by(|a, b| a == b).collect();
    let expected = office.groups().map(|group| group.key.get(Dimension::Unit).unwrap_or_default());
    assert!(runs.iter().map(|run| run[0].as_str()).eq(expected));
    assert!(runs.iter().all(|run| run.len() == runs[0].len()));
}
