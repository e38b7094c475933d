//! A draft e-mail (.eml) for every party in its language, with its calendar attached, which mail programs open ready to send, and
//! `mailmerge.csv` for those who send with a tool of their own. Without `--with-contacts` the drafts are addressed to nobody; with it they are, but what
//! is sent to a party never holds the contacts of another.

mod address;
mod draft;
mod letter;
mod merge;
mod message;
mod phrases;

use crate::report::ics::{self, Papers};
use crate::report::{File, PUBLISHED_FILE, Report};
use crate::timetable::Meeting;
use address::addresses;
use letter::Letter;
use message::Message;

/// The drafts, the table for mail merges, and the calendar files that both name.
///
/// # Errors
/// If `published.json` of the last version is damaged, or a name is not in the encoding of the CSV files.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    // A calendar that is sent to a party is no place for the telephone of another.
    let (state, papers) = ics::papers(&Report { with_contacts: false, ..report.clone() })?;
    let meetings = report.timetable.by_party(report.event);
    let messages: Vec<Message> = papers.iter().map(|papers| message(report, papers, &meetings)).collect();
    let mut files: Vec<File> =
        messages.iter().map(|message| draft::file(report.event, message, state.version)).collect::<anyhow::Result<_>>()?;
    let path = "mailmerge.csv";
    files.push(File { path: path.into(), bytes: merge::table(report, &messages).to_bytes(path, report.options.encoding)? });
    files.extend(papers.into_iter().flat_map(|papers| papers.files));
    files.push(File { path: PUBLISHED_FILE.into(), bytes: state.to_json().into_bytes() });
    Ok(files)
}

fn message<'a>(report: &Report, papers: &'a Papers, by_party: &'a [Vec<Meeting>]) -> Message<'a> {
    let meetings = papers.party.map_or(&[][..], |party| &by_party[party.ix()]);
    let to = match papers.party {
        Some(party) if report.with_contacts => addresses(&report.event.party(party).email),
        _ => Vec::new(),
    };
    Message { papers, meetings, letter: Letter::new(report, papers, meetings), to }
}

/// The parties whose e-mail cell names no address that a message can be sent to: id and cell.
pub fn unaddressed<'a>(report: &Report<'a>) -> Vec<(&'a str, &'a str)> {
    let parties = report.event.parties.iter().filter(|party| addresses(&party.email).is_empty());
    parties.map(|party| (party.id.as_str(), party.email.as_str())).collect()
}
