//! Builds of what is handed out: in a folder of their own, and without a path of the machine that made them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::sh;

/// A build by the cargo that runs this.
pub(crate) fn build() -> Command {
    let mut cargo = sh::cargo();
    cargo.args(["build", "--release", "--locked"]);
    without_paths(&mut cargo);
    cargo.env("CARGO_TARGET_DIR", target());
    cargo
}

/// Where it is built: apart, since other flags would build everything else anew.
pub(crate) fn target() -> PathBuf {
    sh::target().join("dist").join("build")
}

/// Has a build name its sources from the project on, or from a registry; messages of panics name them.
pub(crate) fn without_paths(command: &mut Command) -> &mut Command {
    let places = places();
    let flags = places.iter().map(|(path, name)| format!("--remap-path-prefix={path}={name}"));
    // The separator lets a path have blanks; C compilers are asked by words.
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join("\u{1f}"));
    let flags = places.iter().filter(|(path, _)| !path.contains(' '));
    let flags = flags.map(|(path, name)| format!("-ffile-prefix-map={path}={name}"));
    command.env("CFLAGS", flags.collect::<Vec<_>>().join(" "))
}

/// Refuses a file in which a path of this machine stands, or the registry that it has its packages from.
pub(crate) fn ensure_no_paths(file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    for path in places().into_iter().map(|(path, _)| path).chain(registries()) {
        let at = find(&bytes, path.as_bytes());
        let around = at.map(|at| String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 120)]).into_owned());
        ensure!(
            at.is_none(),
            "{} names a path of this machine: {:?}",
            file.display(),
            around.unwrap_or_default()
        );
    }
    Ok(())
}

/// Refuses a folder if a path of this machine stands in one of its files.
pub(crate) fn ensure_no_paths_in(folder: &Path) -> Result<()> {
    files(folder)?.iter().try_for_each(|file| ensure_no_paths(file))
}

/// Every file of a folder and its folders, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// Where sources and tools lie on this machine, with what they are called in a build. The last that fits is taken.
fn places() -> Vec<(String, &'static str)> {
    let home = std::env::home_dir();
    let mut places = vec![
        (home, "home"),
        (Some(sh::root()), "sipas"),
        (Some(sh::target()), "build"),
        (of_tool("CARGO_HOME", ".cargo"), "cargo"),
        (of_tool("RUSTUP_HOME", ".rustup"), "rust"),
    ];
    places.extend(sources().into_iter().map(|folder| (Some(folder), "crates")));
    let named = places.into_iter().filter_map(|(path, name)| Some((path?.to_str()?.to_owned(), name)));
    // A home that is the root of all would be in every path.
    named.filter(|(path, _)| path.len() > 1).collect()
}

/// Where a tool keeps what it has, as it was told or as usual.
fn of_tool(name: &str, usual: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).or_else(|| std::env::home_dir().map(|home| home.join(usual)))
}

/// Where the sources of packages lie: a folder for each registry.
fn sources() -> Vec<PathBuf> {
    let home = of_tool("CARGO_HOME", ".cargo");
    let folders = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let mut folders: Vec<_> = folders.into_iter().flatten().flatten().map(|folder| folder.path()).collect();
    folders.sort();
    folders
}

/// The hosts of registries: a folder of sources is called by its host and a hash.
fn registries() -> Vec<String> {
    let names = sources().into_iter().filter_map(|folder| folder.file_name()?.to_str().map(str::to_owned));
    names.filter_map(|name| name.rsplit_once('-').map(|(host, _)| host.to_owned())).collect()
}

fn find(bytes: &[u8], path: &[u8]) -> Option<usize> {
    let is_path = |at: &usize| {
        let ends = bytes.get(at + path.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
        ends && (*at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
    };
    let first = *path.first()?;
    let found = bytes.iter().enumerate().filter(|(_, byte)| **byte == first).map(|(at, _)| at);
    found.filter(|at| bytes[*at..].starts_with(path)).find(is_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("built");
        fs::write(&file, "a panic at sipas/crates/core/src/lib.rs").unwrap();
        ensure_no_paths_in(folder.path()).unwrap();
        fs::write(&file, format!("a panic at {}/crates/core/src/lib.rs", sh::root().display())).unwrap();
        let refused = ensure_no_paths_in(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("crates/core"), "{refused}");
    }

    #[test]
    fn a_registry_of_packages_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("built");
        let host = registries().into_iter().next().expect("what builds this has packages");
        fs::write(
            &file,
            format!("a panic at cargo/registry/src/{host}-0123456789abcdef/memchr-2.0.0/src/lib.rs"),
        )
        .unwrap();
        let refused = ensure_no_paths_in(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("memchr"), "{refused}");
    }

    #[test]
    fn a_word_that_only_begins_like_a_path_is_none() {
        assert_eq!(find(b"/opts a/opt", b"/opt"), None);
        assert_eq!(find(b"at /opt/x", b"/opt"), Some(3));
    }
}
