use serde::{Deserialize, Serialize};

/// How much of a dossier is handled online (mức độ dịch vụ công).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum OnlineLevel {
    /// Toàn trình: all of it.
    Full,
    /// Một phần.
    Partial,
    /// Blank, or a word that is no level.
    #[default]
    Unknown,
}

impl OnlineLevel {
    /// All three.
    pub const ALL: [OnlineLevel; 3] = [OnlineLevel::Full, OnlineLevel::Partial, OnlineLevel::Unknown];

    /// The name in keys and files.
    pub fn name(self) -> &'static str {
        match self {
            OnlineLevel::Full => "full",
            OnlineLevel::Partial => "partial",
            OnlineLevel::Unknown => "unknown",
        }
    }
}
