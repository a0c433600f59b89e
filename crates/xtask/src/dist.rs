//! `cargo xtask dist`: what is handed out, in one folder: the command for Linux and Windows, the wheel, the desk page, the
//! guide, and the licences.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::{desk, exe, guide, licences, release, sh, wheel};

const SUMS: &str = "SHA256SUMS";

pub(crate) fn run() -> Result<()> {
    let folder = sh::target().join("dist").join(format!("sipas-{}", env!("CARGO_PKG_VERSION")));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let to = |name: &str| folder.join(name);
    let tools = wheel::Tools::ready()?;
    let command = tools.command()?;
    put(&command, &to(&name_of(&command)))?;
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
    for made in tools.packages()? {
        put(&made, &to(&name_of(&made)))?;
    }
    guide::write(&to("huong-dan"))?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        put(&sh::root().join(name), &to(name))?;
    }
    fs::write(to("LICENSES-THIRD-PARTY.txt"), licences::of_all()?)?;
    release::ensure_no_paths_in(&folder)?;
    sum_up(&folder)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn put(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

/// Says how large everything is, and writes a sum of each by which it can be checked.
fn sum_up(folder: &Path) -> Result<()> {
    let files = release::files(folder)?;
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
