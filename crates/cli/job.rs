//! What the command line comes to: settings that are checked before a file is opened.

use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Result, anyhow, bail};
use sipas_app::{FileError, InLang, SettingsError};
use sipas_core::{Clock, Dimension, Moment, OfficeHours, Period, Plan, Policy, WorkCalendar};
use sipas_engine::{Dataset, Which};
use sipas_intake::{PolicySettings, Profile, parse_date};
use sipas_render::Lang;

use crate::args::{CalendarFiles, ClockArgs};
use crate::messages::Messages;

/// The clock as far as the command line settles it; profiles and the data may have a say in the rest.
#[derive(Debug)]
pub(crate) struct Settings {
    settled: sipas_app::Settings,
    lang: Lang,
}

impl Settings {
    pub(crate) fn resolve(args: &ClockArgs, lang: Lang) -> Result<Settings> {
        Settings::resolve_at(now()?, args, lang)
    }

    /// Resolves the settings at the midnight that began today, so that a period that has not ended is the same all day.
    pub(crate) fn resolve_at_midnight(args: &ClockArgs, lang: Lang) -> Result<Settings> {
        Settings::resolve_at(Moment::on(now()?.day()), args, lang)
    }

    fn resolve_at(now: Moment, args: &ClockArgs, lang: Lang) -> Result<Settings> {
        let usual = sipas_app::Settings::at(now);
        let settled = sipas_app::Settings {
            window: args.window,
            as_of: args.as_of.as_deref().map(|text| as_of(text, lang)).transpose()?,
            policy: PolicySettings {
                clock_end: args.clock_end,
                deadline: args.deadline,
                precision: args.precision,
                supplement: args.supplement,
                repeat_threshold: args.repeat_threshold,
            },
            publication_days: args.publication_days,
            pakn_days: args.pakn_days,
            calendar: calendar_from(usual.calendar, &args.calendar, lang)?,
            ..usual
        };
        let settled = match &args.period {
            None => settled,
            Some(text) => settled.with_period(text).map_err(|error| of_flag("--period", &error, lang))?,
        };
        Ok(Settings { settled, lang })
    }

    /// The clock, and whether its period was chosen by what was read rather than by the user, which is told.
    ///
    /// Of profiles that set the same thing the first one named has its way, and flags before all of them.
    pub(crate) fn clock(
        &self,
        data: &Dataset,
        profiles: &[&Profile],
        messages: Messages,
    ) -> Result<(Clock, bool)> {
        let lang = self.lang;
        let policy = self.policy(profiles, messages);
        let clock = self.settled.clock(policy, data).map_err(|error| anyhow!(error.in_lang(lang)))?;
        let chosen = self.settled.period.is_none();
        if chosen {
            let period = lang.period(&clock.period);
            messages.note(&lang.pick(
                format!("không nêu --period: lấy kỳ {period}, tháng mới nhất có số hồ sơ kết thúc từ một phần ba của tháng nhiều nhất"),
                format!("no --period: {period} is taken, the newest month with at least a third as many concluded dossiers as the busiest"),
            ));
        }
        Ok((clock, chosen))
    }

    /// The clock of lists: see [`sipas_app::Settings::clock_of_lists`].
    pub(crate) fn clock_of_lists(
        &self,
        data: &Dataset,
        profiles: &[&Profile],
        which: &[Which],
        messages: Messages,
    ) -> Result<Clock> {
        if self.period_known() || !which.iter().all(|which| which.is_open()) {
            return Ok(self.clock(data, profiles, messages)?.0);
        }
        let lang = self.lang;
        let policy = self.policy(profiles, messages);
        let clock = self.settled.clock_of_lists(policy, data, which);
        let clock = clock.map_err(|error| anyhow!(error.in_lang(lang)))?;
        let as_of = lang.as_of(clock.period.as_of());
        messages.note(&lang.pick(
            format!("không nêu --period: liệt kê những gì còn mở tính đến {as_of}"),
            format!("no --period: what is open is listed as of {as_of}"),
        ));
        Ok(clock)
    }

