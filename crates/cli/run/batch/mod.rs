//! The monthly run as a file: everything is made first, and written only where all of it could be made.

mod account;
mod paths;
mod product;
mod stage;
mod units;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use sipas_app::batch::{BatchFile, OutputTable};
use sipas_app::exports::{self, Accept};
use sipas_app::{InLang, Keep};
use sipas_core::Plan;
use sipas_render::Lang;

use self::account::{Account, Print};
use self::product::{Made, Product};
use self::stage::Stage;
use super::report;
use crate::args::{self, Args, BatchArgs, Command, InputArgs};
use crate::exit::Exit;
use crate::job::{self, Settings};
use crate::messages::Messages;
use crate::read::{Job, tell_passed_over, told_apart};

pub(super) fn run(args: &BatchArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let (batch, name) = read(&args.file, lang)?;
    let stage = Stage::of(&name)?;
    if stage.recover(lang)? {
        messages.note(lang.pick(
            "lần chạy trước bị ngắt giữa chừng: các tệp đã trở lại như trước, hoặc đã đủ như lần đó ghi",
            "the run before was cut off: its files are as they were before it, or all as it wrote them",
        ));
    }
    let usual = match &batch.lang {
        None => lang,
        Some(name) => product::language(name, lang)?,
    };
    let Command::Report(mut typed) = typed(batch.report_line(), lang)? else { bail!("a report is typed") };
    by_kind(&mut typed.inputs, messages)?;
    let products = batch.outputs.iter().map(|output| Product::of(output, &batch, lang, usual));
    let products = products.collect::<Result<Vec<_>>>()?;
    let log = batch.log.as_ref().map_or_else(|| product::beside(&name, "log"), PathBuf::from);
    let summary =
        batch.summary.as_ref().map_or_else(|| product::beside(&name, "summary.json"), PathBuf::from);
    let settings_files = settings_files(&batch, &name);

    let settings = Settings::resolve_at_midnight(&typed.clock, lang)?;
    let baseline = typed.baseline.as_deref().map(|text| settings.baseline(text)).transpose()?;
    let plan = job::plan_with(&typed.verdict.plan, &typed.verdict.external, lang)?;
    report::check_use(typed.verdict.check.is_some(), &typed.by, plan.as_ref(), lang)?;
    let job = Job::resolve(&typed.inputs, None, messages)?.accepting(&typed.accepted.codes);
    let job = job.naming_units(typed.units.as_deref(), lang)?;
    let job = job.keeping_rejects(products.iter().any(Product::lists_rejected));
    let targets: Vec<PathBuf> =
        products.iter().map(|product| product.path.clone()).chain([log.clone(), summary.clone()]).collect();
    paths::apart(&targets, &job.sources, &settings_files, &named(&batch), lang)?;

    let loaded = job.read(Keep::Everything, messages)?;
    if loaded.exit() == Exit::Refused {
        messages.error(lang.pick(
            "có đầu vào không được đọc: không ghi tệp nào",
            "an input was refused: nothing is written",
        ));
        return Ok(Exit::Refused);
    }
    let (clock, _) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
    job::check_groups(&loaded.data, &typed.by, lang)?;
    job::check_plan(&loaded.data, plan.as_ref(), lang)?;
    let made_report = loaded.data.report(&clock, &typed.by, plan.as_ref(), baseline);
    let made = Made { loaded: &loaded, clock: &clock, plan: plan.as_ref(), baseline, report: &made_report };
    let mut outputs = Vec::new();
    for product in &products {
        outputs.push((product.path.clone(), product.bytes(&made, messages)?));
    }
    report::warn(&made_report, messages);
    let exit = typed
        .verdict
        .check
        .map_or(Exit::Done, |strictness| report::check(&made_report, strictness, messages));

    let print = |(product, (path, bytes)): (&Product, &(PathBuf, Vec<u8>))| {
        Print::of_bytes(path, product.format.name, bytes)
    };
    let mut account = Account {
        batch: name.display().to_string(),
        settings: settings_files
            .iter()
            .map(|path| Print::of_file(path, "settings"))
            .collect::<Result<_>>()?,
        inputs: job
            .sources
            .iter()
            .filter_map(|source| Print::of_source(source).transpose())
            .collect::<Result<_>>()?,
        outputs: products.iter().zip(&outputs).map(print).collect(),
        report: &made_report,
        exit,
    };
    let text = account.log(usual);
    account.outputs.push(Print::of_bytes(&log, "log", &text));
    outputs.push((log, text));
    outputs.push((summary, account.summary()));
    stage.replace(&outputs, lang)?;
    messages.note(&lang.pick(
        format!("đã ghi {} tệp, kể cả nhật ký và bản tóm tắt", outputs.len()),
        format!("{} files written, log and summary among them", outputs.len()),
    ));
    Ok(exit)
}

