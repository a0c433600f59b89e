//! `cargo xtask wheel`: the Python package as a wheel with the command in it, and as a source archive.
//!
//! On Linux both are linked by zig against the C library of 2018, so that they run on any system since (manylinux_2_28), and
//! auditwheel says whether they do. Where mingw-w64 is, there is a wheel for Windows too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::python::Python;
use crate::{exe, release, sh};

/// The C library that is linked against on Linux.
const GLIBC: (u32, u32) = (2, 28);

pub(crate) fn run() -> Result<()> {
    for made in Tools::ready()?.packages()? {
        let size = fs::metadata(&made)?.len();
        sh::print(&format!("{}: {:.1} MB", made.display(), size as f64 / 1e6));
    }
    Ok(())
}

/// The programs that make packages.
pub(crate) struct Tools(Python);

impl Tools {
    pub(crate) fn ready() -> Result<Tools> {
        Python::with(&sh::target().join("venv-wheel"), "python/wheel-requirements.txt").map(Tools)
    }

    /// Makes the wheels and the source archive; gives where they are.
    pub(crate) fn packages(&self) -> Result<Vec<PathBuf>> {
        let folder = folder();
        let _ = fs::remove_dir_all(&folder);
        // Before there is a command, which is no source.
        sh::run(&mut self.maturin("sdist"))?;
        self.wheel(&self.command()?, &here())?;
        match exe::missing() {
            None => self.wheel(&exe::for_all()?, &["--target", exe::TARGET].map(str::to_owned))?,
            Some(reason) => sh::say(&format!("skipped: the wheel for Windows, since {reason}")),
        }
        let all = release::files(&folder)?;
        for package in &all {
            self.check(package)?;
        }
        Ok(all)
    }

    /// Builds the command for this system.
    pub(crate) fn command(&self) -> Result<PathBuf> {
        let what = ["-p", "sipas", "--bin", "sipas"];
        let name = format!("sipas{}", std::env::consts::EXE_SUFFIX);
        if !cfg!(target_os = "linux") {
            sh::run(release::build().args(what))?;
            return Ok(release::target().join("release").join(name));
        }
        let mut cargo = sh::cargo();
        let cargo =
            release::without_paths(self.0.on_path(&mut cargo)).env("CARGO_TARGET_DIR", release::target());
        let with = format!("{}.{}.{}", target(), GLIBC.0, GLIBC.1);
        sh::run(cargo.args(["zigbuild", "--release", "--locked", "--target", &with]).args(what))?;
        Ok(release::target().join(target()).join("release").join(name))
    }

    /// Makes a wheel with a command in it.
    fn wheel(&self, command: &Path, target: &[String]) -> Result<()> {
        let inside = sh::root().join("python/sipas/bin");
        fs::create_dir_all(&inside)?;
        fs::copy(command, inside.join(command.file_name().context("a program has a name")?))?;
        let made = sh::run(self.maturin("build").args(["--release", "--locked"]).args(target));
        // A checkout has no command in it: its tests look for the one that cargo built.
        fs::remove_dir_all(&inside)?;
        made
    }

    fn maturin(&self, task: &str) -> Command {
        let mut command = self.0.module("maturin");
        release::without_paths(self.0.on_path(&mut command)).env("CARGO_TARGET_DIR", release::target());
        command.arg(task).arg("--out").arg(folder()).current_dir(sh::root().join("python"));
        command
    }

    /// Refuses a package that names a path of this machine, lacks a licence, or asks for more of a system than its name says.
    fn check(&self, package: &Path) -> Result<()> {
        let inside = sh::target().join("package");
        let _ = fs::remove_dir_all(&inside);
        let module = if package.extension().is_some_and(|of| of == "whl") { "zipfile" } else { "tarfile" };
        sh::run(self.0.module(module).arg("-e").arg(package).arg(&inside))?;
        release::ensure_no_paths_in(&inside)?;
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let has = release::files(&inside)?.iter().any(|file| file.ends_with(licence));
            ensure!(has, "{} has no {licence}", package.display());
        }
        if package.to_string_lossy().contains("manylinux") { self.audit(package) } else { Ok(()) }
    }

    fn audit(&self, wheel: &Path) -> Result<()> {
        let mut show = self.0.module("auditwheel");
        let shown = self.0.on_path(&mut show).arg("show").arg(wheel).output().context("auditwheel")?;
        let said = String::from_utf8_lossy(&shown.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        let is_within = |minor: u32| said.contains(&format!("\"manylinux_{}_{minor}_", GLIBC.0));
        ensure!(shown.status.success() && (5..=GLIBC.1).any(is_within), "auditwheel: {said}");
        sh::say(&said);
        Ok(())
    }
}

/// Where packages are put.
fn folder() -> PathBuf {
    sh::target().join("wheels")
}

/// The target of this machine.
fn target() -> String {
    format!("{}-unknown-linux-gnu", std::env::consts::ARCH)
}

/// How maturin is asked for a wheel of this system.
fn here() -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let tag = format!("manylinux_{}_{}", GLIBC.0, GLIBC.1);
    ["--zig", "--target", &target(), "--compatibility", &tag].map(str::to_owned).to_vec()
}
