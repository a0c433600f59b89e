//! `cargo xtask audit`: what the build brings in, by the rules of `deny.toml`, and whether the oldest compiler that is
//! promised still builds it.

use anyhow::{Context, Result, bail};

use crate::sh;
use crate::toolchain::Toolchain;

pub(crate) fn run() -> Result<()> {
    denied()?;
    oldest()
}

fn denied() -> Result<()> {
    if !sh::exists("cargo-deny") {
        sh::say("skipped: licences, bans, sources and advisories, since there is no cargo-deny");
        return Ok(());
    }
    sh::run(sh::cargo().args(["deny", "check", "licenses", "bans", "sources"]))?;
    // The advisories are a repository of their own, which not every machine can reach.
    let output = sh::cargo().args(["deny", "check", "advisories"]).output().context("cargo deny")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        if said.contains("failed to fetch advisory database") {
            sh::say("skipped: advisories, whose database cannot be reached");
            return Ok(());
        }
        bail!("{said}");
    }
    Ok(())
}

/// The `rust-version` of the manifest.
fn oldest() -> Result<()> {
    let oldest = Toolchain(env!("CARGO_PKG_RUST_VERSION"));
    if let Some(reason) = oldest.missing() {
        sh::say(&format!("skipped: the oldest compiler, since {reason}"));
        return Ok(());
    }
    let mut check = oldest.cargo();
    // What this compiler made is of no use to the other, nor the other way.
    check.args(["check", "--locked"]).env("CARGO_TARGET_DIR", sh::target().join("oldest"));
    sh::run(&mut check)
}
