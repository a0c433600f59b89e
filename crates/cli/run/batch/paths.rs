//! A batch file may come from somebody else: it reads and writes beside itself, unless it is told to do otherwise.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use sipas_app::Source;
use sipas_app::batch::{BatchFile, OutputTable};
use sipas_app::exports::{self, Accept};
use sipas_csv::resolved;
use sipas_render::Lang;

use crate::places::are_one;

/// Refuses paths that lead out of the folder, which is the working directory.
pub(super) fn check(file: &BatchFile, lang: Lang) -> Result<()> {
    let lists = [&file.exports, &file.pakn, &file.procedures, &file.survey, &file.profiles, &file.calendar];
    let of_forms = file.outputs.iter().flat_map(OutputTable::read);
    let read = lists.into_iter().flatten().chain(&file.plan).chain(&file.units).chain(of_forms);
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
    let inside = fs::canonicalize(".").ok().zip(resolved(path).ok());
    !inside.is_some_and(|(folder, place)| place.starts_with(folder))
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
        if outputs[..n].iter().any(|other| are_one(other, path)) {
            bail!(
                lang.pick(
                    format!("hai đầu ra cùng ghi vào {shown}"),
                    format!("two outputs write to {shown}")
                )
            );
        }
        let read =
            sources.iter().any(|source| source.is(path)) || settings.iter().any(|other| are_one(other, path));
        if read || named.iter().any(|name| would_read(Path::new(name), path)) {
            bail!(lang.pick(
                format!("đầu ra {shown} là đầu vào, hoặc lần chạy sau sẽ đọc nó như đầu vào; hãy chọn chỗ khác"),
                format!("the output {shown} is an input, or the next run would read it as one; choose another place"),
            ));
        }
    }
    Ok(())
}

/// Whether a file would be read where that is named: as a pattern, or as a folder. Compared are the places that the fixed part
/// of the name and the file lead to.
fn would_read(named: &Path, file: &Path) -> bool {
    let is_fixed = |part: &Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let fixed: PathBuf = named.components().take_while(is_fixed).collect();
    let pattern: PathBuf = named.components().skip_while(is_fixed).collect();
    let (Ok(folder), Ok(file)) = (resolved(&fixed), resolved(file)) else { return false };
    if pattern.as_os_str().is_empty() {
        return exports::would_read(&folder, &file, Accept::All);
    }
    file.strip_prefix(folder).is_ok_and(|file| exports::would_read(&pattern, file, Accept::All))
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
