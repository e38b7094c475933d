//! Which claims about the fewest changes the second opinion confirms, and the bounds that follow.

use crate::check::changes::{ChangeJudge, GroupClaim, LeastChanges};
use crate::outcome::{Certificate, Level, LevelResult, Status};
use crate::problem::Problem;
use crate::report::certificate_files;
use crate::solve::ChangeGroup;

/// The groups that hold; of one that could not be confirmed, the meetings that by themselves cannot stay.
pub fn groups(judge: &ChangeJudge, groups: Vec<ChangeGroup>) -> Vec<GroupClaim> {
    let mut confirmed = Vec::new();
    for ChangeGroup { meetings, dropped, moved } in groups {
        let claim = GroupClaim { meetings, dropped, moved };
        if judge.confirms(&claim) {
            confirmed.push(claim);
        } else {
            let alone = claim.meetings.into_iter().map(|meeting| GroupClaim { meetings: vec![meeting], dropped: 0, moved: 1 });
            confirmed.extend(alone.filter(|claim| judge.confirms(claim)));
        }
    }
    confirmed.retain(|claim| claim.dropped + claim.moved > 0);
    confirmed
}

/// The prices with what they prove, if that holds; nothing where they prove nothing.
pub fn prices(
    problem: Problem,
    judge: &ChangeJudge,
    prices: Option<Certificate>,
) -> anyhow::Result<Option<(Certificate, LeastChanges)>> {
    let Some(certificate) = prices else { return Ok(None) };
    let (csv, json) = certificate_files(problem, &certificate)?;
    let least = judge.least_changes(&csv, &json).filter(|least| least.dropped + least.moved > 0);
    Ok(least.map(|least| (certificate, least)))
}

/// Sets the bounds of dropped and moved, which hold among timetables that are as good at the levels before, or with a budget of moves within it.
pub fn bound(
    judge: &ChangeJudge,
    (groups, least): (&[GroupClaim], Option<LeastChanges>),
    levels: &mut [LevelResult],
    max_moves: Option<usize>,
) {
    let dropped: i64 = groups.iter().map(|g| g.dropped as i64).sum();
    let moved: i64 = groups.iter().map(|g| g.moved as i64).sum();
    let alone = |meeting: &&usize| judge.confirms(&GroupClaim { meetings: vec![**meeting], dropped: 0, moved: 1 });
    // Each of these is dropped or moved.
    let n_displaced = groups.iter().flat_map(|g| &g.meetings).filter(alone).count() as i64;
    let held = levels.iter().find(|l| l.level == Level::Dropped).map_or(0, |l| l.value);
    // What moves, among timetables that drop no more than this one.
    let of_groups = if held == dropped { moved } else { 0 };
    let of_prices = least.filter(|least| least.dropped == held).map_or(0, |least| least.moved);
    let least_dropped = least.map_or(0, |least| least.dropped);
    for level in levels.iter_mut() {
        let bound = match level.level {
            Level::Dropped => dropped.max(least_dropped).max(max_moves.map_or(0, |most| n_displaced - most as i64)),
            Level::Moved if max_moves.is_none() => of_groups.max(of_prices).max(n_displaced - held),
            Level::Moved => (n_displaced - held).max(0),
            _ => continue,
        };
        level.bound = bound.min(level.value).max(0);
        level.status = match level.bound {
            bound if bound == level.value => Status::ProvedOptimal,
            0 => Status::BestFound,
            _ => Status::WithinGap,
        };
        level.certified = level.status == Status::ProvedOptimal;
    }
}
