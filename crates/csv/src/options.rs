use std::fmt;

/// What the user says about a file; what is left out is found in the file itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The byte between cells; else whichever of `,` `;` and tab the first lines agree on.
    pub delimiter: Option<u8>,
    /// The encoding, by any name of the WHATWG Encoding Standard; else UTF-8. A byte order mark is believed
    /// before it, as that standard has it.
    pub encoding: Option<String>,
    /// What quotes mean.
    pub quotes: Quotes,
}

/// What a quote at the beginning of a cell means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quotes {
    /// The cell goes on to the closing quote, over delimiters and line ends.
    #[default]
    Csv,
    /// Nothing: a line is a row. Quotes around a whole cell are taken off.
    None,
}

/// How a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The encoding's WHATWG name, such as `UTF-8`.
    pub encoding: &'static str,
    /// Whether a byte order mark stood at the start.
    pub bom: bool,
    /// Whether nobody named it, and nothing but the content shows it.
    pub unnamed: bool,
    /// The byte between cells.
    pub delimiter: u8,
    /// What quotes mean.
    pub quotes: Quotes,
    /// What the file was packed with.
    pub compression: Option<Compression>,
}

/// What a file is packed with, told by its first bytes and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// gzip, of one member or several.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
        })
    }
}
