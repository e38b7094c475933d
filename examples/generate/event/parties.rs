//! SMEs and buyers by lot.

use super::dice::Dice;
use super::plan::Plan;
use super::words::{
    AGENCIES, BODIES, CATEGORIES, COUNTRIES, DEPARTMENTS, DUTIES, FIRMS, FOREIGN_FIRST, FOREIGN_LAST, FORMS, GIVEN_FIRST,
    GIVEN_LAST, REGIONS, ROOTS, SURNAMES, TAGS, TRADES,
};
use std::collections::HashSet;

pub struct Sme {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub category: usize,
    pub tags: Vec<&'static str>,
    pub bonus: usize,
    pub delegates: usize,
    /// 0 = not given, as below.
    pub min_meetings: usize,
    pub max_meetings: usize,
    pub max_per_day: usize,
    pub languages: &'static str,
    pub online: bool,
    pub hall: &'static str,
    pub booth: String,
    pub contact: String,
    /// Hands in its wishes as one cell.
    pub wide: bool,
}

pub struct Buyer {
    pub id: String,
    pub name: String,
    pub org: String,
    pub dept: &'static str,
    pub kind: &'static str,
    pub country: &'static str,
    pub timezone: &'static str,
    pub online: bool,
    pub hall: &'static str,
    pub place: String,
    pub reserved: bool,
    pub desks: usize,
    pub category: Option<usize>,
    pub bonus: usize,
    pub min_meetings: usize,
    pub max_meetings: usize,
    pub max_per_day: usize,
    pub languages: &'static str,
    pub wide: bool,
    /// How often SMEs wish for it.
    pub popularity: u64,
}

/// Both sides.
#[derive(Clone, Copy)]
pub struct Parties<'a> {
    pub smes: &'a [Sme],
    pub buyers: &'a [Buyer],
}

/// Names drawn in a row before a number makes one different.
const MOST_NAMES_TRIED: usize = 100;

pub fn smes(plan: &Plan, dice: &mut Dice) -> Vec<Sme> {
    let mut used = HashSet::new();
    (0..plan.n_smes)
        .map(|i| {
            let category = dice.below(CATEGORIES.len());
            let (name, name_en) = company(plan, dice, category, &mut used);
            let hall = if dice.chance(650) { plan.halls[0].0 } else { plan.halls[plan.halls.len() - 1].0 };
            let tags = TAGS
                .into_iter()
                .zip([180, 250, 120])
                .filter(|(_, permille)| dice.chance(*permille))
                .map(|(tag, _)| tag)
                .collect();
            let frill = |dice: &mut Dice, permille, low, high| {
                if plan.frills && dice.chance(permille) { dice.between(low, high) } else { 0 }
            };
            Sme {
                id: format!("{}{:0width$}", if plan.language == "ko" { "A" } else { "S" }, i + 1, width = width(plan.n_smes)),
                name,
                name_en,
                category,
                tags,
                bonus: frill(dice, 60, 1, 3) * 5,
                delegates: frill(dice, 70, 2, 3).max(1),
                min_meetings: frill(dice, 80, 2, 4),
                max_meetings: frill(dice, 100, 6, 12),
                max_per_day: frill(dice, 60, 3, 6),
                languages: if plan.n_online > 0 && plan.frills {
                    dice.word(&["ko", "ko", "ko", "ko;en", "ko;en", "ko;en", "ko;en;zh", "ko;ja", ""])
                } else {
                    ""
                },
                online: !(plan.frills && dice.chance(120)),
                hall,
                booth: format!("{hall}-{}{:02}", dice.pick(&["A", "B", "C", "D", "E", "F"]), dice.between(1, 60)),
                contact: person(dice),
                wide: plan.frills && dice.chance(150),
            }
        })
        .collect()
}

/// On-site buyers first, then the foreign buyers online.
pub fn buyers(plan: &Plan, dice: &mut Dice) -> Vec<Buyer> {
    let mut names = HashSet::new();
    let mut people = |dice: &mut Dice| different_person(dice, &mut names);
    let n_large = plan.n_onsite / 3;
    let orgs = institutions(plan.n_onsite - n_large, dice);
    let mut buyers: Vec<Buyer> = Vec::new();
    for i in 0..plan.n_onsite {
        let large = i >= orgs.len();
        let n = if large { i - orgs.len() } else { i };
        let org = if large { large_firm(n) } else { orgs[n].clone() };
        let prefix = if large { "L" } else { "P" };
        let id = format!("{prefix}{:0width$}", n + 1, width = width(plan.n_onsite));
        buyers.push(onsite_buyer(plan, dice, id, org, large));
        buyers[i].name = if plan.language == "ko" { people(dice) } else { format!("Buyer {}", i + 1) };
    }
    fix_places(plan, dice, &mut buyers);
    let places = COUNTRIES.iter().flat_map(|c| (0..c.n_buyers).map(move |k| (c, k)));
    for (i, (country, k)) in places.take(plan.n_online).enumerate() {
        buyers.push(Buyer {
            id: format!("F{:02}", i + 1),
            name: country.people[k].into(),
            org: format!(
                "{} {}",
                FOREIGN_FIRST[i % FOREIGN_FIRST.len()],
                FOREIGN_LAST[(i + i / FOREIGN_FIRST.len()) % FOREIGN_LAST.len()]
            ),
            dept: "",
            kind: "foreign",
            country: country.name,
            // The two buyers from the United States sit on its two coasts.
            timezone: if country.name == "United States" && k == 1 { "America/Los_Angeles" } else { country.timezone },
            online: true,
            hall: "",
            place: String::new(),
            reserved: false,
            desks: 1,
            category: plan.frills.then(|| dice.below(CATEGORIES.len())),
            bonus: 0,
            min_meetings: 0,
            max_meetings: if plan.frills && dice.chance(200) { dice.between(10, 20) } else { 0 },
            max_per_day: if plan.frills && dice.chance(300) { dice.between(6, 10) } else { 0 },
            languages: if plan.frills { country.languages[k % 2] } else { "" },
            wide: plan.frills && dice.chance(200),
            popularity: 10,
        });
    }
    buyers
}

