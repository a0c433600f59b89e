//! `cargo xtask bench`: sipas beside polars and DuckDB, all of them doing the same work in turns, as whole processes.
//!
//! No time counts of a contender whose figures are not those of the first. What is judged are ratios within a round,
//! so that a busy machine is busy for all.

mod contender;
mod files;
mod machine;
pub(crate) mod measure;
mod race;
mod table;
mod works;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Parser, ValueEnum};
use sipas_bench::Export;

use crate::python::Python;
use crate::sh;
use contender::Bench;
use files::Files;
use table::BenchTable;

/// Measures sipas beside its peers and prints a table of what was asked, what is wanted and what was measured.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
pub(crate) struct Args {
    /// How many rows the exports have; may be given several times [default: 100000, 1000000, 10000000]
    #[arg(long)]
    rows: Vec<u64>,
    /// How many rounds are measured, after one that fills the cache and compares the answers
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// A million rows at most, and three rounds
    #[arg(long)]
    quick: bool,
    /// Only some of the works
    #[arg(long, value_delimiter = ',')]
    only: Vec<Kind>,
    /// Measures this command instead of building one
    #[arg(long)]
    sipas: Option<PathBuf>,
    /// Keeps the exports, some 14 GB with ten million rows; without it at most 8 GB are there at a time
    #[arg(long)]
    keep: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// One export, nothing looked up of duplicates: by size, by threads, beside `wc -l`
    Year,
    /// One export with 15 % duplicates
    Duplicates,
    /// By unit, procedure and month
    Groups,
    /// Twelve monthly exports that overlap by a third
    Months,
    /// The sample of the README
    Start,
}

pub(crate) fn run(words: impl Iterator<Item = String>) -> Result<()> {
    let args = Args::parse_from(std::iter::once("cargo xtask bench".to_owned()).chain(words));
    let sipas = match &args.sipas {
        Some(sipas) => sipas.canonicalize().with_context(|| sipas.display().to_string())?,
        None => built()?,
    };
    let folder = sh::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let python = Python::with(&folder.join("venv"), "benches/peers/requirements.txt")?;
    let rounds = if args.quick { args.rounds.min(3) } else { args.rounds };
    ensure!(rounds > 0, "--rounds must be 1 or more");
    let bench = Bench { sipas, python: python.program(), folder: folder.clone(), rounds };
    let files = Files { folder, keep: args.keep };
    let wanted = |kind: Kind| args.only.is_empty() || args.only.contains(&kind);
    let mut rows = args.rows.clone();
    if rows.is_empty() {
        rows = if args.quick { vec![100_000, 1_000_000] } else { vec![100_000, 1_000_000, 10_000_000] };
    }
    rows.sort_unstable();
    let most = *rows.last().context("a number of rows")?;
    let mut table = BenchTable::default();

    if wanted(Kind::Start) {
        works::start(&bench, &mut table)?;
    }
    if wanted(Kind::Year) {
        works::year(&bench, &files, &rows, &mut table)?;
    }
    if wanted(Kind::Groups) {
        works::groups(&bench, &files, most, &mut table)?;
    }
    files.drop(&rows.iter().map(|rows| Export::of_a_year(*rows)).collect::<Vec<_>>())?;
    if wanted(Kind::Duplicates) {
        for rows in rows.iter().filter(|rows| **rows >= 1_000_000 || **rows == most) {
            works::duplicates(&bench, &files, *rows, &mut table)?;
        }
    }
    if wanted(Kind::Months) {
        works::months(&bench, &files, most / 10, &mut table)?;
    }
    sh::print(&machine::told(&python)?);
    sh::print(&table.to_string());
    Ok(())
}

/// One export where it is wanted.
pub(crate) fn export(mut words: impl Iterator<Item = String>) -> Result<()> {
    let mut number =
        |name: &str| words.next().context("export ROWS PERCENT FILE")?.parse().context(name.to_owned());
    let (rows, percent) = (number("rows")?, number("percent")?);
    let path = words.next().context("export ROWS PERCENT FILE")?;
    let mut file = std::fs::File::create(&path).with_context(|| path.clone())?;
    Export::with_duplicates(rows, percent).write(&mut file).context(path)
}

/// The command as users install it.
fn built() -> Result<PathBuf> {
    sh::run(sh::cargo().args(["build", "--release", "--locked", "--bin", "sipas"]))?;
    Ok(sh::target().join("release").join(format!("sipas{}", std::env::consts::EXE_SUFFIX)))
}
