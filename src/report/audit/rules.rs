//! The rules of the event and what a wish is worth, in words that need no setting to be looked up. Only what holds of this event is said.

use super::document::{Block, TableBlock};
use crate::event::{Event, Lang, PinAction, QualityPart};
use crate::report::Report;
use crate::rule::RULES;

pub fn blocks(report: &Report, lang: Lang) -> Vec<Block> {
    let event = report.event;
    let mut blocks = vec![Block::Heading(lang.pick("2. 지킨 규칙", "2. The rules that were kept").into())];
    let rows = RULES.iter().zip(sentences(event)).filter_map(|(card, said)| {
        Some(vec![card.code.to_string(), {
            let [ko, en] = said?;
            lang.pick(ko, en)
        }])
    });
    let head = lang.pick(["", "규칙"], ["", "rule"]).map(String::from).into();
    blocks.push(Block::Table(TableBlock { head, widths: vec![10, 90], rows: rows.collect() }));
    blocks.push(Block::Heading(lang.pick("3. 무엇이 더 좋은 시간표인가", "3. Which timetable is the better one").into()));
    blocks.push(Block::Text(aims(report, lang)));
    let head = lang.pick(["점수", "값"], ["points", "value"]).map(String::from).into();
    blocks.push(Block::Table(TableBlock { head, widths: vec![75, 25], rows: worth(event, lang) }));
    if report.outcome.levels.len() > 3 {
        let head = lang.pick(["불편", "하나의 비용"], ["inconvenience", "cost of one"]).map(String::from).into();
        blocks.push(Block::Table(TableBlock { head, widths: vec![75, 25], rows: costs(event, lang) }));
    }
    blocks
}

/// A sentence for each rule, Korean and English, in order of the rules; none for a rule that this event cannot break.
fn sentences(event: &Event) -> [Option<[String; 2]>; 13] {
    let any = |has: &dyn Fn(&crate::event::Party) -> bool| event.parties.iter().any(has);
    let said = |holds: bool, ko: &str, en: &str| holds.then(|| [ko.to_string(), en.to_string()]);
    let pins = |action: PinAction| event.pins.iter().filter(|pin| pin.action == action).count();
    let (fixed, forbidden) = (pins(PinAction::Fix), pins(PinAction::Forbid));
    let fill = event.value.fill_points > 0;
    let difference = event.rules.max_gap_difference;
    [
        said(true, "한 기업이나 바이어는 같은 시각에 상담을 하나만 갖습니다. 팀이나 상담석이 여럿이면 그 수까지 갖습니다.", "A company or buyer has one meeting at a time, or as many as it has teams or desks."),
        said(true, "상담은 두 쪽이 모두 비어 있는 시간에만 있습니다. 등록한 세미나와 투어 시간, 온라인 바이어의 현지 밤 시간은 비어 있지 않은 것으로 봅니다.", "A meeting is held only when both are free: not during seminars and tours they registered for, nor at night where an online buyer lives."),
        said(true, "같은 두 참가자는 한 번만 만납니다. 더 자주 만나기를 희망했으면 그 횟수까지 만납니다.", "Two parties meet once, or as often as they wished to."),
        said(true, "상담마다 상담석이나 화상상담실 하나를 혼자 씁니다. 바이어에게 정해진 관이나 자리가 있으면 그곳에서 만납니다.", "Each meeting has a table or video room to itself, in the hall or at the place that is set for the buyer, if one is."),
        said(any(&|p| p.max_meetings.is_some() || p.max_per_day.is_some()), "정해진 최대 상담 수(전체, 하루)를 넘지 않습니다.", "Nobody has more meetings than its limit for the event or for a day."),
        if fill {
            said(true, "한쪽이라도 거절한 상담은 없습니다. 아무도 희망하지 않은 상담은 분야가 같은 경우에만 있습니다. 온라인을 원하지 않는 기업은 온라인 바이어를 만나지 않습니다.", "No meeting that either side declined. One that nobody wished is held only within one category. A company that does not meet online meets no online buyer.")
        } else {
            said(true, "한쪽이라도 거절한 상담과 아무도 희망하지 않은 상담은 없습니다. 온라인을 원하지 않는 기업은 온라인 바이어를 만나지 않습니다.", "No meeting that either side declined or that nobody wished. A company that does not meet online meets no online buyer.")
        },
        (fixed + forbidden > 0).then(|| [
            format!("주최 측이 고정한 상담 {fixed}건은 그대로 있고, 금지한 {forbidden}건은 없습니다."),
            format!("Meetings that the organizer fixed ({fixed}) stand as they were fixed; those it ruled out ({forbidden}) are not held."),
        ]),
        said(event.walk_min.iter().flatten().any(|minutes| *minutes > 0), "다른 관에서 이어지는 상담 사이에는 걸어갈 시간이 남습니다.", "Between meetings in different halls there is time to walk."),
        said(any(&|p| p.max_in_a_row.is_some()), "쉬지 않고 이어지는 상담이 정해진 수를 넘지 않습니다.", "Nobody has more meetings without a break than the limit set for it."),
        said(!event.interpreters.is_empty(), "두 쪽이 함께 쓰는 언어가 없으면 두 언어를 하는 통역사가 들어갑니다.", "Where the two share no language, an interpreter who speaks both is with them."),
        said(event.rules.once_per_org || !event.org_wishes.is_empty(), "기관을 희망한 기업은 그 기관의 담당자 한 명만 만납니다. 모든 기업에 그렇게 정한 행사에서는 모든 기업이 그렇습니다.", "A company that wished an organization meets one buyer of it; where the event says so, every company does."),
        said(!event.orders.is_empty(), "주최 측이 먼저라고 정한 상담은 나중이라고 정한 상담보다 먼저 있습니다.", "A meeting that the organizer put before another is held before it."),
        difference.map(|n| [
            format!("두 참가자의 빈 시간 수는 {n}보다 많이 차이 나지 않습니다."),
            format!("The numbers of gaps of any two parties differ by at most {n}."),
        ]),
    ]
}

