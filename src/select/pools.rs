//! Rows for what is shared in a slot: places, interpreters. Users draw on a pool slot by slot as flows, so that the program stays close to a network.
//!
//! Slots in which the same users are free and the same resources stand open are one *slot class*; a class in which everyone can be served
//! at once needs no row. Both are exact: they leave the linear relaxation's optimum as it is.

use super::program::{Column, Program, Sense};
use crate::candidates::Pair;
use crate::event::{DayId, Event, InterpreterId, PairId, PartyId, PlaceId, SlotId, SlotSet};
use crate::problem::Problem;
use crate::rule::RuleId;
use std::collections::{BTreeMap, HashMap};

/// Pairs that draw on the same resources through the same party.
pub struct User {
    pub n_pairs: usize,
    /// Whose `capacity` and `max_per_day` bind them.
    pub party: PartyId,
    /// Resources that serve it, ascending.
    pub resources: Vec<usize>,
    /// Slots in which some pair of it may be held.
    pub reach: SlotSet,
}

/// What pairs share in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Tables and video rooms.
    Places,
    /// Interpreters.
    Interpreters,
}

impl Shared {
    /// What serves a pair; `None` if it needs none.
    fn serving(self, pair: &Pair) -> Option<Serving<'_>> {
        match self {
            Shared::Places => Some(Serving::Places(&pair.places)),
            Shared::Interpreters => pair.interpreters.as_deref().map(Serving::Interpreters),
        }
    }
}

/// A list of what serves a pair.
#[derive(Clone, Copy)]
enum Serving<'a> {
    Places(&'a [PlaceId]),
    Interpreters(&'a [InterpreterId]),
}

impl Serving<'_> {
    /// Where the list stands in memory: most pairs share theirs with many others.
    fn address(self) -> usize {
        match self {
            Serving::Places(list) => list.as_ptr() as usize,
            Serving::Interpreters(list) => list.as_ptr() as usize,
        }
    }

    fn positions(self) -> Vec<usize> {
        match self {
            Serving::Places(list) => list.iter().map(|p| p.ix()).collect(),
            Serving::Interpreters(list) => list.iter().map(|i| i.ix()).collect(),
        }
    }
}

/// Schedulable pairs grouped by the party that plays the buyer and by the resources they need, those that need none left out.
pub fn users(problem: Problem, shared: Shared) -> Vec<(User, Vec<PairId>)> {
    let Problem { event, candidates } = problem;
    let mut lists: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let mut list_at: HashMap<usize, usize> = HashMap::new();
    let mut users: HashMap<(PartyId, usize), (User, Vec<PairId>)> = HashMap::new();
    for id in candidates.pair_ids().filter(|id| candidates.pair(*id).schedulable()) {
        let pair = candidates.pair(id);
        let Some(serving) = shared.serving(pair) else { continue };
        let n_lists = lists.len();
        let list = *list_at.entry(serving.address()).or_insert_with(|| *lists.entry(serving.positions()).or_insert(n_lists));
        let (user, pairs) = users.entry((pair.buyer, list)).or_insert_with(|| {
            let reach = SlotSet::empty(event.n_slots());
            (User { n_pairs: 0, party: pair.buyer, resources: Vec::new(), reach }, Vec::new())
        });
        user.n_pairs += 1;
        user.reach.unite(&pair.slots);
        pairs.push(id);
    }
    let lists: HashMap<usize, Vec<usize>> = lists.into_iter().map(|(list, ix)| (ix, list)).collect();
    let with_list = |((_, list), (user, pairs)): ((PartyId, usize), (User, Vec<PairId>))| {
        (User { resources: lists[&list].clone(), ..user }, pairs)
    };
    let mut users: Vec<(User, Vec<PairId>)> = users.into_iter().map(with_list).collect();
    users.sort_by(|(a, _), (b, _)| (a.party, &a.resources).cmp(&(b.party, &b.resources)));
    users
}

/// Users with the same resources.
pub struct Type {
    resources: Vec<usize>,
    pub classes: Vec<usize>,
}

/// Resources that serve the same types and are free in the same slots.
pub struct Class {
    pub size: i64,
    /// The resources, ascending.
    pub members: Vec<usize>,
    types: Vec<usize>,
    free: SlotSet,
}

/// Slots that look alike to every user and class.
pub struct SlotClass {
    slot: SlotId,
    pub size: i64,
    /// All of them, in order of time.
    pub slots: Vec<SlotId>,
    pub day: Option<DayId>,
}