    fn policy(&self, profiles: &[&Profile], messages: Messages) -> Policy {
        let lang = self.lang;
        let profiles = || profiles.iter().copied();
        let policy = self.settled.policy(profiles());
        if policy != self.settled.policy(profiles().rev()) {
            messages.warning(lang.pick(
                "các tệp cấu hình đặt cách tính khác nhau: theo tệp nêu trước; muốn khác thì nêu tùy chọn",
                "the profiles differ in the settings of the clock: the first one named is followed, and flags before it",
            ));
        }
        policy
    }

    /// Whether the period is settled before anything is read.
    pub(crate) fn period_known(&self) -> bool {
        self.settled.period.is_some()
    }

    /// Whether the clock looks from a moment that depends on when it is asked.
    pub(crate) fn looks_from_now(&self) -> bool {
        self.settled.looks_from_now()
    }

    /// A period to compare with: at its end, or now where that comes first.
    pub(crate) fn baseline(&self, text: &str) -> Result<Period> {
        self.settled.baseline(text).map_err(|error| of_flag("--baseline", &error, self.lang))
    }
}

/// A period that is none is the fault of the flag that has it.
fn of_flag(flag: &str, error: &SettingsError, lang: Lang) -> anyhow::Error {
    let said = error.in_lang(lang);
    anyhow!(if matches!(error, SettingsError::Period(_)) { format!("{flag}: {said}") } else { said })
}

/// The working calendar with what the user adds to it.
pub(crate) fn calendar(args: &CalendarFiles, lang: Lang) -> Result<WorkCalendar> {
    calendar_from(WorkCalendar::vietnam(), args, lang)
}

/// Adds to a calendar what the user has in files, and warns of years that are not complete.
fn calendar_from(mut calendar: WorkCalendar, args: &CalendarFiles, lang: Lang) -> Result<WorkCalendar> {
    for path in &args.calendar {
        let more = sipas_app::calendar(&calendar, path);
        calendar = more.map_err(|error| anyhow!(error.in_lang(lang)))?;
    }
    for year in calendar.uncovered_years() {
        Messages::plain(lang).warning(&lang.pick(
            format!(
                "lịch làm việc chưa đủ ngày của năm {year}, nên không tính gì trong năm ấy; đủ rồi thì thêm dòng \
                 \"complete = {year}\" vào tệp của --calendar"
            ),
            format!(
                "the working calendar is not complete for {year}, so nothing is told of that year; once it is, add \
                 the line \"complete = {year}\" to the file of --calendar"
            ),
        ));
    }
    match &args.office_hours {
        None => Ok(calendar),
        Some(text) => {
            let hours = OfficeHours::from_str(text).map_err(|error| {
                let vi =
                    format!("cần các buổi như 07:00-11:30,13:30-17:00, đúng thứ tự, không phải {text:?}");
                anyhow!("--office-hours: {}", lang.pick(vi, error.to_string()))
            })?;
            Ok(calendar.with_hours(hours))
        }
    }
}

/// The plan of that name or file; `none` is none.
pub(crate) fn plan(name: &str, lang: Lang) -> Result<Option<Plan>> {
    plan_with(name, &[], lang)
}

/// The plan of that name or file, with figures that are measured elsewhere.
pub(crate) fn plan_with(name: &str, external: &[String], lang: Lang) -> Result<Option<Plan>> {
    let plan = sipas_app::plan_with(Path::new(name), external).map(|plan| plan.map(|(plan, _)| plan));
    plan.map_err(|error| {
        let said = anyhow!(error.in_lang(lang));
        match error {
            FileError::Open { path, .. } if path == Path::new(name) => said.context(lang.pick(
                "kế hoạch phải là lang-son-2025, nghi-quyet-01-2026, none, hoặc một tệp TOML",
                "a plan is lang-son-2025, nghi-quyet-01-2026, none, or a TOML file",
            )),
            _ => said,
        }
    })
}

