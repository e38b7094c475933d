//! Ids as the output files write them: of parties, told apart where both sides use one, and of meetings.

use crate::event::{Event, PartyId, PlaceId, Side, SlotId};
use crate::published::PublishedMeeting;
use crate::timetable::{Meeting, Timetable};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Ids of parties.
pub(crate) struct Ids<'a> {
    event: &'a Event,
    /// Ids that an SME and a buyer have.
    shared: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    pub fn of(event: &'a Event) -> Self {
        let smes: BTreeSet<&str> = event.sme_ids().map(|p| event.party(p).id.as_str()).collect();
        let shared = event.buyer_ids().map(|p| event.party(p).id.as_str()).filter(|id| smes.contains(id)).collect();
        Self { event, shared }
    }

    /// For a column that says the side, such as `sme_id`. Where parties of one side may meet it does not, and an id that both sides use
    /// gets `sme:` or `buyer:` in front.
    pub fn in_column(&self, party: PartyId) -> String {
        if self.event.rules.peers { self.alone(party) } else { self.event.party(party).id.clone() }
    }

    /// For a column of parties of both sides: `sme:` or `buyer:` stands in front where both sides use the id.
    pub fn alone(&self, party: PartyId) -> String {
        let facts = self.event.party(party);
        if self.shared.contains(facts.id.as_str()) { self.event.id_with_side(party) } else { facts.id.clone() }
    }

    /// The parties by what [`Ids::in_column`] writes for them in the column of a side.
    pub fn by_column(&self) -> BTreeMap<(Side, String), PartyId> {
        let sides = |party: PartyId| match self.event.rules.peers {
            true => vec![Side::Sme, Side::Buyer],
            false => vec![self.event.party(party).side],
        };
        let named = self.event.party_ids().flat_map(|p| sides(p).into_iter().map(move |side| (side, p)));
        named.map(|(side, p)| ((side, self.in_column(p)), p)).collect()
    }
}

/// Who of published meetings is in the event still.
pub(crate) struct Remaining<'a> {
    event: &'a Event,
    by_column: BTreeMap<(Side, String), PartyId>,
}

impl<'a> Remaining<'a> {
    pub fn of(event: &'a Event) -> Self {
        Self { event, by_column: Ids::of(event).by_column() }
    }

    /// The one that plays the SME and the other, each `None` if it has left.
    pub fn in_meeting(&self, old: &PublishedMeeting) -> [Option<PartyId>; 2] {
        match old.parties {
            Some((sme, buyer)) => [Some(sme), Some(buyer)],
            None => [self.party(Side::Sme, &old.sme_id), self.party(Side::Buyer, &old.buyer_id)],
        }
    }

    fn party(&self, side: Side, written: &str) -> Option<PartyId> {
        // With the other one gone, an id may no longer need its side in front.
        let (of_side, id) = match written.split_once(':') {
            Some(("sme", id)) => (Some(Side::Sme), id),
            Some(("buyer", id)) => (Some(Side::Buyer), id),
            _ => (None, written),
        };
        let found = [written, id].into_iter().find_map(|id| self.by_column.get(&(side, id.to_string())).copied());
        found.filter(|party| of_side.is_none_or(|of| self.event.party(*party).side == of))
    }
}

/// The id of every meeting of a timetable: `M-<sme_id>-<buyer_id>`, and `#2`, `#3`, ... behind it for the second and third meeting of a pair
/// in order of time. It stays the same wherever the meetings of the pair move, as long as their order stays.
pub(crate) struct MeetingIds<'a> {
    ids: Ids<'a>,
    /// What may stand before and behind the hyphen.
    smes: HashSet<String>,
    buyers: HashSet<String>,
    /// The number of a meeting among those of its pair, from 1.
    numbers: HashMap<(PartyId, PartyId, SlotId, PlaceId), u32>,
}

