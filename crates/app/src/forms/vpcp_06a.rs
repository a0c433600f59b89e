//! Form II.06a/VPCP/KSTT of Circular 01/2020/TT-VPCP: dossiers, in force until 31 July 2026.

use sipas_core::Channel;
use sipas_render::{Form, FormPart};

use super::column::{Columns, Count};
use super::record::Dossier;
use super::rows::{self, Rows};
use super::{Column, Filling, FormError, InProgress, Resolved};

const RECEIVED: &str = "Số hồ sơ tiếp nhận";
const RESOLVED: &str = "Số hồ sơ đã giải quyết";
const OPEN: &str = "Số hồ sơ đang giải quyết";

const COLUMNS: Columns<Dossier> = Columns {
    counts: &[
        Count {
            id: "received_total",
            path: &[RECEIVED, "Tổng số"],
            label: "(3)=(4)+(5)+(6)",
            counts: Dossier::is_handled,
        },
        Count {
            id: "received_online",
            path: &[RECEIVED, "Trong kỳ", "Trực tuyến"],
            label: "(4)",
            counts: |one| one.came(Channel::Online),
        },
        Count {
            id: "received_other",
            path: &[RECEIVED, "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"],
            label: "(5)",
            counts: |one| one.is_new() && !one.came(Channel::Online),
        },
        Count {
            id: "carried_in",
            path: &[RECEIVED, "Từ kỳ trước"],
            label: "(6)",
            counts: Dossier::is_carried_in,
        },
        Count {
            id: "resolved_total",
            path: &[RESOLVED, "Tổng số"],
            label: "(7)=(8)+(9)+(10)",
            counts: Dossier::is_resolved,
        },
        Count {
            id: "early",
            path: &[RESOLVED, "Trước hạn"],
            label: "(8)",
            counts: |one| one.is_in(Column::Resolved(Resolved::Early)),
        },
        Count {
            id: "on_time",
            path: &[RESOLVED, "Đúng hạn"],
            label: "(9)",
            counts: |one| one.is_in(Column::Resolved(Resolved::OnTime)),
        },
        Count {
            id: "late",
            path: &[RESOLVED, "Quá hạn"],
            label: "(10)",
            counts: |one| one.is_in(Column::Resolved(Resolved::Late)),
        },
        Count {
            id: "in_progress_total",
            path: &[OPEN, "Tổng số"],
            label: "(11)=(12)+(13)",
            counts: Dossier::is_open,
        },
        Count {
            id: "within_due",
            path: &[OPEN, "Trong hạn"],
            label: "(12)",
            counts: |one| one.is_in(Column::InProgress(InProgress::WithinDue)),
        },
        Count {
            id: "overdue",
            path: &[OPEN, "Quá hạn"],
            label: "(13)",
            counts: |one| one.is_in(Column::InProgress(InProgress::Overdue)),
        },
    ],
    sums: &[(3, &[4, 5, 6]), (7, &[8, 9, 10]), (11, &[12, 13]), (3, &[7, 11])],
};

pub(super) fn fill(filling: &Filling<'_>) -> Result<Form, FormError> {
    let subject = rows::subject(filling.report)?;
    let names = filling.names();
    let mut all = Rows::new(&COLUMNS);
    for (line, dossier) in filling.dossiers() {
        all.add(names.of_dossier(&line), &dossier);
    }
    filling.is_whole(&all)?;
    let title = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC\nTẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC";
    let mut form = filling.form(title, "Đơn vị tính: Hồ sơ TTHC");
    form.parts.push(FormPart {
        columns: COLUMNS.headings("TT", subject),
        rows: all.finish(rows::shown(&names, filling.report), "Tổng số")?,
        ..FormPart::default()
    });
    Ok(form)
}
