//! The command line, in one definition: parsing, `--help`, completions and the man page are all made from it. Does nothing.

use super::capacity_args::{CAPACITY_HELP, CapacityArgs};
use super::exit::EXITS;
use super::parsers::{moment, percent};
use crate::report::table::CsvEncoding;
use crate::report::{Format, PaperKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

pub use super::shared_args::{CsvArgs, FolderArgs, OutArgs, PaperArgs, SearchArgs, SolveArgs, TalkArgs};
pub use super::study_args::{BaselineArgs, PolicyArgs};

/// Timetables of one-on-one business consultations at an expo: solved, proved, checked, explained.
#[derive(Debug, Parser)]
#[command(name = "koppex", version, arg_required_else_help = true, subcommand_required = true, max_term_width = 110)]
#[command(after_help = "Begin with:\n  koppex init my-expo\n  koppex check my-expo\n  koppex schedule my-expo")]
#[command(after_long_help = exit_codes())]
pub struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// A row for each command there is.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a commented event.toml and CSV templates to start from
    #[command(after_help = "Examples:
  koppex init my-expo
  koppex init my-expo --format xlsx --lang en")]
    Init(InitArgs),

    /// Show every fault of an event folder, and the size of the event
    #[command(after_help = "Examples:
  koppex check my-expo
  koppex check my-expo --json --lang en
  koppex check my-expo --fix my-expo-fixed")]
    Check(CheckArgs),

    /// Make the timetable: solve, check and write DIR/out
    #[command(after_help = "Examples:
  koppex schedule my-expo
  koppex schedule my-expo --time-limit 10 --out results/monday
  koppex schedule my-expo --levels 3 --format csv,json,xlsx,ics
  koppex schedule my-expo --json | jq .levels
  koppex schedule my-expo --audit my-expo/out/audit.pdf

Ctrl-C, SIGTERM and SIGHUP write the best timetable so far and say how good it is; a second one ends at once.")]
    Schedule(ScheduleArgs),

    /// Judge a timetable, even one edited by hand: exit code 0 if it is clean, 1 with every violation named
    #[command(after_help = "Examples:
  koppex verify my-expo
  koppex verify my-expo results/monday
  koppex verify my-expo edited/meetings.csv --json")]
    Verify(VerifyArgs),

    /// Print one timetable of DIR/out: of a party, a place or a day
    #[command(after_help = "Examples:
  koppex show my-expo S001
  koppex show my-expo 한빛테크
  koppex show my-expo 3-T07
  koppex show my-expo 2022-04-13
  koppex show my-expo buyer:S001      where both sides use the id")]
    Show(ShowArgs),

    /// Say why two parties meet or not, what it would cost that they do, and what change of the input would bring it about
    #[command(after_help = "Examples:
  koppex explain my-expo S001 B007
  koppex explain my-expo S001 B007 --json | jq .fixes
  koppex explain my-expo S001               every wish of S001, and what would help it most

The pair is forced into the timetable and everything is solved anew; so is every change of the input that is named. `edits`
of the JSON can be applied by a program.")]
    Explain(ExplainArgs),

    /// Name the best five times for one meeting in the published timetable, added or moved, and what each changes for others
    #[command(after_help = "Examples:
  koppex suggest my-expo S001 B007
  koppex suggest my-expo S001 B007 --take 2
  koppex suggest my-expo S001 B007 --json | jq '.suggestions[0]'

Every suggestion was judged by all rules. Nothing is written without --take.")]
    Suggest(SuggestArgs),

    /// Write the timetable of DIR/out in other formats: workbook, web page, calendars, e-mail drafts, paper pack
    #[command(after_help = "Examples:
  koppex export my-expo
  koppex export my-expo --format pdf --per sme
  koppex export my-expo --format pdf --font NanumGothic.ttf --font NotoSansThai.ttf
  koppex export my-expo --format csv --encoding cp949 --out for-excel
  koppex export my-expo --format ics --lang en
  koppex export my-expo --format eml --with-contacts

Calendars know what was published before (published.json in the output folder): a changed meeting gets a higher
SEQUENCE, a dropped one is cancelled.")]
    Export(ExportArgs),

    /// Change a published timetable after cancellations and late arrivals, and touch as few meetings as possible
    #[command(after_help = "Examples:
  koppex replan my-expo --changes monday.csv
  koppex replan my-expo --changes tuesday.csv --freeze-until \"2022-04-13 12:00\"
  koppex replan my-expo --max-moves 10
  koppex replan my-expo --from my-expo/out.2

FILE has the columns change, party_id, other_id, place_id, date, start, end, note. change = cancel (a party, or one pair),
away (from start to end), late (comes at start of date), close (a place), add (a wish) or block. Earlier changes stay in force:
they stand in changes.csv of the output folder.")]
    Replan(ReplanArgs),

    /// Compare two output folders: which meetings were cancelled, dropped, moved, placed anew or are new
    #[command(after_help = "Examples:
  koppex diff my-expo my-expo/out.1 my-expo/out
  koppex diff my-expo results/monday results/tuesday --json")]
    Diff(DiffArgs),

    /// List the runs that are kept, or make one of them current again
    #[command(after_help = "Examples:
  koppex runs my-expo
  koppex runs my-expo --restore 2")]
    Runs(RunsArgs),

    /// Say for every meeting which SMEs could step in if its SME does not come, and what that saves
    #[command(after_help = "Examples:
  koppex standby my-expo
  koppex standby my-expo --no-show 10%
  koppex standby my-expo --no-show 10% --seed 7 --json

Writes standby.csv into the output folder. Door sheets and the tab *now* of the page name the same SMEs.")]
    Standby(StandbyArgs),

    /// Say what each bonus, minimum, limit and rule costs and brings, and what each seminar costs and at which hour it would cost least
    #[command(after_help = "Examples:
  koppex policy my-expo
  koppex policy my-expo --time-limit 60 --lang en
  koppex policy my-expo --json | jq '.sessions[0].best_hour'

Everything is solved anew without each of them, and each seminar also at other hours. Writes policy.csv into the output folder.")]
    Policy(PolicyArgs),

    /// Put the timetable of the greedy practice, judged by all rules, beside the optimum
    #[command(after_help = "Examples:
  koppex baseline my-expo
  koppex baseline my-expo --levels 3
  koppex baseline my-expo --out results/by-hand
  koppex baseline my-expo --json | jq '.optimum.value - .greedy.value'

The greedy practice: fixed meetings first, then pairs that wish each other, wishes of buyers, wishes of SMEs, fill; each meeting
into the first free slot and place that keep the rules. Nothing is written without --out.")]
    Baseline(BaselineArgs),
    /// Compare plans of the event with more and fewer tables, hours and minutes of a meeting, and name the smallest that will do
    #[command(after_help = CAPACITY_HELP)]
    Capacity(CapacityArgs),

    /// Write a copy to share, without names and contacts, that has the same best timetable
    #[command(after_help = "Examples:
  koppex anonymize my-expo shareable
  koppex schedule shareable")]
    Anonymize(AnonymizeArgs),

    /// Write the event folder of a file in another format
    #[command(after_help = "Examples:
  koppex import b2bsp forum-13.original.dzn forum-13
  koppex schedule forum-13

FORMAT b2bsp: the B2B meeting scheduling benchmark (JAIR 74, 2022). All participants become SMEs P1, P2, ...")]
    Import(ImportArgs),

    /// Write the JSON Schema of summary.json to stdout, with those of published.json, of the page's data and of schedule --json under $defs
    #[command(after_help = "Examples:
  koppex schema > koppex.schema.json
  koppex schema | jq '.properties | keys'")]
    Schema,

    /// Write shell completions to stdout
    #[command(after_help = "Examples:
  koppex completions bash > ~/.local/share/bash-completion/completions/koppex
  koppex completions zsh > ~/.zfunc/_koppex")]
    Completions(CompletionsArgs),

    /// Write the man page to stdout
    #[command(after_help = "Examples:
  koppex man > koppex.1 && man ./koppex.1")]
    Man,
}

