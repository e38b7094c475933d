//! The options of the commands that study an event instead of planning it.

use super::parsers::seconds;
use super::shared_args::{CsvArgs, FolderArgs, SolveArgs, SolverArgs, TalkArgs};
use clap::Args;
use std::path::PathBuf;

/// `koppex policy`.
#[derive(Debug, Args)]
pub struct PolicyArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Seconds for the whole run, 0 = no limit [default: no limit; each solve stops after time_limit_s of event.toml]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<f64>,

    #[command(flatten)]
    pub solver: SolverArgs,

    #[command(flatten)]
    pub csv: CsvArgs,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex baseline`.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Keep the greedy timetable in this folder, which `verify`, `show` and `export` read
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub solve: SolveArgs,

    #[command(flatten)]
    pub talk: TalkArgs,
}
