//! Events and timetables written by hand for the tests of the papers. The small one has a name for every trap, the large one the size of an expo.

use chrono::NaiveDate;
use koppex::candidates::Candidates;
use koppex::event::*;
use koppex::outcome::{Fix, Level, LevelResult, Outcome, ReasonCode, Status, Unmet};
use koppex::problem::Problem;
use koppex::quality::Quality;
use koppex::report::{File, RenderOptions, Report, RunFacts};
use koppex::timetable::{Meeting, Timetable};

/// All that a report is made of.
pub struct Sample {
    pub event: Event,
    pub candidates: Candidates,
    pub timetable: Timetable,
    pub quality: Quality,
    pub outcome: Outcome,
    pub run: RunFacts,
}

impl Sample {
    pub fn new(event: Event, meetings: Vec<Meeting>, unmet: Vec<Unmet>) -> Self {
        let candidates = Candidates::new(&event);
        let timetable = Timetable::new(&event, meetings);
        let quality = Quality::of(Problem::new(&event, &candidates), &timetable);
        let level = LevelResult { level: Level::Value, value: 320, bound: 320, status: Status::ProvedOptimal, certified: false };
        let outcome = Outcome { levels: vec![level], unmet, quality_bounds: None, certificate: None };
        Self { event, candidates, timetable, quality, outcome, run: RunFacts::default() }
    }

    pub fn report(&self, options: RenderOptions) -> Report<'_> {
        Report {
            options,
            ..Report::new(Problem::new(&self.event, &self.candidates), &self.timetable, &self.quality, &self.outcome, &self.run)
        }
    }
}

/// The files of one format.
pub fn render(format: &str, report: &Report) -> Vec<File> {
    let row = koppex::report::FORMATS.iter().find(|f| f.name == format).expect("a format by that name");
    (row.render)(report).expect("renders")
}

/// The text of a file.
pub fn text(files: &[File], path: &str) -> String {
    let file = files.iter().find(|f| f.path == path);
    let file = file.unwrap_or_else(|| panic!("no {path} among {:?}", files.iter().map(|f| &f.path).collect::<Vec<_>>()));
    String::from_utf8(file.bytes.clone()).expect("UTF-8")
}

fn party(id: &str, side: Side, name: &str) -> Party {
    Party {
        id: id.into(),
        side,
        name: name.into(),
        name_en: String::new(),
        org: String::new(),
        dept: String::new(),
        buyer_type: None,
        country: String::new(),
        timezone: Zone::named("Asia/Seoul"),
        mode: Mode::Onsite,
        may_meet_online: true,
        category: String::new(),
        tags: Vec::new(),
        bonus: 0,
        capacity: 1,
        min_meetings: 0,
        max_meetings: None,
        max_per_day: None,
        max_in_a_row: None,
        languages: Vec::new(),
        language: Lang::Ko,
        hall: None,
        place: None,
        booth: String::new(),
        contact: format!("Contact-{id}"),
        phone: format!("010-{id}"),
        email: format!("{id}@secret.example"),
    }
}

fn sme(id: &str, name: &str, name_en: &str) -> Party {
    Party { name_en: name_en.into(), booth: format!("B-{id}"), ..party(id, Side::Sme, name) }
}

fn onsite(id: &str, org: &str, name: &str) -> Party {
    Party { org: org.into(), dept: "구매부".into(), ..party(id, Side::Buyer, name) }
}

fn online(id: &str, org: &str, name: &str, zone: Zone) -> Party {
    Party { mode: Mode::Online, timezone: zone, language: Lang::En, dept: String::new(), ..onsite(id, org, name) }
}

/// Days of 10:00-12:00 and 13:00-17:00, pitch 15 minutes: 24 slots a day.
fn grid(first: NaiveDate, n_days: u32) -> Grid {
    let (mut days, mut sessions, mut slots) = (Vec::new(), Vec::new(), Vec::new());
    for (d, date) in first.iter_days().take(n_days as usize).enumerate() {
        let day = DayId::at(d);
        let begin = SlotId::at(slots.len());
        for (start_min, end_min) in [(600, 720), (780, 1020)] {
            let session = SessionId::at(sessions.len());
            let from = SlotId::at(slots.len());
            slots.extend((start_min..end_min).step_by(15).map(|start_min| Slot { day, session, start_min }));
            sessions.push(Session { day, start_min, end_min, slots: (from, SlotId::at(slots.len())) });
        }
        days.push(Day { date, slots: (begin, SlotId::at(slots.len())) });
    }
    Grid { days, sessions, slots, present_min: 7, answer_min: 7, changeover_min: 1 }
}