/// The profiles, in the order named, all with the same dimensions of the user's own.
pub(crate) fn profiles(
    paths: &[impl AsRef<Path>],
    dimensions: &[(String, String)],
    lang: Lang,
) -> Result<Vec<Profile>> {
    let profile = |path: &Path| sipas_app::profile(path).map_err(|error| anyhow!(error.in_lang(lang)));
    let mut profiles = paths.iter().map(|path| profile(path.as_ref())).collect::<Result<Vec<_>>>()?;
    Profile::share_dimensions(&mut profiles, dimensions)
        .map_err(|error| anyhow!("--dimension: {}", lang.pick(error.vi(), error.to_string())))?;
    Ok(profiles)
}

/// Refuses groups by what no export has.
pub(crate) fn check_groups(data: &Dataset, by: &[Dimension], lang: Lang) -> Result<()> {
    if by.iter().all(|dimension| data.can_group(&[*dimension])) {
        return Ok(());
    }
    let own = data.own_dimensions().iter().copied();
    let known = Dimension::ALL.into_iter().chain(own).map(Dimension::name).collect::<Vec<_>>().join(", ");
    let unknown = by.iter().find(|dimension| !data.can_group(&[**dimension]));
    let unknown = unknown.map_or("", |dimension| dimension.name());
    bail!(lang.pick(
        format!("--by: không có chiều phân nhóm {unknown:?}; có: {known}; của riêng mình: --dimension {unknown}=\"Tiêu đề\""),
        format!("--by: there is no dimension {unknown:?}; there are {known}; one of your own: --dimension {unknown}=\"Header\""),
    ))
}

/// Refuses a plan whose targets are for groups by what no export has.
pub(crate) fn check_plan(data: &Dataset, plan: Option<&Plan>, lang: Lang) -> Result<()> {
    sipas_app::can_judge(data, plan).map_err(|error| anyhow!(error.in_lang(lang)))
}

/// A day for a calendar question.
pub(crate) fn day(flag: &str, text: &str, lang: Lang) -> Result<sipas_core::Day> {
    match parse_date(text) {
        Ok(at) if !at.has_clock() => Ok(at.day()),
        _ => bail!(lang.pick(
            format!("{flag}: cần một ngày như 2025-06-20 hoặc 20/06/2025, không phải {text:?}"),
            format!("{flag}: expected a day such as 2025-06-20 or 20/06/2025, found {text:?}"),
        )),
    }
}

fn as_of(text: &str, lang: Lang) -> Result<Moment> {
    sipas_app::end_of(text).map_err(|_| {
        anyhow!(lang.pick(
            format!("--as-of: cần thời điểm như 2025-06-20 hoặc 2025-06-20T17:00, không phải {text:?}"),
            format!("--as-of: expected a moment such as 2025-06-20 or 2025-06-20T17:00, found {text:?}"),
        ))
    })
}

/// Settles the moment of the run, where somebody says it.
pub(crate) fn settle_now(said: Option<&str>, lang: Lang) -> Result<()> {
    let Some(said) = said else { return Ok(()) };
    let moment = parse_date(said).map_err(|_| {
        anyhow!(lang.pick(
            format!("--now: cần thời điểm như 2025-07-10 hoặc 2025-07-10T08:00, không phải {said:?}"),
            format!("--now: expected a moment such as 2025-07-10 or 2025-07-10T08:00, found {said:?}"),
        ))
    })?;
    sipas_app::run_at(moment);
    Ok(())
}

/// The present moment. Only the command asks for it.
pub(crate) fn now() -> Result<Moment> {
    sipas_app::now().context("the clock is out of range")
}

pub(crate) fn text_of(path: &Path, lang: Lang) -> Result<String> {
    sipas_app::text_of(path).map_err(|error| anyhow!(error.in_lang(lang)))
}
