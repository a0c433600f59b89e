//! `cargo xtask test | lint | demo`: what a newcomer, CI and we all run.
//!
//! Nothing but Rust and Python 3.11 or newer is needed: what the Python tests use goes into a virtual environment in
//! the target folder.

mod demo;
mod lint;
mod python;
mod sh;
mod test;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask test | lint | demo

  test   every test: Rust, then Python in a virtual environment of its own
  lint   rustfmt, clippy, rustdoc and ruff, all warnings refused
  demo   the main job on the sample exports";

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let done = match task.as_deref() {
        Some("test") => test::run(),
        Some("lint") => lint::run(),
        Some("demo") => demo::run(),
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
