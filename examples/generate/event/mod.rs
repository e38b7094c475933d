//! A made-up event as the files of its folder: from a plan and a seed to text. Touches no disk.

mod dice;
mod folder;
mod parties;
mod pins;
mod plan;
mod times;
mod wishes;
mod words;

pub use plan::Plan;

use dice::Dice;
use parties::{Buyer, Parties, Sme};
use pins::{Pair, Pin};
use std::collections::HashSet;
use times::{Seminar, Window};
use wishes::{WishRow, Wishes};

/// Everything that was drawn.
struct Expo {
    smes: Vec<Sme>,
    buyers: Vec<Buyer>,
    windows: Vec<Window>,
    seminars: Vec<Seminar>,
    wishes: Wishes,
    /// The wishes that stand in preferences.csv.
    wish_rows: Vec<WishRow>,
    pins: Vec<Pin>,
    orders: Vec<(Pair, Pair)>,
    /// Pairs that the buyer blocks.
    blocks: Vec<Pair>,
}

/// File names and contents of an event folder.
pub fn generate(plan: &Plan, seed: u64) -> Vec<(&'static str, String)> {
    folder::files(plan, &Expo::draw(plan, &mut Dice::new(seed)))
}

impl Expo {
    fn draw(plan: &Plan, dice: &mut Dice) -> Self {
        let smes = parties::smes(plan, dice);
        let buyers = parties::buyers(plan, dice);
        let parties = Parties { smes: &smes, buyers: &buyers };
        let windows = times::windows(plan, dice, &smes, &buyers);
        let seminars = times::seminars(plan, dice, &smes);
        let wishes = wishes::wishes(plan, dice, &smes, &buyers);
        let mut pins = if plan.frills {
            let busy = pins::busy_ids(&windows, &seminars);
            pins::fixes(plan, dice, parties, &wishes, &busy)
        } else {
            Vec::new()
        };
        let mut used: HashSet<Pair> = pins.iter().map(|p| p.pair).collect();
        let wish_rows = wishes::rows(plan, dice, parties, &wishes, &used);
        let orders = pins::orders(plan, dice, &wishes, &used);
        used.extend(orders.iter().flat_map(|(first, then)| [*first, *then]));
        let mut blocks = Vec::new();
        if plan.frills {
            let forbids = pins::forbids(plan, dice, &wishes, &used);
            used.extend(forbids.iter().map(|p| p.pair));
            pins.extend(forbids);
            blocks = pins::blocks(dice, &wishes, &used);
        }
        Self { smes, buyers, windows, seminars, wishes, wish_rows, pins, orders, blocks }
    }

    fn ids(&self, (s, b): Pair) -> [String; 2] {
        [self.smes[s].id.clone(), self.buyers[b].id.clone()]
    }
}
