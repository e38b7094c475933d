//! The options of the commands that study an event instead of planning it.

use super::parsers::seconds;
use super::shared_args::{FolderArgs, SolveArgs, TalkArgs};
use crate::report::table::CsvEncoding;
use crate::select::SolverChoice;
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

    /// Seed of the search [default: seed of event.toml]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Events that are solved at the same time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub threads: Option<u32>,

    /// Solver of the integer programs; auto takes the strongest that is built in
    #[arg(long, value_name = "SOLVER", default_value = "auto")]
    pub solver: SolverChoice,

    /// Encoding of policy.csv
    #[arg(long, value_name = "ENCODING", default_value = "utf8")]
    pub encoding: CsvEncoding,

    /// The folder in which policy.csv is written [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

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
