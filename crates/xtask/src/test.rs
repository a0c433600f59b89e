use anyhow::Result;

use crate::python::Python;
use crate::{desk, sh};

/// Every test there is.
pub(crate) fn run() -> Result<()> {
    // All members but the Python extension, which has no tests of its own and would ask for a Python to link with.
    sh::run(sh::cargo().args(["test", "--locked"]))?;
    // The Python tests compare with the command as it is built here.
    sh::run(sh::cargo().args(["build", "--bin", "sipas", "--locked"]))?;
    if desk::has_target() {
        desk::run()?;
    } else {
        sh::say("skipped: the desk page, since the target wasm32-unknown-unknown is not installed");
    }
    let python = Python::ready()?;
    python.install()?;
    python.test()?;
    match Python::free_threaded()? {
        Some(python) => {
            python.install_alone()?;
            python.test_package()?;
        }
        None => sh::say(
            "skipped: the Python package on a free-threaded Python, since none of 3.14 or newer is found",
        ),
    }
    if std::env::var_os("SIPAS_REAL_DATA").is_none() {
        sh::say("skipped: tests on real data, since SIPAS_REAL_DATA names no folder");
    }
    Ok(())
}
