//! Walking between halls (R08), by real instants: over midnight, between sessions that touch, whatever the change-over.

use super::times::slot_interval;
use crate::event::{Event, HallId, SlotId};

/// When slots are, how far halls are apart, and so whether one can walk from a meeting to the next.
#[derive(Clone, Debug)]
pub struct Walks {
    /// By slot: minutes from 1970 to the start and to the end of a meeting. Ascending.
    slots: Vec<(i64, i64)>,
    /// Minutes, `walk_min[from][to]`.
    walk_min: Vec<Vec<u32>>,
    /// The longest walk between two halls that have places.
    longest_min: i64,
}

impl Walks {
    pub(super) fn new(event: &Event) -> Self {
        let mut used = vec![false; event.halls.len()];
        event.places.iter().for_each(|p| used[p.hall.ix()] = true);
        let halls = || (0..used.len()).filter(|h| used[*h]);
        let longest = halls().flat_map(|a| halls().map(move |b| event.walk_min[a][b])).max().unwrap_or(0);
        Self {
            slots: event.grid.slot_ids().map(|s| slot_interval(event, s)).collect(),
            walk_min: event.walk_min.clone(),
            longest_min: longest.into(),
        }
    }

    /// Some two meetings can be too near in time for the walk between them.
    pub fn bind(&self) -> bool {
        (1..self.slots.len()).any(|late| self.hurried(SlotId::at(late - 1), SlotId::at(late)))
    }

    /// A meeting between two others can make a walk possible that is too long at once: the way by its hall is shorter, the meeting's own time
    /// added. Where not, meetings that are too near stay so whatever else is held.
    pub fn detours_help(&self) -> bool {
        let meeting_min = self.slots.first().map_or(0, |(start, end)| end - start);
        let walk = |a: usize, b: usize| i64::from(self.walk_min[a][b]);
        let halls = || 0..self.walk_min.len();
        self.bind() && halls().any(|a| halls().any(|b| halls().any(|c| walk(a, b) + meeting_min + walk(b, c) < walk(a, c))))
    }

    /// Whether two slots leave less time between them than the longest walk takes. If not, no later slot does.
    pub fn hurried(&self, early: SlotId, late: SlotId) -> bool {
        self.between_min(early, late) < self.longest_min
    }

    /// Whether there is time to walk from a meeting in an earlier slot to one in a later slot.
    #[inline]
    pub fn walkable(&self, (early, from): (SlotId, HallId), (late, to): (SlotId, HallId)) -> bool {
        i64::from(self.walk_min[from.ix()][to.ix()]) <= self.between_min(early, late)
    }

    /// Minutes from the end of a meeting in one slot to the start of one in a later slot.
    #[inline]
    pub fn between_min(&self, early: SlotId, late: SlotId) -> i64 {
        self.slots[late.ix()].0 - self.slots[early.ix()].1
    }
}
