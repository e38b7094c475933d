//! A panic is a bug in koppex: it is said where it happened and that the input is not to blame, and the program ends.

use super::exit::Exit;
use super::terminal;

/// From now on a panic, in whatever thread, ends the program with the exit code of a bug. What it was writing lies beside its target and is
/// cleared by the next run.
pub fn end_at_panics() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        told(panic);
        terminal::say(
            "This is a bug in koppex; nothing was written as final. Please report the lines above, with the version \
             that `koppex --version` prints.",
        );
        std::process::exit(Exit::Violations.code().into());
    }));
}
