//! The files of the event folder (spec 3), Korean headers for a Korean event.

use super::Expo;
use super::parties::Buyer;
use super::pins;
use super::plan::Plan;
use super::times::{Seminar, Window};
use super::wishes::Note;
use super::words::CATEGORIES;
use std::fmt::Write;

/// File names and contents, UTF-8 with LF.
pub fn files(plan: &Plan, expo: &Expo) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("event.toml", event_toml(plan)),
        ("smes.csv", smes_csv(plan, expo)),
        ("buyers.csv", buyers_csv(plan, expo)),
        ("preferences.csv", preferences_csv(expo)),
        ("windows.csv", windows_csv(&expo.windows)),
    ];
    if !expo.seminars.is_empty() {
        files.push(("sessions.csv", sessions_csv(&expo.seminars)));
        files.push(("registrations.csv", registrations_csv(&expo.seminars)));
    }
    if !expo.pins.is_empty() {
        files.push(("pins.csv", pins_csv(expo)));
    }
    if !expo.orders.is_empty() {
        let rows = expo.orders.iter().map(|(first, then)| [expo.ids(*first), expo.ids(*then)].concat());
        files.push(("order.csv", csv("first_sme,first_buyer,then_sme,then_buyer", rows)));
    }
    let interpreters = pins::interpreters(plan);
    if !interpreters.is_empty() {
        let rows = interpreters.into_iter().map(|(id, languages)| vec![id, languages.into()]);
        files.push(("interpreters.csv", csv("interpreter_id,languages", rows)));
    }
    if plan.frills {
        files.push(("places.csv", places_csv(plan, &expo.buyers)));
    }
    files
}

fn event_toml(plan: &Plan) -> String {
    let mut text = format!(
        "[event]\nname = \"{}\"\ntimezone = \"{}\"\nlanguage = \"{}\"\n\n[meeting]\npresent_minutes = {}\nanswer_minutes = {}\nchangeover_minutes = {}\n",
        plan.name, plan.timezone, plan.language, plan.present_min, plan.answer_min, plan.changeover_min
    );
    let sessions: Vec<String> =
        plan.sessions.iter().map(|(start, end)| format!("\"{}-{}\"", clock(*start), clock(*end))).collect();
    for date in &plan.dates {
        write!(text, "\n[[day]]\ndate = \"{date}\"\nsessions = [{}]\n", sessions.join(", ")).expect("text grows");
    }
    for (id, tables, rooms) in &plan.halls {
        write!(text, "\n[[hall]]\nid = \"{id}\"\n").expect("text grows");
        if !plan.frills {
            write!(text, "tables = {tables}\nvideo_rooms = {rooms}\n").expect("text grows");
        }
    }
    if let [(a, ..), .., (b, ..)] = plan.halls[..] {
        write!(text, "\n[walk]\n\"{a}-{b}\" = {}\n", plan.walk_min).expect("text grows");
    }
    let min_sme = if plan.frills { 1 } else { 0 };
    write!(text, "\n[rules]\nmin_meetings_sme = {min_sme}\nmax_in_a_row = {}\n", plan.max_in_a_row).expect("text grows");
    text + "\n[value]\nsme_weight = 1\nbuyer_weight = 1\nmutual_bonus = 50\n\n[value.tags]\nyouth = 10\ninnovation = 10\nmutual_growth = 20\n"
}

fn smes_csv(plan: &Plan, expo: &Expo) -> String {
    let header = if plan.language == "ko" {
        "연번,기업명,name_en,분야,구분,가점,참석팀수,min_meetings,max_meetings,max_per_day,languages,online,hall,부스번호,희망기관,contact,phone,email"
    } else {
        "sme_id,name,name_en,category,tags,bonus,delegates,min_meetings,max_meetings,max_per_day,languages,online,hall,booth,wishes,contact,phone,email"
    };
    let rows = expo.smes.iter().enumerate().map(|(s, sme)| {
        let list = if sme.wide { &expo.wishes.of_sme[s][..] } else { &[] };
        let ids: Vec<&str> = list.iter().map(|b| expo.buyers[*b].id.as_str()).collect();
        vec![
            sme.id.clone(),
            sme.name.clone(),
            sme.name_en.clone(),
            CATEGORIES[sme.category].into(),
            sme.tags.join(";"),
            number(sme.bonus),
            if sme.delegates > 1 { sme.delegates.to_string() } else { String::new() },
            number(sme.min_meetings),
            number(sme.max_meetings),
            number(sme.max_per_day),
            sme.languages.into(),
            if sme.online { "yes" } else { "no" }.into(),
            sme.hall.into(),
            sme.booth.clone(),
            ids.join(", "),
            sme.contact.clone(),
            format!("010-0000-{:04}", s + 1),
            format!("{}@example.com", sme.id.to_lowercase()),
        ]
    });
    csv(header, rows)
}

