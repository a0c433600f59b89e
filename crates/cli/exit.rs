use std::process::ExitCode;

/// How a run ended that did what it was asked to. What did not, is an error, and exits with [`BAD_USE`].
///
/// Of two, the greater is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All is well.
    Done,
    /// `--check`, and a commitment is met only while a caution does not turn it.
    Doubtful,
    /// `--check`, and a commitment was missed.
    Missed,
    /// Some input was refused, with `--strict` some row rejected, or with `--check` every row of a kind.
    Refused,
}

/// Bad use, no readable input, or an output that could not be written.
pub(crate) const BAD_USE: u8 = 2;

impl Exit {
    /// The number that the system is told.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Missed => 1,
            Exit::Doubtful | Exit::Refused => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
