//! `cargo xtask wheel`: the Python package as a wheel with the command in it, and as a source archive.
//!
//! On Linux both are linked by zig against the C library of 2018, so that they run on any system since (manylinux_2_28), and
//! auditwheel says whether they do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::python::Python;
use crate::sh;

/// The C library that is linked against on Linux.
const GLIBC: (u32, u32) = (2, 28);

/// Where they are put.
fn folder() -> PathBuf {
    sh::target().join("wheels")
}

pub(crate) fn run() -> Result<()> {
    for made in make()? {
        let size = fs::metadata(&made)?.len();
        sh::print(&format!("{}: {:.1} MB", made.display(), size as f64 / 1e6));
    }
    Ok(())
}

/// Makes the wheel and the source archive; gives where they are.
pub(crate) fn make() -> Result<Vec<PathBuf>> {
    let tools = Python::with(&sh::target().join("venv-wheel"), "python/wheel-requirements.txt")?;
    let _ = fs::remove_dir_all(folder());
    // Before there is a command, which is no source.
    sh::run(&mut maturin(&tools, "sdist"))?;
    let inside = sh::root().join("python/sipas/bin");
    let built = build_command(&tools)?;
    fs::create_dir_all(&inside)?;
    fs::copy(&built, inside.join(built.file_name().context("a program has a name")?))?;
    let made = build_wheel(&tools);
    // A checkout has no command in it: its tests look for the one that cargo built.
    fs::remove_dir_all(&inside)?;
    made?;
    let mut all = fs::read_dir(folder())?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    all.sort();
    for wheel in all.iter().filter(|path| path.extension().is_some_and(|of| of == "whl")) {
        check(&tools, wheel)?;
    }
    Ok(all)
}

/// The target of this machine.
fn target() -> String {
    format!("{}-unknown-linux-gnu", std::env::consts::ARCH)
}

fn build_command(tools: &Python) -> Result<PathBuf> {
    let name = format!("sipas{}", std::env::consts::EXE_SUFFIX);
    let build = ["--release", "--locked", "--bin", "sipas"];
    if !cfg!(target_os = "linux") {
        sh::run(sh::cargo().arg("build").args(build))?;
        return Ok(sh::target().join("release").join(name));
    }
    let target = target();
    let with = format!("{target}.{}.{}", GLIBC.0, GLIBC.1);
    sh::run(tools.on_path(&mut sh::cargo()).arg("zigbuild").args(build).args(["--target", &with]))?;
    Ok(sh::target().join(target).join("release").join(name))
}

fn build_wheel(tools: &Python) -> Result<()> {
    let mut build = maturin(tools, "build");
    build.args(["--release", "--locked"]);
    if cfg!(target_os = "linux") {
        let tag = format!("manylinux_{}_{}", GLIBC.0, GLIBC.1);
        build.args(["--zig", "--target", &target(), "--compatibility", &tag]);
    }
    sh::run(&mut build)
}

fn maturin(tools: &Python, task: &str) -> Command {
    let mut command = tools.module("maturin");
    tools.on_path(&mut command);
    command.arg(task).arg("--out").arg(folder()).current_dir(sh::root().join("python"));
    command
}

/// Refuses a wheel that asks for more of a system than its name says.
fn check(tools: &Python, wheel: &Path) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut show: Command = tools.module("auditwheel");
    let shown = tools.on_path(&mut show).arg("show").arg(wheel).output().context("auditwheel")?;
    let said = String::from_utf8_lossy(&shown.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_within = |minor: u32| said.contains(&format!("\"manylinux_{}_{minor}_", GLIBC.0));
    ensure!(shown.status.success() && (5..=GLIBC.1).any(is_within), "auditwheel: {said}");
    sh::say(&said);
    Ok(())
}