fn places(n_tables: u32, n_video_rooms: u32) -> Vec<Place> {
    let row = |kind, letter, n| {
        (1..=n).map(move |i| Place { id: format!("3-{letter}{i:02}"), hall: HallId(0), kind, reserved_for: None })
    };
    row(PlaceKind::Table, 'T', n_tables).chain(row(PlaceKind::Video, 'V', n_video_rooms)).collect()
}

fn event(name: &str, grid: Grid, places: Vec<Place>, parties: Vec<Party>, wishes: Vec<Wish>) -> Event {
    Event {
        name: name.into(),
        organizer: String::new(),
        timezone: Zone::named("Asia/Seoul"),
        language: Lang::Ko,
        grid,
        halls: vec!["3".into()],
        walk_min: vec![vec![0]],
        places,
        place_source: PlaceSource::Rows,
        n_smes: parties.iter().filter(|p| p.side == Side::Sme).count(),
        parties,
        interpreters: vec![Interpreter { id: "통역-1".into(), languages: vec!["ko".into(), "en".into()] }],
        wishes,
        org_wishes: Vec::new(),
        registrations: Vec::new(),
        windows: Vec::new(),
        pins: Vec::new(),
        orders: Vec::new(),
        rules: Rules::default(),
        value: ValueRules { sme_weight: 1, buyer_weight: 1, mutual_bonus: 50, fill_points: 0, tags: Default::default() },
        quality: QualityCosts {
            points: PerPart::of(|part| if part == QualityPart::Wait { 0 } else { part.card().default_points }),
            gap_scope: GapScope::Day,
            busy_is_idle: false,
        },
        local_hours: (0, 1440),
        solve: SolveDefaults { time_limit_s: 30, seed: 1 },
    }
}

fn wish(from: PartyId, to: PartyId) -> Wish {
    Wish { rank: Some(1), ..Wish::new(from, to, WishKind::Want) }
}

/// Six SMEs, five buyers, two days around the night the clocks change in America (8 March 2026), eight meetings.
pub fn small() -> Sample {
    let parties = vec![
        sme("S001", "㈜한빛테크", "Hanbit Tech"),
        sme("=S002", "=HYPERLINK(\"http://x\")", "+Plus & Sons"),
        sme("S003", "</script><script>alert('x')</script>", "\"><img src=x onerror=alert(1)>"),
        sme("../S004", "주식회사 가온누리", ""),
        sme("S005", "Łódź Électrique GmbH & Søn", ""),
        sme("S006", "아무도 만나지 않는 기업", "Nobody"),
        onsite("B001", "서울특별시 조달과", "김공공"),
        onsite("B002", "한국전력공사", "이구매"),
        online("B003", "Brooklyn Supplies", "Ann O'Neil", Zone::named("America/New_York")),
        online("B004", "Thames Traders", "Zoë", Zone::named("Europe/London")),
        online("S001", "Mumbai Mart", "Asha", Zone::named("Asia/Kolkata")),
    ];
    // SME, buyer, day, slot of the day, place, interpreter
    let held = [
        (0, 6, 0, 0, 0, false),
        (1, 7, 0, 0, 1, false),
        (0, 7, 0, 1, 1, false),
        (2, 8, 0, 8, 2, true),
        (3, 8, 1, 0, 2, false),
        (4, 9, 1, 23, 3, false),
        (0, 10, 1, 3, 2, true),
        (1, 6, 1, 5, 0, false),
    ];
    let wishes = held.iter().map(|h| wish(PartyId(h.0), PartyId(h.1))).chain([wish(PartyId(5), PartyId(6))]).collect();
    let days = grid(NaiveDate::from_ymd_opt(2026, 3, 8).expect("a date"), 2);
    let event = event("조달박람회 & <Expo> 2026", days, places(2, 2), parties, wishes);
    let meetings = held.iter().map(|h| Meeting {
        sme: PartyId(h.0),
        buyer: PartyId(h.1),
        slot: SlotId(h.2 * 24 + h.3),
        place: PlaceId(h.4),
        interpreter: h.5.then_some(InterpreterId(0)),
    });
    let unmet = Unmet {
        sme: PartyId(5),
        buyer: PartyId(6),
        wished_by: koppex::candidates::WishedBy::Sme,
        kind: WishKind::Want,
        value: 100,
        reason: ReasonCode::Outranked,
        detail: "=점수가 더 높은 상담이 있습니다".into(),
        loss: Some(30),
        fix: Some(Fix { sentence: "=S2 +1".into(), gain: 60 }),
    };
    let meetings = meetings.collect();
    Sample::new(event, meetings, vec![unmet])
}

