//! A file of the B2B meeting scheduling benchmark (Bofill et al., JAIR 74, 2022; MiniZinc data) as an event folder: all participants are SMEs
//! `P1` ... `Pn`, every requested meeting is a `must` wish, and the only cost is a gap.

use super::dzn::{Data, parse};
use crate::event::clock;
use crate::report::File;
use anyhow::{Result, ensure};
use std::collections::HashMap;
use std::fmt::Write;

const DATE: &str = "2022-04-13";
const PRESENT_MIN: i64 = 7;
const ANSWER_MIN: i64 = 7;
const PITCH_MIN: i64 = 15;
/// Minutes between the sessions.
const LUNCH_MIN: i64 = 30;
const DAY_MIN: i64 = 24 * 60;

/// An event folder and what could not be carried over.
#[derive(Debug)]
pub struct Imported {
    /// event.toml and the tables, ready to be written into an empty folder.
    pub files: Vec<File>,
    /// One sentence for each thing the folder says otherwise than the file.
    pub notes: Vec<String>,
}

/// A benchmark file, its redundant parts left out. Participants, meetings and slots count from 1, as in the file.
#[derive(Debug)]
struct Benchmark {
    n_participants: i64,
    n_tables: i64,
    n_slots: i64,
    n_morning_slots: i64,
    meetings: Vec<Request>,
    /// By participant: slots it cannot use.
    forbidden: Vec<Vec<i64>>,
}

#[derive(Debug)]
struct Request {
    first: i64,
    second: i64,
    /// 1 morning, 2 afternoon, 3 either.
    session: i64,
    /// 0 = free.
    fixed_slot: i64,
    /// Meetings that must be strictly earlier.
    after: Vec<i64>,
}

impl Request {
    /// The two participants, the smaller number first.
    fn ends(&self) -> (i64, i64) {
        (self.first.min(self.second), self.first.max(self.second))
    }
}

/// All that one pair asks for.
#[derive(Debug)]
struct Pair<'b> {
    requests: Vec<&'b Request>,
}

impl Pair<'_> {
    /// The session of all its meetings; `None` if they differ.
    fn session(&self) -> Option<i64> {
        let session = self.requests[0].session;
        self.requests.iter().all(|r| r.session == session).then_some(session)
    }
}

/// Writes the event folder of a benchmark file. `name` becomes the event's name.
///
/// # Errors
/// If the text is not such a file, or has more slots than a day has room for.
pub fn import(text: &str, name: &str) -> Result<Imported> {
    let benchmark = Benchmark::read(&parse(text)?)?;
    let (pairs, notes) = benchmark.pairs();
    let file = |path: &str, text: String| File { path: path.into(), bytes: text.into_bytes() };
    let files = vec![
        file("event.toml", benchmark.event_toml(name)),
        file("smes.csv", benchmark.smes_csv()),
        file("buyers.csv", "buyer_id,name,org\n".into()),
        file("preferences.csv", benchmark.preferences_csv(&pairs)),
        file("windows.csv", benchmark.windows_csv()),
        file("pins.csv", benchmark.pins_csv()),
        file("order.csv", benchmark.order_csv()),
    ];
    Ok(Imported { files, notes })
}

impl Benchmark {
    fn read(data: &Data) -> Result<Self> {
        let (n_participants, n_meetings) = (data.number("nBusiness")?, data.number("nMeetings")?);
        let fixed = data.list_or_empty("fixed")?;
        let after = data.sets_or_empty("precedences")?;
        let rows = data.list("requested")?;
        ensure!(rows.len() as i64 == 3 * n_meetings, "requested has {} numbers, not 3 x {n_meetings} meetings", rows.len());
        let meetings = rows
            .chunks_exact(3)
            .enumerate()
            .map(|(m, row)| Request {
                first: row[0],
                second: row[1],
                session: row[2],
                fixed_slot: fixed.get(m).copied().unwrap_or(0),
                after: after.get(m).cloned().unwrap_or_default(),
            })
            .collect();
        let benchmark = Self {
            n_participants,
            n_tables: data.number("nTables")?,
            n_slots: data.number("nTotalSlots")?,
            n_morning_slots: data.number("nMorningSlots")?,
            meetings,
            forbidden: data.sets_or_empty("forbidden")?,
        };
        benchmark.judge()?;
        Ok(benchmark)
    }

