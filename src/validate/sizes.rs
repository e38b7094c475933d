//! Holds an event against the limits on its size, before anything is built whose memory they bound.

use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::limits::{self, Limit};
use crate::event::{Event, Party};
use crate::load::{Folder, TableKind};
use std::collections::HashMap;

/// Reports more than a limit allows; true if there are not too many.
pub fn within(limit: &Limit, n: usize, at: impl FnOnce() -> Location, findings: &mut Findings) -> bool {
    let allowed = limit.allows(n);
    if !allowed {
        findings.add(
            &codes::TOO_LARGE,
            at(),
            &n.to_string(),
            Text::new(
                format!("{}: {n}, at most {} are allowed", limit.en, limit.max),
                format!("{}: {n}, 최대 {}까지 가능합니다", limit.ko, limit.max),
            ),
            Text::new("divide the event into smaller ones, or correct the number", "행사를 나누거나 숫자를 고치세요"),
        );
    }
    allowed
}

/// Products of sizes, and the pairs of an event.
pub fn check(event: &Event, folder: &Folder, findings: &mut Findings) {
    let at = |kind: TableKind| {
        move || Location { file: folder.table(kind).map_or_else(String::new, |t| t.file.clone()), ..Location::default() }
    };
    let toml = || Location {
        file: folder.event_toml.as_ref().map_or_else(|| "event.toml".to_string(), |f| f.file.clone()),
        ..Location::default()
    };
    let n_slots = event.n_slots();
    let n_desks: usize = event.parties.iter().map(|p| p.capacity as usize).sum();
    let n_pairs = event.wishes.len().saturating_add(n_fill_pairs(event));
    within(&limits::HALLS, event.halls.len(), toml, findings);
    within(&limits::INTERPRETERS, event.interpreters.len(), at(TableKind::Interpreters), findings);
    within(&limits::PINS, event.pins.len(), at(TableKind::Pins), findings);
    within(&limits::PINS, event.orders.len(), at(TableKind::Order), findings);
    within(&limits::PARTY_SLOTS, event.parties.len() * n_slots, at(TableKind::Smes), findings);
    within(&limits::DESK_SLOTS, n_desks.saturating_mul(n_slots), at(TableKind::Smes), findings);
    within(&limits::PLACE_SLOTS, event.places.len() * n_slots, toml, findings);
    let wishes = if folder.table(TableKind::Preferences).is_some() { TableKind::Preferences } else { TableKind::Smes };
    within(&limits::WISHES, n_pairs, at(wishes), findings);
    within(&limits::PAIR_SLOTS, n_pairs.saturating_mul(n_slots), at(wishes), findings);
}

/// Pairs of one category that may be used without a wish.
fn n_fill_pairs(event: &Event) -> usize {
    if event.value.fill_points == 0 {
        return 0;
    }
    let count = |parties: &'_ [Party]| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        parties.iter().filter(|p| !p.category.is_empty()).for_each(|p| *counts.entry(p.category.clone()).or_default() += 1);
        counts
    };
    let (smes, buyers) = event.parties.split_at(event.n_smes);
    let buyers = count(buyers);
    count(smes).iter().map(|(category, n)| n.saturating_mul(buyers.get(category).copied().unwrap_or(0))).sum()
}
