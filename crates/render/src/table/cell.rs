use std::borrow::Cow;

use serde::{Serialize, Serializer};
use sipas_core::{Moment, Rate};

use crate::lang::Lang;

/// One cell, typed so that each format can show it in its own way.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: JSON's null.
    Empty,
    /// Text as it is.
    Text(String),
    /// A term: a name for machines, words for people.
    Term {
        /// The name, which JSON has.
        id: Cow<'static, str>,
        /// The words, which all else has.
        text: String,
        /// How good or bad it is.
        tone: Tone,
    },
    /// Yes, or nothing.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A number that people are shown with so many decimals.
    Decimal(f64, usize),
    /// A rate in per cent.
    Percent {
        /// The exact pair.
        rate: Rate,
        /// What people are shown, with a decimal point and no sign, as [`sipas_core::Report::percent`] gives it.
        shown: String,
    },
    /// An interval of a rate, within 0 and 1.
    Interval([f64; 2]),
    /// A day, or a time of a day.
    Date(Moment),
}

/// How good or bad a term is: colour, on a terminal that has some.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// Good.
    Good,
    /// Bad.
    Bad,
    /// A heading among the rows.
    Strong,
    /// Nothing to see.
    Faint,
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A term without a tone.
    pub fn term(id: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Cell {
        Cell::Term { id: id.into(), text: text.into(), tone: Tone::Plain }
    }

    /// A count.
    pub fn count(n: u64) -> Cell {
        Cell::Integer(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// A date, where there is one.
    pub fn date(at: Option<Moment>) -> Cell {
        at.map_or(Cell::Empty, Cell::Date)
    }

    /// The cell for people's eyes, not yet cleaned of what the data may hold.
    pub fn people(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Cell::Empty | Cell::Flag(false) => "".into(),
            Cell::Text(text) | Cell::Term { text, .. } => text.into(),
            Cell::Flag(true) => lang.yes().into(),
            Cell::Integer(n) => lang.integer(*n).into(),
            Cell::Decimal(value, digits) => lang.decimal(&format!("{value:.digits$}")).into(),
            Cell::Percent { shown, .. } => lang.percent(shown).into(),
            Cell::Interval([low, high]) => {
                let bound = |bound: &f64| lang.decimal(&format!("{:.2}", bound * 100.0));
                format!("{}–{}%", bound(low), bound(high)).into()
            }
            Cell::Date(at) => lang.moment(*at).into(),
        }
    }

    /// The cell for a spreadsheet or a program: the words of people, but ISO dates and plain numbers.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => "".into(),
            Cell::Text(text) | Cell::Term { text, .. } => text.into(),
            Cell::Flag(flag) => flag.to_string().into(),
            Cell::Integer(n) => n.to_string().into(),
            Cell::Decimal(value, digits) => format!("{value:.digits$}").into(),
            Cell::Percent { shown, .. } => shown.into(),
            Cell::Interval([low, high]) => format!("{:.2}–{:.2}", low * 100.0, high * 100.0).into(),
            Cell::Date(at) => at.to_string().into(),
        }
    }

    /// How good or bad it is.
    pub fn tone(&self) -> Tone {
        match self {
            Cell::Term { tone, .. } => *tone,
            _ => Tone::Plain,
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => to.serialize_none(),
            Cell::Text(text) => to.serialize_str(text),
            Cell::Term { id, .. } => to.serialize_str(id),
            Cell::Flag(flag) => to.serialize_bool(*flag),
            Cell::Integer(n) => to.serialize_i64(*n),
            Cell::Decimal(value, _) => to.serialize_f64(*value),
            Cell::Percent { rate, .. } => rate.value().serialize(to),
            Cell::Interval(bounds) => bounds.serialize(to),
            Cell::Date(at) => at.serialize(to),
        }
    }
}
