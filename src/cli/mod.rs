//! Files, clock, terminal and environment; one file for each subcommand.
//!
//! To add a command: its `Args` struct and its row of `Command` in `args.rs` (doc comment = help, `after_help` = examples), a file
//! `cli/<command>.rs` with `pub fn run(args: &<Command>Args) -> anyhow::Result<Exit>`, and its arm in `run`. Arguments that several
//! commands share are flattened: `args::FolderArgs`, `args::TalkArgs`, `args::OutArgs`, `args::SolveArgs`.
//!
//! - `event::load` turns the folder into an event and shows every fault if it cannot; `output::Output` writes a folder whole or not at all.
//! - Results go to stdout through `terminal::print`, talk to stderr through `terminal::say`; neither panics on a closed pipe.
//! - An `Err` is a failure of the world (file and verb in the chain, a `help: ` line as the last context if there is one to give) and
//!   ends with exit code 2; faults of the user's data are diagnostics and end with `Exit::InputErrors`.

mod anonymize;
mod answers;
mod args;
mod audit;
mod baseline;
mod bug;
mod capacity;
mod capacity_args;
mod check;
mod claims;
mod compared;
mod completions;
mod confirmed;
mod diff;
mod drafts;
mod durable;
mod event;
mod exit;
mod explain;
mod export;
mod folder;
pub mod fonts;
mod freeze;
mod import;
mod in_place;
mod init;
mod interrupt;
mod kept_runs;
mod leftovers;
mod lock;
mod mark;
mod output;
mod overview;
mod parsers;
mod policy;
mod progress;
mod published;
mod rendered;
mod replan;
mod restore;
mod runs;
mod schedule;
mod schema;
mod search;
mod shared_args;
mod show;
mod standby;
mod study_args;
mod suggest;
mod suggested_time;
mod templates;
mod terminal;
mod values;
mod verify;
mod violation;
mod workbook;
mod written;

pub use args::Cli;
pub use exit::EXITS;

use args::Command;
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

/// Parses the command line, runs the command and gives its exit code.
pub fn main() -> ExitCode {
    bug::end_at_panics();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let wanted = !error.use_stderr();
            let _ = error.print();
            return if wanted { Exit::Done } else { Exit::Usage }.into();
        }
    };
    run(&cli.command).unwrap_or_else(|error| failed(&error)).into()
}

fn run(command: &Command) -> anyhow::Result<Exit> {
    match command {
        Command::Init(args) => init::run(args),
        Command::Check(args) => check::run(args),
        Command::Schedule(args) => schedule::run(args),
        Command::Show(args) => show::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Suggest(args) => suggest::run(args),
        Command::Export(args) => export::run(args),
        Command::Replan(args) => replan::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Runs(args) => runs::run(args),
        Command::Standby(args) => standby::run(args),
        Command::Policy(args) => policy::run(args),
        Command::Baseline(args) => baseline::run(args),
        Command::Capacity(args) => capacity::run(args),
        Command::Anonymize(args) => anonymize::run(args),
        Command::Import(args) => import::run(args),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::completions(args),
        Command::Man => completions::man(),
    }
}

/// A reader that closed the pipe had enough; anything else is told.
fn failed(error: &anyhow::Error) -> Exit {
    let closed = |e: &std::io::Error| e.kind() == std::io::ErrorKind::BrokenPipe;
    if error.root_cause().downcast_ref().is_some_and(closed) {
        return Exit::Done;
    }
    terminal::say(&error_text(error));
    Exit::Usage
}

/// The chain on one line, then what to do about it.
fn error_text(error: &anyhow::Error) -> String {
    let messages: Vec<String> = error.chain().map(ToString::to_string).collect();
    let is_help = |line: &&str| line.starts_with("help: ");
    let said =
        messages.iter().map(|m| m.lines().filter(|l| !is_help(l)).collect::<Vec<_>>().join("\n")).collect::<Vec<_>>().join(": ");
    let help = messages.iter().flat_map(|m| m.lines()).filter(is_help);
    std::iter::once(format!("error: {said}")).chain(help.map(String::from)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_ends_with_what_to_do() {
        let error = anyhow::anyhow!("permission denied").context("cannot write out\nhelp: name another folder");
        assert_eq!(error_text(&error), "error: cannot write out: permission denied\nhelp: name another folder");
    }
}
