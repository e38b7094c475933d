//! R12: the rows of order.csv hold: if both meetings are held, the first is strictly earlier.

use super::{Violation, judged::JudgedTimetable};
use crate::event::Order;
use crate::rule::RuleId;

pub(super) fn judge(judged: &JudgedTimetable) -> Vec<Violation> {
    judged.event.orders.iter().filter_map(|order| row(judged, order)).collect()
}

fn row(judged: &JudgedTimetable, order: &Order) -> Option<Violation> {
    let firsts = judged.meetings_of_pair(order.first.0, order.first.1);
    let thens = judged.meetings_of_pair(order.then.0, order.then.1);
    let (first, then) = firsts.iter().find_map(|a| thens.iter().find(|b| a.slot >= b.slot).map(|b| (a, b)))?;
    let pair = |p: (_, _)| format!("{} - {}", judged.name(p.0), judged.name(p.1));
    let (first_pair, then_pair) = (pair(order.first), pair(order.then));
    let (first_time, then_time) = (judged.time(first.slot), judged.time(then.slot));
    let line = order.line;
    let en = format!("{first_pair} ({first_time}) must be earlier than {then_pair} ({then_time}) (order.csv:{line})");
    let ko = format!("{first_pair} ({first_time}) 상담이 {then_pair} ({then_time})보다 먼저여야 함 (order.csv:{line})");
    let parties = [order.first.0, order.first.1, order.then.0, order.then.1];
    Some(judged.violation(RuleId::Order, &parties, &[*first, *then], en, ko))
}
