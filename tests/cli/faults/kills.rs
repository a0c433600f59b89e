//! Runs that are killed while they write: the old output is whole, or the new one is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{dossiers, names};
use crate::common::{command, data, scratch, sipas_in};

/// Numbers without a pattern, the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// Starts the command and ends it at any moment of its run; whether that came in time. How long a run takes is learned
/// from that: the one that was timed may have had a busy machine, or a quiet one.
fn end(folder: &Path, args: &[&str], run: &mut Duration, signal: &str, dice: &mut Dice) -> bool {
    let mut child = command(folder, args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let micros = u64::try_from(run.as_micros()).unwrap();
    std::thread::sleep(Duration::from_micros(dice.below(micros + micros / 8)));
    let kill =
        Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    assert!(kill.is_ok());
    let in_time = child.wait().unwrap().code().is_none();
    *run = if in_time { *run * 21 / 20 } else { *run * 3 / 4 };
    in_time
}

/// What a killed run leaves beside: files that are no output and no export, and that the next run does not read.
fn sweep(folder: &Path) {
    for name in names(folder).into_iter().filter(|name| name.starts_with('.')) {
        fs::remove_file(folder.join(name)).unwrap();
    }
}

#[test]
fn of_200_runs_killed_none_leaves_half_an_output() {
    let folder = scratch();
    let at = folder.path();
    fs::write(at.join("t6.csv"), dossiers(2000)).unwrap();
    let args =
        ["list", "t6.csv", "--which", "all", "--period", "2025-06", "--format", "json", "-o", "out.json"];
    let began = Instant::now();
    assert_eq!(sipas_in(at, &args).code, 0);
    let mut run = began.elapsed();
    let new = fs::read(at.join("out.json")).unwrap();

    let (mut dice, mut killed, mut seen) = (Dice(0x5eed_0000_0005), 0, BTreeSet::new());
    for _ in 0..200 {
        fs::write(at.join("out.json"), "old").unwrap();
        killed += usize::from(end(at, &args, &mut run, "KILL", &mut dice));
        sweep(at);
        let found = fs::read(at.join("out.json")).unwrap();
        assert!(found == b"old" || found == new, "{} bytes", found.len());
        seen.insert(found == new);
        assert_eq!(names(at), ["out.json", "t6.csv"]);
    }
    // The test is none unless it killed runs.
    assert!(killed > 100, "{killed} killed");
    assert!(seen.contains(&false));
}

#[test]
fn the_run_after_a_monthly_run_that_was_killed_finds_all_or_nothing() {
    let folder = scratch();
    let at = folder.path();
    for name in ["pakn.csv", "survey.csv"] {
        fs::copy(data("samples").join(name), at.join(name)).unwrap();
    }
    fs::write(at.join("t6.csv"), dossiers(500)).unwrap();
    let batch = "exports = [\"t6.csv\"]\npakn = [\"pakn.csv\"]\nperiod = \"2025-06\"\n\
        [[outputs]]\npath = \"a.json\"\n[[outputs]]\npath = \"b.html\"\n\
        [[outputs]]\npath = \"c.csv\"\nwhich = [\"all\"]\n";
    fs::write(at.join("thang.toml"), batch).unwrap();
    let outputs = ["a.json", "b.html", "c.csv", "thang.log", "thang.summary.json"];
    let began = Instant::now();
    let ran = sipas_in(at, &["batch", "thang.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut run = began.elapsed();
    let new = outputs.map(|name| fs::read(at.join(name)).unwrap());
    let whole = names(at);

    let (mut dice, mut killed) = (Dice(0x5eed_0000_0006), 0);
    for n in 0..40 {
        for name in outputs {
            fs::write(at.join(name), "old").unwrap();
        }
        killed += usize::from(end(at, &["batch", "thang.toml"], &mut run, "KILL", &mut dice));
        // The next run cannot read its export, and first sees to what the last one left.
        fs::rename(at.join("t6.csv"), at.join("t6.away")).unwrap();
        let ran = sipas_in(at, &["batch", "thang.toml"]);
        assert_ne!(ran.code, 0);
        fs::rename(at.join("t6.away"), at.join("t6.csv")).unwrap();
        assert_eq!(names(at), whole, "{n}");
        let found = outputs.map(|name| fs::read(at.join(name)).unwrap());
        let all_old = found.iter().all(|found| found == b"old");
        assert!(all_old || found == new, "{n}: {:?}", found.map(|found| found.len()));
    }
    assert!(killed > 10, "{killed} killed");
}

#[test]
fn a_run_that_is_told_to_end_leaves_no_rejected_rows_behind() {
    let folder = scratch();
    let at = folder.path();
    let rows = dossiers(4000).replace("02/06/2025", "32/06/2025");
    fs::write(at.join("t6.csv"), rows).unwrap();
    let args = ["report", "t6.csv", "--period", "2025-06", "--quiet", "--rejects", "loi.csv"];
    let began = Instant::now();
    assert_eq!(sipas_in(at, &args).code, 0);
    let mut run = began.elapsed();
    let (mut dice, mut ended) = (Dice(0x5eed_0000_0007), 0);
    for signal in ["INT", "TERM", "HUP"].into_iter().cycle().take(60) {
        ended += usize::from(end(at, &args, &mut run, signal, &mut dice));
        let left = names(at);
        assert!(left == ["loi.csv", "t6.csv"], "{signal}: {left:?}");
    }
    assert!(ended > 20, "{ended} ended");
}
