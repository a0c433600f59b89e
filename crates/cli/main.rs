//! The command `sipas`: exports in, indicators and verdicts out.
//!
//! [`args`] is the command line as typed and [`job`] what it comes to; [`run`] has one file a subcommand. Results go
//! to the standard output through [`output`], all else to the standard error through [`messages`].

// What documents an argument is its help, in which a TOML file's [tables] may be named.
#[allow(rustdoc::broken_intra_doc_links)]
mod args;
mod desktop;
mod exit;
mod job;
mod messages;
mod output;
mod places;
mod progress;
mod read;
mod rejects;
mod run;
mod signals;

use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::error::ErrorKind;

use args::Args;
use exit::{BAD_USE, Exit};
use messages::Messages;

fn main() -> ExitCode {
    let mut line: Vec<_> = env::args_os().collect();
    // A double click, or a person at a terminal who names nothing: what lies here is looked at, and asked about.
    if line.len() == 1 && io::stdin().is_terminal() {
        line.push("month".into());
    }
    let lang = args::language(&line, env::var_os("SIPAS_LANG").as_deref());
    let args = match Args::read(&line, lang) {
        Ok(args) => args,
        // Nothing was asked for: the help says what can be.
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            return ExitCode::from(BAD_USE);
        }
        Err(error) if error.use_stderr() => {
            Messages::plain(lang).error(&args::said(&error, lang));
            desktop::keep_the_window(lang);
            return ExitCode::from(BAD_USE);
        }
        // Help, or the version: what was asked for, even where nobody reads it to the end.
        Err(error) => {
            let _ = error.print();
            return Exit::Done.into();
        }
    };
    let messages = Messages::new(&args.common, lang);
    signals::clean_up_before_the_end();
    let code =
        match job::settle_now(args.common.now.as_deref(), lang).and_then(|()| run::run(&args, messages)) {
            Ok(exit) => exit.into(),
            Err(error) if output::is_closed_pipe(&error) => Exit::Done.into(),
            Err(error) => {
                messages.error(&format!("{error:#}"));
                ExitCode::from(BAD_USE)
            }
        };
    desktop::keep_the_window(lang);
    code
}
