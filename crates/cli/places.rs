//! What a run reads and what it writes: no output replaces what is read, nor another output.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use sipas_core::Plan;
use sipas_csv::{is_special, resolved};
use sipas_intake::Kind;
use sipas_render::Lang;

use crate::args::{CalendarFiles, ClockArgs, Command, InputArgs, OutputArgs, PlanAction};
use crate::messages::Messages;
use crate::output::Output;
use sipas_app::{Source, rejects};

/// The files that a command line names, by what becomes of them. Exports are not among them: they are known once folders and
/// patterns were looked at.
#[derive(Debug, Default)]
struct Named {
    /// Plans, profiles, calendars, and what forms are filled with.
    settings: Vec<PathBuf>,
    /// The flag of each, and the file.
    written: Vec<(&'static str, PathBuf)>,
}

/// Refuses an output that is one of the settings, or another output.
pub(crate) fn spare_settings(command: &Command, lang: Lang) -> Result<()> {
    let named = Named::of(command);
    for (n, (flag, path)) in named.written.iter().enumerate() {
        if let Some(read) = named.settings.iter().find(|read| are_one(read, path)) {
            bail!(replaces(flag, path, &read.display().to_string(), lang));
        }
        if let Some((other, _)) = named.written[..n].iter().find(|(_, other)| are_one(other, path)) {
            let shown = path.display();
            bail!(lang.pick(
                format!("{other} và {flag} cùng ghi vào {shown}"),
                format!("{other} and {flag} both write to {shown}"),
            ));
        }
    }
    Ok(())
}

/// Refuses an output that is one of the exports, or the mended rows of an earlier run.
pub(crate) fn spare_inputs(
    sources: &[Source],
    output: &Output,
    rejects: Option<&Path>,
    messages: Messages,
) -> Result<()> {
    let output = output.file().map(|path| ("--output", path.to_owned()));
    for (flag, path) in output.into_iter().chain(rejects_files(rejects)) {
        if let Some(source) = sources.iter().find(|source| source.is(&path)) {
            bail!(replaces(flag, &path, &source.shown, messages.lang));
        }
    }
    Ok(())
}

fn rejects_files(target: Option<&Path>) -> Vec<(&'static str, PathBuf)> {
    let Some(target) = target else { return Vec::new() };
    let mut files: Vec<_> = Kind::ALL.map(|kind| ("--rejects", rejects::of_kind(target, kind))).into();
    // What is no file takes all kinds.
    files.dedup();
    files
}

/// Whether both are names of one file, however they are spelt, and whether or not it is there. What is no plain file is not
/// replaced, so that any number of outputs may go there.
pub(crate) fn are_one(a: &Path, b: &Path) -> bool {
    !is_special(b) && resolved(a).is_ok_and(|a| resolved(b).is_ok_and(|b| a == b))
}

fn replaces(flag: &str, path: &Path, read: &str, lang: Lang) -> String {
    let shown = path.display();
    lang.pick(
        format!("{flag} {shown} sẽ ghi đè lên đầu vào {read}; hãy chọn tên khác"),
        format!("{flag} {shown} would replace the input {read}; choose another name"),
    )
}

impl Named {
    fn of(command: &Command) -> Named {
        let named = Named::default();
        match command {
            Command::Report(args) => named
                .inputs(&args.inputs)
                .clock(&args.clock)
                .plan(&args.verdict.plan)
                .figures(&args.verdict.external)
                .also(args.units.as_ref())
                .output(&args.output),
            Command::List(args) => {
                named.inputs(&args.inputs).clock(&args.clock).also(args.units.as_ref()).output(&args.output)
            }
            Command::Form(args) => named
                .inputs(&args.inputs)
                .clock(&args.clock)
                .also(args.units.as_ref())
                .also(args.previous.as_ref())
                .each(&args.previous_export)
                .output(&args.output),
            Command::Score766(args) => named.inputs(&args.inputs).clock(&args.clock).output(&args.output),
            Command::Inspect(args) => named.inputs(&args.inputs).output(&args.output),
            Command::Merge(args) => {
                named.plan(&args.verdict.plan).figures(&args.verdict.external).output(&args.output)
            }
            Command::Calendar(args) => named.calendars(&args.files).output(&args.output),
            Command::Plan(args) => match &args.action {
                PlanAction::Show { plan, output } => named.plan(&plan.plan).output(output),
                PlanAction::Check { .. } => named,
            },
            Command::Month(args) => named.inputs(&args.inputs).clock(&args.clock),
            // A batch has outputs of its own.
            Command::Batch(_) | Command::Completions(_) | Command::Init(_) => named,
        }
    }

    fn inputs(mut self, args: &InputArgs) -> Named {
        self.settings.extend(args.profile.iter().cloned());
        self.written.extend(rejects_files(args.rejects.as_deref()));
        self
    }

    fn clock(self, args: &ClockArgs) -> Named {
        self.calendars(&args.calendar)
    }

    fn calendars(mut self, args: &CalendarFiles) -> Named {
        self.settings.extend(args.calendar.iter().cloned());
        self
    }

    fn plan(mut self, name: &str) -> Named {
        if name != "none" && !Plan::is_embedded(name) {
            self.settings.push(name.into());
        }
        self
    }

    fn figures(mut self, external: &[String]) -> Named {
        self.settings.extend(external.iter().filter(|given| !given.contains('=')).map(PathBuf::from));
        self
    }

    fn each(mut self, files: &[PathBuf]) -> Named {
        self.settings.extend(files.iter().cloned());
        self
    }

    fn also(mut self, file: Option<&PathBuf>) -> Named {
        self.settings.extend(file.cloned());
        self
    }

    fn output(mut self, args: &OutputArgs) -> Named {
        let file = args.output.clone().filter(|path| path.as_os_str() != "-");
        self.written.splice(0..0, file.map(|path| ("--output", path)));
        self
    }
}
