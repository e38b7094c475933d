//! The sentences of the messages in Korean and English.

use crate::event::{Event, Lang};

/// `is_off`: nothing is left; `is_changed`: some of it is not as it was.
pub fn subject(event: &Event, name: &str, (is_off, is_changed): (bool, bool), lang: Lang) -> String {
    let event = &event.name;
    let kind = match (lang, is_off, is_changed) {
        (Lang::Ko, true, _) => "상담 취소 안내",
        (Lang::Ko, false, true) => "상담 변경 안내",
        (Lang::Ko, false, false) => "상담 시간표",
        (Lang::En, true, _) => "Meetings cancelled",
        (Lang::En, false, true) => "Your meetings have changed",
        (Lang::En, false, false) => "Your meetings",
    };
    format!("[{event}] {kind}: {name}")
}

/// Before what was and what is now.
pub fn was_now(lang: Lang) -> [&'static str; 2] {
    lang.pick(["이전", "지금"], ["was", "now"])
}

/// Heads of the columns of what has changed: what, with whom, before, now.
pub fn changed_columns(lang: Lang) -> [&'static str; 4] {
    lang.pick(["변경", "상대", "이전", "지금"], ["Change", "With", "Was", "Now"])
}

pub fn greeting(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{name} 담당자님께"),
        Lang::En => format!("To {name}"),
    }
}

/// What the message is about.
pub fn opening(event: &Event, n_meetings: usize, lang: Lang) -> String {
    let (name, each) = (&event.name, length(event, lang));
    match (lang, n_meetings) {
        (Lang::Ko, 0) => format!("{name}에 배정된 상담이 없습니다."),
        (Lang::Ko, 1) => format!("{name} 상담 시간표를 보내 드립니다. 상담은 1건이며 {each}입니다."),
        (Lang::Ko, n) => format!("{name} 상담 시간표를 보내 드립니다. 상담은 모두 {n}건이며, 한 건은 {each}입니다."),
        (Lang::En, 0) => format!("There are no meetings for you at {name}."),
        (Lang::En, 1) => format!("This is your timetable for {name}. You have one meeting: {each}."),
        (Lang::En, n) => format!("This is your timetable for {name}. You have {n} meetings, each of {each}."),
    }
}

fn length(event: &Event, lang: Lang) -> String {
    let (present, answer) = (event.grid.present_min, event.grid.answer_min);
    match (lang, answer) {
        (Lang::Ko, 0) => format!("{present}분"),
        (Lang::Ko, _) => format!("발표 {present}분, 질의응답 {answer}분"),
        (Lang::En, 0) => format!("{present} minutes"),
        (Lang::En, _) => format!("{present} minutes of presentation and {answer} of questions"),
    }
}

/// Above the meetings that are no longer held.
pub fn cancelled(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "취소된 상담",
        Lang::En => "Cancelled meetings",
    }
}

pub fn attached(files: &[String], lang: Lang) -> String {
    let files = files.join(", ");
    match lang {
        Lang::Ko => format!("첨부한 파일({files})을 열면 위 내용이 달력에 반영됩니다."),
        Lang::En => format!("Open the attached {files} to bring your calendar up to date."),
    }
}

pub fn questions(organizer: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("문의: {organizer}"),
        Lang::En => format!("Questions: {organizer}"),
    }
}

/// Heads of the columns: time, partner, place.
pub fn columns(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Ko => ["시각", "상대", "장소"],
        Lang::En => ["Time", "With", "Place"],
    }
}
