//! What is said about drafts of e-mails.

use super::terminal::say;
use crate::event::Lang;
use crate::report::{Report, unaddressed};

/// Names the drafts that no address was found for.
pub fn tell_unaddressed(report: &Report) {
    const SHOWN: usize = 50;
    let parties = unaddressed(report);
    let one = |(id, cell): &(&str, &str)| match cell.is_empty() {
        true => id.to_string(),
        false => format!("{id} (`{}`)", cell.escape_debug()),
    };
    let mut list: Vec<String> = parties.iter().take(SHOWN).map(one).collect();
    if parties.len() > SHOWN {
        list.push(format!("... {}", parties.len() - SHOWN));
    }
    let list = list.join(", ");
    match (parties.len(), report.lang) {
        (0, _) => {}
        (n, Lang::Ko) => say(&format!("전자우편 주소가 없거나 읽을 수 없어 받는 사람을 비워 둔 초안 {n}건: {list}")),
        (1, Lang::En) => {
            say(&format!("1 draft has no recipient, because its party has no e-mail address that can be read: {list}"))
        }
        (n, Lang::En) => {
            say(&format!("{n} drafts have no recipient, because their parties have no e-mail address that can be read: {list}"));
        }
    }
}
