use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use sipas_render::{Lang, Tone};

const LINE: Color = Color::RGB(0x00BF_BFBF);
const HEADING: Color = Color::RGB(0x001F_4E79);
const STRONG: Color = Color::RGB(0x00DD_EBF7);

/// What a cell holds, as far as its number format goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Text,
    /// Text that begins as a formula does: it stays text even where somebody edits the cell.
    Quoted,
    Integer,
    /// With so many decimals.
    Decimal(usize),
    /// A fraction, shown in per cent with so many decimals.
    Percent(usize),
    Day,
    Time,
}

/// The formats of cells, each made once.
#[derive(Debug)]
pub(crate) struct Styles {
    lang: Lang,
    made: BTreeMap<(Kind, u8), Format>,
}

impl Styles {
    pub(crate) fn new(lang: Lang) -> Styles {
        Styles { lang, made: BTreeMap::new() }
    }

    /// A cell of a table.
    pub(crate) fn cell(&mut self, kind: Kind, tone: Tone) -> &Format {
        let lang = self.lang;
        self.made.entry((kind, tone as u8)).or_insert_with(|| toned(of_kind(kind, lang), tone))
    }
}

fn of_kind(kind: Kind, lang: Lang) -> Format {
    let cell =
        Format::new().set_border(FormatBorder::Thin).set_border_color(LINE).set_align(FormatAlign::Top);
    let number = |format: String| cell.clone().set_num_format(format);
    let decimals =
        |digits: usize| if digits == 0 { String::new() } else { format!(".{}", "0".repeat(digits)) };
    match kind {
        Kind::Text => cell.set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
        Kind::Quoted => cell.set_text_wrap().set_align(FormatAlign::Left).set_indent(1).set_quote_prefix(),
        Kind::Integer => number("#,##0".to_owned()),
        Kind::Decimal(digits) => number(format!("#,##0{}", decimals(digits))),
        Kind::Percent(digits) => number(format!("0{}%", decimals(digits))),
        Kind::Day => number(lang.pick("dd/mm/yyyy", "yyyy-mm-dd").to_owned()),
        Kind::Time => number(lang.pick("dd/mm/yyyy hh:mm", "yyyy-mm-dd hh:mm").to_owned()),
    }
}

fn toned(cell: Format, tone: Tone) -> Format {
    let colours = |ink: u32, paper: u32| cell.clone().set_font_color(ink).set_background_color(paper);
    match tone {
        Tone::Plain => cell,
        Tone::Good => colours(0x0000_6100, 0x00C6_EFCE),
        Tone::Bad => colours(0x009C_0006, 0x00FF_C7CE),
        Tone::Strong => cell.set_bold().set_background_color(STRONG),
        Tone::Faint => cell.set_font_color(0x0059_5959),
    }
}

/// The title of a sheet.
pub(crate) fn title() -> Format {
    Format::new().set_bold().set_font_size(14).set_font_color(HEADING)
}

/// The title of a section.
pub(crate) fn section() -> Format {
    Format::new().set_bold().set_font_size(12).set_font_color(HEADING)
}

/// A label before what is said of it.
pub(crate) fn label() -> Format {
    Format::new().set_bold().set_align(FormatAlign::Top)
}

/// A paragraph over several columns.
pub(crate) fn paragraph() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// The heading of a column.
pub(crate) fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(HEADING)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}
