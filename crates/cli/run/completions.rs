use anyhow::Result;

use crate::args::{self, CompletionsArgs};
use crate::exit::Exit;
use crate::messages::Messages;
use crate::output::to_stdout;

pub(super) fn run(args: &CompletionsArgs, messages: Messages) -> Result<Exit> {
    // clap_complete panics where it cannot write, so it writes where it always can.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(messages.lang), "sipas", &mut script);
    to_stdout(messages.lang, |out| out.write_all(&script))?;
    Ok(Exit::Done)
}
