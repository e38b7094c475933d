//! The size of an event, its wishes, supply and demand, and the parties whose wishes cannot all fit: figures, text and JSON. Solves nothing.

use super::answers::{OverfullFacts, OverviewFacts, PartyWishes, SupplyFacts};
use crate::event::{Event, HallId, Lang, Mode, PartyId, PlaceId, PlaceKind, Side, WishKind};
use crate::problem::Problem;
use crate::report::draw::table;

/// What `koppex check` tells of a valid event.
#[derive(Clone, Debug)]
pub struct Overview {
    /// (key, Korean, English, count).
    pub sizes: Vec<Size>,
    pub wishes: Vec<WishSpread>,
    pub supply: Vec<Supply>,
    /// Greatest excess first.
    pub overfull: Vec<Overfull>,
}

/// One count of the event.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub key: &'static str,
    pub ko: &'static str,
    pub en: &'static str,
    pub count: usize,
}

/// Wishes (want or must) per party of a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WishSpread {
    pub side: Side,
    /// Wishes the party made; else wishes it received.
    pub made: bool,
    pub min: usize,
    pub median: usize,
    pub max: usize,
    /// Parties with none.
    pub without: usize,
}

/// Room and wish for one kind of place in one hall on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supply {
    pub hall: HallId,
    pub day: usize,
    pub kind: PlaceKind,
    pub places: usize,
    /// Meetings that fit: slots in which each place is free, summed.
    pub room: usize,
    /// Wished pairs that may be held there on that day.
    pub possible: usize,
    /// Wished pairs that may be held nowhere else and on no other day.
    pub only_here: usize,
}

/// A party with more wished pairs than meetings it can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overfull {
    pub party: PartyId,
    /// Pairs of the party that a wish connects and that could be held, each taken alone.
    pub usable: usize,
    /// Meetings that its free slots and limits can hold.
    pub can_hold: usize,
}

/// Parties listed in the text; JSON lists all.
const MAX_LISTED: usize = 20;

impl Overview {
    pub fn new(problem: Problem) -> Self {
        Self { sizes: sizes(problem), wishes: wish_spreads(problem.event), supply: supply(problem), overfull: overfull(problem) }
    }

    /// As objects.
    pub fn facts(&self, event: &Event) -> OverviewFacts {
        let wishes = self.wishes.iter().map(|w| PartyWishes {
            side: side_key(w.side).into(),
            direction: if w.made { "made" } else { "received" }.into(),
            min: w.min,
            median: w.median,
            max: w.max,
            without: w.without,
        });
        let supply = self.supply.iter().map(|s| SupplyFacts {
            hall: event.halls[s.hall.ix()].clone(),
            date: event.grid.days[s.day].date.to_string(),
            kind: kind_key(s.kind).into(),
            places: s.places,
            room: s.room,
            possible: s.possible,
            only_here: s.only_here,
        });
        let overfull = self.overfull.iter().map(|o| {
            let party = event.party(o.party);
            OverfullFacts {
                side: side_key(party.side).into(),
                party_id: party.id.clone(),
                name: party.name.clone(),
                usable: o.usable,
                can_hold: o.can_hold,
            }
        });
        OverviewFacts {
            event: event.name.clone(),
            size: self.sizes.iter().map(|s| (s.key.to_string(), s.count.into())).collect(),
            wishes_per_party: wishes.collect(),
            supply_and_demand: supply.collect(),
            cannot_all_fit: overfull.collect(),
        }
    }

    pub fn text(&self, event: &Event, lang: Lang) -> String {
        let parts =
            [self.size_text(event, lang), self.wish_text(lang), self.supply_text(event, lang), self.overfull_text(event, lang)];
        parts.join("\n\n")
    }

    fn size_text(&self, event: &Event, lang: Lang) -> String {
        let sizes: Vec<String> =
            self.sizes.iter().filter(|s| s.count > 0).map(|s| format!("{} {}", lang.pick(s.ko, s.en), s.count)).collect();
        format!("{}\n{}", event.name, sizes.join(" · "))
    }

    fn wish_text(&self, lang: Lang) -> String {
        let header = lang.pick(
            ["참가자별 희망 수", "최소", "중앙값", "최대", "없는 참가자"],
            ["wishes per party", "min", "median", "max", "parties with none"],
        );
        let rows = self.wishes.iter().map(|w| {
            let who = match (w.side, w.made) {
                (Side::Sme, true) => lang.pick("기업이 희망", "made by SMEs"),
                (Side::Sme, false) => lang.pick("기업이 희망받음", "received by SMEs"),
                (Side::Buyer, true) => lang.pick("바이어가 희망", "made by buyers"),
                (Side::Buyer, false) => lang.pick("바이어가 희망받음", "received by buyers"),
            };
            vec![who.to_string(), w.min.to_string(), w.median.to_string(), w.max.to_string(), w.without.to_string()]
        });
        table(&header, 1, rows.collect())
    }

