//! The licences of what is built in, as their texts ask to be handed on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::sh;

/// What is handed out, by its packages.
const HANDED_OUT: [&str; 3] = ["sipas", "sipas-desk", "sipas-py"];

/// Every package that is built in, with its licence; then every text, once, with the packages that it stands for.
pub(crate) fn of_all() -> Result<String> {
    let told = sh::cargo().args(["metadata", "--format-version", "1", "--locked"]).output()?;
    ensure!(told.status.success(), "cargo tells no packages: {}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout)?;
    let packages: BTreeMap<&str, &Value> = items(&told["packages"]).map(|p| (text(&p["id"]), p)).collect();
    let nodes: BTreeMap<&str, &Value> =
        items(&told["resolve"]["nodes"]).map(|n| (text(&n["id"]), n)).collect();
    let is_handed_out = |package: &Value| HANDED_OUT.contains(&text(&package["name"]));
    let mut ahead: Vec<&str> = packages.iter().filter(|(_, p)| is_handed_out(p)).map(|(id, _)| *id).collect();
    let mut built_in = BTreeSet::new();
    while let Some(id) = ahead.pop() {
        if built_in.insert(id) {
            let of_node = nodes.get(id).context("a package without its dependencies")?;
            let built = items(&of_node["deps"])
                .filter(|dep| items(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()));
            ahead.extend(built.map(|dep| text(&dep["pkg"])));
        }
    }
    let (mut list, mut texts) = (String::new(), BTreeMap::<String, Vec<String>>::new());
    for package in built_in.iter().map(|id| packages[id]).filter(|package| !package["source"].is_null()) {
        let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
        writeln!(list, "{name}: {}", package["license"].as_str().unwrap_or("see its text"))?;
        let folder = Path::new(text(&package["manifest_path"])).parent().context("a manifest in a folder")?;
        for licence in texts_in(folder)? {
            texts.entry(licence).or_default().push(name.clone());
        }
    }
    for (licence, names) in texts {
        writeln!(list, "\n{}\n{}\n\n{}", "-".repeat(80), names.join(", "), licence.trim_end())?;
    }
    Ok(list)
}

fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let is_one = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file()
            && ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"]
                .iter()
                .any(|word| name.starts_with(word))
    };
    let read = paths.iter().filter(|path| is_one(path)).map(fs::read);
    read.map(|bytes| Ok(String::from_utf8_lossy(&bytes?).replace("\r\n", "\n"))).collect()
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
