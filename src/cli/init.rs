//! `koppex init`: a commented event.toml and CSV templates to start from. Never writes over a file.

use super::args::InitArgs;
use super::exit::Exit;
use super::terminal;
use crate::event::Lang;
use crate::load::TABLES;
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// The templates; CSV ones get a byte order mark so that Excel shows Hangul.
const TEMPLATES: &[(&str, &str)] = &[
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

/// Writes the templates into a folder, which is made if it is missing.
///
/// # Errors
/// One of the files is there already (then nothing is written); the world fails.
pub fn run(args: &InitArgs) -> anyhow::Result<Exit> {
    let dir = &args.folder.dir;
    refuse_overwriting(dir)?;
    fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    for (name, bytes) in files() {
        let path = dir.join(name);
        let file = fs::File::create_new(&path);
        file.and_then(|mut f| std::io::Write::write_all(&mut f, &bytes))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    if !args.talk.quiet {
        let shown = dir.display();
        terminal::say(&match args.talk.lang.unwrap_or(Lang::Ko) {
            Lang::Ko => format!("{shown}에 견본을 만들었습니다. 예시 행을 지우고 채운 뒤 `koppex check {shown}`을 실행하세요."),
            Lang::En => format!("Templates are in {shown}. Replace the example rows, then run `koppex check {shown}`."),
        });
    }
    Ok(Exit::Done)
}

/// Name and bytes of every template.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mark = |name: &str| if name.ends_with(".csv") { "\u{feff}" } else { "" };
    let more = |name: &str| if name == "event.toml" { header_names() } else { String::new() };
    TEMPLATES.iter().map(|(name, text)| (*name, format!("{}{text}{}", mark(name), more(name)).into_bytes())).collect()
}

fn refuse_overwriting(dir: &Path) -> anyhow::Result<()> {
    if dir.exists() && !dir.is_dir() {
        bail!("{} is a file, not a folder\nhelp: name a new folder", dir.display());
    }
    let there: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).filter(|name| dir.join(name).exists()).collect();
    if !there.is_empty() {
        bail!("{} holds {} already; nothing was written\nhelp: name a new folder", dir.display(), there.join(", "));
    }
    Ok(())
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
