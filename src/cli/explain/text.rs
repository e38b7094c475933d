//! The answers in sentences, in English and Korean.

use super::answer::{Change, FixAnswer, Forced, PairAnswer, PartyAnswer};
use crate::cli::terminal::counted;
use crate::event::{Event, Lang, PartyId, clock};
use crate::outcome::Status;
use crate::timetable::Meeting;
use crate::whatif::name;

/// When and where two parties meet.
pub fn held(event: &Event, meeting: &Meeting, lang: Lang) -> String {
    let (date, start) = (event.grid.date_of(meeting.slot), clock(event.slot(meeting.slot).start_min));
    let place = &event.place(meeting.place).id;
    match lang {
        Lang::En => format!("the two meet on {date} at {start}, place {place}"),
        Lang::Ko => format!("{date} {start}, {place}에서 상담함"),
    }
}

pub fn nobody_wished(lang: Lang) -> String {
    match lang {
        Lang::En => "neither of the two wished for this meeting".into(),
        Lang::Ko => "두 참가자 모두 이 상담을 희망하지 않음".into(),
    }
}

/// That one of the two has declined a meeting for which neither wished.
pub fn declined(event: &Event, by: PartyId, lang: Lang) -> String {
    match lang {
        Lang::En => format!("neither of the two wished for this meeting, and {} does not want it", name(event, by, lang)),
        Lang::Ko => format!("두 참가자 모두 이 상담을 희망하지 않았고, {}에서 거절함", name(event, by, lang)),
    }
}

/// The whole answer about a pair.
pub fn of_pair(event: &Event, (a, b): (PartyId, PartyId), answer: &PairAnswer, lang: Lang) -> String {
    let mut lines = vec![format!("{} - {}", name(event, a, lang), name(event, b, lang)), format!("  {}", answer.sentence)];
    if answer.held {
        let value = answer.value;
        lines.push(match lang {
            Lang::En => format!("  The meeting is worth {value} points. What its other times would change, the best first:"),
            Lang::Ko => format!("  이 상담의 가치는 {value}점입니다. 다른 시간으로 옮기면 (나은 것부터):"),
        });
        lines.extend(answer.other_times.iter().flat_map(|time| time.lines(lang)));
        if answer.other_times.is_empty() {
            lines.push(lang.pick("  다른 시간에는 할 수 없습니다.", "  There is no other time for it.").into());
        }
        return lines.join("\n");
    }
    lines.push(String::new());
    lines.push(format!("  {}", cost(&answer.forced, lang)));
    let displaced = &answer.forced.displaces;
    if !displaced.is_empty() {
        lines.push(match lang {
            Lang::En => format!("  It would take the place of {}.", displaced.join(", ")),
            Lang::Ko => format!("  대신 빠지는 상담: {}", displaced.join(", ")),
        });
    }
    lines.push(String::new());
    lines.push(match (answer.fixes.is_empty(), lang) {
        (true, Lang::En) => "  No single change of the input was found that would bring the meeting about.".into(),
        (true, Lang::Ko) => "  자료 한 가지를 바꾸어 이 상담을 넣을 방법은 찾지 못했습니다.".into(),
        (false, Lang::En) => "  What would bring it about, the cheapest first:".into(),
        (false, Lang::Ko) => "  이렇게 바꾸면 이루어집니다 (부담이 적은 것부터):".into(),
    });
    lines.extend(answer.fixes.iter().map(|fix| format!("  - {}", of_fix(fix, lang))));
    lines.join("\n")
}

/// What it costs that the pair is held.
fn cost(forced: &Forced, lang: Lang) -> String {
    let how = confirmed(forced.status, forced.certified, lang);
    match (forced.possible, forced.loss, lang) {
        (Some(false), _, Lang::En) => format!("No timetable can hold this meeting{how}."),
        (Some(false), _, Lang::Ko) => format!("이 상담을 넣을 수 있는 시간표가 없습니다{how}."),
        (_, Some(loss), Lang::En) if is_nothing(loss) => {
            format!("A timetable that is just as good can hold it: it would cost nothing{how}.")
        }
        (_, Some(loss), Lang::Ko) if is_nothing(loss) => format!("이 상담을 넣어도 똑같이 좋은 시간표가 있습니다{how}."),
        (_, Some(loss), Lang::En) => {
            format!("The best timetable that holds it loses {}{how}.", amount(loss, lang))
        }
        (_, Some(loss), Lang::Ko) => format!("이 상담을 넣은 가장 좋은 시간표는 {} 잃습니다{how}.", amount(loss, lang)),
        (_, None, Lang::En) => {
            "In the time given, no timetable with this meeting was found, nor a proof that there is none.".into()
        }
        (_, None, Lang::Ko) => "주어진 시간 안에 이 상담을 넣은 시간표도, 그런 시간표가 없다는 증명도 찾지 못했습니다.".into(),
    }
}

