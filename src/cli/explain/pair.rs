//! One pair: why it is held or not, the best timetable with it, and what would bring it about.

use super::answer::{FixAnswer, Forced, MeetingAnswer, PairAnswer};
use super::proof::Proofs;
use super::{Answered, Asker, Failed, text};
use crate::candidates::{Candidates, Pair, WishedBy};
use crate::check::Checker;
use crate::cli::suggested_time::{SuggestedTime, is_clean};
use crate::event::{PairId, PartyId, Side, WishKind, clock};
use crate::explain;
use crate::outcome::{LevelResult, ReasonCode, Status};
use crate::problem::Problem;
use crate::report::ids::{Ids, MeetingIds};
use crate::timetable::Meeting;
use crate::triple::Triple;
use crate::whatif::{Best, FixFound, Search, Wanted, best, edits, kept_pairs, sentence, suggestions, unblocked};

/// Changes of the input that are named.
const MOST_FIXES: usize = 3;

impl Asker<'_> {
    /// The answer about two parties as JSON and as text.
    pub(super) fn of_pair(&self, a: PartyId, b: PartyId) -> Answered {
        let answer = self.pair_answer(a, b)?;
        Ok((serde_json::to_string_pretty(&answer)?, text::of_pair(self.problem.event, (a, b), &answer, self.loaded.lang)))
    }

    fn pair_answer(&self, a: PartyId, b: PartyId) -> Result<PairAnswer, Failed> {
        let Problem { event, candidates } = self.problem;
        let Some(id) = candidates.first_between(a, b) else { return self.no_pair(a, b) };
        let pair = candidates.pair(id);
        let checker = Checker::new(event);
        let proofs = self.proofs(&checker);
        let (optimum, optimum_is_certified) = self.judged_optimum(&proofs)?;
        let meetings: Vec<&Meeting> =
            self.timetable().meetings().iter().filter(|m| (m.sme, m.buyer) == (pair.sme, pair.buyer)).collect();
        let held = !meetings.is_empty();
        let reason = (!held).then(|| self.reason(id, &optimum));
        let forced = match held {
            true => self.held_already(&optimum, optimum_is_certified),
            false => self.forced(id, &optimum, (&proofs, optimum_is_certified))?,
        };
        let mut fixes = if held { Vec::new() } else { self.fixes(id, &optimum, optimum_is_certified)? };
        // Where a timetable just as good holds it already, only what brings more is worth a change.
        if forced.loss == Some(Triple::ZERO.into()) {
            fixes.retain(|fix| fix.gain != Triple::ZERO.into());
        }
        let other_times = if held { self.other_times(id, &checker) } else { Vec::new() };
        let [sme_id, buyer_id] = self.columns(pair.sme, pair.buyer);
        let sentence = match &reason {
            Some((_, words)) => words.clone(),
            None => text::held(event, meetings[0], self.loaded.lang),
        };
        Ok(PairAnswer {
            sme_id,
            buyer_id,
            held,
            wished_by: pair.wished_by().name(),
            value: pair.value,
            reason_code: reason.map(|(code, _)| code),
            sentence,
            meeting: meetings.first().map(|m| self.meeting(m)),
            forced,
            fixes,
            other_times,
        })
    }

    /// What the other times of a meeting that is held would change; nothing if it is fixed.
    fn other_times(&self, id: PairId, checker: &Checker) -> Vec<SuggestedTime> {
        let Problem { event, candidates } = self.problem;
        let kept = kept_pairs(candidates, self.timetable());
        let movable = candidates.copies(id).find(|id| kept.contains(id) && candidates.pair(*id).fixed.is_none());
        let found = movable
            .map(|id| suggestions(self.problem, self.timetable(), id, &|timetable| is_clean(checker, timetable), self.stop()))
            .unwrap_or_default();
        (1..).zip(&found).map(|time| SuggestedTime::of(time, event, self.timetable())).collect()
    }

    fn columns(&self, sme: PartyId, buyer: PartyId) -> [String; 2] {
        let ids = Ids::of(self.problem.event);
        [sme, buyer].map(|p| ids.in_column(p))
    }

    fn meeting(&self, meeting: &Meeting) -> MeetingAnswer {
        let event = self.problem.event;
        MeetingAnswer {
            meeting_id: MeetingIds::of(event, self.timetable()).id(meeting),
            date: event.grid.date_of(meeting.slot).to_string(),
            start: clock(event.slot(meeting.slot).start_min),
            place_id: event.place(meeting.place).id.clone(),
        }
    }

    /// The best timetable of all, and whether prices certify it.
    fn judged_optimum(&self, proofs: &Proofs) -> Result<(Best, bool), Failed> {
        let optimum = self.optimum()?;
        proofs.judge(self.problem, &optimum, None)?;
        let is_certified = optimum.is_proved() && proofs.certifies(self.problem, &optimum, None)?;
        Ok((optimum, is_certified))
    }

    /// Two parties whom no wish connects.
    fn no_pair(&self, a: PartyId, b: PartyId) -> Result<PairAnswer, Failed> {
        let event = self.problem.event;
        let block = event.wishes.iter().find(|w| w.kind == WishKind::Block && [[a, b], [b, a]].contains(&[w.from, w.to]));
        let sentence = match block {
            Some(block) => text::declined(event, block.from, self.loaded.lang),
            None => text::nobody_wished(self.loaded.lang),
        };
        let mut fixes = Vec::new();
        if let Some(fix) = block.and_then(|_| unblocked(self.problem, self.timetable(), (a, b), &self.how)) {
            let candidates = Candidates::new(&fix.event);
            let pair = candidates.first_between(a, b).map(|id| candidates.pair(id)).expect("its timetable holds it");
            let (optimum, is_certified) = self.judged_optimum(&self.proofs(&Checker::new(event)))?;
            fixes.push(self.fix(&fix, pair, (&optimum, is_certified))?);
        }
        let is_sme = |p: PartyId| self.problem.event.party(p).side == Side::Sme;
        let (sme, buyer) = if is_sme(a) || !is_sme(b) { (a, b) } else { (b, a) };
        let [sme_id, buyer_id] = self.columns(sme, buyer);
        Ok(PairAnswer {
            sme_id,
            buyer_id,
            held: false,
            wished_by: WishedBy::None.name(),
            value: 0,
            reason_code: Some(ReasonCode::Blocked),
            sentence,
            meeting: None,
            forced: impossible(false),
            fixes,
            other_times: Vec::new(),
        })
    }

    pub(super) fn reason(&self, id: PairId, optimum: &Best) -> (ReasonCode, String) {
        let levels = levels(self.problem, optimum);
        explain::why_not(self.problem, self.timetable(), &levels, id, self.loaded.lang)
    }

    fn held_already(&self, optimum: &Best, certified: bool) -> Forced {
        let status = if optimum.is_proved() { Status::ProvedOptimal } else { Status::WithinGap };
        let nothing = Some(Triple::ZERO.into());
        Forced { possible: Some(true), loss: nothing, bound: nothing, status, certified, displaces: Vec::new() }
    }

    /// The best timetable with the pair against the best of all.
    fn forced(&self, id: PairId, optimum: &Best, (proofs, optimum_is_certified): (&Proofs, bool)) -> Result<Forced, Failed> {
        let pair = self.problem.candidates.pair(id);
        if !pair.schedulable() {
            return Ok(impossible(proofs.excludes(self.problem, optimum, (pair.sme, pair.buyer))?));
        }
        let kept = kept_pairs(self.problem.candidates, self.timetable());
        let unknown = Forced { possible: None, status: Status::BestFound, ..impossible(false) };
        let Ok(forced) = best(self.problem, &Wanted { forced: Some(id), preferred: None, kept: &kept }, &self.how) else {
            return Ok(unknown);
        };
        let holds = forced.timetable.meetings().iter().any(|m| (m.sme, m.buyer) == (pair.sme, pair.buyer));
        if !holds {
            return Ok(match forced.is_impossible {
                true => impossible(false),
                false => unknown,
            });
        }
        let parties = Some((pair.sme, pair.buyer));
        proofs.judge(self.problem, &forced, parties)?;
        let is_proved = optimum.is_proved() && forced.is_proved();
        let certified = is_proved && optimum_is_certified && proofs.certifies(self.problem, &forced, parties)?;
        let loss = (optimum.worth - forced.worth).positive();
        let bound = if is_proved { loss } else { (optimum.worth - forced.bound).positive() };
        let status = if is_proved { Status::ProvedOptimal } else { Status::WithinGap };
        Ok(Forced {
            possible: Some(true),
            loss: Some(loss.into()),
            bound: Some(bound.into()),
            status,
            certified,
            displaces: self.displaced(&forced),
        })
    }

    /// The published meetings of pairs that meet less often in another timetable.
    fn displaced(&self, other: &Best) -> Vec<String> {
        let Problem { event, candidates } = self.problem;
        let stay = kept_pairs(candidates, &other.timetable);
        let ids = MeetingIds::of(event, self.timetable());
        let published = candidates.held(self.timetable());
        published.filter(|(id, _)| !stay.contains(id)).map(|(_, meeting)| ids.id(meeting)).collect()
    }

    fn fixes(&self, id: PairId, optimum: &Best, optimum_is_certified: bool) -> Result<Vec<FixAnswer>, Failed> {
        let search = Search { problem: self.problem, timetable: self.timetable(), pair: id, how: self.how };
        let pair = self.problem.candidates.pair(id);
        let fixes = search.fixes(MOST_FIXES);
        let mut answers: Vec<FixAnswer> = Vec::new();
        for fix in &fixes {
            let answer = self.fix(fix, pair, (optimum, optimum_is_certified))?;
            // What is edited in the same way is one choice, whatever hour it was found for.
            if !answers.iter().any(|other| other.edits == answer.edits) {
                answers.push(answer);
            }
        }
        Ok(answers)
    }

    fn fix(&self, fix: &FixFound, pair: &Pair, (optimum, certified): (&Best, bool)) -> Result<FixAnswer, Failed> {
        let candidates = Candidates::new(&fix.event);
        let problem = Problem::new(&fix.event, &candidates);
        let checker = Checker::new(&fix.event);
        let proofs = Proofs { checker: &checker };
        proofs.judge(problem, &fix.best, Some((pair.sme, pair.buyer)))?;
        let is_proved = optimum.is_proved() && fix.best.is_proved();
        Ok(FixAnswer {
            sentence: sentence(self.problem.event, &fix.changes).of(self.loaded.lang).to_string(),
            edits: self.edits(&fix.changes),
            gain: (fix.best.worth - optimum.worth).into(),
            status: if is_proved { Status::ProvedOptimal } else { Status::WithinGap },
            certified: is_proved && certified && proofs.certifies(problem, &fix.best, None)?,
        })
    }

    /// The edits that make the changes, in the words of this folder's own headers.
    pub(super) fn edits(&self, changes: &[crate::whatif::Change]) -> Vec<crate::whatif::Edit> {
        let mut edits = edits(self.problem.event, changes);
        edits.iter_mut().for_each(|edit| self.loaded.headers.translate(edit));
        edits
    }
}

/// No timetable holds the pair. `certified`: the second opinion says so too.
fn impossible(certified: bool) -> Forced {
    Forced { possible: Some(false), loss: None, bound: None, status: Status::ProvedOptimal, certified, displaces: Vec::new() }
}

/// The levels of a timetable, as a run reports them.
pub(super) fn levels(problem: Problem, best: &Best) -> Vec<LevelResult> {
    let n_musts = problem.candidates.n_musts();
    let values = |t: Triple| [n_musts - t.must, -t.shortfall, t.value];
    let status = if best.is_proved() { Status::ProvedOptimal } else { Status::WithinGap };
    let of_level = |(level, (value, bound))| LevelResult { level, value, bound, status, certified: false };
    let levels = crate::outcome::Level::ALL.into_iter().take(3);
    levels.zip(values(best.worth).into_iter().zip(values(best.bound))).map(of_level).collect()
}
