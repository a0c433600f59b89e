use sipas_core::{Bucket, DossierCounts, Kind, Unmeasured};
use sipas_engine::Input;
use sipas_intake::{Field, IssueCode};
use sipas_render::Lang;

use super::Filling;

/// What a form is refused for, unless somebody accepts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceptable {
    /// The inputs seem not to cover the period.
    Coverage,
    /// Nothing tells deadlines.
    Deadline,
    /// Nothing tells what is resolved.
    Ends,
    /// A column that is not read has nearly the header of a field.
    UnreadColumn,
    /// Many resolved dossiers have no verdict, and stand in a column for which nothing speaks.
    Unmeasurable,
}

impl Acceptable {
    /// All, by the codes that they are accepted by.
    pub const NAMED: [(&'static str, Acceptable); 5] = [
        ("coverage", Acceptable::Coverage),
        ("deadline", Acceptable::Deadline),
        ("ends", Acceptable::Ends),
        ("unread_column", Acceptable::UnreadColumn),
        ("unmeasurable", Acceptable::Unmeasurable),
    ];

    /// The code.
    pub fn name(self) -> &'static str {
        Acceptable::NAMED.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }
}

/// Something that a form would certify and nobody can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// The code by which it is accepted.
    pub code: Acceptable,
    /// Its sentence in Vietnamese, which the form carries where it is accepted.
    pub vi: String,
    /// Its sentence in English.
    pub en: String,
}

/// A form is refused where more than one in so many of the resolved have no verdict.
const ONE_IN: u64 = 20;

pub(super) fn of(filling: &Filling<'_>) -> Vec<Untold> {
    let mut untold = Vec::new();
    for kind in filling.kind.records {
        of_inputs(filling, *kind, &mut untold);
    }
    if filling.kind.records.contains(&Kind::Dossiers) {
        deadlines(filling, &mut untold);
        ends(filling, &mut untold);
    }
    // Without any deadline nothing has a verdict, which is told already.
    let has_deadlines = untold.iter().all(|told| told.code != Acceptable::Deadline);
    if has_deadlines
        && let Some(without) = filling.kind.without_column
        && let Some(counts) = filling.report.whole().dossiers()
    {
        untold.extend(without_verdict(counts, without(counts)));
    }
    untold
}

fn of_inputs(filling: &Filling<'_>, kind: Kind, untold: &mut Vec<Untold>) {
    let said = |code, said: &dyn Fn(Lang) -> String| Untold { code, vi: said(Lang::Vi), en: said(Lang::En) };
    let coverage = filling.report.coverage.iter().filter(|of| of.kind == kind);
    let gaps = coverage.flat_map(|of| &of.gaps).filter(|gap| gap.reason.refuses_forms() && !gap.baseline);
    untold.extend(gaps.map(|gap| said(Acceptable::Coverage, &|lang| lang.gap(kind, gap))));
    for input in filling.data.inputs().iter().filter(|input| input.kind == kind) {
        let issues = input.log.issues().iter();
        untold.extend(issues.filter(|issue| issue.code == IssueCode::HeaderNear).map(|issue| {
            let (path, column, expected) = (&input.path, &issue.column, &issue.expected);
            Untold {
                code: Acceptable::UnreadColumn,
                vi: format!("{path}: cột {column:?} chưa được đọc mà gần giống {expected}"),
                en: format!("{path}: the column {column:?} is not read, and is nearly {expected}"),
            }
        }));
    }
}

/// Without a column of ends nothing is resolved, and all that is past its deadline seems overdue.
fn ends(filling: &Filling<'_>, untold: &mut Vec<Untold>) {
    let is_end = |field: Field| matches!(field, Field::FinishedAt | Field::ReturnedAt);
    let lacks = |input: &&Input| {
        let fields = input.columns.iter().filter_map(|column| column.field);
        input.kind == Kind::Dossiers && !fields.clone().any(is_end) && fields.count() > 0
    };
    if let Some(Input { path, .. }) = filling.data.inputs().iter().find(lacks) {
        untold.push(Untold {
            code: Acceptable::Ends,
            vi: format!("{path}: không có cột ngày kết thúc hay ngày trả kết quả, nên không biết hồ sơ nào đã giải quyết"),
            en: format!("{path}: there is no column of ends or returns, so that nobody can tell what is resolved"),
        });
    }
}

fn deadlines(filling: &Filling<'_>, untold: &mut Vec<Untold>) {
    let whole = filling.report.whole();
    let blind = whole.find("late_rate").and_then(|(indicator, measure)| whole.why(indicator, &measure));
    if whole.dossiers().is_some() && blind == Some(Unmeasured::NoColumn) {
        untold.push(Untold {
            code: Acceptable::Deadline,
            vi: "không có cột hạn trả và không có thời hạn của thủ tục, nên không biết hồ sơ nào trễ".into(),
            en: "there is no column of deadlines and no term of a procedure, so that nobody can tell what is late"
                .into(),
        });
    } else if let Some(counts) = whole.dossiers().filter(|counts| no_deadline(counts)) {
        let n = counts.handled();
        untold.push(Untold {
            code: Acceptable::Deadline,
            vi: format!("không hồ sơ nào trong {n} hồ sơ của kỳ có hạn trả, nên không biết hồ sơ nào trễ"),
            en: format!(
                "none of the {n} dossiers of the period has a deadline, so that nobody can tell what is late"
            ),
        });
    }
}

/// Whether there are dossiers that should have one, and none has: a column of blanks tells as little as none.
fn no_deadline(counts: &DossierCounts) -> bool {
    use Bucket::{FinishedUnmeasurable, OpenOverdue, OpenUnmeasurable, OpenWithinDue};
    let without = counts.get(FinishedUnmeasurable) + counts.get(OpenUnmeasurable);
    without > 0 && counts.judged() + counts.get(OpenWithinDue) + counts.get(OpenOverdue) == 0
}

/// Too many that are resolved and neither early, on time nor late: the form has no column for them.
fn without_verdict(counts: &DossierCounts, without: u64) -> Option<Untold> {
    let resolved = counts.concluded();
    if without * ONE_IN <= resolved {
        return None;
    }
    let count = |bucket| counts.get(bucket);
    let (undue, withdrawn) = (count(Bucket::FinishedUnmeasurable), count(Bucket::Withdrawn));
    let (stopped, closed) = (count(Bucket::Stopped), count(Bucket::ClosedUnanswered));
    Some(Untold {
        code: Acceptable::Unmeasurable,
        vi: format!(
            "{without} trong {resolved} hồ sơ đã giải quyết (trên 5%) không xếp được vào trước hạn, đúng hạn hay quá hạn: \
             không xác định được hạn {undue}; rút hồ sơ {withdrawn}; dừng giải quyết {stopped}; đóng do không bổ sung {closed}"
        ),
        en: format!(
            "{without} of {resolved} resolved dossiers (more than 5%) are neither early, on time nor late: \
             without a deadline {undue}; withdrawn {withdrawn}; stopped {stopped}; closed unanswered {closed}"
        ),
    })
}
