//! Number formats of a spreadsheet: a number as the sheet shows it. Knows `0`, `000-0000-0000`, `#,##0`, dates and times, not fractions or exponents.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

/// The format of a built-in id, as Korean and English Excel show it.
pub fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 30 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 | 32 => "h:mm",
        21 | 33 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        27..=29 | 31 | 34..=36 | 50..=58 => "yyyy-mm-dd",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        _ => "General",
    }
}

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    Number,
    Date,
    Time,
    DateTime,
}

/// A part of a format.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// A run of one date letter: `yyyy`, `m`, `aaa`.
    Date(char, usize),
    /// Elapsed hours, minutes or seconds.
    Elapsed(char),
    /// AM/PM, or 오전/오후 if true.
    Half(bool),
    General,
    Text,
    /// Exponents, fractions and what else is not shown here.
    Other,
}

/// The section of a format for a number, and whether it is the one for numbers below zero, which says itself how they show it.
fn section_for(format: &str, x: f64) -> (String, bool) {
    let sections = split_sections(format);
    let conditions: Vec<Option<(String, f64)>> = sections.iter().map(|s| condition(s)).collect();
    if conditions.iter().any(Option::is_some) {
        let fits = |c: &Option<(String, f64)>| match c {
            Some((op, limit)) => match op.as_str() {
                "<" => x < *limit,
                "<=" => x <= *limit,
                ">" => x > *limit,
                ">=" => x >= *limit,
                "<>" => x != *limit,
                _ => x == *limit,
            },
            None => true,
        };
        let i = conditions.iter().position(fits).unwrap_or(sections.len() - 1);
        return (sections[i].clone(), false);
    }
    let i = match sections.len() {
        1 => 0,
        2 => usize::from(x < 0.0),
        _ if x > 0.0 => 0,
        _ if x < 0.0 => 1,
        _ => 2,
    };
    (sections[i].clone(), i == 1)
}

