//! Stdout for results, stderr for talk. A closed pipe is an error of `print` that ends koppex quietly, and nothing to `say`.

use anyhow::Context;
use serde::Serialize;
use std::io::{Write, stderr, stdout};

/// Writes a result and a line end to stdout; nothing if there is no text.
pub fn print(text: &str) -> anyhow::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    print_bytes(format!("{}\n", text.trim_end_matches('\n')).as_bytes())
}

/// Writes an answer for programs to stdout.
pub fn print_json(answer: &impl Serialize) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(answer)?)
}

/// Writes bytes to stdout as they are.
pub fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).context("cannot write to standard output")
}

/// Writes a line to stderr.
pub fn say(text: &str) {
    let _ = writeln!(stderr().lock(), "{text}");
}

/// A number and an English noun, in the plural if need be.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
