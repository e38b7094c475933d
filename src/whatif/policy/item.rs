//! What an organizer has set and could take back: bonuses, minimums, limits and rules, and the event without each.

use super::regrid::without_changeover;
use crate::event::{Event, PartyId, PinAction, Side, WishKind};
use std::collections::BTreeSet;

/// Something that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Points of a tag: `value.tags.youth`.
    Tag(String),
    /// The column `bonus` of a side.
    Bonus(Side),
    /// `value.mutual_bonus`.
    Mutual,
    /// `value.fill_points`.
    Fill,
    /// `value.sme_weight` and `value.buyer_weight`, where they differ.
    Weights,
    /// Wishes of kind must come before everything else.
    Musts,
    /// `min_meetings` of a side.
    Minimum(Side),
    /// `max_meetings` of a side.
    MostMeetings(Side),
    /// `max_per_day` of a side.
    MostPerDay(Side),
    /// `max_in_a_row` of a side (R09).
    InARow(Side),
    /// `rules.once_per_org` (R11).
    OncePerOrg,
    /// `rules.max_gap_difference` (R13).
    EvenGaps,
    /// Walking minutes (R08).
    Walks,
    /// Rows of order.csv (R12).
    Orders,
    /// Rows of pins.csv that fix a meeting (R07).
    Fixed,
    /// Rows of pins.csv that forbid one (R07).
    Forbidden,
    /// Wishes of kind block (R06).
    Blocks,
    /// Meetings without a language in common need an interpreter (R10).
    Interpreters,
    /// Halls and tables of buyers, places reserved for them (R04).
    OwnPlaces,
    /// Hours of the own zone of online buyers (R02).
    LocalHours,
    /// `meeting.changeover_minutes`.
    Changeover,
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Points that are added: they say what a timetable is worth.
    Bonus,
    /// Meetings that parties should have.
    Minimum,
    /// Meetings that parties may have.
    Limit,
    /// Any other rule.
    Rule,
}

const SIDES: [Side; 2] = [Side::Sme, Side::Buyer];

impl Item {
    /// Everything that is set in an event and could be taken back, bonuses first.
    pub fn all(event: &Event) -> Vec<Self> {
        let tags = event.value.tags.keys().map(|tag| Self::Tag(tag.clone()));
        let of_sides = [Self::Bonus, Self::Minimum, Self::MostMeetings, Self::MostPerDay, Self::InARow];
        let [bonus, limits @ ..] = of_sides.map(|of| SIDES.map(of));
        let points = [Self::Mutual, Self::Fill, Self::Weights];
        let rules = [
            Self::Musts,
            Self::OncePerOrg,
            Self::EvenGaps,
            Self::Walks,
            Self::Orders,
            Self::Fixed,
            Self::Forbidden,
            Self::Blocks,
            Self::Interpreters,
            Self::OwnPlaces,
            Self::LocalHours,
            Self::Changeover,
        ];
        let all = tags.chain(bonus).chain(points).chain(limits.into_iter().flatten()).chain(rules);
        all.filter(|item| item.is_used(event)).collect()
    }