/// `koppex init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// CSV files and event.toml, or one workbook, expo.xlsx, that holds everything
    #[arg(long, value_name = "csv|xlsx", default_value = "csv", value_parser = ["csv", "xlsx"])]
    pub format: String,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Write a corrected copy of the folder to OUT, with a log of every change; the input is never touched
    #[arg(long, value_name = "OUT")]
    pub fix: Option<PathBuf>,

    /// Write the input as a workbook in which every faulty cell is coloured and carries what is wrong as a comment
    #[arg(long, value_name = "OUT.xlsx")]
    pub mark: Option<PathBuf>,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// The folder that holds the meetings.csv to verify, or that file itself [default: DIR/out]
    #[arg(value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// A format that `koppex import` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// The B2B meeting scheduling benchmark, a .dzn file
    B2bsp,
}

/// `koppex import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Format of FILE
    #[arg(value_name = "FORMAT")]
    pub format: ImportFormat,

    /// The file to read
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The event folder to write
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Write into a folder that already exists
    #[arg(long)]
    pub force: bool,
}

/// `koppex anonymize`.
#[derive(Debug, Args)]
pub struct AnonymizeArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// The folder to write the shareable copy to
    #[arg(value_name = "OUT")]
    pub out: PathBuf,

    /// Write into a folder that already exists
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Formats to write
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "xlsx,html,ics")]
    pub format: Vec<Format>,

    /// Only the papers of one kind (csv, ics, eml, pdf)
    #[arg(long, value_name = "KIND")]
    pub per: Option<PaperKind>,

    /// Encoding of the CSV files; cp949 fails on a character it does not have
    #[arg(long, value_name = "ENCODING", default_value = "utf8")]
    pub encoding: CsvEncoding,

    /// A font file for the PDF; may be given several times, and each character is drawn by the first font that has it [default: a Korean font of this machine]
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,

    /// Say on the page (html) why each party's wishes were not met; off, because the page is made to be published
    #[arg(long)]
    pub with_reasons: bool,

    /// Write contact, phone and e-mail too, and address the drafts of e-mails
    #[arg(long)]
    pub with_contacts: bool,

    /// The folder that holds meetings.csv [default: DIR/out]
    #[arg(long, value_name = "FOLDER")]
    pub from: Option<PathBuf>,

    /// Where to write [default: the folder that holds meetings.csv]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    /// Cancel published meetings even if they are most of them
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex schedule`.
#[derive(Debug, Args)]
pub struct ScheduleArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    #[command(flatten)]
    pub out: OutArgs,

    #[command(flatten)]
    pub solve: SolveArgs,

    #[command(flatten)]
    pub papers: PaperArgs,

    /// Also write what a public auditor can check without koppex, in Korean and English, as PDF if FILE ends in .pdf, else as HTML; certificate.py, which adds up the bound, is put beside it
    #[arg(long, value_name = "FILE")]
    pub audit: Option<PathBuf>,

    /// Say on the page (html) why each party's wishes were not met; off, because the page is made to be published
    #[arg(long)]
    pub with_reasons: bool,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex replan`.
