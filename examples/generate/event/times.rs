//! When parties, places and interpreters are there: windows, seminars, tours.

use super::dice::Dice;
use super::parties::{Buyer, Sme};
use super::plan::{Plan, TimesPlan};
use std::collections::HashSet;

pub struct Window {
    pub who: String,
    pub date: String,
    /// Minutes after midnight.
    pub start: i32,
    pub end: i32,
    pub kind: &'static str,
    pub reason: &'static str,
    /// Empty = the event's.
    pub timezone: &'static str,
}

pub struct Seminar {
    pub id: &'static str,
    pub title: &'static str,
    pub date: String,
    pub start: i32,
    pub end: i32,
    pub hall: &'static str,
    pub registered: Vec<String>,
}

pub fn windows(plan: &Plan, dice: &mut Dice, smes: &[Sme], buyers: &[Buyer]) -> Vec<Window> {
    let mut list = Vec::new();
    for sme in smes {
        match plan.times {
            TimesPlan::Expo => sme_at_expo(plan, dice, &sme.id, &mut list),
            TimesPlan::Mostly => hours_off(plan, dice, &sme.id, 300, &mut list),
            TimesPlan::BySlot(permille) => by_slot(plan, dice, &sme.id, permille, &mut list),
        }
    }
    for buyer in buyers {
        match plan.times {
            TimesPlan::Expo if buyer.online => online_hours(plan, dice, buyer, &mut list),
            TimesPlan::Expo => buyer_at_expo(plan, dice, &buyer.id, &mut list),
            TimesPlan::Mostly => buyer_at_exchange(plan, dice, &buyer.id, &mut list),
            TimesPlan::BySlot(permille) => by_slot(plan, dice, &buyer.id, permille, &mut list),
        }
    }
    if plan.frills {
        ceremonies(plan, &mut list);
    }
    list
}

fn window(who: &str, date: &str, (start, end): (i32, i32), kind: &'static str, reason: &'static str) -> Window {
    Window { who: who.into(), date: date.into(), start, end, kind, reason, timezone: "" }
}

/// Two in three SMEs are there all the time; others miss a half-day, a day or an hour; a few would rather not meet at lunch or late.
fn sme_at_expo(plan: &Plan, dice: &mut Dice, id: &str, list: &mut Vec<Window>) {
    let date = dice.pick(&plan.dates).clone();
    match dice.below(100) {
        0..14 => list.push(window(id, &date, *dice.pick(&plan.sessions), "busy", "부스 상담")),
        14..20 => {
            for session in &plan.sessions {
                list.push(window(id, &date, *session, "busy", "불참"));
            }
        }
        20..34 => hours_off(plan, dice, id, 1000, list),
        _ => {}
    }
    if dice.chance(60) {
        list.push(window(id, &date, (780, 840), "avoid", "점심 직후는 피하고 싶음"));
    }
    if dice.chance(60) {
        list.push(window(id, &plan.dates[plan.dates.len() - 1], (960, 1020), "avoid", "귀가 열차"));
    }
}

/// Institutions send people for the whole event, for some days or for some half-days, and call them away for an hour.
fn buyer_at_expo(plan: &Plan, dice: &mut Dice, id: &str, list: &mut Vec<Window>) {
    let n_days = plan.dates.len();
    let halves: Vec<(usize, usize)> = (0..n_days).flat_map(|d| (0..plan.sessions.len()).map(move |s| (d, s))).collect();
    let mut there: Vec<(usize, usize)> = match dice.below(100) {
        0..10 => return,
        10..32 => days(dice, n_days, 2.min(n_days), plan.sessions.len()),
        32..62 => days(dice, n_days, 1, plan.sessions.len()),
        _ => {
            let n = dice.between(1, 4).min(halves.len());
            dice.sample(n, halves.len()).into_iter().map(|i| halves[i]).collect()
        }
    };
    there.sort_unstable();
    for (day, session) in there {
        list.push(window(id, &plan.dates[day], plan.sessions[session], "available", "참석"));
    }
    hours_off(plan, dice, id, 250, list);
    if dice.chance(100) {
        list.push(window(id, &plan.dates[dice.below(plan.dates.len())], (990, 1020), "avoid", "마감 정리"));
    }
}

fn days(dice: &mut Dice, n_days: usize, n: usize, n_sessions: usize) -> Vec<(usize, usize)> {
    dice.sample(n, n_days).into_iter().flat_map(|d| (0..n_sessions).map(move |s| (d, s))).collect()
}