impl<'a> MeetingIds<'a> {
    pub fn of(event: &'a Event, timetable: &Timetable) -> Self {
        let ids = Ids::of(event);
        let column = |side| move |(key, _): (&(Side, String), &PartyId)| (key.0 == side).then(|| key.1.clone());
        let parties = ids.by_column();
        let (smes, buyers) = [Side::Sme, Side::Buyer].map(|side| parties.iter().filter_map(column(side)).collect()).into();
        let mut held: Vec<&Meeting> = timetable.meetings().iter().collect();
        held.sort_by_key(|m| (m.slot, m.place));
        let mut so_far: HashMap<(PartyId, PartyId), u32> = HashMap::new();
        let mut numbers = HashMap::new();
        for meeting in held {
            let number = so_far.entry((meeting.sme, meeting.buyer)).or_default();
            *number += 1;
            numbers.insert(key(meeting), *number);
        }
        Self { ids, smes, buyers, numbers }
    }

    /// The id of a meeting of the timetable. Where hyphens in ids let it be read as that of another meeting too, as with SMEs `A` and `A-B`
    /// and buyers `C` and `B-C`, the sides stand in it: `M-sme:A-buyer:B-C`.
    pub fn id(&self, meeting: &Meeting) -> String {
        let number = self.numbers.get(&key(meeting)).copied().unwrap_or(1);
        let suffix = if number > 1 { format!("#{number}") } else { String::new() };
        let parties = [meeting.sme, meeting.buyer];
        let [sme, buyer] = parties.map(|p| self.ids.in_column(p));
        let short = format!("{sme}-{buyer}{suffix}");
        if self.n_readings(&short) <= 1 {
            return format!("M-{short}");
        }
        let [sme, buyer] = parties.map(|p| self.ids.event.id_with_side(p));
        format!("M-{sme}-{buyer}{suffix}")
    }

    /// How many meetings a text may stand for.
    fn n_readings(&self, text: &str) -> usize {
        let first = self.n_pairs(text);
        let later = text.rsplit_once('#').filter(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        first + later.map_or(0, |(pair, _)| self.n_pairs(pair))
    }

    fn n_pairs(&self, text: &str) -> usize {
        let splits = text.match_indices('-').map(|(at, _)| (&text[..at], &text[at + 1..]));
        splits.filter(|(sme, buyer)| self.smes.contains(*sme) && self.buyers.contains(*buyer)).count()
    }
}

fn key(meeting: &Meeting) -> (PartyId, PartyId, SlotId, PlaceId) {
    (meeting.sme, meeting.buyer, meeting.slot, meeting.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample::Sample;

    /// SMEs A and A-B, buyers C, B-C and C#2; the ids of the meetings (party, party, slot).
    fn check_ids(peers: bool, held: &[(u32, u32, u32)], expected: &[&str]) {
        let mut event = Sample::new().smes(2).buyers(3).tables(&[2]).event();
        for (party, id) in event.parties.iter_mut().zip(["A", "A-B", "C", "B-C", "C#2"]) {
            party.id = id.into();
        }
        event.rules.peers = peers;
        let meeting = |&(sme, buyer, slot): &(u32, u32, u32)| Meeting {
            sme: PartyId(sme),
            buyer: PartyId(buyer),
            slot: SlotId(slot),
            place: PlaceId(0),
            interpreter: None,
        };
        let timetable = Timetable::new(&event, held.iter().map(meeting).collect());
        let ids = MeetingIds::of(&event, &timetable);
        let found: Vec<String> = held.iter().map(|m| ids.id(&meeting(m))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_meeting_of_a_pair_has_an_id_of_its_own_in_order_of_time() {
        check_ids(false, &[(1, 3, 2), (1, 3, 0), (1, 3, 1)], &["M-A-B-B-C#3", "M-A-B-B-C", "M-A-B-B-C#2"]);
        check_ids(false, &[(1, 3, 3), (1, 3, 1)], &["M-A-B-B-C#2", "M-A-B-B-C"]);
    }

    #[test]
    fn an_id_that_could_be_read_in_two_ways_names_the_sides() {
        check_ids(false, &[(0, 3, 0), (1, 2, 1)], &["M-sme:A-buyer:B-C", "M-sme:A-B-buyer:C"]);
        let both = ["M-A-C", "M-sme:A-buyer:C#2", "M-sme:A-buyer:C#2"];
        check_ids(false, &[(0, 2, 0), (0, 2, 1)], &both[..2]);
        check_ids(false, &[(0, 4, 2)], &both[2..]);
    }
}
