//! The comparison on the terminal: the event as it is, a chart of places against hours, single changes, the smallest plans, and whom half a day more helps.

use super::facts::{CapacityFacts, PlanFacts};
use super::words::{certainty, hours, length, places, share, varies};
use crate::event::Lang;
use crate::report::draw::{grouped, table};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of a bar for everything that could come true.
const BAR_COLUMNS: i64 = 40;

/// All of it.
pub fn text(facts: &CapacityFacts, lang: Lang) -> String {
    let parts = [
        head(facts, lang),
        grid(facts, lang),
        bars(facts, lang),
        single(facts, lang),
        smallest(facts, lang),
        half_days(facts, lang),
    ];
    let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    text.push_str("\n\n");
    text.push_str(&notes(facts, lang).join("\n"));
    text
}

fn head(facts: &CapacityFacts, lang: Lang) -> String {
    let [all, possible] = [facts.wishes, facts.possible].map(grouped);
    let own = &facts.plans[0];
    let counts = own.counts();
    let [wishes, meetings, value] = [counts.wishes, counts.meetings, counts.value].map(grouped);
    let (places, share, length) = (places(own, lang), share(counts.wishes, facts), length(own, lang));
    let slots = grouped(own.slots as i64);
    match lang {
        Lang::Ko => format!(
            "희망 {all}건 가운데 자리와 시간, 통역이 모자라지 않고 모두가 언제나 참석한다면 많아야 {possible}건을 이룰 수 있습니다.\n\
             지금 그대로: {places}, {length} 상담 시간 {slots}개 → 희망 {wishes}건({share}), 상담 {meetings}건, 가치 {value}점"
        ),
        Lang::En => format!(
            "{possible} of {all} wishes at most could come true if places, hours and interpreters never ran short and everybody were always free.\n\
             As it is: {places}, {slots} slots of {length} -> {wishes} wishes ({share}), {meetings} meetings, {value} points"
        ),
    }
}

/// Whether a plan has meetings of the event's own length.
fn is_of_length(plan: &PlanFacts, facts: &CapacityFacts) -> bool {
    let own = &facts.plans[0];
    (plan.present_minutes, plan.answer_minutes) == (own.present_minutes, own.answer_minutes)
}

/// Places across, half days down.
fn grid(facts: &CapacityFacts, lang: Lang) -> String {
    let of_grid = || facts.plans.iter().filter(|plan| is_of_length(plan, facts) && plan.day_end_minutes == 0);
    let n_with = |percent: u32| of_grid().filter(|plan| plan.places_percent == percent).count();
    let columns: BTreeSet<u32> = of_grid().map(|plan| plan.places_percent).filter(|percent| n_with(*percent) > 2).collect();
    let rows: BTreeMap<i32, &PlanFacts> = of_grid().map(|plan| (plan.half_days, plan)).collect();
    let cell = |half_days: i32, percent: u32| {
        let plan = of_grid().find(|plan| (plan.half_days, plan.places_percent) == (half_days, percent));
        plan.map_or_else(String::new, |plan| {
            format!("{}{}", whole_share(plan.counts().wishes, facts), if plan.made.is_some() { "*" } else { " " })
        })
    };
    let rows = rows.into_iter().map(|(half_days, plan)| {
        std::iter::once(hours(plan, lang)).chain(columns.iter().map(|percent| cell(half_days, *percent))).collect()
    });
    let percents: Vec<String> = columns.iter().map(|percent| format!("{percent} %")).collect();
    let first = lang.pick("시간 \\ 자리", "hours \\ places");
    let header: Vec<&str> = std::iter::once(first).chain(percents.iter().map(String::as_str)).collect();
    let title = lang.pick(
        "이룰 수 있는 희망 100건 가운데 이루는 수 (* 시간표를 만들어 확인함, 나머지는 예상)",
        "Wishes that come true, of 100 that could (* made and checked, the others expected)",
    );
    format!("{title}\n\n{}", table(&header, 1, rows.collect()))
}

fn whole_share(wishes: i64, facts: &CapacityFacts) -> String {
    if facts.possible == 0 { "-".into() } else { (wishes * 100).div_euclid(facts.possible).to_string() }
}

/// Places alone, as bars.
fn bars(facts: &CapacityFacts, lang: Lang) -> String {
    let is_alone = |plan: &&PlanFacts| is_of_length(plan, facts) && (plan.half_days, plan.day_end_minutes) == (0, 0);
    let plans: BTreeMap<usize, &PlanFacts> =
        facts.plans.iter().filter(is_alone).map(|plan| (plan.tables + plan.video_rooms, plan)).collect();
    let rows = plans.values().map(|plan| {
        let wishes = plan.counts().wishes;
        let n = if facts.possible == 0 { 0 } else { (wishes * BAR_COLUMNS + facts.possible / 2) / facts.possible };
        let bar = "█".repeat(n.clamp(0, BAR_COLUMNS) as usize);
        let mark = if plan.places_percent == 100 { "◀" } else { "" };
        vec![places(plan, lang), format!("{bar} {}{mark}", share(wishes, facts))]
    });
    let header = [lang.pick("자리 (◀ 지금)", "places (◀ now)"), lang.pick("이루는 희망", "wishes that come true")];
    table(&header, 2, rows.collect())
}

