//! What README.md must agree with: the rule cards, the exit codes, the command line.

use clap::CommandFactory;
use koppex::cli::Cli;
use koppex::cli::EXITS;
use koppex::rule::RULES;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn readme() -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("there is a README.md")
}

#[test]
fn the_readme_has_every_rule_as_its_card_says_it() {
    let readme = readme();
    for rule in &RULES {
        let row = format!("| {} | {} | {} |", rule.code, rule.name, rule.sentence_en);
        assert!(readme.contains(&row), "README.md lacks the row\n{row}");
    }
}

#[test]
fn the_readme_has_every_exit_code() {
    let readme = readme();
    for (_, code, meaning) in &EXITS {
        let row = format!("| {code} | {meaning} |");
        assert!(readme.contains(&row), "README.md lacks the row\n{row}");
    }
}

#[test]
fn the_readme_names_every_command_and_no_option_that_is_not_there() {
    let (readme, cli) = (readme(), Cli::command());
    let mut options: BTreeSet<String> = ["help", "version"].map(String::from).into();
    for command in cli.get_subcommands() {
        let name = command.get_name();
        assert!(readme.contains(&format!("koppex {name}")), "README.md says nothing of `koppex {name}`");
        options.extend(command.get_arguments().filter_map(|a| a.get_long()).map(String::from));
    }
    let korean =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.ko.md")).expect("there is a README.ko.md");
    for line in
        readme.lines().chain(korean.lines()).filter(|l| l.contains("koppex ") && !l.contains("cargo ") && !l.contains("apt-get"))
    {
        for word in line.split(" --").skip(1) {
            let name: String = word.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            assert!(options.contains(&name), "README.md: koppex has no --{name}: {line}");
        }
    }
}
