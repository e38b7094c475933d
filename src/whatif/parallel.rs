//! Many questions, several at a time, each answered by itself: the answers do not depend on how many at a time.

use crate::stop::Stop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The answers for all items, in order; `None` for those that there was no time for.
pub(super) fn in_parallel<T: Sync, R: Send>(
    n_threads: usize,
    items: &[T],
    stop: &Stop,
    answer: impl Fn(&T) -> R + Sync,
) -> Vec<Option<R>> {
    in_parallel_with(n_threads, items, stop, || (), |(), item| answer(item))
}

/// The same where each thread works with something of its own, made by `tool`.
pub(super) fn in_parallel_with<T: Sync, R: Send, S>(
    n_threads: usize,
    items: &[T],
    stop: &Stop,
    tool: impl Fn() -> S + Sync,
    answer: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    let work = || {
        let mut tool = tool();
        while let Some((at, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?))) {
            if stop.now() {
                return;
            }
            let answer = answer(&mut tool, item);
            found.lock().expect("nobody panics with the lock")[at] = Some(answer);
        }
    };
    std::thread::scope(|scope| (0..n_threads.clamp(1, items.len().max(1))).for_each(|_| _ = scope.spawn(work)));
    found.into_inner().expect("nobody panics with the lock")
}
