//! Halls and the walks between them: those of event.toml, then those that only places.csv names.

use super::cells::Cells;
use super::settings::Settings;
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{HallId, limits};
use crate::load::{Field, Folder, TableKind};
use std::collections::HashMap;

/// The halls by name.
#[derive(Debug, Default)]
pub struct HallIndex {
    pub names: Vec<String>,
    ids: HashMap<String, HallId>,
}

impl HallIndex {
    /// The halls of event.toml and then those that only places.csv names; one hall "1" if there are none.
    pub fn new(folder: &Folder, settings: &Settings) -> Self {
        let mut halls = Self::default();
        settings.halls.iter().for_each(|h| halls.add(&h.id));
        if let Some(table) = folder.table(TableKind::Places) {
            for row in &table.rows {
                let name = super::cells::clean(table.text(row, Field::Hall));
                if !name.is_empty() && !name.contains(char::is_control) {
                    halls.add(&name);
                }
            }
        }
        if halls.names.is_empty() {
            halls.add("1");
        }
        halls
    }

    fn add(&mut self, name: &str) {
        if !self.ids.contains_key(name) {
            self.ids.insert(name.to_string(), HallId::at(self.names.len()));
            self.names.push(name.to_string());
        }
    }

    pub fn get(&self, name: &str) -> Option<HallId> {
        self.ids.get(name).copied()
    }

    /// The hall a cell names; `None` if it is empty or was reported.
    pub fn read(&self, cells: &mut Cells, field: Field) -> Option<HallId> {
        let name = cells.text(field);
        if name.is_empty() {
            return None;
        }
        let hall = self.get(&name);
        if hall.is_none() {
            let known = self.names.join(", ");
            cells.report(
                &codes::UNKNOWN_HALL,
                field,
                Text::new(format!("there is no hall `{name}`"), format!("`{name}`이라는 관이 없습니다")),
                Text::new(
                    format!("the halls are: {known}; a missing one belongs in [[hall]] of event.toml or in the sheet `halls`"),
                    format!("관: {known}. 빠진 관은 event.toml의 [[hall]]이나 `관`(halls) 시트에 추가하세요"),
                ),
            );
        }
        hall
    }

    /// Walking minutes between all halls.
    pub fn walks(&self, settings: &Settings, findings: &mut Findings) -> Vec<Vec<u32>> {
        // More halls than there may be are told as such; their walks would only take memory.
        let n = if limits::HALLS.allows(self.names.len()) { self.names.len() } else { 0 };
        if n == 0 {
            return Vec::new();
        }
        let mut minutes = vec![vec![0; n]; n];
        let mut first: HashMap<(HallId, HallId), u32> = HashMap::new();
        for walk in &settings.walks {
            // A hall id may itself hold a `-`: every way to split the key is tried.
            let joined = format!("{}-{}", walk.between.0, walk.between.1);
            let ends = joined
                .match_indices('-')
                .find_map(|(i, _)| Some((self.get(joined[..i].trim())?, self.get(joined[i + 1..].trim())?)));
            let Some((a, b)) = ends else {
                self.report_walk(&joined, walk.at.clone(), findings);
                continue;
            };
            let earlier = first.insert((a.min(b), a.max(b)), walk.minutes);
            if earlier.is_some_and(|m| m != walk.minutes) {
                findings.add(
                    &codes::HALL_FAULT,
                    walk.at.clone(),
                    &joined,
                    Text::new(
                        "the walk between these halls is given twice and differs",
                        "두 관 사이의 시간이 서로 다르게 두 번 적혀 있습니다",
                    ),
                    Text::new("keep one of the two, walks are the same both ways", "오가는 시간은 같으므로 하나만 남기세요"),
                );
            }
            (minutes[a.ix()][b.ix()], minutes[b.ix()][a.ix()]) = (walk.minutes, walk.minutes);
        }
        minutes
    }

    fn report_walk(&self, key: &str, at: Location, findings: &mut Findings) {
        let known = self.names.join(", ");
        findings.add(
            &codes::HALL_FAULT,
            at,
            key,
            Text::new("a walk must lead from one known hall to another", "걷는 시간은 있는 관 사이에만 적습니다"),
            Text::new(
                format!("write \"A-B\" = minutes with the halls {known}"),
                format!("관 {known}(으)로 \"A-B\" = 분 형식으로 적으세요"),
            ),
        );
    }
}
