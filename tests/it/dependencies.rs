//! The dependencies: CONTRIBUTING.md has a table of them, with their reasons, as Cargo.toml gives them; none needs a newer Rust than koppex says.
//! `KOPPEX_BLESS=1 cargo test --test it dependencies` writes the table anew.

use crate::papers::tools;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const BEGIN: &str = "<!-- dependencies, from Cargo.toml -->\n";
const END: &str = "<!-- end of dependencies -->";

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// For whom a section of Cargo.toml is built; `None` for sections without dependencies.
fn built_for(section: &str) -> Option<&str> {
    match section {
        "dependencies" => Some("everybody"),
        "dev-dependencies" => Some("tests"),
        "target.'cfg(unix)'.dependencies" => Some("Unix"),
        "target.'cfg(not(unix))'.dependencies" => Some("Windows"),
        other => {
            assert!(!other.ends_with("dependencies"), "{other} has no words");
            None
        }
    }
}

/// The rows of the table: every dependency with what it is for.
fn rows(cargo_toml: &str) -> Vec<String> {
    let (mut section, mut rows) = (None, Vec::new());
    for line in cargo_toml.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = built_for(name.trim_end_matches(']'));
            continue;
        }
        let (Some(built_for), Some((name, rest))) = (section, line.split_once(" = ")) else { continue };
        if line.starts_with('#') {
            continue;
        }
        let (_, reason) =
            rest.split_once(" # ").or_else(|| rest.split_once("# ")).unwrap_or_else(|| panic!("{name} has no reason"));
        let built_for = if rest.contains("optional = true") { "a feature" } else { built_for };
        rows.push(format!("| `{name}` | {built_for} | {} |\n", reason.trim()));
    }
    rows
}

#[test]
fn the_table_of_dependencies_is_that_of_cargo_toml() {
    let rows = rows(&read("Cargo.toml"));
    assert!(rows.len() > 30, "{rows:?}");
    let table = format!("{BEGIN}| dependency | built for | reason |\n|---|---|---|\n{}{END}", rows.concat());
    let text = read("CONTRIBUTING.md");
    let (before, rest) = text.split_once(BEGIN).expect("the table begins");
    let (_, after) = rest.split_once(END).expect("the table ends");
    let wanted = format!("{before}{table}{after}");
    if std::env::var_os("KOPPEX_BLESS").is_some() {
        return fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md"), wanted).unwrap();
    }
    assert!(text == wanted, "KOPPEX_BLESS=1 writes the table of CONTRIBUTING.md anew; it should be\n{table}");
}

/// `1.92` or `1.92.0` as numbers.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text.split('.').map(|n| n.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

/// The Rust that koppex asks for is the one that its dependencies ask for, neither less nor more. What its own code uses, the linter compares.
#[test]
fn the_rust_that_is_asked_for_is_the_least_that_will_do() {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    let Some(made) = cargo.output().ok().filter(|made| made.status.success()) else {
        return tools::missing("complete download of the dependencies");
    };
    let metadata: Value = serde_json::from_slice(&made.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let wanted = |package: &Value| package["rust_version"].as_str().map(version);
    let own = packages.iter().find(|package| package["name"] == "koppex").and_then(wanted).unwrap();
    let others = packages.iter().filter(|package| package["name"] != "koppex");
    let (most, name) = others.filter_map(|package| Some((wanted(package)?, package["name"].to_string()))).max().unwrap();
    assert_eq!(own, most, "{name} needs {most:?}");
}

/// What `deny.toml` passes over is there, so that the list does not outlive its reasons.
#[test]
fn what_is_passed_over_as_a_second_version_is_one() {
    let deny: toml::Table = read("deny.toml").parse().unwrap();
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let versions = |name: &str| packages.iter().filter(|package| package["name"].as_str() == Some(name)).count();
    for skipped in deny["bans"]["skip"].as_array().unwrap() {
        let (name, _) = skipped["crate"].as_str().unwrap().split_once('@').unwrap();
        assert!(versions(name) > 1, "{name} has one version: take it out of deny.toml");
        assert!(skipped["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    }
}
