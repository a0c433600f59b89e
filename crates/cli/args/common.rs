use std::ffi::{OsStr, OsString};

use clap::{ArgAction, Args};
use sipas_render::Lang;

use super::choice;

/// What every subcommand takes.
#[derive(Debug, Args)]
#[command(disable_help_flag = true, disable_version_flag = true, next_help_heading = "Chung")]
pub(crate) struct CommonArgs {
    /// Ngôn ngữ: vi (mặc định) hoặc en; cũng đặt được bằng biến môi trường SIPAS_LANG
    #[arg(long, global = true, value_name = "vi|en", hide_possible_values = true)]
    #[arg(value_parser = choice::choice(Lang::ALL.map(|lang| (lang.name().to_owned(), lang))))]
    pub(crate) lang: Option<Lang>,

    /// Tô màu: auto (mặc định: chỉ trên màn hình), always, never; biến NO_COLOR được tôn trọng
    #[arg(long, global = true, value_name = "WHEN", hide_possible_values = true, hide_default_value = true)]
    #[arg(value_parser = ColorChoice::parser(), default_value = "auto")]
    pub(crate) color: ColorChoice,

    /// Không hiện tiến độ và ghi chú; lỗi và cảnh báo vẫn hiện
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,

    /// Thời điểm chạy, như 2025-07-10 (mặc định: đồng hồ máy); cũng đặt được bằng biến môi trường SIPAS_NOW
    #[arg(long, global = true, value_name = "TIME")]
    pub(crate) now: Option<String>,

    /// Xem hướng dẫn; --help có thêm ví dụ
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,

    /// Xem phiên bản
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColorChoice {
    Auto,
    Always,
    Never,
}

impl ColorChoice {
    fn parser() -> impl clap::builder::TypedValueParser<Value = ColorChoice> {
        choice::of([
            ("auto", ColorChoice::Auto),
            ("always", ColorChoice::Always),
            ("never", ColorChoice::Never),
        ])
    }
}

/// The language asked for, found before the command line is read: its errors are to be in that language too.
pub(crate) fn language(line: &[OsString], environment: Option<&OsStr>) -> Lang {
    let written = line.iter().zip(line.iter().skip(1).map(Some).chain([None])).filter_map(|(arg, next)| {
        let arg = arg.to_str()?;
        arg.strip_prefix("--lang=").or_else(|| (arg == "--lang").then(|| next?.to_str()).flatten())
    });
    let named = written.last().or_else(|| environment.and_then(OsStr::to_str));
    named.and_then(Lang::named).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_wherever_it_is_written() {
        let line = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let en = Some(OsStr::new("en"));
        assert_eq!(language(&line("sipas --lang en report"), None), Lang::En);
        assert_eq!(language(&line("sipas report --lang=en --lang vi"), None), Lang::Vi);
        assert_eq!(language(&line("sipas report --lang"), None), Lang::Vi);
        assert_eq!(language(&line("sipas report"), en), Lang::En);
        assert_eq!(language(&line("sipas report --lang vi"), en), Lang::Vi);
    }
}
