//! `koppex explain DIR PARTY [PARTY]`: why two parties meet or not, what it would cost that they do and what change of the input would bring it
//! about; or all of this for the wishes of one party.

mod answer;
mod pair;
mod party;
pub(super) mod proof;
mod text;

#[cfg(test)]
pub(super) use answer::{PairAnswer, PartyAnswer};

use super::args::ExplainArgs;
use super::event::{self, Loaded};
use super::exit::Exit;
use super::folder;
use super::interrupt::Interrupt;
use super::schedule::{Clock, MEETINGS, notice, tell_unsolved};
use super::show::find_party;
use super::terminal::print;
use super::written::{self, Written};
use crate::candidates::Candidates;
use crate::check::Checker;
use crate::event::{Event, PartyId};
use crate::problem::Problem;
use crate::select::lp;
use crate::solve::Unsolved;
use crate::stop::Stop;
use crate::timetable::Timetable;
use crate::whatif::{Best, How, Wanted, best, kept_pairs};
use proof::Proofs;

pub fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let clock = Clock::start();
    let solver = lp::available(args.search.solver.solver).map_err(anyhow::Error::msg)?;
    let out = args.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let Some(loaded) = event::load_for(&args.folder.dir, &out, &args.talk)? else { return Ok(Exit::InputErrors) };
    let asked = parties(&loaded.event, &args.party, args.other.as_deref())?;
    let Some(written) = written::read(&loaded, &out.join(MEETINGS), &args.folder.dir, &args.talk)? else {
        return Ok(Exit::InputErrors);
    };
    let interrupt = Interrupt::install(notice(loaded.lang).into())?;
    let stop = args.search.stop(&loaded.event.solve, clock.seconds(), &interrupt);
    let how = How { options: args.search.options(&loaded.event.solve, solver, 3), stop: &stop };
    let candidates = Candidates::new(&loaded.event);
    let asker = Asker { loaded: &loaded, written: &written, problem: Problem::new(&loaded.event, &candidates), how };
    let answered = match asked {
        (party, None) => asker.of_party(party),
        (a, Some(b)) => asker.of_pair(a, b),
    };
    match answered {
        Ok((json, text)) => {
            print(&if args.talk.json { json } else { text })?;
            Ok(Exit::Done)
        }
        Err(Failed::Unsolved(unsolved)) => tell_unsolved(&unsolved, &args.folder.dir, &args.talk, loaded.lang),
        Err(Failed::Other(error)) => Err(error),
    }
}

/// The one or two parties that are meant. Where both sides use an id, the first is the SME and the second the buyer.
pub(super) fn parties(event: &Event, first: &str, second: Option<&str>) -> anyhow::Result<(PartyId, Option<PartyId>)> {
    let of_side = |side: &str, what: &str| find_party(event, &format!("{side}:{}", what.trim()));
    let Some(second) = second else { return Ok((find_party(event, first)?, None)) };
    let a = find_party(event, first).or_else(|error| of_side("sme", first).map_err(|_| error))?;
    let b = find_party(event, second).or_else(|error| of_side("buyer", second).map_err(|_| error))?;
    Ok((a, Some(b)))
}

/// Why there is no answer.
enum Failed {
    /// The event has no timetable, or none was found in time.
    Unsolved(Unsolved),
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<serde_json::Error> for Failed {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<Unsolved> for Failed {
    fn from(unsolved: Unsolved) -> Self {
        Self::Unsolved(unsolved)
    }
}

/// JSON and text.
type Answered = Result<(String, String), Failed>;

/// What the answers are worked out from.
struct Asker<'a> {
    loaded: &'a Loaded,
    written: &'a Written,
    problem: Problem<'a>,
    how: How<'a>,
}

impl Asker<'_> {
    fn timetable(&self) -> &Timetable {
        &self.written.timetable
    }

    /// The best timetable of the event as it is, as near the published one as that allows.
    fn optimum(&self) -> Result<Best, Unsolved> {
        let kept = kept_pairs(self.problem.candidates, self.timetable());
        best(self.problem, &Wanted { forced: None, preferred: None, kept: &kept }, &self.how)
    }

    fn proofs<'c>(&self, checker: &'c Checker<'c>) -> Proofs<'c> {
        Proofs { checker }
    }

    fn stop(&self) -> &Stop {
        self.how.stop
    }
}
