//! Texts that a spreadsheet would take for a formula.

/// With what a formula begins: some versions of Excel read the full-width forms as the others.
const STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet could take the text of a cell for a formula.
pub fn is_like_formula(text: &str) -> bool {
    text.starts_with(STARTS)
}
