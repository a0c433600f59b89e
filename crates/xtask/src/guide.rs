//! The guide for an office: its pages as HTML, and as Word documents where LibreOffice is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::sh;

/// The pages, in the order in which they are read, and the names that they are handed out by.
const PAGES: [(&str, &str); 7] = [
    ("guide/1-thang-dau.md", "1-thang-dau"),
    ("guide/2-dong-loi.md", "2-dong-loi"),
    ("guide/3-gan-cot.md", "3-gan-cot"),
    ("guide/4-bieu.md", "4-bieu"),
    ("guide/5-canh-bao.md", "5-canh-bao"),
    ("guide/6-windows.md", "6-windows"),
    ("month.md", "7-dung-lenh"),
];

const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}\
    pre{background:#f4f4f2;padding:.75rem;overflow-x:auto}code{font-size:.92em}table{border-collapse:collapse}\
    td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}\
    img{display:block;max-width:100%;height:auto;border:1px solid #999}\
    @media print{body{margin:0;max-width:none}pre{white-space:pre-wrap}h2,h3{break-after:avoid}tr{break-inside:avoid}}";

/// Makes it by itself, to be looked at.
pub(crate) fn run() -> Result<()> {
    let folder = sh::target().join("guide");
    write(&folder)?;
    sh::print(&folder.display().to_string());
    Ok(())
}

pub(crate) fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut pages = Vec::new();
    for (source, name) in PAGES {
        let source = sh::root().join("docs").join(source);
        let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
        let path = folder.join(name).with_extension("html");
        fs::write(&path, page(&text, source.parent().unwrap_or(&source))?)?;
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

/// A page of its own, with its pictures in it. Links to other pages of the guide lead to these; those into the project lead
/// nowhere for an office, and only their text stays.
fn page(text: &str, folder: &Path) -> Result<String> {
    let title = text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let handed_out = |link: &str| {
        let is_it = |(source, _): &(&str, &str)| Path::new(source).file_name() == Path::new(link).file_name();
        PAGES.into_iter().find(is_it).map(|(_, name)| format!("{name}.html"))
    };
    let (mut open, mut events) = (Vec::new(), Vec::new());
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let to =
                    if dest_url.contains("://") { Some(dest_url.to_string()) } else { handed_out(&dest_url) };
                open.push(to.is_some());
                events.extend(
                    to.map(|to| Event::Start(Tag::Link { link_type, dest_url: to.into(), title, id })),
                );
            }
            Event::End(TagEnd::Link) => events.extend(open.pop().unwrap_or(true).then_some(event)),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let picture = folder.join(&*dest_url);
                let bytes = fs::read(&picture).with_context(|| picture.display().to_string())?;
                let dest_url = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes)).into();
                events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            event => events.push(event),
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    // Word processors know widths and borders by these alone.
    let body = body.replace("<img ", "<img width=\"620\" ").replace("<table>", "<table border=\"1\">");
    Ok(format!(
        "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{body}</body>\n</html>\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_what_is_handed_out() {
        let text = "# A\n\n[b](3-gan-cot.md), [c](profiles.md), [d](https://example.org)\n\n|x|\n|-|\n|y|\n";
        let page = page(text, Path::new(".")).unwrap();
        assert!(
            page.contains("<a href=\"3-gan-cot.html\">b</a>, c, <a href=\"https://example.org\">d</a>"),
            "{page}"
        );
        assert!(page.contains("<title>A</title>") && page.contains("<td>y</td>"), "{page}");
    }

    #[test]
    fn pictures_are_in_the_page_and_small() {
        for (source, _) in PAGES {
            let source = sh::root().join("docs").join(source);
            let folder = source.parent().unwrap();
            let page = page(&fs::read_to_string(&source).unwrap(), folder).unwrap();
            assert_eq!(page.matches("<img").count(), page.matches("src=\"data:image/png;base64,").count());
        }
        for file in fs::read_dir(sh::root().join("docs/guide")).unwrap() {
            let file = file.unwrap();
            assert!(file.metadata().unwrap().len() <= 100_000, "{}", file.path().display());
        }
    }
}
