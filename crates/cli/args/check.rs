use serde::Deserialize;

/// How much `--check` asks of a commitment that is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// No caution turns it.
    Strict,
    /// Nothing more.
    Lenient,
}

impl Strictness {
    /// Both, by the names that they are asked for by.
    pub(crate) const NAMED: [(&'static str, Strictness); 2] =
        [("strict", Strictness::Strict), ("lenient", Strictness::Lenient)];
}

/// `check` in a batch file: yes, no, or one of the names.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum CheckKey {
    /// `true` or `false`.
    Flag(bool),
    /// `"lenient"`.
    Name(String),
}

impl Default for CheckKey {
    fn default() -> CheckKey {
        CheckKey::Flag(false)
    }
}

impl CheckKey {
    /// The flag that it stands for.
    pub(crate) fn flag(&self) -> Option<String> {
        match self {
            CheckKey::Flag(check) => check.then(|| "--check".to_owned()),
            CheckKey::Name(name) => Some(format!("--check={name}")),
        }
    }
}
