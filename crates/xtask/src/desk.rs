//! `cargo xtask desk`: the page of an office, with the core in WebAssembly inside it.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::toolchain::has_target;
use crate::{release, sh};

const TARGET: &str = "wasm32-unknown-unknown";

/// Where the page stands when it is made.
pub(crate) fn page() -> PathBuf {
    sh::target().join("desk").join("sipas.html")
}

/// Makes the page.
pub(crate) fn run() -> Result<()> {
    ensure!(is_possible(), "the desk needs the target {TARGET}: rustup target add {TARGET}");
    let build = ["build", "--locked", "-p", "sipas-desk", "--profile", "desk", "--target", TARGET];
    sh::run(release::without_paths(&mut sh::cargo()).args(build))?;
    let core = sh::target().join(TARGET).join("desk/sipas_desk.wasm");
    // In the page it is packed.
    release::ensure_no_paths(&core)?;
    std::fs::create_dir_all(sh::target().join("desk"))?;
    let join = ["run", "--quiet", "--locked", "-p", "xtask-desk", "--"];
    sh::run(
        sh::cargo()
            .args(join)
            .arg(core)
            .arg(sh::root().join("crates/desk/web"))
            .arg(sh::root().join("tests/data/samples"))
            .arg(page()),
    )?;
    let size = std::fs::metadata(page())?.len();
    sh::print(&format!("{}: {:.1} MB", page().display(), size as f64 / 1e6));
    Ok(())
}

/// Whether this compiler can make WebAssembly.
pub(crate) fn is_possible() -> bool {
    has_target(TARGET)
}
