//! Ctrl-C, and what the system sends when it shuts down or a terminal goes away: the first asks the run to finish with what it has, the second ends it at once.
//! Temporary folders go either way.

use super::exit::Exit;
use super::output::{Litter, Output};
use super::terminal;
use anyhow::Context;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Programs that end others send a signal twice, to the process and to its group; a terminal that goes away does, too. What comes within this time is one wish.
const ONE_WISH: Duration = Duration::from_millis(200);

/// The handler's end of a run.
#[derive(Clone, Default)]
pub struct Interrupt {
    pressed: Arc<AtomicBool>,
    litter: Arc<Mutex<Vec<Litter>>>,
}

impl Interrupt {
    /// Takes Ctrl-C, and requests to end, over from the system. `notice` is said at the first.
    pub fn install(notice: String) -> anyhow::Result<Self> {
        let interrupt = Self::default();
        let handler = interrupt.clone();
        let mut first: Option<Instant> = None;
        let press = move || match first {
            None => {
                first = Some(Instant::now());
                handler.pressed.store(true, Ordering::Relaxed);
                terminal::say(&notice);
            }
            Some(at) if at.elapsed() < ONE_WISH => {}
            Some(_) => handler.end(),
        };
        listen(press).context("cannot listen for Ctrl-C")?;
        Ok(interrupt)
    }

    /// Set by the first press.
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.pressed.clone()
    }

    /// Ctrl-C was pressed.
    pub fn pressed(&self) -> bool {
        self.pressed.load(Ordering::Relaxed)
    }

    /// Output that is taken away if the second press ends the run.
    pub fn watch(&self, output: &Output) {
        if let Ok(mut litter) = self.litter.lock() {
            litter.push(output.litter());
        }
    }

    fn end(&self) -> ! {
        let litter = self.litter.lock().map(|litter| litter.clone()).unwrap_or_default();
        litter.iter().for_each(Litter::remove);
        std::process::exit(Exit::Stopped.code().into())
    }
}

#[cfg(unix)]
fn listen(mut press: impl FnMut() + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let mut signals = signal_hook::iterator::Signals::new(wanted)?;
    std::thread::spawn(move || signals.forever().for_each(|_| press()));
    Ok(())
}

/// The signals that whoever started koppex had it ignore (`nohup`, `trap ''`), the lowest bit for number 1. They stay ignored, where the system says so.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(not(unix))]
fn listen(press: impl FnMut() + Send + 'static) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(press)
}
