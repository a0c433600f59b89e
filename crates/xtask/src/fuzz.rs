//! `cargo xtask fuzz [SECONDS]`: every fuzz target for so long, from the committed seeds and what earlier runs found.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::sh;
use crate::toolchain::NIGHTLY;

/// How long each target runs, where nothing else is said.
const SECONDS: u64 = 60;

/// Targets whose code has no `unsafe` anywhere near: without a sanitizer they run several times as often.
const SAFE: [&str; 5] = ["batches", "dataset", "headers", "partials", "settings"];

/// Runs them one after another; the first that finds something ends it.
pub(crate) fn run(mut words: impl Iterator<Item = String>) -> Result<()> {
    let seconds = words.next().map_or(Ok(SECONDS), |word| word.parse()).context("seconds as a number")?;
    if let Some(reason) = NIGHTLY.missing().or_else(missing) {
        sh::say(&format!("skipped: fuzzing, since {reason}"));
        return Ok(());
    }
    let fuzz = sh::root().join("fuzz");
    for target in names()? {
        let (corpus, dictionary) = (fuzz.join("corpus").join(&target), fuzz.join("dictionaries"));
        fs::create_dir_all(&corpus)?;
        let mut command = NIGHTLY.cargo();
        command.args(["fuzz", "run", "--fuzz-dir", "fuzz"]);
        if SAFE.contains(&target.as_str()) {
            command.args(["--sanitizer", "none"]);
        }
        command.arg(&target).arg(corpus).arg(fuzz.join("seeds").join(&target));
        command.args(["--", &format!("-max_total_time={seconds}"), "-timeout=30", "-print_final_stats=1"]);
        let dictionary = dictionary.join(format!("{target}.dict"));
        if dictionary.exists() {
            command.arg(format!("-dict={}", dictionary.display()));
        }
        sh::run(&mut command)?;
    }
    Ok(())
}

fn missing() -> Option<String> {
    let there = NIGHTLY.cargo().args(["fuzz", "--version"]).output().is_ok_and(|out| out.status.success());
    (!there).then(|| "there is no cargo-fuzz: cargo install cargo-fuzz".to_owned())
}

/// The targets by the files that they are.
fn names() -> Result<Vec<String>> {
    let files = fs::read_dir(sh::root().join("fuzz/targets"))?;
    let mut names: Vec<String> = Vec::new();
    for file in files {
        names.extend(file?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    ensure!(!names.is_empty(), "no fuzz target");
    names.sort();
    Ok(names)
}
