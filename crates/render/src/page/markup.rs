//! Text, tables and blocks as HTML. All text that may come from data goes through [`said`].

use maud::{Markup, Render, html};

use crate::clean;
use crate::document::Block;
use crate::lang::Lang;
use crate::table::{Align, Cell, Table, Tone};

/// Text of any origin: cleaned of what a reader cannot see, then escaped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cleaned<'t>(&'t str);

pub(super) fn cleaned(text: &str) -> Cleaned<'_> {
    Cleaned(text)
}

impl Render for Cleaned<'_> {
    fn render_to(&self, buffer: &mut String) {
        clean::one_line(self.0).as_ref().render_to(buffer);
    }
}

/// A part of the page under a heading of its own.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) body: Markup,
}

impl Section {
    pub(super) fn new(id: &'static str, title: impl Into<String>, body: Markup) -> Section {
        Section { id, title: title.into(), body }
    }
}

/// A table; on a narrow screen a card for each row, with a line for each cell. Its caption is seen unless a heading has just said it.
pub(super) fn table(table: &Table, caption: &str, seen: bool, lang: Lang) -> Markup {
    // So many columns that they fit on paper only in small print.
    let frame = if table.columns.len() >= 8 { "scroll wide" } else { "scroll" };
    // Paper turns no page within so few rows.
    let short = table.rows.len() <= 12;
    html! {
        div class=(frame) role="region" tabindex="0" aria-label=(cleaned(caption)) {
            table class=[short.then_some("short")] {
                caption class=[(!seen).then_some("unseen")] { (cleaned(caption)) }
                thead {
                    tr {
                        @for column in &table.columns {
                            th scope="col" class=[(column.align == Align::Right).then_some("number")] {
                                (cleaned(&column.title))
                            }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (n, (column, cell)) in table.columns.iter().zip(row).enumerate() {
                                @if n == 0 {
                                    th scope="row" class=[class(cell, column.align)] { (shown(cell, lang)) }
                                } @else {
                                    td class=[class(cell, column.align)] data-label=(cleaned(&column.title)) { (shown(cell, lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A cell's text.
pub(super) fn shown(cell: &Cell, lang: Lang) -> Markup {
    html! { (cleaned(&cell.people(lang))) }
}

fn class(cell: &Cell, align: Align) -> Option<&'static str> {
    match (cell.tone(), align, cell) {
        (Tone::Good, ..) => Some("good"),
        (Tone::Bad, ..) => Some("bad"),
        (Tone::Faint, ..) => Some("faint"),
        (_, Align::Right, _) => Some("number"),
        (.., Cell::Date(_)) => Some("date"),
        _ => None,
    }
}

/// The blocks of a section, as every other format has them too; `caption` is the heading over them.
pub(super) fn blocks(blocks: &[Block], caption: &str, lang: Lang) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Facts(facts) => {
                    dl class="facts" {
                        @for (label, text) in facts {
                            div { dt { (cleaned(label)) } dd { (cleaned(text)) } }
                        }
                    }
                }
                Block::Text(text) => p { (cleaned(text)) },
                Block::Table(list) => (table(list, caption, false, lang)),
            }
        }
    }
}

/// A chart under what it finds, with what its marks mean; the table of its figures is folded behind it.
pub(super) fn figure(
    finding: &str,
    caption: &str,
    chart: &Markup,
    key: &Markup,
    figures: &Markup,
    lang: Lang,
) -> Markup {
    html! {
        figure {
            figcaption { (cleaned(finding)) span { (cleaned(caption)) } }
            (chart)
            (key)
        }
        details { summary { (lang.figures_behind()) } (figures) }
    }
}

/// What the marks of a chart mean: the class of each, and its words.
pub(super) fn key(marks: &[(&str, &str)]) -> Markup {
    html! {
        ul class="key" {
            @for (class, words) in marks {
                li {
                    svg class="chart" aria-hidden="true" width="26" height="14" focusable="false" {
                        @match *class {
                            "dot" => circle class="dot" cx="13" cy="7" r="5" {},
                            "out" => rect class="dot out" x="8" y="2" width="10" height="10" transform="rotate(45 13 7)" {},
                            "hollow" => circle class="dot hollow" cx="13" cy="7" r="5" {},
                            "band" | "bar" | "bar over" => rect class=(class) x="1" y="1" width="24" height="12" rx="2" {},
                            "trend" => {
                                line class="trend" x1="1" x2="25" y1="7" y2="7" {}
                                circle class="dot" cx="13" cy="7" r="4" {}
                            }
                            "interval" => line class="interval" x1="1" x2="25" y1="7" y2="7" {},
                            // Across in the key, whichever way it goes in the chart.
                            class => line class=(class) x1="1" x2="25" y1="7" y2="7" {},
                        }
                    }
                    (words)
                }
            }
        }
    }
}
