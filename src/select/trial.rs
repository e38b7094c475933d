//! What more room for one party would bring: the solved network with some of its spare arcs opened, a few pivots from its best circulation.

use super::network::Network;
use super::simplex::Simplex;
use crate::event::{PairId, PartyId};
use crate::triple::Triple;
use std::collections::HashMap;

/// Room that a party is given.
#[derive(Clone, Debug)]
pub struct Room {
    /// Who.
    pub party: PartyId,
    /// Meetings more in all.
    pub meetings: i64,
    /// Places more that it may draw in each class of slots.
    pub draws: i64,
    /// Its pairs that could not be held before ([`Network::may_come_in`]) and now can.
    pub pairs: Vec<PairId>,
}

/// A network in which one party after the other is given more room.
pub struct Trial<'a> {
    network: &'a Network,
    simplex: Simplex,
    /// Arcs that the last room opened; none if it was not wanted.
    opened: Vec<usize>,
}

impl<'a> Trial<'a> {
    /// Of a network with spare arcs.
    pub fn of(network: &'a Network) -> Self {
        Self { network, simplex: network.simplex.clone(), opened: Vec::new() }
    }

    /// By how much the worth of the best circulation rises if this room alone is given.
    pub fn give(&mut self, room: &Room) -> Triple {
        if !self.opened.is_empty() {
            self.simplex.go_back_to(&self.network.simplex, &self.opened);
            self.opened.clear();
        }
        let layout = &self.network.layout;
        let of_party = |arcs: &HashMap<PartyId, Vec<usize>>, more: i64| -> Vec<(usize, i64)> {
            arcs.get(&room.party).into_iter().flatten().filter(|_| more > 0).map(|arc| (*arc, more)).collect()
        };
        let pairs = room.pairs.iter().filter_map(|id| Some((*layout.spare_pairs.get(id)?, 1))).collect();
        let given = [of_party(&layout.spare_meetings, room.meetings), of_party(&layout.spare_draws, room.draws), pairs].concat();
        // Where no arc is wanted, the circulation is the best still.
        if given.iter().any(|(arc, _)| self.simplex.is_wanted(*arc)) {
            given.iter().for_each(|(arc, more)| self.simplex.open(*arc, *more));
            self.opened = given.into_iter().map(|(arc, _)| arc).collect();
            self.simplex.pivot_from(&self.opened, self.network.arcs_at());
        }
        Triple::unpacked(self.simplex.saved() - self.network.simplex.saved())
    }

    /// Whether any of the room is used to its end. If not, more of the same room brings nothing more.
    pub fn is_used_up(&self) -> bool {
        self.opened.iter().any(|arc| self.simplex.is_saturated(*arc))
    }

    /// Whether that circulation carries a pair.
    pub fn carries(&self, id: PairId) -> bool {
        let layout = &self.network.layout;
        let arc = layout.arc_of[id.ix()].or_else(|| layout.spare_pairs.get(&id).copied());
        arc.is_some_and(|arc| self.simplex.flow_on(arc) > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Candidates;
    use crate::problem::Problem;
    use crate::stop::Stop;
    use crate::testing::sample::Sample;

    #[test]
    fn room_for_meetings_is_used_up_until_it_is_more_than_a_buyer_can_fill() {
        let one_meeting = Sample::new().smes(4).buyers(1).sessions(1, 8).tables(&[1]).all_want().with(|event| {
            event.parties[4].max_meetings = Some(1);
        });
        let event = one_meeting.event();
        let candidates = Candidates::new(&event);
        let network = Network::with_spare(Problem::new(&event, &candidates), &Stop::never()).expect("there is time");
        let (mut trial, buyer) = (Trial::of(&network), PartyId(4));
        assert!(network.is_full(buyer));
        let mut given =
            |meetings| (trial.give(&Room { party: buyer, meetings, draws: 0, pairs: Vec::new() }).value, trial.is_used_up());
        let [one, two, three, four, ten] = [1, 2, 3, 4, 10].map(&mut given);
        assert!(0 < one.0 && one.0 < two.0 && two.0 < three.0);
        assert_eq!([one.1, two.1, three.1, four.1, ten.1], [true, true, true, false, false]);
        assert_eq!((four.0, ten.0), (three.0, three.0), "there are four SMEs");
    }

    #[test]
    fn hours_more_let_in_pairs_that_had_none_in_common_and_no_others() {
        // S1 and S2 come in the first half alone, S3 in the second; B1 in the first, B2 in the second.
        let sample = Sample::new().smes(3).buyers(2).sessions(1, 4).tables(&[2]).all_want();
        let event = sample.busy(0, &[2, 3]).busy(1, &[2, 3]).busy(2, &[0, 1]).busy(3, &[2, 3]).busy(4, &[0, 1]).event();
        let candidates = Candidates::new(&event);
        let network = Network::with_spare(Problem::new(&event, &candidates), &Stop::never()).expect("there is time");
        let (first, id) = (PartyId(3), |sme| candidates.first_between(PartyId(sme), PartyId(3)).expect("they want to meet"));
        assert!([0, 1].iter().all(|sme| !Network::may_come_in(candidates.pair(id(*sme)))));
        assert!(Network::may_come_in(candidates.pair(id(2))));
        let mut trial = Trial::of(&network);
        let mut gain = |pairs| trial.give(&Room { party: first, meetings: 2, draws: 2, pairs }).value;
        let worth = candidates.pair(id(2)).value;
        assert_eq!([gain(vec![]), gain(vec![id(2)]), gain(vec![])], [0, worth, 0]);
        trial.give(&Room { party: first, meetings: 1, draws: 1, pairs: vec![id(2)] });
        assert!(trial.carries(id(2)) && trial.carries(id(0)));
    }
}