/// Split at `;` outside quotes.
fn split_sections(format: &str) -> Vec<String> {
    let (mut sections, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in format.chars() {
        if c == ';' && !quoted && !escaped {
            sections.push(String::new());
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped && !quoted;
        sections.last_mut().expect("one section at least").push(c);
    }
    sections
}

/// `[<=9999999]` as (`<=`, 9999999).
fn condition(section: &str) -> Option<(String, f64)> {
    let inside = section.split('[').skip(1).filter_map(|s| s.split(']').next());
    inside.into_iter().find_map(|s| {
        let digits = s.find(|c: char| c.is_ascii_digit() || c == '-')?;
        let op = &s[..digits];
        let known = ["<", "<=", ">", ">=", "=", "<>"].contains(&op);
        known.then(|| s[digits..].parse().ok().map(|n| (op.to_string(), n)))?
    })
}

fn tokens(section: &str) -> Vec<Token> {
    let chars: Vec<char> = section.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let rest: String = chars[i..].iter().collect();
        let lower = rest.to_lowercase();
        let c = chars[i];
        let (token, n) = if lower.starts_with("general") {
            (Some(Token::General), 7)
        } else if lower.starts_with("am/pm") {
            (Some(Token::Half(false)), 5)
        } else if rest.starts_with("오전/오후") {
            (Some(Token::Half(true)), 5)
        } else {
            match c {
                '"' => {
                    let text: String = chars[i + 1..].iter().take_while(|c| **c != '"').collect();
                    let n = text.chars().count();
                    (Some(Token::Literal(text)), n + 2)
                }
                '\\' => (chars.get(i + 1).map(|c| Token::Literal(c.to_string())), 2),
                '_' => (Some(Token::Literal(" ".into())), 2),
                '*' => (None, 2),
                '[' => {
                    let inside: String = chars[i + 1..].iter().take_while(|c| **c != ']').collect();
                    let n = inside.chars().count() + 2;
                    let unit = inside.to_lowercase().chars().next().filter(|_| !inside.is_empty());
                    let elapsed = unit.filter(|u| "hms".contains(*u) && inside.to_lowercase().chars().all(|c| c == *u));
                    (elapsed.map(Token::Elapsed), n)
                }
                '0' | '#' | '?' => (Some(Token::Digit(c)), 1),
                '.' => (Some(Token::Point), 1),
                ',' => (Some(Token::Comma), 1),
                '%' => (Some(Token::Percent), 1),
                '@' => (Some(Token::Text), 1),
                'E' | 'e' if matches!(chars.get(i + 1), Some('+' | '-')) => (Some(Token::Other), 2),
                _ if "ymdhsae".contains(c.to_ascii_lowercase()) => {
                    let same = |d: &&char| d.eq_ignore_ascii_case(&c);
                    let n = chars[i..].iter().take_while(same).count();
                    // `aaa` is a weekday, a single letter the letter itself.
                    let is_letter = c.eq_ignore_ascii_case(&'a') && n < 3;
                    let letters: String = chars[i..i + n].iter().collect();
                    (Some(if is_letter { Token::Literal(letters) } else { Token::Date(c.to_ascii_lowercase(), n) }), n)
                }
                _ => (Some(Token::Literal(c.to_string())), 1),
            }
        };
        tokens.extend(token);
        i += n;
    }
    tokens
}

/// Whether a format shows dates, times or numbers.
pub fn looks(format: &str) -> Looks {
    let tokens = tokens(&split_sections(format)[0]);
    let has = |letters: &str| tokens.iter().any(|t| matches!(t, Token::Date(c, _) if letters.contains(*c)));
    let time = has("hs") || tokens.iter().any(|t| matches!(t, Token::Elapsed(_) | Token::Half(_)));
    let date = has("yda") || has("m") && !time;
    match (date, time) {
        (true, true) => Looks::DateTime,
        (true, false) => Looks::Date,
        (false, true) => Looks::Time,
        (false, false) => Looks::Number,
    }
}

/// A number as its format shows it; `None` where the format says nothing more than the number itself, or is not known here.
pub fn show(x: f64, format: &str) -> Option<String> {
    let (section, is_below_zero) = section_for(format, x);
    let tokens = tokens(&section);
    let has_digit = tokens.iter().any(|t| matches!(t, Token::Digit(_)));
    let unknown = |t: &Token| {
        matches!(t, Token::General | Token::Text | Token::Other | Token::Date(..) | Token::Elapsed(_) | Token::Half(_))
    };
    if tokens.iter().any(unknown) || !has_digit || tokens.contains(&Token::Literal("/".into())) {
        return None;
    }
    Some(number(if is_below_zero { -x } else { x }, &tokens))
}

/// Digits filled into the places of a format from the right, as Excel does.
fn number(x: f64, tokens: &[Token]) -> String {
    let percent = tokens.iter().filter(|t| **t == Token::Percent).count() as i32;
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let decimals = tokens[point..].iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let before: Vec<usize> = (0..point).filter(|i| matches!(tokens[*i], Token::Digit(_))).collect();
    let (first, last) = (before.first().copied(), before.last().copied());
    let inside = |i: usize| first.is_some_and(|f| f < i) && last.is_some_and(|l| i < l);
    let grouped = (0..point).any(|i| tokens[i] == Token::Comma && inside(i));
    // A comma behind the last digit, of the whole part or of all, divides by a thousand.
    let is_behind =
        |i: usize| last.is_some_and(|l| l < i) && (i < point || !tokens[i..].iter().any(|t| matches!(t, Token::Digit(_))));
    let thousands = (0..tokens.len()).filter(|i| tokens[*i] == Token::Comma && is_behind(*i)).count() as i32;
    let value = (x * 100_f64.powi(percent) / 1000_f64.powi(thousands)).abs();
    // Halves go up, also those that binary fractions miss by a hair, as 1.005 does. A long number would be another one.
    let unit = 10_f64.powi(decimals as i32);
    let rounded = if value * unit < 1e12 { (value * unit * (1.0 + 2.0 * f64::EPSILON)).round() / unit } else { value };
    let digits = format!("{rounded:.decimals$}");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut whole: Vec<char> = whole.trim_start_matches('0').chars().collect();
    let mut out: Vec<String> = Vec::new();
    let mut n_shown = 0;
    // From the last place to the first; the first takes all digits that are left.
    for (i, token) in tokens[..point].iter().enumerate().rev() {
        match token {
            Token::Digit(kind) => {
                let mut places = 1;
                if Some(i) == first {
                    places = whole.len().max(1);
                }
                for _ in 0..places {
                    let digit = whole.pop().or(match kind {
                        '0' => Some('0'),
                        '?' => Some(' '),
                        _ => None,
                    });
                    if let Some(digit) = digit {
                        if grouped && n_shown > 0 && n_shown % 3 == 0 {
                            out.push(",".into());
                        }
                        out.push(digit.to_string());
                        n_shown += 1;
                    }
                }
            }
            Token::Literal(text) => out.push(text.clone()),
            Token::Percent => out.push("%".into()),
            _ => {}
        }
    }
    out.reverse();
    let mut text: String = out.concat();
    let mut fraction = fraction.chars();
    for token in &tokens[point..] {
        match token {
            Token::Point => text.push('.'),
            Token::Digit(_) => text.extend(fraction.next()),
            Token::Literal(literal) => text.push_str(literal),
            Token::Percent => text.push('%'),
            _ => {}
        }
    }
    if x < 0.0 { format!("-{}", text.trim()) } else { text.trim().to_string() }
}

/// The moment of a serial number: day 1 is 1900-01-01 (with Excel's 29 February 1900), or day 0 is 1904-01-01.
pub fn moment(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    const MAX_SERIAL: f64 = 2_958_466.0;
    if !(0.0..MAX_SERIAL).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let first = if is_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else {
        NaiveDate::from_ymd_opt(1899, 12, if serial < 60.0 { 31 } else { 30 })?
    };
    first.and_hms_opt(0, 0, 0)?.checked_add_signed(Duration::seconds(seconds))
}

/// A serial number as a date format shows it.
pub fn show_date(serial: f64, format: &str, is_1904: bool) -> Option<String> {
    const WEEKDAYS: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
    let at = moment(serial, is_1904)?;
    let tokens = tokens(&section_for(format, serial).0);
    let by_half = tokens.iter().any(|t| matches!(t, Token::Half(_)));
    let hour = if by_half { (at.hour() + 11) % 12 + 1 } else { at.hour() };
    let is_time = |t: Option<&Token>| matches!(t, Some(Token::Date('h' | 's', _) | Token::Elapsed('h' | 's')));
    let parts: Vec<(usize, &Token)> =
        tokens.iter().enumerate().filter(|(_, t)| matches!(t, Token::Date(..) | Token::Elapsed(_))).collect();
    let minutes = |i: usize| {
        let here = parts.iter().position(|(k, _)| *k == i).unwrap_or(0);
        let before = here.checked_sub(1).and_then(|k| parts.get(k)).map(|p| p.1);
        let next = parts.get(here + 1).map(|p| p.1);
        matches!(before, Some(Token::Date('h', _) | Token::Elapsed('h')))
            || is_time(next) && matches!(next, Some(Token::Date('s', _)))
    };
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        let padded = |n: u32, width: usize| if width > 1 { format!("{n:02}") } else { n.to_string() };
        match token {
            Token::Date('y', 3..) | Token::Date('e', _) => out += &at.year().to_string(),
            Token::Date('y', _) => out += &format!("{:02}", at.year().rem_euclid(100)),
            Token::Date('m', n) if minutes(i) => out += &padded(at.minute(), *n),
            Token::Date('m', n @ 1..=2) => out += &padded(at.month(), *n),
            Token::Date('m', 3) => out += &at.format("%b").to_string(),
            Token::Date('m', 5) => out.extend(at.format("%B").to_string().chars().next()),
            Token::Date('m', _) => out += &at.format("%B").to_string(),
            Token::Date('d', n @ 1..=2) => out += &padded(at.day(), *n),
            Token::Date('a', 3) => out += WEEKDAYS[at.weekday().num_days_from_monday() as usize],
            Token::Date('a', _) => out += &format!("{}요일", WEEKDAYS[at.weekday().num_days_from_monday() as usize]),
            Token::Date('d', 3) => out += &at.weekday().to_string(),
            Token::Date('d', _) => out += &at.format("%A").to_string(),
            Token::Date('h', n) => out += &padded(hour, *n),
            Token::Date('s', n) => out += &padded(at.second(), *n),
            Token::Elapsed('h') => out += &((serial * 24.0 + 1e-9).floor() as i64).to_string(),
            Token::Elapsed('m') => out += &((serial * 1440.0 + 1e-9).floor() as i64).to_string(),
            Token::Elapsed(_) => out += &((serial * 86_400.0).round() as i64).to_string(),
            Token::Half(true) => out += if at.hour() < 12 { "오전" } else { "오후" },
            Token::Half(false) => out += if at.hour() < 12 { "AM" } else { "PM" },
            Token::Literal(text) => out += text,
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            // A fraction of a second: times are read to the second.
            Token::Digit(_) => out.push('0'),
            _ => {}
        }
    }
    Some(out.trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_the_sheet_shows_them() {
        for (x, format, want) in [
            (1.0, "000", Some("001")),
            (1_000_000_001.0, "000-0000-0000", Some("010-0000-0001")),
            (21_234_567.0, "[<=99999999]####-####;(0##) ####-####", Some("2123-4567")),
            (1_234.0, "#,##0", Some("1,234")),
            (1_234_567.0, "#,##0\"원\"", Some("1,234,567원")),
            (6.0, "0\"건\"", Some("6건")),
            (1.5, "0.00", Some("1.50")),
            (-3.0, "0", Some("-3")),
            (7.0, "\"S\"000", Some("S007")),
            (7.0, "A-00", Some("A-07")),
            (12.0, "0", Some("12")),
            (0.25, "0%", Some("25%")),
            (7.0, "General", None),
            (7.0, "@", None),
            (1.5, "# ?/?", None),
            (15.0, "0.00E+00", None),
            (1_234.0, "# ##0", Some("1 234")),
            (2.5, "0", Some("3")),
            (1.005, "0.00", Some("1.01")),
            (2.49, "0", Some("2")),
            (2_000_000_000_000_001.0, "0", Some("2000000000000001")),
            (999_999_999_999_999.0, "0", Some("999999999999999")),
            (0.0, "#", Some("")),
            // Literal signs, room as wide as a sign, a sign that fills the cell, digits that stay blank.
            (5.0, "_-0_-", Some("5")),
            (5.0, "*x0", Some("5")),
            (5.0, "\\x0", Some("x5")),
            (7.0, "0-??0", Some("0-  7")),
            (7.0, "0-##0", Some("0-7")),
            (1.5, "0.0\"kg\"", Some("1.5kg")),
            (0.255, "0.0%", Some("25.5%")),
            (12_345_678.0, "#,##0,", Some("12,346")),
            (12_345_678.0, "0.0,,", Some("12.3")),
            (7.0, "[Red]0", Some("7")),
            (7.0, "\"a;b\"0;0", Some("a;b7")),
        ] {
            assert_eq!(show(x, format).as_deref().map(str::trim), want, "{x} {format}");
        }
    }

    #[test]
    fn the_section_of_a_format_that_a_number_belongs_to() {
        for (format, shown) in [
            ("0", ["-7", "0", "7"]),
            ("\"a\"0;\"b\"0", ["b7", "a0", "a7"]),
            ("0;(0)", ["(7)", "0", "7"]),
            ("0;-0", ["-7", "0", "7"]),
            ("\"a\"0;\"b\"0;\"c\"0", ["b7", "c0", "a7"]),
            ("\"a\"0;\"b\"0;\"c\"0;@", ["b7", "c0", "a7"]),
            ("[<0]\"a\"0;\"b\"0", ["-a7", "b0", "b7"]),
            ("[<=0]\"a\"0;\"b\"0", ["-a7", "a0", "b7"]),
            ("[>0]\"a\"0;\"b\"0", ["-b7", "b0", "a7"]),
            ("[>=0]\"a\"0;\"b\"0", ["-b7", "a0", "a7"]),
            ("[=0]\"a\"0;\"b\"0", ["-b7", "a0", "b7"]),
            ("[<>0]\"a\"0;\"b\"0", ["-a7", "b0", "a7"]),
            ("[>=7]\"a\"0;[<-6]\"b\"0;\"c\"0", ["-b7", "c0", "a7"]),
            // Without a section for the rest, the last one takes it.
            ("[>=7]\"a\"0;[<-6]\"b\"0", ["-b7", "b0", "a7"]),
        ] {
            let of = |x: f64| show(x, format).unwrap_or_default();
            assert_eq!([of(-7.0), of(0.0), of(7.0)], shown, "{format}");
        }
    }

    #[test]
    fn what_the_numbers_of_formats_stand_for() {
        let number = |id, x| show(x, built_in(id)).unwrap_or_default();
        for (id, want) in [
            (0, ""),
            (1, "1235"),
            (2, "1234.50"),
            (3, "1,235"),
            (4, "1,234.50"),
            (9, "123450%"),
            (10, "123450.00%"),
            (37, "1,235"),
            (38, "1,235"),
            (39, "1,234.50"),
            (40, "1,234.50"),
        ] {
            assert_eq!(number(id, 1_234.5), want, "{id}");
        }
        // 14:05:09 on Wednesday, 13 April 2022.
        let date = |id| show_date(44_664.0 + (14.0 * 3600.0 + 5.0 * 60.0 + 9.0) / 86_400.0, built_in(id), false).unwrap();
        for (ids, want) in [
            (&[14, 27, 28, 29, 30, 31, 34, 35, 36, 50, 54, 58][..], "2022-04-13"),
            (&[15], "13-Apr-22"),
            (&[16], "13-Apr"),
            (&[17], "Apr-22"),
            (&[18], "2:05 PM"),
            (&[19], "2:05:09 PM"),
            (&[20, 32], "14:05"),
            (&[21, 33], "14:05:09"),
            (&[22], "2022-04-13 14:05"),
            (&[45], "05:09"),
            (&[46], "1071950:05:09"),
            (&[47], "05:09.0"),
        ] {
            ids.iter().for_each(|id| assert_eq!(date(*id), want, "{id}"));
        }
    }

    #[test]
    fn dates_as_the_sheet_shows_them() {
        for (x, format, want) in [
            (44_664.0, "yyyy-mm-dd", "2022-04-13"),
            (44_664.0, "m\"월\" d\"일\"", "4월 13일"),
            (44_664.0, "m/d(aaa)", "4/13(수)"),
            (44_664.0, "[$-412]yy\\.m\\.d", "22.4.13"),
            (44_664.437_5, "yyyy-mm-dd h:mm", "2022-04-13 10:30"),
            (0.604_166_666_667, "오전/오후 h:mm", "오후 2:30"),
            (0.604_166_666_667, "h:mm AM/PM", "2:30 PM"),
            (1.0, "[h]:mm", "24:00"),
            (44_627.0, "d-mmm", "7-Mar"),
            (44_664.0, "dddd, d. mmmm yyyy", "Wednesday, 13. April 2022"),
            (44_664.0, "ddd dd/mm", "Wed 13/04"),
            (44_664.0, "mmmmm", "A"),
            (44_664.0, "aaaa", "수요일"),
            (44_664.0, "e", "2022"),
            (44_664.604_166_666_667, "h.mm", "14.30"),
            (44_664.604_166_666_667, "d,m,h", "13,4,14"),
            (0.254_166_666_667, "hh:mm:ss", "06:06:00"),
            (0.254_166_666_667, "h:m:s", "6:6:0"),
            (0.0, "h:mm AM/PM", "12:00 AM"),
            (0.5, "오전/오후 h시", "오후 12시"),
            (0.062_5, "[m]:ss", "90:00"),
            (0.062_5, "[s]", "5400"),
            (2.25, "[hh]:mm", "54:00"),
            (44_664.25, "h:mm d/m", "6:00 13/4"),
            (44_664.25, "mm/dd hh:mm", "04/13 06:00"),
        ] {
            assert_eq!(show_date(x, format, false).as_deref(), Some(want), "{x} {format}");
        }
    }

    #[test]
    fn formats_tell_dates_from_numbers() {
        for (format, want) in [
            ("General", Looks::Number),
            ("000", Looks::Number),
            ("0\"day\"", Looks::Number),
            ("m/d", Looks::Date),
            ("[$-412]yyyy\"년\" m\"월\" d\"일\" aaaa", Looks::Date),
            ("h:mm", Looks::Time),
            ("mm:ss", Looks::Time),
            ("[h]:mm", Looks::Time),
            ("yyyy-mm-dd hh:mm", Looks::DateTime),
            ("[Red]0", Looks::Number),
        ] {
            assert_eq!(looks(format), want, "{format}");
        }
    }

    #[test]
    fn serial_numbers_in_both_date_systems() {
        let day = |x, is_1904| moment(x, is_1904).map(|t| t.to_string()).unwrap_or_default();
        assert_eq!(day(44_664.0, false), "2022-04-13 00:00:00");
        assert_eq!(day(43_202.0, true), "2022-04-13 00:00:00");
        assert_eq!(day(1.416_666_666_666_667, false), "1900-01-01 10:00:00");
        assert_eq!(day(-1.0, false), "");
    }
}
