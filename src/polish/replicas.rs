//! Several walks on one timetable: each tries its moves on a replica of its own, and what one keeps, the others carry out too before they
//! keep anything. Moves that are refused, by far the most, cost nobody else anything, and all moves kept stand in one order, as if a single walk
//! had made them (parallel moves in a serializable order, Kravitz and Rutenbar 1987).

use crate::board::Assignment;
use crate::event::PairId;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A pair and where it is held from now on.
pub(crate) type Change = (PairId, Assignment);

/// One of the replicas of a timetable.
#[derive(Clone, Debug)]
pub(crate) struct Replica {
    shared: Arc<Shared>,
    me: usize,
}

#[derive(Debug)]
struct Shared {
    /// By replica: moves that the others kept, each ended by [`END`].
    unread: Mutex<Vec<Vec<Change>>>,
    /// By replica: whether there are any.
    has_unread: Vec<AtomicBool>,
}

/// Stands between two moves.
const END: PairId = PairId(u32::MAX);

impl Replica {
    /// So many replicas of one timetable.
    pub fn several(n: usize) -> Vec<Self> {
        let has_unread = (0..n).map(|_| AtomicBool::new(false)).collect();
        let shared = Arc::new(Shared { unread: Mutex::new(vec![Vec::new(); n]), has_unread });
        (0..n).map(|me| Self { shared: shared.clone(), me }).collect()
    }

    /// Tells the others of a move. False, and nobody is told, if one of them has kept a move that this replica lacks.
    pub fn publish(&self, changes: impl Iterator<Item = Change> + Clone) -> bool {
        let mut unread = self.shared.unread.lock().expect("no walk panics with the lock");
        if !unread[self.me].is_empty() {
            return false;
        }
        for (i, others) in unread.iter_mut().enumerate().filter(|(i, _)| *i != self.me) {
            others.extend(changes.clone());
            others.push((END, Assignment::NONE));
            self.shared.has_unread[i].store(true, Ordering::Release);
        }
        true
    }

    /// Whether there is a move that this replica lacks.
    #[inline]
    pub fn is_behind(&self) -> bool {
        self.shared.has_unread[self.me].load(Ordering::Acquire)
    }

    /// The moves that this replica lacks, oldest first, in the place of what stands in `changes`: see [`moves`].
    pub fn read(&self, changes: &mut Vec<Change>) {
        changes.clear();
        let mut unread = self.shared.unread.lock().expect("no walk panics with the lock");
        std::mem::swap(changes, &mut unread[self.me]);
        self.shared.has_unread[self.me].store(false, Ordering::Release);
    }
}

/// The moves among the changes read.
pub(crate) fn moves(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.split(|(pair, _)| *pair == END).filter(|changes| !changes.is_empty())
}
