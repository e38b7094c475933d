//! README.ko.md, walked through: every command in it is run in order on the workbook that is filled as it says, and prints what stands there.

use super::tools;
use std::path::Path;
use std::process::Command;

/// The commands of the console blocks, each with what it prints.
fn commands(text: &str) -> Vec<(String, String)> {
    let blocks = text.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let command = |block: &str| {
        let (first, printed) = block.split_once('\n').unwrap_or((block, ""));
        (first.trim_start_matches("$ ").to_string(), printed.trim_end().to_string())
    };
    blocks.map(command).collect()
}

fn without_trailing_blanks(text: &str) -> String {
    text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_korean_readme_leads_from_an_empty_workbook_to_papers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.ko.md")).expect("there is a README.ko.md");
    for (picture, _) in text.match_indices("](examples/").map(|(at, _)| text[at + 2..].split_once(')').expect("a link")) {
        assert!(root.join(picture).is_file(), "{picture} is not there");
    }
    if koppex::cli::fonts::system().is_empty() {
        return tools::missing("font with Korean letters");
    }
    let Some(python) = tools::python(&["openpyxl"]) else { return };
    let dir = tools::folder("readme-ko");
    let mut run = 0;
    for (command, printed) in commands(&text) {
        let Some(words) = command.strip_prefix("koppex ") else { continue };
        let out = Command::new(env!("CARGO_BIN_EXE_koppex")).args(words.split(' ')).current_dir(&dir).output().expect("it runs");
        let (stdout, stderr) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        assert!(out.status.success(), "{command}: {stderr}");
        let said = if stdout.trim().is_empty() { stderr } else { stdout };
        assert_eq!(without_trailing_blanks(&said), without_trailing_blanks(&printed), "{command}");
        if words.starts_with("init") {
            let fill = root.join("examples/pictures/fill.py");
            tools::run(Command::new(&python).arg(fill).arg(dir.join("우리행사/expo.xlsx")));
        }
        run += 1;
    }
    assert_eq!(run, 5, "init, check, schedule, export, show");
    assert!(dir.join("우리행사/expo-out/papers.pdf").is_file() && dir.join("우리행사/expo-out/timetable.html").is_file());
}

/// The script that makes the pictures of both READMEs makes all of them, of the sizes that stand there.
#[test]
fn the_pictures_are_made_by_their_script() {
    if koppex::cli::fonts::system().is_empty() {
        return tools::missing("font with Korean letters");
    }
    let Some(python) = tools::python(&["openpyxl", "selenium", "PIL"]) else { return };
    for needed in [&["soffice"][..], &["chromedriver"], &["pdftotext"], &["pdftoppm"]] {
        if tools::program(needed).is_none() {
            return;
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pictures");
    let dir = tools::folder("pictures");
    tools::run(Command::new(python).arg(root.join("make.py")).arg(env!("CARGO_BIN_EXE_koppex")).arg(&dir));
    let size = |file: &Path| {
        let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert!(bytes.starts_with(b"\x89PNG"), "{}", file.display());
        [16, 20].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")))
    };
    for name in ["workbook", "now", "phone", "paper", "rules"] {
        let file = format!("{name}.png");
        let (made, kept) = (size(&dir.join(&file)), size(&root.join(&file)));
        assert!(made.iter().zip(kept).all(|(m, k)| m.abs_diff(k) <= k / 5), "{name}: {made:?}, and beside the script {kept:?}");
    }
}
