//! What each subcommand does: one file each.

mod batch;
mod calendar;
mod completions;
mod form;
mod init;
mod inspect;
mod list;
mod merge;
mod month;
mod partial;
mod plan;
mod report;
mod score766;

use anyhow::Result;

use crate::args::{Args, Command, PlanAction};
use crate::exit::Exit;
use crate::messages::Messages;
use crate::places::{spare_inputs, spare_settings};

/// Runs what was asked for. An error is bad use, or that nothing could be read or written.
pub(crate) fn run(args: &Args, messages: Messages) -> Result<Exit> {
    let common = &args.common;
    spare_settings(&args.command, messages.lang)?;
    match &args.command {
        Command::Month(args) => month::run(args, messages),
        Command::Init(args) => init::run(args, messages),
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
