//! What groups and prices prove together.

use super::confirm::GroupClaim;
use super::judge::ChangeJudge;
use super::prices::LeastChanges;

impl ChangeJudge<'_> {
    /// At least as many published meetings are dropped, and at least as many move among timetables that drop no more than `n_dropped`; with a budget
    /// within it. `groups` hold by themselves and have no meeting in common.
    pub fn proved(
        &self,
        (groups, least): (&[GroupClaim], Option<LeastChanges>),
        n_dropped: i64,
        max_moves: Option<usize>,
    ) -> LeastChanges {
        let sum = |count: fn(&GroupClaim) -> usize| groups.iter().map(|group| count(group) as i64).sum::<i64>();
        let (of_groups, of_prices) = (sum(|group| group.dropped), least.map_or(0, |least| least.dropped));
        let alone = |meeting: &&usize| self.confirms(&GroupClaim { meetings: vec![**meeting], dropped: 0, moved: 1 });
        // Each of these is dropped or moved.
        let n_displaced = groups.iter().flat_map(|group| &group.meetings).filter(alone).count() as i64;
        let beyond_budget = max_moves.map_or(0, |most| n_displaced - most as i64);
        let moved_of_groups = if n_dropped == of_groups { sum(|group| group.moved) } else { 0 };
        let moved_of_prices = least.filter(|least| least.dropped == n_dropped).map_or(0, |least| least.moved);
        let moved = if max_moves.is_some() { 0 } else { moved_of_groups.max(moved_of_prices) };
        LeastChanges { dropped: of_groups.max(of_prices).max(beyond_budget), moved: moved.max(n_displaced - n_dropped) }
    }
}