    fn supply_text(&self, event: &Event, lang: Lang) -> String {
        let header = lang.pick(
            ["날짜", "관", "종류", "자리", "가능 상담", "희망 쌍", "여기서만"],
            ["date", "hall", "kind", "places", "meetings that fit", "wished pairs", "only here"],
        );
        let rows = self.supply.iter().map(|s| {
            let kind = match s.kind {
                PlaceKind::Table => lang.pick("상담석", "table"),
                PlaceKind::Video => lang.pick("화상상담실", "video room"),
            };
            let day = event.grid.days[s.day].date.to_string();
            let counts = [s.places, s.room, s.possible, s.only_here].map(|n| n.to_string());
            [vec![day, event.halls[s.hall.ix()].clone(), kind.to_string()], counts.to_vec()].concat()
        });
        table(&header, 3, rows.collect())
    }

    fn overfull_text(&self, event: &Event, lang: Lang) -> String {
        if self.overfull.is_empty() {
            return lang
                .pick("모든 참가자의 희망이 각자의 시간 안에 들어갑니다.", "The wishes of every party fit into its own time.")
                .to_string();
        }
        let header = lang.pick(
            ["희망이 다 들어가지 않는 참가자", "이름", "희망 쌍", "가능 상담"],
            ["parties whose wishes cannot all fit", "name", "wished pairs", "can hold"],
        );
        let rows = self.overfull.iter().take(MAX_LISTED).map(|o| {
            let party = event.party(o.party);
            vec![party.id.clone(), party.name.clone(), o.usable.to_string(), o.can_hold.to_string()]
        });
        let mut text = table(&header, 2, rows.collect());
        if let Some(more) = self.overfull.len().checked_sub(MAX_LISTED).filter(|n| *n > 0) {
            text += &match lang {
                Lang::Ko => format!("\n외 {more}곳 (--json은 모두 보여 줍니다)"),
                Lang::En => format!("\nand {more} more (--json shows all)"),
            };
        }
        text
    }
}

fn sizes(problem: Problem) -> Vec<Size> {
    let Problem { event, candidates } = problem;
    let size = |key, ko, en, count| Size { key, ko, en, count };
    let online = event.buyer_ids().filter(|b| event.party(*b).mode == Mode::Online).count();
    let places = |kind| event.places.iter().filter(|p| p.kind == kind).count();
    let wishes = |kind| event.wishes.iter().filter(|w| w.kind == kind).count();
    let mutual = candidates.pairs.iter().filter(|p| p.sme_wish.is_some() && p.buyer_wish.is_some()).count();
    let usable = candidates.pairs.iter().filter(|p| p.schedulable()).count();
    vec![
        size("smes", "기업", "SMEs", event.n_smes),
        size("buyers", "바이어", "buyers", event.parties.len() - event.n_smes),
        size("online_buyers", "온라인 바이어", "online buyers", online),
        size("days", "일", "days", event.grid.days.len()),
        size("sessions", "세션", "sessions", event.grid.sessions.len()),
        size("slots", "상담 시간", "slots", event.n_slots()),
        size("halls", "관", "halls", event.halls.len()),
        size("tables", "상담석", "tables", places(PlaceKind::Table)),
        size("video_rooms", "화상상담실", "video rooms", places(PlaceKind::Video)),
        size("interpreters", "통역", "interpreters", event.interpreters.len()),
        size("wishes_want", "희망", "wishes", wishes(WishKind::Want)),
        size("wishes_must", "필수 희망", "must wishes", wishes(WishKind::Must)),
        size("wishes_block", "거절", "blocks", wishes(WishKind::Block)),
        size("windows", "시간 창", "windows", event.windows.len()),
        size("pins", "고정·금지", "pins", event.pins.len()),
        size("pairs", "쌍", "pairs", candidates.pairs.len()),
        size("mutual_pairs", "서로 희망한 쌍", "mutual pairs", mutual),
        size("usable_pairs", "상담할 수 있는 쌍", "pairs that may meet", usable),
    ]
}

