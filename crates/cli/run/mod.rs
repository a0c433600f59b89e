//! What each subcommand does: one file each.

mod calendar;
mod completions;
mod inspect;
mod list;
mod plan;
mod report;

use std::path::Path;

use anyhow::{Result, bail};

use crate::args::{Args, Command, PlanAction};
use crate::exit::Exit;
use crate::messages::Messages;
use crate::read::Job;

/// Runs what was asked for. An error is bad use, or that nothing could be read or written.
pub(crate) fn run(args: &Args, messages: Messages) -> Result<Exit> {
    let common = &args.common;
    match &args.command {
        Command::Report(args) => report::run(args, common, messages),
        Command::List(args) => list::run(args, common, messages),
        Command::Inspect(args) => inspect::run(args, common, messages),
        Command::Calendar(args) => calendar::run(args, common, messages),
        Command::Plan(args) => match &args.action {
            PlanAction::Show { plan, output } => plan::show(&plan.plan, output, common, messages),
            PlanAction::Check { plan } => plan::check(&plan.plan, messages),
        },
        Command::Completions(args) => completions::run(args, messages),
    }
}

/// No output may replace what is read: neither the export, nor the mended rows of an earlier run.
fn spare_inputs<'p>(
    job: &Job,
    written: impl IntoIterator<Item = (&'static str, &'p Path)>,
    messages: Messages,
) -> Result<()> {
    let written: Vec<_> = written.into_iter().collect();
    for (n, (flag, path)) in written.iter().enumerate() {
        if let Some(source) = job.sources.iter().find(|source| source.is(path)) {
            bail!(messages.lang.pick(
                format!(
                    "{flag} {} sẽ ghi đè lên đầu vào {}; hãy chọn tên khác",
                    path.display(),
                    source.shown
                ),
                format!(
                    "{flag} {} would replace the input {}; choose another name",
                    path.display(),
                    source.shown
                ),
            ));
        }
        if let Some((other, _)) = written[..n].iter().find(|(_, before)| before == path) {
            bail!(messages.lang.pick(
                format!("{other} và {flag} cùng ghi vào {}", path.display()),
                format!("{other} and {flag} both write to {}", path.display()),
            ));
        }
    }
    Ok(())
}
