//! What clap says of its own accord, in the language of the reader.

use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use sipas_render::Lang;

/// The headings of the help, which clap has in English only.
pub(super) fn headed(command: Command, lang: Lang) -> Command {
    let (usage, options, commands) =
        lang.pick(("Cách dùng:", "[TÙY CHỌN]", "Lệnh"), ("Usage:", "[OPTIONS]", "Commands"));
    let rest = match command.get_name() {
        "sipas" | "plan" => lang.pick("<LỆNH>", "<COMMAND>"),
        "report" | "inspect" | "score766" | "month" => "[EXPORT]...",
        "merge" => "<PARTIAL>...",
        "list" => "[EXPORT]... --which <BUCKET>",
        "form" => "[EXPORT]... --form <FORM>",
        "show" | "init" => "[FILE.toml]",
        "check" | "batch" => "<FILE.toml>",
        "completions" => "<SHELL>",
        _ => "",
    };
    let template = format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}");
    let name = if matches!(command.get_name(), "show" | "check") {
        format!("sipas plan {}", command.get_name())
    } else if command.get_name() == "sipas" {
        "sipas".to_owned()
    } else {
        format!("sipas {}", command.get_name())
    };
    command
        // Of a flag written twice the later one counts, so that one can be added to a line out of a script.
        .args_override_self(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(template)
        .override_usage(format!("{name} {options} {rest}"))
        .subcommand_help_heading(commands)
        .mut_subcommands(|sub| headed(sub, lang))
}

/// An error of the command line for people.
pub(crate) fn said(error: &Error, lang: Lang) -> String {
    let text = match lang {
        Lang::Vi => vietnamese(error),
        Lang::En => None,
    };
    text.unwrap_or_else(|| {
        let text = error.render().to_string();
        text.strip_prefix("error: ").map(str::to_owned).unwrap_or(text)
    })
}

fn vietnamese(error: &Error) -> Option<String> {
    let get = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(all)) => Some(all.join(", ")),
        Some(ContextValue::Number(n)) => Some(n.to_string()),
        _ => None,
    };
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tùy chọn {arg}"),
        ErrorKind::InvalidSubcommand => {
            format!("không có lệnh {}", get(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} cần một giá trị"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{arg} không nhận giá trị {value:?}"),
        ErrorKind::MissingRequiredArgument => format!("thiếu {arg}"),
        ErrorKind::ArgumentConflict => {
            let prior = get(ContextKind::PriorArg).unwrap_or_default();
            if prior.is_empty() || prior == arg {
                format!("{arg} chỉ được nêu một lần")
            } else {
                format!("{arg} không đi cùng {prior}")
            }
        }
        ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            let expected = get(ContextKind::ExpectedNumValues).or_else(|| get(ContextKind::MinValues));
            format!("{arg} cần {} giá trị", expected.unwrap_or_default())
        }
        ErrorKind::TooManyValues => format!("{arg}: thừa giá trị {value:?}"),
        ErrorKind::NoEquals => format!("{arg} cần dấu ="),
        ErrorKind::InvalidUtf8 => "dòng lệnh có ký tự không phải UTF-8".to_owned(),
        _ => return None,
    };
    let suggestions =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    if let Some(meant) = suggestions.into_iter().find_map(get) {
        let _ = write!(text, "; có phải là {meant}?");
    }
    if let Some(valid) = get(ContextKind::ValidValue).filter(|valid| !valid.is_empty()) {
        let _ = write!(text, "\nchỉ nhận: {valid}");
    }
    text += "\nxem thêm: --help";
    Some(text)
}
