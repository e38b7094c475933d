//! The records of an old binary workbook and the texts in them, as [MS-XLS] says: texts may go on in the next record, each time in one or two bytes a character.

use super::ole::u16_at;
use crate::event::limits;
use encoding_rs::Encoding;

/// A record with those that continue it.
pub struct Record<'s> {
    pub kind: u16,
    pub data: &'s [u8],
    pieces: Vec<&'s [u8]>,
}

/// The records from a place of a stream on, to the one that ends its part.
pub struct Records<'s> {
    rest: &'s [u8],
}

pub const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

impl<'s> Records<'s> {
    pub fn from(stream: &'s [u8], start: usize) -> Result<Self, String> {
        Ok(Self { rest: stream.get(start..).ok_or("a sheet lies beyond its end")? })
    }

    /// The next record.
    pub fn next(&mut self) -> Result<Record<'s>, String> {
        let (kind, data) = self.take()?;
        let mut pieces = vec![data];
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            pieces.push(self.take()?.1);
        }
        Ok(Record { kind, data, pieces })
    }

    fn take(&mut self) -> Result<(u16, &'s [u8]), String> {
        let head = u16_at(self.rest, 0).zip(u16_at(self.rest, 2));
        let cut = head.and_then(|(kind, length)| {
            let (data, rest) = self.rest[4..].split_at_checked(length.into())?;
            Some((kind, data, rest))
        });
        let (kind, data, rest) = cut.ok_or("it is cut off")?;
        self.rest = rest;
        Ok((kind, data))
    }
}

/// How texts are written.
#[derive(Clone, Copy)]
pub enum Texts {
    /// In Unicode, since Excel 97.
    Unicode,
    /// In the code page of the country, as Excel 5 and 95 do.
    CodePage(&'static Encoding),
}

impl Texts {
    /// By the number that Windows gives a code page.
    pub fn of_code_page(number: u16) -> Result<Self, String> {
        use encoding_rs::*;
        Ok(Self::CodePage(match number {
            874 => WINDOWS_874,
            932 => SHIFT_JIS,
            936 => GBK,
            949 => EUC_KR,
            950 => BIG5,
            1250 => WINDOWS_1250,
            1251 => WINDOWS_1251,
            1253 => WINDOWS_1253,
            1254 => WINDOWS_1254,
            1255 => WINDOWS_1255,
            1256 => WINDOWS_1256,
            1257 => WINDOWS_1257,
            1258 => WINDOWS_1258,
            10000 | 32768 => MACINTOSH,
            367 | 1252 | 32769 => WINDOWS_1252,
            other => return Err(format!("texts in code page {other} are not read")),
        }))
    }
}

/// Reads one thing after the other in a record and those that continue it.
pub struct Cursor<'r, 's> {
    pieces: &'r [&'s [u8]],
    piece: usize,
    at: usize,
}

impl<'s> Record<'s> {
    /// Begins at a byte of the record.
    pub fn cursor(&self, at: usize) -> Cursor<'_, 's> {
        Cursor { pieces: &self.pieces, piece: 0, at }
    }
}

impl Cursor<'_, '_> {
    /// Bytes left in this piece.
    fn left(&self) -> &[u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or_default()
    }

    /// To the next piece; false if there is none.
    fn turn(&mut self) -> bool {
        (self.piece, self.at) = (self.piece + 1, 0);
        self.piece < self.pieces.len()
    }

    fn byte(&mut self) -> Option<u8> {
        while self.left().is_empty() {
            if !self.turn() {
                return None;
            }
        }
        let byte = self.left()[0];
        self.at += 1;
        Some(byte)
    }

    pub fn number<const N: usize>(&mut self) -> Option<u32> {
        (0..N).try_fold(0, |sum, i| Some(sum | u32::from(self.byte()?) << (8 * i)))
    }

    fn skip(&mut self, mut n: usize) {
        loop {
            let step = n.min(self.left().len());
            (self.at, n) = (self.at + step, n - step);
            if n == 0 || !self.turn() {
                return;
            }
        }
    }

    /// A text behind its number of characters, which takes `LENGTH` bytes; cut to one character more than a cell may hold.
    pub fn text<const LENGTH: usize>(&mut self, texts: Texts) -> Option<String> {
        let length = self.number::<LENGTH>()? as usize;
        let text = match texts {
            Texts::Unicode => self.unicode(length)?,
            Texts::CodePage(encoding) => {
                let bytes: Vec<u8> = (0..length).map_while(|_| self.byte()).collect();
                encoding.decode_without_bom_handling(&bytes).0.into_owned()
            }
        };
        let most = limits::CELL_CHARS.size() + 1;
        let text: String = text.chars().filter(|c| *c != '\0').take(most).collect();
        Some(text.replace("\r\n", "\n").replace('\r', "\n"))
    }

    fn unicode(&mut self, length: usize) -> Option<String> {
        const WIDE: u8 = 1;
        const PHONETIC: u8 = 4;
        const RICH: u8 = 8;
        let mut flags = self.byte()?;
        let n_runs = if flags & RICH != 0 { self.number::<2>()? as usize } else { 0 };
        let n_phonetic = if flags & PHONETIC != 0 { self.number::<4>()? as usize } else { 0 };
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.left().is_empty() {
                if !self.turn() {
                    return None;
                }
                flags = self.byte()?;
            }
            let width = if flags & WIDE != 0 { 2 } else { 1 };
            let n = (length - units.len()).min(self.left().len() / width);
            if n == 0 {
                return None;
            }
            let bytes = &self.left()[..n * width];
            match width {
                2 => units.extend(bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit))),
                _ => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            self.at += n * width;
        }
        self.skip(4 * n_runs);
        self.skip(n_phonetic);
        Some(String::from_utf16_lossy(&units))
    }
}
