//! The documentation of the Python package as a site: its pages, its docstrings and its notebooks.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::python::Python;
use crate::sh;

/// The pages that are kept elsewhere too, and where each stands in the site.
const PAGES: [(&str, &str); 3] = [
    ("python/README.md", "index.md"),
    ("docs/python.md", "review.md"),
    ("python/recipes/README.md", "recipes.md"),
];

/// Folders whose files are pages, or are read by notebooks, and the folders of the site.
const FOLDERS: [(&str, &str); 3] = [
    ("python/docs/api", "api"),
    ("python/sipas/notebooks", "notebooks"),
    ("python/sipas/sample_exports", "notebooks/samples"),
];

pub(crate) fn run() -> Result<()> {
    let home = sh::target().join("docs-python");
    let pages = home.join("pages");
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    for (from, to) in PAGES {
        let text = fs::read_to_string(sh::root().join(from)).with_context(|| from.to_owned())?;
        write(&pages.join(to), linked(&text).as_bytes())?;
    }
    for (from, to) in FOLDERS {
        for file in fs::read_dir(sh::root().join(from)).with_context(|| from.to_owned())? {
            let file = file?.path();
            if let Some(name) = file.file_name().filter(|_| file.is_file()) {
                write(&pages.join(to).join(name), &fs::read(&file)?)?;
            }
        }
    }
    // Docstrings are read from the sources.
    let config = fs::read_to_string(sh::root().join("python/docs/mkdocs.yml"))?;
    let package = sh::root().join("python").display().to_string();
    let examples = sh::root().join("python/docs/examples.py").display().to_string();
    let config = config.replace("paths: [package]", &format!("paths: [{package:?}]"));
    let config = config.replace("\"extension/examples.py\"", &format!("{examples:?}"));
    write(&home.join("mkdocs.yml"), config.as_bytes())?;
    let python = Python::with(&sh::target().join("venv-docs"), "python/docs/requirements.txt")?;
    // Notebooks are run, so that their tables and charts are those of this package.
    python.install_for_notebooks()?;
    let (config, site) = (home.join("mkdocs.yml"), home.join("site"));
    sh::run(
        python
            .module("mkdocs")
            .args(["build", "--strict", "--quiet", "-f"])
            .arg(config)
            .arg("-d")
            .arg(&site)
            // Named from the notebook: no path of this machine gets into the site.
            .env("SIPAS_DATA", "samples"),
    )?;
    sh::say(&format!("the site is in {}", site.display()));
    Ok(())
}

/// Links to other pages of the site lead there; those elsewhere into the project lead nowhere, and only their text stays.
fn linked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, behind) = rest.split_at(at);
        let Some(end) = behind.find(')') else { break };
        let target = &behind[2..end];
        let name = target.trim_start_matches("../").trim_start_matches("./");
        let own = PAGES.iter().find(|(from, _)| from.ends_with(name) && !name.is_empty()).map(|(_, to)| *to);
        match (own, before.rfind('[')) {
            (Some(to), _) => out.extend([before, "](", to, ")"]),
            (None, Some(open)) if !target.contains("://") => {
                out.extend([&before[..open], &before[open + 1..]]);
            }
            (None, _) => out.extend([before, &behind[..=end]]),
        }
        rest = &behind[end + 1..];
    }
    out.push_str(rest);
    out
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().context("a page is in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_of_the_site_or_nowhere() {
        let text =
            "see [recipes](../python/recipes/README.md), [plans](plans.md) and [x](https://x.example/a)[1]";
        let own = "see [recipes](recipes.md), plans and [x](https://x.example/a)[1]";
        assert_eq!(linked(text), own);
    }
}
