//! Reads sections of event.toml key by key, each value with its line, and names every key that nobody asked for.

use super::setting_keys;
use crate::diagnostic::{Findings, Location, Text, codes, nearest};
use crate::load::TextFile;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where in event.toml things stand.
pub struct Source<'s> {
    pub file: &'s TextFile,
}

impl Source<'_> {
    /// The place of a span, named by its key.
    pub fn at(&self, span: &Range<usize>, key: &str) -> Location {
        let before = &self.file.text.as_bytes()[..span.start.min(self.file.text.len())];
        let line = before.iter().filter(|b| **b == b'\n').count() as u32 + 1;
        if let Some(place) = self.file.places.get(line as usize - 1) {
            return place.clone();
        }
        Location { file: self.file.file.clone(), line, column: key.to_string() }
    }

    /// The place of the file as a whole.
    pub fn whole(&self, key: &str) -> Location {
        Location { file: self.file.file.clone(), line: 0, column: key.to_string() }
    }

    /// The text of a span as written.
    pub fn text(&self, span: &Range<usize>) -> &str {
        self.file.text.get(span.clone()).unwrap_or_default()
    }
}

/// One `[section]` (or the file as a whole); every key that is read is remembered.
pub struct Section<'s> {
    source: &'s Source<'s>,
    /// As in error messages; empty for the file as a whole.
    name: String,
    table: Option<&'s DeTable<'s>>,
    /// Where the section begins.
    pub at: Location,
    known: Vec<&'static str>,
}

impl<'s> Section<'s> {
    pub fn new(source: &'s Source<'s>, name: &str, table: Option<&'s Spanned<DeTable<'s>>>) -> Self {
        let at = table.map_or_else(|| source.whole(name), |t| source.at(&t.span(), name));
        Self { source, name: name.to_string(), table: table.map(|t| t.get_ref()), at, known: Vec::new() }
    }

