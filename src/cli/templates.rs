//! The event of files to start from: a commented event.toml and a CSV table of each kind with example rows.

use crate::load::TABLES;

/// The templates; CSV ones get a byte order mark so that Excel shows Hangul.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("event.toml", include_str!("template/event.toml")),
    ("smes.csv", include_str!("template/smes.csv")),
    ("buyers.csv", include_str!("template/buyers.csv")),
    ("preferences.csv", include_str!("template/preferences.csv")),
    ("windows.csv", include_str!("template/windows.csv")),
    ("sessions.csv", include_str!("template/sessions.csv")),
    ("registrations.csv", include_str!("template/registrations.csv")),
    ("pins.csv", include_str!("template/pins.csv")),
    ("order.csv", include_str!("template/order.csv")),
    ("interpreters.csv", include_str!("template/interpreters.csv")),
];

/// Name and bytes of every template.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mark = |name: &str| if name.ends_with(".csv") { "\u{feff}" } else { "" };
    let more = |name: &str| if name == "event.toml" { header_names() } else { String::new() };
    TEMPLATES.iter().map(|(name, text)| (*name, format!("{}{text}{}", mark(name), more(name)).into_bytes())).collect()
}

/// The header names of every table as comments, from the table that the reader uses.
fn header_names() -> String {
    let mut text =
        String::from("\n# Columns of the tables and the Korean headers that also mean them. 열 이름과 같은 뜻의 한글 제목:\n");
    for table in TABLES {
        text.push_str(&format!("#\n# {}.csv\n", table.name));
        for column in table.columns {
            let aliases = column.aliases.join(", ");
            text.push_str(format!("#   {:<16} {aliases}", column.name).trim_end());
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::files;
    use crate::validate::event_from;

    #[test]
    fn the_templates_make_an_event_without_any_fault() {
        let (event, faults) = event_from(&files()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert!(faults.is_empty(), "{faults:#?}");
        assert_eq!((event.n_smes, event.parties.len(), event.pins.len(), event.orders.len()), (3, 6, 2, 1));
    }
}
