//! Runs that are killed while they write: the old output is whole, or the new one is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
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

/// Starts the command and kills it: at any moment of its run, or as soon as it has begun to write.
fn kill(folder: &Path, args: &[&str], run: Duration, dice: &mut Dice) -> bool {
    let mut child = command(folder, args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    if dice.below(2) == 0 {
        let micros = u64::try_from(run.as_micros()).unwrap();
        std::thread::sleep(Duration::from_micros(dice.below(micros + micros / 8)));
    } else {
        // What is written is begun beside, under a name that no folder shows.
        let begun = |name: &String| name.starts_with('.');
        while !names(folder).iter().any(begun) && child.try_wait().unwrap().is_none() {}
        std::thread::sleep(Duration::from_micros(dice.below(3000)));
    }
    let _ = child.kill();
    child.wait().unwrap().code().is_none()
}

/// What a killed run leaves beside: files that are no output and no export, and that the next run does not read.
fn sweep(folder: &Path) -> usize {
    let scraps: Vec<_> = names(folder).into_iter().filter(|name| name.starts_with('.')).collect();
    for name in &scraps {
        fs::remove_file(folder.join(name)).unwrap();
    }
    scraps.len()
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
    let run = began.elapsed();
    let new = fs::read(at.join("out.json")).unwrap();

    let (mut dice, mut killed, mut scraps, mut seen) = (Dice(0x5eed_0000_0005), 0, 0, BTreeSet::new());
    for _ in 0..200 {
        fs::write(at.join("out.json"), "old").unwrap();
        killed += usize::from(kill(at, &args, run, &mut dice));
        scraps += sweep(at);
        let found = fs::read(at.join("out.json")).unwrap();
        assert!(found == b"old" || found == new, "{} bytes", found.len());
        seen.insert(found == new);
        assert_eq!(names(at), ["out.json", "t6.csv"]);
    }
    // The test is none unless it killed runs, some of them while they wrote.
    assert!(killed > 100 && scraps > 5, "{killed} killed, {scraps} of them while writing");
    assert!(seen.contains(&false));
}

#[test]
fn a_monthly_run_that_is_killed_leaves_whole_files() {
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
    let outputs = ["a.json", "b.html", "c.csv"];
    let began = Instant::now();
    let ran = sipas_in(at, &["batch", "thang.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let run = began.elapsed();
    let new = outputs.map(|name| fs::read(at.join(name)).unwrap());

    let (mut dice, mut killed) = (Dice(0x5eed_0000_0006), 0);
    for _ in 0..40 {
        for name in outputs {
            fs::write(at.join(name), "old").unwrap();
        }
        killed += usize::from(kill(at, &["batch", "thang.toml"], run, &mut dice));
        sweep(at);
        for (name, new) in outputs.iter().zip(&new) {
            let found = fs::read(at.join(name)).unwrap();
            assert!(found == b"old" || found == *new, "{name}: {} bytes", found.len());
        }
    }
    assert!(killed > 10, "{killed} killed");
}
