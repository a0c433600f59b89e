use std::path::Path;

use anyhow::{Result, anyhow, bail};
use sipas_app::{Details, InLang, Keep};
use sipas_core::{
    Clock, Dimension, DimensionError, MOST_DIMENSIONS, Period, Plan, Report, ScoreRow, Tier, Verdict,
};
use sipas_engine::Dataset;
use sipas_render::{Lang, View};

use super::spare_inputs;
use crate::args::{CommonArgs, ReportArgs, Strictness};
use crate::exit::Exit;
use crate::job::{self, Settings};
use crate::messages::Messages;
use crate::output::Output;
use crate::read::{Job, Loaded};
use crate::rejects;

pub(super) fn run(args: &ReportArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    let settings = Settings::resolve(&args.clock, lang)?;
    let baseline = args.baseline.as_deref().map(|text| settings.baseline(text)).transpose()?;
    let plan = job::plan_with(&args.verdict.plan, &args.verdict.external, lang)?;
    check_use(args.verdict.check.is_some(), &args.by, plan.as_ref(), lang)?;
    let job = Job::resolve(&args.inputs, None, messages)?.accepting(&args.accepted.codes);
    let job = job.naming_units(args.units.as_deref(), lang)?;
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;

    // Lists need the records, so that these are to be kept.
    let keeps = if output.format.with_extras.is_none() { Keeps::Counts } else { Keeps::Records };
    let asked = AskedFor { by: &args.by, plan: plan.as_ref(), baseline, keeps };
    let (loaded, clock, period_chosen) = read(&job, &settings, asked, messages)?;
    let report = loaded.data.report(&clock, &args.by, plan.as_ref(), baseline);

    tell_names(&report, messages);
    tell_rejects(&loaded.data, args.inputs.rejects.as_deref(), messages)?;
    let view = View { period_chosen, threads: args.inputs.threads, ..output.view };
    if let Some(write) = output.format.with_extras {
        let beside = Details::of(&loaded.data, &clock, plan.as_ref(), baseline, lang);
        let beside = beside.of_office(args.signed.head());
        output.write(|out| write(&report, &beside.extras(), &view, out))?;
    } else {
        output.write(|out| (output.format.report)(&report, &view, out))?;
    }
    warn(&report, messages);
    let checked = args.verdict.check.map_or(Exit::Done, |strictness| check(&report, strictness, messages));
    Ok(checked.max(loaded.exit()))
}

/// What is asked of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Lists, which need the records.
    Records,
    /// Which codes there are, and counts.
    CountsAndCodes,
    /// Counts alone.
    Counts,
}

/// What a report is to be made by.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedFor<'a> {
    pub(super) by: &'a [Dimension],
    pub(super) plan: Option<&'a Plan>,
    pub(super) baseline: Option<Period>,
    pub(super) keeps: Keeps,
}

/// The inputs, and the clock; where only counts are asked for, no more is kept than they need: nothing at all, where
/// records can be counted while they are read.
pub(super) fn read<'j>(
    job: &'j Job,
    settings: &Settings,
    asked: AskedFor<'_>,
    messages: Messages,
) -> Result<(Loaded<'j>, Clock, bool)> {
    let AskedFor { by, plan, baseline, keeps } = asked;
    let counted = if settings.period_known() && job.can_count() && keeps == Keeps::Counts {
        Some(settings.clock(&Dataset::new(), &[], messages)?.0)
    } else {
        None
    };
    let keep = match &counted {
        Some(clock) => Keep::Counts { clock, by, plan, baseline },
        None if keeps == Keeps::Records => Keep::Everything,
        None => Keep::ForReports(by, plan),
    };
    let loaded = job.read(keep, messages)?;
    job::check_groups(&loaded.data, by, messages.lang)?;
    job::check_plan(&loaded.data, plan, messages.lang)?;
    let (clock, period_chosen) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
    Ok((loaded, clock, period_chosen))
}

/// Writes the refused rows where they are wanted, and else says how to get them.
pub(super) fn tell_rejects(data: &Dataset, target: Option<&Path>, messages: Messages) -> Result<()> {
    match target {
        Some(target) => rejects::write(data, target, messages)?,
        None if data.has_rejects() => messages.note(messages.lang.pick(
            "xem từng dòng lỗi: sipas list … --which rejected; ghi ra để sửa: --rejects FILE.csv",
            "to see each rejected row: sipas list … --which rejected; to mend them: --rejects FILE.csv",
        )),
        None => {}
    }
    Ok(())
}

