//! A text of the page in both languages.

use crate::event::Lang;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// A text in both languages.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageText"))]
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
