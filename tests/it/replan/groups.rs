//! Groups of published meetings against all timetables of tiny events of every feature: that so many are dropped, and so many move, is confirmed where it is so and
//! nothing but the rules asked stands in their way, and never where a timetable has fewer. The published meetings are drawn, also where no timetable has them
//! together. `KOPPEX_SEEDS=2000 cargo test --test it groups` tries more.

use super::tiny::{can_meet, published};
use crate::support::draw::Draw;
use crate::support::is_all_asked;
use crate::support::naive::Naive;
use crate::support::twin;
use koppex::check::changes::{ChangeJudge, GroupClaim, LeastChanges};
use koppex::check::{Checker, WrittenMeeting};
use koppex::event::{Event, InterpreterId, PartyId, PinAction, PlaceId, SlotId};
use koppex::published::PublishedMeeting;
use koppex::rule::RuleId;
use koppex::timetable::Meeting;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::collections::BTreeMap;

const MOST_TIMETABLES: usize = 2_500;
/// Groups tried on each event.
const N_GROUPS: usize = 30;

/// In which slot each pair meets that meets once.
type Held = BTreeMap<(PartyId, PartyId), SlotId>;

/// `None` if there are too many.
fn timetables(naive: &Naive) -> Option<Vec<Held>> {
    let mut all = Vec::new();
    let mut visit = |held: &[WrittenMeeting], clean: bool| {
        if clean {
            all.push(held.iter().map(|h| ((h.sme, h.buyer), h.slot)).collect());
        }
    };
    naive.every_timetable(MOST_TIMETABLES, &mut visit).ok()?;
    all.dedup();
    (!all.is_empty()).then_some(all)
}

/// Dropped and moved, by timetable. What moves, moves to a slot that is not frozen.
fn changes(group: &[PublishedMeeting], timetables: &[Held], is_frozen: impl Fn(SlotId) -> bool) -> Vec<(usize, usize)> {
    let changes = |held: &Held| {
        let (mut dropped, mut moved) = (0, 0);
        for old in group {
            match held.get(&old.parties.unwrap()) {
                Some(slot) if Some(*slot) == old.slot => {}
                Some(slot) if is_frozen(*slot) => return None,
                Some(_) => moved += 1,
                None => dropped += 1,
            }
        }
        Some((dropped, moved))
    };
    timetables.iter().filter_map(changes).collect()
}

/// With what it is right to claim, and a number of dropped that may be higher, no more is proved than every timetable shows.
fn proves_no_more(judge: &ChangeJudge, (dropped, moved): (usize, usize), group: &[PublishedMeeting], changes: &[(usize, usize)]) {
    let claim = GroupClaim { meetings: (0..group.len()).collect(), dropped, moved };
    for n_dropped in dropped..=group.len() {
        let proved = judge.proved((std::slice::from_ref(&claim), None), n_dropped as i64, None);
        let fewest_moved = changes.iter().filter(|change| change.0 <= n_dropped).map(|change| change.1).min().unwrap_or(0);
        assert!(proved.dropped <= dropped as i64 && proved.moved <= fewest_moved as i64, "{n_dropped}: {proved:?} of {group:#?}");
    }
    assert!(judge.proved((&[claim], None), dropped as i64, None).moved >= moved as i64);
}

fn draw_group(random: &mut Pcg64, event: &Event, pairs: &[(PartyId, PartyId)]) -> Vec<PublishedMeeting> {
    let (mut all, mut left) = (Vec::new(), pairs.to_vec());
    while all.len() < 5 && !left.is_empty() {
        let (sme, buyer) = left.swap_remove(random.random_range(0..left.len()));
        all.push(meeting(random, event, (sme, buyer)));
    }
    all
}

fn meeting(random: &mut Pcg64, event: &Event, (sme, buyer): (PartyId, PartyId)) -> PublishedMeeting {
    let slot = SlotId::at(random.random_range(0..event.n_slots()));
    let place = PlaceId::at(random.random_range(0..event.places.len()));
    published(event, &Meeting { sme, buyer, slot, place, interpreter: None })
}

/// A meeting of the two is worth something, or fixed, and there are a time, a place and, if one is needed, an interpreter for it, limits left aside.
fn may_meet(naive: &Naive, event: &Event, (sme, buyer): (PartyId, PartyId)) -> bool {
    const RULES: [RuleId; 5] = [RuleId::Availability, RuleId::Blocked, RuleId::Walk, RuleId::Places, RuleId::Interpreter];
    let pair = naive.pair(sme, buyer);
    let slots = (0..event.n_slots()).map(SlotId::at);
    let interpreters = || std::iter::once(None).chain((0..event.interpreters.len()).map(|i| Some(InterpreterId::at(i))));
    let places = || (0..event.places.len()).map(PlaceId::at);
    let mut meetings = slots.flat_map(|slot| places().flat_map(move |place| interpreters().map(move |who| (slot, place, who))));
    let stands = |(slot, place, interpreter): (SlotId, PlaceId, Option<InterpreterId>)| {
        let meeting = WrittenMeeting { sme: pair.sme, buyer: pair.buyer, slot, place: Some(place), interpreter, line: 0 };
        !naive.forbidden(&meeting) && RULES.iter().all(|rule| naive.holds(*rule, &[meeting]))
    };
    (pair.value > 0 || pair.is_fixed) && !pair.is_blocked && (pair.is_fixed || meetings.any(stands))
}

