use anyhow::Result;

use crate::python::Python;
use crate::sh;

/// What reads the code instead of running it.
pub(crate) fn run() -> Result<()> {
    sh::run(sh::cargo().args(["fmt", "--all", "--check"]))?;
    sh::run(sh::cargo().args([
        "clippy",
        "--workspace",
        // It brings what binds WebAssembly, for a few lines: CI lints it by name.
        "--exclude",
        "xtask-desk",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))?;
    // Free-threaded Pythons are rare, but what is built for one can be checked without it.
    let free_threaded = sh::root().join("crates/py/free-threaded.txt");
    sh::run(
        sh::cargo().args(["check", "-p", "sipas-py", "--locked"]).env("PYO3_CONFIG_FILE", &free_threaded),
    )?;
    let strict = "-D warnings";
    sh::run(
        sh::cargo()
            .args(["doc", "--workspace", "--exclude", "xtask-desk", "--no-deps", "--locked"])
            .env("RUSTDOCFLAGS", strict),
    )?;
    // The fuzz targets are run by hand, and are to compile when somebody does.
    if sh::exists("c++") {
        let manifest = sh::root().join("fuzz/Cargo.toml");
        let check = ["check", "--bins", "--locked", "--manifest-path"];
        sh::run(sh::cargo().args(check).arg(manifest).env("CARGO_TARGET_DIR", sh::target().join("fuzz")))?;
    } else {
        sh::say("skipped: the fuzz targets, since there is no C++ compiler");
    }
    let python = Python::ready()?;
    sh::run(python.module("ruff").args(["check", "."]))
}