    /// The name of a key with its section.
    pub fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_string() } else { format!("{}.{key}", self.name) }
    }

    /// The place of a value.
    pub fn place(&self, key: &str, value: &Spanned<DeValue>) -> Location {
        self.source.at(&value.span(), &self.path(key))
    }

    pub fn raw(&mut self, key: &'static str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.known.push(key);
        self.table.and_then(|t| t.get(key))
    }

    /// A text as written by the user, for messages.
    pub fn written(&self, value: &Spanned<DeValue>) -> String {
        self.source.text(&value.span()).to_string()
    }

    /// A sub-section; an empty one if it is missing.
    pub fn section(&mut self, key: &'static str, findings: &mut Findings) -> Section<'s> {
        let path = self.path(key);
        let table = self.raw(key).and_then(|value| {
            if value.get_ref().as_table().is_none() {
                self.wrong_type(key, value, "a section", "구역", findings);
            }
            value.get_ref().as_table().map(|t| (value.span(), t))
        });
        let at = table.as_ref().map_or_else(|| self.source.whole(&path), |(span, _)| self.source.at(span, &path));
        Section { source: self.source, name: path, table: table.map(|(_, t)| t), at, known: Vec::new() }
    }

    /// The sub-sections of a `[[key]]` list.
    pub fn sections(&mut self, key: &'static str, findings: &mut Findings) -> Vec<Section<'s>> {
        let Some(value) = self.raw(key) else { return Vec::new() };
        let path = self.path(key);
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, value, &format!("a list of sections, [[{key}]]"), &format!("[[{key}]] 구역"), findings);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => sections.push(Section {
                    source: self.source,
                    name: path.clone(),
                    table: Some(table),
                    at: self.source.at(&item.span(), &path),
                    known: Vec::new(),
                }),
                None => self.wrong_type(key, item, &format!("a section, [[{key}]]"), &format!("[[{key}]] 구역"), findings),
            }
        }
        sections
    }

    /// Keys and values of a section whose keys are free.
    pub fn entries(&self) -> Vec<(&'s str, &'s Spanned<DeValue<'s>>)> {
        let mut entries: Vec<_> = self.table.into_iter().flat_map(|t| t.iter()).collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect()
    }

    pub fn string(&mut self, key: &'static str, findings: &mut Findings) -> Option<(String, Location)> {
        let value = self.raw(key)?;
        let at = self.place(key, value);
        match value.get_ref() {
            DeValue::String(text) => return Some((super::cells::clean(text).into_owned(), at)),
            DeValue::Datetime(date) => return Some((date.to_string(), at)),
            _ => self.wrong_type(key, value, "a text in double quotes", "큰따옴표로 감싼 글", findings),
        }
        None
    }

    /// A whole number in `[min, max]`, or the default.
    pub fn int(&mut self, key: &'static str, default: i64, range: (i64, i64), findings: &mut Findings) -> i64 {
        match self.raw(key) {
            Some(value) => self.int_of(key, value, range, findings).unwrap_or(default),
            None => default,
        }
    }

    /// The whole number of a value.
    pub fn int_of(&self, key: &str, value: &Spanned<DeValue>, (min, max): (i64, i64), findings: &mut Findings) -> Option<i64> {
        let DeValue::Integer(digits) = value.get_ref() else {
            self.wrong_type(key, value, "a whole number", "정수", findings);
            return None;
        };
        let number = i64::from_str_radix(&digits.as_str().replace('_', ""), digits.radix()).ok();
        let fits = number.filter(|n| (min..=max).contains(n));
        if fits.is_none() {
            findings.add(
                &codes::SETTING_RANGE,
                self.place(key, value),
                &self.written(value),
                Text::new(
                    format!("{} is not within {min} to {max}", self.path(key)),
                    format!("{}은(는) {min}에서 {max} 사이여야 합니다", self.path(key)),
                ),
                Text::new(format!("write a whole number from {min} to {max}"), format!("{min}에서 {max} 사이의 정수를 적으세요")),
            );
        }
        fits
    }

    pub fn bool(&mut self, key: &'static str, findings: &mut Findings) -> bool {
        let Some(value) = self.raw(key) else { return false };
        if value.get_ref().as_bool().is_none() {
            self.wrong_type(key, value, "true or false", "true 또는 false", findings);
        }
        value.get_ref().as_bool().unwrap_or(false)
    }

    /// Says which type a value should have.
    pub fn wrong_type(&self, key: &str, value: &Spanned<DeValue>, want_en: &str, want_ko: &str, findings: &mut Findings) {
        let is = value.get_ref().type_str();
        let path = self.path(key);
        findings.add(
            &codes::WRONG_TYPE,
            self.place(key, value),
            &self.written(value),
            Text::new(
                format!("{path} must be {want_en}, but this is a {is}"),
                format!("{path}은(는) {want_ko}이어야 하는데 {is}입니다"),
            ),
            Text::new(format!("write {want_en}"), format!("{want_ko}(으)로 적으세요")),
        );
    }

    /// Says that a required key is missing.
    pub fn missing(&self, key: &str, example: &str, findings: &mut Findings) {
        let path = self.path(key);
        findings.add(
            &codes::MISSING_KEY,
            Location { column: path.clone(), ..self.at.clone() },
            "",
            Text::new(format!("{path} is missing"), format!("{path} 항목이 없습니다")),
            self.how_to_add(&path, example),
        );
    }

    /// Where a missing key is to be written: into event.toml, or into the sheets that stand in its place.
    fn how_to_add(&self, path: &str, example: &str) -> Text {
        if self.source.file.places.is_empty() {
            return Text::new(format!("add `{example}`"), format!("`{example}`처럼 추가하세요"));
        }
        match setting_keys::find(path) {
            Some(key) => {
                let value = example.rsplit("= ").next().unwrap_or(example).trim_matches('"');
                Text::new(
                    format!("write it in the sheet `settings`: key {path}, value such as {value}"),
                    format!("설정(settings) 시트에 항목 `{}`, 값 `{value}`처럼 적으세요", key.ko),
                )
            }
            None => Text::new(
                "add the sheet `days` with the columns date, start and end, one row a session",
                "날짜, 시작, 종료 열이 있는 일정(days) 시트를 추가하세요. 세션마다 한 행입니다",
            ),
        }
    }

    /// Reports every key that was not read.
    pub fn close(self, findings: &mut Findings) {
        let Some(table) = self.table else { return };
        let mut unknown: Vec<_> = table.keys().filter(|k| !self.known.contains(&k.get_ref().as_ref())).collect();
        unknown.sort_by_key(|k| k.span().start);
        for key in unknown {
            let name: &str = key.get_ref().as_ref();
            let help = match nearest(name, self.known.iter().copied()).first() {
                _ if let Some(instead) = setting_keys::instead(name) => instead,
                Some(near) => Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?")),
                None => Text::new(
                    format!("known here: {}", self.known.join(", ")),
                    format!("여기에 쓸 수 있는 항목: {}", self.known.join(", ")),
                ),
            };
            findings.add(
                &codes::UNKNOWN_KEY,
                self.source.at(&key.span(), &self.path(name)),
                name,
                Text::new(
                    format!("there is no setting {}", self.path(name)),
                    format!("{}은(는) 알 수 없는 항목입니다", self.path(name)),
                ),
                help,
            );
        }
    }
}
