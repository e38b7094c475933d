//! A message as a file: headers and MIME parts. Nothing in it comes from the clock or from chance, so that two runs write the same bytes.

use super::address::addresses;
use super::letter::{base_name, one_line};
use super::message::Message;
use crate::event::Event;
use crate::report::File;
use crate::report::names::side_name;
use anyhow::Context;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;
use sha2::{Digest, Sha256};

/// The draft of a message about version `version` of the timetable.
///
/// # Errors
/// None is known: the library writes to memory.
pub fn file(event: &Event, message: &Message, version: u32) -> anyhow::Result<File> {
    let (papers, letter) = (message.papers, &message.letter);
    let id = digest(event, message, version);
    let mut builder = MessageBuilder::new();
    if !addresses(&event.organizer).is_empty() {
        builder = builder.from(Address::new_address(Some(one_line(&event.name)), event.organizer.as_str()));
    }
    if !message.to.is_empty() {
        let name = papers.party.map(|party| &event.party(party).contact).filter(|name| !name.is_empty());
        let name = one_line(name.unwrap_or(&papers.name));
        let to = message.to.iter().map(|address| Address::new_address(Some(name.clone()), address.as_str()));
        builder = builder.to(Address::new_list(to.collect()));
    }
    let builder = builder
        .subject(letter.subject.as_str())
        .message_id(format!("{id}@koppex"))
        .header("X-Unsent", Text::new("1"))
        .body(body(message, &id));
    let bytes = builder.write_to_vec().context("cannot make a draft")?;
    Ok(File { path: format!("{}.eml", papers.path), bytes: undated(bytes) })
}

/// The message without the header `Date`, which the library does not leave out: a draft has not been sent, and the mail program, or else the first
/// server, writes when it was.
fn undated(message: Vec<u8>) -> Vec<u8> {
    const DATE: &[u8] = b"\r\nDate: ";
    let find = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).position(|window| window == part);
    let head = find(&message, b"\r\n\r\n").unwrap_or(message.len());
    match find(&message[..head], DATE) {
        Some(start) => {
            let end = start + 2 + find(&message[start + 2..], b"\r\n").unwrap_or(0);
            [&message[..start], &message[end..]].concat()
        }
        None => message,
    }
}

fn body<'a>(message: &'a Message, id: &str) -> MimePart<'a> {
    let multipart = |kind: &str| ContentType::new(format!("multipart/{kind}")).attribute("boundary", format!("{kind}-{id}"));
    let texts = vec![MimePart::new("text/plain", message.letter.text()), MimePart::new("text/html", message.letter.html())];
    let words = MimePart::new(multipart("alternative"), texts);
    let mut parts = vec![words];
    parts.extend(message.papers.files.iter().map(|file| {
        let kind = ContentType::new("text/calendar").attribute("charset", "utf-8");
        let kind = match method(&file.bytes) {
            Some(method) => kind.attribute("method", method),
            None => kind,
        };
        MimePart::new(kind, file.bytes.as_slice()).attachment(base_name(&file.path))
    }));
    MimePart::new(multipart("mixed"), parts)
}

/// The METHOD of a calendar, which the header of its part must repeat (RFC 6047).
fn method(calendar: &[u8]) -> Option<&str> {
    let lines = calendar.split(|byte| *byte == b'\n');
    let method = lines.take_while(|line| !line.starts_with(b"BEGIN:VEVENT")).find_map(|line| line.strip_prefix(b"METHOD:"))?;
    std::str::from_utf8(method).ok().map(str::trim_end)
}

/// The same for the same message only: of which event, to whom, about which version.
fn digest(event: &Event, message: &Message, version: u32) -> String {
    let mut digest = Sha256::new();
    let version = version.to_string();
    for part in [&event.name, event.timezone.name(), side_name(message.papers.side), &message.papers.id, version.as_str()] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
