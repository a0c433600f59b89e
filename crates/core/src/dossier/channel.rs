use serde::{Deserialize, Serialize};

/// How a dossier came in (hình thức tiếp nhận).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Channel {
    /// Trực tuyến.
    Online,
    /// Trực tiếp.
    InPerson,
    /// Bưu chính công ích.
    Postal,
    /// Blank, or a word that is no channel.
    #[default]
    Unknown,
}

impl Channel {
    /// All four, in the order in which they are shown.
    pub const ALL: [Channel; 4] = [Channel::Online, Channel::InPerson, Channel::Postal, Channel::Unknown];

    /// The name in keys and files.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Online => "online",
            Channel::InPerson => "in_person",
            Channel::Postal => "postal",
            Channel::Unknown => "unknown",
        }
    }
}
