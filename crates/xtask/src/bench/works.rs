//! The works that are measured, one after the other.

use std::path::PathBuf;

use anyhow::Result;
use sipas_bench::Export;

use super::contender::{Answer, Bench, Contender, Work, line_count};
use super::files::Files;
use super::race::{Race, mebibytes};
use super::table::{Bar, BenchTable};
use crate::{demo, sh};

const BY_MONTH: [&str; 2] = ["unit", "month"];
const PEERS: [&str; 2] = ["DuckDB", "polars"];

/// One export of each size, nothing looked up of duplicates.
pub(super) fn year(bench: &Bench, files: &Files, sizes: &[u64], table: &mut BenchTable) -> Result<()> {
    let mut times = Vec::new();
    for rows in sizes {
        let export = files.ready(&Export::of_a_year(*rows))?;
        let exports = [export.clone()];
        let work = Work { exports: &exports, by: &BY_MONTH, duplicates: false };
        let mut contenders = vec![
            bench.sipas("sipas", &work, None),
            bench.sipas("sipas, one thread", &work, Some(1)),
            bench.peer("DuckDB", &work),
            bench.peer("polars", &work),
        ];
        let counts_lines = sh::exists("wc");
        if counts_lines {
            contenders.push(line_count(&export));
        } else {
            sh::say("skipped: the distance to `wc -l`, which is not here");
        }
        let size = spelled(*rows);
        let title = format!("one export, {size} rows, `--assume-unique --by unit,month`");
        let race = Race::run(bench, &title, &BY_MONTH, &contenders)?;
        // A smaller one is only there to see how the time grows.
        if *rows >= 1_000_000 || sizes.len() == 1 {
            let bar = if *rows > 1_000_000 { Bar::Times(4.0, 6.0) } else { Bar::Times(5.0, 7.0) };
            table.beside(&title, &race, &PEERS, bar);
            let threads = race.ratio(&["sipas, one thread"], "sipas", |took| took.wall);
            table.figure(&format!("all threads against one, {size} rows"), Bar::AtLeast(1.8), threads);
            let peak = race.median("sipas", |took| mebibytes(took.peak));
            table.figure(&format!("peak memory, {size} rows"), Bar::AtMost(32.0, "MiB"), peak);
            if counts_lines {
                let limit = 1.0 / race.ratio(&["wc -l"], "sipas", |took| took.wall);
                let work = format!("distance to the limit: `wc -l` of {size} rows");
                table.figure(&work, Bar::AtMost(2.5, "× its time"), limit);
            }
        }
        times.push((*rows, race.median("sipas", |took| took.wall)));
    }
    growth("one export", &times, table);
    Ok(())
}

/// One export with 15 % of rows more than dossiers, in no order.
pub(super) fn duplicates(bench: &Bench, files: &Files, dossiers: u64, table: &mut BenchTable) -> Result<()> {
    let export = Export::with_duplicates(dossiers, 15);
    let exports = [files.ready(&export)?];
    let work = Work { exports: &exports, by: &BY_MONTH, duplicates: true };
    let contenders =
        [bench.sipas("sipas", &work, None), bench.peer("DuckDB", &work), bench.peer("polars", &work)];
    let size = spelled(export.rows());
    let title = format!("one export, {size} rows, 15 % duplicates, the last row of a code wins");
    let race = Race::run(bench, &title, &BY_MONTH, &contenders)?;
    table.beside(&title, &race, &PEERS, Bar::Times(5.0, 8.0));
    let peak = race.median("sipas", |took| took.peak as f64) / dossiers as f64;
    table.figure(&format!("peak memory, {size} rows, a dossier"), Bar::AtMost(64.0, "bytes"), peak);
    files.drop(&[export])
}