#[derive(Debug, Default)]
struct Seen {
    n_events: usize,
    n_exact: usize,
    n_dropping: usize,
    n_moving: usize,
}

fn compare(seed: u64, seen: &mut Seen) {
    let mut draw = Draw::new(seed);
    let found = (0..40).find_map(|_| {
        let event = twin::read(&draw.files()).ok().filter(|event| !event.places.is_empty() && event.n_slots() > 0)?;
        let all = timetables(&Naive::new(&event))?;
        Some((event, all))
    });
    let Some((event, timetables)) = found else { return };
    let (naive, checker, mut random) = (Naive::new(&event), Checker::new(&event), Pcg64::seed_from_u64(seed));
    let mut pairs: Vec<(PartyId, PartyId)> = naive.choices().iter().map(|h| (h.sme, h.buyer)).collect();
    pairs.dedup();
    let all: Vec<(PartyId, PartyId)> = naive.roles().collect();
    let mut published: Vec<_> = all.iter().map(|pair| meeting(&mut random, &event, *pair)).collect();
    // Both sides may use the same ids.
    published.iter_mut().enumerate().for_each(|(i, old)| old.id = format!("M{i}"));
    let may_meet: Vec<bool> = all.iter().map(|pair| may_meet(&naive, &event, *pair)).collect();
    // What fixed meetings take is left to nobody else.
    let takes_nothing = event.pins.iter().all(|pin| pin.action == PinAction::Forbid);
    assert!(!takes_nothing || can_meet(&event, &published) == may_meet, "seed {seed}: {all:?}");
    pairs.retain(|(a, b)| naive.pair(*a, *b).times == 1 && !naive.pair(*a, *b).is_fixed);
    seen.n_events += 1;
    for _ in 0..N_GROUPS {
        let group = draw_group(&mut random, &event, &pairs);
        if group.is_empty() {
            return;
        }
        let last = SlotId::at(random.random_range(0..event.n_slots()));
        let frozen = random.random_bool(0.3).then(|| event.grid.start_of(last));
        let judge = ChangeJudge::new(&checker, &group, frozen);
        let is_frozen = |slot: SlotId| frozen.is_some_and(|until| event.grid.start_of(slot) < until);
        let changes = changes(&group, &timetables, is_frozen);
        let Some((dropped, moved)) = changes.iter().copied().min() else { continue };
        let confirms =
            |dropped: usize, moved: usize| judge.confirms(&GroupClaim { meetings: (0..group.len()).collect(), dropped, moved });
        let what = || format!("seed {seed}: {dropped} dropped, {moved} moved, frozen until {frozen:?}, of {group:#?}");
        assert!(!confirms(dropped + 1, 0), "one dropped too many; {}", what());
        assert!(!confirms(dropped, moved + 1), "one moved too many; {}", what());
        proves_no_more(&judge, (dropped, moved), &group, &changes);
        if is_all_asked(&event) {
            assert!(confirms(dropped, moved), "{}", what());
            (seen.n_exact, seen.n_dropping) = (seen.n_exact + 1, seen.n_dropping + usize::from(dropped > 0));
            seen.n_moving += usize::from(moved > 0);
        }
    }
}

/// Prices say how many move only of timetables that drop as many as they prove.
#[test]
fn moves_that_prices_prove_count_only_with_their_drops() {
    let event = crate::support::small_event(&[]);
    let checker = Checker::new(&event);
    let judge = ChangeJudge::new(&checker, &[], None);
    let moved = |n_dropped| judge.proved((&[], Some(LeastChanges { dropped: 1, moved: 5 })), n_dropped, None);
    assert_eq!(moved(1), LeastChanges { dropped: 1, moved: 5 });
    assert_eq!([moved(0), moved(2)], [LeastChanges { dropped: 1, moved: 0 }; 2]);
}

/// A pair that was published twice is none of which anything is claimed.
#[test]
fn of_a_pair_that_was_published_twice_nothing_is_confirmed() {
    let event = crate::support::small_event(&[]);
    let (checker, mut random) = (Checker::new(&event), Pcg64::seed_from_u64(1));
    let once = meeting(&mut random, &event, (PartyId(0), PartyId(4)));
    let none_dropped = |published: &[PublishedMeeting]| {
        ChangeJudge::new(&checker, published, None).confirms(&GroupClaim { meetings: vec![0], dropped: 0, moved: 0 })
    };
    let again = PublishedMeeting { id: "M-2".into(), slot: Some(SlotId(7)), ..once.clone() };
    assert!(none_dropped(std::slice::from_ref(&once)) && !none_dropped(&[once, again]));
}

#[test]
fn what_a_group_must_change_is_confirmed_and_not_one_more() {
    let n_seeds = std::env::var("KOPPEX_SEEDS").ok().map_or(60, |n| n.parse().expect("KOPPEX_SEEDS is a number"));
    let mut seen = Seen::default();
    (20_000..20_000 + n_seeds).for_each(|seed| compare(seed, &mut seen));
    println!("{seen:?}");
    assert!(seen.n_events as u64 * 10 > n_seeds * 8 && seen.n_exact > 5 * seen.n_events, "{seen:?}");
    assert!(seen.n_dropping * 10 > seen.n_exact && seen.n_moving * 10 > seen.n_exact, "{seen:?}");
}
