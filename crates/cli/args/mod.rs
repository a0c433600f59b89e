//! The command line as it is typed: one file a subcommand. What it comes to is [`crate::job`]'s to say.
//!
//! The texts of the help are Vietnamese where they are defined; [`english`] has the same ones in English.

mod batch;
mod calendar;
mod choice;
mod clock;
mod common;
mod completions;
mod english;
mod form;
mod init;
mod inputs;
mod inspect;
mod list;
mod merge;
mod month;
mod output;
mod plan;
mod report;
mod score766;
mod usage;
mod verdict;

pub(crate) use batch::BatchArgs;
pub(crate) use calendar::CalendarArgs;
pub(crate) use clock::{CalendarFiles, ClockArgs};
pub(crate) use common::{ColorChoice, CommonArgs, language};
pub(crate) use completions::CompletionsArgs;
pub(crate) use form::FormArgs;
pub(crate) use init::InitArgs;
pub(crate) use inputs::{AcceptArgs, InputArgs};
pub(crate) use inspect::InspectArgs;
pub(crate) use list::ListArgs;
pub(crate) use merge::MergeArgs;
pub(crate) use month::MonthArgs;
pub(crate) use output::OutputArgs;
pub(crate) use plan::{PlanAction, PlanArgs};
pub(crate) use report::ReportArgs;
pub(crate) use score766::Score766Args;
pub(crate) use verdict::{Strictness, VerdictArgs};

use std::ffi::OsString;
use std::path::Path;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use sipas_render::Lang;

/// Tính các chỉ tiêu giải quyết TTHC, PAKN từ tệp kết xuất của Bộ phận Một cửa
///
/// Đọc các tệp kết xuất hồ sơ, phản ánh kiến nghị, danh mục thủ tục và khảo sát; tính các chỉ số đúng từng số đếm; chấm
/// theo kế hoạch. Không phải điểm SIPAS: SIPAS là điều tra xã hội học, còn đây là số liệu từ hồ sơ.
#[derive(Debug, Parser)]
#[command(name = "sipas", version, max_term_width = 110)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) common: CommonArgs,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Month(Box<MonthArgs>),
    Init(InitArgs),
    Report(ReportArgs),
    List(ListArgs),
    Form(FormArgs),
    Score766(Score766Args),
    Batch(BatchArgs),
    Merge(MergeArgs),
    Inspect(InspectArgs),
    Calendar(CalendarArgs),
    Plan(PlanArgs),
    Completions(CompletionsArgs),
}

impl Args {
    /// Reads a command line. The error is clap's, to be said by [`said`]; help and version are such errors too.
    pub(crate) fn read(line: &[OsString], lang: Lang) -> Result<Args, clap::Error> {
        Args::read_with(line, Vec::new(), lang)
    }

    /// Reads a line with what a file of settings says before what was typed, which goes before it.
    pub(crate) fn read_with(
        line: &[OsString],
        settings: Vec<String>,
        lang: Lang,
    ) -> Result<Args, clap::Error> {
        let mut command = command(lang);
        let mut line = in_full(line, &command);
        let of_command = first_word(&line).map_or(line.len(), |at| at + 1);
        line.splice(of_command..of_command, settings.into_iter().map(OsString::from));
        Args::from_arg_matches(&command.try_get_matches_from_mut(line)?)
    }
}

/// `sipas help report` as `sipas report --help`, `sipas help` as `sipas --help`, and files without a command as the month's
/// work. A word that is no file is left to be refused: it may be a command with a slip in it.
fn in_full(line: &[OsString], command: &clap::Command) -> Vec<OsString> {
    let mut line = line.to_vec();
    let Some(at) = first_word(&line) else { return line };
    if line[at] == "help" {
        line.remove(at);
        line.push("--help".into());
    } else if command.find_subcommand(&line[at]).is_none() {
        let path = Path::new(&line[at]);
        let is_named = line[at].to_string_lossy().contains(['.', '/', '\\', '*', '?']);
        if is_named || path.exists() {
            line.insert(at, "month".into());
        }
    }
    line
}

/// Where the first word stands that is no flag, nor the value of one.
fn first_word(line: &[OsString]) -> Option<usize> {
    let takes_value = |flag: &OsString| flag == "--lang" || flag == "--color";
    (1..line.len()).find(|at| {
        !line[*at].to_string_lossy().starts_with('-') && !line.get(at - 1).is_some_and(takes_value)
    })
}

/// The definition of the command, in the language of the reader.
pub(crate) fn command(lang: Lang) -> clap::Command {
    let command = usage::headed(Args::command(), lang).mut_subcommand("form", |form| {
        // The forms report on these months, whatever the other figures are by.
        form.mut_arg("window", |window| {
            window
                .default_value("reporting")
                .help("Cách cắt kỳ: reporting (mặc định: từ ngày 15 tháng trước đến ngày 14) hoặc calendar (từ ngày 1)")
        })
    });
    match lang {
        Lang::Vi => command,
        Lang::En => english::translated(command),
    }
}

pub(crate) use usage::said;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds_in_both_languages() {
        for lang in Lang::ALL {
            command(lang).debug_assert();
        }
    }

    /// Whoever adds an argument is told here that its help wants an English text.
    #[test]
    fn every_text_of_the_help_has_both_languages() {
        fn texts(command: &clap::Command, path: &str, found: &mut Vec<(String, String)>) {
            let path = format!("{path} {}", command.get_name());
            let about = [command.get_about(), command.get_long_about(), command.get_after_help()];
            found.extend(about.into_iter().flatten().map(|text| (path.clone(), text.to_string())));
            for arg in command.get_arguments() {
                let at = format!("{path} {}", arg.get_id());
                let heading = arg.get_help_heading().map(ToString::to_string);
                let help = [arg.get_help(), arg.get_long_help()];
                assert!(help[0].is_some(), "{at} has no help");
                found.extend(help.into_iter().flatten().map(|text| (at.clone(), text.to_string())));
                found.extend(heading.map(|text| (at, text)));
            }
            command.get_subcommands().for_each(|sub| texts(sub, &path, found));
        }
        let found = |lang| {
            let mut found = Vec::new();
            texts(&command(lang), "", &mut found);
            found
        };
        let (vi, en) = (found(Lang::Vi), found(Lang::En));
        assert_eq!(vi.len(), en.len());
        let vietnamese = |text: &str| {
            text.chars().any(|c| "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềếểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ".contains(c))
        };
        for ((at, vi), (_, en)) in vi.iter().zip(&en) {
            assert_ne!(vi, en, "{at} is not translated");
            assert!(!vietnamese(en), "{at}: {en}");
        }
    }
}