#[derive(Debug, Args)]
pub struct ReplanArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// What happened since: a table of changes (.csv or .xlsx)
    #[arg(long, value_name = "FILE")]
    pub changes: Option<PathBuf>,

    /// The folder of the published timetable [default: the output folder]
    #[arg(long, value_name = "OUT")]
    pub from: Option<PathBuf>,

    /// Meetings that start before stay exactly as they are, unless cancelled: "YYYY-MM-DD HH:MM"
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub freeze_until: Option<chrono::NaiveDateTime>,

    /// A budget instead of the fewest moves: at most N published meetings get another time
    #[arg(long, value_name = "N")]
    pub max_moves: Option<usize>,

    /// Output folder; the one that is there is kept as a numbered run [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub search: SearchArgs,

    #[command(flatten)]
    pub papers: PaperArgs,

    /// Write contact, phone and e-mail into calls.csv
    #[arg(long)]
    pub with_contacts: bool,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// The earlier output folder
    #[arg(value_name = "A")]
    pub before: PathBuf,

    /// The later output folder
    #[arg(value_name = "B")]
    pub after: PathBuf,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex runs`.
#[derive(Debug, Args)]
pub struct RunsArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Make run N current again; the current one is kept under the next number
    #[arg(long, value_name = "N")]
    pub restore: Option<u32>,

    /// The output folder [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Id or name of a party
    #[arg(value_name = "PARTY")]
    pub party: String,

    /// Id or name of the party that it did or did not meet; without one, all wishes of the first are explained
    #[arg(value_name = "OTHER")]
    pub other: Option<String>,

    /// The folder that holds meetings.csv [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub search: SearchArgs,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Id or name of a party
    #[arg(value_name = "PARTY")]
    pub party: String,

    /// Id or name of the party that it is to meet
    #[arg(value_name = "OTHER")]
    pub other: String,

    /// Write the timetable of suggestion N; the current one is kept as a numbered run
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5))]
    pub take: Option<u32>,

    /// The folder of the published timetable [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex standby`.
#[derive(Debug, Args)]
pub struct StandbyArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Draw at random who does not come, each SME on each day with this probability, and count what is held
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub no_show: Option<u32>,

    /// Seed of the draws [default: seed of event.toml]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    #[command(flatten)]
    pub csv: CsvArgs,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    /// Id or name of a party, id of a place, or a date
    #[arg(value_name = "WHAT")]
    pub what: String,

    /// The folder that holds meetings.csv [default: DIR/out]
    #[arg(long, value_name = "OUT")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub talk: TalkArgs,
}

/// `koppex completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

fn exit_codes() -> String {
    let rows: String = EXITS.iter().map(|(_, code, meaning)| format!("  {code}  {meaning}\n")).collect();
    format!("Exit codes:\n{rows}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples_in_its_help() {
        for command in Cli::command().get_subcommands_mut() {
            let help = command.render_help().to_string();
            assert!(help.contains("Example"), "{}: {help}", command.get_name());
        }
    }
}
