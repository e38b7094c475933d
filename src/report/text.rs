//! The terminal summary and single timetables as text, in Korean and English; Hangul columns line up. Writes nothing itself.

use super::agenda::sessions_of;
use super::clock::hhmm;
use super::dearest::{self, Dearest};
use super::draw::{grouped, table};
use super::kpis::{Kpis, Load, SideKpis, Without};
use super::names::{full_name, hall_in_words};
use super::table::Cell;
use super::words::change_word;
use super::{PlanFacts, Report};
use crate::event::{Event, Lang, PartyId, PlaceKind, Side, SlotId, clock};
use crate::outcome::{Level, LevelResult, Status};
use crate::replan::Change;
use crate::timetable::Meeting;

/// Parties without a meeting that the summary names, per side.
const MAX_NAMED: usize = 10;

/// What `schedule` prints when it is done.
pub fn summary(report: &Report) -> String {
    let kpis = Kpis::of(report);
    let parts = [
        levels(&report.outcome.levels, report.lang),
        report.run.plan.as_ref().map_or(String::new(), |plan| changes(plan, report.lang)),
        meetings(&kpis, report.lang),
        without(report, &kpis),
        loads(report, &kpis),
        if report.outcome.levels.iter().any(|l| l.level == Level::Quality) { quality(report, &kpis) } else { String::new() },
        report.dearest.as_ref().map_or(String::new(), |dearest| scarce(dearest, report.lang)),
    ];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

pub fn level_name(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::MustUnheld => lang.pick("이루지 못한 필수 희망", "must wishes not held"),
        Level::Shortfall => lang.pick("최소 상담 수 부족", "shortfall of min_meetings"),
        Level::Value => lang.pick("총 가치", "total value"),
        Level::Quality => lang.pick("불편 비용", "quality cost"),
        Level::Dropped => lang.pick("못 지킨 상담", "published meetings dropped"),
        Level::Moved => lang.pick("시간이 바뀐 상담", "published meetings moved"),
        Level::PlacedAnew => lang.pick("자리만 바뀐 상담", "published meetings placed anew"),
    }
}

/// In words: "proved optimal" alone only where the written prices prove it to anybody.
pub fn status_words(level: &LevelResult, lang: Lang) -> &'static str {
    match (level.status, level.certified) {
        (Status::ProvedOptimal, true) => lang.pick("최적 증명됨", "proved optimal"),
        (Status::ProvedOptimal, false) => lang.pick("최적 증명됨 (풀이기)", "proved optimal (by the solver)"),
        (Status::WithinGap, _) => lang.pick("한계까지 차이 있음", "within gap"),
        (Status::BestFound, _) => lang.pick("찾은 것 중 최선", "best found"),
    }
}

/// Levels with value, bound and status.
pub fn levels(levels: &[LevelResult], lang: Lang) -> String {
    let header = lang.pick(["단계", "상태", "값", "한계"], ["level", "status", "value", "bound"]);
    let rows = (1..).zip(levels).map(|(number, l)| {
        vec![format!("{number} {}", level_name(l.level, lang)), status_words(l, lang).into(), grouped(l.value), grouped(l.bound)]
    });
    table(&header, 2, rows.collect())
}

/// How many published meetings became what.
fn changes(plan: &PlanFacts, lang: Lang) -> String {
    let rows = [Change::Kept, Change::Cancelled, Change::Dropped, Change::Moved, Change::PlacedAnew, Change::New];
    let rows = rows.map(|change| vec![change_word(change.name(), lang).into(), grouped(plan.differences.count(change) as i64)]);
    let of = grouped(plan.published.len() as i64);
    let header = match lang {
        Lang::Ko => [format!("{}의 상담 {of}건", plan.from), "건수".into()],
        Lang::En => [format!("{of} meetings of {}", plan.from), "number".into()],
    };
    table(&header.each_ref().map(String::as_str), 1, rows.into())
}

