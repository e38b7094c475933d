//! What is said in both languages.

use super::Lang;

/// The same sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

impl Text {
    /// A sentence and its translation.
    pub fn new(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self { en: en.into(), ko: ko.into() }
    }

    /// The sentence in the reader's language.
    pub fn of(&self, lang: Lang) -> &str {
        lang.pick(&self.ko, &self.en)
    }
}
