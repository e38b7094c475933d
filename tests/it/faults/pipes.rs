//! Output that nobody reads to the end, and output that cannot be written.

use super::{koppex, published};
use std::fs::File;
use std::process::Stdio;

/// Commands that print, and what they print is long.
fn commands(dir: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["--help"],
        vec!["help", "schedule"],
        vec!["man"],
        vec!["schema"],
        vec!["completions", "bash"],
        vec!["check", dir],
        vec!["show", dir, "2022-04-13"],
        vec!["show", dir, "S1", "--json"],
        vec!["verify", dir],
        vec!["explain", dir, "S1"],
        vec!["schedule", dir, "--levels", "3"],
        vec!["runs", dir],
    ]
}

#[test]
fn a_reader_that_has_enough_ends_a_command_quietly() {
    let (_temp, dir) = published();
    for args in commands(&dir) {
        let mut child = koppex(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!([Some(0), Some(2)].contains(&output.status.code()), "{args:?}: {:?} {said}", output.status);
        for word in ["panicked", "Broken pipe", "os error"] {
            assert!(!said.contains(word), "{args:?}: {said}");
        }
    }
}

#[test]
fn results_that_cannot_be_written_are_told_once() {
    let (_temp, dir) = published();
    for args in commands(&dir).iter().filter(|args| !args.contains(&"--help") && args[0] != "help") {
        let Ok(full) = File::options().write(true).open("/dev/full") else { return };
        let output = koppex(args).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert_eq!(said.matches("cannot write to standard output: No space left on device").count(), 1, "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
    }
}
