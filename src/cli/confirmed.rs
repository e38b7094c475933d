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
    proof: (&[GroupClaim], Option<LeastChanges>),
    levels: &mut [LevelResult],
    max_moves: Option<usize>,
) {
    let n_dropped = levels.iter().find(|l| l.level == Level::Dropped).map_or(0, |l| l.value);
    let least = judge.proved(proof, n_dropped, max_moves);
    for level in levels.iter_mut() {
        let bound = match level.level {
            Level::Dropped => least.dropped,
            Level::Moved => least.moved,
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
