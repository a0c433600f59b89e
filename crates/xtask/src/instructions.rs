//! `cargo xtask instructions`: how many instructions the main job takes, as valgrind counts them, beside what it took
//! when the figure was committed. Unlike time they are the same on a busy machine, so that a slow-down cannot land
//! unseen.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, ensure};
use sipas_bench::Export;

use crate::{demo, sh};

/// The committed figures.
const FILE: &str = "benches/instructions.txt";
/// How much more is let pass, in percent: compilers differ, and addresses on which hash seeds depend.
const SLACK: u64 = 5;
/// Enough that reading weighs more than starting.
const ROWS: u64 = 20_000;

/// Counts and compares; `--update` takes the figures of today.
pub(crate) fn run(mut words: impl Iterator<Item = String>) -> Result<()> {
    let update = words.next().is_some_and(|word| word == "--update");
    if let Some(reason) = missing() {
        sh::say(&format!("skipped: the count of instructions, since {reason}"));
        return Ok(());
    }
    sh::run(sh::cargo().args(["build", "--release", "--locked", "--bin", "sipas"]))?;
    let path = sh::root().join(FILE);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let (mut today, mut slower) = (String::new(), Vec::new());
    for (job, arguments) in jobs()? {
        let count = count(job, &arguments)?;
        writeln!(today, "{job} {count}")?;
        let before = committed.lines().filter_map(|line| line.split_once(' ')).find(|(name, _)| *name == job);
        let before: u64 = if let Some((_, figure)) = before {
            figure.parse().context(FILE)?
        } else {
            ensure!(update, "{FILE} has no figure of {job}: --update takes one");
            count
        };
        #[allow(clippy::cast_precision_loss)]
        let percent = (count as f64 / before as f64 - 1.0) * 100.0;
        sh::say(&format!("{job}: {count} instructions, {percent:+.1} % of the {before} committed"));
        if count > before + before * SLACK / 100 {
            slower.push(format!("{job} takes {percent:.1} % more"));
        } else if count < before - before * SLACK / 100 && !update {
            sh::say("  faster than what is committed: --update keeps it so");
        }
    }
    if update {
        fs::write(&path, today).context(FILE)?;
        return Ok(());
    }
    let remedy = "find out why, or take it on with `cargo xtask instructions --update`";
    ensure!(slower.is_empty(), "{}: {remedy}", slower.join(", "));
    Ok(())
}

/// Why nothing can be counted here.
fn missing() -> Option<&'static str> {
    #[cfg(target_arch = "x86_64")]
    let known = is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    let known = false;
    if !known {
        return Some("the figures are those of x86-64 with AVX2, the widest way that valgrind knows");
    }
    (!sh::exists("valgrind")).then_some("there is no valgrind")
}

/// What is counted, each with what the command is asked; on one thread, since threads take turns as they like.
fn jobs() -> Result<[(&'static str, Vec<String>); 2]> {
    let export = sh::target().join("instructions.csv");
    let mut file = fs::File::create(&export).with_context(|| export.display().to_string())?;
    Export::with_duplicates(ROWS, 15).write(&mut file)?;
    let export = export.to_string_lossy().into_owned();
    let words = ["report", &export, "--period", "2025", "--by", "unit,month", "--plan", "none"];
    Ok([("sample", demo::arguments().collect()), ("export", words.map(str::to_owned).to_vec())])
}

fn count(job: &str, arguments: &[String]) -> Result<u64> {
    let target = sh::target();
    let profile = target.join(format!("callgrind.{job}.out"));
    let mut valgrind = sh::command("valgrind");
    valgrind.args(["--tool=callgrind", &format!("--callgrind-out-file={}", profile.display())]);
    valgrind.arg(target.join("release").join("sipas")).args(arguments);
    valgrind
        .args(["--threads", "1", "--format", "json", "--quiet", "-o"])
        .arg(target.join("instructions.json"));
    let said = valgrind.output().context("cannot start valgrind")?;
    let told = String::from_utf8_lossy(&said.stderr);
    ensure!(said.status.success(), "{told}\n{job} failed under valgrind: {}", said.status);
    let collected = told.lines().find_map(|line| line.split_once("Collected : "));
    let (_, figure) = collected.with_context(|| format!("valgrind told no count: {told}"))?;
    Ok(figure.trim().parse()?)
}
