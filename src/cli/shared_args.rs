//! Options that several commands have in common, to be flattened into theirs.

use super::parsers::seconds;
use crate::event::Lang;
use crate::report::Format;
use crate::report::table::CsvEncoding;
use crate::select::SolverChoice;
use clap::Args;
use std::path::PathBuf;

/// The event folder (most commands).
#[derive(Debug, Args)]
pub struct FolderArgs {
    /// The event folder: event.toml, smes, buyers, preferences and any other tables
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// What is printed, and in which language.
#[derive(Clone, Debug, Default, Args)]
pub struct TalkArgs {
    /// Language of messages and papers [default: the event's]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Lang>,

    /// Print one JSON object to stdout, for programs
    #[arg(long)]
    pub json: bool,

    /// No progress and no notes; errors are still shown
    #[arg(long, short)]
    pub quiet: bool,
}

/// Where to write.
#[derive(Clone, Debug, Default, Args)]
pub struct OutArgs {
    /// Output folder [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    /// Replace an existing output folder instead of keeping it as a numbered run (OUT.1, OUT.2, ...)
    #[arg(long)]
    pub force: bool,
}

/// How to solve. Whatever is not given comes from `[solve]` in event.toml.
#[derive(Clone, Debug, Args)]
pub struct SolveArgs {
    /// Stop after this level: 1 must wishes, 2 shortfall, 3 value, 4 quality
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=4))]
    pub levels: u32,

    #[command(flatten)]
    pub search: SearchArgs,
}

/// How long, from what seed and with what to search.
#[derive(Clone, Debug, Args)]
pub struct SearchArgs {
    /// Seconds for the whole run, 0 = no limit [default: time_limit_s of event.toml]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<f64>,

    #[command(flatten)]
    pub solver: SolverArgs,
}

/// From what seed and with what to search.
#[derive(Clone, Debug, Args)]
pub struct SolverArgs {
    /// Seed of the search: same input and seed, same timetable [default: seed of event.toml]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Threads of the search [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub threads: Option<u32>,

    /// Solver of the integer programs; auto takes the strongest that is built in
    #[arg(long, value_name = "SOLVER", default_value = "auto")]
    pub solver: SolverChoice,
}

/// What a new timetable is written as.
#[derive(Clone, Debug, Args)]
pub struct PaperArgs {
    /// Formats to write beside csv and json, which are always written
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "csv,json")]
    pub format: Vec<Format>,

    /// A font file for the PDF; may be given several times, and each character is drawn by the first font that has it [default: a Korean font of this machine]
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,
}

/// The CSV file of a command that writes one into the output folder.
#[derive(Clone, Debug, Args)]
pub struct CsvArgs {
    /// Encoding of the CSV file
    #[arg(long, value_name = "ENCODING", default_value = "utf8")]
    pub encoding: CsvEncoding,

    /// The output folder [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,
}