/// Users and resources sorted by what they have in common.
pub struct Pool {
    pub types: Vec<Type>,
    /// The type of each user.
    pub type_of: Vec<usize>,
    pub classes: Vec<Class>,
    pub slots: Vec<SlotClass>,
    /// `served[type][slot class]`: everyone who may share with the type can be served at once there.
    served: Vec<Vec<bool>>,
}

/// What a user may draw.
pub enum Draw {
    /// From one slot class (by position) that is too scarce for all: at most this many units.
    Scarce(usize, i64),
    /// From all slot classes (of a day) where there is enough for all.
    Plenty(Option<DayId>, i64),
}

impl Pool {
    /// Sorts `users` that share resources free in the slots `free[resource]`.
    pub fn new(event: &Event, users: &[User], free: &[SlotSet]) -> Self {
        let (mut types, type_of) = types_of(users);
        let classes = classes_of(&mut types, free);
        let slots = slot_classes(event, users, &classes);
        let components = components(&types, &classes);
        let mut pool = Self { types, type_of, classes, slots, served: Vec::new() };
        pool.served = pool.served(event, users, &components);
        pool
    }

    /// What the `u`-th user may draw, scarce slot classes first.
    pub fn draws(&self, event: &Event, u: usize, user: &User) -> Vec<Draw> {
        let capacity = i64::from(event.party(user.party).capacity).min(user.n_pairs as i64);
        let mut draws = Vec::new();
        let mut plenty: BTreeMap<Option<DayId>, i64> = BTreeMap::new();
        for (s, class) in self.slots.iter().enumerate().filter(|(_, c)| user.reach.contains(c.slot)) {
            if self.served[self.type_of[u]][s] {
                *plenty.entry(class.day).or_default() += capacity * class.size;
            } else {
                draws.push(Draw::Scarce(s, capacity * class.size));
            }
        }
        draws.extend(plenty.into_iter().map(|(day, units)| Draw::Plenty(day, units)));
        draws
    }

    /// Whether there is enough for all who share the `u`-th user's resources in a slot class.
    pub fn is_plenty(&self, u: usize, slots: usize) -> bool {
        self.served[self.type_of[u]][slots]
    }

    /// The classes of resources that serve a type and are open in a slot class.
    pub fn open(&self, kind: usize, slots: usize) -> Vec<usize> {
        let open = |c: &usize| self.classes[*c].free.contains(self.slots[slots].slot);
        self.types[kind].classes.iter().copied().filter(open).collect()
    }

    /// For every type (by its component) and slot class: whether all users of the component can be served at once, because every type reaches
    /// every open resource of the component and there are enough.
    fn served(&self, event: &Event, users: &[User], components: &[usize]) -> Vec<Vec<bool>> {
        let mut served = vec![Vec::new(); components.len()];
        for component in (0..components.len()).filter(|t| components[*t] == *t) {
            let members: Vec<_> = users.iter().zip(&self.type_of).filter(|(_, t)| components[**t] == component).collect();
            let classes: Vec<_> = self.classes.iter().filter(|c| components[c.types[0]] == component).collect();
            let all_served = |class: &SlotClass| {
                let open = || classes.iter().filter(|c| c.free.contains(class.slot));
                let present = || members.iter().filter(|(u, _)| u.reach.contains(class.slot));
                let everywhere = open().all(|c| present().all(|(_, t)| c.types.contains(t)));
                let wanted: i64 = present().map(|(u, _)| i64::from(event.party(u.party).capacity).min(u.n_pairs as i64)).sum();
                everywhere && wanted <= open().map(|c| c.size).sum()
            };
            served[component] = self.slots.iter().map(all_served).collect();
        }
        components.iter().map(|c| served[*c].clone()).collect()
    }
}

/// Adds the flows and rows by which `users`, with the choices of their pairs, draw on a pool.
pub fn add_pool(program: &mut Program, event: &Event, rule: RuleId, users: &[(User, Vec<Column>)], pool: &Pool) {
    let mut flows: Flows = BTreeMap::new();
    let mut by_day: BTreeMap<(PartyId, DayId), Vec<(Column, i64)>> = BTreeMap::new();
    for (u, (user, choices)) in users.iter().enumerate() {
        let draws = pool.draws(event, u, user);
        if !draws.iter().any(|d| matches!(d, Draw::Scarce(..))) {
            continue;
        }
        let mut terms: Vec<_> = choices.iter().map(|c| (*c, 1)).collect();
        for draw in draws {
            let (day, flow) = match draw {
                Draw::Scarce(s, units) => {
                    let flow = program.add_flow(units);
                    flows.entry((s, pool.type_of[u])).or_default().push(flow);
                    (pool.slots[s].day, flow)
                }
                Draw::Plenty(day, units) => (day, program.add_flow(units)),
            };
            terms.push((flow, -1));
            if event.party(user.party).max_per_day.is_some() {
                let day = day.expect("slot classes keep days apart where someone has a daily limit");
                by_day.entry((user.party, day)).or_default().push((flow, 1));
            }
        }
        program.add_row(rule, terms, Sense::AtMost, 0);
    }
    for ((party, _), terms) in by_day {
        let limit = event.party(party).max_per_day.map_or(i64::MAX, i64::from);
        program.add_row(RuleId::Limits, terms, Sense::AtMost, limit);
    }
    add_class_rows(program, rule, pool, flows);
}

