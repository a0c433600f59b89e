//! `cargo xtask sanitize`: the tests of the one crate that has `unsafe` code, under the sanitizers of addresses and of
//! threads, and its portable path in Miri.

use anyhow::{Context, Result};

use crate::sh;
use crate::toolchain::NIGHTLY;

const SCAN: [&str; 4] = ["--locked", "--package", "sipas-scan", "--target"];

pub(crate) fn run() -> Result<()> {
    if let Some(reason) = NIGHTLY.missing() {
        sh::say(&format!("skipped: sanitizers, since {reason}"));
        return Ok(());
    }
    let host = NIGHTLY.host().context("rustc names no host")?;
    let tests = |sanitizer: &str| {
        let mut command = NIGHTLY.cargo();
        command.arg("test").args(SCAN).arg(&host).env("RUSTFLAGS", format!("-Zsanitizer={sanitizer}"));
        // Instrumented code is kept apart from what is built for use.
        command.env("CARGO_TARGET_DIR", sh::target().join("sanitize"));
        command
    };
    sh::run(tests("address").args(["--lib", "--tests"]))?;
    if NIGHTLY.has("rust-src") {
        sh::run(tests("thread").args(["-Zbuild-std", "--test", "parallel"]))?;
    } else {
        sh::say(
            "skipped: the sanitizer of threads, which needs: rustup component add rust-src --toolchain nightly",
        );
    }
    if NIGHTLY.has("miri") {
        let mut miri = NIGHTLY.cargo();
        miri.args([
            "miri",
            "test",
            "--locked",
            "--package",
            "sipas-scan",
            "--lib",
            "--test",
            "reference",
            "room",
        ]);
        sh::run(&mut miri)?;
    } else {
        sh::say("skipped: Miri, which needs: rustup component add miri rust-src --toolchain nightly");
    }
    Ok(())
}
