//! Who has no meeting, and why, in words.

use super::document::{Block, TableBlock};
use crate::event::Lang;
use crate::outcome::ReasonCode;
use crate::report::Report;
use crate::report::kpis::{Kpis, Without};
use crate::report::names::full_name;

pub fn blocks(report: &Report, lang: Lang) -> Vec<Block> {
    let kpis = Kpis::of(report);
    let rows: Vec<Vec<String>> = kpis
        .sides
        .iter()
        .flat_map(|side| &side.without)
        .map(|without| {
            let party = report.event.party(without.party);
            vec![party.id.clone(), full_name(party, lang), why(without, lang)]
        })
        .collect();
    let mut blocks = vec![Block::Heading(lang.pick("5. 상담이 없는 참가자", "5. Who has no meeting").into())];
    if rows.is_empty() {
        blocks.push(Block::Text(
            lang.pick("모든 참가자에게 상담이 하나 이상 있습니다.", "Everybody has at least one meeting.").into(),
        ));
    } else {
        let head = lang.pick(
            ["번호", "이름", "까닭 (괄호 안은 해당하는 상대의 수)"],
            ["id", "name", "why (in brackets, of how many others)"],
        );
        blocks.push(Block::Table(TableBlock { head: head.map(String::from).into(), widths: vec![12, 33, 55], rows }));
    }
    let counts =
        kpis.unmet.iter().map(|(code, n)| vec![code.name().to_string(), in_words(*code, lang).to_string(), n.to_string()]);
    let counts: Vec<Vec<String>> = counts.collect();
    if !counts.is_empty() {
        blocks.push(Block::Text(
            lang.pick(
                "이루어지지 않은 다른 희망의 까닭은 결과 폴더의 unmet.csv에 한 줄씩 적혀 있습니다. 까닭별 건수는 다음과 같으며, 표 계산 프로그램에서 reason_code 열로 세어 확인할 수 있습니다.",
                "Why each other wish was not met stands in unmet.csv of the output folder, a row for each. These are the numbers by reason; count the column reason_code in a spreadsheet to check them.",
            )
            .into(),
        ));
        let head = lang.pick(["reason_code", "뜻", "건수"], ["reason_code", "meaning", "rows"]);
        blocks.push(Block::Table(TableBlock { head: head.map(String::from).into(), widths: vec![25, 60, 15], rows: counts }));
    }
    blocks
}

fn why(without: &Without, lang: Lang) -> String {
    if without.reasons.is_empty() {
        return lang.pick("희망한 곳도, 희망받은 곳도 없습니다", "it wished nobody, and nobody wished it").into();
    }
    without.reasons.iter().map(|(code, n)| format!("{} ({n})", in_words(*code, lang))).collect::<Vec<_>>().join("; ")
}

/// What a reason means, without its code.
fn in_words(code: ReasonCode, lang: Lang) -> &'static str {
    match code {
        ReasonCode::Blocked => {
            lang.pick("한쪽이 거절했거나 아무도 희망하지 않음", "one of the two declined, or nobody wished it")
        }
        ReasonCode::Mode => lang.pick("기업이 온라인 상담을 하지 않음", "the company does not meet online"),
        ReasonCode::NoCommonTime => lang.pick("둘이 함께 비는 시간이 없음", "the two are never free at the same time"),
        ReasonCode::Language => lang.pick("함께 쓰는 언어도, 통역할 사람도 없음", "no common language and nobody who interprets"),
        ReasonCode::SmeFull => {
            lang.pick("함께 비는 시간마다 기업이 다른 상담 중", "the company has another meeting whenever both could come")
        }
        ReasonCode::BuyerFull => {
            lang.pick("함께 비는 시간마다 바이어가 다른 상담 중", "the buyer has another meeting whenever both could come")
        }
        ReasonCode::SmeLimit => lang.pick("기업의 상담 수가 이미 한도에 이름", "the company has as many meetings as it may"),
        ReasonCode::BuyerLimit => lang.pick("바이어의 상담 수가 이미 한도에 이름", "the buyer has as many meetings as it may"),
        ReasonCode::NoPlace => lang.pick("함께 비는 시간에 남은 자리가 없음", "no place is left whenever both could come"),
        ReasonCode::NoInterpreter => lang.pick("함께 비는 시간에 통역이 없음", "no interpreter is left whenever both could come"),
        ReasonCode::OrgAlreadyMet => {
            lang.pick("같은 기관의 다른 담당자를 이미 만남", "it meets another buyer of the same organization")
        }
        ReasonCode::Walk => lang.pick("다른 관에서 걸어올 시간이 없음", "no time to walk between the halls"),
        ReasonCode::Rest => {
            lang.pick("쉬지 않고 이어지는 상담이 너무 많아짐", "too many meetings would follow each other without a rest")
        }
        ReasonCode::PinnedAway => {
            lang.pick("주최 측이 정한 상담이나 순서와 맞지 않음", "what the organizer fixed leaves no room for it")
        }
        ReasonCode::Outranked => {
            lang.pick("점수의 합이 더 큰 다른 상담에 밀림", "other meetings, worth more together, take its room")
        }
        ReasonCode::NotProved => lang.pick(
            "찾은 시간표에 들어가지 않음 (불가능하다는 증명은 없음)",
            "not in the timetable that was found (not proved impossible)",
        ),
    }
}
