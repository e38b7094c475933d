//! `koppex schema`: the JSON Schema of what koppex writes as JSON.

use super::baseline::BaselineAnswer;
use super::exit::Exit;
use super::explain::{PairAnswer, PartyAnswer};
use super::policy::PolicyAnswer;
use super::schedule::Scheduled;
use super::suggest::Suggested;
use super::terminal::print;
use crate::report::capacity::CapacityFacts;
use crate::report::schema::schema;

/// Prints the schema of summary.json, with the others under `$defs`.
pub fn run() -> anyhow::Result<Exit> {
    print(&serde_json::to_string_pretty(&schema::<(
        Scheduled,
        PairAnswer,
        PartyAnswer,
        Suggested,
        BaselineAnswer,
        PolicyAnswer,
        CapacityFacts,
    )>())?)?;
    Ok(Exit::Done)
}
