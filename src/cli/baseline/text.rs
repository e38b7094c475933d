//! What `koppex baseline` says to people: both timetables side by side, what is proved, and what the practice could not do.

use super::answer::{BaselineAnswer, Figures, Wishes};
use crate::cli::terminal::counted;
use crate::event::{Lang, QualityPart};
use crate::outcome::{Level, LevelResult, Status};
use crate::report::draw::{grouped, table};
use crate::report::summary::LevelFacts;
use crate::report::text::{level_name, status_words};

pub fn of(answer: &BaselineAnswer, lang: Lang) -> String {
    let parts = [
        levels(answer, lang),
        counts(answer, lang),
        lang.pick(PRACTICE_KO, PRACTICE_EN).to_string(),
        proved(answer, lang),
        broken(answer, lang),
        kept(answer, lang),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

const PRACTICE_EN: &str = "The greedy practice: fixed meetings first, then pairs that wish each other, wishes of buyers, wishes of SMEs, fill. In each pool must\n\
    wishes come first, then the greatest value, then the order of the files. Each meeting takes the first free slot, place and interpreter\n\
    that keep the rules, and nothing is moved again. Both timetables were judged by the checker.";
const PRACTICE_KO: &str = "손으로 하는 배정: 고정 상담을 먼저 넣고, 서로 희망한 쌍, 바이어의 희망, 기업의 희망, 빈자리 채우기 순으로 넣습니다. 같은 순서 안에서는\n\
    필수 희망, 점수가 높은 쌍, 파일에 적힌 차례로 넣습니다. 상담마다 규칙을 지키는 가장 이른 시간대와 첫 자리, 첫 통역을 쓰고 다시 옮기지 않습니다.\n\
    두 시간표 모두 검사기로 확인했습니다.";

fn levels(answer: &BaselineAnswer, lang: Lang) -> String {
    let header = lang
        .pick(["단계", "손 배정", "최적화", "한계", "상태"], ["level", "greedy", "optimum", "bound", "status of the optimum"]);
    let rows = answer.levels.iter().map(|level| {
        let greedy = answer.greedy.levels()[level.name as usize];
        let numbers = [greedy, level.value, level.bound].map(grouped);
        let status = status_words(&LevelResult::from(level), lang).to_string();
        [vec![format!("{} {}", level.level, level_name(level.name, lang))], numbers.to_vec(), vec![status]].concat()
    });
    table(&header, 1, rows.collect())
}

/// Lines of figures: a name, and what it is of a timetable.
type Line = (String, fn(&Figures) -> i64);

fn counts(answer: &BaselineAnswer, lang: Lang) -> String {
    let Wishes { wishes, mutual, buyer_only, sme_only, .. } = answer.wishes;
    let of = |ko: &str, en: &str, n: i64| match lang {
        Lang::Ko => format!("{ko} ({}건 중)", grouped(n)),
        Lang::En => format!("{en} (of {})", grouped(n)),
    };
    let mut lines: Vec<Line> = vec![
        (lang.pick("상담", "meetings").into(), |f| f.meetings),
        (of("이루어진 희망", "wishes that come true", wishes), |f| f.met.wishes),
        (of("  서로 희망한 쌍", "  pairs that wish each other", mutual), |f| f.met.mutual),
        (of("  바이어만 희망한 쌍", "  pairs that only the buyer wishes", buyer_only), |f| f.met.buyer_only),
        (of("  기업만 희망한 쌍", "  pairs that only the SME wishes", sme_only), |f| f.met.sme_only),
        (lang.pick("희망 없이 채운 상담의 쌍", "pairs that neither wishes").into(), |f| f.met.unwished),
        (lang.pick("상담이 없는 기업", "SMEs with nothing").into(), |f| f.smes_with_nothing),
        (lang.pick("상담이 없는 바이어", "buyers with nothing").into(), |f| f.buyers_with_nothing),
    ];
    lines.push((lang.pick("가장 긴 기다림 (분)", "longest wait (minutes)").into(), |f| f.longest_wait_minutes.into()));
    let row = |name: String, [greedy, optimum]: [i64; 2]| vec![name, grouped(greedy), grouped(optimum)];
    let both = [&answer.greedy, &answer.optimum];
    let mut rows: Vec<Vec<String>> = lines.into_iter().map(|(name, figure)| row(name, both.map(figure))).collect();
    rows.extend(QualityPart::ALL.map(|part| {
        let units = both.map(|figures| figures.units.get(part.card().units).copied().unwrap_or(0));
        row(lang.pick(part.card().ko, part.card().en).into(), units)
    }));
    table(&lang.pick(["", "손 배정", "최적화"], ["", "greedy", "optimum"]), 1, rows)
}

/// In tenths of a percent, rounded down.
fn share(part: i64, whole: i64) -> String {
    let tenths = part * 1000 / whole.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What is known about the difference of values, as far as it is known.
fn proved(answer: &BaselineAnswer, lang: Lang) -> String {
    let Some(value) = answer.levels.iter().find(|level| level.name == Level::Value) else { return String::new() };
    let same_before = answer.greedy.levels()[..2] == answer.optimum.levels()[..2];
    let mut said = vec![first_difference(answer, lang)];
    if same_before || answer.value_gained > 0 {
        said.push(match lang {
            Lang::Ko => format!(
                "총 가치는 손 배정이 {}점, 최적화가 {}점으로 {}점 차이입니다.",
                grouped(answer.greedy.value),
                grouped(value.value),
                grouped(answer.value_gained)
            ),
            Lang::En => format!(
                "The greedy timetable is worth {} points, the optimum {}: {} more.",
                grouped(answer.greedy.value),
                grouped(value.value),
                grouped(answer.value_gained)
            ),
        });
    }
    said.extend(answer.value_gained_at_most.map(|_| bound(answer, value, same_before, lang)));
    said.retain(|sentence| !sentence.is_empty());
    said.join("\n")
}

/// Where a level before the value decides.
fn first_difference(answer: &BaselineAnswer, lang: Lang) -> String {
    let before = answer.levels.iter().take(2).find(|level| answer.better_at.as_deref() == Some(level.name.name()));
    let Some(level) = before else { return String::new() };
    let [greedy, optimum] = [&answer.greedy, &answer.optimum].map(|figures| figures.levels()[level.name as usize]);
    let name = level_name(level.name, lang);
    match lang {
        Lang::Ko => format!("{name}이(가) 먼저입니다. 손 배정은 {}, 최적화는 {}입니다.", grouped(greedy), grouped(optimum)),
        Lang::En => format!(
            "What comes before the value decides: {name} {} with greedy, {} with the optimum.",
            grouped(greedy),
            grouped(optimum)
        ),
    }
}

/// What no timetable passes.
fn bound(answer: &BaselineAnswer, value: &LevelFacts, same_before: bool, lang: Lang) -> String {
    let how = match (value.certified, lang) {
        (true, Lang::En) => "Proved, and confirmed by the checker",
        (false, Lang::En) => "Proved by the solver",
        (true, Lang::Ko) => "증명되고 검사기로 확인됨",
        (false, Lang::Ko) => "풀이기가 증명함",
    };
    let most = grouped(value.bound);
    let mut said = match lang {
        Lang::Ko => format!("{how}: 필수 희망과 최소 상담이 이만큼 이루어지는 어떤 시간표도 {most}점을 넘지 않습니다."),
        Lang::En => {
            format!("{how}: no timetable that loses as few must wishes and minimum meetings is worth more than {most} points.")
        }
    };
    if same_before && value.bound > 0 {
        let reached = share(answer.greedy.value, value.bound);
        said += &match lang {
            Lang::Ko => format!(" 손 배정은 그 {reached} %에 이릅니다."),
            Lang::En => format!(" The greedy timetable reaches {reached} % of that."),
        };
    }
    if value.status != Status::ProvedOptimal {
        let left = grouped(value.bound - value.value);
        said += &match lang {
            Lang::Ko => format!(" 최적화 시간표에는 많아야 {left}점이 더 남아 있습니다."),
            Lang::En => format!(" At most {left} points are left to be found."),
        };
    }
    said
}

/// What the practice could not do.
fn broken(answer: &BaselineAnswer, lang: Lang) -> String {
    let mut said = Vec::new();
    if !answer.fixed_not_held.is_empty() {
        let pairs: Vec<String> = answer.fixed_not_held.iter().map(|pair| pair.join(" - ")).collect();
        let (n, pairs) = (pairs.len(), pairs.join(", "));
        said.push(match lang {
            Lang::Ko => format!("손 배정은 고정 상담 {n}건을 넣지 못했습니다: {pairs}"),
            Lang::En => format!("The greedy practice could not hold {}: {pairs}", counted(n, "fixed meeting")),
        });
    }
    for rule in &answer.broken_rules {
        said.push(match lang {
            Lang::Ko => {
                format!("손 배정은 {} {} 규칙을 {}번 어깁니다. 쓸 수 있는 시간표가 아닙니다.", rule.rule, rule.name, rule.times)
            }
            Lang::En => format!(
                "The greedy timetable breaks {} {} ({}): it is none that could be published.",
                rule.rule, rule.name, rule.times
            ),
        });
    }
    said.join("\n")
}

fn kept(answer: &BaselineAnswer, lang: Lang) -> String {
    let Some(out) = &answer.out else { return String::new() };
    match lang {
        Lang::Ko => format!("손 배정 시간표를 {out}에 썼습니다."),
        Lang::En => format!("The greedy timetable is in {out}."),
    }
}
