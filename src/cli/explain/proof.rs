//! What of an answer the second opinion confirms: timetables by every rule, bounds by adding up their prices, read back from what would be written.

use crate::check::{Checker, WrittenMeeting};
use crate::event::PartyId;
use crate::problem::Problem;
use crate::report::certificate_files;
use crate::whatif::Best;
use anyhow::ensure;

/// The second opinion on answers about one event.
pub struct Proofs<'a> {
    pub checker: &'a Checker<'a>,
}

impl Proofs<'_> {
    /// Whether the prices prove that nothing is better than the best timetable, or nothing in which a pair meets.
    pub fn certifies(&self, problem: Problem, best: &Best, pair: Option<(PartyId, PartyId)>) -> anyhow::Result<bool> {
        let (csv, json) = certificate_files(problem, &best.certificate)?;
        let Some(bounds) = self.checker.price_bounds_of(&csv, &json) else { return Ok(false) };
        let worth = best.worth;
        let values = [problem.candidates.n_musts() - worth.must, -worth.shortfall, worth.value];
        Ok(bounds.proves(values, pair))
    }

    /// Whether the second opinion too finds no way for a pair to be held, whatever else is.
    pub fn excludes(&self, problem: Problem, best: &Best, (a, b): (PartyId, PartyId)) -> anyhow::Result<bool> {
        let (csv, json) = certificate_files(problem, &best.certificate)?;
        Ok(self.checker.price_bounds_of(&csv, &json).is_some_and(|bounds| bounds.with(a, b).is_none()))
    }

    /// That the timetable keeps every rule, is worth what is said, and holds the pair.
    ///
    /// # Errors
    /// If it does not: koppex is wrong.
    pub fn judge(&self, problem: Problem, best: &Best, pair: Option<(PartyId, PartyId)>) -> anyhow::Result<()> {
        let held: Vec<WrittenMeeting> = best.timetable.meetings().iter().map(WrittenMeeting::from).collect();
        let verdict = self.checker.check(&held);
        let worth = best.worth;
        let values = [problem.candidates.n_musts() - worth.must, -worth.shortfall, worth.value];
        let holds = pair.is_none_or(|(a, b)| held.iter().any(|m| (m.sme, m.buyer) == (a, b) || (m.buyer, m.sme) == (a, b)));
        let is_right = verdict.is_clean() && verdict.score.levels()[..3] == values && holds;
        ensure!(is_right, "a bug in koppex: the timetable behind this answer does not stand up to the second opinion");
        Ok(())
    }
}
