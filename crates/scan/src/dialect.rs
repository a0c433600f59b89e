/// How a file separates its fields. Quotes are always `"`, a doubled one inside stands for one, and any of LF, CRLF
/// and CR ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    delimiter: u8,
}

impl Dialect {
    /// `None` for what could not be told from a quote or a line end, and for NUL, which pads what is short.
    pub fn new(delimiter: u8) -> Option<Dialect> {
        (!matches!(delimiter, b'"' | b'\r' | b'\n' | 0)).then_some(Dialect { delimiter })
    }

    /// The byte between two fields.
    pub fn delimiter(self) -> u8 {
        self.delimiter
    }
}
