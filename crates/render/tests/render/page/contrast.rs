//! The colours of the style sheet, measured as WCAG 2 does.

use std::collections::BTreeMap;

use sipas_render::Lang;

use super::full;

type Colours = BTreeMap<String, f64>;

/// The luminance of each named colour, in light and in dark.
fn themes() -> [(&'static str, Colours); 2] {
    let page = full("Phòng A", Lang::Vi);
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    let (light, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
    let light = colours(light);
    let dark: Colours = light.clone().into_iter().chain(colours(dark)).collect();
    assert!(light.keys().eq(dark.keys()) && light["ground"] > dark["ground"]);
    [("light", light), ("dark", dark)]
}

fn colours(style: &str) -> Colours {
    let declared = style.split("--").filter_map(|rest| rest.split_once(": #"));
    declared.map(|(name, value)| (name.to_owned(), luminance(&value[..6]))).collect()
}

/// Relative luminance, as WCAG 2 defines it.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn assert_all(pairs: &[(&str, &str)], least: f64) {
    for (theme, colours) in themes() {
        for (on, ground) in pairs {
            let found = contrast(colours[*on], colours[*ground]);
            assert!(found >= least, "{theme}: {on} on {ground} is {found:.2}");
        }
    }
}

#[test]
fn text_can_be_read() {
    let texts = ["text", "muted", "link", "good", "bad"];
    assert_all(&texts.map(|text| (text, "ground")), 4.5);
    assert_all(&["text", "good", "bad"].map(|text| (text, "panel")), 4.5);
}

#[test]
fn marks_can_be_told_from_what_they_lie_on() {
    assert_all(&["mark", "alarm", "edge", "target", "text"].map(|mark| (mark, "ground")), 3.0);
    assert_all(&["mark", "alarm", "edge", "target", "text"].map(|mark| (mark, "band")), 3.0);
}

#[test]
fn every_colour_has_a_name() {
    let page = full("Phòng A", Lang::Vi);
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    let rules = style.lines().filter(|line| !line.trim().starts_with("--"));
    assert!(rules.into_iter().all(|line| !line.contains("rgb") && !line.contains(": #")));
    let body = &page[page.find("</style>").unwrap()..];
    assert!(!body.contains("fill=") && !body.contains("stroke="));
}