    /// Its kind.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Tag(_) | Self::Bonus(_) | Self::Mutual | Self::Fill | Self::Weights => ItemKind::Bonus,
            Self::Minimum(_) => ItemKind::Minimum,
            Self::MostMeetings(_) | Self::MostPerDay(_) | Self::InARow(_) => ItemKind::Limit,
            Self::Musts
            | Self::OncePerOrg
            | Self::EvenGaps
            | Self::Walks
            | Self::Orders
            | Self::Fixed
            | Self::Forbidden
            | Self::Blocks
            | Self::Interpreters
            | Self::OwnPlaces
            | Self::LocalHours
            | Self::Changeover => ItemKind::Rule,
        }
    }

    /// The parties that have it, where it is said of single parties.
    pub fn parties(&self, event: &Event) -> Vec<PartyId> {
        let of_side = |side: Side, has: &dyn Fn(PartyId) -> bool| {
            event.party_ids().filter(|party| event.party(*party).side == side && has(*party)).collect()
        };
        match self {
            Self::Tag(tag) => of_side(Side::Sme, &|party| event.party(party).tags.contains(tag)),
            Self::Bonus(side) => of_side(*side, &|party| event.party(party).bonus != 0),
            Self::Minimum(side) => of_side(*side, &|party| event.party(party).min_meetings > 0),
            Self::MostMeetings(side) => of_side(*side, &|party| event.party(party).max_meetings.is_some()),
            Self::MostPerDay(side) => of_side(*side, &|party| event.party(party).max_per_day.is_some()),
            Self::InARow(side) => of_side(*side, &|party| event.party(party).max_in_a_row.is_some()),
            _ => Vec::new(),
        }
    }

    fn is_used(&self, event: &Event) -> bool {
        let has_wish = |kind: WishKind| event.wishes.iter().any(|wish| wish.kind == kind);
        let has_pin = |action: PinAction| event.pins.iter().any(|pin| pin.action == action);
        match self {
            Self::Tag(tag) => event.value.tags[tag] != 0 && !self.parties(event).is_empty(),
            Self::Bonus(_) | Self::Minimum(_) | Self::MostMeetings(_) | Self::MostPerDay(_) | Self::InARow(_) => {
                !self.parties(event).is_empty()
            }
            Self::Mutual => event.value.mutual_bonus != 0,
            Self::Fill => event.value.fill_points > 0,
            Self::Weights => event.value.sme_weight != event.value.buyer_weight,
            Self::Musts => has_wish(WishKind::Must) || event.org_wishes.iter().any(|wish| wish.must_times > 0),
            Self::OncePerOrg => event.rules.once_per_org,
            Self::EvenGaps => event.rules.max_gap_difference.is_some(),
            Self::Walks => event.walk_min.iter().flatten().any(|minutes| *minutes > 0),
            Self::Orders => !event.orders.is_empty(),
            Self::Fixed => has_pin(PinAction::Fix),
            Self::Forbidden => has_pin(PinAction::Forbid),
            Self::Blocks => has_wish(WishKind::Block),
            Self::Interpreters => needs_interpreter(event),
            Self::OwnPlaces => {
                let has_own = |party: PartyId| event.party(party).hall.is_some() || event.party(party).place.is_some();
                event.buyer_ids().any(has_own) || event.places.iter().any(|place| place.reserved_for.is_some())
            }
            Self::LocalHours => event.buyer_ids().any(|buyer| event.party(buyer).mode == crate::event::Mode::Online),
            Self::Changeover => event.grid.changeover_min > 0 && without_changeover(event).is_some(),
        }
    }

    /// The event without it.
    pub fn without(&self, event: &Event) -> Event {
        let mut event = event.clone();
        let of_side = |event: &mut Event, side: Side, change: &dyn Fn(&mut crate::event::Party)| {
            event.parties.iter_mut().filter(|party| party.side == side).for_each(change);
        };
        match self {
            Self::Tag(tag) => _ = event.value.tags.remove(tag),
            Self::Bonus(side) => of_side(&mut event, *side, &|party| party.bonus = 0),
            Self::Mutual => event.value.mutual_bonus = 0,
            Self::Fill => event.value.fill_points = 0,
            Self::Weights => (event.value.sme_weight, event.value.buyer_weight) = (1, 1),
            Self::Musts => {
                let musts = event.wishes.iter_mut().filter(|wish| wish.kind == WishKind::Must);
                musts.for_each(|wish| wish.kind = WishKind::Want);
                event.org_wishes.iter_mut().for_each(|wish| wish.must_times = 0);
            }
            Self::Minimum(side) => of_side(&mut event, *side, &|party| party.min_meetings = 0),
            Self::MostMeetings(side) => of_side(&mut event, *side, &|party| party.max_meetings = None),
            Self::MostPerDay(side) => of_side(&mut event, *side, &|party| party.max_per_day = None),
            Self::InARow(side) => of_side(&mut event, *side, &|party| party.max_in_a_row = None),
            Self::OncePerOrg => event.rules.once_per_org = false,
            Self::EvenGaps => event.rules.max_gap_difference = None,
            Self::Walks => event.walk_min.iter_mut().flatten().for_each(|minutes| *minutes = 0),
            Self::Orders => event.orders.clear(),
            Self::Fixed => event.pins.retain(|pin| pin.action != PinAction::Fix),
            Self::Forbidden => event.pins.retain(|pin| pin.action != PinAction::Forbid),
            Self::Blocks => event.wishes.retain(|wish| wish.kind != WishKind::Block),
            Self::Interpreters => event.parties.iter_mut().for_each(|party| party.languages.clear()),
            Self::OwnPlaces => {
                event.parties.iter_mut().for_each(|party| party.place = None);
                event.parties.iter_mut().filter(|party| party.side == Side::Buyer).for_each(|party| party.hall = None);
                event.places.iter_mut().for_each(|place| place.reserved_for = None);
            }
            // As long as no hour is outside.
            Self::LocalHours => event.local_hours = (0, 2 * 24 * 60),
            Self::Changeover => event = without_changeover(&event).unwrap_or(event),
        }
        event
    }
}

/// Two who might meet share no language.
fn needs_interpreter(event: &Event) -> bool {
    let spoken: BTreeSet<&[String]> = event.parties.iter().map(|party| party.languages.as_slice()).collect();
    let named: Vec<&[String]> = spoken.into_iter().filter(|languages| !languages.is_empty()).collect();
    named.iter().any(|a| named.iter().any(|b| !a.iter().any(|language| b.contains(language))))
}
