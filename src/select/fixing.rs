//! What is proved about single pairs before a program is solved.

/// What is known about a pair in every timetable better than a given one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairFixing {
    Held,
    Unheld,
    Open,
}
