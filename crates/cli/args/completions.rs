use clap::Args;
use clap_complete::Shell;

/// In tập lệnh gợi ý cho shell: bash, elvish, fish, powershell, zsh
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas completions bash > ~/.local/share/bash-completion/completions/sipas
  sipas completions fish > ~/.config/fish/completions/sipas.fish")]
pub(crate) struct CompletionsArgs {
    /// Shell nào: bash, elvish, fish, powershell, zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub(crate) shell: Shell,
}
