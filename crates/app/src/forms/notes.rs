//! What is to be known of the figures of a form, in its notes.

use sipas_core::{Bucket, Channel, DossierCounts, Kind};
use sipas_intake::IssueCode;
use sipas_render::Lang;

use super::{Filling, InProgress, Resolved, period};

pub(super) fn of(filling: &Filling<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let whole = filling.report.whole();
    if let Some(counts) = whole.dossiers().filter(|_| filling.kind.records.contains(&Kind::Dossiers)) {
        if let Some(numbers) = filling.kind.numbers {
            without_column(filling, numbers, counts, &mut notes);
        } else {
            let (resolved, open) =
                (counts.get(Bucket::FinishedUnmeasurable), counts.get(Bucket::OpenUnmeasurable));
            if resolved + open > 0 {
                notes.push(format!(
                    "Không xét được vì không xác định được hạn: {} hồ sơ đã giải quyết, {} hồ sơ đang giải quyết.",
                    Lang::Vi.count(resolved),
                    Lang::Vi.count(open)
                ));
            }
        }
        notes.push("Hạn trả kết quả là hạn như tệp kết xuất ghi.".to_owned());
    }
    of_period(filling, &mut notes);
    accepted(filling, &mut notes);
    if !filling.kind.sent.is_empty() {
        notes.push(filling.kind.sent.to_owned());
    }
    notes
}

/// What inputs would be refused for, had not somebody accepted it.
fn accepted(filling: &Filling<'_>, notes: &mut Vec<String>) {
    use IssueCode::{CodeDigitsLost, DateUncertain, RowAggregated, RowSwallows};
    let inputs = || filling.data.inputs().iter().filter(|input| filling.kind.records.contains(&input.kind));
    for code in [RowAggregated, CodeDigitsLost, DateUncertain, RowSwallows] {
        if inputs().any(|input| input.log.count(code) > 0) {
            notes.push(format!("Biểu được lập dù biết: {}.", code.texts().0));
        }
    }
}

/// What the columns hold besides what they are named for.
fn without_column(filling: &Filling<'_>, numbers: &Numbers, counts: &DossierCounts, notes: &mut Vec<String>) {
    let mapping = filling.mapping;
    let mut tell = |column: &str, here: Vec<(&'static str, u64)>| {
        let here: Vec<_> = here
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(words, n)| format!("{words}: {}", Lang::Vi.count(n)))
            .collect();
        if !here.is_empty() {
            notes.push(format!("{column} gồm cả hồ sơ: {}.", here.join("; ")));
        }
    };
    for column in [Resolved::Early, Resolved::OnTime, Resolved::Late] {
        let here = mapping.resolved(counts).into_iter().filter(|(.., of)| *of == column);
        tell(numbers.resolved[column as usize], here.map(|(words, n, _)| (words, n)).collect());
    }
    for column in [InProgress::WithinDue, InProgress::Overdue] {
        let here = mapping.in_progress(counts).into_iter().filter(|(.., of)| *of == column);
        tell(numbers.in_progress[column as usize], here.map(|(words, n, _)| (words, n)).collect());
    }
    let unknown = counts.channels.get(Channel::Unknown);
    tell(numbers.unknown_channel, vec![("không rõ hình thức tiếp nhận", unknown)]);
    if let Some(column) = numbers.unknown_level {
        let unknown = filling.dossiers().filter(|(_, one)| one.has_unknown_level()).count() as u64;
        tell(column, vec![("trực tuyến mà không rõ toàn trình hay một phần", unknown)]);
    }
    if !numbers.remark.is_empty() {
        notes.push(numbers.remark.to_owned());
    }
}

/// What the columns of a form are called in its notes.
#[derive(Debug)]
pub(super) struct Numbers {
    /// In the order of [`Resolved`].
    pub(super) resolved: [&'static str; 3],
    /// In the order of [`InProgress`].
    pub(super) in_progress: [&'static str; 2],
    pub(super) unknown_channel: &'static str,
    /// None where the form does not tell how much of a dossier is handled online.
    pub(super) unknown_level: Option<&'static str>,
    /// What is to be known of the columns themselves; may be empty.
    pub(super) remark: &'static str,
}

fn of_period(filling: &Filling<'_>, notes: &mut Vec<String>) {
    let of = &filling.clock.period;
    let (last, as_of) = (of.last_day(), of.as_of());
    if as_of.is_before(sipas_core::Moment::on(last.plus(1))) {
        notes.push(format!("Kỳ chưa hết: số liệu tính đến {}.", Lang::Vi.as_of(as_of)));
    }
    if filling.kind.spans.is_empty() {
        return;
    }
    if period::is_of_calendar(of) {
        notes.push(
            "Kỳ này tính theo tháng dương lịch; chế độ báo cáo tính từ ngày 15 tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP, điều 12)."
                .to_owned(),
        );
    }
    let known = period::span(of).is_some_and(|(span, _)| filling.kind.spans.contains(&span));
    if !known {
        notes.push(format!("{}: Thông tư không có kỳ báo cáo này.", filling.kind.number));
    }
}