fn meetings(kpis: &Kpis, lang: Lang) -> String {
    let counts = match lang {
        Lang::Ko => format!(
            "상담 {}건 (화상 {}건). 희망 {}건 중 {}건, 서로 희망한 {}쌍 중 {}쌍이 만납니다.",
            kpis.n_meetings, kpis.n_online, kpis.n_wishes, kpis.n_wishes_held, kpis.n_mutual, kpis.n_mutual_held
        ),
        Lang::En => format!(
            "{} meetings ({} online). {} of {} wishes come true, {} of {} mutual ones.",
            kpis.n_meetings, kpis.n_online, kpis.n_wishes_held, kpis.n_wishes, kpis.n_mutual_held, kpis.n_mutual
        ),
    };
    let header = lang.pick(
        ["참가자별 상담 수", "참가자", "최소", "중앙값", "최대", "상담 없음"],
        ["meetings per party", "parties", "min", "median", "max", "none"],
    );
    let rows = kpis.sides.iter().filter(|s| s.n_parties > 0).map(|s| side_row(s, lang));
    format!("{counts}\n\n{}", table(&header, 1, rows.collect()))
}

fn side_row(side: &SideKpis, lang: Lang) -> Vec<String> {
    let name = match side.side {
        Side::Sme => lang.pick("기업", "SMEs"),
        Side::Buyer => lang.pick("수요기관/바이어", "buyers"),
    };
    let half = if side.median_twice % 2 == 1 { ".5" } else { "" };
    vec![
        name.into(),
        side.n_parties.to_string(),
        side.min.to_string(),
        format!("{}{half}", side.median_twice / 2),
        side.max.to_string(),
        side.without.len().to_string(),
    ]
}

/// The parties without a meeting, and why.
fn without(report: &Report, kpis: &Kpis) -> String {
    let lang = report.lang;
    let mut rows = Vec::new();
    for side in &kpis.sides {
        let named = if side.without.len() > MAX_NAMED + 1 { MAX_NAMED } else { side.without.len() };
        for without in &side.without[..named] {
            let party = report.event.party(without.party);
            rows.push(vec![party.id.clone(), full_name(report.event.party(without.party), lang), why(without, lang)]);
        }
        if named < side.without.len() {
            let more = (side.without.len() - named).to_string();
            rows.push(vec!["...".into(), lang.pick("그 밖 {}곳 (parties.csv)", "{} more (parties.csv)").replace("{}", &more)]);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    rows.iter_mut().for_each(|r| r.resize(3, String::new()));
    let header = lang.pick(["상담 없음", "이름", "까닭 (unmet.csv)"], ["no meeting", "name", "why (unmet.csv)"]);
    table(&header, 3, rows)
}

fn why(without: &Without, lang: Lang) -> String {
    if without.reasons.is_empty() {
        return lang.pick("희망한 곳도 희망받은 곳도 없음", "no wish names it or comes from it").into();
    }
    without.reasons.iter().map(|(reason, n)| format!("{} {n}", reason.name())).collect::<Vec<_>>().join(", ")
}

/// Use of tables and video rooms: a row for each hall and kind, a column for each day.
fn loads(report: &Report, kpis: &Kpis) -> String {
    let (event, lang) = (report.event, report.lang);
    let days: Vec<String> = event.grid.days.iter().map(|d| d.date.to_string()).collect();
    let mut header = vec![lang.pick("쓰는 자리 / 있는 자리", "places used / there are")];
    header.extend(days.iter().map(String::as_str));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (hall, name) in event.halls.iter().enumerate() {
        for kind in [PlaceKind::Table, PlaceKind::Video] {
            let here: Vec<_> = kpis.loads.iter().filter(|l| l.hall.ix() == hall && l.kind == kind).collect();
            if here.is_empty() {
                continue;
            }
            let what = match kind {
                PlaceKind::Table => lang.pick("상담석", "tables"),
                PlaceKind::Video => lang.pick("화상상담실", "video rooms"),
            };
            let label = format!("{} {what}", hall_in_words(name, lang));
            let cell = |l: &&Load| {
                let percent = (100 * l.n_meetings).checked_div(l.n_seats).unwrap_or(0);
                format!("{} / {} ({percent} %)", l.n_meetings, l.n_seats)
            };
            rows.push(std::iter::once(label).chain(here.iter().map(cell)).collect());
        }
    }
    table(&header, 1, rows)
}

/// The quality of the timetable, each part with its bound.
fn quality(report: &Report, kpis: &Kpis) -> String {
    let lang = report.lang;
    let rows = report.quality.total.iter().map(|(part, units)| {
        let bound = report.outcome.quality_bounds.map_or("-".into(), |bounds| grouped(bounds[part]));
        vec![lang.pick(part.card().ko, part.card().en).to_string(), grouped(*units), bound]
    });
    let header = lang.pick(["불편", "건수", "하한"], ["quality", "units", "bound"]);
    let mut out = table(&header, 1, rows.collect());
    if let Some((party, gaps)) = kpis.worst_gaps {
        let (id, name, wait) = (&report.event.party(party).id, full_name(report.event.party(party), lang), kpis.longest_wait_min);
        out.push_str(&match lang {
            Lang::Ko => format!("\n\n빈 시간이 가장 많은 참가자: {id} {name} ({gaps}번). 가장 긴 기다림: {wait}분."),
            Lang::En => format!("\n\nMost gaps: {id} {name} ({gaps}). Longest wait: {wait} minutes."),
        });
    }
    out
}

/// What is scarce, a table for each list.
fn scarce(dearest: &Dearest, lang: Lang) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => grouped(*number),
    };
    let tables = dearest::sections(dearest, lang).into_iter().map(|list| {
        let rows = list.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        format!("{}\n {}", table(&list.header, list.header.len() - 1, rows), list.note)
    });
    let tables: Vec<String> = tables.collect();
    if tables.is_empty() { String::new() } else { format!("{}\n\n{}", dearest::title(dearest, lang), tables.join("\n\n")) }
}