/// The small sample in two halls 4 minutes apart, with a day between its two, one meeting more before lunch, a seminar and a tour.
pub fn attended() -> Sample {
    let Sample { mut event, timetable, .. } = small();
    event.halls = vec!["3".into(), "4".into()];
    event.walk_min = vec![vec![0, 4], vec![4, 0]];
    for (place, id) in [(1, "4-T01"), (3, "4-V01")] {
        (event.places[place].id, event.places[place].hall) = (id.into(), HallId(1));
    }
    event.grid.days[1].date = NaiveDate::from_ymd_opt(2026, 3, 10).expect("a date");
    let at = |day, h, m| NaiveDate::from_ymd_opt(2026, 3, day).and_then(|d| d.and_hms_opt(h, m, 0)).expect("a time");
    let registration = |party, session: &str, (start, end)| Registration {
        party: PartyId(party),
        session: session.into(),
        hall: (session == "SEM").then_some(HallId(1)),
        start,
        end,
        title: if session == "SEM" { "공공조달 세미나".into() } else { "Hall tour".into() },
        line: 2,
    };
    let (seminar, tour) = ((at(8, 10, 30), at(8, 11, 30)), (at(10, 9, 0), at(10, 9, 30)));
    event.registrations = vec![registration(8, "TOUR", tour), registration(5, "TOUR", tour), registration(0, "SEM", seminar)];
    let before_lunch = Meeting { sme: PartyId(3), buyer: PartyId(7), slot: SlotId(7), place: PlaceId(0), interpreter: None };
    let meetings = timetable.meetings().iter().copied().chain([before_lunch]).collect();
    Sample::new(event, meetings, Vec::new())
}

/// 460 SMEs, 202 buyers (42 online), 72 slots, some 4,500 meetings.
pub fn large() -> Sample {
    let zones = [Zone::named("America/New_York"), Zone::named("Europe/Berlin"), Zone::named("Asia/Ho_Chi_Minh")];
    let syllables = ["한빛", "가온", "누리", "대양", "미래", "바름", "삼원", "오름", "정도", "초록", "태산", "푸른", "하늘"];
    let name = |i: usize| {
        format!("㈜{}{}{}", syllables[i % 13], syllables[(i / 13 + 5) % 13], if i.is_multiple_of(2) { "테크" } else { "산업" })
    };
    let mut parties: Vec<_> =
        (0..460).map(|i| sme(&format!("S{:03}", i + 1), &name(i), &format!("Company {} Ltd.", i + 1))).collect();
    for i in 0..202 {
        let id = format!("B{:03}", i + 1);
        parties.push(match i {
            0..160 => onsite(&id, &format!("{} 공사 {}", syllables[i % 13], i + 1), "박담당"),
            _ => online(&id, &format!("Overseas Trading {}", i + 1), "Pat Müller", zones[i % 3]),
        });
    }
    let (mut wishes, mut meetings) = (Vec::new(), Vec::new());
    for slot in 0..72u32 {
        for k in 0..63u32 {
            let (sme, buyer) = ((slot * 97 + k * 7) % 460, 460 + (slot * 31 + k * 3) % 202);
            let place = if buyer < 620 { k % 60 } else { 60 + k % 12 };
            meetings.push(Meeting {
                sme: PartyId(sme),
                buyer: PartyId(buyer),
                slot: SlotId(slot),
                place: PlaceId(place),
                interpreter: None,
            });
            wishes.push(wish(PartyId(sme), PartyId(buyer)));
        }
    }
    let days = grid(NaiveDate::from_ymd_opt(2022, 4, 13).expect("a date"), 3);
    let event = event("대한민국 공공조달 박람회 2022", days, places(60, 12), parties, wishes);
    Sample::new(event, meetings, Vec::new())
}
