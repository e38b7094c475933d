//! When to stop: the run's deadline and Ctrl-C, in one value that every long loop asks. The only file besides `cli` that reads a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Cheap to clone and to ask; clones share the interrupt and the memory of having cut something short.
#[derive(Clone, Debug)]
pub struct Stop {
    started: Instant,
    deadline: Option<Instant>,
    interrupted: Arc<AtomicBool>,
    /// Someone was told to stop, or planned by the time left.
    cut: Arc<AtomicBool>,
}

impl Stop {
    /// Starts the clock. `limit_s` = seconds from now, `None` = no limit; `interrupted` is set by Ctrl-C.
    pub fn new(limit_s: Option<f64>, interrupted: Arc<AtomicBool>) -> Self {
        let started = Instant::now();
        let deadline = limit_s.and_then(|s| started.checked_add(Duration::try_from_secs_f64(s).ok()?));
        Self { started, deadline, interrupted, cut: Arc::default() }
    }

    /// Never stops by itself.
    pub fn never() -> Self {
        Self::new(None, Arc::default())
    }

    /// The same interrupt and start with an earlier deadline, `limit_s` seconds from now at the latest.
    pub fn within(&self, limit_s: f64) -> Self {
        let earlier = Duration::try_from_secs_f64(limit_s).ok().and_then(|d| Instant::now().checked_add(d));
        let deadline = match (self.deadline, earlier) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { deadline, ..self.clone() }
    }

    /// True once the deadline passed or Ctrl-C was pressed.
    pub fn now(&self) -> bool {
        let now = self.interrupted() || self.deadline.is_some_and(|d| Instant::now() >= d);
        if now {
            self.note_cut();
        }
        now
    }

    /// Whether the clock or Ctrl-C shaped what was done so far: someone was told to stop, or planned by the time left. Where not, the same
    /// input gives the same result on every machine.
    pub fn has_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// Says that the time left decided what to do.
    pub fn note_cut(&self) {
        self.cut.store(true, Ordering::Relaxed);
    }

    /// True once Ctrl-C was pressed.
    pub fn interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Seconds since the clock started.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Seconds from the start to the deadline; `None` without a limit. No clock is read.
    pub fn limit_s(&self) -> Option<f64> {
        self.deadline.map(|d| d.saturating_duration_since(self.started).as_secs_f64())
    }

    /// Seconds left, 0 when past; `None` without a limit.
    pub fn left_s(&self) -> Option<f64> {
        self.deadline.map(|d| d.saturating_duration_since(Instant::now()).as_secs_f64())
    }
}
