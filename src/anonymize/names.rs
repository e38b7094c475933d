//! What everything is called in the copy.

use crate::event::{Event, HallId, InterpreterId, PartyId, PlaceId, PlaceKind};
use std::collections::BTreeMap;

/// New names, each the same wherever the old one stood. Numbers follow the order of the files.
pub struct Names {
    parties: Vec<String>,
    places: Vec<String>,
    orgs: BTreeMap<String, String>,
    categories: BTreeMap<String, String>,
    tags: BTreeMap<String, String>,
}

impl Names {
    pub fn of(event: &Event) -> Self {
        let party = |p: PartyId| match p.ix() < event.n_smes {
            true => format!("S{:04}", p.ix() + 1),
            false => format!("B{:04}", p.ix() - event.n_smes + 1),
        };
        let place = |p: PlaceId| {
            let letter = if event.place(p).kind == PlaceKind::Table { 'T' } else { 'V' };
            format!("{letter}{:04}", p.ix() + 1)
        };
        let tags = event.parties.iter().flat_map(|p| &p.tags).chain(event.value.tags.keys());
        Self {
            parties: event.party_ids().map(party).collect(),
            places: (0..event.places.len()).map(PlaceId::at).map(place).collect(),
            orgs: numbered("Org ", event.parties.iter().map(|p| &p.org)),
            categories: numbered("Category ", event.parties.iter().map(|p| &p.category)),
            tags: numbered("tag", tags),
        }
    }

    pub fn party(&self, id: PartyId) -> &str {
        &self.parties[id.ix()]
    }

    pub fn place(&self, id: PlaceId) -> &str {
        &self.places[id.ix()]
    }

    pub fn hall(&self, id: HallId) -> String {
        format!("H{}", id.ix() + 1)
    }

    pub fn interpreter(&self, id: InterpreterId) -> String {
        format!("I{:03}", id.ix() + 1)
    }

    /// Nothing stays nothing, as for categories and tags.
    pub fn org(&self, org: &str) -> &str {
        self.orgs.get(org).map_or("", String::as_str)
    }

    pub fn category(&self, category: &str) -> &str {
        self.categories.get(category).map_or("", String::as_str)
    }

    pub fn tag(&self, tag: &str) -> &str {
        self.tags.get(tag).map_or("", String::as_str)
    }
}

/// A number for each different text that is not empty, in the order in which they come.
fn numbered<'a>(word: &str, texts: impl Iterator<Item = &'a String>) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    for text in texts.filter(|t| !t.is_empty()) {
        let next = named.len() + 1;
        named.entry(text.clone()).or_insert_with(|| format!("{word}{next}"));
    }
    named
}
