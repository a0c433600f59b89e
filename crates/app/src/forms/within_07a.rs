//! Form 07a/BTP/KSTT of Circular 09/2026/TT-BTP: dossiers, by field, at an office that handles them itself.

use sipas_core::{Channel, OnlineLevel};
use sipas_render::{Form, FormPart};

use super::column::{Columns, Count};
use super::record::Dossier;
use super::rows::{self, Rows};
use super::{Column, Filling, FormError, InProgress, Resolved};

const RECEIVED: &str = "Số lượng hồ sơ tiếp nhận";
const NEW: &str = "Trong kỳ";
const RESOLVED: &str = "Số lượng hồ sơ đã giải quyết";
const OPEN: &str = "Số lượng hồ sơ đang giải quyết";

pub(super) const TITLE: &str = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\nTẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH";
pub(super) const UNIT_OF_COUNT: &str = "Đơn vị tính: Số hồ sơ TTHC";
pub(super) const WHOLE: &str = "TỔNG CỘNG";

/// An online dossier whose level nobody told counts as partly online; one whose channel nobody told as handed in.
pub(super) const COLUMNS: Columns<Dossier> = Columns {
    counts: &[
        Count {
            id: "received_total",
            path: &[RECEIVED, "Tổng số"],
            label: "(3)=(4)+(5)+(6)+(7)+(8)",
            counts: Dossier::is_handled,
        },
        Count {
            id: "received_online_full",
            path: &[RECEIVED, NEW, "Trực tuyến toàn trình"],
            label: "(4)",
            counts: |one| one.came(Channel::Online) && one.level == OnlineLevel::Full,
        },
        Count {
            id: "received_online_partial",
            path: &[RECEIVED, NEW, "Trực tuyến một phần"],
            label: "(5)",
            counts: |one| one.came(Channel::Online) && one.level != OnlineLevel::Full,
        },
        Count {
            id: "received_postal",
            path: &[RECEIVED, NEW, "Qua dịch vụ bưu chính"],
            label: "(6)",
            counts: |one| one.came(Channel::Postal),
        },
        Count {
            id: "received_in_person",
            path: &[RECEIVED, NEW, "Trực tiếp"],
            label: "(7)",
            counts: |one| one.came(Channel::InPerson) || one.came(Channel::Unknown),
        },
        Count {
            id: "carried_in",
            path: &[RECEIVED, "Từ kỳ trước"],
            label: "(8)",
            counts: Dossier::is_carried_in,
        },
        Count {
            id: "resolved_total",
            path: &[RESOLVED, "Tổng số"],
            label: "(9)=(10)+(11)+(12)",
            counts: Dossier::is_resolved,
        },
        Count {
            id: "early",
            path: &[RESOLVED, "Trước hạn"],
            label: "(10)",
            counts: |one| one.is_in(Column::Resolved(Resolved::Early)),
        },
        Count {
            id: "on_time",
            path: &[RESOLVED, "Đúng hạn"],
            label: "(11)",
            counts: |one| one.is_in(Column::Resolved(Resolved::OnTime)),
        },
        Count {
            id: "late",
            path: &[RESOLVED, "Quá hạn"],
            label: "(12)",
            counts: |one| one.is_in(Column::Resolved(Resolved::Late)),
        },
        Count {
            id: "in_progress_total",
            path: &[OPEN, "Tổng số"],
            label: "(13)=(14)+(15)",
            counts: Dossier::is_open,
        },
        Count {
            id: "within_due",
            path: &[OPEN, "Trong hạn"],
            label: "(14)",
            counts: |one| one.is_in(Column::InProgress(InProgress::WithinDue)),
        },
        Count {
            id: "overdue",
            path: &[OPEN, "Quá hạn"],
            label: "(15)",
            counts: |one| one.is_in(Column::InProgress(InProgress::Overdue)),
        },
    ],
    sums: &[(3, &[4, 5, 6, 7, 8]), (9, &[10, 11, 12]), (13, &[14, 15]), (3, &[9, 13])],
};

pub(super) fn fill(filling: &Filling<'_>) -> Result<Form, FormError> {
    let subject = match filling.report.by.as_slice() {
        [sipas_core::Dimension::Field] => "Lĩnh vực giải quyết".to_owned(),
        _ => rows::subject(filling.report)?,
    };
    let names = filling.names();
    let mut all = Rows::new(&COLUMNS);
    for (line, dossier) in filling.dossiers() {
        all.add(names.of_dossier(&line), &dossier);
    }
    filling.is_whole(&all)?;
    let mut form = filling.form(TITLE, UNIT_OF_COUNT);
    form.parts.push(FormPart {
        columns: COLUMNS.headings("STT", subject),
        rows: all.finish(rows::shown(&names, filling.report), WHOLE)?,
        ..FormPart::default()
    });
    Ok(form)
}
