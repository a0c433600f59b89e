use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::sh;

/// A Python in a virtual environment, with what the tests need.
pub(crate) struct Python {
    bin: PathBuf,
}

impl Python {
    /// Makes the environment, or brings it up to date.
    pub(crate) fn ready() -> Result<Python> {
        let home = sh::target().join("venv");
        if !home.join("pyvenv.cfg").exists() {
            let found = ["python3", "python"].into_iter().find(|name| is_new_enough(name));
            let system = found.context("no Python 3.11 or newer found as python3 or python")?;
            sh::run(sh::command(system).args(["-m", "venv"]).arg(&home))?;
        }
        let bin = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
        let python = Python { bin };
        let quiet = ["install", "--quiet", "--disable-pip-version-check"];
        sh::run(python.module("pip").args(quiet).args(["-r", "tests/python/requirements.txt"]))?;
        Ok(python)
    }

    /// Builds the package of this checkout and installs it, with what its tests need.
    pub(crate) fn install(&self) -> Result<()> {
        let quiet = ["install", "--quiet", "--disable-pip-version-check"];
        sh::run(self.module("pip").args(quiet).arg("./python[test]"))
    }

    /// `python -m module` within the environment.
    pub(crate) fn module(&self, module: &str) -> Command {
        let mut command = sh::command(self.bin.join("python"));
        command.args(["-m", module]);
        command
    }

    /// The tests in Python.
    pub(crate) fn test(&self) -> Result<()> {
        let command = sh::target().join("debug").join(format!("sipas{}", std::env::consts::EXE_SUFFIX));
        sh::run(self.module("pytest").args(["-q", "tests/python"]).env("SIPAS_BIN", command))
    }
}

fn is_new_enough(name: &str) -> bool {
    let check = "import sys; sys.exit(sys.version_info < (3, 11))";
    Command::new(name).args(["-c", check]).status().is_ok_and(|status| status.success())
}
