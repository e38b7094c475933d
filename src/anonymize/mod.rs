//! An event to the files of a shareable copy with the same best timetable: names, ids, organisations and contacts are replaced, each always
//! by the same, in the same order. Free texts (reasons, notes, booths, departments, countries) are left out. Everything that decides the timetable stays.

mod files;
mod names;
mod settings;

use crate::event::Event;
use names::Names;

/// The files of the copy: name and content, UTF-8.
pub fn anonymize(event: &Event) -> Vec<(String, String)> {
    let names = Names::of(event);
    let mut copy = vec![("event.toml".to_string(), settings::event_toml(event, &names))];
    copy.extend(files::tables(event, &names));
    copy
}