fn wish_spreads(event: &Event) -> Vec<WishSpread> {
    let n = event.parties.len();
    let (mut made, mut received) = (vec![0; n], vec![0; n]);
    for wish in event.wishes.iter().filter(|w| w.kind != WishKind::Block) {
        made[wish.from.ix()] += 1;
        received[wish.to.ix()] += 1;
    }
    let mut spreads = Vec::new();
    for (side, range) in [(Side::Sme, 0..event.n_smes), (Side::Buyer, event.n_smes..n)] {
        for (is_made, counts) in [(true, &made), (false, &received)] {
            let mut counts: Vec<usize> = counts[range.clone()].to_vec();
            counts.sort_unstable();
            let Some((min, max)) = counts.first().zip(counts.last()) else { continue };
            let without = counts.iter().filter(|c| **c == 0).count();
            spreads.push(WishSpread {
                side,
                made: is_made,
                min: *min,
                median: counts[(counts.len() - 1) / 2],
                max: *max,
                without,
            });
        }
    }
    spreads
}

fn supply(problem: Problem) -> Vec<Supply> {
    let Problem { event, candidates } = problem;
    let mut rows: Vec<Supply> = Vec::new();
    for (day, span) in event.grid.days.iter().map(|d| d.slots).enumerate() {
        for hall in (0..event.halls.len()).map(HallId::at) {
            for kind in [PlaceKind::Table, PlaceKind::Video] {
                let here = |p: &PlaceId| event.place(*p).hall == hall && event.place(*p).kind == kind;
                let places: Vec<PlaceId> = (0..event.places.len()).map(PlaceId::at).filter(here).collect();
                let in_day = |p: &PlaceId| candidates.place_free[p.ix()].iter().filter(|s| span.0 <= *s && *s < span.1).count();
                let room = places.iter().map(in_day).sum();
                if !places.is_empty() {
                    rows.push(Supply { hall, day, kind, places: places.len(), room, possible: 0, only_here: 0 });
                }
            }
        }
    }
    let n_kinds = 2;
    let (mut days, mut halls) = (vec![false; event.grid.days.len()], vec![false; event.halls.len()]);
    let mut row_at = vec![None; days.len() * halls.len() * n_kinds];
    let index = |day: usize, hall: HallId, kind: PlaceKind| (day * event.halls.len() + hall.ix()) * n_kinds + kind as usize;
    rows.iter().enumerate().for_each(|(i, r)| row_at[index(r.day, r.hall, r.kind)] = Some(i));
    for pair in candidates.pairs.iter().filter(|p| p.schedulable()) {
        days.fill(false);
        halls.fill(false);
        pair.slots.iter().for_each(|s| days[event.grid.day_of(s).ix()] = true);
        pair.places.iter().for_each(|p| halls[event.place(*p).hall.ix()] = true);
        let n_here = days.iter().filter(|d| **d).count() * halls.iter().filter(|h| **h).count();
        for day in (0..days.len()).filter(|d| days[*d]) {
            for hall in (0..halls.len()).filter(|h| halls[*h]).map(HallId::at) {
                if let Some(i) = row_at[index(day, hall, pair.mode.place_kind())] {
                    rows[i].possible += 1;
                    rows[i].only_here += usize::from(n_here == 1);
                }
            }
        }
    }
    rows
}

fn overfull(problem: Problem) -> Vec<Overfull> {
    let Problem { event, candidates } = problem;
    let mut list: Vec<Overfull> = Vec::new();
    for id in event.party_ids() {
        let usable = candidates.of_party[id.ix()].iter().filter(|p| candidates.pair(**p).schedulable()).count();
        let can_hold = can_hold(problem, id);
        if usable > can_hold {
            list.push(Overfull { party: id, usable, can_hold });
        }
    }
    list.sort_by_key(|o| (std::cmp::Reverse(o.usable - o.can_hold), o.party));
    list
}

/// Meetings that the free slots of a party, its desks and its limits can hold.
fn can_hold(problem: Problem, id: PartyId) -> usize {
    let Problem { event, candidates } = problem;
    let party = event.party(id);
    let of_day = |day: usize| {
        let span = event.grid.days[day].slots;
        let slots = candidates.free[id.ix()].iter().filter(|s| span.0 <= *s && *s < span.1).count();
        let held = slots * party.capacity as usize;
        party.max_per_day.map_or(held, |max| held.min(max as usize))
    };
    let held: usize = (0..event.grid.days.len()).map(of_day).sum();
    party.max_meetings.map_or(held, |max| held.min(max as usize))
}

fn side_key(side: Side) -> &'static str {
    match side {
        Side::Sme => "sme",
        Side::Buyer => "buyer",
    }
}

fn kind_key(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Table => "table",
        PlaceKind::Video => "video",
    }
}