fn buyers_csv(plan: &Plan, expo: &Expo) -> String {
    let header = if plan.language == "ko" {
        "buyer_id,담당자,기관명,부서,type,country,timezone,mode,hall,place,desks,category,bonus,min_meetings,max_meetings,max_per_day,languages,language,wishes,phone,email"
    } else {
        "buyer_id,name,org,dept,type,country,timezone,mode,hall,place,desks,category,bonus,min_meetings,max_meetings,max_per_day,languages,language,wishes,phone,email"
    };
    let rows = expo.buyers.iter().enumerate().map(|(b, buyer)| {
        let list = if buyer.wide { &expo.wishes.of_buyer[b][..] } else { &[] };
        // People write names; the exact name is as good as the id.
        let names: Vec<&str> = list.iter().map(|s| expo.smes[*s].name.as_str()).collect();
        vec![
            buyer.id.clone(),
            buyer.name.clone(),
            buyer.org.clone(),
            buyer.dept.into(),
            buyer.kind.into(),
            buyer.country.into(),
            buyer.timezone.into(),
            if buyer.online { "online" } else { "onsite" }.into(),
            buyer.hall.into(),
            buyer.place.clone(),
            if buyer.desks > 1 { buyer.desks.to_string() } else { String::new() },
            buyer.category.map_or("", |c| CATEGORIES[c]).into(),
            number(buyer.bonus),
            number(buyer.min_meetings),
            number(buyer.max_meetings),
            number(buyer.max_per_day),
            buyer.languages.into(),
            if buyer.online { "en" } else { "" }.into(),
            names.join("; "),
            format!("02-0000-{:04}", b + 1),
            format!("{}@example.org", buyer.id.to_lowercase()),
        ]
    });
    csv(header, rows)
}

fn preferences_csv(expo: &Expo) -> String {
    let wants = expo.wish_rows.iter().map(|row| {
        let (from, to) = if row.by_buyer { (1, 0) } else { (0, 1) };
        let ids = expo.ids(row.pair);
        wish_row(&ids[from], &ids[to], row.rank, &row.note)
    });
    let block = Note { kind: "block", ..Note::default() };
    let blocks = expo.blocks.iter().map(|pair| {
        let [sme, buyer] = expo.ids(*pair);
        wish_row(&buyer, &sme, 0, &block)
    });
    csv("from_id,to_id,rank,score,kind,not_before,not_after", wants.chain(blocks))
}

/// Rank 0 = none.
fn wish_row(from: &str, to: &str, rank: usize, note: &Note) -> Vec<String> {
    let (rank, score) = match note.score {
        Some(score) => (String::new(), score.to_string()),
        None => (number(rank), String::new()),
    };
    vec![from.into(), to.into(), rank, score, note.kind.into(), note.not_before.clone(), note.not_after.clone()]
}

fn windows_csv(windows: &[Window]) -> String {
    let rows = windows.iter().map(|w| {
        vec![w.who.clone(), w.date.clone(), clock(w.start), clock(w.end), w.kind.into(), w.reason.into(), w.timezone.into()]
    });
    csv("party_id,date,start,end,kind,reason,timezone", rows)
}

fn sessions_csv(seminars: &[Seminar]) -> String {
    let rows =
        seminars.iter().map(|s| vec![s.id.into(), s.title.into(), s.date.clone(), clock(s.start), clock(s.end), s.hall.into()]);
    csv("session_id,title,date,start,end,hall", rows)
}

fn registrations_csv(seminars: &[Seminar]) -> String {
    let rows = seminars.iter().flat_map(|s| s.registered.iter().map(|id| vec![s.id.into(), id.clone()]));
    csv("session_id,party_id", rows)
}

fn pins_csv(expo: &Expo) -> String {
    let rows = expo.pins.iter().map(|pin| {
        let start = pin.start.map_or(String::new(), clock);
        [&expo.ids(pin.pair)[..], &[pin.date.clone(), start, pin.place.clone(), pin.action.into()]].concat()
    });
    csv("sme_id,buyer_id,date,start,place,action", rows)
}

fn places_csv(plan: &Plan, buyers: &[Buyer]) -> String {
    let mut rows = Vec::new();
    for (hall, tables, rooms) in &plan.halls {
        for (letter, kind, n) in [("T", "table", *tables), ("V", "video", *rooms)] {
            for k in 1..=n {
                let id = format!("{hall}-{letter}{k:02}");
                let owner = buyers.iter().find(|b| b.reserved && b.place == id).map_or("", |b| &b.id);
                rows.push(vec![id.clone(), hall.to_string(), kind.into(), owner.into()]);
            }
        }
    }
    csv("place_id,hall,kind,reserved_for", rows)
}

fn number(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A header and rows as CSV, quoted where needed.
fn csv(header: &str, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(quoted).collect();
        text += &cells.join(",");
        text.push('\n');
    }
    text
}

fn quoted(cell: String) -> String {
    if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