/// The exports of folders by their kinds, which their headers tell; of patterns and files the key tells.
fn by_kind(inputs: &mut InputArgs, messages: Messages) -> Result<()> {
    let (folders, named) = std::mem::take(&mut inputs.exports).into_iter().partition(|path| path.is_dir());
    inputs.exports = named;
    let folders: Vec<PathBuf> = folders;
    for folder in folders {
        match exports::named(&folder, Accept::All) {
            Ok(found) => {
                let files: Vec<_> = found.files.into_iter().map(|(path, _)| path).collect();
                tell_passed_over(found.passed_over, messages);
                // What has no known header is refused as dossiers.
                let unknown = told_apart(&files, inputs, Path::to_owned, messages)?;
                inputs.exports.extend(unknown);
            }
            Err(_) => inputs.exports.push(folder),
        }
    }
    Ok(())
}

/// Reads the file and goes to its folder, from which all its paths are meant. Its name there is given too.
fn read(path: &Path, lang: Lang) -> Result<(BatchFile, PathBuf)> {
    let mut batch = parsed(path, lang)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        env::set_current_dir(folder).with_context(|| folder.display().to_string())?;
    }
    if batch.outputs.is_empty() {
        bail!(lang.pick("tệp batch không có [[outputs]] nào", "the batch file has no [[outputs]]"));
    }
    batch.settle_period(job::now()?.day()).map_err(|error| anyhow!(error.in_lang(lang)))?;
    paths::check(&batch, lang)?;
    let name = path.file_name().map(PathBuf::from).context("a file that was read has a name")?;
    Ok((batch, name))
}

/// What a file of settings says, as flags of the month's work.
pub(super) fn flags_of_month(path: &Path, lang: Lang) -> Result<Vec<String>> {
    let batch = parsed(path, lang)?;
    let path = std::path::absolute(path)?;
    Ok(batch.seen_from(path.parent().unwrap_or(&path)).month_line())
}

fn parsed(path: &Path, lang: Lang) -> Result<BatchFile> {
    let text = job::text_of(path, lang)?;
    BatchFile::parse(&text).map_err(|error| anyhow!("{}: {}", path.display(), error.in_lang(lang)))
}

/// A command line read as if it had been typed.
fn typed(line: Vec<String>, lang: Lang) -> Result<Command> {
    let line: Vec<OsString> = ["sipas".to_owned()].into_iter().chain(line).map(OsString::from).collect();
    let args = Args::read(&line, lang).map_err(|error| anyhow!(args::said(&error, lang)))?;
    Ok(args.command)
}

/// What is read besides the exports.
fn settings_files(batch: &BatchFile, name: &Path) -> Vec<PathBuf> {
    let plan = batch.plan.as_ref().filter(|plan| *plan != "none" && Plan::named(plan).is_none());
    let of_forms = batch.outputs.iter().flat_map(OutputTable::read);
    let others = batch.profiles.iter().chain(&batch.calendar).chain(&batch.units).chain(plan).chain(of_forms);
    std::iter::once(name.to_owned()).chain(others.map(PathBuf::from)).collect()
}

/// The exports as they are named.
fn named(batch: &BatchFile) -> Vec<String> {
    [&batch.exports, &batch.pakn, &batch.procedures, &batch.survey].into_iter().flatten().cloned().collect()
}