    /// Every number stands for something.
    fn judge(&self) -> Result<()> {
        let day_min = self.n_slots * PITCH_MIN + LUNCH_MIN;
        ensure!(self.n_slots > 0 && day_min <= DAY_MIN, "{} slots of {PITCH_MIN} minutes do not fit in a day", self.n_slots);
        ensure!((1..=self.n_slots).contains(&self.n_morning_slots), "nMorningSlots is not between 1 and {}", self.n_slots);
        ensure!(self.forbidden.len() as i64 <= self.n_participants, "forbidden has more rows than participants");
        for (m, meeting) in self.meetings.iter().enumerate() {
            let is_participant = |p: i64| (1..=self.n_participants).contains(&p);
            let known = is_participant(meeting.first) && is_participant(meeting.second) && meeting.first != meeting.second;
            ensure!(known, "meeting {} is not between two participants", m + 1);
            ensure!((1..=3).contains(&meeting.session), "meeting {} has session {}", m + 1, meeting.session);
            ensure!((0..=self.n_slots).contains(&meeting.fixed_slot), "meeting {} is fixed outside the grid", m + 1);
            let known = meeting.after.iter().all(|b| (1..=self.meetings.len() as i64).contains(b));
            ensure!(known, "precedences of meeting {} name an unknown meeting", m + 1);
        }
        Ok(())
    }

    /// The pairs that ask for meetings, each with all it asks for, and a note for each thing a pair of several meetings cannot say.
    fn pairs(&self) -> (Vec<Pair<'_>>, Vec<String>) {
        let (mut pairs, mut notes): (Vec<Pair>, Vec<String>) = Default::default();
        let mut at: HashMap<(i64, i64), usize> = HashMap::new();
        for meeting in &self.meetings {
            let i = *at.entry(meeting.ends()).or_insert(pairs.len());
            match pairs.get_mut(i) {
                Some(pair) => pair.requests.push(meeting),
                None => pairs.push(Pair { requests: vec![meeting] }),
            }
        }
        for pair in pairs.iter().filter(|p| p.session().is_none()) {
            let (a, b) = pair.requests[0].ends();
            notes.push(format!("P{a} and P{b} ask for meetings in different halves of the day; they may be held in either"));
        }
        for then in &self.meetings {
            let own = then.after.iter().filter(|first| self.meetings[**first as usize - 1].ends() == then.ends());
            let (a, b) = then.ends();
            notes.extend(own.map(|_| format!("two meetings of P{a} and P{b} are alike, so their order says nothing")));
        }
        (pairs, notes)
    }

    fn has_afternoon(&self) -> bool {
        self.n_morning_slots < self.n_slots
    }

    fn morning_start_min(&self) -> i64 {
        // Nine o'clock unless the day is too long for it.
        (9 * 60).min(DAY_MIN - LUNCH_MIN - self.n_slots * PITCH_MIN)
    }

    fn start_min(&self, slot: i64) -> i64 {
        let lunch_min = if slot > self.n_morning_slots { LUNCH_MIN } else { 0 };
        self.morning_start_min() + (slot - 1) * PITCH_MIN + lunch_min
    }

    fn end_min(&self, slot: i64) -> i64 {
        self.start_min(slot) + PRESENT_MIN + ANSWER_MIN
    }

    fn event_toml(&self, name: &str) -> String {
        let mut sessions = vec![(1, self.n_morning_slots)];
        if self.has_afternoon() {
            sessions.push((self.n_morning_slots + 1, self.n_slots));
        }
        let hours = |&(first, last): &(i64, i64)| format!("\"{}-{}\"", clock(self.start_min(first)), clock(self.end_min(last)));
        let sessions: Vec<_> = sessions.iter().map(hours).collect();
        let name = toml::Value::from(name);
        format!(
            "[event]\nname = {name}\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n\n\
             [meeting]\npresent_minutes = {PRESENT_MIN}\nanswer_minutes = {ANSWER_MIN}\nchangeover_minutes = {}\n\n\
             [[day]]\ndate = \"{DATE}\"\nsessions = [{}]\n\n\
             [[hall]]\nid = \"1\"\ntables = {}\nvideo_rooms = 0\n\n\
             [rules]\npeers = true\nmax_gap_difference = 2\n\n\
             [quality]\ngap = 1\nwait = 0\nhall_change = 0\navoid = 0\ntable_change = 0\ngap_scope = \"day\"\nbusy_is_idle = true\n\n\
             [solve]\ntime_limit_s = 60\n",
            PITCH_MIN - PRESENT_MIN - ANSWER_MIN,
            sessions.join(", "),
            self.n_tables,
        )
    }

    fn smes_csv(&self) -> String {
        let rows = (1..=self.n_participants).map(|p| format!("P{p},Participant {p}\n"));
        rows.fold("sme_id,name\n".into(), |all, row| all + &row)
    }

