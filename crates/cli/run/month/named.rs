//! What was dropped on the program, told apart by its headers.

use std::env;
use std::path::{Path, PathBuf, absolute};

use anyhow::{Result, bail};
use sipas_app::exports::{self, Accept, PassedOver, RESULTS};

use super::ask;
use crate::args::{InputArgs, MonthArgs};
use crate::messages::Messages;
use crate::read::{tell_passed_over, told_apart};

/// The files that were named, or that lie here where nothing was.
#[derive(Debug)]
pub(super) struct Named {
    /// Where they lie: results go beside them.
    pub(super) folder: PathBuf,
    /// Whether the program stands in that folder, so that names can be those within it.
    is_here: bool,
    /// Each, and whether somebody named it by itself.
    files: Vec<(PathBuf, bool)>,
    passed_over: Vec<PassedOver>,
}

impl Named {
    pub(super) fn of(args: &MonthArgs, messages: Messages) -> Result<Named> {
        let lang = messages.lang;
        let inputs = &args.inputs;
        let mut names = inputs.exports.iter().map(absolute).collect::<Result<Vec<_>, _>>()?;
        let by_kind = [&inputs.pakn, &inputs.procedures, &inputs.survey];
        if names.is_empty() && by_kind.iter().all(|files| files.is_empty()) {
            names.push(lying_here(messages)?);
        }
        if let Some(result) = names.iter().find(|name| is_result(name)) {
            let shown = result.display();
            bail!(lang.pick(
                format!("{shown} là kết quả của sipas, không phải tệp kết xuất"),
                format!("{shown} is a result of sipas, and no export"),
            ));
        }
        let first =
            names.first().or_else(|| by_kind.into_iter().flatten().next()).cloned().unwrap_or_default();
        let first = absolute(first)?;
        let folder = if first.is_dir() { first } else { first.parent().unwrap_or(Path::new(".")).to_owned() };
        let mut found = Named { folder, is_here: false, files: Vec::new(), passed_over: Vec::new() };
        for name in names {
            match exports::named(&name, Accept::All) {
                Ok(under) => {
                    let alone = name.is_file();
                    found.files.extend(under.files.into_iter().map(|(path, _)| (path, alone)));
                    found.passed_over.extend(under.passed_over);
                }
                Err(nothing) => {
                    bail!("{}: {}", exports::shown(&name), lang.pick(nothing.vi(), nothing.to_string()))
                }
            }
        }
        Ok(found)
    }

    /// Goes to the folder of the files and tells them by kind, named from there as they would have been typed. What a
    /// folder holds and has no known header is passed over.
    pub(super) fn told_apart(&mut self, args: &InputArgs, messages: Messages) -> Result<InputArgs> {
        let all = |files: &[PathBuf]| files.iter().map(absolute).collect::<Result<Vec<_>, _>>();
        let mut inputs = InputArgs {
            exports: Vec::new(),
            pakn: all(&args.pakn)?,
            procedures: all(&args.procedures)?,
            survey: all(&args.survey)?,
            profile: all(&args.profile)?,
            rejects: args.rejects.as_ref().map(absolute).transpose()?,
            ..args.clone()
        };
        // Windows lets no program stand in a folder whose path is longer than 258 letters.
        self.is_here = env::set_current_dir(&self.folder).is_ok();
        for file in [&mut inputs.pakn, &mut inputs.procedures, &mut inputs.survey].into_iter().flatten() {
            *file = self.beside(file);
        }
        let paths: Vec<_> = self.files.iter().map(|(path, _)| path.clone()).collect();
        for unknown in told_apart(&paths, &mut inputs, |path| self.beside(path), messages)? {
            if self.files.contains(&(unknown.clone(), true)) {
                // Read as dossiers, it says what it lacks of them.
                inputs.exports.push(self.beside(&unknown));
            } else {
                let shown = exports::shown(&self.beside(&unknown));
                messages.warning(&messages.lang.pick(
                    format!("{shown}: không có tiêu đề cột nào đã biết nên không đọc"),
                    format!("{shown}: no header is known, so that it is not read"),
                ));
            }
        }
        tell_passed_over(std::mem::take(&mut self.passed_over), messages);
        Ok(inputs)
    }

    /// A file by its name beside the results, where the program stands there.
    fn beside(&self, path: &Path) -> PathBuf {
        if !self.is_here {
            return path.to_owned();
        }
        path.strip_prefix(&self.folder).map_or_else(|_| path.to_owned(), Path::to_owned)
    }
}

/// The folder that holds exports where nothing was named: that in which the program was started, else its own.
fn lying_here(messages: Messages) -> Result<PathBuf> {
    let lang = messages.lang;
    let program = env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    let folders = [env::current_dir().ok(), program];
    let count = |folder: &PathBuf| exports::named(folder, Accept::All).map_or(0, |found| found.files.len());
    let found =
        folders.into_iter().flatten().map(|folder| (count(&folder), folder)).find(|(count, _)| *count > 0);
    let Some((count, folder)) = found else {
        bail!(lang.pick(
            "không có tệp kết xuất nào ở đây: hãy kéo thả tệp hoặc thư mục vào chương trình, hoặc đặt chương trình vào thư mục có tệp; xem thêm: sipas --help",
            "no export lies here: drop files or a folder on the program, or put it into their folder; see sipas --help",
        ))
    };
    let shown = exports::shown(&folder);
    if ask::somebody_sits_here() {
        let question = lang.pick(
            format!("Lập kết quả từ {count} tệp trong {shown}? (c: có, k: không)"),
            format!("Make the results of {count} files in {shown}? (y: yes, n: no)"),
        );
        let answer = ask::ask(&question, lang.pick("c", "y"), lang)?.to_lowercase();
        if !answer.starts_with(['c', 'y']) {
            bail!(lang.pick("không làm gì", "nothing is done"));
        }
    }
    Ok(folder)
}

/// Whether a path lies in a folder of results.
fn is_result(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().eq_ignore_ascii_case(RESULTS))
}
