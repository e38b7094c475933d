//! Requests to end: they act like Ctrl-C, a second one ends at once, those that whoever started the run had it ignore are ignored; and two runs at once.

use super::{DATA, expect, koppex, names, published, send};
use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A run of the real-sized event that has a timetable and searches for a better one.
struct Searching {
    temp: TempDir,
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Searching {
    /// `before` is run in the shell that becomes the program.
    fn start(before: &str) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let (out, data) = (temp.path().join("out"), format!("{DATA}/koppex-2022"));
        let script = format!("{before} exec \"$0\" schedule \"$1\" --lang en --time-limit 600 --out \"$2\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_koppex"), &data]).arg(&out);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let told = lines.by_ref().map_while(Result::ok).any(|line| line.contains("level 4"));
        assert!(told, "progress is told before the end");
        Self { temp, child, lines }
    }

    /// Waits for the end. Gives the exit code and the seconds since `from`.
    fn end(&mut self, from: Instant) -> (Option<i32>, f64) {
        self.lines.by_ref().map_while(Result::ok).for_each(drop);
        (self.child.wait().unwrap().code(), from.elapsed().as_secs_f64())
    }

    fn expect_timetable(&self) {
        let out = self.temp.path().join("out");
        expect(0, &["verify", &format!("{DATA}/koppex-2022"), out.to_str().unwrap(), "--quiet"]);
        assert_eq!(names(self.temp.path()), ["out"], "nothing else is left");
    }
}

#[test]
fn a_request_to_end_writes_the_best_timetable_so_far() {
    for signal in ["-TERM", "-HUP"] {
        let mut searching = Searching::start("");
        let sent = Instant::now();
        send(&searching.child, signal);
        // `timeout` and others send it to the process and once more to its group.
        send(&searching.child, signal);
        let (code, seconds) = searching.end(sent);
        assert!(code == Some(0) && seconds < 60.0, "{signal}: {code:?} after {seconds:.1} s");
        searching.expect_timetable();
    }
}

#[test]
fn the_second_request_ends_at_once_and_leaves_nothing() {
    let mut searching = Searching::start("");
    send(&searching.child, "-INT");
    std::thread::sleep(Duration::from_millis(250));
    let sent = Instant::now();
    send(&searching.child, "-TERM");
    let (code, seconds) = searching.end(sent);
    // A fast machine may have written the timetable before the second came.
    match code {
        Some(0) => searching.expect_timetable(),
        _ => assert!(
            code == Some(5) && seconds < 2.0 && names(searching.temp.path()).is_empty(),
            "{code:?} after {seconds:.1} s: {:?}",
            names(searching.temp.path())
        ),
    }
}

/// `nohup koppex schedule ... &` lives on when the terminal goes away.
#[test]
fn a_signal_that_was_ignored_stays_ignored() {
    if !fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("SigIgn")) {
        return;
    }
    let mut searching = Searching::start("trap '' HUP;");
    send(&searching.child, "-HUP");
    std::thread::sleep(Duration::from_millis(700));
    assert!(searching.child.try_wait().unwrap().is_none(), "it goes on");
    let asked = searching.lines.next().unwrap().unwrap();
    assert!(asked.contains("level 4"), "and nobody asked it to finish: {asked}");
    let sent = Instant::now();
    send(&searching.child, "-TERM");
    assert_eq!(searching.end(sent).0, Some(0));
    searching.expect_timetable();
}

#[test]
fn a_folder_in_use_is_refused_and_a_killed_run_blocks_nobody() {
    let mut searching = Searching::start("");
    let (data, out) = (format!("{DATA}/koppex-2022"), searching.temp.path().join("out"));
    let out = out.to_str().unwrap();
    let in_use = format!("is in use by another koppex (process {})", searching.child.id());
    for args in [["schedule", &data, "--out", out], ["capacity", &data, "--out", out]] {
        let begun = Instant::now();
        let said = expect(2, &args);
        assert!(said.contains(&in_use) && said.contains("help: wait until it has ended"), "{said}");
        assert!(begun.elapsed().as_secs_f64() < 5.0, "said before anything is solved");
    }
    searching.child.kill().unwrap();
    searching.end(Instant::now());
    expect(0, &["schedule", &data, "--out", out, "--levels", "3", "--quiet"]);
    assert_eq!(names(searching.temp.path()), ["out"], "and what it left is cleared away");
}

/// Whoever comes first has the folder; the other is told so, and both runs end with a whole output.
#[test]
fn two_runs_at_once_do_not_spoil_each_other() {
    let (temp, path) = published();
    let path = path.as_str();
    for _ in 0..5 {
        let commands: [&[&str]; 4] = [
            &["schedule", path, "--levels", "3", "--quiet"],
            &["schedule", path, "--levels", "3", "--quiet"],
            &["export", path, "--quiet"],
            &["replan", path, "--quiet"],
        ];
        let children = commands.map(|args| koppex(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        let outputs = children.map(|child| child.wait_with_output().unwrap());
        for output in &outputs {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() || output.status.code() == Some(2) && said.contains("in use by another koppex"),
                "{said}"
            );
        }
        assert!(outputs.iter().any(|output| output.status.success()));
        expect(0, &["verify", path, "--quiet"]);
    }
    assert!(!names(&temp.path().join("expo")).iter().any(|name| name.starts_with('.')));
}