/// Very many groups.
pub(super) fn groups(bench: &Bench, files: &Files, rows: u64, table: &mut BenchTable) -> Result<()> {
    let by = ["unit", "procedure", "month"];
    let exports = [files.ready(&Export::of_a_year(rows))?];
    let work = Work { exports: &exports, by: &by, duplicates: false };
    let contenders =
        [bench.sipas("sipas", &work, None), bench.peer("DuckDB", &work), bench.peer("polars", &work)];
    let title = format!("`--by unit,procedure,month`, {} rows", spelled(rows));
    let race = Race::run(bench, &title, &by, &contenders)?;
    table.beside(&title, &race, &["DuckDB"], Bar::Times(3.0, 3.0));
    Ok(())
}

/// Twelve exports, each with the last third of the one before, and the same in one file; and all of it a tenth as long.
pub(super) fn months(bench: &Bench, files: &Files, most: u64, table: &mut BenchTable) -> Result<()> {
    let mut times = Vec::new();
    for rows in [most / 10, most] {
        let exports = Export::monthly(rows);
        let paths = exports.iter().map(|export| files.ready(export)).collect::<Result<Vec<_>>>()?;
        let joined = [files.joined(&paths, &format!("months-{rows}-joined.csv"))?];
        let several = Work { exports: &paths, by: &BY_MONTH, duplicates: true };
        let one = Work { exports: &joined, by: &BY_MONTH, duplicates: true };
        let contenders = [
            bench.sipas("sipas", &several, None),
            bench.sipas("sipas, one file", &one, None),
            bench.peer("DuckDB", &several),
        ];
        let title = format!("12 exports of {} rows that overlap by a third", spelled(rows));
        let race = Race::run(bench, &title, &BY_MONTH, &contenders)?;
        if rows == most {
            table.beside(&title, &race, &["DuckDB"], Bar::Times(5.0, 8.0));
            let beside = 1.0 / race.ratio(&["sipas, one file"], "sipas", |took| took.wall);
            table.figure(&format!("{title}: time beside the same in one"), Bar::AtMost(1.15, "×"), beside);
        }
        times.push((12 * rows, race.median("sipas", |took| took.wall)));
        files.drop(&exports)?;
        files.remove(&joined)?;
    }
    growth("12 exports", &times, table);
    Ok(())
}

/// The sample of the README: what it costs to start.
pub(super) fn start(bench: &Bench, table: &mut BenchTable) -> Result<()> {
    let answer: PathBuf = bench.folder.join("start.json");
    let mut command = vec![bench.sipas.clone().into_os_string()];
    command.extend(demo::arguments().map(Into::into));
    command.extend(["--format", "json", "--quiet", "-o"].map(Into::into));
    command.push(answer.into());
    let contenders = [Contender { name: "sipas", command, answer: Answer::None }];
    let many = Bench {
        rounds: 41,
        sipas: bench.sipas.clone(),
        python: bench.python.clone(),
        folder: bench.folder.clone(),
    };
    let race = Race::run(&many, "`sipas report` on the README's sample", &[], &contenders)?;
    let cpu = race.median("sipas", |took| took.cpu) * 1000.0;
    table.figure("start-up and the README's sample, user + sys", Bar::AtMost(15.0, "ms"), cpu);
    Ok(())
}

/// How much longer a row takes in the longest than in a shorter one, at the worst.
fn growth(what: &str, times: &[(u64, f64)], table: &mut BenchTable) {
    let Some(((rows, longest), shorter)) = times.split_last() else { return };
    for (less, time) in shorter {
        let growth = longest / *rows as f64 / (time / *less as f64);
        let work = format!("{what}: time a row at {} rows beside {}", spelled(*rows), spelled(*less));
        table.figure(&work, Bar::AtMost(1.15, "×"), growth);
    }
}

/// 1.15 M, 100 k.
fn spelled(rows: u64) -> String {
    match rows {
        1_000_000.. => format!("{} M", rows as f64 / 1e6),
        1000.. => format!("{} k", rows as f64 / 1e3),
        _ => rows.to_string(),
    }
}
