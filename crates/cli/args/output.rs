use std::path::PathBuf;

use clap::Args;
use sipas_render::Format;

use super::choice;
use sipas_app::formats;

/// Where the result goes, and in what form.
#[derive(Debug, Args)]
#[command(next_help_heading = "Đầu ra")]
pub(crate) struct OutputArgs {
    /// Dạng: table (mặc định), json, csv, markdown, html, xlsx, docx; bỏ trống thì theo đuôi của tệp -o
    #[arg(long, short, value_name = "FORMAT", hide_possible_values = true)]
    #[arg(value_parser = choice::choice(formats::all().map(|format| (format.name.to_owned(), format))))]
    pub(crate) format: Option<&'static Format>,

    /// Ghi ra tệp này thay vì màn hình; tệp cũ chỉ bị thay khi tệp mới đã ghi xong
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