fn onsite_buyer(plan: &Plan, dice: &mut Dice, id: String, org: String, large: bool) -> Buyer {
    let tables: Vec<u64> = plan.halls.iter().map(|h| h.1 as u64).collect();
    Buyer {
        id,
        name: String::new(),
        org,
        dept: if plan.language == "ko" { dice.word(&DEPARTMENTS) } else { "" },
        kind: if large { "large" } else { "public" },
        country: if plan.language == "ko" { "대한민국" } else { "" },
        timezone: "",
        online: false,
        hall: if plan.frills && dice.chance(600) { plan.halls[dice.weighted(&tables)].0 } else { "" },
        place: String::new(),
        reserved: false,
        desks: if plan.frills && dice.chance(80) { 2 } else { 1 },
        category: (large || dice.chance(300)).then(|| dice.below(CATEGORIES.len())),
        bonus: if plan.frills && dice.chance(50) { 10 } else { 0 },
        min_meetings: if plan.frills && dice.chance(100) { dice.between(4, 8) } else { 0 },
        max_meetings: if plan.frills && dice.chance(150) { dice.between(20, 40) } else { 0 },
        max_per_day: if plan.frills && dice.chance(150) { dice.between(12, 20) } else { 0 },
        languages: if plan.frills { "ko" } else { "" },
        wide: plan.frills && dice.chance(100),
        // A few institutions are on everyone's list.
        popularity: 10_000 / (20 + dice.below(plan.n_onsite) as u64 * 160 / plan.n_onsite as u64),
    }
}

/// Some one-desk buyers sit at a table of their own choice; half of those tables are kept for them alone.
fn fix_places(plan: &Plan, dice: &mut Dice, buyers: &mut [Buyer]) {
    if !plan.frills {
        return;
    }
    let (hall, n_tables, _) = plan.halls[0];
    let wanted = (n_tables / 5).min(buyers.len());
    for (k, i) in dice.sample(wanted, buyers.len()).into_iter().enumerate() {
        if buyers[i].desks == 1 {
            buyers[i].hall = hall;
            buyers[i].place = format!("{hall}-T{:02}", k + 1);
            buyers[i].reserved = k % 2 == 0;
        }
    }
}

fn company(plan: &Plan, dice: &mut Dice, category: usize, used: &mut HashSet<String>) -> (String, String) {
    loop {
        let root = dice.pick(&ROOTS);
        // Only some 8 x 5 trades stand beside 60 roots, so a second root joins in when the event is large.
        let second = if plan.n_smes > 1000 { *dice.pick(&ROOTS) } else { ("", "") };
        let trade = dice.pick(&TRADES[category]);
        let (before, after) = dice.pick(&FORMS);
        if !used.insert(format!("{}{}{}", root.0, second.0, trade.0)) {
            continue;
        }
        let english = format!("{}{} {} Co., Ltd.", root.1, second.1.to_lowercase(), trade.1);
        let korean = format!("{before}{}{}{}{after}", root.0, second.0, trade.0);
        return if plan.language == "ko" { (korean, english) } else { (english.clone(), english) };
    }
}

/// `n` different institutions, regional and national.
fn institutions(n: usize, dice: &mut Dice) -> Vec<String> {
    let regional = REGIONS.iter().flat_map(|region| BODIES.iter().map(move |body| format!("{}{body}", region.0)));
    let national = DUTIES.iter().flat_map(|duty| AGENCIES.iter().map(move |agency| format!("한국{duty}{agency}")));
    let all: Vec<String> = regional.chain(national).collect();
    // At a larger event an institution sends several departments.
    (0..n.div_ceil(all.len())).flat_map(|_| dice.sample(all.len(), all.len())).take(n).map(|i| all[i].clone()).collect()
}

/// Large firms; beyond the list, a second department of the same firm.
fn large_firm(n: usize) -> String {
    FIRMS[n % FIRMS.len()].into()
}

fn person(dice: &mut Dice) -> String {
    format!("{}{}{}", dice.pick(&SURNAMES).0, dice.pick(&GIVEN_FIRST), dice.pick(&GIVEN_LAST))
}

/// A person whose name nobody of `used` has; where the names run out, one with a number behind it.
fn different_person(dice: &mut Dice, used: &mut HashSet<String>) -> String {
    for _ in 0..MOST_NAMES_TRIED {
        let name = person(dice);
        if used.insert(name.clone()) {
            return name;
        }
    }
    let name = format!("{} {}", person(dice), used.len());
    used.insert(name.clone());
    name
}

/// Digits that hold the largest number.
fn width(n: usize) -> usize {
    n.to_string().len().max(2)
}
