//! What the command line comes to: settings that are checked before a file is opened.

use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, bail};
use chrono::DateTime;
use sipas_core::{
    Clock, ClockEnd, Moment, Month, OfficeHours, PUBLICATION_DAYS, Period, Plan, Policy, Window, WorkCalendar,
};
use sipas_intake::{Dataset, Profile, parse_date};
use sipas_render::Lang;

use crate::args::{CalendarFiles, ClockArgs};
use crate::messages::Messages;
use crate::said::Said;

/// The clock as far as the command line settles it; profiles and the data may have a say in the rest.
#[derive(Debug)]
pub(crate) struct Settings<'a> {
    args: &'a ClockArgs,
    lang: Lang,
    calendar: WorkCalendar,
    as_of: Option<Moment>,
    now: Moment,
    period: Option<Period>,
}

impl<'a> Settings<'a> {
    pub(crate) fn resolve(args: &'a ClockArgs, lang: Lang) -> Result<Settings<'a>> {
        Settings::resolve_at(now()?, args, lang)
    }

    /// The same at the midnight that began today, so that a period that has not ended is the same all day.
    pub(crate) fn resolve_at_midnight(args: &'a ClockArgs, lang: Lang) -> Result<Settings<'a>> {
        Settings::resolve_at(Moment::on(now()?.day()), args, lang)
    }

    fn resolve_at(now: Moment, args: &'a ClockArgs, lang: Lang) -> Result<Settings<'a>> {
        let as_of = args.as_of.as_deref().map(|text| as_of(text, lang)).transpose()?;
        let calendar = calendar(&args.calendar, lang)?;
        let mut settings = Settings { args, lang, calendar, as_of, now, period: None };
        settings.period = match &args.period {
            None => None,
            Some(text) => Some(settings.seen(settings.period("--period", text)?, as_of)?),
        };
        Ok(settings)
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
        let set = |policy: Policy, profile: &&Profile| profile.policy(policy);
        let policy = self.flags_over(profiles.iter().rev().fold(Policy::default(), set));
        if policy != self.flags_over(profiles.iter().fold(Policy::default(), set)) {
            messages.warning(lang.pick(
                "các tệp cấu hình đặt cách tính khác nhau: theo tệp nêu trước; muốn khác thì nêu tùy chọn",
                "the profiles differ in the settings of the clock: the first one named is followed, and flags before it",
            ));
        }
        let period = match self.period {
            Some(period) => period,
            None => self.busiest(data, policy.clock_end)?,
        };
        if self.period.is_none() {
            let period = lang.period(&period);
            messages.note(&lang.pick(
                format!("không nêu --period: lấy kỳ {period}, tháng có nhiều hồ sơ kết thúc nhất"),
                format!("no --period: {period} is taken, the month in which most dossiers were concluded"),
            ));
        }
        let mut clock = Clock::new(policy, self.calendar.clone(), period);
        clock.publication_days = self.args.publication_days.unwrap_or(PUBLICATION_DAYS);
        Ok((clock, self.period.is_none()))
    }

    /// The month in which most was concluded.
    fn busiest(&self, data: &Dataset, clock_end: ClockEnd) -> Result<Period> {
        let busiest = data.busiest_month(clock_end, self.args.window).with_context(|| {
            self.lang.pick(
                "chưa hồ sơ nào kết thúc nên không tự chọn được kỳ; hãy nêu --period",
                "nothing was concluded yet, so that no period can be chosen; give --period",
            )
        })?;
        self.seen(busiest, self.as_of)
    }

    /// Whether the period is settled before anything is read.
    pub(crate) fn period_known(&self) -> bool {
        self.period.is_some()
    }

    /// Whether the clock looks from a moment that depends on when it is asked.
    pub(crate) fn looks_from_now(&self) -> bool {
        self.as_of.is_none()
            && self.period.is_some_and(|period| self.now.is_before(Moment::on(period.last_day().plus(1))))
    }

    /// A period to compare with: at its end, or now where that comes first.
    pub(crate) fn baseline(&self, text: &str) -> Result<Period> {
        self.seen(self.period("--baseline", text)?, None)
    }

    fn period(&self, flag: &str, text: &str) -> Result<Period> {
        Period::parse(text, self.args.window).map_err(|error| anyhow!("{flag}: {}", error.said(self.lang)))
    }

    fn seen(&self, period: Period, as_of: Option<Moment>) -> Result<Period> {
        if let Some(as_of) = as_of {
            return period.seen_as_of(as_of).map_err(|error| anyhow!("--as-of: {}", error.said(self.lang)));
        }
        if !self.now.is_before(period.as_of()) {
            return Ok(period);
        }
        period.seen_as_of(self.now).map_err(|_| {
            let (lang, first, now) = (self.lang, period.first_day(), self.now);
            anyhow!(lang.pick(
                format!("kỳ bắt đầu ngày {} chưa tới; bây giờ là {}", lang.day(first), lang.moment(now)),
                format!(
                    "the period that begins on {} has not begun; it is {} now",
                    lang.day(first),
                    lang.moment(now)
                ),
            ))
        })
    }

    fn flags_over(&self, policy: Policy) -> Policy {
        let args = self.args;
        Policy {
            clock_end: args.clock_end.unwrap_or(policy.clock_end),
            deadline: args.deadline.unwrap_or(policy.deadline),
            precision: args.precision.unwrap_or(policy.precision),
            supplement: args.supplement.unwrap_or(policy.supplement),
            repeat_threshold: args.repeat_threshold.unwrap_or(policy.repeat_threshold),
        }
    }
}

/// The working calendar with what the user adds to it.
pub(crate) fn calendar(args: &CalendarFiles, lang: Lang) -> Result<WorkCalendar> {
    let mut calendar = WorkCalendar::vietnam();
    for path in &args.calendar {
        let table = text_of(path, lang)?;
        let more = calendar.with_table(&table);
        calendar = more.map_err(|error| anyhow!("{}: {}", path.display(), error.said(lang)))?;
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
    if name == "none" {
        return Ok(None);
    }
    if let Some(plan) = Plan::named(name) {
        return Ok(Some(plan));
    }
    let text = text_of(Path::new(name), lang).with_context(|| {
        lang.pick(
            "kế hoạch phải là lang-son-2025, none, hoặc một tệp TOML",
            "a plan is lang-son-2025, none, or a TOML file",
        )
    })?;
    Plan::parse(&text).map(Some).map_err(|error| anyhow!("{name}: {}", error.said(lang)))
}

/// The profiles, in the order named.
pub(crate) fn profiles(paths: &[impl AsRef<Path>], lang: Lang) -> Result<Vec<Profile>> {
    let profile = |path: &Path| {
        let text = text_of(path, lang)?;
        Profile::parse(&path.display().to_string(), &text).map_err(|error| anyhow!(error.said(lang)))
    };
    paths.iter().map(|path| profile(path.as_ref())).collect()
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

/// A date alone is the end of its day.
fn as_of(text: &str, lang: Lang) -> Result<Moment> {
    let at = parse_date(text).map_err(|_| {
        anyhow!(lang.pick(
            format!("--as-of: cần thời điểm như 2025-06-20 hoặc 2025-06-20T17:00, không phải {text:?}"),
            format!("--as-of: expected a moment such as 2025-06-20 or 2025-06-20T17:00, found {text:?}"),
        ))
    })?;
    Ok(if at.has_clock() { at } else { Moment::on(at.day().plus(1)) })
}

/// The present moment in Vietnam, to the second. Only the command asks for it.
fn now() -> Result<Moment> {
    const VIETNAM: i64 = 7 * 60 * 60;
    let seconds = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let local = DateTime::from_timestamp(seconds + VIETNAM, 0).context("the clock is out of range")?;
    Ok(Moment::try_from(local.naive_utc())?)
}

/// The month before the one that holds today, by the window, as a period is written.
pub(crate) fn last_month(window: Window) -> Result<String> {
    Ok(month_before(now()?.day().month_in(window)).to_string())
}

/// The month before.
pub(crate) fn month_before(month: Month) -> Month {
    let first = sipas_core::Day::from_ymd(month.year(), month.number(), 1);
    first.map_or(month, |first| first.plus(-1).month())
}

pub(crate) fn text_of(path: &Path, lang: Lang) -> Result<String> {
    fs::read_to_string(path).map_err(|error| {
        let path = path.to_owned();
        let said = sipas_csv::CsvError::Open { path: path.clone(), error }.said(lang);
        anyhow!(said)
    })
}
