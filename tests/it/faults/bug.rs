//! A panic, in whatever thread, is said to be a bug and ends the program with the exit code of one. The test binary starts itself again, and there lets koppex
//! begin as it always does before it panics.

use crate::support::program::said;
use std::process::{Command, Output, Stdio};

/// Which panic the child is to make.
const HOW: &str = "KOPPEX_TEST_PANIC";
const SAID: &str = "This is a bug in koppex; nothing was written as final.";

/// The child. Without the variable it is a test like any other, of nothing.
#[test]
fn a_child_that_panics() {
    let Ok(how) = std::env::var(HOW) else { return };
    // It refuses the arguments of a test binary, and from then on its hook is there.
    let _ = koppex::cli::main();
    let boom = || panic!("the sum does not add up");
    match how.as_str() {
        "here" => boom(),
        // Whoever starts a thread may never ask how it ended.
        "worker" => _ = std::thread::spawn(boom).join(),
        "scoped" => std::thread::scope(|scope| _ = scope.spawn(boom)),
        "caught" => _ = std::panic::catch_unwind(boom),
        "many" => std::thread::scope(|scope| (0..8).for_each(|_| _ = scope.spawn(boom))),
        "overflow" => _ = std::hint::black_box(u8::MAX) + std::hint::black_box(1),
        "none" => {}
        other => unreachable!("{other}"),
    }
}

fn child(how: &str, stderr: Stdio) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["faults::bug::a_child_that_panics", "--exact", "--nocapture", "--test-threads", "1"]).env(HOW, how);
    command.stdin(Stdio::null()).stderr(stderr).output().unwrap()
}

#[test]
fn a_panic_in_whatever_thread_is_said_to_be_a_bug_and_ends_with_exit_code_1() {
    for how in ["here", "worker", "scoped", "caught", "many", "overflow"] {
        let output = child(how, Stdio::piped());
        let text = said(&output);
        // A test binary whose test fails ends with 101, and with 0 where nobody noticed.
        assert_eq!(output.status.code(), Some(1), "{how}: {text}");
        let words = if how == "overflow" { "attempt to add with overflow" } else { "the sum does not add up" };
        assert!(text.contains(words) && text.contains("tests/it/faults/bug.rs:"), "{how}: it says what and where: {text}");
        assert!(text.contains(SAID) && text.contains("koppex --version"), "{how}: {text}");
        assert!(text.find(words) < text.find(SAID), "{how}: the lines to report stand above: {text}");
    }
}

#[test]
fn without_a_panic_nothing_is_said() {
    let output = child("none", Stdio::piped());
    let text = said(&output);
    assert!(output.status.code() == Some(0) && text.contains("1 passed") && !text.contains(SAID), "{text}");
}

/// A terminal that went away is no reason for another exit code.
#[cfg(target_os = "linux")]
#[test]
fn a_panic_that_nobody_can_read_ends_with_exit_code_1_too() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    assert_eq!(child("worker", full.into()).status.code(), Some(1));
}
