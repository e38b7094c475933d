//! Names as a reader of a language sees them, and the order of a pick-up list (가나다 / ABC).

use crate::event::{Event, Lang, Party, PartyId, PlaceId, PlaceKind, Side};
use crate::report::words::words;

/// The name a reader knows a party by: an SME's name in the reader's language, a buyer's organisation.
pub fn title(party: &Party, lang: Lang) -> &str {
    match party.side {
        Side::Sme if lang == Lang::En && !party.name_en.is_empty() => &party.name_en,
        Side::Sme => &party.name,
        Side::Buyer if party.org.is_empty() => &party.name,
        Side::Buyer => &party.org,
    }
}

/// What stands below the title: a buyer's department and person; an SME's name in the other language.
pub fn subtitle(party: &Party, lang: Lang) -> String {
    let parts: [&str; 2] = match party.side {
        Side::Sme if title(party, lang) == party.name_en => [&party.name, ""],
        Side::Sme => [&party.name_en, ""],
        Side::Buyer if party.org.is_empty() => [&party.dept, ""],
        Side::Buyer => [&party.dept, &party.name],
    };
    let shown: Vec<_> = parts.into_iter().filter(|p| !p.is_empty() && *p != title(party, lang)).collect();
    shown.join(" ")
}

/// Title and subtitle on one line.
pub fn full_name(party: &Party, lang: Lang) -> String {
    match subtitle(party, lang) {
        below if below.is_empty() || party.side == Side::Sme => title(party, lang).to_string(),
        below => format!("{}, {below}", title(party, lang)),
    }
}

/// `3관 상담석 3-T07`, `Hall 3, table 3-T07`.
pub fn place_in_words(event: &Event, place: PlaceId, lang: Lang) -> String {
    let (w, place) = (words(lang), event.place(place));
    let kind = match place.kind {
        PlaceKind::Table => w.table,
        PlaceKind::Video => w.video_room,
    };
    let hall = hall_in_words(&event.halls[place.hall.ix()], lang);
    match lang {
        Lang::Ko => format!("{hall} {kind} {}", place.id),
        Lang::En => format!("{hall}, {} {}", kind.to_lowercase(), place.id),
    }
}

/// `3관`, `Hall 3`; a hall named in words stays as it is.
pub fn hall_in_words(hall: &str, lang: Lang) -> String {
    let short = hall.chars().all(|c| c.is_ascii_alphanumeric()) && hall.chars().count() <= 3;
    match (short, lang) {
        (false, _) => hall.to_string(),
        (true, Lang::Ko) => format!("{hall}관"),
        (true, Lang::En) => format!("Hall {hall}"),
    }
}

/// Ways to write "incorporated" before or after a Korean name; they do not count in the order of a list.
const LEGAL_FORMS: [&str; 7] = ["(주)", "㈜", "주식회사", "(유)", "유한회사", "(사)", "(재)"];

/// What a name is sorted by: without its legal form, case ignored.
pub fn sort_key(name: &str) -> String {
    let mut rest = name.trim();
    while let Some(form) = LEGAL_FORMS.iter().find(|f| rest.starts_with(**f) && rest.len() > f.len()) {
        rest = rest[form.len()..].trim_start();
    }
    rest.to_lowercase()
}

/// The heading a name stands under in a list: `ㄱ`, `A` or `#`.
pub fn initial(name: &str) -> String {
    let Some(first) = sort_key(name).chars().next() else { return "#".into() };
    match first {
        '가'..='힣' => choseong(first).to_string(),
        'a'..='z' => first.to_ascii_uppercase().to_string(),
        c if c.is_alphabetic() => c.to_uppercase().to_string(),
        _ => "#".into(),
    }
}

/// First consonant of a Hangul syllable, tense ones under their plain letter, as Korean lists have it.
fn choseong(syllable: char) -> char {
    const PLAIN: [char; 19] =
        ['ㄱ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅂ', 'ㅅ', 'ㅅ', 'ㅇ', 'ㅈ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
    PLAIN[(syllable as usize - '가' as usize) / 588]
}

/// The parties of a side in the order of a pick-up list in that language.
pub fn alphabetical(event: &Event, ids: impl Iterator<Item = PartyId>, lang: Lang) -> Vec<PartyId> {
    let mut list: Vec<_> = ids.collect();
    list.sort_by_cached_key(|id| {
        let name = title(event.party(*id), lang);
        let group = initial(name);
        // Digits and signs last, Hangul first for Korean readers and after Latin for others.
        let rank = match group.chars().next() {
            Some('#') => 2,
            Some('ㄱ'..='ㅎ') => u8::from(lang == Lang::En),
            _ => u8::from(lang == Lang::Ko),
        };
        (rank, group, sort_key(name), *id)
    });
    list
}

/// The side as the files write it.
pub(super) fn side_name(side: Side) -> &'static str {
    match side {
        Side::Sme => "sme",
        Side::Buyer => "buyer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_form_does_not_count_in_the_order() {
        assert_eq!(sort_key("㈜한빛테크"), "한빛테크");
        assert_eq!(sort_key("주식회사 가온"), "가온");
        assert_eq!(sort_key("(주)"), "(주)");
        assert_eq!([initial("(주)까치"), initial("Ärzte"), initial("apple"), initial("3M")], ["ㄱ", "Ä", "A", "#"]);
    }

    #[test]
    fn short_hall_ids_are_spoken_as_halls() {
        assert_eq!(hall_in_words("3", Lang::Ko), "3관");
        assert_eq!(hall_in_words("B2", Lang::En), "Hall B2");
        assert_eq!(hall_in_words("제1전시장", Lang::En), "제1전시장");
    }
}
