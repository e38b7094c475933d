//! Sums of weighted literals in clauses: the generalized totalizer (Joshi, Martins and Manquinho, CP 2015). Small where few different sums can
//! occur, whatever the size of the weights.

use super::solver::{Lit, Sat};
use std::collections::BTreeMap;

/// Sums that the true ones of weighted literals can have, ascending, each with a literal that is true if the sum is at least that. Sums above
/// `cap` are one: `cap + 1`. Weights are positive.
pub(crate) fn weighted_sums(sat: &mut Sat, terms: &[(Lit, i64)], cap: i64) -> Vec<(i64, Lit)> {
    match terms {
        [] => Vec::new(),
        [(lit, weight)] => vec![((*weight).min(cap + 1), *lit)],
        _ => {
            let (left, right) = terms.split_at(terms.len() / 2);
            let left = weighted_sums(sat, left, cap);
            let right = weighted_sums(sat, right, cap);
            merged(sat, &left, &right, cap)
        }
    }
}

/// The sums of two sums together.
fn merged(sat: &mut Sat, a: &[(i64, Lit)], b: &[(i64, Lit)], cap: i64) -> Vec<(i64, Lit)> {
    let alone = |side: &[(i64, Lit)]| -> Vec<(i64, Vec<Lit>)> { side.iter().map(|(w, l)| (*w, vec![*l])).collect() };
    let both = a.iter().flat_map(|(w, l)| b.iter().map(move |(v, m)| (w + v, vec![*l, *m])));
    let reasons: Vec<(i64, Vec<Lit>)> = alone(a).into_iter().chain(alone(b)).chain(both).collect();
    let mut sums: BTreeMap<i64, Lit> = BTreeMap::new();
    for (sum, lits) in reasons {
        let reached = *sums.entry(sum.min(cap + 1)).or_insert_with(|| sat.new_lit());
        sat.imply(&lits, &[reached]);
    }
    let sums: Vec<(i64, Lit)> = sums.into_iter().collect();
    for pair in sums.windows(2) {
        sat.imply(&[pair[1].1], &[pair[0].1]);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sat::{Answer, NO_LIMIT};
    use crate::stop::Stop;

    #[test]
    fn a_bound_on_the_sum_allows_just_the_sets_within_it() {
        let weights = [7, 2, 7, 3, 1_000_000];
        let mut sat = Sat::new(&Stop::never());
        let terms: Vec<(Lit, i64)> = weights.iter().map(|w| (sat.new_lit(), *w)).collect();
        let sums = weighted_sums(&mut sat, &terms, 12);
        assert!(sums.is_sorted() && sums.len() < 13, "{sums:?}");
        for bits in 0..1_usize << weights.len() {
            let sum: i64 = weights.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, w)| w).sum();
            for most in 0..=12 {
                let mut assumed: Vec<Lit> =
                    terms.iter().enumerate().map(|(i, (l, _))| if bits >> i & 1 == 1 { *l } else { !*l }).collect();
                assumed.extend(sums.iter().find(|(w, _)| *w > most).map(|(_, l)| !*l));
                let expected = if sum <= most { Answer::Satisfiable } else { Answer::Unsatisfiable };
                assert_eq!(sat.solve(&assumed, NO_LIMIT), expected, "{bits:b} within {most}");
            }
        }
    }
}
