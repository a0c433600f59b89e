use anyhow::{Result, bail};
use sipas_core::{Plan, Rate, Subject, Target, Timing};
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
    let sentences: Vec<_> = plan.targets().iter().map(|target| lang.target_sentence(target)).collect();
    let unmeasured = plan.unmeasured().iter().map(|phrase| lang.unmeasured(phrase));
    let own = plan.indicators().iter().map(|own| {
        let told = lang.indicator(own);
        format!("{} ({}): {}", told.name, own.id, told.definition)
    });
    let lines: Vec<_> = std::iter::once(said).chain(sentences).chain(unmeasured).chain(own).collect();
    to_stdout(lang, |out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
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
            Cell::term(target.subject.id(), name(target, lang)),
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

fn name(target: &Target, lang: Lang) -> String {
    match &target.subject {
        Subject::External(external) => external.name.clone(),
        Subject::Indicator(indicator) | Subject::Days(indicator, _) => {
            lang.indicator(indicator).name.to_owned()
        }
    }
}

/// For programs the exact fraction, for people per cent.
fn goal(target: &Target, lang: Lang) -> Cell {
    let comparator = target.goal.comparator();
    let fraction = |bound: Rate| format!("{}/{}", bound.numerator, bound.denominator);
    let exact = match (target.goal.threshold(), target.goal.factor()) {
        (Some(threshold), _) => format!("{comparator} {}", fraction(threshold)),
        (None, Some(factor)) => format!("{comparator} {} of the baseline", fraction(factor)),
        (None, None) => comparator.to_owned(),
    };
    Cell::term(exact, lang.goal(target))
}
