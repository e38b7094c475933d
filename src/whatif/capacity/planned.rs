//! The event that a plan makes.

use super::hours::Programme;
use super::plan::Plan;
use super::{pins, places};
use crate::event::{Event, PlaceKind, limits};

/// The event of a plan.
#[derive(Clone, Debug)]
pub struct Planned {
    /// As if the input had said so.
    pub event: Event,
    /// Fixed meetings that had to be given up, because the plan leaves no time for them; the pairs are wished as any others.
    pub n_given_up: usize,
}

impl Planned {
    /// Tables, then video rooms.
    pub fn n_places(&self) -> [usize; 2] {
        [PlaceKind::Table, PlaceKind::Video].map(|kind| self.event.places.iter().filter(|p| p.kind == kind).count())
    }
}

/// The event with the settings of a plan; `None` if no slot would be left, a day would end past midnight, or the event would be too large.
pub fn planned(event: &Event, plan: &Plan) -> Option<Planned> {
    let programme = Programme::of(event, plan.hours)?;
    let mut made = event.clone();
    places::scale(&mut made, plan.places_percent);
    made.grid = programme.grid(event, plan.minutes);
    if made.n_slots() == 0 || !fits(&made, event) {
        return None;
    }
    programme.repeat_windows(&mut made);
    let n_given_up = pins::lay(&mut made, &event.grid);
    Some(Planned { event: made, n_given_up })
}

/// Whether an event keeps the limits on its size, or is in no way larger than another.
fn fits(event: &Event, other: &Event) -> bool {
    let sizes = |event: &Event| {
        let (n_slots, n_smes) = (event.n_slots(), event.n_smes);
        let n_desks: usize = event.parties.iter().map(|party| party.capacity as usize).sum();
        let n_fill = if event.value.fill_points > 0 { n_smes.saturating_mul(event.parties.len() - n_smes) } else { 0 };
        [
            (&limits::SLOTS, n_slots),
            (&limits::DAYS, event.grid.days.len()),
            (&limits::PLACES, event.places.len()),
            (&limits::PARTY_SLOTS, event.parties.len() * n_slots),
            (&limits::DESK_SLOTS, n_desks.saturating_mul(n_slots)),
            (&limits::PLACE_SLOTS, event.places.len() * n_slots),
            (&limits::PAIR_SLOTS, (event.wishes.len() + n_fill).saturating_mul(n_slots)),
        ]
    };
    sizes(event).iter().zip(sizes(other)).all(|((limit, n), (_, before))| limit.allows(*n) || *n <= before)
}