/// `10:00-10:14`
pub fn span(event: &Event, slot: SlotId) -> String {
    let start = event.slot(slot).start_min;
    let end = start + event.grid.meeting_min();
    format!("{}-{}", clock(start), clock(end))
}

/// The seminars and tours of a party, below its meetings; empty if there are none.
pub fn sessions(event: &Event, party: PartyId, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = sessions_of(event, party)
        .into_iter()
        .map(|session| {
            let span = format!("{}-{}", hhmm(session.start), hhmm(session.end));
            let hall = session.hall.map(|hall| event.halls[hall.ix()].clone()).unwrap_or_default();
            vec![session.start.date().to_string(), span, hall, session.title.clone()]
        })
        .collect();
    let header = match lang {
        Lang::Ko => ["날짜", "시간", "관", "세미나·투어"],
        Lang::En => ["date", "time", "hall", "session"],
    };
    if rows.is_empty() { String::new() } else { format!("\n\n{}", table(&header, header.len(), rows)) }
}

/// One timetable: rows of date, time, place and who meets; `of` = the party it belongs to, whose own column is left out.
pub fn timetable(event: &Event, meetings: &[Meeting], of: Option<PartyId>, lang: Lang) -> String {
    let who = |party: PartyId| format!("{} {}", event.party(party).id, full_name(event.party(party), lang));
    let interpreters = meetings.iter().any(|m| m.interpreter.is_some());
    let rows = meetings.iter().map(|m| {
        let place = event.place(m.place);
        let mut row = vec![event.grid.date_of(m.slot).to_string(), span(event, m.slot), event.halls[place.hall.ix()].clone()];
        row.push(place.id.clone());
        match of {
            Some(party) => row.push(who(if m.sme == party { m.buyer } else { m.sme })),
            None => row.extend([who(m.sme), who(m.buyer)]),
        }
        if interpreters {
            row.push(m.interpreter.map(|i| event.interpreters[i.ix()].id.clone()).unwrap_or_default());
        }
        row
    });
    let mut header = match lang {
        Lang::Ko => vec!["날짜", "시간", "관", "자리"],
        Lang::En => vec!["date", "time", "hall", "place"],
    };
    match of {
        Some(_) => header.push(lang.pick("상대", "with")),
        None => header.extend([lang.pick("기업", "SME"), lang.pick("수요기관/바이어", "buyer")]),
    }
    if interpreters {
        header.push(lang.pick("통역", "interpreter"));
    }
    table(&header, header.len(), rows.collect())
}
