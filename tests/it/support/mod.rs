//! What several test subjects share: events from small texts, tiny random events, and the judge that tries every timetable.

pub mod draw;
mod enumerate;
pub mod folder;
pub mod naive;
pub mod program;
mod rows;
mod scattered;
pub mod shrink;
mod small;
mod tiny;
pub mod twin;

pub use enumerate::{best_by_enumeration, clean_subsets, decisions, for_each_clean};
pub use rows::{blamed, meetings_csv, timetable, verdict};
pub use scattered::scattered_event;
pub use small::small_event;
pub use tiny::{tiny_event, tiny_files};

use koppex::event::{Event, PinAction, PlaceSource, WindowSource};
use std::path::Path;

/// The event of a folder given as (file name, text); panics with every fault if there is none.
pub fn event<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Event {
    try_event(files).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The event of a folder of `data/`.
pub fn data_event(folder: &str) -> Event {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(folder);
    let read = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().expect("a plain name");
        (entry.path().is_file() && !name.ends_with(".md")).then(|| (name, std::fs::read(entry.path()).expect("can read")))
    };
    let mut files: Vec<_> =
        std::fs::read_dir(dir).expect("the data is there").filter_map(|e| read(e.expect("can list"))).collect();
    files.sort();
    koppex::validate::event_from(&files).expect("a sound event").0
}

/// Everything that an event says, whatever lines and kinds of files it was read from.
pub fn facts(event: &Event) -> String {
    let mut event = event.clone();
    event.place_source = PlaceSource::Rows;
    event.wishes.iter_mut().for_each(|wish| wish.line = 0);
    event.registrations.iter_mut().for_each(|registration| registration.line = 0);
    event.windows.iter_mut().for_each(|window| window.source = WindowSource::Changes);
    format!("{event:#?}")
}

/// The event, or its faults as text.
pub fn try_event<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Event, String> {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_ref(), text.as_ref().as_bytes())).collect();
    koppex::validate::event_from(&bytes)
        .map(|(event, _)| event)
        .map_err(|faults| faults.iter().map(|f| f.render(koppex::event::Lang::En)).collect::<Vec<_>>().join("\n"))
}

/// Nothing binds an event but what the second opinion asks where it tries all ways to hold a few pairs: no other meetings that pins fix, no gaps that others leave, no
/// way that is shorter through a third hall, where a party may meet on the way.
pub fn is_all_asked(event: &Event) -> bool {
    let halls = || 0..event.halls.len();
    let is_longer =
        |from: usize, to: usize| halls().any(|by| event.walk_min[from][by] + event.walk_min[by][to] < event.walk_min[from][to]);
    event.rules.max_gap_difference.is_none()
        && event.pins.iter().all(|pin| pin.action == PinAction::Forbid)
        && !halls().any(|from| halls().any(|to| is_longer(from, to)))
}
