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
