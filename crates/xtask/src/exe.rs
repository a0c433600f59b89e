//! The program for Windows, built on this machine by mingw-w64.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::sh;
use crate::toolchain::has_target;

const TARGET: &str = "x86_64-pc-windows-gnu";
const LINKER: &str = "x86_64-w64-mingw32-gcc";

/// Why it cannot be built here.
pub(crate) fn missing() -> Option<String> {
    if !has_target(TARGET) {
        return Some(format!("the target is not installed: rustup target add {TARGET}"));
    }
    (!sh::exists(LINKER)).then(|| "there is no mingw-w64: apt-get install gcc-mingw-w64-x86-64".to_owned())
}

/// Builds it for tests, as fast as it can be built.
pub(crate) fn for_tests() -> Result<()> {
    let quickly = r#"profile.dev.package."*".opt-level=0"#;
    sh::run(build().args(["--config", quickly, "--config", "profile.dev.debug=0"]))
}

/// Where it stands once it was built for tests.
pub(crate) fn of_tests() -> PathBuf {
    folder().join(TARGET).join("debug/sipas.exe")
}

/// Its build is kept apart: what the two systems share is little, and each would wait for the other.
fn folder() -> PathBuf {
    sh::target().join("exe")
}

/// The command takes no frames, so that it is built without.
fn build() -> Command {
    let mut cargo = sh::cargo();
    cargo.args([
        "build",
        "--locked",
        "-p",
        "sipas",
        "--bin",
        "sipas",
        "--no-default-features",
        "--target",
        TARGET,
    ]);
    cargo.env("CARGO_TARGET_DIR", folder());
    cargo
}
