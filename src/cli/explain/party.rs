//! One party: its wishes one by one, and the change of the input that would help it most.

use super::answer::{Lever, PartyAnswer, WishAnswer};
use super::proof::Proofs;
use super::{Answered, Asker, Failed, text};
use crate::candidates::{Candidates, WishedBy};
use crate::check::Checker;
use crate::event::{PairId, PartyId, QualityPart};
use crate::explain;
use crate::outcome::{Status, Unmet};
use crate::problem::Problem;
use crate::quality::Quality;
use crate::report::ids::Ids;
use crate::report::names::full_name;
use crate::timetable::Timetable;
use crate::whatif::{Best, Change, Wanted, best, kept_pairs, levers, sentence, with};

/// Points and number of a party's meetings.
type Own = (i64, i64);

impl Asker<'_> {
    /// The answer about one party as JSON and as text.
    pub(super) fn of_party(&self, party: PartyId) -> Answered {
        let answer = self.party_answer(party)?;
        Ok((serde_json::to_string_pretty(&answer)?, text::of_party(&answer, self.loaded.lang)))
    }

    fn party_answer(&self, party: PartyId) -> Result<PartyAnswer, Failed> {
        let Problem { event, candidates } = self.problem;
        let optimum = self.optimum()?;
        let checker = Checker::new(event);
        self.proofs(&checker).judge(self.problem, &optimum, None)?;
        let mut unmet = explain::unmet(self.problem, self.timetable(), &super::pair::levels(self.problem, &optimum));
        explain::losses(self.problem, self.timetable(), &optimum.certificate, &mut unmet);
        let is_wished = |id: &&PairId| {
            let pair = candidates.pair(**id);
            pair.copy == 0 && pair.wished_by() != WishedBy::None
        };
        let of_party = candidates.of_party[party.ix()].iter().filter(is_wished);
        let mut wishes: Vec<WishAnswer> = of_party.map(|id| self.wish(*id, &optimum, &unmet)).collect();
        wishes.sort_by_key(|wish| (!wish.held, -wish.value));
        let why_gaps = explain::why_gaps(self.problem, self.timetable(), party);
        Ok(PartyAnswer {
            party_id: Ids::of(event).alone(party),
            name: full_name(event.party(party), self.loaded.lang),
            meetings: n_meetings(self.timetable(), party) as usize,
            gaps: Quality::of(self.problem, self.timetable()).by_party[party.ix()][QualityPart::Gap],
            forced_gaps: why_gaps.as_ref().map_or(0, |(forced, _)| forced.by_windows + forced.by_rest),
            why_gaps: why_gaps.map(|(_, words)| words.of(self.loaded.lang).to_string()),
            wishes,
            best_lever: self.best_lever(party, &optimum)?,
        })
    }

    fn wish(&self, id: PairId, optimum: &Best, unmet: &[Unmet]) -> WishAnswer {
        let pair = self.problem.candidates.pair(id);
        let ids = Ids::of(self.problem.event);
        let [sme_id, buyer_id] = pair.parties().map(|p| ids.in_column(p));
        let held = self.timetable().meetings().iter().find(|m| (m.sme, m.buyer) == (pair.sme, pair.buyer));
        let row = unmet.iter().find(|row| (row.sme, row.buyer) == (pair.sme, pair.buyer));
        let (reason_code, sentence) = match held {
            Some(meeting) => (None, text::held(self.problem.event, meeting, self.loaded.lang)),
            None => {
                let (code, words) = self.reason(id, optimum);
                (Some(code), words)
            }
        };
        let (wished_by, loss) = (pair.wished_by().name(), row.and_then(|row| row.loss));
        WishAnswer { sme_id, buyer_id, held: held.is_some(), wished_by, value: pair.value, reason_code, sentence, loss }
    }

    /// Of the changes that concern the party, the one that brings it most: points of its own meetings, then meetings.
    fn best_lever(&self, party: PartyId, optimum: &Best) -> Result<Option<Lever>, Failed> {
        let before = self.of(self.problem, &optimum.timetable, party);
        let mut found: Option<(i64, i64, Lever)> = None;
        for changes in levers(self.problem, self.timetable(), party) {
            if self.stop().now() {
                break;
            }
            let Some((own, best)) = self.with_changes(&changes, party)? else { continue };
            let (own_value, own_meetings) = (own.0 - before.0, own.1 - before.1);
            let is_better = found.as_ref().is_none_or(|(value, n, _)| (own_value, own_meetings) > (*value, *n));
            if own_value <= 0 || !is_better {
                continue;
            }
            let is_proved = optimum.is_proved() && best.is_proved();
            let lever = Lever {
                sentence: sentence(self.problem.event, &changes).of(self.loaded.lang).to_string(),
                edits: self.edits(&changes),
                own_value,
                own_meetings,
                gain: (best.worth - optimum.worth).into(),
                status: if is_proved { Status::ProvedOptimal } else { Status::WithinGap },
            };
            found = Some((own_value, own_meetings, lever));
        }
        Ok(found.map(|(_, _, lever)| lever))
    }

    /// What the party has in the best timetable of the changed event.
    fn with_changes(&self, changes: &[Change], party: PartyId) -> Result<Option<(Own, Best)>, Failed> {
        let Some(event) = with(self.problem.event, changes) else { return Ok(None) };
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let kept = kept_pairs(&candidates, self.timetable());
        let Ok(best) = best(problem, &Wanted { forced: None, preferred: None, kept: &kept }, &self.how) else { return Ok(None) };
        let checker = Checker::new(&event);
        Proofs { checker: &checker }.judge(problem, &best, None)?;
        Ok(Some((self.of(problem, &best.timetable, party), best)))
    }

    /// Points and number of a party's meetings.
    fn of(&self, problem: Problem, timetable: &Timetable, party: PartyId) -> Own {
        let held = problem.candidates.held(timetable).filter(|(_, meeting)| meeting.parties().contains(&party));
        (held.map(|(id, _)| problem.candidates.pair(id).value).sum(), n_meetings(timetable, party))
    }
}

fn n_meetings(timetable: &Timetable, party: PartyId) -> i64 {
    timetable.meetings().iter().filter(|m| m.parties().contains(&party)).count() as i64
}
