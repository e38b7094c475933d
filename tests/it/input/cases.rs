//! `data/errors/<code>`: each folder brings out its code, and the messages are those of its `expected.txt`.
//! `KOPPEX_BLESS=1` writes the expected texts anew.

use super::shown;
use koppex::diagnostic::CODES;
use koppex::diagnostic::{Diagnostic, Severity};
use koppex::event::Lang;
use koppex::validate::Since;
use koppex::{load, validate};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/errors")
}

fn check_case(dir: &Path) -> (Vec<Diagnostic>, bool) {
    let entries = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| !p.ends_with("expected.txt"));
    let files: Vec<(String, Vec<u8>)> =
        entries.map(|p| (p.file_name().unwrap().to_str().unwrap().to_string(), fs::read(&p).unwrap())).collect();
    // Changes that are handed in now, and those of an earlier run, are no part of the folder.
    let (changes, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.starts_with("changes"));
    let (folder, mut faults) = load::load(&files);
    let checked = validate::validate(&folder);
    faults.extend(checked.diagnostics);
    let mut event = checked.event;
    for (name, bytes) in &changes {
        let since = if name == "changes.csv" { Since::Now } else { Since::Before };
        let event = event.as_mut().expect("a case of changes has an event");
        faults.extend(validate::change(event, (name, bytes), since).diagnostics);
    }
    (faults, event.is_some())
}

#[test]
fn every_case_says_what_is_expected_in_both_languages() {
    let mut wrong = Vec::new();
    for code in CODES {
        let dir = root().join(code.id);
        let (faults, has_event) = check_case(&dir);
        assert!(faults.iter().any(|d| d.code == code.id), "{} is not among\n{}", code.id, shown(&faults, Lang::En));
        let any_error = faults.iter().any(Diagnostic::is_error);
        assert_eq!(any_error, code.severity() == Severity::Error, "{}:\n{}", code.id, shown(&faults, Lang::En));
        assert!(has_event || any_error, "{}: no event and no error", code.id);
        let got = format!("{}\n{}", shown(&faults, Lang::En), shown(&faults, Lang::Ko));
        let expected = dir.join("expected.txt");
        if std::env::var_os("KOPPEX_BLESS").is_some() {
            fs::write(&expected, &got).unwrap();
        }
        if fs::read_to_string(&expected).ok().as_deref() != Some(&got) {
            wrong.push(format!("{}:\n{got}", code.id));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

#[test]
fn every_message_has_cause_and_help_in_both_languages_and_a_place() {
    for code in CODES {
        for fault in check_case(&root().join(code.id)).0 {
            assert!(!fault.at.file.is_empty(), "{fault:?}");
            assert!(!fault.cause.en.is_empty() && !fault.cause.ko.is_empty(), "{fault:?}");
            assert_eq!(fault.help.en.is_empty(), fault.help.ko.is_empty(), "{fault:?}");
            assert!(!fault.help.en.is_empty() || fault.severity == Severity::Note, "{fault:?}");
        }
    }
}

#[test]
fn codes_cases_and_the_error_index_name_the_same() {
    let codes: BTreeSet<String> = CODES.iter().map(|c| c.id.to_string()).collect();
    assert_eq!(codes.len(), CODES.len(), "a code stands twice");
    let cases: BTreeSet<String> = fs::read_dir(root()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(codes, cases);
    let index = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/validate/README.md")).unwrap();
    let is_code = |cell: &str| cell.len() == 4 && cell[1..].bytes().all(|b| b.is_ascii_digit());
    let rows: Vec<Vec<&str>> = index
        .lines()
        .filter_map(|l| l.strip_prefix("| "))
        .map(|l| l.trim_end_matches(" |").split(" | ").collect::<Vec<_>>())
        .filter(|r| is_code(r[0]))
        .collect();
    let want: Vec<[&str; 3]> = CODES.iter().map(|c| [c.id, c.title_en, c.title_ko]).collect();
    let got: Vec<[&str; 3]> = rows.iter().map(|r| [r[0], r[1], r[2]]).collect();
    assert_eq!(got, want);
    assert!(rows.iter().all(|r| r.len() == 4 && !r[3].is_empty()), "every code says what to do");
}
