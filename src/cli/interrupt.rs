//! Ctrl-C: the first press asks the run to finish with what it has, the second ends it at once. Temporary folders go either way.

use super::exit::Exit;
use super::terminal;
use anyhow::Context;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// The handler's end of a run.
#[derive(Clone, Default)]
pub struct Interrupt {
    pressed: Arc<AtomicBool>,
    litter: Arc<Mutex<Option<PathBuf>>>,
}

impl Interrupt {
    /// Takes Ctrl-C (and a request to terminate) over from the system. `notice` is said at the first press.
    pub fn install(notice: String) -> anyhow::Result<Self> {
        let interrupt = Self::default();
        let handler = interrupt.clone();
        ctrlc::set_handler(move || handler.press(&notice)).context("cannot listen for Ctrl-C")?;
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

    /// The folder to remove if the second press ends the run.
    pub fn watch(&self, temporary: PathBuf) {
        if let Ok(mut litter) = self.litter.lock() {
            *litter = Some(temporary);
        }
    }

    fn press(&self, notice: &str) {
        if !self.pressed.swap(true, Ordering::Relaxed) {
            terminal::say(notice);
            return;
        }
        if let Some(folder) = self.litter.lock().ok().and_then(|litter| litter.clone()) {
            let _ = std::fs::remove_dir_all(folder);
        }
        std::process::exit(Exit::Stopped.code().into());
    }
}
