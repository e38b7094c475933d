//! What is written to a party: the same words as plain text and as HTML.

use super::phrases;
use crate::event::{Lang, PartyId};
use crate::report::Report;
use crate::report::clock::{Times, date_in_words, hhmm, zone_in_words};
use crate::report::html::escape;
use crate::report::ics::Papers;
use crate::report::names::{full_name, place_in_words};
use crate::report::plan::{Reader, Told, told};
use crate::report::words::words;
use crate::timetable::Meeting;
use chrono::NaiveDate;

/// A message's words.
pub struct Letter {
    pub subject: String,
    lang: Lang,
    before: Vec<String>,
    days: Vec<Day>,
    changed: Vec<Told>,
    cancelled: Vec<String>,
    after: Vec<String>,
}

/// The meetings of one day of the reader.
struct Day {
    date: NaiveDate,
    rows: Vec<Row>,
}

struct Row {
    time: String,
    partner: String,
    place: String,
}

impl Letter {
    /// What the party of `papers` is told about its `meetings`, in order of time.
    pub fn new(report: &Report, papers: &Papers, meetings: &[Meeting]) -> Self {
        let (event, lang) = (report.event, papers.lang);
        let is_off = meetings.is_empty() && !papers.cancelled.is_empty();
        let name = papers.party.map_or(papers.name.clone(), |party| full_name(event.party(party), lang));
        let mut before = vec![phrases::greeting(&one_line(&name), lang), phrases::opening(event, meetings.len(), lang)];
        if !meetings.is_empty() || is_off {
            before.push(format!("{}: {}", words(lang).times_in, zone_in_words(event, papers.zone)));
        }
        let span = |gone: &crate::report::ics::Gone| {
            let date = date_in_words(gone.start.date(), lang);
            format!("{date} {}\u{2013}{}, {}", hhmm(gone.start), hhmm(gone.end), one_line(&gone.partner))
        };
        let changed = changed(report, papers);
        let files: Vec<String> = papers.files.iter().map(|file| base_name(&file.path).to_string()).collect();
        let attached = (!files.is_empty()).then(|| phrases::attached(&files, lang));
        let questions = (!event.organizer.is_empty()).then(|| phrases::questions(&event.organizer, lang));
        Self {
            subject: one_line(&phrases::subject(event, &papers.name, (is_off, !changed.is_empty()), lang)),
            lang,
            before: before.iter().map(|line| one_line(line)).collect(),
            days: papers.party.map(|party| days(report, (party, papers), meetings)).unwrap_or_default(),
            changed,
            cancelled: papers.cancelled.iter().map(span).collect(),
            after: attached.into_iter().chain(questions).collect(),
        }
    }

    /// How many changed meetings it names.
    pub fn n_changed(&self) -> usize {
        self.changed.len()
    }

    /// As plain text, lines ended by LF.
    pub fn text(&self) -> String {
        let mut blocks = self.before.clone();
        if !self.changed.is_empty() {
            let line =
                |word: &str, spot: &Option<String>| spot.as_ref().map(|spot| format!("\n      {word}: {}", one_line(spot)));
            let [was, now] = phrases::was_now(self.lang);
            let item = |told: &Told| {
                let parts = [line(was, &told.was), line(now, &told.now)].into_iter().flatten().collect::<String>();
                format!("  {}: {}{parts}", told.change, one_line(&told.partner))
            };
            let items: Vec<String> = self.changed.iter().map(item).collect();
            blocks.push(format!("{}\n{}", words(self.lang).changed_since, items.join("\n")));
        }
        for day in &self.days {
            let row = |row: &Row| format!("  {}  {}\n      {}", row.time, row.partner, row.place);
            let rows: Vec<String> = day.rows.iter().map(row).collect();
            blocks.push(format!("{}\n{}", date_in_words(day.date, self.lang), rows.join("\n")));
        }
        if !self.cancelled.is_empty() {
            blocks.push(format!("{}\n  {}", phrases::cancelled(self.lang), self.cancelled.join("\n  ")));
        }
        blocks.extend(self.after.iter().cloned());
        blocks.join("\n\n") + "\n"
    }

