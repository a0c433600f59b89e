use std::fmt;
use std::str::FromStr;

/// Office hours (giờ hành chính): sessions (buổi) of a working day, in order and apart, at least one.
///
/// Shown and read as `07:00-11:30,13:30-17:00`, which is the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeHours {
    /// Start and end of each session, in milliseconds since midnight.
    sessions: Vec<(u32, u32)>,
}

const MINUTE_MS: u32 = 60_000;

impl Default for OfficeHours {
    fn default() -> OfficeHours {
        let at = |hour: u32, minute: u32| (hour * 60 + minute) * MINUTE_MS;
        OfficeHours { sessions: vec![(at(7, 0), at(11, 30)), (at(13, 30), at(17, 0))] }
    }
}

impl OfficeHours {
    /// The sessions, as milliseconds since midnight.
    pub fn sessions(&self) -> &[(u32, u32)] {
        &self.sessions
    }

    /// When the last session ends, in milliseconds since midnight.
    pub fn close(&self) -> u32 {
        self.sessions.last().map_or(0, |(_, end)| *end)
    }
}

/// Why a text is no office hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected sessions such as 07:00-11:30,13:30-17:00, in order and apart, found {0:?}")]
pub struct OfficeHoursError(String);

impl FromStr for OfficeHours {
    type Err = OfficeHoursError;
    fn from_str(text: &str) -> Result<OfficeHours, OfficeHoursError> {
        let minute = |text: &str| -> Option<u32> {
            let (hour, minute) = text.trim().split_once(':')?;
            let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then(|| (hour * 60 + minute) * MINUTE_MS)
        };
        let sessions: Option<Vec<_>> = text
            .split(',')
            .map(|session| session.split_once('-').and_then(|(from, to)| Some((minute(from)?, minute(to)?))))
            .collect();
        sessions
            .filter(|all| all.iter().all(|(from, to)| from < to) && all.windows(2).all(|w| w[0].1 <= w[1].0))
            .map(|sessions| OfficeHours { sessions })
            .ok_or_else(|| OfficeHoursError(text.to_owned()))
    }
}

impl fmt::Display for OfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (from, to)) in self.sessions.iter().enumerate() {
            let clock = |ms: u32| format!("{:02}:{:02}", ms / MINUTE_MS / 60, ms / MINUTE_MS % 60);
            write!(f, "{}{}-{}", if n == 0 { "" } else { "," }, clock(*from), clock(*to))?;
        }
        Ok(())
    }
}
