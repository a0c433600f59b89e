//! Batch files, which people write: refused at a line that exists, or command lines in which no value passes for a flag.

#![no_main]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sipas_app::InLang;
use sipas_app::batch::{BatchError, BatchFile};
use sipas_core::Day;
use sipas_render::Lang;

/// The keys, as the refusal of one that is none of them tells them.
static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let told = |text: &str| BatchFile::parse(text).expect_err("no such key").to_string();
    let files = [told("x = 1"), told("[clock]\nx = 1"), told("outputs = [{ x = 1 }]")];
    let quoted = files.iter().flat_map(|said| said.split('`').skip(1).step_by(2));
    quoted.map(|key| key.replace('_', "-")).collect()
});

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut batch = match BatchFile::parse(text) {
        Ok(batch) => batch,
        Err(error) => return refused(text, &error),
    };
    let today: Day = "2025-07-03".parse().expect("a day");
    if let Err(error) = batch.settle_period(today) {
        assert!(matches!(error, BatchError::Baseline) && !error.in_lang(Lang::Vi).is_empty());
        return;
    }
    let settled = (batch.period.clone(), batch.baseline.clone());
    batch.settle_period(today).expect("what is settled stays so");
    assert_eq!(settled, (batch.period.clone(), batch.baseline.clone()));
    assert!(batch.period != "last-month", "a month is named");

    let named = batch.exports.len();
    let report = batch.report_line();
    let ends = report.len() - named;
    assert_eq!(report[ends - 1], "--", "exports stand behind it");
    assert_eq!(report[ends..], batch.exports);
    of_flags(&report[1..ends - 1]);
    for output in &batch.outputs {
        of_flags(&batch.form_line(output)[1..]);
        of_flags(&output.list_line()[1..]);
        let _ = (output.stray_key(), output.is_units(), output.read().count());
    }
    let _ = batch.head();
    let there = batch.seen_from(Path::new("/there"));
    let paths = there.profiles.iter().chain(&there.calendar);
    assert!(paths.map(Path::new).all(Path::is_absolute), "they lead there from anywhere");
    of_flags(&there.month_line());
});

/// Every word begins with a flag that has the name of a key.
fn of_flags(line: &[String]) {
    for word in line {
        let (name, _) = word.split_once('=').unwrap_or((word, ""));
        let name = name.strip_prefix("--").unwrap_or_else(|| panic!("{word:?} is no flag"));
        // A list of profiles or dimensions is a flag for each.
        let is_key = KEYS.contains(name) || KEYS.contains(&format!("{name}s"));
        assert!(is_key, "{name:?} is the name of a flag");
    }
}

fn refused(text: &str, error: &BatchError) {
    let said = error.in_lang(Lang::Vi);
    let number = said.strip_prefix("dòng ").and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
    let lines = text.split('\n').count();
    assert!(number.is_some_and(|number| (1..=lines).contains(&number)), "{said:?} of {lines} lines");
    assert!(!error.in_lang(Lang::En).is_empty());
}
