//! A text of the page in both languages.

use crate::event::Lang;
use schemars::JsonSchema;
use serde::Serialize;

/// A text in both languages.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PageText")]
pub(super) struct Both {
    /// In Korean.
    ko: String,
    /// In English.
    en: String,
}

impl Both {
    pub fn of(text: impl Fn(Lang) -> String) -> Self {
        Self { ko: text(Lang::Ko), en: text(Lang::En) }
    }
}
