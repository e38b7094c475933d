//! Wish columns by rank, as forms export them: `1지망`, `희망기관(2순위)`, `희망기관3`, `choice 2`, or one header several times.

use super::columns::{Field, TableSpec};
use unicode_normalization::UnicodeNormalization;

/// A column of wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WishColumn {
    pub column: usize,
    /// Of all its wishes; `None` where the cell itself lists them, best first.
    pub rank: Option<u32>,
}

/// The number in a header that means one choice of several; `None` if it means anything else.
pub fn rank_of(spec: &TableSpec, header: &str) -> Option<u32> {
    let wishes = spec.columns.iter().find(|c| c.field == Field::Wishes)?;
    let plain: String = header.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let first = plain.find(|c: char| c.is_ascii_digit());
    let (start, number) = match first {
        Some(start) => (start, digits.parse().ok().filter(|_| plain[start..].starts_with(&digits))?),
        None => spelled_out(&plain)?,
    };
    let word_len = if first.is_some() { digits.len() } else { plain.len() - spelled_rest(&plain).len() };
    let (before, after) = (&plain[..start], &plain[start + word_len..]);
    const BEFORE: [&str; 4] = ["제", "no", "rank", "번호"];
    const AFTER: [&str; 11] = ["순위", "지망", "번째", "차", "번", "st", "nd", "rd", "th", "위", "호"];
    let before = strip(before, &BEFORE, |t, w| t.strip_suffix(w));
    let before = strip(before, &["순위", "지망"], |t, w| t.strip_suffix(w));
    let after = strip(after, &AFTER, |t, w| t.strip_prefix(w));
    let rest = format!("{before}{after}");
    const WORDS: [&str; 16] = [
        "choice",
        "choices",
        "wish",
        "preference",
        "preferences",
        "preferred",
        "priority",
        "희망상담",
        "상담희망",
        "희망상대",
        "신청",
        "상담신청",
        "희망기관명",
        "희망기업명",
        "희망업체명",
        "희망순위",
    ];
    let names = wishes.aliases.iter().chain([&wishes.name]).any(|name| *name == rest);
    let named = names || WORDS.contains(&rest.as_str()) || spec_word(&rest);
    const ASKED: [&str; 13] =
        ["", "기관", "기관명", "수요기관", "기업", "기업명", "업체", "업체명", "바이어", "바이어명", "상담", "상담기관", "우선"];
    (1..=10_000).contains(&number).then_some(number).filter(|_| named || ASKED.contains(&rest.as_str()) && says_rank(&plain))
}

/// `희망` before or after anything that the tables call a party.
fn spec_word(rest: &str) -> bool {
    const PARTIES: [&str; 10] =
        ["기관", "수요기관", "바이어", "기업", "업체", "회사", "상담기관", "상담기업", "buyer", "company"];
    let other = ["희망", "상담희망", "희망하는", "preferred", "wished"]
        .iter()
        .find_map(|w| rest.strip_prefix(w).or_else(|| rest.strip_suffix(w)));
    other.is_some_and(|party| PARTIES.contains(&party.trim_end_matches('명')))
}

/// A number alone says nothing, nor does `기관1`; `1지망`, `2순위` and `1순위 기관` do.
fn says_rank(plain: &str) -> bool {
    plain.contains("지망") || plain.contains("순위")
}

/// `first choice`, `둘째 희망기관`, ...: where the word begins and its number.
fn spelled_out(plain: &str) -> Option<(usize, u32)> {
    SPELLED.iter().find_map(|(word, n)| plain.strip_prefix(word).map(|_| (0, *n)))
}

fn spelled_rest(plain: &str) -> &str {
    SPELLED.iter().find_map(|(word, _)| plain.strip_prefix(word)).unwrap_or(plain)
}

const SPELLED: [(&str, u32); 13] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("첫번째", 1),
    ("첫째", 1),
    ("두번째", 2),
    ("둘째", 2),
    ("세번째", 3),
    ("셋째", 3),
    ("네번째", 4),
    ("다섯번째", 5),
];