/// Nearly everyone stays for the whole exchange; one in five arrives a day late or leaves a day early.
fn buyer_at_exchange(plan: &Plan, dice: &mut Dice, id: &str, list: &mut Vec<Window>) {
    let (first, last) = (0, plan.dates.len() - 1);
    if dice.chance(200) {
        let away = if dice.chance(500) { first } else { last };
        for session in &plan.sessions {
            list.push(window(id, &plan.dates[away], *session, "busy", "travel"));
        }
    }
    hours_off(plan, dice, id, 400, list);
}

/// One hour or two, with this probability in 1000.
fn hours_off(plan: &Plan, dice: &mut Dice, id: &str, permille: usize, list: &mut Vec<Window>) {
    if dice.chance(permille) {
        let (start, end) = *dice.pick(&plan.sessions);
        let hours = dice.between(1, 2) as i32;
        let from = start + 60 * dice.below(((end - start) / 60 - hours + 1).max(1) as usize) as i32;
        let reason = if plan.language == "ko" { "내부 회의" } else { "other appointment" };
        list.push(window(id, &plan.dates[dice.below(plan.dates.len())], (from, (from + 60 * hours).min(end)), "busy", reason));
    }
}

/// Two in five online buyers name hours of their own, in their own zone.
fn online_hours(plan: &Plan, dice: &mut Dice, buyer: &Buyer, list: &mut Vec<Window>) {
    if !dice.chance(400) || !buyer.timezone.starts_with("Asia/") {
        return;
    }
    let hours = *dice.pick(&[(480, 720), (540, 840), (540, 1080), (600, 1020)]);
    let n_days = dice.between(2, 3).min(plan.dates.len());
    let mut there = dice.sample(n_days, plan.dates.len());
    there.sort_unstable();
    for day in there {
        let own = window(&buyer.id, &plan.dates[day], hours, "available", "office hours");
        list.push(Window { timezone: buyer.timezone, ..own });
    }
}

/// Every slot by lot; free slots that follow each other are one row.
fn by_slot(plan: &Plan, dice: &mut Dice, id: &str, permille: usize, list: &mut Vec<Window>) {
    let meeting = plan.present_min + plan.answer_min;
    let first = list.len();
    for date in &plan.dates {
        for start in plan.slot_starts() {
            if !dice.chance(permille) {
                continue;
            }
            match list[first..].last_mut() {
                Some(last) if &last.date == date && last.end + plan.changeover_min == start => last.end = start + meeting,
                _ => list.push(window(id, date, (start, start + meeting), "available", "")),
            }
        }
    }
}

/// Windows of a whole group, of a table and of a room.
fn ceremonies(plan: &Plan, list: &mut Vec<Window>) {
    let (first, last) = (&plan.dates[0], &plan.dates[plan.dates.len() - 1]);
    let (hall, n_tables, n_rooms) = plan.halls[plan.halls.len() - 1];
    list.push(window("tag:youth", last, (960, 1020), "busy", "청년기업 시상식"));
    list.push(window(&format!("{hall}-T{n_tables:02}"), first, (600, 720), "busy", "설치 지연"));
    if n_rooms > 0 {
        list.push(window(&format!("{hall}-V{n_rooms:02}"), last, (780, 840), "busy", "장비 점검"));
    }
}

/// The seminar of the first afternoon and a guided tour a day; nobody registers for two.
pub fn seminars(plan: &Plan, dice: &mut Dice, smes: &[Sme]) -> Vec<Seminar> {
    if !plan.frills {
        return Vec::new();
    }
    let last = plan.dates.len() - 1;
    let rows = [
        ("SEM1", "공공조달 정책 세미나", 0, (840, 1020), 140),
        ("TOUR1", "혁신제품관 투어 1차", 0, (630, 690), 60),
        ("TOUR2", "혁신제품관 투어 2차", 1.min(last), (870, 930), 60),
        ("TOUR3", "혁신제품관 투어 3차", last, (630, 690), 60),
    ];
    let mut taken: HashSet<usize> = HashSet::new();
    let mut seminars = Vec::new();
    for (id, title, day, (start, end), permille) in rows {
        let mut who: Vec<usize> = dice.sample((smes.len() * permille / 1000).max(1), smes.len());
        who.retain(|i| taken.insert(*i));
        who.sort_unstable();
        let registered = who.into_iter().map(|i| smes[i].id.clone()).collect();
        seminars.push(Seminar { id, title, date: plan.dates[day].clone(), start, end, hall: plan.halls[0].0, registered });
    }
    seminars
}
