//! What `koppex policy` says to people: three tables, and each bonus as a sum that adds up.

use super::answer::{Figures, GroupFigures, ItemAnswer, Kind, Outcome, PolicyAnswer, Range, SessionAnswer};
use crate::event::Lang;
use crate::outcome::Status;
use crate::report::draw::{grouped, table};

pub fn of(answer: &PolicyAnswer, lang: Lang) -> String {
    let parts = [
        best(answer, lang),
        bonuses(answer, lang),
        rules(answer, lang),
        sessions(answer, lang),
        lang.pick(SURE_KO, SURE_EN).to_string(),
        end(answer, lang),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

const SURE_EN: &str = "proved: both optima are proved, so the points are exact; *: the checker added up the prices that prove it. a..b: between the two.\n\
    Every timetable behind these figures was judged by the checker. Numbers of meetings, wishes and parties are those of the best\n\
    timetables that were found, with as many meetings as possible; another one that is worth the same may share them out otherwise.";
const SURE_KO: &str = "증명: 두 최적값이 모두 증명되어 점수가 정확합니다. *: 증명하는 가격을 검사기가 더해 확인했습니다. a..b: 그 사이입니다.\n\
    이 수치를 낸 시간표는 모두 검사기로 확인했습니다. 상담·희망·참가자 수는 찾은 최적 시간표(상담이 가장 많은 것)의 수이며, 점수가 같은 다른\n\
    시간표에서는 다르게 나뉠 수 있습니다.";

fn best(answer: &PolicyAnswer, lang: Lang) -> String {
    let Figures { value, meetings, wishes, .. } = answer.best;
    let [value, meetings, wishes, nothing] = [value, meetings, wishes, answer.best.with_nothing()].map(grouped);
    let sure = match (answer.status == Status::ProvedOptimal, answer.certified) {
        (true, true) => lang.pick("증명됨, 검사기로 확인됨", "proved, confirmed by the checker"),
        (true, false) => lang.pick("풀이기가 증명함", "proved by the solver"),
        (false, _) => lang.pick("증명되지 않음", "not proved"),
    };
    match lang {
        Lang::Ko => format!(
            "지금 설정의 최적 시간표: {value}점, 상담 {meetings}건, 희망 {wishes}건, 상담 없는 참가자 {nothing}곳 ({sure})"
        ),
        Lang::En => format!(
            "The best timetable of the event as it is: {value} points, {meetings} meetings, {wishes} wishes come true; parties with nothing: {nothing} ({sure})"
        ),
    }
}

/// With a sign.
fn signed(n: i64) -> String {
    if n > 0 { format!("+{}", grouped(n)) } else { grouped(n) }
}

fn range(range: Option<Range>) -> String {
    match range {
        None => "?".into(),
        Some(Range { at_least, at_most }) if at_least == at_most => signed(at_least),
        Some(Range { at_least, at_most }) => format!("{}..{}", signed(at_least), signed(at_most)),
    }
}

fn sure(outcome: &Outcome, lang: Lang) -> String {
    let words = match (outcome.status, &outcome.without) {
        (_, None) => lang.pick("구하지 못함", "none found"),
        (Status::ProvedOptimal, _) => lang.pick("증명", "proved"),
        (Status::WithinGap, _) => lang.pick("사이", "between"),
        (Status::BestFound, _) => lang.pick("모름", "not known"),
    };
    format!("{words}{}", if outcome.certified { "*" } else { "" })
}

/// Both timetables, if there was time.
fn both(outcome: &Outcome) -> Option<(&Figures, &Figures)> {
    outcome.with.as_ref().zip(outcome.without.as_ref())
}

/// What each bonus brings its own and costs the rest.
fn bonuses(answer: &PolicyAnswer, lang: Lang) -> String {
    let items: Vec<&ItemAnswer> = answer.items.iter().filter(|item| item.kind == Kind::Bonus).collect();
    if items.is_empty() {
        return String::new();
    }
    let header = lang.pick(
        [
            "가점: 있어서 달라지는 것",
            "지금",
            "곳",
            "해당 상담",
            "점수",
            "없음",
            "나머지 상담",
            "점수",
            "없음",
            "합계 점수",
            "확실함",
        ],
        [
            "bonus: what it changes",
            "now",
            "parties",
            "own meetings",
            "points",
            "none",
            "others' meetings",
            "points",
            "none",
            "all points",
            "sure",
        ],
    );
    let rows = items.iter().map(|item| bonus_row(item, lang));
    let said: Vec<String> = items.iter().filter_map(|item| bonus_words(item, lang)).collect();
    [vec![table(&header, 1, rows.collect())], said].concat().join("\n")
}

fn bonus_row(item: &ItemAnswer, lang: Lang) -> Vec<String> {
    let group = |of: fn(&Figures) -> Option<GroupFigures>| {
        let groups = both(&item.outcome).and_then(|(with, without)| of(with).zip(of(without)));
        let Some((with, without)) = groups else { return [(); 3].map(|()| "-".to_string()) };
        [with.meetings - without.meetings, with.value - without.value, with.with_nothing - without.with_nothing].map(signed)
    };
    let all =
        item.outcome.value_gained_without.map(|Range { at_least, at_most }| Range { at_least: -at_most, at_most: -at_least });
    let parties = if item.parties > 0 { grouped(item.parties as i64) } else { "-".into() };
    let groups = [group(|figures| figures.own), group(|figures| figures.others)].concat();
    [vec![item.title.clone(), item.now.clone(), parties], groups, vec![range(all), sure(&item.outcome, lang)]].concat()
}

/// A bonus as a sum: what its own gain and the others lose.
fn bonus_words(item: &ItemAnswer, lang: Lang) -> Option<String> {
    let (with, without) = both(&item.outcome)?;
    let ((own, own_without), (others, others_without)) = (with.own.zip(without.own)?, with.others.zip(without.others)?);
    let [own_meetings, own_value] = [own.meetings - own_without.meetings, own.value - own_without.value].map(signed);
    let [other_meetings, other_value] =
        [others.meetings - others_without.meetings, others.value - others_without.value].map(signed);
    let (now, n, total) = (&item.now, grouped(item.parties as i64), signed(with.value - without.value));
    let [before, after] = [own_without.meetings, own.meetings].map(grouped);
    let key = &item.item;
    let who = if item.parties == 1 { "its party goes".into() } else { format!("its {n} parties go") };
    Some(match lang {
        Lang::Ko => format!(
            "  {key} = {now}: 해당하는 {n}곳은 상담 {before}건에서 {after}건({own_meetings}), 희망 점수 {own_value}; 나머지는 상담 {other_meetings}건, {other_value}; 합계 {total}점 (가점 자체는 빼고)"
        ),
        Lang::En => format!(
            "  {key} = {now}: {who} from {before} to {after} meetings ({own_meetings}) and {own_value} points of wishes; the others {other_meetings} meetings and {other_value} points; together {total} points, the bonus itself left out"
        ),
    })
}

/// What would come without each minimum, limit and rule.
fn rules(answer: &PolicyAnswer, lang: Lang) -> String {
    let items: Vec<&ItemAnswer> = answer.items.iter().filter(|item| item.kind != Kind::Bonus).collect();
    if items.is_empty() {
        return String::new();
    }
    let header = lang.pick(
        ["없다면 달라지는 것", "지금", "점수", "상담", "희망", "상담 없음", "못 지킨 필수", "최소 부족", "확실함"],
        ["without it", "now", "points", "meetings", "wishes", "with nothing", "musts not held", "shortfall", "sure"],
    );
    let row = |item: &&ItemAnswer| {
        let figures = both(&item.outcome).map(|(with, without)| changes(with, without));
        let figures = figures.unwrap_or_else(|| [(); 5].map(|()| "?".to_string()));
        let about = vec![item.title.clone(), item.now.clone(), range(item.outcome.value_gained_without)];
        [about, figures.to_vec(), vec![sure(&item.outcome, lang)]].concat()
    };
    table(&header, 1, items.iter().map(row).collect())
}

/// Meetings, wishes, parties with nothing, must wishes, shortfall: how much more they are without.
fn changes(with: &Figures, without: &Figures) -> [String; 5] {
    let changes = [
        without.meetings - with.meetings,
        without.wishes - with.wishes,
        without.with_nothing() - with.with_nothing(),
        without.must_unheld - with.must_unheld,
        without.shortfall - with.shortfall,
    ];
    changes.map(signed)
}

/// What each seminar costs, now and at its best hour.
fn sessions(answer: &PolicyAnswer, lang: Lang) -> String {
    if answer.sessions.is_empty() {
        return String::new();
    }
    let header = lang.pick(
        ["세미나·투어의 값", "때", "등록", "점수", "상담", "확실함", "가장 싼 다른 때", "점수", "상담", "못 오는 곳", "확실함"],
        [
            "what a session costs",
            "when",
            "registered",
            "points",
            "meetings",
            "sure",
            "cheapest other hour",
            "points",
            "meetings",
            "away",
            "sure",
        ],
    );
    table(&header, 2, answer.sessions.iter().map(|session| session_row(session, lang)).collect())
}

fn session_row(session: &SessionAnswer, lang: Lang) -> Vec<String> {
    let outcome = &session.outcome;
    let costs = both(outcome).map_or_else(|| "?".into(), |(with, without)| grouped(without.meetings - with.meetings));
    let name = if session.title == session.session_id {
        session.title.clone()
    } else {
        format!("{} {}", session.session_id, session.title)
    };
    let mut row = vec![name, format!("{} {}-{}", session.date, session.start, session.end), grouped(session.registered as i64)];
    row.extend([unsigned(outcome.value_gained_without), costs, sure(outcome, lang)]);
    match &session.best_hour {
        None => row.extend(["-"; 5].map(String::from)),
        Some(hour) => {
            let meetings = hour.solved.zip(outcome.without).map(|(then, without)| grouped(without.meetings - then.meetings));
            let away = format!("{} ({} {})", hour.absent, lang.pick("지금", "now"), session.absent);
            let proved = lang.pick(["증명", "찾은 것"], ["proved", "found"])[usize::from(!session.best_hour_proved)];
            row.extend([format!("{} {}", hour.date, hour.start), unsigned(hour.costs), meetings.unwrap_or_else(|| "?".into())]);
            row.extend([away, proved.to_string()]);
        }
    }
    row
}

/// A cost, which needs no sign.
fn unsigned(costs: Option<Range>) -> String {
    match costs {
        None => "?".into(),
        Some(Range { at_least, at_most }) if at_least == at_most => grouped(at_least),
        Some(Range { at_least, at_most }) => format!("{}..{}", grouped(at_least), grouped(at_most)),
    }
}

fn end(answer: &PolicyAnswer, lang: Lang) -> String {
    let file = &answer.file;
    let cut = match (answer.cut_by_clock, lang) {
        (false, _) => "",
        (true, Lang::Ko) => "시간 제한(한 번 푸는 데 쓰는 시간 포함)이나 Ctrl-C 때문에 덜 확실하거나 빠진 것이 있습니다. ",
        (true, Lang::En) => {
            "The time limit, of the run or of a single solve, or Ctrl-C left some of it out or less sure than it could be. "
        }
    };
    match lang {
        Lang::Ko => format!("{cut}모든 수치를 {file}에 썼습니다."),
        Lang::En => format!("{cut}All figures are in {file}."),
    }
}