fn is_nothing(change: Change) -> bool {
    change == Change { must: 0, shortfall: 0, value: 0 }
}

/// `1 must wish, 20 points`: what is not 0. A minus says that there is more of it.
fn amount(change: Change, lang: Lang) -> String {
    let parts = [
        (change.must, "must wishes", "필수 희망 {}건"),
        (change.shortfall, "of the minimum meetings", "최소 상담 {}건"),
        (change.value, "points", "총점 {}점"),
    ];
    let told = parts.iter().filter(|(n, ..)| *n != 0).map(|(n, en, ko)| match lang {
        Lang::En => format!("{n} {en}"),
        Lang::Ko => ko.replace("{}", &n.to_string()),
    });
    let all: Vec<String> = told.collect();
    match (all.is_empty(), lang) {
        (true, Lang::En) => "nothing".into(),
        (true, Lang::Ko) => "0점".into(),
        _ => all.join(", "),
    }
}

/// How sure a number is.
fn confirmed(status: Status, certified: bool, lang: Lang) -> &'static str {
    match (status, certified, lang) {
        (Status::ProvedOptimal, true, Lang::En) => " (proved, confirmed independently)",
        (Status::ProvedOptimal, true, Lang::Ko) => " (증명됨, 독립 검산으로 확인)",
        (Status::ProvedOptimal, false, Lang::En) => " (proved by the solver)",
        (Status::ProvedOptimal, false, Lang::Ko) => " (풀이기가 증명함)",
        (_, _, Lang::En) => " (best found, not proved)",
        (_, _, Lang::Ko) => " (찾은 것 가운데 최선, 증명되지 않음)",
    }
}

fn of_fix(fix: &FixAnswer, lang: Lang) -> String {
    let how = confirmed(fix.status, fix.certified, lang);
    let sentence = &fix.sentence;
    match lang {
        Lang::En => format!("{sentence}: the whole timetable gains {}{how}", amount(fix.gain, lang)),
        Lang::Ko => format!("{sentence}: 시간표 전체로 {} 늘어남{how}", amount(fix.gain, lang)),
    }
}

/// The whole answer about a party.
pub fn of_party(answer: &PartyAnswer, lang: Lang) -> String {
    let (id, name, n) = (&answer.party_id, &answer.name, answer.meetings);
    let n_held = answer.wishes.iter().filter(|wish| wish.held).count();
    let n_wishes = answer.wishes.len();
    let mut lines = vec![match lang {
        Lang::En => format!("{id} {name}: {}; {n_held} of {n_wishes} wishes by it or for it are met", counted(n, "meeting")),
        Lang::Ko => format!("{id} {name}: 상담 {n}건, 주고받은 희망 {n_wishes}건 가운데 {n_held}건 이루어짐"),
    }];
    for wish in &answer.wishes {
        let with = if wish.sme_id == *id { &wish.buyer_id } else { &wish.sme_id };
        let code = wish.reason_code.map_or("-", |code| code.name());
        let loss = match (wish.loss, lang) {
            (None, _) => String::new(),
            (Some(loss), Lang::En) => format!("; holding it costs at least {loss} points"),
            (Some(loss), Lang::Ko) => format!("; 넣으려면 총점이 적어도 {loss}점 줄어듦"),
        };
        lines.push(format!("  {with} ({}) {code}: {}{loss}", wish.value, wish.sentence));
    }
    if answer.gaps > 0 {
        let (n, why) = (answer.gaps, answer.why_gaps.as_ref());
        lines.push(String::new());
        lines.push(match lang {
            Lang::En => format!("  Gaps: {n}{}", why.map_or(String::new(), |why| format!("; {why}"))),
            Lang::Ko => format!("  빈 시간: {n}번{}", why.map_or(String::new(), |why| format!("; {why}"))),
        });
    }
    if let Some(lever) = &answer.best_lever {
        let (sentence, points, meetings) = (&lever.sentence, lever.own_value, lever.own_meetings);
        lines.push(String::new());
        lines.push(match lang {
            Lang::En => format!("  What would help it most: {sentence} ({meetings:+} meetings, {points:+} points of its own)"),
            Lang::Ko => format!("  가장 도움이 되는 변화: {sentence} (상담 {meetings:+}건, 자기 상담의 점수 {points:+}점)"),
        });
    }
    lines.join("\n")
}
