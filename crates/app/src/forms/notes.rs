//! What is to be known of the figures of a form, in its notes.

use sipas_core::{Channel, DossierCounts, Kind};
use sipas_intake::IssueCode;
use sipas_render::Lang;

use super::{Filling, InProgress, Resolved, period};

pub(super) fn of(filling: &Filling<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let whole = filling.report.whole();
    if let Some(counts) = whole.dossiers().filter(|_| filling.kind.records.contains(&Kind::Dossiers)) {
        if filling.kind.bare != "late-list" {
            without_column(filling, counts, &mut notes);
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
fn without_column(filling: &Filling<'_>, counts: &DossierCounts, notes: &mut Vec<String>) {
    let numbers = Numbers::of(filling.kind.full);
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
        tell(numbers.resolved(column), here.map(|(words, n, _)| (words, n)).collect());
    }
    for column in [InProgress::WithinDue, InProgress::Overdue] {
        let here = mapping.in_progress(counts).into_iter().filter(|(.., of)| *of == column);
        tell(numbers.in_progress(column), here.map(|(words, n, _)| (words, n)).collect());
    }
    let unknown = counts.channels.get(Channel::Unknown);
    tell(numbers.unknown_channel, vec![("không rõ hình thức tiếp nhận", unknown)]);
    if !numbers.unknown_level.is_empty() {
        let unknown = filling.dossiers().filter(|(_, one)| one.has_unknown_level()).count() as u64;
        tell(numbers.unknown_level, vec![("trực tuyến mà không rõ toàn trình hay một phần", unknown)]);
    }
    if filling.kind.full.starts_with("II") {
        notes.push("Cột (4) và (5) chỉ tính hồ sơ tiếp nhận trong kỳ.".to_owned());
    }
}

/// What the columns are called in the notes of a form.
struct Numbers {
    resolved: [&'static str; 3],
    in_progress: [&'static str; 2],
    unknown_channel: &'static str,
    unknown_level: &'static str,
}

impl Numbers {
    fn of(full: &str) -> Numbers {
        match full {
            "II.06a/VPCP/KSTT" => Numbers {
                resolved: ["Cột (8)", "Cột (9)", "Cột (10)"],
                in_progress: ["Cột (12)", "Cột (13)"],
                unknown_channel: "Cột (5)",
                unknown_level: "",
            },
            "01-DC" => Numbers {
                resolved: ["Mục I.7, số trước hạn", "Mục I.7, số đúng hạn", "Mục I.7, số quá hạn"],
                in_progress: ["Mục I.7, số trong hạn", "Mục I.7, số đang quá hạn"],
                unknown_channel: "Mục I.7, số trực tiếp, qua dịch vụ bưu chính",
                unknown_level: "",
            },
            _ => Numbers {
                resolved: ["Cột (10)", "Cột (11)", "Cột (12)"],
                in_progress: ["Cột (14)", "Cột (15)"],
                unknown_channel: "Cột (7)",
                unknown_level: "Cột (5)",
            },
        }
    }

    fn resolved(&self, column: Resolved) -> &'static str {
        self.resolved[column as usize]
    }

    fn in_progress(&self, column: InProgress) -> &'static str {
        self.in_progress[column as usize]
    }
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
