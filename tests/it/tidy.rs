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
    ("published", &["event"]),
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
    ("replan", &["candidates", "event", "prices", "problem", "published", "timetable"]),
    ("board", &["candidates", "event", "problem", "timetable"]),
    ("place", &["board", "event", "problem", "stop", "timetable"]),
    ("polish", &["board", "event", "problem", "stop", "timetable"]),
    ("select", &["candidates", "event", "matching", "outcome", "prices", "problem", "rule", "stop", "triple"]),
    ("sat", &["stop"]),
    ("bounds", &["candidates", "event", "matching", "prices", "problem", "select", "stop", "triple"]),
    ("prove", &["bounds", "candidates", "event", "matching", "problem", "quality", "rule", "sat", "stop", "timetable"]),
    ("check", &["diagnostic", "event", "load", "published", "rule", "timetable"]),
    (
        "solve",
        &[
            "bounds",
            "candidates",
            "event",
            "matching",
            "outcome",
            "place",
            "polish",
            "prices",
            "problem",
            "prove",
            "published",
            "quality",
            "replan",
            "rule",
            "select",
            "stop",
            "timetable",
            "triple",
        ],
    ),
    ("tally", &["candidates", "event", "problem", "timetable"]),
    ("standby", &["board", "candidates", "event", "problem", "timetable"]),
    ("baseline", &["board", "candidates", "event", "problem", "timetable"]),
    (
        "explain",
        &["bounds", "candidates", "event", "outcome", "prices", "problem", "prove", "quality", "rule", "timetable", "triple"],
    ),
    (
        "whatif",
        &[
            "candidates",
            "event",
            "outcome",
            "place",
            "prices",
            "problem",
            "quality",
            "select",
            "solve",
            "stop",
            "tally",
            "timetable",
            "triple",
        ],
    ),
    (
        "report",
        &[
            "candidates",
            "event",
            "outcome",
            "prices",
            "problem",
            "published",
            "quality",
            "replan",
            "rule",
            "tally",
            "timetable",
            "triple",
            "whatif",
        ],
    ),
    ("import", &["event", "report"]),
    ("anonymize", &["event"]),
    ("testing", &["candidates", "event", "outcome", "problem", "rule", "select"]),
];

/// Parameters that a function may have, `self` not counted (clippy's `too_many_arguments` counts it).
const MAX_PARAMETERS: usize = 5;

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
    Source { path, room, code: without_comments(text) }
}

fn without_comments(text: &str) -> String {
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
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

/// Every function of a text with the number of its parameters, `self` not counted.
fn parameter_counts(code: &str) -> Vec<(String, usize)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let starts = code.match_indices("fn ").filter(|(at, _)| !code[..*at].ends_with(is_word));
    let functions = starts.map(|(at, _)| code[at + "fn ".len()..].trim_start()).filter(|rest| rest.starts_with(is_word));
    functions.map(|rest| (rest.chars().take_while(|c| is_word(*c)).collect(), n_parameters(rest))).collect()
}

/// The parameters of a function whose text begins with its name. A comma inside brackets of any kind separates none.
fn n_parameters(function: &str) -> usize {
    let (mut parameters, mut depth, mut inside, mut before) = (vec![String::new()], 0, false, ' ');
    for c in function.chars() {
        // The generic parameters before the first round bracket count as depth too.
        let opens = matches!(c, '(' | '<' | '[');
        let closes = matches!(c, ')' | ']') || c == '>' && before != '-';
        if c == ')' && inside && depth == 1 {
            break;
        }
        match c {
            '(' if depth == 0 => inside = true,
            ',' if inside && depth == 1 => parameters.push(String::new()),
            _ if inside => parameters.last_mut().unwrap().push(c),
            _ => {}
        }
        depth += i32::from(opens) - i32::from(closes);
        before = c;
    }
    let is_self = |p: &str| p.split(':').next().unwrap().split([' ', '&']).any(|word| word == "self");
    parameters.iter().map(|p| p.trim()).filter(|p| !p.is_empty() && !is_self(p)).count()
}

#[test]
fn parameters_are_counted_without_self_and_without_what_stands_in_brackets() {
    let check = |code: &str, n: usize| {
        let name = code.split("fn ").nth(1).unwrap().split(['(', '<']).next().unwrap().to_string();
        assert_eq!(parameter_counts(code), [(name, n)], "{code}");
    };
    check("fn none() -> u32 { f(1, 2, 3) }", 0);
    check("pub fn two(a: u32, b: u32) {}", 2);
    check("fn trailing(\n    a: u32,\n    b: u32,\n) {}", 2);
    check("fn method(&mut self, a: u32, b: u32) {}", 2);
    check("fn taken(mut self, a: u32) {}", 1);
    check("fn borrowed(&'a self, a: u32) {}", 1);
    check("fn boxed(self: Box<Self>, a: u32) {}", 1);
    check("fn patterns((a, b): (u32, u32), [c, d]: [u32; 2], e: HashMap<u32, u32>) {}", 3);
    check("fn calls(hear: &mut dyn FnMut(u32, u32) -> (u32, u32), n: impl Fn(u32) -> Vec<u32>, m: u32) -> Vec<u32> {}", 3);
    check("fn generic<T: Fn(u32, u32) -> u32, const N: usize>(a: T, b: [u32; N]) where T: Clone {}", 2);
    check("const fn seven(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8) {}", 7);
    assert_eq!(parameter_counts("struct S { f: fn(u32, u32) -> u32, often: u32 }"), []);
}

#[test]
fn no_function_has_more_parameters_than_anyone_can_keep_in_order() {
    let mut files = Vec::new();
    ["src", "tests", "examples", "benches"].iter().for_each(|dir| rust_files(&root().join(dir), &mut files));
    let (mut wrong, mut n_functions) = (Vec::new(), 0);
    for file in files.iter().filter(|f| !f.ends_with("tests/it/tidy.rs")) {
        let counts = parameter_counts(&without_comments(&fs::read_to_string(file).unwrap()));
        n_functions += counts.len();
        let many = counts.into_iter().filter(|(_, n)| *n > MAX_PARAMETERS);
        wrong.extend(many.map(|(name, n)| format!("{}: {name} has {n} parameters", file.display())));
    }
    assert!(n_functions > 1000, "the functions are read: {n_functions}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
