//! How large the event must be: the plans that were compared as capacity.csv, as a chart, as an object for programs and on the terminal.

mod facts;
mod sections;
mod svg;
mod table;
mod text;
mod words;

pub use facts::{CapacityFacts, CapacityFile, CapacityRun};
pub use sections::{Section, sections};
pub use svg::svg;
pub use table::table;
pub use text::{head, notes, text};

/// The files that are written.
pub const CAPACITY_CSV: &str = "capacity.csv";
/// See [`CAPACITY_CSV`].
pub const CAPACITY_SVG: &str = "capacity.svg";
/// See [`CAPACITY_CSV`].
pub const CAPACITY_JSON: &str = "capacity.json";
