//! Which crate may know which: doors → app → adapters → engine → intake → core.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::common::root;

/// What each crate of the workspace may depend on, among the others of it.
const ALLOWED: [(&str, &[&str]); 17] = [
    ("sipas-core", &[]),
    ("sipas-intake", &["sipas-scan", "sipas-core"]),
    ("sipas-engine", &["sipas-scan", "sipas-intake", "sipas-core"]),
    ("sipas-scan", &[]),
    ("sipas-csv", &["sipas-scan", "sipas-engine", "sipas-intake", "sipas-core"]),
    ("sipas-arrow", &["sipas-scan", "sipas-engine", "sipas-intake", "sipas-core"]),
    ("sipas-render", &["sipas-core"]),
    // It reads workbooks as an adapter, and writes reports with the words that render has for all formats.
    ("sipas-excel", &["sipas-render", "sipas-engine", "sipas-intake", "sipas-core"]),
    ("sipas-docx", &["sipas-render", "sipas-core"]),
    // What all doors share, and the only one that sees every adapter.
    (
        "sipas-app",
        &[
            "sipas-render",
            "sipas-docx",
            "sipas-excel",
            "sipas-csv",
            "sipas-arrow",
            "sipas-engine",
            "sipas-intake",
            "sipas-core",
        ],
    ),
    (
        "sipas",
        &[
            "sipas-app",
            "sipas-render",
            "sipas-excel",
            "sipas-csv",
            "sipas-arrow",
            "sipas-engine",
            "sipas-intake",
            "sipas-core",
        ],
    ),
    (
        "sipas-py",
        &[
            "sipas-app",
            "sipas-render",
            "sipas-excel",
            "sipas-csv",
            "sipas-arrow",
            "sipas-engine",
            "sipas-intake",
            "sipas-core",
        ],
    ),
    // What a program of somebody else's may use.
    ("sipas-examples", &["sipas-app", "sipas-core", "sipas-render"]),
    ("sipas-desk", &["sipas-app", "sipas-render", "sipas-engine", "sipas-intake", "sipas-core"]),
    ("sipas-bench", &[]),
    ("xtask", &["sipas-bench"]),
    ("xtask-desk", &[]),
];

#[test]
fn no_arrow_runs_the_wrong_way() {
    let manifest = root().join("Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap();
    let names: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let Some(may) = allowed.get(name) else {
            wrong.push(format!("{name} is new: say here what it may depend on"));
            continue;
        };
        // What only tests use is no part of what is built on.
        let used =
            package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
        for dependency in used.map(|dependency| dependency.name.as_str()) {
            if names.contains(dependency) && !may.contains(&dependency) {
                wrong.push(format!("{name} → {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Core has no clock, file, log, thread or Python, and none of what would bring them.
#[test]
fn core_stays_small() {
    let metadata = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().unwrap();
    let core = metadata.packages.iter().find(|package| package.name.as_str() == "sipas-core").unwrap();
    let used = core.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    let names: BTreeSet<&str> = used.clone().map(|dependency| dependency.name.as_str()).collect();
    assert!(names.is_subset(&["chrono", "serde", "siphasher", "thiserror", "toml"].into()), "{names:?}");
    let chrono = used.clone().find(|dependency| dependency.name == "chrono").unwrap();
    assert!(!chrono.uses_default_features && !chrono.features.iter().any(|feature| feature == "clock"));
}

/// Whoever gets a package gets its licences.
#[test]
fn every_package_has_its_licence_files() {
    let metadata = MetadataCommand::new().no_deps().manifest_path(root().join("Cargo.toml")).exec().unwrap();
    let is_published = |package: &&cargo_metadata::Package| package.publish != Some(Vec::new());
    let packages: Vec<_> = metadata.packages.iter().filter(is_published).collect();
    assert!(packages.len() > 8);
    let homes =
        packages.iter().map(|package| package.manifest_path.parent().unwrap().as_std_path().to_owned());
    for home in homes.chain([root().join("python")]) {
        for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let found = std::fs::read(home.join(name)).unwrap_or_default();
            assert!(found == std::fs::read(root().join(name)).unwrap(), "{}: {name}", home.display());
        }
    }
}

/// No module of core leads back to itself: a rule is read without what is built on it.
#[test]
fn no_module_of_core_leads_back_to_itself() {
    let home = root().join("crates/core/src");
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources(&home) {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let used = lines.flat_map(|line| line.split("crate::").skip(1));
        let name =
            |rest: &str| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned();
        let module = file.strip_prefix(&home).unwrap().components().next().unwrap().as_os_str();
        let module = module.to_string_lossy().trim_end_matches(".rs").to_owned();
        arrows.entry(module).or_default().extend(used.map(name));
    }
    assert!(arrows["report"].contains("plan") && arrows.len() > 15);
    // What leads to no other is taken away, until nothing is left, or a circle.
    while !arrows.is_empty() {
        let (modules, before) = (arrows.keys().cloned().collect::<BTreeSet<_>>(), arrows.len());
        arrows.retain(|from, to| to.iter().any(|to| to != from && modules.contains(to)));
        assert!(arrows.len() < before, "a circle among {:?}", arrows.keys());
    }
}

/// The files of code below a folder, those of tests aside.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_test = |path: &std::path::PathBuf| path.file_stem().is_some_and(|name| name == "tests");
    let entries = entries.filter(|path| !is_test(path));
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}
