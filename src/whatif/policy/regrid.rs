//! The slots of an event whose meetings follow each other without a change-over.

use crate::candidates::slot_interval;
use crate::event::{Event, Grid, SlotId};

/// The event without change-over; pins stand at the same meeting of the session, which then begins earlier. `None` if the clocks change within a session.
pub fn without_changeover(event: &Event) -> Option<Event> {
    let mut changed = event.clone();
    changed.grid = grid(event)?;
    for pin in &mut changed.pins {
        pin.slots = pin.slots.iter().map(|slot| moved(&event.grid, &changed.grid, *slot)).collect();
    }
    let intervals: Vec<(i64, i64)> = changed.grid.slot_ids().map(|slot| slot_interval(&changed, slot)).collect();
    intervals.is_sorted_by(|before, after| before.1 <= after.0).then_some(changed)
}

/// The slot that is as many slots after the start of its session. There are no fewer than before.
fn moved(old: &Grid, new: &Grid, slot: SlotId) -> SlotId {
    let session = old.session_of(slot).ix();
    let first = |grid: &Grid| grid.sessions[session].slots.0;
    SlotId(first(new).0 + slot.0 - first(old).0)
}

fn grid(event: &Event) -> Option<Grid> {
    let old = &event.grid;
    let mut grid = Grid::new(old.present_min, old.answer_min, 0);
    for (day, facts) in old.days.iter().enumerate() {
        grid.begin_day(facts.date);
        for session in old.sessions.iter().filter(|session| session.day.ix() == day) {
            let laid = grid.add_session((session.start_min, session.end_min), event.timezone);
            if !laid.skipped.is_empty() {
                return None;
            }
        }
    }
    Some(grid)
}
