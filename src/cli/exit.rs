//! The exit codes of koppex, the only place that numbers them.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// `verify` named violations, or koppex's own checker found one in koppex's timetable.
    Violations,
    /// The command line is wrong, or a file or folder it names cannot be read or written.
    Usage,
    /// The input has errors; all are shown.
    InputErrors,
    /// The hard rules contradict each other; they are named.
    Contradiction,
    /// The limit or Ctrl-C came before the first timetable.
    Stopped,
}

/// Every way to end: the code and what it means.
pub const EXITS: [(Exit, u8, &str); 6] = [
    (Exit::Done, 0, "done"),
    (
        Exit::Violations,
        1,
        "verify found violations; or a bug in koppex: its own checker found a violation, nothing is written as final",
    ),
    (Exit::Usage, 2, "usage: the command line is wrong, or a file it names cannot be read or written"),
    (Exit::InputErrors, 3, "the input has errors (all are shown)"),
    (Exit::Contradiction, 4, "the hard rules contradict each other (they are named)"),
    (Exit::Stopped, 5, "stopped by the time limit or Ctrl-C before there was a timetable"),
];

impl Exit {
    pub fn code(self) -> u8 {
        EXITS[self as usize].1
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_stands_at_its_own_code() {
        for (i, (exit, code, _)) in EXITS.iter().enumerate() {
            assert_eq!((*exit as usize, usize::from(*code)), (i, i));
        }
    }
}
