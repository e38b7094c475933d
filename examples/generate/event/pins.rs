//! What the organizer decides by hand: fixed and forbidden meetings, orders, blocks, interpreters.

use super::dice::Dice;
use super::parties::Parties;
use super::plan::Plan;
use super::times::{Seminar, Window};
use super::wishes::Wishes;
use std::collections::HashSet;

/// Positions of the SME and the buyer.
pub type Pair = (usize, usize);

pub struct Pin {
    pub pair: Pair,
    pub date: String,
    /// Minutes after midnight; `None` = the whole day, or never if the date is empty.
    pub start: Option<i32>,
    pub place: String,
    pub action: &'static str,
}

/// Fixed meetings of parties that are there all the time, each party once, so that they can stand side by side.
pub fn fixes(plan: &Plan, dice: &mut Dice, parties: Parties, wishes: &Wishes, busy: &HashSet<&str>) -> Vec<Pin> {
    let Parties { smes, buyers } = parties;
    let (mut used_smes, mut used_buyers, mut pins) = (HashSet::new(), HashSet::new(), Vec::new());
    let free = |s: usize, b: usize| {
        let (sme, buyer) = (&smes[s], &buyers[b]);
        !busy.contains(sme.id.as_str()) && !busy.contains(buyer.id.as_str()) && !sme.tags.contains(&"youth") && !buyer.online
    };
    let (hall, n_tables, _) = plan.halls[plan.halls.len() - 1];
    for s in 0..smes.len() {
        let Some(&b) =
            wishes.of_sme[s].iter().find(|b| free(s, **b) && buyers[**b].place.is_empty() && !used_buyers.contains(*b))
        else {
            continue;
        };
        if pins.len() < 12.min(smes.len() / 30) && dice.chance(300) && used_smes.insert(s) && used_buyers.insert(b) {
            // Every third at a table of its own; the tables are counted down so that no two ask for the same one.
            let may_sit = (buyers[b].hall.is_empty() || buyers[b].hall == hall) && n_tables > 1 + pins.len();
            let place =
                if pins.len() % 3 == 0 && may_sit { format!("{hall}-T{:02}", n_tables - 1 - pins.len()) } else { String::new() };
            let start = Some(*dice.pick(&plan.slot_starts()));
            pins.push(Pin { pair: (s, b), date: dice.pick(&plan.dates).clone(), start, place, action: "fix" });
        }
    }
    pins
}

/// Forbidden meetings: never, not on a day, not in a slot.
pub fn forbids(plan: &Plan, dice: &mut Dice, wishes: &Wishes, used: &HashSet<Pair>) -> Vec<Pin> {
    let pairs = sme_pairs(wishes, used);
    let chosen = dice.sample(9.min(pairs.len() / 50), pairs.len());
    let pin = |(k, i): (usize, usize)| {
        let date = if k % 3 == 0 { String::new() } else { dice.pick(&plan.dates).clone() };
        let start = (k % 3 == 2).then(|| *dice.pick(&plan.slot_starts()));
        Pin { pair: pairs[i], date, start, place: String::new(), action: "forbid" }
    };
    chosen.into_iter().enumerate().map(pin).collect()
}

/// Pairs that an SME wishes and no pin names.
fn sme_pairs(wishes: &Wishes, used: &HashSet<Pair>) -> Vec<Pair> {
    let all = wishes.of_sme.iter().enumerate().flat_map(|(s, list)| list.iter().map(move |b| (s, *b)));
    all.filter(|pair| !used.contains(pair)).collect()
}

/// Two meetings of one SME, the first to come before the second.
pub fn orders(plan: &Plan, dice: &mut Dice, wishes: &Wishes, used: &HashSet<Pair>) -> Vec<(Pair, Pair)> {
    let able: Vec<usize> = (0..wishes.of_sme.len()).filter(|s| wishes.of_sme[*s].len() >= 2).collect();
    let pairs = dice.sample(plan.n_orders.min(able.len()), able.len()).into_iter().map(|i| {
        let s = able[i];
        ((s, wishes.of_sme[s][0]), (s, wishes.of_sme[s][1]))
    });
    pairs.filter(|(first, then)| !used.contains(first) && !used.contains(then)).collect()
}

/// Pairs that the buyer blocks though the SME wishes.
pub fn blocks(dice: &mut Dice, wishes: &Wishes, used: &HashSet<Pair>) -> Vec<Pair> {
    let buyer_wishes: HashSet<Pair> =
        wishes.of_buyer.iter().enumerate().flat_map(|(b, list)| list.iter().map(move |s| (*s, b))).collect();
    let one_sided: Vec<Pair> = sme_pairs(wishes, used).into_iter().filter(|pair| !buyer_wishes.contains(pair)).collect();
    let chosen = dice.sample(36.min(one_sided.len() / 50), one_sided.len());
    chosen.into_iter().map(|i| one_sided[i]).collect()
}

/// Interpreters and their languages.
pub fn interpreters(plan: &Plan) -> Vec<(String, &'static str)> {
    let all = [
        "ko;en", "ko;en", "ko;vi", "ko;ja", "ko;ru", "ko;en;id", "ko;en", "ko;de;en", "ko;vi;en", "ko;en", "ko;zh;en", "ko;th;en",
    ];
    let n = if plan.frills && plan.n_online > 0 { all.len().min(2 + plan.n_online / 4) } else { 0 };
    all[..n].iter().enumerate().map(|(i, languages)| (format!("INT{:02}", i + 1), *languages)).collect()
}

/// Ids that some window or seminar takes time from.
pub fn busy_ids<'a>(windows: &'a [Window], seminars: &'a [Seminar]) -> HashSet<&'a str> {
    let registered = seminars.iter().flat_map(|s| &s.registered);
    windows.iter().map(|w| w.who.as_str()).chain(registered.map(String::as_str)).collect()
}
