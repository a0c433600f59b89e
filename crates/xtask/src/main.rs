//! `cargo xtask test | lint | desk | wheel | dist | docs | guide | demo | bench | instructions | fuzz | sanitize | audit`: what a newcomer, CI and we all run.
//!
//! Nothing but Rust and Python 3.11 or newer is needed: what the Python tests use goes into a virtual environment in
//! the target folder.

mod audit;
mod bench;
mod demo;
mod desk;
mod dist;
mod docs;
mod exe;
mod fuzz;
mod guide;
mod instructions;
mod licences;
mod lint;
mod python;
mod release;
mod sanitize;
mod sh;
mod test;
mod toolchain;
mod wheel;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask test | lint | desk | wheel | dist | docs | guide | demo | bench | export | instructions | fuzz | sanitize | audit

  test   every test: Rust, then Python in a virtual environment of its own; --fast: those of the crates that
         were changed since the last commit, while working; --long [TRIALS]: the laws of exports, each on 10,000
         random ones
  lint   rustfmt, clippy, rustdoc and ruff, all warnings refused
  desk   the page of an office, sipas.html, where the target wasm32-unknown-unknown is installed
  wheel  the Python package with the command in it, and its source archive, in target/wheels
  dist   what is handed out: the command for Linux and Windows, the wheel, the desk page, the guide, licences and sums
  docs   the Python package's documentation as a site with its notebooks run, by mkdocs in an environment of its own; not a part of the tests
  guide  the guide for an office as pages of HTML and Word documents, in target/guide
  demo   the main job on the sample exports
  bench  sipas beside polars and DuckDB, in turns; --help tells more
  export ROWS PERCENT FILE: an export as the benchmark has it, with so many duplicates
  instructions  how many the main job takes beside the committed figure, where there is valgrind; --update
  fuzz [SECONDS]  every fuzz target for a minute, where there are nightly Rust and cargo-fuzz
  sanitize  the crate with unsafe code under the sanitizers of addresses and threads, and in Miri, with nightly Rust
  audit  licences, bans, sources and advisories where there is cargo-deny; the oldest Rust where that is";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let task = words.next();
    let done = match task.as_deref() {
        Some("test") => test::run(words),
        Some("lint") => lint::run(),
        Some("desk") => desk::run(),
        Some("wheel") => wheel::run(),
        Some("dist") => dist::run(),
        Some("docs") => docs::run(),
        Some("guide") => guide::run(),
        Some("demo") => demo::run(),
        Some("bench") => bench::run(words),
        Some("instructions") => instructions::run(words),
        Some("fuzz") => fuzz::run(words),
        Some("sanitize") => sanitize::run(),
        Some("audit") => audit::run(),
        Some("export") => bench::export(words),
        Some(bench::measure::TASK) => bench::measure::between(words),
        _ => {
            sh::say(USAGE);
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            sh::say(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
