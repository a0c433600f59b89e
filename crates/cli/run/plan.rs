use anyhow::{Result, bail};
use sipas_core::{FigureKind, Plan, Target, Timing};
use sipas_render::{Cell, Column, Lang, Table};

use crate::args::{CommonArgs, OutputArgs};
use crate::exit::Exit;
use crate::job;
use crate::messages::Messages;
use crate::output::{Output, to_stdout};

pub(super) fn show(name: &str, args: &OutputArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(args, common, lang)?;
    output.table(&table(&plan(name, lang)?, lang))?;
    Ok(Exit::Done)
}

pub(super) fn check(name: &str, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let plan = plan(name, lang)?;
    let (id, targets) = (plan.id(), plan.targets().len());
    let said =
        lang.pick(format!("{id}: {targets} mục tiêu, hợp lệ"), format!("{id}: {targets} targets, valid"));
    to_stdout(lang, |out| writeln!(out, "{said}"))?;
    Ok(Exit::Done)
}

fn plan(name: &str, lang: Lang) -> Result<Plan> {
    match job::plan(name, lang)? {
        Some(plan) => Ok(plan),
        None => bail!(lang.pick("none không phải là một kế hoạch", "none is no plan")),
    }
}

fn table(plan: &Plan, lang: Lang) -> Table {
    let columns = vec![
        Column::left("id", lang.pick("Mã", "Id")),
        Column::left("tier", lang.pick("Loại", "Tier")),
        Column::left("task", lang.pick("Nhiệm vụ", "Task")),
        Column::left("indicator", lang.pick("Chỉ số", "Indicator")),
        Column::left("goal", lang.pick("Mục tiêu", "Goal")),
        Column::left("derived", lang.pick("Suy ra", "Derived")),
        Column::left("lead", lang.pick("Chủ trì", "Lead")),
        Column::left("coordinating", lang.pick("Phối hợp", "Coordinating")),
        Column::left("timing", lang.pick("Thời gian", "Timing")),
    ];
    let row = |target: &Target| {
        let timing = match target.timing {
            Timing::Continuous => "continuous",
            Timing::EventDriven => "event_driven",
        };
        vec![
            Cell::text(&target.id),
            Cell::term(target.tier.to_string(), lang.tier(target.tier)),
            Cell::text(&target.task),
            Cell::term(target.indicator.id, lang.indicator(target.indicator).name),
            goal(target, lang),
            Cell::Flag(target.derived),
            Cell::text(&target.lead),
            Cell::text(target.coordinating.join("; ")),
            Cell::term(timing, lang.timing(target.timing)),
        ]
    };
    let unmeasured = plan.unmeasured().iter().map(|phrase| {
        let mut row = vec![Cell::Empty; columns.len()];
        let areas = phrase.areas.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        (row[0], row[2]) = (Cell::Text(areas), Cell::text(&phrase.text));
        row[4] = Cell::term("not_measurable", lang.pick("chưa có số liệu để đo", "no figure tells"));
        row
    });
    let rows = plan.targets().iter().map(row).chain(unmeasured).collect();
    let title = if plan.title().is_empty() { plan.id() } else { plan.title() };
    Table { title: title.to_owned(), columns, rows }
}

/// For programs the exact fraction, for people per cent.
fn goal(target: &Target, lang: Lang) -> Cell {
    let comparator = target.goal.comparator();
    match target.goal.threshold() {
        None if comparator == "below_baseline" => {
            Cell::term(comparator, lang.pick("giảm so với kỳ so sánh", "less than in the baseline"))
        }
        None => Cell::term(comparator, lang.pick("tăng so với kỳ so sánh", "more than in the baseline")),
        Some(threshold) => {
            let exact = format!("{comparator} {}/{}", threshold.numerator, threshold.denominator);
            let is_count = target.indicator.figure == FigureKind::Count;
            // No plan names more than two decimals of a per cent; one that does is shown its fraction.
            let percent = threshold.percent(2).filter(|_| !is_count && 10_000 % threshold.denominator == 0);
            let shown = percent.map(|percent| percent.trim_end_matches('0').trim_end_matches('.').to_owned());
            let shown = match shown {
                Some(percent) => lang.percent(&percent),
                None if threshold.denominator == 1 => threshold.numerator.to_string(),
                None => format!("{}/{}", threshold.numerator, threshold.denominator),
            };
            Cell::term(exact, format!("{comparator} {shown}"))
        }
    }
}
