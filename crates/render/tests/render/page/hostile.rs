//! Names that were made to become markup.

use proptest::prelude::*;
use scraper::{Html, Node};
use sipas_render::{Lang, Table};

use super::full;
use crate::office::{list, view};

/// The elements and attributes of a page, what is left of it when all text is taken away. Sorted, since groups stand in
/// the order of their names.
fn skeleton(page: &str) -> Vec<String> {
    let tree = Html::parse_document(page);
    let nodes = tree.tree.values().filter_map(|node| match node {
        Node::Element(element) => {
            let mut attributes: Vec<_> = element.attrs().map(|(name, _)| name).collect();
            attributes.sort_unstable();
            Some(format!("{} {}", element.name(), attributes.join(" ")))
        }
        Node::Comment(_) | Node::ProcessingInstruction(_) => Some("no element".to_owned()),
        _ => None,
    });
    let mut nodes: Vec<_> = nodes.collect();
    nodes.sort_unstable();
    nodes
}

/// What a skeleton has and that of a page of ordinary names has not. Names that look damaged are told on the page, so a page of
/// those is a twin too.
fn differs(page: &[String]) -> Option<(usize, String)> {
    let twins = ["An ordinary name", "A d?maged name"].map(|name| skeleton(&full(name, Lang::Vi)));
    if twins.iter().any(|twin| twin == page) {
        return None;
    }
    let differs = page.iter().zip(&twins[0]).find(|(a, b)| a != b).map(|(a, b)| format!("{a} / {b}"));
    Some((page.len().abs_diff(twins[0].len()), differs.unwrap_or_default()))
}

const NAMES: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onclick='alert(1)",
    "</style></title></svg></table><b>",
    "<!-- --> <![CDATA[ ]]> <?xml?>",
    "&lt;b&gt; &amp; &#0;",
    "\0\x07\u{1b}[31m\u{9b}1m\r\n\u{202e}",
    "javascript:alert(1)",
];

#[test]
fn names_stay_names() {
    for name in NAMES {
        let page = full(name, Lang::Vi);
        assert_eq!(differs(&skeleton(&page)), None, "{name}");
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"));
    }
    // A tag is a damaged name.
    assert_eq!(
        full("<b>", Lang::En).matches("&lt;b&gt;").count(),
        full("x?y", Lang::En).matches("x?y").count()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// With a letter that is no sign: a name of signs alone, such as /, stands for none.
    #[test]
    fn no_text_becomes_markup(name in r#"(?s)[<>"'&/=`!\-\]\x00-\x1f a-z\u{80}-\u{9f}\u{202e}漢]{1,24}漢.{0,8}"#) {
        let page = full(&name, Lang::Vi);
        prop_assert_eq!(differs(&skeleton(&page)), None);
        let hidden = page.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        prop_assert_eq!(hidden, None);
    }

    #[test]
    fn what_a_list_says_is_read_as_it_was_written(cell in r#"[<>"'&a-z;#%]{1,16}"#) {
        let page = list(&super::list(&cell), "html", &view(Lang::En));
        let tree = Html::parse_document(&page);
        let text = tree.select(&scraper::Selector::parse("tbody th").unwrap()).next().unwrap();
        prop_assert_eq!(text.text().collect::<String>(), cell);
    }
}

#[test]
fn an_empty_list_is_a_page() {
    let page = list(&Table::default(), "html", &view(Lang::Vi));
    assert!(page.contains("<h1>Danh sách</h1>") && page.contains("0 dòng"));
}