    /// As a page that a mail program shows, its look written into every cell since many programs drop style sheets.
    pub fn html(&self) -> String {
        const CELL: &str = "border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top";
        let lang = match self.lang {
            Lang::Ko => "ko",
            Lang::En => "en",
        };
        let subject = escape(&self.subject);
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>\n<body style=\"font-family:sans-serif\">\n"
        );
        let paragraph = |line: &String| format!("<p>{}</p>\n", escape(line));
        page.extend(self.before.iter().map(paragraph));
        if !self.changed.is_empty() {
            let head =
                phrases::changed_columns(self.lang).map(|c| format!("<th style=\"{CELL};background:#eee\">{c}</th>")).concat();
            page.push_str(&format!(
                "<h3>{}</h3>\n<table style=\"border-collapse:collapse\">\n<tr>{head}</tr>\n",
                words(self.lang).changed_since
            ));
            for told in &self.changed {
                let spot = |spot: &Option<String>| spot.clone().unwrap_or_default();
                let cells = [told.change.clone(), told.partner.clone(), spot(&told.was), spot(&told.now)];
                let cells = cells.map(|text| format!("<td style=\"{CELL}\">{}</td>", escape(&one_line(&text))));
                page.push_str(&format!("<tr>{}</tr>\n", cells.concat()));
            }
            page.push_str("</table>\n");
        }
        for day in &self.days {
            let head = phrases::columns(self.lang).map(|c| format!("<th style=\"{CELL};background:#eee\">{c}</th>")).concat();
            let date = date_in_words(day.date, self.lang);
            page.push_str(&format!("<h3>{date}</h3>\n<table style=\"border-collapse:collapse\">\n<tr>{head}</tr>\n"));
            for row in &day.rows {
                let cells = [&row.time, &row.partner, &row.place].map(|t| format!("<td style=\"{CELL}\">{}</td>", escape(t)));
                page.push_str(&format!("<tr>{}</tr>\n", cells.concat()));
            }
            page.push_str("</table>\n");
        }
        if !self.cancelled.is_empty() {
            let items: String = self.cancelled.iter().map(|line| format!("<li>{}</li>\n", escape(line))).collect();
            page.push_str(&format!("<h3>{}</h3>\n<ul>\n{items}</ul>\n", phrases::cancelled(self.lang)));
        }
        page.extend(self.after.iter().map(paragraph));
        page.push_str("</body></html>\n");
        page
    }
}

/// What is not as it was in the timetable before.
fn changed(report: &Report, papers: &Papers) -> Vec<Told> {
    let told = |(plan, party)| told(report.event, plan, Reader { party, lang: papers.lang, zone: papers.zone });
    report.since.as_ref().zip(papers.party).map(told).unwrap_or_default()
}

/// The meetings of a party by the date in its own zone.
fn days(report: &Report, (party, papers): (PartyId, &Papers), meetings: &[Meeting]) -> Vec<Day> {
    let (event, lang) = (report.event, papers.lang);
    let mut days: Vec<Day> = Vec::new();
    for meeting in meetings {
        let times = Times::of(event, meeting.slot, papers.zone);
        let partner = if meeting.sme == party { meeting.buyer } else { meeting.sme };
        let mut place = place_in_words(event, meeting.place, lang);
        if let Some(interpreter) = meeting.interpreter {
            place += &format!(", {} {}", words(lang).interpreter, event.interpreters[interpreter.ix()].id);
        }
        let with = event.party(partner);
        let booth = if with.booth.is_empty() { String::new() } else { format!(" ({} {})", words(lang).booth, with.booth) };
        let name = format!("{}{booth}", full_name(with, lang));
        let row = Row { time: times.span(), partner: one_line(&name), place: one_line(&place) };
        match days.last_mut().filter(|day| day.date == times.start.date()) {
            Some(day) => day.rows.push(row),
            None => days.push(Day { date: times.start.date(), rows: vec![row] }),
        }
    }
    days
}

/// The name of a file without its folder.
pub fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A line break or another control character in a name starts no line.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
