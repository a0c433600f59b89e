use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use sipas_core::{
    Clock, Day, Kind, Moment, PAKN_DAYS, PUBLICATION_DAYS, Period, PeriodError, Policy, Window, WorkCalendar,
};
use sipas_engine::{Dataset, Which};
use sipas_intake::{DateError, PolicySettings, Profile, parse_date};

/// The clock as far as somebody settles it; profiles and what is read may have a say in the rest.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How periods are cut.
    pub window: Window,
    /// The moment of view, if it is not the end of the period.
    pub as_of: Option<Moment>,
    /// What of the policy is settled.
    pub policy: PolicySettings,
    /// Working days to publish a procedure in.
    pub publication_days: Option<u32>,
    /// Working days to handle a petition whose export names no deadline.
    pub pakn_days: Option<u32>,
    /// The working calendar.
    pub calendar: WorkCalendar,
    /// The present, which no report sees beyond.
    pub now: Moment,
    /// The period, as it is seen at its moment of view; see [`Settings::with_period`].
    pub period: Option<Period>,
}

/// Why there is no clock.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A period that is none.
    #[error(transparent)]
    Period(PeriodError),
    /// A moment of view that is not in its period.
    #[error(transparent)]
    AsOf(PeriodError),
    /// A period that lies ahead.
    #[error("the period that begins on {first} has not begun; it is {now} now")]
    NotBegun {
        /// Its first day.
        first: Day,
        /// The present.
        now: Moment,
    },
    /// Nothing to choose a period from.
    #[error("nothing was concluded yet, so that no period can be chosen; name the period")]
    NothingConcluded,
}

impl Settings {
    /// Nothing settled, at this moment.
    pub fn at(now: Moment) -> Settings {
        Settings {
            window: Window::default(),
            as_of: None,
            policy: PolicySettings::default(),
            publication_days: None,
            pakn_days: None,
            calendar: WorkCalendar::vietnam(),
            now,
            period: None,
        }
    }

    /// With this period, by the window and as of the moment that are settled already.
    pub fn with_period(self, text: &str) -> Result<Settings, SettingsError> {
        let period = self.seen(self.period(text)?, self.as_of)?;
        Ok(Settings { period: Some(period), ..self })
    }

    /// Whether the clock looks from a moment that depends on when it is asked.
    pub fn looks_from_now(&self) -> bool {
        let is_open = |period: Period| self.now.is_before(Moment::on(period.last_day().plus(1)));
        self.as_of.is_none() && self.period.is_some_and(is_open)
    }

    /// The policy: of profiles that set the same thing the first one named has its way, and what is settled before all
    /// of them.
    pub fn policy<'p>(&self, profiles: impl DoubleEndedIterator<Item = &'p Profile>) -> Policy {
        self.policy.over(profiles.rev().fold(Policy::default(), |policy, profile| profile.policy(policy)))
    }

    /// The clock of that policy; where no period is settled, of the newest month in which about as much was concluded as
    /// usual: see [`Dataset::latest_busy_month`].
    pub fn clock(&self, policy: Policy, data: &Dataset) -> Result<Clock, SettingsError> {
        let period = if let Some(period) = self.period {
            period
        } else {
            let month = data.latest_busy_month(policy.clock_end, self.window);
            self.seen(month.ok_or(SettingsError::NothingConcluded)?, self.as_of)?
        };
        let mut clock = Clock::new(policy, self.calendar.clone(), period);
        clock.publication_days = self.publication_days.unwrap_or(PUBLICATION_DAYS);
        clock.pakn_days = self.pakn_days.unwrap_or(PAKN_DAYS);
        Ok(clock)
    }

    /// The clock of lists. What is open is of no month: where no period is settled, lists of it alone are seen as of now, or
    /// of the end of what the inputs cover where that comes first, in the year up to then.
    pub fn clock_of_lists(
        &self,
        policy: Policy,
        data: &Dataset,
        which: &[Which],
    ) -> Result<Clock, SettingsError> {
        if self.period.is_some() || !which.iter().all(|which| which.is_open()) {
            return self.clock(policy, data);
        }
        let clock =
            Settings { period: Some(self.year_up_to(self.as_of.unwrap_or(self.now))?), ..self.clone() }
                .clock(policy, data)?;
        let kind = if matches!(which, [Which::Pakn(_), ..]) { Kind::Pakn } else { Kind::Dossiers };
        let covered = data.report(&clock, &[], None, None).coverage;
        let end = covered.iter().find(|of| of.kind == kind).and_then(|of| of.to);
        let end = end.map(|day| Moment::on(day.plus(1))).filter(|end| end.is_before(clock.period.as_of()));
        match end.filter(|_| self.as_of.is_none()) {
            Some(end) => Ok(Clock { period: self.year_up_to(end)?, ..clock }),
            None => Ok(clock),
        }
    }

    /// The year in which that moment lies, as of then; midnight ends the day before it.
    fn year_up_to(&self, at: Moment) -> Result<Period, SettingsError> {
        let last = if at.clock_ms() == 0 { at.day().plus(-1) } else { at.day() };
        let year = self.period(&last.month_in(self.window).year().to_string())?;
        if at.is_before(year.as_of()) { year.seen_as_of(at).map_err(SettingsError::AsOf) } else { Ok(year) }
    }

    /// A period to compare with: at its end, or now where that comes first.
    pub fn baseline(&self, text: &str) -> Result<Period, SettingsError> {
        self.seen(self.period(text)?, None)
    }

    fn period(&self, text: &str) -> Result<Period, SettingsError> {
        Period::parse(text, self.window).map_err(SettingsError::Period)
    }

    fn seen(&self, period: Period, as_of: Option<Moment>) -> Result<Period, SettingsError> {
        if let Some(as_of) = as_of {
            return period.seen_as_of(as_of).map_err(SettingsError::AsOf);
        }
        if !self.now.is_before(period.as_of()) {
            return Ok(period);
        }
        let not_begun = |_| SettingsError::NotBegun { first: period.first_day(), now: self.now };
        period.seen_as_of(self.now).map_err(not_begun)
    }
}

/// How many seconds the clocks of Vietnam are ahead of UTC.
const VIETNAM: i64 = 7 * 60 * 60;

/// A moment of view: a date alone is the end of its day.
pub fn end_of(text: &str) -> Result<Moment, DateError> {
    let at = parse_date(text)?;
    Ok(if at.has_clock() { at } else { Moment::on(at.day().plus(1)) })
}

static MOMENT_OF_THE_RUN: OnceLock<Moment> = OnceLock::new();

/// Settles the moment of the run, for all that is read and asked for in it.
pub fn run_at(moment: Moment) {
    // A run has one moment, and the first that is said is it.
    let _ = MOMENT_OF_THE_RUN.set(moment);
}

/// The moment of the run: what [`run_at`] settled, else what `SIPAS_NOW` says, else the present moment in Vietnam, to the
/// second; `None` where the system's clock is out of all range, or the variable is no moment.
pub fn now() -> Option<Moment> {
    if let Some(settled) = MOMENT_OF_THE_RUN.get() {
        return Some(*settled);
    }
    if let Some(said) = std::env::var("SIPAS_NOW").ok().filter(|said| !said.is_empty()) {
        return parse_date(&said).ok();
    }
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let local = DateTime::from_timestamp(i64::try_from(elapsed.as_secs()).ok()? + VIETNAM, 0)?;
    Moment::try_from(local.naive_utc()).ok()
}
