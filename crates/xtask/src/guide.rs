//! The guide for an office: its pages as HTML, and as Word documents where LibreOffice is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Options, Parser, Tag, html};

use crate::sh;

/// The pages, in the order in which they are read, and the names that they are handed out by.
const PAGES: [(&str, &str); 3] =
    [("month.md", "mot-thang"), ("desk.md", "trang-sipas"), ("windows.md", "tren-windows")];

const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}\
    pre{background:#f4f4f2;padding:.75rem;overflow-x:auto}code{font-size:.92em}table{border-collapse:collapse}\
    td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}\
    @media print{body{margin:0;max-width:none}pre{white-space:pre-wrap}h2,h3{break-after:avoid}tr{break-inside:avoid}}";

pub(crate) fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut pages = Vec::new();
    for (source, name) in PAGES {
        let source = sh::root().join("docs").join(source);
        let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
        let path = folder.join(name).with_extension("html");
        fs::write(&path, page(&text))?;
        pages.push(path);
    }
    if !sh::exists("soffice") {
        sh::say("skipped: the guide as Word documents, since there is no LibreOffice");
        return Ok(());
    }
    let mut convert = sh::command("soffice");
    convert.args([
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
    ]);
    sh::run(convert.arg(folder).args(pages))
}

/// A page of its own. Links to other pages of the guide lead to these; those into the project lead nowhere for an office,
/// and only their text stays.
fn page(text: &str) -> String {
    let title = text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let handed_out = |link: &str| {
        PAGES.into_iter().find(|(source, _)| *source == link).map(|(_, name)| format!("{name}.html"))
    };
    let mut open = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let to =
                if dest_url.contains("://") { Some(dest_url.to_string()) } else { handed_out(&dest_url) };
            open.push(to.is_some());
            to.map(|to| Event::Start(Tag::Link { link_type, dest_url: to.into(), title, id }))
        }
        Event::End(pulldown_cmark::TagEnd::Link) => open.pop().unwrap_or(true).then_some(event),
        event => Some(event),
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    format!(
        "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_what_is_handed_out() {
        let page = page("# A\n\n[b](desk.md), [c](profiles.md), [d](https://example.org)\n\n|x|\n|-|\n|y|\n");
        assert!(
            page.contains("<a href=\"trang-sipas.html\">b</a>, c, <a href=\"https://example.org\">d</a>"),
            "{page}"
        );
        assert!(page.contains("<title>A</title>") && page.contains("<td>y</td>"), "{page}");
    }
}
