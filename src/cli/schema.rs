//! `koppex schema`: the JSON Schema of what koppex writes as JSON.

use super::exit::Exit;
use super::terminal::print;

/// Made from the structs that are written, by the test below.
const SCHEMA: &str = include_str!("schema.json");

/// Prints the schema of summary.json, with the others under `$defs`.
pub fn run() -> anyhow::Result<Exit> {
    print(SCHEMA)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::SCHEMA;
    use crate::cli::answers::{
        Checked, Compared, Exported, Refused, Restored, Runs, ShownMeeting, Standbys, Unsolvable, Verified,
    };
    use crate::cli::baseline::BaselineAnswer;
    use crate::cli::explain::{PairAnswer, PartyAnswer};
    use crate::cli::policy::PolicyAnswer;
    use crate::cli::schedule::Scheduled;
    use crate::cli::suggest::Suggested;
    use crate::report::capacity::CapacityFacts;
    use crate::report::schema::schema;

    type Told = (Checked, Compared, Exported, Refused, Restored, Runs, ShownMeeting, Standbys, Unsolvable, Verified);
    type Solved = (Scheduled, PairAnswer, PartyAnswer, Suggested, BaselineAnswer, PolicyAnswer, CapacityFacts);

    #[test]
    fn the_printed_schema_is_that_of_the_structs() {
        let schema = schema::<(Solved, Told)>();
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("KOPPEX_BLESS").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/schema.json"), &text).unwrap();
        }
        assert!(text == SCHEMA, "run once with KOPPEX_BLESS=1, which writes src/cli/schema.json anew");
    }
}
