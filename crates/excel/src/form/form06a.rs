//! Form II.06a/VPCP/KSTT of Circular 01/2020/TT-VPCP of 21 October 2020.

use sipas_core::{Bucket, Channel, DossierCounts, Report};

use super::rows::{Rows, subject};
use super::{Form, FormColumn, FormError, InProgress, Mapping, Resolved};

const RECEIVED: &str = "Số hồ sơ tiếp nhận";
const RESOLVED: &str = "Số hồ sơ đã giải quyết";
const OPEN: &str = "Số hồ sơ đang giải quyết";

const COLUMNS: [FormColumn; 11] = [
    FormColumn { id: "received_total", path: &[RECEIVED, "Tổng số"], label: "(3)=(4)+(5)+(6)" },
    FormColumn { id: "received_online", path: &[RECEIVED, "Trong kỳ", "Trực tuyến"], label: "(4)" },
    FormColumn {
        id: "received_other",
        path: &[RECEIVED, "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"],
        label: "(5)",
    },
    FormColumn { id: "carried_in", path: &[RECEIVED, "Từ kỳ trước"], label: "(6)" },
    FormColumn { id: "resolved_total", path: &[RESOLVED, "Tổng số"], label: "(7)=(8)+(9)+(10)" },
    FormColumn { id: "early", path: &[RESOLVED, "Trước hạn"], label: "(8)" },
    FormColumn { id: "on_time", path: &[RESOLVED, "Đúng hạn"], label: "(9)" },
    FormColumn { id: "late", path: &[RESOLVED, "Quá hạn"], label: "(10)" },
    FormColumn { id: "in_progress_total", path: &[OPEN, "Tổng số"], label: "(11)=(12)+(13)" },
    FormColumn { id: "within_due", path: &[OPEN, "Trong hạn"], label: "(12)" },
    FormColumn { id: "overdue", path: &[OPEN, "Quá hạn"], label: "(13)" },
];

/// Each sum and its parts, by the number of the column: asserted on every row.
const SUMS: [(usize, &[usize]); 4] = [(3, &[4, 5, 6]), (7, &[8, 9, 10]), (11, &[12, 13]), (3, &[7, 11])];

/// Form 06a of a report by field, by unit, or by field within unit.
///
/// An error names the row whose columns do not add up; there is none in a sound report.
pub fn form_06a(report: &Report, mapping: Mapping) -> Result<Form, FormError> {
    let rows = Rows {
        columns: &COLUMNS,
        sums: &SUMS,
        counts: &|group| group.dossiers().map(|counts| counts_of(counts, mapping)),
    };
    let whole = report.whole().dossiers().ok_or(FormError::NoRecords { form: "06a" })?;
    Ok(Form {
        code: "06a",
        number: "Biểu số II.06a/VPCP/KSTT",
        issued: "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
        title: "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
        unit_of_count: "Đơn vị tính: Hồ sơ TTHC",
        period: report.period,
        subject: subject(report)?,
        columns: COLUMNS.to_vec(),
        rows: rows.of(report)?,
        notes: notes(whole, mapping),
    })
}

fn counts_of(counts: &DossierCounts, mapping: Mapping) -> Vec<u64> {
    let channel = |channel| counts.channels.get(channel);
    let other = channel(Channel::InPerson) + channel(Channel::Postal) + channel(Channel::Unknown);
    let resolved = |column: Resolved, own: Bucket| {
        let rest = mapping.resolved(counts).into_iter().filter(|(.., of)| *of == column);
        counts.get(own) + rest.map(|(_, n, _)| n).sum::<u64>()
    };
    let open = |column: InProgress, own: Bucket| {
        let rest = mapping.in_progress(counts).into_iter().filter(|(.., of)| *of == column);
        counts.get(own) + rest.map(|(_, n, _)| n).sum::<u64>()
    };
    vec![
        counts.handled(),
        channel(Channel::Online),
        other,
        counts.carried_in,
        counts.concluded(),
        resolved(Resolved::Early, Bucket::Early),
        resolved(Resolved::OnTime, Bucket::OnTime),
        resolved(Resolved::Late, Bucket::Late),
        Bucket::ALL.into_iter().filter(|bucket| bucket.is_open()).map(|bucket| counts.get(bucket)).sum(),
        open(InProgress::WithinDue, Bucket::OpenWithinDue),
        open(InProgress::Overdue, Bucket::OpenOverdue),
    ]
}

/// What the columns hold besides what they are named for.
fn notes(whole: &DossierCounts, mapping: Mapping) -> Vec<String> {
    let list = |of: Vec<(&str, u64)>| {
        of.into_iter().map(|(words, n)| format!("{words}: {n}")).collect::<Vec<_>>().join("; ")
    };
    let mut notes = Vec::new();
    for column in [Resolved::Early, Resolved::OnTime, Resolved::Late] {
        let here = mapping.resolved(whole).into_iter().filter(|(.., of)| *of == column);
        let here: Vec<_> = here.map(|(words, n, _)| (words, n)).collect();
        if !here.is_empty() {
            notes.push(format!("Cột {column} gồm cả hồ sơ: {}.", list(here)));
        }
    }
    for column in [InProgress::WithinDue, InProgress::Overdue] {
        let here = mapping.in_progress(whole).into_iter().filter(|(.., of)| *of == column);
        let here: Vec<_> = here.map(|(words, n, _)| (words, n)).collect();
        if !here.is_empty() {
            notes.push(format!("Cột {column} gồm cả hồ sơ: {}.", list(here)));
        }
    }
    let unknown = whole.channels.get(Channel::Unknown);
    notes.push(format!(
        "Cột (4) và (5) chỉ tính hồ sơ tiếp nhận trong kỳ; cột (5) gồm cả hồ sơ không rõ hình thức tiếp nhận: {unknown}."
    ));
    notes
}
