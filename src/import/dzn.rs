//! The part of MiniZinc's data format that benchmark files use: whole numbers, lists of them, lists of sets. Knows no meaning of a name.

use anyhow::{Context, Result, ensure};
use std::collections::HashMap;

/// The largest number and the longest list that are read: more than any event has, and small enough to be counted with.
const LARGEST: i64 = 1_000_000;

/// The `name = value;` items of a file.
#[derive(Debug)]
pub struct Data {
    values: HashMap<String, String>,
}

/// Splits a file into its items.
///
/// # Errors
/// If an item is not `name = value`.
pub fn parse(text: &str) -> Result<Data> {
    let without_comments: Vec<&str> = text.lines().map(|l| l.split('%').next().unwrap_or("")).collect();
    let text = without_comments.join("\n");
    let items = text.split(';').map(str::trim).filter(|item| !item.is_empty());
    let values = items.map(|item| {
        let (name, value) = item.split_once('=').with_context(|| format!("not `name = value`: {}", shortened(item)))?;
        Ok((name.trim().to_string(), value.trim().to_string()))
    });
    Ok(Data { values: values.collect::<Result<_>>()? })
}

impl Data {
    /// A whole number.
    pub fn number(&self, name: &str) -> Result<i64> {
        let value = self.values.get(name).with_context(|| format!("there is no {name}"))?;
        number(value).with_context(|| format!("reading {name}"))
    }

    /// All numbers of a one- or two-dimensional array, row by row.
    pub fn list(&self, name: &str) -> Result<Vec<i64>> {
        let value = self.values.get(name).with_context(|| format!("there is no {name}"))?;
        numbers(value).with_context(|| format!("reading {name}"))
    }

    /// As [`list`](Self::list); empty if the item is missing.
    pub fn list_or_empty(&self, name: &str) -> Result<Vec<i64>> {
        if self.values.contains_key(name) { self.list(name) } else { Ok(Vec::new()) }
    }

    /// The sets of an array of sets; empty if the item is missing.
    pub fn sets_or_empty(&self, name: &str) -> Result<Vec<Vec<i64>>> {
        let value = self.values.get(name).map_or("", String::as_str);
        let sets = value.split('{').skip(1).map(|rest| numbers(rest.split('}').next().unwrap_or("")));
        sets.collect::<Result<_>>().with_context(|| format!("reading {name}"))
    }
}

/// Whole numbers between brackets, bars, commas and white space; `a..b` is a range.
fn numbers(text: &str) -> Result<Vec<i64>> {
    let words = text.split(|c: char| "[]|,".contains(c) || c.is_whitespace()).filter(|w| !w.is_empty());
    let mut all = Vec::new();
    for word in words {
        match word.split_once("..") {
            Some((from, to)) => all.extend(number(from)?..=number(to)?),
            None => all.push(number(word)?),
        }
        ensure!(all.len() as i64 <= LARGEST, "a list of more than {LARGEST} numbers");
    }
    Ok(all)
}

fn number(text: &str) -> Result<i64> {
    let number: i64 = text.trim().parse().with_context(|| format!("not a whole number: {}", shortened(text)))?;
    ensure!((-LARGEST..=LARGEST).contains(&number), "{number} is not between -{LARGEST} and {LARGEST}");
    Ok(number)
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_ranges_and_comments_are_read() {
        let data = parse("n = 3; % three\na = [| 1, 2,\n |3 |]; s = [{0,5}, {}, {2..4}];").expect("data");
        assert_eq!(data.number("n").expect("n"), 3);
        assert_eq!(data.list("a").expect("a"), [1, 2, 3]);
        assert_eq!(data.sets_or_empty("s").expect("s"), [vec![0, 5], vec![], vec![2, 3, 4]]);
        assert!(data.list("s").is_err());
        assert!(parse("what").is_err());
    }

    #[test]
    fn numbers_beyond_any_event_are_refused_and_not_counted_with() {
        let data = parse("n = 9223372036854775807; a = [1..9223372036854775807]; s = [{0..999999}, {5..5000000}]; t = [{0..900000, 0..900000}];").expect("data");
        for error in [
            data.number("n").map(|_| ()),
            data.list("a").map(|_| ()),
            data.sets_or_empty("s").map(|_| ()),
            data.sets_or_empty("t").map(|_| ()),
        ] {
            assert!(error.is_err());
        }
        assert!(
            format!("{:#}", data.number("n").expect_err("too large"))
                .starts_with("reading n: 9223372036854775807 is not between")
        );
    }
}
