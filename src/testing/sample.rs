//! Small events for unit tests, built in code from numbers of SMEs, buyers, days, sessions and tables. Knows no file format.
#![allow(dead_code)] // a test takes what it needs

use crate::board::Dice;
use crate::event::*;
use crate::timetable::{Meeting, Timetable};
use chrono::{Duration, NaiveDate};

/// An event in the making. Slots are 15 minutes apart, meetings 14 minutes long, an hour between sessions.
/// Windows, limits and wishes that name a party number count SMEs first, then buyers.
#[derive(Clone, Default)]
pub struct Sample {
    n_smes: usize,
    n_buyers: usize,
    n_days: usize,
    n_sessions: usize,
    n_slots: usize,
    tables: Vec<usize>,
    n_video: usize,
    wishes: Vec<(u32, u32, u32, bool)>,
    all_want: bool,
    windows: Vec<(Subject, WindowKind, Vec<u32>)>,
    gap_scope: Option<GapScope>,
    busy_is_idle: bool,
    change: Vec<fn(&mut Event)>,
}

impl Sample {
    pub fn new() -> Self {
        Self { n_days: 1, n_sessions: 1, n_slots: 4, tables: vec![1], ..Self::default() }
    }

    pub fn smes(self, n_smes: usize) -> Self {
        Self { n_smes, ..self }
    }

    pub fn buyers(self, n_buyers: usize) -> Self {
        Self { n_buyers, ..self }
    }

    pub fn days(self, n_days: usize) -> Self {
        Self { n_days, ..self }
    }

    /// Sessions a day, and slots in each.
    pub fn sessions(self, n_sessions: usize, n_slots: usize) -> Self {
        Self { n_sessions, n_slots, ..self }
    }

    /// Tables in each hall, by hall.
    pub fn tables(self, tables: &[usize]) -> Self {
        Self { tables: tables.to_vec(), ..self }
    }

    /// Video rooms in the first hall.
    pub fn video(self, n_video: usize) -> Self {
        Self { n_video, ..self }
    }

    /// Every SME wishes every buyer, at 50 points.
    pub fn all_want(self) -> Self {
        Self { all_want: true, ..self }
    }

    /// `from` wishes `to` at a score.
    pub fn wish(mut self, from: u32, to: u32, score: u32) -> Self {
        self.wishes.push((from, to, score, false));
        self
    }

    pub fn must(mut self, from: u32, to: u32) -> Self {
        self.wishes.push((from, to, 50, true));
        self
    }

    pub fn busy(self, party: u32, slots: &[u32]) -> Self {
        self.window(Subject::Party(PartyId(party)), WindowKind::Busy, slots)
    }

    pub fn avoid(self, party: u32, slots: &[u32]) -> Self {
        self.window(Subject::Party(PartyId(party)), WindowKind::Avoid, slots)
    }

    pub fn window(mut self, subject: Subject, kind: WindowKind, slots: &[u32]) -> Self {
        self.windows.push((subject, kind, slots.to_vec()));
        self
    }

    pub fn gap_scope(self, scope: GapScope) -> Self {
        Self { gap_scope: Some(scope), ..self }
    }

    pub fn busy_is_idle(self) -> Self {
        Self { busy_is_idle: true, ..self }
    }

    /// Any other change, made when all parties, places and slots stand.
    pub fn with(mut self, change: fn(&mut Event)) -> Self {
        self.change.push(change);
        self
    }

    pub fn event(self) -> Event {
        let timezone = Zone::named("Asia/Seoul");
        let grid = self.grid();
        let halls: Vec<String> = (1..=self.tables.len()).map(|h| h.to_string()).collect();
        let mut event = Event {
            organizer: String::new(),
            name: "Sample".into(),
            timezone,
            language: Lang::En,
            walk_min: vec![vec![0; halls.len()]; halls.len()],
            halls,
            places: self.places(),
            place_source: crate::event::PlaceSource::Rows,
            parties: self.parties(timezone),
            n_smes: self.n_smes,
            interpreters: Vec::new(),
            wishes: self.wish_list(),
            org_wishes: Vec::new(),
            registrations: Vec::new(),
            windows: self.window_list(&grid, timezone),
            grid,
            pins: Vec::new(),
            orders: Vec::new(),
            rules: Rules::default(),
            value: ValueRules { sme_weight: 1, buyer_weight: 1, mutual_bonus: 50, fill_points: 0, tags: Default::default() },
            quality: QualityCosts {
                points: PerPart::of(|part| if part == QualityPart::Wait { 0 } else { part.card().default_points }),
                gap_scope: self.gap_scope.unwrap_or(GapScope::Day),
                busy_is_idle: self.busy_is_idle,
            },
            local_hours: (8 * 60, 22 * 60),
            solve: SolveDefaults { time_limit_s: 30, seed: 1 },
        };
        self.change.iter().for_each(|change| change(&mut event));
        event
    }

    fn grid(&self) -> Grid {
        let (mut days, mut sessions, mut slots) = (Vec::new(), Vec::new(), Vec::new());
        for day in 0..self.n_days {
            let first_of_day = SlotId::at(slots.len());
            for session in 0..self.n_sessions {
                let start_min = 480 + (15 * self.n_slots as i32 + 60) * session as i32;
                let first = SlotId::at(slots.len());
                let id = SessionId::at(sessions.len());
                let starts = (0..self.n_slots).map(|s| start_min + 15 * s as i32);
                slots.extend(starts.map(|start_min| Slot { day: DayId::at(day), session: id, start_min }));
                let end_min = start_min + 15 * self.n_slots as i32;
                sessions.push(Session { day: DayId::at(day), start_min, end_min, slots: (first, SlotId::at(slots.len())) });
            }
            let date = NaiveDate::from_ymd_opt(2022, 4, 13).unwrap() + Duration::days(day as i64);
            days.push(Day { date, slots: (first_of_day, SlotId::at(slots.len())) });
        }
        Grid { days, sessions, slots, present_min: 7, answer_min: 7, changeover_min: 1 }
    }

    fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (hall, n_tables) in self.tables.iter().enumerate() {
            let table = |i| Place {
                id: format!("{}-T{i:02}", hall + 1),
                hall: HallId::at(hall),
                kind: PlaceKind::Table,
                reserved_for: None,
            };
            places.extend((1..=*n_tables).map(table));
        }
        let room = |i| Place { id: format!("1-V{i:02}"), hall: HallId(0), kind: PlaceKind::Video, reserved_for: None };
        places.extend((1..=self.n_video).map(room));
        places
    }

    fn parties(&self, timezone: Zone) -> Vec<Party> {
        let party = |id: String, side| Party {
            name: id.clone(),
            id,
            side,
            name_en: String::new(),
            org: String::new(),
            dept: String::new(),
            buyer_type: None,
            country: String::new(),
            timezone,
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
            language: Lang::En,
            hall: None,
            place: None,
            booth: String::new(),
            contact: String::new(),
            phone: String::new(),
            email: String::new(),
        };
        let smes = (1..=self.n_smes).map(|i| party(format!("S{i}"), Side::Sme));
        smes.chain((1..=self.n_buyers).map(|i| party(format!("B{i}"), Side::Buyer))).collect()
    }

    fn wish_list(&self) -> Vec<Wish> {
        let wish = |from: u32, to: u32, score: u32, must: bool| Wish {
            score: Some(score),
            ..Wish::new(PartyId(from), PartyId(to), if must { WishKind::Must } else { WishKind::Want })
        };
        let (n_smes, n_buyers) = (self.n_smes as u32, self.n_buyers as u32);
        let all = (0..if self.all_want { n_smes } else { 0 })
            .flat_map(|sme| (n_smes..n_smes + n_buyers).map(move |buyer| (sme, buyer, 50, false)));
        self.wishes.iter().copied().chain(all).map(|(from, to, score, must)| wish(from, to, score, must)).collect()
    }

    fn window_list(&self, grid: &Grid, timezone: Zone) -> Vec<Window> {
        let at = |slot: u32| grid.start_of(SlotId(slot));
        let window = |subject, kind, slot: u32| Window {
            subject,
            kind,
            start: at(slot),
            end: at(slot) + Duration::minutes(14),
            timezone,
            reason: "away".into(),
            source: crate::event::WindowSource::Changes,
        };
        self.windows.iter().flat_map(|(subject, kind, slots)| slots.iter().map(move |s| window(*subject, *kind, *s))).collect()
    }
}

/// A timetable from (sme, buyer, slot, place) numbers.
pub fn timetable(event: &Event, meetings: &[(u32, u32, u32, u32)]) -> Timetable {
    let meeting = |&(sme, buyer, slot, place): &(u32, u32, u32, u32)| Meeting {
        sme: PartyId(sme),
        buyer: PartyId(buyer),
        slot: SlotId(slot),
        place: PlaceId(place),
        interpreter: None,
    };
    Timetable::new(event, meetings.iter().map(meeting).collect())
}

/// A small event in which every rule of the board can bind.
pub fn tangled(seed: u64) -> Event {
    let mut dice = Dice::new(seed);
    let mut sample = Sample::new().smes(8).buyers(6).days(2).sessions(2, 4).tables(&[2, 2]).video(1);
    for party in 0..14 {
        let busy: Vec<u32> = (0..16).filter(|_| dice.below(4) == 0).collect();
        sample = sample.busy(party, &busy);
    }
    for _ in 0..40 {
        sample = sample.wish(dice.below(8) as u32, 8 + dice.below(6) as u32, 1 + dice.below(100) as u32);
    }
    let mut event = sample.with(tangle).event();
    let mut named = std::collections::BTreeSet::new();
    event.wishes.retain(|w| named.insert((w.from, w.to)));
    let pairs: Vec<_> = named.into_iter().collect();
    event.orders =
        (0..4).map(|line| Order { first: pairs[dice.below(pairs.len())], then: pairs[dice.below(pairs.len())], line }).collect();
    event.orders.retain(|o| o.first != o.then);
    event
}

fn tangle(event: &mut Event) {
    event.walk_min = vec![vec![0, 16], vec![16, 0]];
    event.parties[8].hall = Some(HallId(0));
    event.parties[9].hall = Some(HallId(1));
    event.parties[9].capacity = 2;
    event.parties[10].place = Some(PlaceId(1));
    event.places[2].reserved_for = Some(PartyId(9));
    event.parties[11].mode = Mode::Online;
    event.parties[11].languages = vec!["en".into()];
    event.parties[12].languages = vec!["en".into()];
    event.parties[12].org = "KR".into();
    event.parties[13].org = "KR".into();
    event.rules.once_per_org = true;
    for sme in 0..4 {
        event.parties[sme].languages = vec!["ko".into()];
        event.parties[sme].max_in_a_row = Some(2);
        event.parties[sme].max_per_day = Some(2);
    }
    event.parties[5].capacity = 2;
    event.parties[6].max_meetings = Some(2);
    event.interpreters = vec![Interpreter { id: "I1".into(), languages: vec!["ko".into(), "en".into()] }];
}

/// The checker finds nothing.
pub fn check_clean(event: &Event, timetable: &Timetable) {
    let verdict = crate::check::check(event, timetable);
    assert!(verdict.violations.is_empty(), "{:#?}", verdict.violations);
}
