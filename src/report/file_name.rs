//! File names made from ids: safe on every system, never a path, different for different ids.

use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Longest file name before its ending, in bytes.
const MAX_BYTES: usize = 120;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name (without ending) for an id. Letters and digits of any script, `-`, `_` and inner `.` stay; every other byte becomes
/// `%XX`. An over-long name is cut and ends in a digest of the id.
pub fn file_name(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars() {
        if c.is_alphanumeric() || c == '-' || c == '_' || (c == '.' && !name.is_empty()) {
            name.push(c);
        } else {
            escape(&mut name, c);
        }
    }
    if name.ends_with('.') {
        name.pop();
        escape(&mut name, '.');
    }
    if name.is_empty() {
        name.push('%');
    }
    if is_reserved(&name) {
        let first = name.remove(0);
        let rest = std::mem::take(&mut name);
        escape(&mut name, first);
        name.push_str(&rest);
    }
    shorten(name, id)
}

/// What folders that ignore case compare of a name: `S`, `s` and `ſ` are one letter to some of them, `ß` and `ss` to others.
fn without_case(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

/// File names for a list of different ids. Where two differ only in case, a digest of the id follows each, for folders that ignore case.
pub fn file_names<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let names: Vec<(&str, String)> = ids.map(|id| (id, file_name(id))).collect();
    let mut n_alike: HashMap<String, usize> = HashMap::new();
    names.iter().for_each(|(_, name)| *n_alike.entry(without_case(name)).or_default() += 1);
    let distinct = |(id, name): (&str, String)| match n_alike[&without_case(&name)] {
        1 => name,
        _ => format!("{name}~{}", digest(id)),
    };
    names.into_iter().map(distinct).collect()
}

fn digest(id: &str) -> String {
    Sha256::digest(id.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn escape(name: &mut String, c: char) {
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        name.push_str(&format!("%{byte:02X}"));
    }
}

/// `CON`, `nul.x`, `COM1`, `LPT²`, ...
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_number = |n: &str| matches!(n.chars().collect::<Vec<_>>()[..], ['0'..='9' | '¹' | '²' | '³']);
    let numbered = |prefix| stem.strip_prefix(prefix).is_some_and(is_number);
    RESERVED.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

fn shorten(mut name: String, id: &str) -> String {
    if name.len() > MAX_BYTES {
        let cut = (0..=MAX_BYTES - 17).rev().find(|i| name.is_char_boundary(*i)).unwrap_or(0);
        name.truncate(cut);
        name.push_str(&format!("~{}", digest(id)));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_ids_stay_as_they_are() {
        for id in ["S001", "A67", "3-T07", "서울_01", "v1.2"] {
            assert_eq!(file_name(id), id);
        }
    }

    #[test]
    fn no_id_makes_a_path_or_a_device() {
        assert_eq!(file_name("../../etc/passwd"), "%2E.%2F..%2Fetc%2Fpasswd");
        for id in [
            "..",
            ".",
            "",
            "a/b",
            "a\\b",
            "C:x",
            "con",
            "LPT1",
            "nul.txt",
            "COM²",
            "lpt³.x",
            "a.",
            " a",
            "\0",
            "x".repeat(500).as_str(),
        ] {
            let name = file_name(id);
            assert!(
                !name.is_empty() && !name.contains(['/', '\\', ':', ' ', '\0']) && name.len() <= MAX_BYTES,
                "{id:?} -> {name}"
            );
            assert!(!name.starts_with('.') && !name.ends_with('.') && !is_reserved(&name), "{id:?} -> {name}");
        }
    }

    #[test]
    fn different_ids_have_different_names() {
        let long = |end: &str| format!("{}{end}", "가".repeat(200));
        let ids = ["a/b", "a%2Fb", "a_b", "a b", &long("1"), &long("2"), "..", "%2E.", ""];
        let names: std::collections::BTreeSet<_> = ids.iter().map(|id| file_name(id)).collect();
        assert_eq!(names.len(), ids.len());
    }

    #[test]
    fn names_that_differ_only_in_case_are_told_apart() {
        let names = file_names(["S1", "s1", "S2"].into_iter());
        assert_eq!(names[2], "S2");
        assert!(names[0].starts_with("S1~") && names[1].starts_with("s1~"), "{names:?}");
        assert_ne!(names[0].to_lowercase(), names[1].to_lowercase());
        for alike in [["ſ1", "s1"], ["Straße", "STRASSE"], ["µ", "Μ"], ["K", "\u{212a}"]] {
            let names = file_names(alike.into_iter());
            assert!(names.iter().all(|name| name.contains('~')) && names[0] != names[1], "{names:?}");
        }
        assert_eq!(file_names(["com10", "com"].into_iter()), ["com10", "com"]);
    }
}
