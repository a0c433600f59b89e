use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::sh;

/// A Python in a virtual environment of this checkout.
pub(crate) struct Python {
    bin: PathBuf,
}

impl Python {
    /// The one that tests and linters run in.
    pub(crate) fn ready() -> Result<Python> {
        Python::with(&sh::target().join("venv"), "tests/python/requirements.txt")
    }

    /// Makes an environment, or brings it up to date.
    pub(crate) fn with(home: &Path, requirements: &str) -> Result<Python> {
        if !home.join("pyvenv.cfg").exists() {
            let found = ["python3", "python"].into_iter().find(|name| is_new_enough(name));
            let system = found.context("no Python 3.11 or newer found as python3 or python")?;
            sh::run(sh::command(system).args(["-m", "venv"]).arg(home))?;
        }
        let bin = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
        let python = Python { bin };
        let quiet = ["install", "--quiet", "--disable-pip-version-check"];
        sh::run(python.module("pip").args(quiet).args(["-r", requirements]))?;
        Ok(python)
    }

    /// Builds the package of this checkout and installs it, with what its tests need.
    pub(crate) fn install(&self) -> Result<()> {
        let quiet = ["install", "--quiet", "--disable-pip-version-check"];
        let java = sh::command("java").arg("-version").output().is_ok_and(|ran| ran.status.success());
        if !java {
            sh::say("skipped: tests of sipas.spark, since there is no Java");
        }
        let package = if java { "./python[test,spark]" } else { "./python[test]" };
        sh::run(self.module("pip").args(quiet).arg(package))
    }

    /// `python` within the environment.
    pub(crate) fn program(&self) -> PathBuf {
        self.bin.join("python")
    }

    /// `python -m module` within the environment.
    pub(crate) fn module(&self, module: &str) -> Command {
        let mut command = sh::command(self.program());
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
