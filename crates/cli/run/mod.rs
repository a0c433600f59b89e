//! What each subcommand does: one file each.

mod batch;
mod calendar;
mod completions;
mod form;
mod inspect;
mod list;
mod merge;
mod partial;
mod plan;
mod report;
mod score766;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use sipas_intake::Kind;

use crate::args::{Args, Command, PlanAction};
use crate::exit::Exit;
use crate::inputs::Source;
use crate::messages::Messages;
use crate::output::Output;
use crate::rejects;

/// Runs what was asked for. An error is bad use, or that nothing could be read or written.
pub(crate) fn run(args: &Args, messages: Messages) -> Result<Exit> {
    let common = &args.common;
    match &args.command {
        Command::Report(args) if args.partial => partial::run(args, common, messages),
        Command::Report(args) => report::run(args, common, messages),
        Command::List(args) => list::run(args, common, messages),
        Command::Form(args) => form::run(args, common, messages),
        Command::Score766(args) => score766::run(args, common, messages),
        Command::Merge(args) => merge::run(args, common, messages),
        Command::Batch(args) => batch::run(args, messages),
        Command::Inspect(args) => inspect::run(args, common, messages),
        Command::Calendar(args) => calendar::run(args, common, messages),
        Command::Plan(args) => match &args.action {
            PlanAction::Show { plan, output } => plan::show(&plan.plan, output, common, messages),
            PlanAction::Check { plan } => plan::check(&plan.plan, messages),
        },
        Command::Completions(args) => completions::run(args, messages),
    }
}

/// No output may replace what is read, be it an export or the mended rows of an earlier run; nor another output.
fn spare_inputs(
    sources: &[Source],
    output: &Output,
    rejects: Option<&Path>,
    messages: Messages,
) -> Result<()> {
    let rejects =
        Kind::ALL.into_iter().filter_map(|kind| rejects.map(|target| rejects::of_kind(target, kind)));
    let written: Vec<(&str, PathBuf)> = (output.file().map(|path| ("--output", path.to_owned())).into_iter())
        .chain(rejects.map(|path| ("--rejects", path)))
        .collect();
    for (n, (flag, path)) in written.iter().enumerate() {
        let shown = path.display();
        if let Some(source) = sources.iter().find(|source| source.is(path)) {
            bail!(messages.lang.pick(
                format!("{flag} {shown} sẽ ghi đè lên đầu vào {}; hãy chọn tên khác", source.shown),
                format!("{flag} {shown} would replace the input {}; choose another name", source.shown),
            ));
        }
        if let Some((other, _)) = written[..n].iter().find(|(_, before)| before == path) {
            bail!(messages.lang.pick(
                format!("{other} và {flag} cùng ghi vào {shown}"),
                format!("{other} and {flag} both write to {shown}"),
            ));
        }
    }
    Ok(())
}
