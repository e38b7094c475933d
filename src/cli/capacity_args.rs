//! The arguments of `koppex capacity`, and what its help says below them.

use super::shared_args::{CsvArgs, FolderArgs, SearchArgs, TalkArgs};
use clap::Args;

/// Shown after the options.
pub const CAPACITY_HELP: &str = "Examples:
  koppex capacity my-expo
  koppex capacity my-expo --time-limit 120 --lang en
  koppex capacity my-expo --json | jq '.smallest[] | select(.target_percent == 90)'

Writes capacity.csv, capacity.svg (a chart) and capacity.json into the output folder; no timetable has to be there. Each plan
is bounded by prices that the checker adds up; the plans that are recommended are made as timetables and checked. Wishes that
could come true are those that would if tables, rooms, interpreters and hours never ran short: of two who may meet (no block, no
online = no, no forbidding pin, languages that somebody joins, more than 0 points) and are free at the same time, with a place, in
at least one of the plans; max_meetings and the rule of one buyer an organization hold. In added hours everybody is there who is there in the hours they repeat:
a half day more repeats a half day of the event, from the first on; a later end of a day repeats its last hour.";

/// `koppex capacity`.
#[derive(Debug, Args)]
pub struct CapacityArgs {
    #[command(flatten)]
    pub folder: FolderArgs,

    #[command(flatten)]
    pub csv: CsvArgs,

    #[command(flatten)]
    pub search: SearchArgs,

    #[command(flatten)]
    pub talk: TalkArgs,
}
