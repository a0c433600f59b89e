//! The appendix of late dossiers: those resolved late, and those open past their deadline.

use std::cmp::Reverse;

use sipas_core::{Bucket, Mark, Moment};
use sipas_engine::DossierLine;
use sipas_render::{Cell, Form, FormColumn, FormPart, FormRow, Lang, Level};

use super::record::Names;
use super::{Filling, FormError};

#[allow(clippy::unnecessary_wraps, reason = "in the table of forms, others may refuse")]
pub(super) fn fill(filling: &Filling<'_>) -> Result<Form, FormError> {
    let names = filling.names();
    let (mut resolved, mut open) = (Vec::new(), Vec::new());
    for (line, _) in filling.dossiers() {
        match line.placed.bucket {
            Bucket::Late => resolved.push(line),
            Bucket::Stopped if line.placed.stopped_late => resolved.push(line),
            Bucket::OpenOverdue => open.push(line),
            _ => {}
        }
    }
    let mut form = filling.form("DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH QUÁ HẠN", "");
    form.parts.push(part("I", "HỒ SƠ ĐÃ GIẢI QUYẾT QUÁ HẠN", true, resolved, &names));
    form.parts.push(part("II", "HỒ SƠ ĐANG GIẢI QUYẾT ĐÃ QUÁ HẠN", false, open, &names));
    Ok(form)
}

fn part(
    id: &'static str,
    title: &str,
    is_resolved: bool,
    mut lines: Vec<DossierLine<'_>>,
    names: &Names,
) -> FormPart {
    lines.sort_by(|a, b| {
        let order =
            |line: &DossierLine<'_>| (Reverse(line.distance.days_late), line.received_at.map(Moment::day));
        (names.unit(a.texts.unit), order(a), &a.code).cmp(&(names.unit(b.texts.unit), order(b), &b.code))
    });
    let mut columns = vec![
        FormColumn::text("number", "STT", "", 8),
        FormColumn::text("code", "Mã hồ sơ", "", 26),
        FormColumn::text("received", "Ngày tiếp nhận", "", 14),
        FormColumn::text("deadline", "Ngày hẹn trả", "", 14),
    ];
    if is_resolved {
        columns.push(FormColumn::text("end", "Ngày có kết quả", "", 14));
    }
    columns.push(FormColumn::text("unit", "Đơn vị giải quyết", "", 34));
    if !is_resolved {
        columns.push(FormColumn::text("officer", "Cán bộ đang xử lý", "", 24));
    }
    columns.push(FormColumn::text("note", "Ghi chú", "", 36));
    let row = |(number, line): (u64, &DossierLine<'_>)| {
        let mut cells = vec![
            Cell::text(number.to_string()),
            Cell::text(&line.code),
            Cell::date(line.received_at),
            Cell::date(line.placed.deadline),
        ];
        cells.extend(is_resolved.then(|| Cell::date(line.placed.end)));
        cells.push(named(names.unit(line.texts.unit)));
        cells.extend((!is_resolved).then(|| named(line.texts.officer)));
        cells.push(Cell::Text(note(line)));
        FormRow { level: Level::Detail, cells }
    };
    let title = format!("{id}. {title}: {} hồ sơ", lines.len());
    FormPart { id, title, rows: (1..).zip(&lines).map(row).collect(), columns, ..FormPart::default() }
}

/// How late it is, and what was done about it.
fn note(line: &DossierLine<'_>) -> String {
    let late = match (line.distance.days_late, line.distance.working_days_late) {
        (Some(0), _) => "Quá giờ trong ngày hẹn".to_owned(),
        (Some(days), Some(working)) => format!("Quá hạn {days} ngày ({working} ngày làm việc)"),
        (Some(days), None) => format!("Quá hạn {days} ngày"),
        (None, _) => String::new(),
    };
    let stopped = (line.placed.bucket == Bucket::Stopped).then(|| "dừng giải quyết".to_owned());
    let apologised = (line.facts.apologised() == Mark::Yes).then(|| "đã có phiếu xin lỗi".to_owned());
    let parts = [Some(late).filter(|late| !late.is_empty()), stopped, apologised];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn named(name: &str) -> Cell {
    Cell::text(if name.is_empty() { Lang::Vi.unknown() } else { name })
}