fn aims(report: &Report, lang: Lang) -> String {
    let fourth = report.outcome.levels.len() > 3;
    match lang {
        Lang::Ko => format!(
            "규칙을 지키는 시간표 가운데 다음 순서로 더 좋은 것을 골랐습니다. 앞의 것이 같을 때에만 다음 것을 비교합니다. 첫째, 이루지 못한 필수 희망이 적은 것. 둘째, 최소 상담 수에 모자라는 상담이 적은 것. 셋째, 이루어진 상담의 점수 합이 큰 것.{} 상담 하나의 점수는 아래 점수를 더한 것입니다.",
            if fourth { " 넷째, 불편의 비용 합이 적은 것." } else { "" }
        ),
        Lang::En => format!(
            "Of the timetables that keep the rules, the better one was chosen in this order; the next point counts only where those before it are equal. First, fewer must wishes that are not held. Second, fewer meetings missing to the minimums. Third, more points of the meetings held.{} A meeting is worth the sum of the points below.",
            if fourth { " Fourth, less cost of inconvenience." } else { "" }
        ),
    }
}

fn worth(event: &Event, lang: Lang) -> Vec<Vec<String>> {
    let value = &event.value;
    let mut rows = vec![
        (
            lang.pick(
                "희망 순위 1위 (한 순위 내려갈 때마다 10점 적고, 가장 적으면 10점)",
                "wish of rank 1 (10 less for each rank below, 10 at least)",
            )
            .to_string(),
            "100".to_string(),
        ),
        (lang.pick("점수를 적은 희망", "wish with a score").into(), lang.pick("적은 점수", "the score").into()),
        (lang.pick("순위도 점수도 없는 희망", "wish without rank or score").into(), "50".into()),
        (lang.pick("기업의 희망 점수에 곱하는 수", "factor of a company's wish").into(), format!("× {}", value.sme_weight)),
        (lang.pick("바이어의 희망 점수에 곱하는 수", "factor of a buyer's wish").into(), format!("× {}", value.buyer_weight)),
        (lang.pick("서로 희망한 경우", "both wish each other").into(), format!("+ {}", value.mutual_bonus)),
    ];
    rows.extend(value.tags.iter().map(|(tag, points)| {
        (lang.pick(format!("‘{tag}’에 속하는 기업"), format!("a company with the tag “{tag}”")), format!("+ {points}"))
    }));
    if event.parties.iter().any(|p| p.bonus != 0) {
        rows.push((
            lang.pick("참가자마다 따로 정한 가점", "bonus of a single party").into(),
            lang.pick("입력 자료의 가점", "as in the input").into(),
        ));
    }
    if value.fill_points > 0 {
        rows.push((
            lang.pick("아무도 희망하지 않은, 분야가 같은 상담", "a meeting within one category that nobody wished").into(),
            value.fill_points.to_string(),
        ));
    }
    rows.into_iter().map(|(what, points)| vec![what, points]).collect()
}

fn costs(event: &Event, lang: Lang) -> Vec<Vec<String>> {
    QualityPart::ALL
        .iter()
        .map(|part| vec![lang.pick(part.card().ko, part.card().en).to_string(), event.quality.points[*part].to_string()])
        .collect()
}
