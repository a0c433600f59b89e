//! What a keyboard, a screen reader and a strict parser need.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};
use sipas_render::{Extras, Lang};

use super::{full, written};
use crate::office::{Office, list, view};

fn pages() -> Vec<String> {
    let full = Lang::ALL.map(|lang| full("Phòng A", lang));
    let bare = written(&Office::new(), &Extras::default(), Lang::Vi);
    let listed = list(&super::list("Hồ sơ trễ"), "html", &view(Lang::Vi));
    full.into_iter().chain([bare, listed]).collect()
}

fn all<'t>(tree: &'t Html, selector: &str) -> Vec<ElementRef<'t>> {
    tree.select(&Selector::parse(selector).unwrap()).collect()
}

#[test]
fn a_browser_finds_no_fault_in_it() {
    for page in pages() {
        assert_eq!(Html::parse_document(&page).errors, Vec::<std::borrow::Cow<'static, str>>::new());
    }
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    for page in pages() {
        let tree = Html::parse_document(&page);
        assert!(
            all(&tree, "script, link, img, iframe, object, embed, form, base, use, image, [src], [style]")
                .is_empty()
        );
        assert!(all(&tree, "a").iter().all(|a| a.attr("href").is_some_and(|href| href.starts_with('#'))));
        let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
        assert!(!style.contains("url(") && !style.contains("@import"));
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn headings_and_landmarks_are_in_order() {
    for page in pages() {
        let tree = Html::parse_document(&page);
        let levels: Vec<u8> =
            all(&tree, "h1, h2, h3, h4").iter().map(|h| h.value().name().as_bytes()[1] - b'0').collect();
        assert_eq!(levels[0], 1);
        assert!(!levels[1..].contains(&1));
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        assert_eq!((all(&tree, "main").len(), all(&tree, "body > header").len()), (1, 1));
        let first = all(&tree, "body > *")[0];
        assert_eq!((first.value().name(), first.attr("href")), ("a", Some("#main")));
    }
}

#[test]
fn every_name_that_is_pointed_at_is_there_once() {
    for page in pages() {
        let tree = Html::parse_document(&page);
        let ids: Vec<_> = all(&tree, "[id]").iter().map(|e| e.attr("id").unwrap().to_owned()).collect();
        let once: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(ids.len(), once.len(), "{ids:?}");
        let links = all(&tree, "a").into_iter().filter_map(|a| a.attr("href")?.strip_prefix('#'));
        let labels = all(&tree, "[aria-labelledby]").into_iter().filter_map(|e| e.attr("aria-labelledby"));
        for name in links.chain(labels.flat_map(str::split_whitespace)) {
            assert!(once.contains(name), "{name}");
        }
    }
}

#[test]
fn tables_have_captions_and_headers() {
    for page in pages() {
        let tree = Html::parse_document(&page);
        for table in all(&tree, "table") {
            let inside =
                |selector: &str| table.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
            let caption = inside("caption")[0].text().collect::<String>();
            assert!(!caption.trim().is_empty());
            assert!(inside("th").iter().all(|th| matches!(th.attr("scope"), Some("col" | "row"))));
            assert_eq!(inside("tbody tr").len(), inside("tbody tr > th[scope=row]").len());
        }
        // A box that scrolls can be reached by the keyboard, and has a name.
        assert!(
            all(&tree, ".scroll")
                .iter()
                .all(|e| e.attr("tabindex") == Some("0") && e.attr("aria-label").is_some())
        );
    }
}

#[test]
fn charts_are_images_with_a_title_a_description_and_a_table() {
    let mut charts = 0;
    for page in pages() {
        let tree = Html::parse_document(&page);
        charts += all(&tree, "figure").len();
        assert_eq!(all(&tree, "figure > figcaption").len(), all(&tree, "figure").len());
        assert_eq!(all(&tree, "figure > svg[role=img] > title").len(), all(&tree, "figure").len());
        assert_eq!(all(&tree, "figure > svg[role=img] > desc").len(), all(&tree, "figure").len());
        assert_eq!(all(&tree, "figure + details > .scroll > table").len(), all(&tree, "figure").len());
        // All other drawings are the keys of charts, whose words say it.
        assert!(all(&tree, "li > svg").iter().all(|svg| svg.attr("aria-hidden") == Some("true")));
    }
    assert!(charts >= 8);
}

#[test]
fn a_verdict_is_told_by_a_sign_and_a_word() {
    let tree = full("Phòng A", Lang::Vi);
    let tree = Html::parse_document(&tree);
    for cell in all(&tree, "td.good, td.bad") {
        let text = cell.text().collect::<String>();
        assert!(text.starts_with(['✔', '✘', '▼', '▲']), "{text}");
    }
}
