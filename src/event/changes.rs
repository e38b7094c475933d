//! What happened after a timetable was published, as a person wrote it down: the rows of a file of changes. What they mean is worked out in `validate`.

/// The columns of a file of changes, in the order in which it is written.
pub const CHANGE_COLUMNS: [&str; 8] = ["change", "party_id", "other_id", "place_id", "date", "start", "end", "note"];

/// A row of a file of changes: the text of each of [`CHANGE_COLUMNS`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeRow {
    /// As written, trimmed; empty where a cell is empty or missing.
    pub cells: [String; 8],
}
