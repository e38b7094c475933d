//! The first page of the papers: the rules of the day, in the words of those who keep them. Says only what holds of this event.

use super::Report;
use super::clock::{date_in_words, zone_in_words};
use super::names::{hall_in_words, place_in_words};
use super::words::words;
use crate::event::{DayId, Event, Lang, Mode, PartyId, PlaceId, clock};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// Most pairs of halls whose walk is named; of more, only the longest.
const MAX_WALKS: usize = 3;

/// The rules of the day in one language.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageGuide"))]
pub struct Guide {
    /// What the page is.
    pub title: &'static str,
    /// In the order in which they are read.
    pub sections: Vec<Section>,
    /// The heading over `columns`.
    pub reading: &'static str,
    /// Columns of a timetable and what they mean.
    pub columns: Vec<(&'static str, String)>,
}

/// A heading with its sentences.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "PageGuideSection"))]
pub struct Section {
    /// A few words.
    pub heading: String,
    /// Whole sentences.
    pub lines: Vec<String>,
}

/// The languages that these parties read, the organizer's first.
pub fn languages(report: &Report, parties: impl Iterator<Item = PartyId>) -> Vec<Lang> {
    let read: Vec<Lang> = parties.map(|p| report.lang_of(p)).collect();
    let both = if report.lang == Lang::Ko { [Lang::Ko, Lang::En] } else { [Lang::En, Lang::Ko] };
    both.into_iter().filter(|lang| read.contains(lang)).collect()
}

/// The rules of the day of this event.
pub fn guide(report: &Report, lang: Lang) -> Guide {
    let also = also(report, lang);
    let heading = lang.pick("화상상담, 통역, 세미나", "Video meetings, interpreters, sessions").to_string();
    let mut sections = vec![hours(report.event, lang), one_meeting(report.event, lang), on_time(report.event, lang)];
    if !also.is_empty() {
        sections.push(Section { heading, lines: also });
    }
    sections.push(where_to_ask(report.event, lang));
    Guide {
        title: words(lang).guide,
        sections,
        reading: lang.pick("시간표 읽는 법", "How to read your timetable"),
        columns: columns(report, lang),
    }
}

/// Days with the same hours share a line.
fn hours(event: &Event, lang: Lang) -> Section {
    let of_day = |day: usize| {
        let sessions = event.grid.sessions.iter().filter(|s| s.day == DayId::at(day));
        let span = |s: &crate::event::Session| format!("{}\u{2013}{}", clock(s.start_min), clock(s.end_min));
        sessions.map(span).collect::<Vec<_>>().join(", ")
    };
    let mut lines: Vec<(Vec<String>, String)> = Vec::new();
    for (i, day) in event.grid.days.iter().enumerate() {
        let (date, hours) = (date_in_words(day.date, lang), of_day(i));
        match lines.last_mut() {
            Some((dates, same)) if *same == hours => dates.push(date),
            _ => lines.push((vec![date], hours)),
        }
    }
    let zone = zone_in_words(event, event.timezone);
    let abroad = event.parties.iter().any(|p| p.timezone != event.timezone);
    let zones = match (lang, abroad) {
        (Lang::Ko, false) => format!("시각은 모두 {zone} 기준입니다."),
        (Lang::Ko, true) => format!("시각은 {zone} 기준입니다. 다른 시간대에 있는 바이어의 시간표에는 그곳 시각을 적었습니다."),
        (Lang::En, false) => format!("All times are in {zone}."),
        (Lang::En, true) => {
            format!("Times are in {zone}. The timetable of a buyer in another time zone shows the buyer's own local time.")
        }
    };
    let lines = lines.into_iter().map(|(dates, hours)| format!("{}: {hours}", dates.join(", "))).chain([zones]).collect();
    Section { heading: lang.pick("날짜와 시간", "Days and hours").into(), lines }
}

fn one_meeting(event: &Event, lang: Lang) -> Section {
    let grid = &event.grid;
    let (present, answer, changeover) = (grid.present_min, grid.answer_min, grid.changeover_min);
    let heading = match lang {
        Lang::Ko => format!("상담 한 번은 {}분", grid.meeting_min()),
        Lang::En => format!("One meeting takes {} minutes", grid.meeting_min()),
    };
    let parts = [
        (
            present,
            format!("발표 {present}분: 기업이 제품과 서비스를 소개합니다."),
            format!("Presentation, {present} min: the company presents its products and services."),
        ),
        (
            answer,
            format!("질의응답 {answer}분: 바이어가 묻고 기업이 답합니다."),
            format!("Questions, {answer} min: the buyer asks, the company answers."),
        ),
        (
            changeover,
            format!("자리 이동 {changeover}분: 상담을 마치고 다음 자리로 갑니다. 다음 상담은 정각에 시작합니다."),
            format!("Changeover, {changeover} min: everybody moves on. The next meeting begins on time."),
        ),
    ];
    let lines = parts.into_iter().filter(|(minutes, ..)| *minutes > 0).map(|(_, ko, en)| if lang == Lang::Ko { ko } else { en });
    Section { heading, lines: lines.collect() }
}

fn on_time(event: &Event, lang: Lang) -> Section {
    let sentences = match lang {
        Lang::Ko => [
            "첫 상담에는 시작 10분 전까지, 이어지는 상담에는 정각까지 자리에 와 주십시오.",
            "늦게 시작한 상담도 제시간에 끝납니다. 다음 상담이 기다리고 있습니다.",
            "올 수 없게 되면 상대가 기다리지 않도록 바로 알려 주십시오.",
        ],
        Lang::En => [
            "Be at the table 10 minutes before your first meeting, and on the minute for those that follow.",
            "A meeting that begins late still ends on time: the next one is waiting.",
            "If you cannot come, tell us at once, so that nobody waits in vain.",
        ],
    };
    let lines = sentences.map(String::from).into_iter().chain(walks(event, lang)).collect();
    Section { heading: lang.pick("시간을 지켜 주십시오", "Be there on time").into(), lines }
}

fn walks(event: &Event, lang: Lang) -> Vec<String> {
    let name = |hall: usize| hall_in_words(&event.halls[hall], lang);
    let pairs = (0..event.halls.len()).flat_map(|a| (a + 1..event.halls.len()).map(move |b| (a, b)));
    let mut far: Vec<_> = pairs.map(|(a, b)| (event.walk_min[a][b], a, b)).filter(|(minutes, ..)| *minutes > 0).collect();
    far.sort_by_key(|(minutes, a, b)| (std::cmp::Reverse(*minutes), *a, *b));
    far.truncate(if far.len() > MAX_WALKS { 1 } else { MAX_WALKS });
    let sentence = |(minutes, a, b): (u32, usize, usize)| match lang {
        Lang::Ko => format!("{}에서 {}까지 걸어서 {minutes}분 걸립니다.", name(a), name(b)),
        Lang::En => format!("From {} to {} it is a walk of {minutes} min.", name(a), name(b)),
    };
    far.into_iter().map(sentence).collect()
}

/// What concerns only some: video meetings, interpreters, sessions.
fn also(report: &Report, lang: Lang) -> Vec<String> {
    let event = report.event;
    let holds = [
        event.parties.iter().any(|p| p.mode == Mode::Online),
        report.timetable.meetings().iter().any(|m| m.interpreter.is_some()),
        !event.registrations.is_empty(),
    ];
    let sentences = [
        (
            "화상상담: 기업은 시간표에 적힌 화상상담실로 오고, 해외 바이어는 온라인으로 만납니다.",
            "Video meetings: the company comes to the video room on its timetable, the buyer joins online.",
        ),
        (
            "통역: 시간표에 ‘통역’이 적힌 상담에는 통역사가 함께합니다.",
            "Interpreters: one is with you where your timetable says so.",
        ),
        (
            "세미나·투어: 신청한 세미나와 투어도 시간표에 함께 적었습니다.",
            "Sessions: the seminars and tours you registered for stand in your timetable too.",
        ),
    ];
    let held = sentences.into_iter().zip(holds).filter(|(_, holds)| *holds);
    held.map(|((ko, en), _)| lang.pick(ko, en).to_string()).collect()
}

fn where_to_ask(event: &Event, lang: Lang) -> Section {
    let desk = lang.pick("행사장 안내 데스크에서 도와드립니다.", "The information desk in the hall will help you.");
    let mail = (!event.organizer.is_empty()).then(|| match lang {
        Lang::Ko => format!("전자우편: {}", event.organizer),
        Lang::En => format!("E-mail: {}", event.organizer),
    });
    Section {
        heading: lang.pick("물어볼 곳", "Where to ask").into(),
        lines: [desk.to_string()].into_iter().chain(mail).collect(),
    }
}

fn columns(report: &Report, lang: Lang) -> Vec<(&'static str, String)> {
    let (event, w) = (report.event, words(lang));
    let mut columns = vec![
        (w.time, lang.pick("상담이 시작하고 끝나는 시각입니다.", "When the meeting begins and ends.").to_string()),
        (
            w.with_whom,
            lang.pick(
                "만나는 기업이나 바이어. 작은 글씨는 부서와 담당자입니다.",
                "Whom you meet; in small letters the department and the person.",
            )
            .to_string(),
        ),
    ];
    if event.parties.iter().any(|p| !p.booth.is_empty()) {
        let booth = lang.pick(
            "그 기업의 전시 부스. 상담은 여기가 아니라 ‘장소’에서 합니다.",
            "The company's own stand; the meeting is held at the place, not there.",
        );
        columns.push((w.booth, booth.into()));
    }
    let used = report.timetable.meetings().first().map_or(PlaceId::at(0), |m| m.place);
    if !event.places.is_empty() {
        let place = place_in_words(event, used, lang);
        let hall = hall_in_words(&event.halls[event.place(used).hall.ix()], lang);
        let id = &event.place(used).id;
        columns.push((
            w.place,
            match lang {
                Lang::Ko => format!("상담하는 곳. ‘{place}’는 {hall}에 있는 {id}번 자리입니다."),
                Lang::En => format!("Where you meet: “{place}” is the place marked {id} in {hall}."),
            },
        ));
    }
    columns
}
