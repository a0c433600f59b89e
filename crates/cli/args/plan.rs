use clap::{Args, Subcommand};

use super::OutputArgs;

/// Xem hoặc kiểm tra một kế hoạch
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[command(subcommand)]
    pub(crate) action: PlanAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanAction {
    /// Liệt kê các mục tiêu của kế hoạch
    #[command(after_long_help = "\
Ví dụ:
  sipas plan show
  sipas plan show ke-hoach.toml --format markdown")]
    Show {
        #[command(flatten)]
        plan: PlanName,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Kiểm tra một tệp kế hoạch, và nói mỗi mục tiêu thành một câu
    #[command(after_long_help = "\
Ví dụ:
  sipas plan check ke-hoach.toml")]
    Check {
        #[command(flatten)]
        plan: PlanName,
    },
}

#[derive(Debug, Args)]
pub(crate) struct PlanName {
    /// Kế hoạch có sẵn hoặc tệp của riêng mình; bỏ trống là lang-son-2025
    #[arg(value_name = "FILE.toml", default_value = "lang-son-2025", hide_default_value = true)]
    pub(crate) plan: String,
}
