//! The house rules, held over the source text: who may see whom, who touches the world, how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What every room of src/ may name with `crate::`. A room is a folder or a single file. `event` and `rule` are at the bottom; `check` sees
/// nothing of how a timetable is found; `report` sees answers only; `cli` sees everything.
const ARROWS: &[(&str, &[&str])] = &[
    ("event", &[]),
    ("rule", &[]),
    ("stop", &[]),
    ("timetable", &["event"]),
    ("diagnostic", &["event"]),
    ("matching", &[]),
    ("load", &["diagnostic", "event"]),
    ("validate", &["diagnostic", "event", "load"]),
    ("candidates", &["event", "timetable"]),
    ("problem", &["candidates", "event"]),
    ("triple", &[]),
    ("prices", &["candidates", "event", "problem", "triple"]),
    ("quality", &["event", "problem", "timetable"]),
    ("outcome", &["candidates", "event", "prices", "triple"]),
    ("board", &["candidates", "event", "problem", "timetable"]),
    ("place", &["board", "event", "problem", "stop", "timetable"]),
    ("polish", &["board", "event", "problem", "stop", "timetable"]),
    ("select", &["candidates", "event", "matching", "outcome", "prices", "problem", "rule", "stop", "triple"]),
    ("sat", &["stop"]),
    ("bounds", &["candidates", "event", "matching", "outcome", "prices", "problem", "select", "stop", "triple"]),
    ("prove", &["bounds", "candidates", "event", "matching", "problem", "quality", "rule", "sat", "stop", "timetable"]),
    ("check", &["diagnostic", "event", "load", "rule", "timetable"]),
    (
        "solve",
        &[
            "bounds",
            "candidates",
            "event",
            "outcome",
            "place",
            "polish",
            "prices",
            "problem",
            "prove",
            "quality",
            "rule",
            "select",
            "stop",
            "timetable",
            "triple",
        ],
    ),
    ("explain", &["candidates", "event", "outcome", "problem", "prove", "quality", "rule", "timetable"]),
    ("report", &["candidates", "event", "outcome", "prices", "problem", "quality", "timetable", "triple"]),
    ("import", &["report"]),
    ("anonymize", &["event"]),
    ("testing", &["candidates", "event", "outcome", "problem", "rule", "select"]),
];

/// Lines a file may have.
const MAX_LINES: usize = 600;

/// A file of src/: its path, the room it belongs to and its code without comments and unit tests.
struct Source {
    path: String,
    room: String,
    code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    assert!(files.len() > 50, "src/ is read");
    let test_files = ["tests.rs", "golden.rs", "sample.rs"];
    let is_code = |f: &&PathBuf| !test_files.contains(&f.file_name().unwrap().to_str().unwrap());
    files.iter().filter(is_code).map(|f| source(f)).collect()
}

fn source(file: &Path) -> Source {
    let path = file.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
    let room = path.split('/').nth(1).unwrap().trim_end_matches(".rs").to_string();
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
    Source { path, room, code: code.join("\n") }
}

/// The rooms that a text names with `crate::x` or `crate::{x, y::z}`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let word = |s: &str| s.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut named = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => named.extend(top_level_items(list).iter().map(|item| word(item))),
            None => _ = named.insert(word(rest)),
        }
    }
    named
}

/// The items of a brace list, braces inside them passed over.
fn top_level_items(list: &str) -> Vec<String> {
    let (mut items, mut depth) = (vec![String::new()], 1);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => items.push(String::new()),
            _ if depth == 1 => items.last_mut().unwrap().push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    items
}

#[test]
fn arrows_between_rooms_go_one_way() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !["cli", "lib", "main"].contains(&s.room.as_str())) {
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == source.room) else {
            wrong.push(format!("{}: the room `{}` has no row in ARROWS", source.path, source.room));
            continue;
        };
        for named in rooms_named(&source.code).into_iter().filter(|n| *n != source.room && !allowed.contains(&n.as_str())) {
            wrong.push(format!("{}: `{}` may not see `{named}`", source.path, source.room));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_arrows_has_no_arrow_up_and_none_that_nobody_uses() {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        named.entry(source.room.clone()).or_default().extend(rooms_named(&source.code));
    }
    let mut wrong = Vec::new();
    for (i, (room, allowed)) in ARROWS.iter().enumerate() {
        let below: Vec<&str> = ARROWS[..i].iter().map(|(room, _)| *room).collect();
        wrong.extend(allowed.iter().filter(|a| !below.contains(a)).map(|a| format!("`{a}` does not stand below `{room}`")));
        let unused = allowed.iter().filter(|a| !named.get(*room).is_some_and(|n| n.contains(**a)));
        wrong.extend(unused.map(|a| format!("`{room}` does not name `{a}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_cli_touches_the_world() {
    let world = ["println!", "eprintln!", "print!(", "dbg!", "std::fs", "std::time", "std::env", "std::process"];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !["cli", "main"].contains(&s.room.as_str())) {
        let excepted = |w: &str| source.path == "src/stop.rs" && w == "std::time";
        wrong.extend(world.iter().filter(|w| source.code.contains(**w) && !excepted(w)).map(|w| format!("{}: {w}", source.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_select_names_the_solver_library() {
    let wrong: Vec<_> =
        sources().into_iter().filter(|s| s.room != "select" && s.code.contains("good_lp")).map(|s| s.path).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_second_opinion_knows_no_floats() {
    let float = |s: &Source| s.code.contains("f64") || s.code.contains("f32");
    let wrong: Vec<_> = sources().into_iter().filter(|s| s.room == "check" && float(s)).map(|s| s.path).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_input_column_is_read() {
    let validate: String = sources().into_iter().filter(|s| s.room == "validate").map(|s| s.code).collect();
    let words: BTreeSet<&str> = validate.split(|c: char| !c.is_alphanumeric() && c != ':').collect();
    let columns = koppex::load::TABLES.iter().flat_map(|t| t.columns.iter().map(move |c| (t.name, c)));
    let is_read = |column: &koppex::load::Column| words.contains(format!("Field::{:?}", column.field).as_str());
    let unread: Vec<_> = columns.filter(|(_, c)| !is_read(c)).map(|(table, c)| format!("{table}.{}", c.name)).collect();
    assert!(unread.is_empty(), "columns that are accepted and not read: {unread:?}");
}

#[test]
fn every_file_says_what_it_is_and_is_short_enough_to_read() {
    let mut files = Vec::new();
    ["src", "tests", "examples", "benches"].iter().for_each(|dir| rust_files(&root().join(dir), &mut files));
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let n_lines = text.lines().count();
        if !text.starts_with("//!") {
            wrong.push(format!("{}: the first line is no //!", file.display()));
        }
        if n_lines > MAX_LINES {
            wrong.push(format!("{}: {n_lines} lines", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
