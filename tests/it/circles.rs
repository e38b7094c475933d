//! No file of src/ depends on itself through others: strongly connected components (Tarjan 1972) of the files and what they name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The path of a module below the crate, such as `["prove", "model"]`.
type Module = Vec<String>;

/// The modules of src/, what their files say, and the names they hand on.
struct Modules {
    file: BTreeMap<Module, String>,
    uses: BTreeMap<Module, Vec<Use>>,
    /// Code without comments, unit tests and `use`.
    body: BTreeMap<Module, String>,
}

/// One name brought in by `use`, as its path; `public` if it is handed on.
#[derive(Clone)]
struct Use {
    path: Vec<String>,
    public: bool,
}

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `word` stands in `text` as a word of its own.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(is_word) && !text[at + word.len()..].chars().next().is_some_and(is_word)
    })
}

/// Whether `text` has `child::` at the beginning of a path.
fn names_child(text: &str, child: &str) -> bool {
    let start = |at: usize| !text[..at].chars().next_back().is_some_and(|c| is_word(c) || c == ':');
    text.match_indices(&format!("{child}::")).any(|(at, _)| start(at))
}

/// `text` up to its module of unit tests, whoever may see that module.
fn without_tests(text: &str) -> &str {
    let opens = |at: usize| text[at..].lines().nth(1).is_some_and(|line| line.ends_with("mod tests {"));
    text.match_indices("#[cfg(test)]\n").find(|(at, _)| opens(*at)).map_or(text, |(at, _)| &text[..at])
}

/// The single paths of a `use` tree.
fn expanded(tree: &str) -> Vec<Vec<String>> {
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap();
        return vec![path.split("::").map(|s| s.trim().to_string()).filter(|s| !s.is_empty()).collect()];
    };
    let (mut items, mut depth) = (vec![String::new()], 0);
    for c in inside[..inside.rfind('}').unwrap()].chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 { items.push(String::new()) } else { items.last_mut().unwrap().push(c) }
    }
    let full = |item: &String| expanded(&format!("{before}{}", item.trim()));
    items.iter().filter(|i| !i.trim().is_empty()).flat_map(full).collect()
}

impl Modules {
    fn read() -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        rust_files(&root.join("src"), &mut files);
        let mut all = Self { file: BTreeMap::new(), uses: BTreeMap::new(), body: BTreeMap::new() };
        for file in files {
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let mut module: Module = path["src/".len()..path.len() - 3].split('/').map(String::from).collect();
            if ["tests", "golden", "sample", "main"].contains(&module.last().unwrap().as_str()) {
                continue;
            }
            if ["mod", "lib"].contains(&module.last().unwrap().as_str()) {
                module.pop();
            }
            all.add(module, path, &fs::read_to_string(&file).unwrap());
        }
        all
    }

    fn add(&mut self, module: Module, path: String, text: &str) {
        let text = without_tests(text);
        let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        let (mut uses, mut body) = (Vec::new(), String::new());
        let mut lines = code.iter();
        while let Some(line) = lines.next() {
            let start = line.trim_start();
            let Some((before, tree)) = start.split_once("use ").filter(|(b, _)| b.is_empty() || b.starts_with("pub")) else {
                body.push_str(line);
                body.push('\n');
                continue;
            };
            let mut tree = tree.to_string();
            while !tree.ends_with(';') {
                tree.push_str(lines.next().expect("a `use` ends").trim());
            }
            uses.extend(expanded(tree.trim_end_matches(';')).into_iter().map(|path| Use { path, public: !before.is_empty() }));
        }
        self.file.insert(module.clone(), path);
        self.uses.insert(module.clone(), uses);
        self.body.insert(module, body);
    }

    /// The module in which a path that `from` names is written; `None` for what lies outside the crate.
    fn resolved(&self, from: &Module, path: &[String]) -> Option<Module> {
        let (mut at, mut rest) = (from.clone(), path);
        match path.first()?.as_str() {
            "crate" => (at, rest) = (Vec::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|s| s == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            first if !self.file.contains_key(&[&from[..], &[first.to_string()]].concat()) => return None,
            _ => {}
        }
        while let Some(next) = rest.first() {
            let deeper = [&at[..], std::slice::from_ref(next)].concat();
            if !self.file.contains_key(&deeper) {
                break;
            }
            (at, rest) = (deeper, &rest[1..]);
        }
        let name = rest.first()?;
        let handed_on = self.uses[&at].iter().find(|u| u.public && u.path.last() == Some(name) && &at != from);
        handed_on.and_then(|u| self.resolved(&at, &u.path)).or(Some(at))
    }

    /// What a module's file cannot do without. A name that it only hands on is no need of its own.
    fn needs(&self, module: &Module) -> BTreeSet<Module> {
        let body = &self.body[module];
        let used = self.uses[module].iter().filter(|u| !u.public || u.path.last().is_some_and(|name| has_word(body, name)));
        let mut needs: BTreeSet<Module> =
            used.filter_map(|u| self.resolved(module, &[&u.path[..], &["*".into()]].concat())).collect();
        needs.extend(self.uses[module].iter().filter(|u| !u.public).filter_map(|u| self.resolved(module, &u.path)));
        for start in ["crate::", "super::"] {
            for (at, _) in body.match_indices(start) {
                let path: String = body[at..].chars().take_while(|c| is_word(*c) || *c == ':').collect();
                needs.extend(self.resolved(module, &expanded(path.trim_end_matches(':'))[0]));
            }
        }
        let children = self.file.keys().filter(|m| m.len() == module.len() + 1 && m.starts_with(module));
        needs.extend(children.filter(|m| names_child(body, m.last().unwrap())).cloned());
        needs.remove(module);
        needs
    }
}

