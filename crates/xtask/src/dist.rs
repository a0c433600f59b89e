//! `cargo xtask dist`: what is handed out, in one folder: the command for Linux and Windows, the wheel, the desk page, the
//! guide, and the licences.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::toolchain::has_target;
use crate::{desk, exe, guide, licences, sh, wheel};

const SUMS: &str = "SHA256SUMS";
/// Without a C library of the system, so that it runs on every Linux.
const STATIC: &str = "x86_64-unknown-linux-musl";

pub(crate) fn run() -> Result<()> {
    let folder = sh::target().join("dist").join(format!("sipas-{}", env!("CARGO_PKG_VERSION")));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let to = |name: &str| folder.join(name);
    put(&linux()?, &to("sipas"))?;
    match exe::missing() {
        None => put(&exe::for_all()?, &to("sipas.exe"))?,
        Some(reason) => sh::say(&format!("skipped: sipas.exe, since {reason}")),
    }
    if desk::is_possible() {
        desk::run()?;
        put(&desk::page(), &to("sipas.html"))?;
    } else {
        sh::say("skipped: sipas.html, since the target wasm32-unknown-unknown is not installed");
    }
    for made in wheel::make()? {
        put(&made, &to(&made.file_name().unwrap_or_default().to_string_lossy()))?;
    }
    guide::write(&to("huong-dan"))?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        put(&sh::root().join(name), &to(name))?;
    }
    fs::write(to("LICENSES-THIRD-PARTY.txt"), licences::of_all()?)?;
    sum_up(&folder)
}

/// The command for Linux: of no C library where the machine has the compiler for it, else of its own.
fn linux() -> Result<PathBuf> {
    let mut cargo = release();
    cargo.args(["-p", "sipas", "--bin", "sipas"]);
    if has_target(STATIC) && sh::exists("musl-gcc") {
        sh::run(cargo.args(["--target", STATIC]))?;
        return Ok(target().join(STATIC).join("release/sipas"));
    }
    sh::say(&format!(
        "sipas runs where the C library is no older than here, since there is no musl-gcc, or no target {STATIC}"
    ));
    sh::run(&mut cargo)?;
    Ok(target().join("release/sipas"))
}

/// A build of what is handed out.
pub(crate) fn release() -> Command {
    let mut cargo = sh::cargo();
    cargo.args(["build", "--release", "--locked"]);
    without_paths(&mut cargo);
    cargo
}

/// Where that is built: apart, since other flags would build everything else anew.
pub(crate) fn target() -> PathBuf {
    sh::target().join("dist").join("build")
}

/// No path of this machine stands in what is built: those in messages of panics begin at the project, or at a registry.
fn without_paths(command: &mut Command) -> &mut Command {
    let home = |name: &str, usual: &str| {
        let set = std::env::var_os(name).map(PathBuf::from);
        set.or_else(|| std::env::home_dir().map(|home| home.join(usual)))
    };
    let places = [
        (Some(sh::root()), "sipas"),
        (home("CARGO_HOME", ".cargo"), "cargo"),
        (home("RUSTUP_HOME", ".rustup"), "rust"),
    ];
    let flags = places
        .into_iter()
        .filter_map(|(path, name)| path.map(|path| format!("--remap-path-prefix={}={name}", path.display())));
    // The separator lets a path have blanks.
    let flags = flags.collect::<Vec<_>>().join("\u{1f}");
    let prefixes = format!("-ffile-prefix-map={}=sipas", sh::root().display());
    command.env("CARGO_ENCODED_RUSTFLAGS", flags).env("CFLAGS", prefixes).env("CARGO_TARGET_DIR", target())
}

fn put(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

/// Says how large everything is, and writes a sum of each by which it can be checked.
fn sum_up(folder: &Path) -> Result<()> {
    let mut files = files(folder)?;
    files.sort();
    ensure!(!files.is_empty(), "nothing was made");
    let mut sums = String::new();
    for path in files {
        let bytes = fs::read(&path)?;
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        for byte in Sha256::digest(&bytes) {
            write!(sums, "{byte:02x}")?;
        }
        writeln!(sums, "  {name}")?;
        sh::print(&format!("{:>7.2} MB  {name}", bytes.len() as f64 / 1e6));
    }
    fs::write(folder.join(SUMS), sums)?;
    sh::print(&folder.display().to_string());
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}
