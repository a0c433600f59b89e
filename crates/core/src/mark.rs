use serde::{Deserialize, Serialize};

/// A yes or no of a record (có / không), or a word that could not be understood.
///
/// `Unknown` keeps its record out of an indicator, numerator and denominator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Mark {
    /// Không, or a blank cell.
    #[default]
    No,
    /// Có.
    Yes,
    /// A word that is neither.
    Unknown,
}

impl Mark {
    /// All three, in the order of their numbers.
    pub const ALL: [Mark; 3] = [Mark::No, Mark::Yes, Mark::Unknown];

    /// `None` where the word was not understood.
    pub fn known(self) -> Option<bool> {
        match self {
            Mark::No => Some(false),
            Mark::Yes => Some(true),
            Mark::Unknown => None,
        }
    }

    /// Whether this is a clear yes.
    pub fn is_yes(self) -> bool {
        self == Mark::Yes
    }
}

impl From<bool> for Mark {
    fn from(yes: bool) -> Mark {
        if yes { Mark::Yes } else { Mark::No }
    }
}
