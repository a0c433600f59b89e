use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};

use crate::python::Python;
use crate::{desk, exe, sh};

/// How many exports each law is tried on in the long run, where no number is given.
const TRIALS: u32 = 10_000;

/// Every test there is; with `--fast` those of the crates that were changed, with `--long` the laws of exports on very many.
pub(crate) fn run(mut words: impl Iterator<Item = String>) -> Result<()> {
    match words.next().as_deref() {
        None => all(),
        Some("--fast") => fast(),
        Some("--long") => {
            long(words.next().map_or(Ok(TRIALS), |word| word.parse()).context("trials as a number")?)
        }
        Some(other) => bail!("test takes --fast or --long, not {other}"),
    }
}

/// Compiles everything, and tests the crates with changes that are not committed.
fn fast() -> Result<()> {
    sh::run(sh::cargo().args(["check", "--all-targets", "--locked"]))?;
    let changed = changed_packages()?;
    if changed.is_empty() {
        sh::say("no crate was changed since the last commit");
        return Ok(());
    }
    let packages = changed.iter().flat_map(|package| ["-p", package]);
    sh::run(sh::cargo().args(["test", "--locked"]).args(packages))
}

/// Tries the laws of exports on that many random exports each; optimised, since they are many.
fn long(trials: u32) -> Result<()> {
    let laws = ["test", "--release", "--locked", "-p", "sipas-app", "--test", "app", "laws::"];
    sh::run(sh::cargo().args(laws).env("SIPAS_TRIALS", trials.to_string()))
}

/// The packages of the files that git tells as changed or new.
fn changed_packages() -> Result<BTreeSet<String>> {
    let told = sh::command("git").args(["status", "--porcelain", "--untracked-files=all"]).output()?;
    ensure!(told.status.success(), "git does not tell what was changed: {}", told.status);
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let path = |line: &str| line.get(3..).map(|path| path.rsplit(" -> ").next().unwrap_or(path).to_owned());
    let package = |path: String| match path.split('/').collect::<Vec<_>>()[..] {
        // It has no tests of its own, and would ask for a Python to link with.
        ["crates", "py", ..] => None,
        ["crates", "cli", ..] | ["tests", "cli" | "data", ..] => Some("sipas".to_owned()),
        ["crates", name @ ("xtask" | "xtask-desk"), _, ..] => Some(name.to_owned()),
        ["crates", name, _, ..] => Some(format!("sipas-{name}")),
        ["benches", _, ..] => Some("sipas-bench".to_owned()),
        ["examples", _, ..] => Some("sipas-examples".to_owned()),
        _ => None,
    };
    Ok(text.lines().filter_map(path).filter_map(package).collect())
}

/// Every test there is.
fn all() -> Result<()> {
    // All members but the Python extension, which has no tests of its own and would ask for a Python to link with.
    sh::run(sh::cargo().args(["test", "--locked"]))?;
    // The Python tests compare with the command as it is built here.
    sh::run(sh::cargo().args(["build", "--bin", "sipas", "--locked"]))?;
    if desk::is_possible() {
        desk::run()?;
    } else {
        sh::say("skipped: the desk page, since the target wasm32-unknown-unknown is not installed");
    }
    match exe::missing() {
        None => exe::for_tests()?,
        Some(reason) => sh::say(&format!("skipped: the program for Windows, since {reason}")),
    }
    if !["wine", "wine64"].into_iter().any(sh::exists) {
        sh::say("skipped: tests of the program for Windows, since there is no wine");
    }
    let python = Python::ready()?;
    python.install()?;
    python.test()?;
    match Python::free_threaded()? {
        Some(python) => {
            python.install_alone()?;
            python.test_package()?;
        }
        None => sh::say(
            "skipped: the Python package on a free-threaded Python, since none of 3.14 or newer is found",
        ),
    }
    if std::env::var_os("SIPAS_REAL_DATA").is_none() {
        sh::say("skipped: tests on real data, since SIPAS_REAL_DATA names no folder");
    }
    Ok(())
}
