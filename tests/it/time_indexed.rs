//! The textbook program against the checker and against the solver, on tiny events.

use crate::support::{best_by_enumeration, clean_subsets, decisions, tiny_event};
use koppex::candidates::Candidates;
use koppex::event::Event;
use koppex::outcome::Level;
use koppex::problem::Problem;
use koppex::select::SolverChoice;
use koppex::select::compact::Targets;
use koppex::select::lp::{Answer, solve};
use koppex::select::program::Sense;
use koppex::stop::Stop;
use koppex::testing::time_indexed::TimeIndexed;

/// Levels 1 to 3, one after the other; `None` if no timetable holds all rows.
fn textbook(event: &Event) -> Option<[i64; 3]> {
    let candidates = Candidates::new(event);
    let program = TimeIndexed::new(Problem::new(event, &candidates));
    let mut targets = Targets { must_unheld: None, shortfall: None };
    let mut values = [0; 3];
    for (value, level) in values.iter_mut().zip(Level::ALL) {
        match solve(&program.program(level, targets), false, SolverChoice::Auto, &Stop::never()) {
            Answer::Optimal { objective, .. } => *value = program.level_value(level, objective),
            Answer::Infeasible => return None,
            Answer::Stopped { .. } => panic!("a tiny program is solved at once"),
        }
        match level {
            Level::MustUnheld => targets.must_unheld = Some(*value),
            _ => targets.shortfall = Some(*value),
        }
    }
    Some(values)
}

/// Whether rows and flows of the program can hold with just these (pair, slot) decisions taken.
fn rows_hold(event: &Event, program: &TimeIndexed, candidates: &Candidates, taken: &dyn Fn(usize) -> bool) -> bool {
    let decisions = decisions(event);
    let mut fixed = program.program(Level::Value, Targets { must_unheld: None, shortfall: None });
    for (i, (sme, buyer, slot)) in decisions.iter().enumerate() {
        let copies: Vec<_> = candidates.copies_between(*sme, *buyer).collect();
        let mine = program.choices().iter().filter(|c| copies.contains(&c.pair) && c.slot == *slot);
        let terms: Vec<_> = mine.map(|c| (c.column, 1)).collect();
        if terms.is_empty() && taken(i) {
            return false;
        }
        fixed.add_row(None, terms, Sense::Equal, i64::from(taken(i)));
    }
    !matches!(solve(&fixed, false, SolverChoice::Auto, &Stop::never()), Answer::Infeasible)
}

fn without_even_gaps(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Event)> {
    seeds.map(|seed| (seed, tiny_event(seed))).filter(|(_, event)| event.rules.max_gap_difference.is_none())
}

#[test]
fn the_rows_hold_exactly_when_the_checker_finds_nothing() {
    let mut n_subsets = 0;
    for (seed, event) in without_even_gaps(0..40) {
        let n = decisions(&event).len();
        if n > 7 {
            continue;
        }
        let candidates = Candidates::new(&event);
        let program = TimeIndexed::new(Problem::new(&event, &candidates));
        let clean = clean_subsets(&event);
        for subset in 0..1u32 << n {
            let holds = rows_hold(&event, &program, &candidates, &|i| subset >> i & 1 == 1);
            assert_eq!(holds, clean.contains_key(&subset), "seed {seed}, subset {subset:b} of {:?}", decisions(&event));
            n_subsets += 1;
        }
    }
    assert!(n_subsets > 300, "{n_subsets}");
}

#[test]
fn its_optimum_is_the_best_of_all_timetables_at_every_level() {
    for (seed, event) in without_even_gaps(0..100) {
        // Pins that contradict each other are found before any program is solved.
        let Some(best) = best_by_enumeration(&event, 3) else { continue };
        assert_eq!(textbook(&event), Some([best[0], best[1], best[2]]), "seed {seed}");
    }
}
