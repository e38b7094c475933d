//! The document as pieces, whatever it is written as.

use crate::event::Lang;

/// A piece of the document, from top to bottom.
pub(crate) enum Block {
    Heading(String),
    Text(String),
    /// What is typed or printed, letter for letter.
    Code(String),
    Table(TableBlock),
}

pub(crate) struct TableBlock {
    pub head: Vec<String>,
    /// Of the width, in hundredths.
    pub widths: Vec<u32>,
    pub rows: Vec<Vec<String>>,
}

/// The document in one language.
pub(crate) struct Document {
    pub lang: Lang,
    pub title: String,
    pub blocks: Vec<Block>,
}
