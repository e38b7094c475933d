//! Damage to files: bytes and pieces changed, moved and repeated, two files mixed, numbers and separators put in that are at the edge of something. Workbooks
//! are damaged inside their parts too, so that their zip stays whole, and old binary ones inside their records.

use super::records::{Record, container, records};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::io::{Cursor, Read, Write};

/// What is at the edge of something.
const PIECES: [&str; 44] = [
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "4294967295",
    "+2147483647",
    "UTC-99999999:00",
    "(GMT+9)",
    "1e308",
    "NaN",
    "0.1",
    "1048576",
    "XFD1048576",
    "A1:XFD1048576",
    "65536",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "..",
    "=",
    "\u{feff}",
    "\0",
    "\u{ff11}",
    "가",
    "2027-02-29",
    "24:00",
    "오전 12:00",
    "<",
    "</row>",
    "&#0;",
    "&amp;",
    "xml:space=\"preserve\"",
    "//",
];

/// Files to be damaged.
pub struct Damage<'a> {
    seeds: &'a [Vec<u8>],
}

impl<'a> Damage<'a> {
    pub fn of(seeds: &'a [Vec<u8>]) -> Self {
        Self { seeds }
    }

    /// One damaged file; the same number gives the same one.
    pub fn file(&self, number: u64) -> Vec<u8> {
        let mut random = Pcg64::seed_from_u64(number);
        let seed = self.one(&mut random);
        let inside = random.random_bool(0.8);
        if let Some(mut parts) = parts(seed).filter(|_| inside) {
            let i = random.random_range(0..parts.len());
            let other = parts[random.random_range(0..parts.len())].1.clone();
            damage(&mut parts[i].1, &other, &mut random);
            return zipped(&parts);
        }
        let mut bytes = seed.to_vec();
        match records(seed) {
            Some(_) if random.random_bool(0.1) => numbers_in_place(&mut bytes, &mut random),
            Some(records) if inside => bytes = damaged_records(records, &mut random),
            _ => damage(&mut bytes, self.one(&mut random), &mut random),
        }
        bytes
    }

    fn one(&self, random: &mut Pcg64) -> &'a [u8] {
        &self.seeds[random.random_range(0..self.seeds.len())]
    }
}

/// Damages a few records, of which most keep their length and some change places, are doubled or left out.
fn damaged_records(mut records: Vec<Record>, random: &mut Pcg64) -> Vec<u8> {
    for _ in 0..1 << random.random_range(0..4) {
        let (i, j) = (random.random_range(0..records.len()), random.random_range(0..records.len()));
        let other = records[j].clone();
        match random.random_range(0..12) {
            0 => records.swap(i, j),
            1 => records.insert(i, other),
            2 => _ = records.remove(i),
            3 => records[i].kind = other.kind,
            4..8 => numbers_in_place(&mut records[i].data, random),
            way => {
                let length = records[i].data.len();
                damage(&mut records[i].data, &other.data, random);
                if way > 8 {
                    records[i].data.resize(length, 0);
                }
            }
        }
        if records.is_empty() {
            break;
        }
    }
    container(records, random.random_bool(0.9))
}

/// Puts numbers of two or four bytes that are at the edge of something in the place of others; nothing moves.
fn numbers_in_place(bytes: &mut [u8], random: &mut Pcg64) {
    const EDGES: [u32; 12] = [0, 1, 2, 255, 256, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];
    for _ in 0..random.random_range(1..4) {
        let n = if random.random_bool(0.5) { 2 } else { 4 };
        let Some(last) = (bytes.len() / n).checked_sub(1) else { return };
        let at = n * random.random_range(0..=last);
        let new = if random.random_bool(0.7) { EDGES[random.random_range(0..EDGES.len())] } else { random.random_range(0..40) };
        bytes[at..at + n].copy_from_slice(&new.to_le_bytes()[..n]);
    }
}

/// Damages bytes a few times.
fn damage(bytes: &mut Vec<u8>, other: &[u8], random: &mut Pcg64) {
    for _ in 0..1 << random.random_range(0..4) {
        let at = random.random_range(0..=bytes.len());
        let n = random.random_range(0..=(bytes.len() - at).min(64));
        match random.random_range(0..9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.random_range(0..8),
            1 if at < bytes.len() => bytes[at] = random.random(),
            2 => _ = bytes.drain(at..at + n),
            3 => {
                let piece = bytes[at..at + n].to_vec();
                let times = random.random_range(1..40);
                bytes.splice(at..at, piece.repeat(times));
            }
            4 => {
                let from = random.random_range(0..=other.len());
                let piece = &other[from..(from + n).min(other.len())];
                bytes.splice(at..at + n, piece.iter().copied());
            }
            5 => bytes.truncate(at),
            6 => number(bytes, at, random),
            _ => {
                let piece = PIECES[random.random_range(0..PIECES.len())];
                let gone = if random.random_bool(0.5) { n.min(4) } else { 0 };
                bytes.splice(at..at + gone, piece.bytes());
            }
        }
    }
}

/// Puts another number in the place of the next one.
fn number(bytes: &mut Vec<u8>, at: usize, random: &mut Pcg64) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let end = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |found| start + found);
    let digits = random.random_range(1..22);
    let new: Vec<u8> = (0..digits).map(|_| b'0' + random.random_range(0..10u8)).collect();
    bytes.splice(start..end, new);
}

/// The files in a zip; `None` of any other file.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).ok()?;
        let mut content = Vec::new();
        file.read_to_end(&mut content).ok()?;
        parts.push((file.name().ok()?.into_owned(), content));
    }
    Some(parts)
}

/// A zip with these files.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