/// What one change of hours or of the length brings.
fn single(facts: &CapacityFacts, lang: Lang) -> String {
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
            format!("{}{}", grouped(counts.wishes), if plan.made.is_some() { "*" } else { " " }),
            share(counts.wishes, facts),
            grouped(counts.value),
        ]
    });
    let header = lang.pick(
        ["상담 길이", "시간", "상담 시간", "상담", "희망", "비율", "가치"],
        ["length", "hours", "slots", "meetings", "wishes", "share", "points"],
    );
    table(&header, 2, rows.collect())
}

fn smallest(facts: &CapacityFacts, lang: Lang) -> String {
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
    let header = lang.pick(
        ["희망", "바꾸는 것", "자리", "시간", "길이", "이루는 희망", "얼마나 확실한가"],
        ["wishes", "what changes", "places", "hours", "length", "come true", "how sure"],
    );
    let title = lang.pick(
        "가장 작은 안 (비교한 것 가운데; 각각 시간표를 만들어 확인함)",
        "The smallest plans of those compared (each made as a timetable and checked)",
    );
    format!("{title}\n\n{}", table(&header, 7, rows.collect()))
}

fn half_days(facts: &CapacityFacts, lang: Lang) -> String {
    if facts.half_days.is_empty() {
        return String::new();
    }
    let rows = facts.half_days.iter().map(|half_day| {
        let mark = match (half_day.proved, lang) {
            (true, _) => "",
            (false, Lang::Ko) => " (증명 안 됨)",
            (false, Lang::En) => " (not proved)",
        };
        vec![
            half_day.party_id.clone(),
            half_day.name.clone(),
            format!("{} ~ {}", half_day.start, half_day.end.split(' ').next_back().unwrap_or_default()),
            format!("{:+}", half_day.gain.meetings),
            format!("{:+}", half_day.gain.wishes),
            format!("+{}{mark}", grouped(half_day.gain.value)),
        ]
    });
    let header = lang.pick(
        ["바이어", "이름", "반나절", "상담", "희망", "가치"],
        ["buyer", "name", "half day", "meetings", "wishes", "points"],
    );
    let title = lang.pick(
        "반나절 더 오면 가장 도움이 되는 바이어 (시간표를 만들어 확인함; 늘어나는 것은 모두를 합한 수)",
        "The buyers whom one more half day would help most (made and checked; gains of everybody together)",
    );
    format!("{title}\n\n{}", table(&header, 3, rows.collect()))
}

/// What has to be known to read the rest.
fn notes(facts: &CapacityFacts, lang: Lang) -> Vec<String> {
    let mut notes = vec![
        lang.pick(
            "예상은 정확한 시각과 통역, 걷는 시간을 모르므로 시간표는 조금 적을 수 있습니다. 한계(capacity.csv의 at_most)는 넘을 수 없습니다.",
            "What is expected knows neither exact times, interpreters nor walks; a timetable may hold a little less. No timetable exceeds wishes_at_most and value_at_most of capacity.csv.",
        )
        .to_string(),
        lang.pick(
            "늘린 반나절은 행사의 반나절을 처음부터 되풀이하고, 늘린 저녁은 그날의 마지막 시간을 되풀이합니다. 그때 있는 사람이 그대로 있다고 봅니다.",
            "A half day more repeats a half day of the event, from the first on, a later end the last hour of its day, with everybody who is there then.",
        )
        .to_string(),
    ];
    let n_certified = facts.plans.iter().filter(|plan| plan.certified).count();
    let (n, of) = (n_certified, facts.plans.len());
    notes.push(match lang {
        Lang::Ko => format!("안 {of}개를 비교했고 {n}개의 한계를 따로 더해 확인했습니다."),
        Lang::En => {
            format!("{of} plans were compared; the bounds of {n} were confirmed by adding up their prices independently.")
        }
    });
    if facts.plans_left_out > 0 || facts.cut_by_clock {
        notes.push(match lang {
            Lang::Ko => {
                format!("시간 제한으로 안 {}개를 비교하지 못했습니다. --time-limit을 늘리면 더 확인합니다.", facts.plans_left_out)
            }
            Lang::En => format!(
                "The time limit cut this short: {} plans were left out. A longer --time-limit confirms more.",
                facts.plans_left_out
            ),
        });
    }
    let n_given_up = facts.plans.iter().filter(|plan| plan.fixed_given_up > 0).count();
    if n_given_up > 0 {
        notes.push(match lang {
            Lang::Ko => {
                format!("안 {n_given_up}개에서는 고정 상담의 시각이 없어 일부를 보통 희망으로 셌습니다 (fixed_given_up).")
            }
            Lang::En => format!(
                "{n_given_up} plans leave no time for some fixed meetings, which count as plain wishes there (fixed_given_up)."
            ),
        });
    }
    notes
}
