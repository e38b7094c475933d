//! The slots of an event whose meetings follow each other without a change-over.

use crate::candidates::slot_interval;
use crate::event::{Day, Event, Grid, Session, SessionId, Slot, SlotId};

/// The event without change-over; pins stand at the same meeting of the session, which then begins earlier. `None` if the clocks change within a session.
pub fn without_changeover(event: &Event) -> Option<Event> {
    let mut changed = event.clone();
    changed.grid = grid(&event.grid);
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

fn grid(old: &Grid) -> Grid {
    let mut grid = Grid { days: Vec::new(), sessions: Vec::new(), slots: Vec::new(), changeover_min: 0, ..*old };
    let meeting_min = old.meeting_min();
    for (day, facts) in old.days.iter().enumerate() {
        let first_of_day = SlotId::at(grid.slots.len());
        let of_day = old.sessions.iter().filter(|session| session.day.ix() == day);
        for session in of_day {
            let id = SessionId::at(grid.sessions.len());
            let first = SlotId::at(grid.slots.len());
            let starts =
                (session.start_min..).step_by(meeting_min as usize).take_while(|start| start + meeting_min <= session.end_min);
            grid.slots.extend(starts.map(|start_min| Slot { day: session.day, session: id, start_min }));
            grid.sessions.push(Session { slots: (first, SlotId::at(grid.slots.len())), ..session.clone() });
        }
        grid.days.push(Day { slots: (first_of_day, SlotId::at(grid.slots.len())), ..facts.clone() });
    }
    grid
}