/// Flow columns by slot class and type.
type Flows = BTreeMap<(usize, usize), Vec<Column>>;

/// In each slot class, every type's flow is split over its classes of resources, none of which serves more than it holds.
fn add_class_rows(program: &mut Program, rule: RuleId, pool: &Pool, flows: Flows) {
    let (classes, slots) = (&pool.classes, &pool.slots);
    let mut used: BTreeMap<(usize, usize), Vec<(Column, i64)>> = BTreeMap::new();
    for ((s, t), columns) in flows {
        let open = pool.open(t, s);
        let mut terms: Vec<_> = columns.iter().map(|c| (*c, 1)).collect();
        if let [only] = open[..] {
            used.entry((s, only)).or_default().append(&mut terms);
            continue;
        }
        for class in open {
            let share = program.add_flow(classes[class].size * slots[s].size);
            terms.push((share, -1));
            used.entry((s, class)).or_default().push((share, 1));
        }
        program.add_row(rule, terms, Sense::AtMost, 0);
    }
    for ((s, class), terms) in used {
        program.add_row(rule, terms, Sense::AtMost, classes[class].size * slots[s].size);
    }
}

fn types_of(users: &[User]) -> (Vec<Type>, Vec<usize>) {
    let mut index: HashMap<&[usize], usize> = HashMap::new();
    let mut types = Vec::new();
    let of_user = users
        .iter()
        .map(|user| {
            *index.entry(&user.resources).or_insert_with(|| {
                types.push(Type { resources: user.resources.clone(), classes: Vec::new() });
                types.len() - 1
            })
        })
        .collect();
    (types, of_user)
}

fn classes_of(types: &mut [Type], free: &[SlotSet]) -> Vec<Class> {
    let mut types_of_resource = vec![Vec::new(); free.len()];
    for (t, kind) in types.iter().enumerate() {
        kind.resources.iter().for_each(|r| types_of_resource[*r].push(t));
    }
    let mut index: HashMap<(&[usize], &SlotSet), usize> = HashMap::new();
    let mut classes: Vec<Class> = Vec::new();
    let served_by = types_of_resource.iter().zip(free).enumerate().filter(|(_, (served, _))| !served.is_empty());
    for (resource, (served, free)) in served_by {
        let class = *index.entry((served, free)).or_insert_with(|| {
            classes.push(Class { size: 0, members: Vec::new(), types: served.clone(), free: free.clone() });
            classes.len() - 1
        });
        classes[class].size += 1;
        classes[class].members.push(resource);
    }
    for (c, class) in classes.iter().enumerate() {
        class.types.iter().for_each(|t| types[*t].classes.push(c));
    }
    classes
}

/// The component of every type: types in different components share no resource.
fn components(types: &[Type], classes: &[Class]) -> Vec<usize> {
    let mut component: Vec<usize> = (0..types.len()).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for class in classes {
            let least = class.types.iter().map(|t| component[*t]).min().expect("a class serves a type");
            for t in &class.types {
                changed |= component[*t] != least;
                component[*t] = least;
            }
        }
    }
    component
}

fn slot_classes(event: &Event, users: &[User], classes: &[Class]) -> Vec<SlotClass> {
    let by_day = users.iter().any(|u| event.party(u.party).max_per_day.is_some());
    let mut index: HashMap<(Option<DayId>, Vec<bool>), usize> = HashMap::new();
    let mut found: Vec<SlotClass> = Vec::new();
    for slot in event.grid.slot_ids() {
        let day = by_day.then(|| event.grid.day_of(slot));
        let looks = users.iter().map(|u| u.reach.contains(slot)).chain(classes.iter().map(|c| c.free.contains(slot))).collect();
        let class = *index.entry((day, looks)).or_insert_with(|| {
            found.push(SlotClass { slot, size: 0, slots: Vec::new(), day });
            found.len() - 1
        });
        found[class].size += 1;
        found[class].slots.push(slot);
    }
    found
}
