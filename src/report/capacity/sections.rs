//! The tables that terminal and page show of the comparison.

use super::facts::{CapacityFacts, PlanFacts};
use super::words::{certainty, hours, length, places, share, varies};
use crate::event::Lang;
use crate::report::draw::grouped;
use std::collections::{BTreeMap, BTreeSet};

/// A table.
pub struct Section {
    /// What it shows.
    pub title: &'static str,
    /// A heading for each column.
    pub header: Vec<String>,
    /// The first column that holds numbers.
    pub first_number: usize,
    /// A cell for each heading.
    pub rows: Vec<Vec<String>>,
}

/// Places against half days, single changes, the smallest plans, whom half a day more helps. Empty ones are left out.
pub fn sections(facts: &CapacityFacts, lang: Lang) -> Vec<Section> {
    let all = [grid(facts, lang), single(facts, lang), smallest(facts, lang), half_days(facts, lang)];
    all.into_iter().filter(|section| !section.rows.is_empty()).collect()
}

/// Whether a plan has meetings of the event's own length.
pub fn is_of_length(plan: &PlanFacts, facts: &CapacityFacts) -> bool {
    let own = &facts.plans[0];
    (plan.present_minutes, plan.answer_minutes) == (own.present_minutes, own.answer_minutes)
}

fn headings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// A star for what was made.
fn mark(plan: &PlanFacts) -> &'static str {
    if plan.made.is_some() { "*" } else { " " }
}

/// Places across, half days down.
fn grid(facts: &CapacityFacts, lang: Lang) -> Section {
    let of_grid = || facts.plans.iter().filter(|plan| is_of_length(plan, facts) && plan.day_end_minutes == 0);
    let n_with = |percent: u32| of_grid().filter(|plan| plan.places_percent == percent).count();
    let columns: BTreeSet<u32> = of_grid().map(|plan| plan.places_percent).filter(|percent| n_with(*percent) > 2).collect();
    let n_across = |half_days: i32| of_grid().filter(|plan| plan.half_days == half_days).count();
    let rows: BTreeMap<i32, &PlanFacts> =
        of_grid().filter(|plan| n_across(plan.half_days) > 1).map(|plan| (plan.half_days, plan)).collect();
    let share =
        |wishes: i64| if facts.possible == 0 { "-".into() } else { (wishes * 100).div_euclid(facts.possible).to_string() };
    let cell = |half_days: i32, percent: u32| {
        let plan = of_grid().find(|plan| (plan.half_days, plan.places_percent) == (half_days, percent));
        plan.map_or_else(String::new, |plan| format!("{}{}", share(plan.counts().wishes), mark(plan)))
    };
    let rows = rows.into_iter().map(|(half_days, plan)| {
        std::iter::once(hours(plan, lang)).chain(columns.iter().map(|percent| cell(half_days, *percent))).collect()
    });
    let first = lang.pick("시간 \\ 자리", "hours \\ places").to_string();
    Section {
        title: lang.pick(
            "이룰 수 있는 희망 100건 가운데 이루는 수 (* 시간표를 만들어 확인함, 나머지는 예상)",
            "Wishes that come true, of 100 that could (* made and checked, the others expected)",
        ),
        rows: rows.collect(),
        header: std::iter::once(first).chain(columns.iter().map(|percent| format!("{percent} %"))).collect(),
        first_number: 1,
    }
}

/// What one change of hours or of the length brings.
fn single(facts: &CapacityFacts, lang: Lang) -> Section {
    let is_single = |plan: &&PlanFacts| plan.places_percent == 100 && (plan.day_end_minutes != 0 || !is_of_length(plan, facts));
    let mut plans: Vec<&PlanFacts> = facts.plans.iter().filter(is_single).collect();
    plans.sort_by_key(|plan| (is_of_length(plan, facts), plan.present_minutes + plan.answer_minutes, plan.day_end_minutes));
    let rows = plans.into_iter().map(|plan| {
        let counts = plan.counts();
        vec![
            length(plan, lang),
            hours(plan, lang),
            grouped(plan.slots as i64),
            grouped(counts.meetings),
            format!("{}{}", grouped(counts.wishes), mark(plan)),
            share(counts.wishes, facts),
            grouped(counts.value),
        ]
    });
    Section {
        title: lang.pick("상담 길이나 마치는 시각만 바꿀 때", "Another length of meetings, or another end of the days"),
        rows: rows.collect(),
        header: headings(&lang.pick(
            ["상담 길이", "시간", "상담 시간", "상담", "희망", "비율", "가치"],
            ["length", "hours", "slots", "meetings", "wishes", "share", "points"],
        )),
        first_number: 2,
    }
}

fn smallest(facts: &CapacityFacts, lang: Lang) -> Section {
    let rows = facts.smallest.iter().map(|smallest| {
        let target = format!("{} % ({})", smallest.target_percent, grouped(smallest.wishes_needed));
        let plan = smallest.plan.and_then(|at| facts.plans.get(at));
        let mut row = vec![target, varies(smallest.varies, lang).to_string()];
        match plan {
            Some(plan) => row.extend([places(plan, lang), hours(plan, lang), length(plan, lang), grouped(plan.counts().wishes)]),
            None => row.extend(["-"; 4].map(String::from)),
        }
        row.push(certainty(smallest.certainty, plan.is_some(), lang).to_string());
        row
    });
    Section {
        title: lang.pick(
            "가장 작은 안 (비교한 것 가운데; 각각 시간표를 만들어 확인함)",
            "The smallest plans of those compared (each made as a timetable and checked)",
        ),
        rows: rows.collect(),
        header: headings(&lang.pick(
            ["희망", "바꾸는 것", "자리", "시간", "길이", "이루는 희망", "얼마나 확실한가"],
            ["wishes", "what changes", "places", "hours", "length", "come true", "how sure"],
        )),
        first_number: 7,
    }
}

fn half_days(facts: &CapacityFacts, lang: Lang) -> Section {
    let rows = facts.half_days.iter().map(|half_day| {
        let unproved = if half_day.proved { "" } else { lang.pick(" (증명 안 됨)", " (not proved)") };
        let end = half_day.end.split(' ').next_back().unwrap_or_default();
        vec![
            half_day.party_id.clone(),
            half_day.name.clone(),
            format!("{} ~ {end}", half_day.start),
            format!("{:+}", half_day.gain.meetings),
            format!("{:+}", half_day.gain.wishes),
            format!("+{}{unproved}", grouped(half_day.gain.value)),
        ]
    });
    Section {
        title: lang.pick(
            "반나절 더 오면 가장 도움이 되는 바이어 (시간표를 만들어 확인함; 늘어나는 것은 모두를 합한 수)",
            "The buyers whom one more half day would help most (made and checked; gains of everybody together)",
        ),
        rows: rows.collect(),
        header: headings(&lang.pick(
            ["바이어", "이름", "반나절", "상담", "희망", "가치"],
            ["buyer", "name", "half day", "meetings", "wishes", "points"],
        )),
        first_number: 3,
    }
}
