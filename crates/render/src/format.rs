use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::num::NonZeroUsize;

use sipas_core::Report;

use crate::form::WriteForm;
use crate::formats::FORMATS;
use crate::lang::Lang;
use crate::page::Extras;
use crate::table::{Cell, Table};

/// An output format. A new one is a file that defines one of these, and its line in [`FORMATS`].
#[derive(Clone, Copy)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// The usual ending of a file, without the dot.
    pub extension: &'static str,
    /// Whether it is no text: not for a terminal.
    pub binary: bool,
    /// Writes a report, in many small pieces: give it a buffered output.
    pub report: fn(&Report, &View, &mut dyn Write) -> io::Result<()>,
    /// Writes a report with what stands beside it, where the format has room for that.
    pub with_extras: Option<WithExtras>,
    /// Writes a list, likewise.
    pub table: fn(&Table, &View, &mut dyn Write) -> io::Result<()>,
    /// Writes a list while its rows are made, where the format can: any number of rows in bounded memory.
    pub stream: Option<Stream>,
    /// Writes a form: as it is on paper where the format can, else its table.
    pub form: WriteForm,
}

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Writes a list whose rows are made while they are written; `head` has its title and columns. A format that cannot do
    /// that has all rows in memory.
    pub fn list(&self, mut head: Table, rows: Rows<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
        if let Some(stream) = self.stream {
            return stream(&head, rows, view, out);
        }
        head.rows = rows().map(|row| row.map(Cow::into_owned)).collect::<io::Result<_>>()?;
        (self.table)(&head, view, out)
    }

    /// Whether a form written so has its notes with it. CSV has room for rows alone.
    pub fn has_notes(&self) -> bool {
        self.name != "csv"
    }

    /// The format whose files end so; case does not matter.
    pub fn with_extension(extension: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.name).finish()
    }
}

/// Writes a report with what stands beside it.
pub type WithExtras = fn(&Report, &Extras<'_>, &View, &mut dyn Write) -> io::Result<()>;

/// The rows of a list, made anew whenever they are asked for.
pub type Rows<'r> = &'r (dyn Fn() -> Box<dyn Iterator<Item = io::Result<Cow<'r, [Cell]>>> + 'r> + 'r);

/// Writes a list while its rows are made.
pub type Stream = fn(&Table, Rows<'_>, &View, &mut dyn Write) -> io::Result<()>;

/// The sentences for a kind of issue such as `date.invalid`, in Vietnamese and in English.
pub type IssueText = fn(&str) -> Option<(&'static str, &'static str)>;

/// How a reader wants to see a report, and what only the caller knows about it. JSON heeds none of it.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The language.
    pub lang: Lang,
    /// Colours and width.
    pub style: Style,
    /// Whether nobody named the period, so that the program chose it.
    pub period_chosen: bool,
    /// How kinds of issue are told; one that it does not know is shown by its name.
    pub issue_text: IssueText,
    /// The most threads that may make a text; else as many as the machine has.
    pub threads: Option<NonZeroUsize>,
}

impl Default for View {
    fn default() -> View {
        View {
            lang: Lang::Vi,
            style: Style::default(),
            period_chosen: false,
            issue_text: |_| None,
            threads: None,
        }
    }
}

/// What a terminal can show; files have none of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// The columns that there are; `None` lets lines be as long as they are.
    pub width: Option<usize>,
}
