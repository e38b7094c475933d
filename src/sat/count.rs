//! Counting in clauses: at most one, and unary counters (the totalizer of Bailleux and Boufkhad, CP 2003). Knows nothing of scheduling.

use super::solver::{Lit, Sat};

/// Above this many literals, "at most one" is split instead of written out pair by pair.
const PAIRWISE: usize = 6;

/// At most one of `lits` is true.
pub(crate) fn at_most_one(sat: &mut Sat, lits: &[Lit]) {
    let mut rest = lits.to_vec();
    while rest.len() > PAIRWISE {
        // The first few and a switch: the switch is on exactly if one of the others may be true.
        let switch = sat.new_lit();
        let others = rest.split_off(PAIRWISE - 2);
        rest.push(switch);
        pairwise(sat, &rest);
        rest = others;
        rest.push(!switch);
    }
    pairwise(sat, &rest);
}

fn pairwise(sat: &mut Sat, lits: &[Lit]) {
    for (i, a) in lits.iter().enumerate() {
        for b in &lits[i + 1..] {
            sat.add(&[!*a, !*b]);
        }
    }
}

/// Which way a counter is tied to what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ties {
    /// Output `i` is true if more than `i` are: enough to bound the number from above.
    IfReached,
    /// Output `i` is true exactly if more than `i` are.
    Exact,
}

/// A unary counter: output `i` says that more than `i` of `lits` are true. Counts to `cap` at most.
pub(crate) fn count(sat: &mut Sat, lits: &[Lit], cap: usize, ties: Ties) -> Vec<Lit> {
    match lits.len() {
        _ if cap == 0 => Vec::new(),
        0 | 1 => lits.to_vec(),
        n => {
            let (left, right) = lits.split_at(n / 2);
            let left = count(sat, left, cap, ties);
            let right = count(sat, right, cap, ties);
            sum(sat, &left, &right, cap.min(n), ties)
        }
    }
}

/// The counter of two counters together.
pub(crate) fn sum(sat: &mut Sat, a: &[Lit], b: &[Lit], cap: usize, ties: Ties) -> Vec<Lit> {
    let n = (a.len() + b.len()).min(cap);
    let out: Vec<Lit> = (0..n).map(|_| sat.new_lit()).collect();
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let reached = i + j;
            if reached > 0 && reached <= n {
                let both: Vec<Lit> = (i > 0).then(|| a[i - 1]).into_iter().chain((j > 0).then(|| b[j - 1])).collect();
                sat.imply(&both, &[out[reached - 1]]);
            }
            if ties == Ties::Exact && reached < n {
                let one: Vec<Lit> = a.get(i).into_iter().chain(b.get(j)).copied().collect();
                sat.imply(&[out[reached]], &one);
            }
        }
    }
    out
}

/// At most `most` of `lits` are true.
pub(crate) fn at_most(sat: &mut Sat, lits: &[Lit], most: usize) {
    match most {
        _ if lits.len() <= most => {}
        0 => lits.iter().for_each(|l| sat.add(&[!*l])),
        1 => at_most_one(sat, lits),
        _ => {
            let counter = count(sat, lits, most + 1, Ties::IfReached);
            sat.add(&[!counter[most]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::Answer;
    use super::super::solver::NO_LIMIT;
    use super::*;
    use crate::stop::Stop;

    /// Every assignment of `n` literals is allowed exactly if at most `most` are true.
    fn check_at_most(n: usize, most: usize) {
        let mut sat = Sat::new(&Stop::never());
        let lits: Vec<Lit> = (0..n).map(|_| sat.new_lit()).collect();
        at_most(&mut sat, &lits, most);
        for bits in 0..1_usize << n {
            let assumed: Vec<Lit> = lits.iter().enumerate().map(|(i, l)| if bits >> i & 1 == 1 { *l } else { !*l }).collect();
            let expected = if bits.count_ones() as usize <= most { Answer::Satisfiable } else { Answer::Unsatisfiable };
            assert_eq!(sat.solve(&assumed, NO_LIMIT), expected, "{bits:b} with at most {most} of {n}");
        }
    }

    #[test]
    fn at_most_allows_just_what_it_says() {
        for (n, most) in [(3, 1), (9, 1), (5, 0), (7, 3), (6, 5), (4, 4)] {
            check_at_most(n, most);
        }
    }

    #[test]
    fn an_exact_counter_counts_to_its_cap() {
        let mut sat = Sat::new(&Stop::never());
        let lits: Vec<Lit> = (0..6).map(|_| sat.new_lit()).collect();
        let out = count(&mut sat, &lits, 4, Ties::Exact);
        assert_eq!(out.len(), 4);
        for bits in 0..64_usize {
            let assumed: Vec<Lit> = lits.iter().enumerate().map(|(i, l)| if bits >> i & 1 == 1 { *l } else { !*l }).collect();
            assert_eq!(sat.solve(&assumed, NO_LIMIT), Answer::Satisfiable);
            for (i, o) in out.iter().enumerate() {
                assert_eq!(sat.is_true(*o), bits.count_ones() as usize > i, "{bits:b} {i}");
            }
        }
    }
}