    fn preferences_csv(&self, pairs: &[Pair]) -> String {
        let mut text = String::from("from_id,to_id,kind,times,not_before,not_after\n");
        for pair in pairs {
            let (not_before, not_after) = match pair.session() {
                Some(1) => (String::new(), format!("{DATE} {}", clock(self.end_min(self.n_morning_slots)))),
                Some(2) => (format!("{DATE} {}", clock(self.end_min(self.n_morning_slots))), String::new()),
                _ => Default::default(),
            };
            let Request { first, second, .. } = pair.requests[0];
            writeln!(text, "P{first},P{second},must,{},{not_before},{not_after}", pair.requests.len())
                .expect("a String takes all text");
        }
        text
    }

    fn windows_csv(&self) -> String {
        let mut text = String::from("party_id,date,start,end,kind,reason\n");
        for (p, slots) in self.forbidden.iter().enumerate() {
            for &slot in slots.iter().filter(|s| (1..=self.n_slots).contains(*s)) {
                let (start, end) = (clock(self.start_min(slot)), clock(self.end_min(slot)));
                writeln!(text, "P{},{DATE},{start},{end},busy,forbidden", p + 1).expect("a String takes all text");
            }
        }
        text
    }

    fn pins_csv(&self) -> String {
        let mut text = String::from("sme_id,buyer_id,date,start,place,action\n");
        for m in self.meetings.iter().filter(|m| m.fixed_slot > 0) {
            let start = clock(self.start_min(m.fixed_slot));
            writeln!(text, "P{},P{},{DATE},{start},,fix", m.first, m.second).expect("a String takes all text");
        }
        text
    }

    fn order_csv(&self) -> String {
        let mut text = String::from("first_sme,first_buyer,then_sme,then_buyer\n");
        for then in &self.meetings {
            for &first in &then.after {
                let first = &self.meetings[first as usize - 1];
                if first.ends() == then.ends() {
                    continue;
                }
                writeln!(text, "P{},P{},P{},P{}", first.first, first.second, then.first, then.second)
                    .expect("a String takes all text");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "nBusiness = 3; nMeetings = 3; nTables = 2;\nnTotalSlots = 4; nMorningSlots = 2;\n\
        requested = [| 1,2,1, | 1,3,2,\n|2, 1,3 |]; % a comment; with a semicolon\n\
        nMeetingsBusiness = [3,2,1]; meetingsxBusiness = [{1,2,3},{1,3},{2}];\n\
        forbidden = [{0},{0, 4},{ }]; fixed = [0,3,0]; precedences = [{},{1},{}];";

    fn text_of(path: &str) -> String {
        let files = import(SMALL, "small").expect("a benchmark file").files;
        let file = files.iter().find(|f| f.path == path).expect("written");
        String::from_utf8(file.bytes.clone()).expect("UTF-8")
    }

    #[test]
    fn a_small_file_becomes_a_folder() {
        assert_eq!(text_of("smes.csv"), "sme_id,name\nP1,Participant 1\nP2,Participant 2\nP3,Participant 3\n");
        assert!(text_of("event.toml").contains("sessions = [\"09:00-09:29\", \"10:00-10:29\"]"));
        assert!(text_of("event.toml").contains("tables = 2"));
        let wishes = "from_id,to_id,kind,times,not_before,not_after\nP1,P2,must,2,,\nP1,P3,must,1,2022-04-13 09:29,\n";
        assert_eq!(text_of("preferences.csv"), wishes);
        assert!(text_of("windows.csv").ends_with("reason\nP2,2022-04-13,10:15,10:29,busy,forbidden\n"));
        assert!(text_of("pins.csv").ends_with("action\nP1,P3,2022-04-13,10:00,,fix\n"));
        assert!(text_of("order.csv").ends_with("then_buyer\nP1,P2,P1,P3\n"));
    }

    #[test]
    fn what_a_pair_of_several_meetings_cannot_say_is_noted() {
        let notes = |text: &str| import(text, "small").expect("a benchmark file").notes;
        assert_eq!(notes(SMALL), ["P1 and P2 ask for meetings in different halves of the day; they may be held in either"]);
        let ordered = SMALL.replace("2, 1,3", "2, 1,1").replace("precedences = [{},{1},{}]", "precedences = [{},{1},{1}]");
        assert_eq!(notes(&ordered), ["two meetings of P1 and P2 are alike, so their order says nothing"]);
    }

    #[test]
    fn other_text_is_refused_with_what_is_missing() {
        for (text, says) in
            [("", "nBusiness"), ("nBusiness = x;", "nBusiness"), (&SMALL.replace("| 1,2,1,", "| 1,9,1,"), "meeting 1")]
        {
            let error = format!("{:#}", import(text, "x").expect_err("not a benchmark file"));
            assert!(error.contains(says), "{error}");
        }
    }
}
