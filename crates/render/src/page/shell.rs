use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::markup::{self, Section, cleaned};
use crate::lang::Lang;
use crate::table::Table;

/// The only markup that is not escaped: style sheets of our own.
const STYLE: &str = include_str!("style.css");

/// Nothing may be loaded or run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A whole page: what it is, the overview, and the sections with a list of contents before them.
pub(super) fn page(lang: Lang, head: &Markup, overview: &Markup, sections: &[Section]) -> Markup {
    let body = html! {
        header class="top" { (head) }
        main id="main" tabindex="-1" {
            section aria-labelledby="overview-title" {
                h2 id="overview-title" class="unseen" { (lang.overview()) }
                (overview)
            }
            nav aria-label=(lang.contents()) {
                ul {
                    @for section in sections {
                        li { a href=(format!("#{}", section.id)) { (cleaned(&section.title)) } }
                    }
                }
            }
            @for section in sections {
                @let title = format!("{}-title", section.id);
                section id=(section.id) aria-labelledby=(title) {
                    h2 id=(title) { (cleaned(&section.title)) }
                    (section.body)
                }
            }
        }
        footer { p { "sipas " (env!("CARGO_PKG_VERSION")) } }
    };
    document(lang, lang.report(), "", &body)
}

/// A page of one list.
pub(super) fn list(table: &Table, lang: Lang) -> Markup {
    let title = if table.title.is_empty() { lang.lists() } else { &table.title };
    let body = html! {
        header class="top" { h1 { (cleaned(title)) } p { (lang.list_rows(table.rows.len())) } }
        main id="main" tabindex="-1" {
            (markup::table(table, title, false, lang))
        }
    };
    document(lang, title, "", &body)
}

/// A whole document: a style sheet of its own stands behind that of all pages.
pub(super) fn document(lang: Lang, title: &str, own_style: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.name()) {
            head {
                meta charset="utf-8";
                meta name="generator" content=(concat!("sipas ", env!("CARGO_PKG_VERSION")));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (cleaned(title)) }
                style { (PreEscaped(STYLE)) (PreEscaped(own_style)) }
            }
            body {
                a class="skip" href="#main" { (lang.skip_link()) }
                (body)
            }
        }
    }
}