/// The text without the first of the words that stands at its end or beginning.
fn strip<'t>(text: &'t str, words: &[&str], take: impl Fn(&'t str, &str) -> Option<&'t str>) -> &'t str {
    words.iter().find_map(|w| take(text, w)).unwrap_or(text)
}

/// Gives every wish column its rank: numbered ones their number, equal headers 1, 2, ... as they stand; one column alone has none. Also the
/// columns whose number another has already.
pub fn ranked(columns: &[(usize, Option<u32>)]) -> (Vec<WishColumn>, Vec<usize>) {
    if let [(column, None)] = *columns {
        return (vec![WishColumn { column, rank: None }], Vec::new());
    }
    let n_plain = columns.iter().filter(|c| c.1.is_none()).count() as u32;
    let least = columns.iter().filter_map(|c| c.1).min().unwrap_or(u32::MAX);
    // `희망기관, 희망기관.1, 희망기관.2`: the plain one comes first.
    let shift = if least <= n_plain { n_plain + 1 - least } else { 0 };
    let (mut ranked, mut twice, mut next) = (Vec::<WishColumn>::new(), Vec::new(), 0);
    for &(column, number) in columns {
        let rank = number.map_or_else(
            || {
                next += 1;
                next
            },
            |n| n + shift,
        );
        match ranked.iter().any(|w| w.rank == Some(rank)) {
            true => twice.push(column),
            false => ranked.push(WishColumn { column, rank: Some(rank) }),
        }
    }
    ranked.sort_by_key(|w| w.rank);
    (ranked, twice)
}

#[cfg(test)]
mod tests {
    use super::super::columns::TableKind;
    use super::*;

    #[test]
    fn headers_of_choices_are_known_by_their_number() {
        let smes = TableKind::Smes.spec();
        for (header, rank) in [
            ("1지망", 1),
            ("2순위", 2),
            ("희망기관3", 3),
            ("희망기관_3", 3),
            ("희망기관(2순위)", 2),
            ("1순위 희망기관", 1),
            ("제2지망", 2),
            ("choice 2", 2),
            ("2nd choice", 2),
            ("First choice", 1),
            ("wishes.1", 1),
            ("희망 수요기관 10", 10),
            ("희망바이어①", 1),
            ("희망기관 1지망", 1),
            ("상담희망기관 2", 2),
            ("1순위 기관", 1),
            ("2지망(기관명)", 2),
            ("지망1", 1),
            ("상담1순위", 1),
            ("첫 번째 희망기관", 1),
            ("둘째 희망기관", 2),
        ] {
            assert_eq!(rank_of(smes, header), Some(rank), "{header}");
        }
        for header in [
            "연번",
            "1",
            "2022",
            "참가일 1",
            "담당자2",
            "전화번호1",
            "1일최대상담수",
            "희망기관",
            "순위",
            "비고1",
            "희망시간1",
            "기관1",
            "1순위 품목",
            "첫째 날",
            "choice",
        ] {
            assert_eq!(rank_of(smes, header), None, "{header}");
        }
        assert_eq!(rank_of(TableKind::Pins.spec(), "1지망"), None);
    }

    #[test]
    fn columns_without_a_number_count_as_they_stand() {
        let ranks = |columns: &[(usize, Option<u32>)]| {
            let (ranked, twice) = ranked(columns);
            (ranked.iter().map(|w| (w.column, w.rank)).collect::<Vec<_>>(), twice)
        };
        assert_eq!(ranks(&[(2, None)]), (vec![(2, None)], vec![]));
        assert_eq!(ranks(&[(2, None), (3, None)]), (vec![(2, Some(1)), (3, Some(2))], vec![]));
        assert_eq!(ranks(&[(2, None), (3, Some(1)), (4, Some(2))]), (vec![(2, Some(1)), (3, Some(2)), (4, Some(3))], vec![]));
        assert_eq!(ranks(&[(2, None), (3, Some(2))]), (vec![(2, Some(1)), (3, Some(2))], vec![]));
        assert_eq!(ranks(&[(5, Some(2)), (3, Some(1)), (4, Some(2))]), (vec![(3, Some(1)), (5, Some(2))], vec![4]));
    }
}
