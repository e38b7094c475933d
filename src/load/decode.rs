//! Bytes to text: UTF-8, UTF-16 and CP949, told apart by their bytes alone.

use encoding_rs::{EUC_KR, Encoding, UTF_16BE, UTF_16LE};

/// How the bytes of a file were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Utf8Bom,
    Utf16,
    Cp949,
}

/// A text, and the 1-based lines on which bytes could not be read (there `U+FFFD` stands).
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub charset: Charset,
    pub bad_lines: Vec<u32>,
}

/// Reads bytes as UTF-8 or UTF-16 by their byte order mark, UTF-16 without one by its zero bytes, valid UTF-8 as such, else as CP949.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return match std::str::from_utf8(rest) {
            Ok(text) => Decoded { text: text.to_string(), charset: Charset::Utf8Bom, bad_lines: Vec::new() },
            Err(_) => lossy(String::from_utf8_lossy(rest).into_owned(), Charset::Utf8Bom),
        };
    }
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return lossy(text.into_owned(), Charset::Utf16);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_string(), charset: Charset::Utf8, bad_lines: Vec::new() };
    }
    let (korean, failed) = EUC_KR.decode_without_bom_handling(bytes);
    let as_utf8 = String::from_utf8_lossy(bytes);
    // A mostly valid UTF-8 file with a few broken bytes is not CP949: read it as what it is, so that the broken line is named.
    if failed && count_bad(&as_utf8) < count_bad(&korean) {
        return lossy(as_utf8.into_owned(), Charset::Utf8);
    }
    lossy(korean.into_owned(), Charset::Cp949)
}

fn count_bad(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

/// UTF-16 by its mark, or by zero bytes most of them in every other position, as Latin text and delimiters make them; those in the others come
/// from signs such as `가`, U+AC00.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = |zeros: usize| zeros * 40 >= head.len();
    if odd > even && enough(odd) {
        Some(UTF_16LE)
    } else if even > odd && enough(even) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A text in which `U+FFFD` marks what could not be read.
fn lossy(text: String, charset: Charset) -> Decoded {
    let bad_lines = (1u32..).zip(text.lines()).filter(|(_, l)| l.contains(char::REPLACEMENT_CHARACTER)).map(|(n, _)| n).collect();
    Decoded { text, charset, bad_lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "번호,이름\r\nS1,똠방 각하\r\nS2,가람\r\n";

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn one_text_in_every_encoding() {
        let cp949 = EUC_KR.encode(TEXT).0.into_owned();
        let cases = [
            (TEXT.as_bytes().to_vec(), Charset::Utf8),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), Charset::Utf8Bom),
            (utf16(TEXT, true, true), Charset::Utf16),
            (utf16(TEXT, true, false), Charset::Utf16),
            (utf16(TEXT, false, true), Charset::Utf16),
            (utf16(TEXT, false, false), Charset::Utf16),
            (cp949, Charset::Cp949),
        ];
        for (bytes, charset) in cases {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.charset), (TEXT, charset));
            assert!(decoded.bad_lines.is_empty());
        }
    }

    /// The mark alone decides, also where no byte is zero; without it a zero here and there decides nothing.
    #[test]
    fn the_mark_of_utf16_needs_no_zeros_and_a_zero_makes_none() {
        for little in [true, false] {
            let decoded = decode(&utf16("가람나래", true, little));
            assert_eq!((decoded.text.as_str(), decoded.charset), ("가람나래", Charset::Utf16));
        }
        let latin = "S1,Garam\n".repeat(9);
        for at in [20, 21] {
            let mut bytes = latin.clone().into_bytes();
            bytes[at] = 0;
            assert_eq!(decode(&bytes).charset, Charset::Utf8, "{at}");
        }
        // Hangul with a zero byte of its own, among Latin: 가 is U+AC00.
        let text = "S1,가가가가,Seoul\n";
        for little in [true, false] {
            assert_eq!(decode(&utf16(text, false, little)).text, text);
        }
    }

    #[test]
    fn a_broken_byte_is_placed_on_its_line() {
        let broken = [TEXT.as_bytes(), b"S3,a\xff\xfeb\n"].concat();
        let decoded = decode(&broken);
        assert_eq!((decoded.charset, decoded.bad_lines), (Charset::Utf8, vec![4]));
        let mut korean = EUC_KR.encode(TEXT).0.into_owned();
        korean.extend(b"S3,\xff\n");
        let decoded = decode(&korean);
        assert_eq!((decoded.charset, decoded.bad_lines), (Charset::Cp949, vec![4]));
    }
}
