use clap::Args;

use super::{CalendarFiles, OutputArgs};

/// Xem lịch làm việc: ngày nghỉ, ngày làm bù; cộng và đếm ngày làm việc
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas calendar --year 2025
  sipas calendar --add-days 5 --from 2025-04-28
  sipas calendar --between 2025-04-25 2025-05-05   # số ngày làm việc sau ngày đầu, kể cả ngày cuối
  sipas calendar --year 2027 --calendar nghi-2027.csv")]
pub(crate) struct CalendarArgs {
    /// Chỉ xem năm này
    #[arg(long, value_name = "Y", help_heading = "Lịch", conflicts_with_all = ["add_days", "between"])]
    pub(crate) year: Option<i32>,

    /// Ngày làm việc thứ N sau ngày --from
    #[arg(long, value_name = "N", help_heading = "Lịch", requires = "from", conflicts_with = "between")]
    pub(crate) add_days: Option<u32>,

    /// Tính từ ngày này
    #[arg(long, value_name = "DATE", help_heading = "Lịch", requires = "add_days")]
    pub(crate) from: Option<String>,

    /// Số ngày làm việc sau ngày A đến hết ngày B
    #[arg(long, value_names = ["A", "B"], num_args = 2, help_heading = "Lịch")]
    pub(crate) between: Option<Vec<String>>,

    #[command(flatten)]
    pub(crate) files: CalendarFiles,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
