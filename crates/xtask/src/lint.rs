use anyhow::Result;

use crate::python::Python;
use crate::sh;

/// What reads the code instead of running it.
pub(crate) fn run() -> Result<()> {
    sh::run(sh::cargo().args(["fmt", "--all", "--check"]))?;
    sh::run(sh::cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))?;
    let strict = "-D warnings";
    sh::run(sh::cargo().args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", strict))?;
    let python = Python::ready()?;
    sh::run(python.module("ruff").args(["check", "."]))
}
