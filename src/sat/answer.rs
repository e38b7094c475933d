//! What a solver answers to a question under assumptions.

/// The answer to a question under assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// All clauses and assumptions can hold together.
    Satisfiable,
    /// They cannot: see `failed` of the solver.
    Unsatisfiable,
    /// Stopped before an answer.
    Unknown,
}
