//! Who wishes whom: lists by popularity, category and tags, as many pairs as the plan says.

use super::dice::Dice;
use super::parties::{Buyer, Parties, Sme};
use super::pins::Pair;
use super::plan::Plan;
use std::collections::HashSet;

/// A wish list: positions on the other side, best first.
pub type List = Vec<usize>;

pub struct Wishes {
    pub of_sme: Vec<List>,
    pub of_buyer: Vec<List>,
}

/// A row of preferences.csv.
pub struct WishRow {
    pub pair: Pair,
    pub by_buyer: bool,
    /// 1 = best.
    pub rank: usize,
    pub note: Note,
}

/// What stands beside a wish in preferences.csv.
#[derive(Default)]
pub struct Note {
    pub kind: &'static str,
    /// Instead of a rank.
    pub score: Option<usize>,
    pub not_before: String,
    pub not_after: String,
}

/// Lists of both sides that connect exactly `plan.n_pairs` pairs.
pub fn wishes(plan: &Plan, dice: &mut Dice, smes: &[Sme], buyers: &[Buyer]) -> Wishes {
    let mut wishes = Wishes { of_sme: vec![List::new(); smes.len()], of_buyer: vec![List::new(); buyers.len()] };
    let mut pairs: HashSet<Pair> = HashSet::new();
    let mean_sme = plan.n_pairs * 7 / 10 / smes.len().max(1);
    let mean_buyer = plan.n_pairs * 3 / 10 / buyers.len().max(1);
    for (s, sme) in smes.iter().enumerate() {
        let weights = sme_weights(sme, buyers);
        for _ in 0..dice.between((mean_sme / 2).max(1), (mean_sme * 3 / 2).max(2)) {
            let b = dice.weighted(&weights);
            if pairs.len() < plan.n_pairs && !wishes.of_sme[s].contains(&b) {
                wishes.of_sme[s].push(b);
                pairs.insert((s, b));
            }
        }
    }
    for (b, buyer) in buyers.iter().enumerate() {
        let weights = buyer_weights(b, buyer, smes, &wishes);
        for _ in 0..dice.between((mean_buyer / 2).max(1), (mean_buyer * 3 / 2).max(2)) {
            let s = dice.weighted(&weights);
            let known = pairs.contains(&(s, b));
            if (known || pairs.len() < plan.n_pairs) && !wishes.of_buyer[b].contains(&s) {
                wishes.of_buyer[b].push(s);
                pairs.insert((s, b));
            }
        }
    }
    while pairs.len() < plan.n_pairs {
        let s = dice.below(smes.len());
        let b = dice.weighted(&sme_weights(&smes[s], buyers));
        if pairs.insert((s, b)) {
            wishes.of_sme[s].push(b);
        }
    }
    wishes
}

/// An SME looks for popular buyers, above all in its own category, and online only if it may.
fn sme_weights(sme: &Sme, buyers: &[Buyer]) -> Vec<u64> {
    let n_online = buyers.iter().filter(|b| b.online).count() as u64;
    let onsite: u64 = buyers.iter().filter(|b| !b.online).map(|b| b.popularity).sum();
    buyers
        .iter()
        .map(|buyer| {
            // The online buyers together draw an eighth of the wishes.
            let base = if buyer.online { onsite / 7 / n_online } else { buyer.popularity };
            let base = if buyer.category == Some(sme.category) { base * 4 } else { base };
            if buyer.online && !sme.online { 0 } else { base }
        })
        .collect()
}

/// A buyer looks for its category, for tagged companies and for those that wish for it.
fn buyer_weights(b: usize, buyer: &Buyer, smes: &[Sme], wishes: &Wishes) -> Vec<u64> {
    smes.iter()
        .enumerate()
        .map(|(s, sme)| {
            let category = if buyer.category == Some(sme.category) { 6 } else { 1 };
            let known = if wishes.of_sme[s].contains(&b) { 6 } else { 1 };
            10 * category * known * (1 + sme.tags.len() as u64)
        })
        .collect()
}

/// The rows of preferences.csv: the lists of those who do not hand them in as one cell.
pub fn rows(plan: &Plan, dice: &mut Dice, parties: Parties, wishes: &Wishes, fixed: &HashSet<Pair>) -> Vec<WishRow> {
    let Parties { smes, buyers } = parties;
    let mut rows = Vec::new();
    let of_smes = wishes.of_sme.iter().enumerate().filter(|(s, _)| !smes[*s].wide);
    let of_buyers = wishes.of_buyer.iter().enumerate().filter(|(b, _)| !buyers[*b].wide);
    let lists = of_smes.map(|l| (false, l)).chain(of_buyers.map(|l| (true, l)));
    for (by_buyer, (from, list)) in lists {
        let scored = plan.frills && dice.chance(100);
        for (i, to) in list.iter().enumerate() {
            let pair = if by_buyer { (*to, from) } else { (from, *to) };
            let mut note = note(plan, dice, i, scored);
            if fixed.contains(&pair) {
                (note.not_before, note.not_after) = Default::default();
            }
            rows.push(WishRow { pair, by_buyer, rank: i + 1, note });
        }
    }
    rows
}

/// Some lists give scores, a few wishes are musts or bounded in time.
fn note(plan: &Plan, dice: &mut Dice, i: usize, scored: bool) -> Note {
    let mut note = Note { kind: "want", ..Note::default() };
    if scored {
        note.score = Some(100 - (i * 7).min(70) - dice.below(20));
    }
    if plan.frills && i == 0 && dice.chance(60) {
        note.kind = "must";
    }
    if plan.frills && dice.chance(6) {
        note.not_before = format!("{} 13:00", dice.pick(&plan.dates));
    } else if plan.frills && dice.chance(6) {
        note.not_after = format!("{} 12:00", plan.dates[plan.dates.len() - 1]);
    }
    note
}