/// Tarjan's search for strongly connected components.
struct Search<'a> {
    needs: &'a BTreeMap<Module, BTreeSet<Module>>,
    number: BTreeMap<&'a Module, usize>,
    low: BTreeMap<&'a Module, usize>,
    stack: Vec<&'a Module>,
    circles: Vec<Vec<&'a Module>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, module: &'a Module) {
        let number = self.number.len();
        self.number.insert(module, number);
        self.low.insert(module, number);
        self.stack.push(module);
        let needs = self.needs;
        for next in &needs[module] {
            if !self.number.contains_key(next) {
                self.visit(next);
                let low = self.low[module].min(self.low[next]);
                self.low.insert(module, low);
            } else if self.stack.contains(&next) {
                let low = self.low[module].min(self.number[next]);
                self.low.insert(module, low);
            }
        }
        if self.low[module] == number {
            let at = self.stack.iter().position(|m| *m == module).expect("it was put there");
            let circle = self.stack.split_off(at);
            if circle.len() > 1 {
                self.circles.push(circle);
            }
        }
    }
}

fn circles(modules: &Modules) -> Vec<Vec<String>> {
    let needs: BTreeMap<Module, BTreeSet<Module>> = modules.file.keys().map(|m| (m.clone(), modules.needs(m))).collect();
    let mut search =
        Search { needs: &needs, number: BTreeMap::new(), low: BTreeMap::new(), stack: Vec::new(), circles: Vec::new() };
    for module in needs.keys() {
        if !search.number.contains_key(module) {
            search.visit(module);
        }
    }
    let files = |circle: &Vec<&Module>| {
        let mut files: Vec<String> = circle.iter().map(|m| modules.file[*m].clone()).collect();
        files.sort();
        files
    };
    search.circles.iter().map(files).collect()
}

#[test]
fn files_do_not_depend_on_each_other_in_circles() {
    let found = circles(&Modules::read());
    assert!(found.is_empty(), "these files depend on each other: {found:#?}");
}

fn check_circles(files: &[(&str, &str)], expected: &[&[&str]]) {
    let mut modules = Modules { file: BTreeMap::new(), uses: BTreeMap::new(), body: BTreeMap::new() };
    for (module, text) in files {
        let module: Module = module.split("::").filter(|s| !s.is_empty()).map(String::from).collect();
        modules.add(module.clone(), module.join("::"), text);
    }
    assert_eq!(circles(&modules), expected);
}

#[test]
fn a_circle_is_found_through_names_that_a_face_hands_on() {
    let face = ("a", "mod x;\nmod y;\npub use x::X;\n");
    let lib = ("", "mod a;\n");
    check_circles(&[lib, face, ("a::x", "use super::y::Y;\n"), ("a::y", "use crate::a::X;\n")], &[&["a::x", "a::y"]]);
    check_circles(&[lib, face, ("a::x", "use super::y::Y;\n"), ("a::y", "fn f() -> crate::a::X {}\n")], &[&["a::x", "a::y"]]);
    check_circles(&[lib, face, ("a::x", "use super::y::Y;\n"), ("a::y", "use std::fmt;\n")], &[]);
    let tests = "#[cfg(test)]\npub(super) mod tests {\n    use super::super::y::Y;\n}\n";
    check_circles(&[lib, face, ("a::x", tests), ("a::y", "use crate::a::X;\n")], &[]);
    let parent = ("a", "mod x;\nuse x::X;\nstruct A(X);\n");
    check_circles(&[lib, parent, ("a::x", "use super::A;\n")], &[&["a", "a::x"]]);
    let caller = ("a", "mod x;\nstruct A;\nfn f() { x::f() }\n");
    check_circles(&[lib, caller, ("a::x", "use super::A;\n")], &[&["a", "a::x"]]);
}
