use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::{desk, exe, sh};

/// Files with tests that other work on the machine would disturb.
const TIMED: [&str; 4] = ["test_desk.py", "test_py_package.py", "test_py_speed.py", "test_py_threads.py"];

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
        let found = ["python3", "python"].into_iter().find(|name| is(name, "sys.version_info >= (3, 11)"));
        let system = found.context("no Python 3.11 or newer found as python3 or python")?;
        let python = Python::of(system, home)?;
        python.pip(&["-r", requirements])?;
        Ok(python)
    }

    /// A free-threaded Python, where there is one that the binding knows, with nothing but what runs tests.
    pub(crate) fn free_threaded() -> Result<Option<Python>> {
        let check = "sys.version_info >= (3, 14) and not sys._is_gil_enabled()";
        let Some(system) = ["python3.15t", "python3.14t"].into_iter().find(|name| is(name, check)) else {
            return Ok(None);
        };
        let python = Python::of(system, &sh::target().join("venv-free-threaded"))?;
        python.pip(&["pytest>=8"])?;
        Ok(Some(python))
    }

    fn of(system: &str, home: &Path) -> Result<Python> {
        if !home.join("pyvenv.cfg").exists() {
            sh::run(sh::command(system).args(["-m", "venv"]).arg(home))?;
        }
        Ok(Python { bin: home.join(if cfg!(windows) { "Scripts" } else { "bin" }) })
    }

    /// Builds the package of this checkout and installs it, with what its tests need.
    pub(crate) fn install(&self) -> Result<()> {
        let java = sh::command("java").arg("-version").output().is_ok_and(|ran| ran.status.success());
        if !java {
            sh::say("skipped: tests of sipas.spark, since there is no Java");
        }
        self.pip(&[if java { "./python[test,spark]" } else { "./python[test]" }])
    }

    /// Builds and installs the package, and nothing else.
    pub(crate) fn install_alone(&self) -> Result<()> {
        self.pip(&["./python"])
    }

    /// Builds and installs the package, with what its notebooks need.
    pub(crate) fn install_for_notebooks(&self) -> Result<()> {
        self.pip(&["./python[polars,pandas,plot,notebooks]"])
    }

    fn pip(&self, what: &[&str]) -> Result<()> {
        let quiet = ["install", "--quiet", "--disable-pip-version-check"];
        sh::run(self.module("pip").args(quiet).args(what))
    }

    /// `python` within the environment.
    pub(crate) fn program(&self) -> PathBuf {
        self.bin.join("python")
    }

    /// Has a command find the programs of the environment first.
    pub(crate) fn on_path<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(self.bin.clone()).chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(all) {
            command.env("PATH", path);
        }
        command
    }

    /// `python -m module` within the environment.
    pub(crate) fn module(&self, module: &str) -> Command {
        let mut command = sh::command(self.program());
        command.args(["-m", module]);
        command
    }

    /// The tests in Python: several files at a time, then one by one those that watch the time.
    pub(crate) fn test(&self) -> Result<()> {
        let (alone, beside): (Vec<_>, Vec<_>) =
            tests("test_")?.into_iter().partition(|path| TIMED.iter().any(|name| path.ends_with(name)));
        let at_a_time = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        self.pytest(&["-n", &at_a_time.to_string(), "--dist", "loadfile"], beside)?;
        self.pytest(&[], alone)
    }

    /// The tests of the package alone.
    pub(crate) fn test_package(&self) -> Result<()> {
        self.pytest(&[], tests("test_py_")?)
    }

    fn pytest(&self, how: &[&str], what: Vec<PathBuf>) -> Result<()> {
        let command = sh::target().join("debug").join(format!("sipas{}", std::env::consts::EXE_SUFFIX));
        sh::run(
            self.module("pytest")
                .arg("-q")
                .args(how)
                .args(what)
                .env("SIPAS_BIN", command)
                .env("SIPAS_DESK", desk::page())
                .env("SIPAS_EXE", exe::of_tests()),
        )
    }
}

/// The files of tests whose names begin so.
fn tests(prefix: &str) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(sh::root().join("tests/python"))?.collect::<Result<Vec<_>, _>>()?;
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && name.ends_with(".py")
    };
    let mut files: Vec<_> = files.into_iter().map(|file| file.path()).filter(is_one).collect();
    files.sort();
    Ok(files)
}

/// Whether a Python of that name is there, and such.
fn is(name: &str, such: &str) -> bool {
    let check = format!("import sys; sys.exit(not ({such}))");
    Command::new(name)
        .args(["-c", &check])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