/// What flags cannot say of each other.
pub(super) fn check_use(check: bool, by: &[Dimension], plan: Option<&Plan>, lang: Lang) -> Result<()> {
    if check && plan.is_none() {
        bail!(lang.pick("--check cần một kế hoạch, không đi cùng --plan none", "--check needs a plan"));
    }
    match Dimension::check(by) {
        Ok(()) => sipas_app::check_plan(plan, by).map_err(|error| anyhow!("--by: {}", error.in_lang(lang))),
        Err(DimensionError::Twice(by)) => {
            bail!(lang.pick(format!("--by nêu {by} hai lần"), format!("--by names {by} twice")))
        }
        Err(error) => bail!(lang.pick(
            format!("--by: nhiều nhất {MOST_DIMENSIONS} chiều phân nhóm, có {}", by.len()),
            format!("--by: {error}"),
        )),
    }
}

/// Says what could change a figure or a verdict of the report.
pub(super) fn warn(report: &Report, messages: Messages) {
    for doubt in sipas_render::doubts(report, messages.lang) {
        messages.warning(&doubt);
    }
}

/// Which commitments are missed on the whole, how many nobody can judge, and whether a caution turns one that is met.
pub(super) fn check(report: &Report, strictness: Strictness, messages: Messages) -> Exit {
    let lang = messages.lang;
    let commitment = |row: &ScoreRow<'_>| row.target.tier == Tier::Commitment;
    let commitments: Vec<_> = report.scores(report.whole()).filter(commitment).collect();
    for row in commitments.iter().filter(|row| row.verdict == Verdict::Missed) {
        let (id, missed) = (&row.target.id, missed(row, lang));
        if row.is_broken() {
            messages.warning(&lang.pick(
                format!("không đạt cam kết {id}: {missed}"),
                format!("commitment {id} missed: {missed}"),
            ));
        } else if let Some(deadline) = row.target.deadline {
            let deadline = lang.day(deadline);
            messages.note(&lang.pick(
                format!("chưa đạt cam kết {id}, hạn đến hết {deadline}: {missed}"),
                format!("commitment {id} not met yet, due by the end of {deadline}: {missed}"),
            ));
        }
    }
    let count = |verdict| commitments.iter().filter(|row| row.verdict == verdict).count();
    let (no_data, blind) = (count(Verdict::NoData), count(Verdict::NotMeasurable));
    if no_data + blind > 0 {
        messages.note(&lang.pick(
            format!(
                "chưa chấm được {} cam kết: {no_data} không có dữ liệu, {blind} không đo được",
                no_data + blind
            ),
            format!("{} commitments undecided: {no_data} no data, {blind} not measurable", no_data + blind),
        ));
    }
    let mut rejected = false;
    for kind in report.rejected_kinds() {
        rejected = true;
        let kind = lang.input_kind(kind.name());
        messages.warning(&lang.pick(
            format!("mọi dòng {kind} đều lỗi: không thể coi là đạt"),
            format!("every row of {kind} was rejected: nothing is met"),
        ));
    }
    match () {
        () if rejected => Exit::Refused,
        () if commitments.iter().any(ScoreRow::is_broken) => Exit::Missed,
        () if strictness == Strictness::Strict && report.doubtful().next().is_some() => Exit::Doubtful,
        () => Exit::Done,
    }
}

/// The name and the exact figure of a target that is missed.
fn missed(row: &ScoreRow<'_>, lang: Lang) -> String {
    let subject = &row.target.subject;
    let name = match subject.indicator() {
        Some(indicator) => lang.indicator(indicator).name,
        None => subject.external().map_or("", |external| external.name.as_str()),
    };
    match (row.figure.numerator, row.figure.denominator) {
        (Some(n), Some(d)) => format!("{name} {n}/{d}"),
        (Some(n), None) => format!("{name} {n}"),
        (None, _) => name.to_owned(),
    }
}

/// Says which spellings are one group.
fn tell_names(report: &Report, messages: Messages) {
    /// More than these are no slip of a few names.
    const TOLD: usize = 20;
    let lang = messages.lang;
    let listed = |names: &mut dyn Iterator<Item = &str>| {
        names.map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
    };
    for joined in report.joined_units().iter().take(TOLD) {
        let (shown, others) = (&joined.shown, listed(&mut joined.others.iter().map(AsRef::as_ref)));
        messages.note(&lang.pick(
            format!("đơn vị {shown:?} gồm cả các cách viết {others}"),
            format!("unit {shown:?} is also written {others}"),
        ));
    }
    let more = report.joined_units().len().saturating_sub(TOLD);
    if more > 0 {
        messages.note(&lang.pick(
            format!("và {more} đơn vị khác có nhiều cách viết"),
            format!("and {more} more units are written in several ways"),
        ));
    }
}
