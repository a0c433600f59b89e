//! A batch file may come from somebody else: it reads and writes beside itself, unless it is told to do otherwise.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use sipas_front::exports;
use sipas_render::Lang;

use super::file::BatchFile;
use crate::inputs::Source;

/// Refuses paths that lead out of the folder, which is the working directory.
pub(super) fn check(file: &BatchFile, lang: Lang) -> Result<()> {
    let lists = [&file.exports, &file.pakn, &file.procedures, &file.survey, &file.profiles, &file.calendar];
    let read = lists.into_iter().flatten().chain(file.plan.as_ref());
    let written = file.outputs.iter().map(|output| &output.path).chain(&file.log).chain(&file.summary);
    for path in read.clone().chain(written.clone()) {
        if path == "-" {
            bail!(lang.pick(
                "tệp batch không dùng - (đầu vào, đầu ra chuẩn)",
                "a batch file knows no - (standard input, output)"
            ));
        }
    }
    if file.allow_outside {
        return Ok(());
    }
    let out = read.clone().find(|path| !stays(Path::new(path)));
    if let Some(path) = out.or_else(|| written.clone().find(|path| leads_out(Path::new(path)))) {
        bail!(lang.pick(
            format!("{path:?} ra ngoài thư mục của tệp batch; nếu đúng ý, hãy thêm allow_outside = true"),
            format!("{path:?} leads out of the folder of the batch file; if that is meant, add allow_outside = true"),
        ));
    }
    Ok(())
}

/// Whether a relative path never climbs above where it begins.
fn stays(path: &Path) -> bool {
    let mut depth = 0;
    path.components().all(|component| {
        match component {
            Component::Prefix(_) | Component::RootDir => return false,
            Component::ParentDir => depth -= 1,
            Component::CurDir => {}
            Component::Normal(_) => depth += 1,
        }
        depth >= 0
    })
}

/// Whether what is written there lands outside: by its name, or by a link on its way.
fn leads_out(path: &Path) -> bool {
    let existing =
        path.ancestors().find(|part| part.as_os_str().is_empty() || fs::symlink_metadata(part).is_ok());
    let existing = existing.filter(|part| !part.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let inside = fs::canonicalize(".").ok().zip(fs::canonicalize(existing).ok());
    !stays(path) || !inside.is_some_and(|(folder, real)| real.starts_with(folder))
}

/// Refuses outputs that meet another output, what is read, or what the next run would read.
pub(super) fn apart(
    outputs: &[PathBuf],
    sources: &[Source],
    settings: &[PathBuf],
    named: &[String],
    lang: Lang,
) -> Result<()> {
    for (n, path) in outputs.iter().enumerate() {
        let shown = path.display();
        if outputs[..n].iter().any(|other| same(other, path)) {
            bail!(
                lang.pick(
                    format!("hai đầu ra cùng ghi vào {shown}"),
                    format!("two outputs write to {shown}")
                )
            );
        }
        let read =
            sources.iter().any(|source| source.is(path)) || settings.iter().any(|other| same(other, path));
        if read || named.iter().any(|name| exports::would_read(Path::new(name), path, &exports::ALL)) {
            bail!(lang.pick(
                format!("đầu ra {shown} là đầu vào, hoặc lần chạy sau sẽ đọc nó như đầu vào; hãy chọn chỗ khác"),
                format!("the output {shown} is an input, or the next run would read it as one; choose another place"),
            ));
        }
    }
    Ok(())
}

fn same(a: &Path, b: &Path) -> bool {
    let plain =
        |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    let real = |path: &Path| fs::canonicalize(path).ok();
    plain(a) == plain(b) || real(a).is_some_and(|a| real(b) == Some(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_in_its_folder_or_not() {
        let stay = ["a", "a/b.csv", "./a", "a/../b", "a/b/../../c", "*.csv"];
        let leave = ["..", "../a", "a/../../b", "/tmp/a", "a/../.."];
        assert!(stay.iter().all(|path| stays(Path::new(path))));
        assert!(!leave.iter().any(|path| stays(Path::new(path))));
    }
}
