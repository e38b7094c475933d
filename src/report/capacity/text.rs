//! The comparison on the terminal: the event as it is, a chart, the tables, and what has to be known to read them.

use super::facts::{CapacityFacts, PlanFacts};
use super::sections::{is_of_length, sections};
use super::words::{length, places, share};
use crate::event::Lang;
use crate::report::draw::{grouped, table};
use std::collections::BTreeMap;

/// Columns of a bar for everything that could come true.
const BAR_COLUMNS: i64 = 40;

/// All of it.
pub fn text(facts: &CapacityFacts, lang: Lang) -> String {
    let mut parts = vec![head(facts, lang), bars(facts, lang)];
    for section in sections(facts, lang) {
        let header: Vec<&str> = section.header.iter().map(String::as_str).collect();
        parts.push(format!("{}\n\n{}", section.title, table(&header, section.first_number, section.rows)));
    }
    parts.push(notes(facts, lang).join("\n"));
    parts.join("\n\n")
}

/// The event as it is, and what could come true.
pub fn head(facts: &CapacityFacts, lang: Lang) -> String {
    let [all, possible] = [facts.wishes, facts.possible].map(grouped);
    let own = &facts.plans[0];
    let counts = own.counts();
    let [wishes, meetings, value] = [counts.wishes, counts.meetings, counts.value].map(grouped);
    let (places, share, length) = (places(own, lang), share(counts.wishes, facts), length(own, lang));
    let slots = grouped(own.slots as i64);
    match lang {
        Lang::Ko => format!(
            "희망 {all}건 가운데 자리와 시간이 모자라지 않다면 많아야 {possible}건을 이룰 수 있습니다: 만나도 되고, 비교한 안 가운데 하나에서라도 같은 시간에 있는 두 곳의 희망.\n\
             지금 그대로: {places}, {length} 상담 시간 {slots}개 → 희망 {wishes}건({share}), 상담 {meetings}건, 가치 {value}점"
        ),
        Lang::En => format!(
            "{possible} of {all} wishes at most could come true if places and hours never ran short: those of two who may meet and are free at the same time in some plan.\n\
             As it is: {places}, {slots} slots of {length} -> {wishes} wishes ({share}), {meetings} meetings, {value} points"
        ),
    }
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

/// What has to be known to read the rest.
pub fn notes(facts: &CapacityFacts, lang: Lang) -> Vec<String> {
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
                format!(
                    "시간 제한이나 Ctrl-C 때문에 안 {}개를 비교하지 못했습니다. --time-limit을 늘리면 더 확인합니다.",
                    facts.plans_left_out
                )
            }
            Lang::En => format!(
                "The time limit or Ctrl-C cut this short: {} plans were left out. A longer --time-limit confirms more.",
                facts.plans_left_out
            ),
        });
    }
    if facts.plans[0].contradiction {
        notes.push(
            lang.pick(
                "지금 그대로는 지켜야 하는 규칙이 서로 모순되어 시간표가 없습니다. koppex schedule이 무엇이 모순되는지 알려 줍니다.",
                "As it is the hard rules contradict each other, so there is no timetable; `koppex schedule` says what contradicts.",
            )
            .to_string(),
        );
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
