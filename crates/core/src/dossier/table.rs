//! The table of a dossier's fields. Whatever has a part for each of them is made from it.

/// Hands the table of a dossier's fields to another macro, behind what the caller gives.
///
/// If you add a field, add its headers in the table of headers of `sipas-intake` and its name in the language tables of
/// `sipas-render`; a field of words also needs its vocabulary, and a text the places that the compiler names. Records,
/// columns, evidence, packed rows and the readers of files follow from the line here.
///
/// A line has the name of the field, its name as a column, and where columns are evidence the name and the bit of it.
/// Bits are written into partial results: a bit that was given stays.
///
/// - `texts` group, by the [`Dimension`](crate::Dimension) behind `by` or with others; applicants' names, telephone numbers
///   and addresses are never among them.
/// - `words` are of a closed set, by the type behind the colon.
/// - `marks` are yes or no; behind the colon stands what a blank cell says.
#[doc(hidden)]
#[macro_export]
macro_rules! dossier_fields {
    ($then:ident { $($given:tt)* }) => {
        $then! {
            { $($given)* }
            texts {
                /// Đơn vị xử lý.
                unit Unit by Unit;
                /// Cán bộ xử lý.
                officer Officer by Officer;
                /// Lĩnh vực.
                field FieldName by Field;
                /// Mã thủ tục hành chính.
                procedure_code ProcedureCode;
                /// Tên thủ tục hành chính.
                procedure_name ProcedureName;
            }
            dates {
                /// Ngày tiếp nhận.
                received_at ReceivedAt RECEIVED_AT = 32;
                /// Ngày hẹn trả: the appointment, as the export has it.
                due_at DueAt DUE_AT = 0;
                /// Ngày hẹn lại: after an apology.
                rescheduled_due_at RescheduledDueAt RESCHEDULED_DUE_AT = 1;
                /// Ngày gia hạn: a granted extension.
                extended_due_at ExtendedDueAt EXTENDED_DUE_AT = 2;
                /// Ngày kết thúc xử lý: there is a result.
                finished_at FinishedAt FINISHED_AT = 33;
                /// Ngày trả kết quả: the citizen has it.
                returned_at ReturnedAt RETURNED_AT = 34;
                /// Ngày yêu cầu bổ sung.
                supplement_requested_at SupplementRequestedAt SUPPLEMENT_REQUESTED_AT = 35;
                /// Ngày hoàn thành bổ sung.
                supplement_completed_at SupplementCompletedAt SUPPLEMENT_COMPLETED_AT = 36;
                /// Ngày nộp: the application was sent or handed in.
                submitted_at SubmittedAt SUBMITTED_AT = 37;
                /// Ngày xin lỗi.
                apologised_at ApologisedAt APOLOGISED_AT = 38;
                /// Ngày phát hiện sai sót: an error of the result was reported.
                error_reported_at ErrorReportedAt ERROR_REPORTED_AT = 39;
                /// Ngày đính chính: the error was corrected.
                corrected_at CorrectedAt CORRECTED_AT = 40;
            }
            numbers {
                /// Số lần yêu cầu bổ sung.
                supplement_requests SupplementRequests SUPPLEMENT_REQUESTS = 3;
                /// Số lần đi lại bổ sung: extra trips.
                repeat_visits RepeatVisits REPEAT_VISITS = 4;
            }
            words {
                /// Trạng thái, as the system has it today.
                status Status STATUS = 41: $crate::DossierStatus;
                /// Hình thức tiếp nhận.
                channel Channel CHANNEL = 42: $crate::Channel;
                /// Mức độ dịch vụ công.
                online_level OnlineLevel ONLINE_LEVEL = 43: $crate::OnlineLevel;
            }
            marks {
                /// Kết quả phải đính chính.
                result_corrected ResultCorrected RESULT_CORRECTED = 5: No;
                /// Đã có phiếu xin lỗi.
                apologised Apologised APOLOGISED = 6: No;
                /// Hồ sơ đã số hóa.
                digitised Digitised DIGITISED = 44: Unknown;
                /// Thanh toán trực tuyến.
                paid_online PaidOnline PAID_ONLINE = 45: Unknown;
                /// Kết quả điện tử.
                electronic_result ElectronicResult ELECTRONIC_RESULT = 46: Unknown;
            }
        }
    };
}
