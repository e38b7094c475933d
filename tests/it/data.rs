//! The committed event folders: what the generator makes is what stands in the repository.

#[allow(dead_code)]
#[path = "../../examples/generate/event/mod.rs"]
pub mod event;

use event::Plan;
use std::collections::HashSet;
use std::path::Path;

#[test]
fn the_generator_makes_data_koppex_2022_byte_for_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/koppex-2022");
    for (name, text) in event::generate(&Plan::koppex(), 2022) {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(committed == text, "{name} differs: run `cargo run --release --example generate -- data/koppex-2022`");
    }
}

#[test]
fn names_and_ids_of_the_generated_parties_are_unique() {
    for file in ["smes.csv", "buyers.csv"] {
        let files = event::generate(&Plan::koppex(), 7);
        let text = &files.iter().find(|(name, _)| *name == file).expect("the file is written").1;
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> =
            rows.records().map(|r| r.expect("every row has as many cells as the header")).collect();
        for column in [0, 1] {
            let different: HashSet<&str> = rows.iter().map(|r| &r[column]).collect();
            assert_eq!(different.len(), rows.len(), "{file}, column {column}");
        }
    }
}
