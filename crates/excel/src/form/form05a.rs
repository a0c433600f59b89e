//! Petitions (PAKN) with the care of a form, but as a table of our own: the official columns of form II.05a/VPCP/KSTT
//! could not be confirmed.

use sipas_core::{Evidence, PaknBucket, PaknCounts, Report};

use super::rows::{Rows, subject};
use super::{Form, FormColumn, FormError};

const RECEIVED: &str = "Số PAKN tiếp nhận";
const CLOSED: &str = "Đã xử lý";
const OPEN: &str = "Đang xử lý";

const COLUMNS: [FormColumn; 12] = [
    FormColumn { id: "received_total", path: &[RECEIVED, "Tổng số"], label: "(3)=(4)+(5)" },
    FormColumn { id: "received", path: &[RECEIVED, "Trong kỳ"], label: "(4)" },
    FormColumn { id: "carried_in", path: &[RECEIVED, "Từ kỳ trước"], label: "(5)" },
    FormColumn { id: "closed_total", path: &[CLOSED, "Tổng số"], label: "(6)=(7)+(8)+(9)" },
    FormColumn { id: "closed_in_time", path: &[CLOSED, "Trong hạn"], label: "(7)" },
    FormColumn { id: "closed_late", path: &[CLOSED, "Quá hạn"], label: "(8)" },
    FormColumn { id: "closed_unmeasurable", path: &[CLOSED, "Không rõ hạn"], label: "(9)" },
    FormColumn { id: "transferred", path: &["Đã chuyển cơ quan khác"], label: "(10)" },
    FormColumn { id: "open_total", path: &[OPEN, "Tổng số"], label: "(11)=(12)+(13)+(14)" },
    FormColumn { id: "open_within_due", path: &[OPEN, "Trong hạn"], label: "(12)" },
    FormColumn { id: "open_overdue", path: &[OPEN, "Quá hạn"], label: "(13)" },
    FormColumn { id: "open_unmeasurable", path: &[OPEN, "Không rõ hạn"], label: "(14)" },
];

const SUMS: [(usize, &[usize]); 4] = [(3, &[4, 5]), (6, &[7, 8, 9]), (11, &[12, 13, 14]), (3, &[6, 10, 11])];

/// The petitions of a report by unit, in the manner of form 05a.
pub fn form_05a(report: &Report) -> Result<Form, FormError> {
    let rows = Rows { columns: &COLUMNS, sums: &SUMS, counts: &|group| group.pakn().map(counts_of) };
    if report.whole().pakn().is_none() {
        return Err(FormError::NoRecords { form: "05a" });
    }
    if let Some(by) = report.by.iter().find(|by| !by.of_pakn(Evidence::NONE)) {
        return Err(FormError::By(*by));
    }
    Ok(Form {
        code: "05a",
        number: "Bảng tự lập (tương ứng Biểu số II.05a/VPCP/KSTT)",
        issued: "Không phải biểu mẫu chính thức",
        title: "TÌNH HÌNH, KẾT QUẢ TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ",
        unit_of_count: "Đơn vị tính: Phản ánh, kiến nghị",
        period: report.period,
        subject: subject(report)?,
        columns: COLUMNS.to_vec(),
        rows: rows.of(report)?,
        notes: vec![
            "Bảng này do đơn vị tự lập từ dữ liệu; các cột chính thức của Biểu số II.05a/VPCP/KSTT chưa được xác nhận.".to_owned(),
            "Hạn xử lý là hạn ghi trong dữ liệu, nếu không có thì là ngày làm việc thứ 15 sau ngày nhận.".to_owned(),
        ],
    })
}

fn counts_of(counts: &PaknCounts) -> Vec<u64> {
    use PaknBucket::{
        ClosedInTime, ClosedLate, OpenOverdue, OpenWithinDue, Transferred, UnmeasurableClosed,
        UnmeasurableOpen,
    };
    let open = [OpenWithinDue, OpenOverdue, UnmeasurableOpen].map(|bucket| counts.get(bucket));
    let mut all = vec![counts.handled(), counts.received, counts.carried_in, counts.closed()];
    all.extend([ClosedInTime, ClosedLate, UnmeasurableClosed, Transferred].map(|bucket| counts.get(bucket)));
    all.push(open.iter().sum());
    all.extend(open);
    all
}
