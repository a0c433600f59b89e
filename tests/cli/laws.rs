//! What may not make a difference: how rows are spread over files, in which order they stand, how many threads read
//! them, and what happened after the moment that is looked at.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{scratch, sipas_in};

/// Numbers without a pattern, the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        (1..all.len()).rev().for_each(|n| all.swap(n, self.below(n + 1)));
    }
}

const HEADER: &str = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Số lần đi lại\n";

/// A dossier whose days are counted from 1 April 2025.
#[derive(Clone)]
struct Made {
    code: usize,
    unit: usize,
    received: usize,
    due: usize,
    finished: Option<usize>,
    visits: usize,
}

fn made(dice: &mut Dice, several: usize) -> Vec<Made> {
    let one = |code| {
        let received = dice.below(120);
        Made {
            code,
            unit: dice.below(4),
            received,
            due: received + dice.below(25),
            finished: (dice.below(5) > 0).then(|| received + dice.below(40)),
            visits: dice.below(3),
        }
    };
    (0..several).map(one).collect()
}

fn day(n: usize) -> String {
    let (mut month, mut left) = (4, n);
    for length in [30, 31, 30, 31, 31, 30] {
        if left < length {
            break;
        }
        (month, left) = (month + 1, left - length);
    }
    format!("{:02}/{month:02}/2025", left + 1)
}

fn rows(all: &[Made], seen_before: Option<usize>) -> Vec<String> {
    let known = |day: usize| seen_before.is_none_or(|limit| day < limit);
    let kept = all.iter().filter(|made| known(made.received));
    kept.map(|made| {
        let finished = made.finished.filter(|end| known(*end)).map_or(String::new(), day);
        let visits = if finished.is_empty() { 0 } else { made.visits };
        let (received, due) = (day(made.received), day(made.due));
        format!("X-{:05},Phòng {},{received},{due},{finished},{visits}\n", made.code, made.unit)
    })
    .collect()
}

fn write(folder: &Path, name: &str, rows: &[String]) {
    fs::write(folder.join(name), [HEADER, &rows.concat()].concat()).unwrap();
}

/// All figures of a report: what it says of its inputs differs with these.
fn figures(folder: &Path, files: &[&str], more: &[&str]) -> Value {
    let how = ["--by", "unit,month", "--format", "json", "--quiet"];
    let ran = sipas_in(folder, &[&["report"], files, &how[..], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut report = ran.json();
    report.as_object_mut().unwrap().remove("inputs");
    report
}

#[test]
fn how_rows_are_spread_over_files_and_threads_makes_no_difference() {
    let folder = scratch();
    let at = folder.path();
    let mut dice = Dice(5);
    let mut rows = rows(&made(&mut dice, 30_000), None);
    write(at, "whole.csv", &rows);
    let period = ["--period", "2025-Q2"];
    let whole = figures(at, &["whole.csv"], &[&period[..], &["--threads", "1"]].concat());
    assert!(whole["groups"].as_array().unwrap().len() > 4);
    for round in 0..4 {
        dice.shuffle(&mut rows);
        let cut = dice.below(rows.len());
        write(at, "a.csv", &rows[..cut]);
        write(at, "b.csv", &rows[cut..]);
        let threads = (round + 1).to_string();
        let apart = figures(at, &["a.csv", "b.csv"], &[&period[..], &["--threads", &threads]].concat());
        assert!(apart == whole, "{round}: cut at {cut}");
        // One dossier goes from one file to the other.
        let moved = rows.remove(0);
        write(at, "a.csv", &rows[..cut.max(1) - 1]);
        rows.push(moved);
        write(at, "b.csv", &rows[cut.max(1) - 1..]);
        assert!(figures(at, &["a.csv", "b.csv"], &period) == whole, "{round}: a dossier moved");
    }
}

#[test]
fn an_old_report_is_made_again_from_a_later_export() {
    let folder = scratch();
    let at = folder.path();
    let mut dice = Dice(9);
    for (round, as_of) in [(0, 91), (1, 75), (2, 90)] {
        let all = made(&mut dice, 2000);
        // What the export held when that moment had just come, and what one held months later.
        write(at, "then.csv", &rows(&all, Some(as_of)));
        write(at, "later.csv", &rows(&all, None));
        let june = ["--period", "2025-06"];
        let mut seen = String::new();
        let (month, of) = if as_of >= 91 { (7, as_of - 91) } else { (6, as_of - 61) };
        write!(seen, "2025-{month:02}-{:02}T00:00:00", of + 1).unwrap();
        let more = [&june[..], &["--as-of", &seen]].concat();
        let (then, later) = (figures(at, &["then.csv"], &more), figures(at, &["later.csv"], &more));
        let of = |report: &Value| {
            let mut report = report.clone();
            // What was received later stands among what is out of the period.
            for group in report["groups"].as_array_mut().unwrap() {
                group["dossiers"]["out_of_period"] = 0.into();
            }
            report
        };
        let whole = |report: &Value| of(report)["groups"][0].clone();
        assert_eq!(whole(&then), whole(&later), "{round}: as of {seen}");
        assert_eq!(then["scorecard"][0], later["scorecard"][0]);
        assert_eq!(then["late_budget"], later["late_budget"]);
    }
}
