//! The month's work without a word of arguments: exports in, a folder of results out.

mod ask;
mod folder;
mod made;
mod named;
mod settings;

pub(super) use ask::{ask, plan as ask_plan};
pub(super) use settings::FILE as SETTINGS;

use std::env;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use sipas_app::batch::month_before;
use sipas_app::{Details, Keep};
use sipas_core::{Clock, Period, Plan};
use sipas_render::Lang;

use self::folder::{Folder, Placed};
use self::made::Made;
use super::report;
use crate::args::{Args, Command, MonthArgs};
use crate::desktop;
use crate::exit::Exit;
use crate::job::{self, Settings};
use crate::messages::Messages;
use crate::read::Job;
use crate::rejects;

/// The plan that verdicts are by where nobody chose one.
const EMBEDDED: &str = "lang-son-2025";

pub(super) fn run(args: &MonthArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let mut named = named::Named::of(args, messages)?;
    let again = settings::flags(&named.folder, messages)?.map(|flags| again(flags, lang)).transpose()?;
    let args = again.as_deref().unwrap_or(args);
    let plan = plan(args.plan.as_deref(), messages)?;
    let out = args.output.clone().unwrap_or_else(|| named.folder.clone());
    let out = std::path::absolute(out)?;
    let calendar = crate::args::CalendarFiles {
        calendar: args.clock.calendar.calendar.iter().map(std::path::absolute).collect::<Result<_, _>>()?,
        office_hours: args.clock.calendar.office_hours.clone(),
    };
    let settings =
        Settings::resolve_at_midnight(&crate::args::ClockArgs { calendar, ..args.clock.clone() }, lang)?;
    let units = args.units.as_ref().map(std::path::absolute).transpose()?;
    // Names are from then on those beside the results, wherever the program was started.
    let inputs = named.told_apart(&args.inputs, messages)?;

    let job = Job::resolve(&inputs, None, messages)?.accepting(&args.accepted.codes).keeping_rejects(true);
    let job = job.naming_units(units.as_deref(), lang)?;
    let loaded = job.read(Keep::Everything, messages)?;
    if let Some(target) = &inputs.rejects {
        rejects::write(&loaded.data, target, messages)?;
    }
    job::check_plan(&loaded.data, plan.as_ref(), lang)?;
    let (clock, period_chosen) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
    let baseline = baseline(args.baseline.as_deref(), &clock, &settings, lang)?;
    let report = loaded.data.report(&clock, &[], plan.as_ref(), baseline);
    report::warn(&report, messages);
    let beside = Details::of(&loaded.data, &clock, plan.as_ref(), baseline, lang);
    let made = Made {
        loaded: &loaded,
        clock: &clock,
        report: &report,
        beside: &beside.of_office(args.signed.head()),
        head: args.signed.head(),
        period_chosen,
        lang,
    };
    let products = made.products()?;

    let verdict = sipas_render::verdict(&report, lang);
    messages.say_result(&format!("{}: {verdict}", lang.period_in_words(&report.period)));
    let placed = Folder::within(&out, lang)?.put(&clock.period.name(), &products)?;
    tell(&placed, messages);
    if !args.no_open {
        desktop::open(&placed.path().join(made::PAGE));
    }
    Ok(loaded.exit())
}

/// What was typed, read again behind the flags that a file of settings stands for: what is typed goes before them.
fn again(flags: Vec<String>, lang: Lang) -> Result<Box<MonthArgs>> {
    let mut line: Vec<_> = env::args_os().collect();
    if line.len() == 1 {
        line.push("month".into());
    }
    let args = Args::read_with(&line, flags, lang);
    match args.map_err(|error| anyhow!(crate::args::said(&error, lang)))?.command {
        Command::Month(args) => Ok(args),
        _ => bail!("a month is typed"),
    }
}

/// The plan that was chosen; where none was, whoever sits before the program is asked, and else the plan that comes with
/// it is followed, and named.
fn plan(chosen: Option<&str>, messages: Messages) -> Result<Option<Plan>> {
    let lang = messages.lang;
    if let Some(name) = chosen {
        return job::plan(name, lang);
    }
    let embedded = job::plan(EMBEDDED, lang)?;
    let title = embedded.as_ref().map_or("", Plan::title);
    if ask::somebody_sits_here() {
        return match ask::plan(title, lang)?.as_str() {
            "none" => Ok(None),
            name => job::plan(name, lang),
        };
    }
    messages.note(&lang.pick(
        format!("không nêu kế hoạch: chấm theo \"{title}\"; kế hoạch khác: --plan FILE.toml, không chấm: --plan none"),
        format!("no plan is named: judged by \"{title}\"; for another: --plan FILE.toml, for none: --plan none"),
    ));
    Ok(embedded)
}

/// The period to compare with; of a month it may be the one before, or that of the year before.
fn baseline(text: Option<&str>, clock: &Clock, settings: &Settings, lang: Lang) -> Result<Option<Period>> {
    let before = match text {
        None => return Ok(None),
        Some("month-before") => 1,
        Some("year-before") => 12,
        Some(text) => return settings.baseline(text).map(Some),
    };
    let name = clock.period.name();
    let Ok(first) = format!("{name}-01").parse::<sipas_core::Day>() else {
        bail!(lang.pick(
            "--baseline month-before và year-before chỉ đi cùng kỳ là một tháng",
            "--baseline month-before and year-before need a period of one month",
        ))
    };
    let month = (0..before).fold(first.month(), |month, _| month_before(month));
    settings.baseline(&month.to_string()).map(Some)
}

fn tell(placed: &Placed, messages: Messages) {
    let lang = messages.lang;
    let shown = |path: &PathBuf| path.display().to_string();
    let said = match placed {
        Placed::New(path) => {
            lang.pick(format!("kết quả ở {}", shown(path)), format!("the results are in {}", shown(path)))
        }
        Placed::Same(path) => lang.pick(
            format!("kết quả không đổi so với lần trước, vẫn ở {}", shown(path)),
            format!("the results are those of the run before, still in {}", shown(path)),
        ),
        Placed::Again { path, earlier } => lang.pick(
            format!("kết quả ở {}; bản làm lần trước được giữ ở {}", shown(path), shown(earlier)),
            format!(
                "the results are in {}; those of the run before are kept in {}",
                shown(path),
                shown(earlier)
            ),
        ),
        Placed::Elsewhere { path, taken } => lang.pick(
            format!(
                "{} đang mở hoặc không do sipas lập nên để nguyên; kết quả ở {}",
                shown(taken),
                shown(path)
            ),
            format!(
                "{} is open or was not made by sipas, and is left alone; the results are in {}",
                shown(taken),
                shown(path)
            ),
        ),
    };
    messages.say_result(&said);
}
