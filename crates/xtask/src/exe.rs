//! The program for Windows, built on this machine by mingw-w64.

use std::path::PathBuf;

use anyhow::Result;

use crate::toolchain::has_target;
use crate::{release, sh};

pub(crate) const TARGET: &str = "x86_64-pc-windows-gnu";
const COMMAND: [&str; 6] = ["-p", "sipas", "--bin", "sipas", "--target", TARGET];
const LINKER: &str = "x86_64-w64-mingw32-gcc";

/// Why it cannot be built here.
pub(crate) fn missing() -> Option<String> {
    if !has_target(TARGET) {
        return Some(format!("the target is not installed: rustup target add {TARGET}"));
    }
    (!sh::exists(LINKER)).then(|| "there is no mingw-w64: apt-get install gcc-mingw-w64-x86-64".to_owned())
}

/// Builds it for tests, as fast as it can be built: in a folder of its own, since what the two systems share is little, and
/// each would wait for the other.
pub(crate) fn for_tests() -> Result<()> {
    let quickly = r#"profile.dev.package."*".opt-level=0"#;
    let mut cargo = sh::cargo();
    cargo.args(["build", "--locked"]).args(COMMAND).args([
        "--config",
        quickly,
        "--config",
        "profile.dev.debug=0",
    ]);
    sh::run(cargo.env("CARGO_TARGET_DIR", sh::target().join("exe")))
}

/// Where it stands once it was built for tests.
pub(crate) fn of_tests() -> PathBuf {
    sh::target().join("exe").join(TARGET).join("debug/sipas.exe")
}

/// Builds it to be handed out.
pub(crate) fn for_all() -> Result<PathBuf> {
    sh::run(release::build().args(COMMAND))?;
    Ok(release::target().join(TARGET).join("release/sipas.exe"))
}
