//! Ids and names as people type them, without what one hand types and another does not.

use super::cells::is_invisible;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc, is_nfkc};

/// An id without case, width and invisible characters. Two ids that come out alike look alike.
pub fn loose(id: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        c => c,
    };
    let id = if is_nfc(id) { Cow::Borrowed(id) } else { id.nfc().collect() };
    let seen = id.chars().filter(|c| !is_invisible(*c)).map(narrow);
    seen.flat_map(char::to_lowercase).collect::<String>().trim().to_string()
}

/// Numbers in a circle: ①.
pub fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⒇' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿')
}

/// What stands after the number or mark of a list: `1) Acme`, `1. Acme`, `(1) Acme`, `① Acme`, `1순위: Acme`, `- Acme`.
pub fn unnumbered(text: &str) -> Option<&str> {
    let bullet = text.strip_prefix(|c: char| is_circled(c) || matches!(c, '-' | '•' | '·' | '▶' | '*' | '※' | '○' | '●' | '■'));
    let open = text.strip_prefix('(').unwrap_or(text);
    let n_digits = open.len() - open.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let counted = (1..=3).contains(&n_digits).then(|| &open[n_digits..]).and_then(|rest| {
        let marked = ["순위", "지망"].iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
        let bare = marked.trim_start_matches([')', '.', ':']);
        (bare.len() < rest.len()).then_some(bare)
    });
    bullet.or(counted).map(str::trim).filter(|rest| !rest.is_empty())
}

/// A name without what people type differently: width, case, spaces, punctuation and the company form.
pub fn typed(name: &str) -> String {
    const FORMS_KO: &[&str] = &[
        "(주)",
        "주식회사",
        "(株)",
        "株式会社",
        "(유)",
        "유한회사",
        "유한책임회사",
        "농업회사법인",
        "(재)",
        "재단법인",
        "(사)",
        "사단법인",
    ];
    const FORMS_EN: &[&str] = &["co", "ltd", "limited", "inc", "corp", "corporation", "llc", "gmbh", "company"];
    let name = if is_nfkc(name) { Cow::Borrowed(name) } else { name.nfkc().collect() };
    let mut text: String = name.chars().flat_map(char::to_lowercase).filter(|c| !c.is_control()).collect();
    for (form, instead) in [("( ", "("), (" )", ")")].into_iter().chain(FORMS_KO.iter().map(|form| (*form, " "))) {
        if text.contains(form) {
            text = text.replace(form, instead);
        }
    }
    let mut words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|w| FORMS_EN.contains(w)) {
        words.pop();
    }
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn names_typed_by_hand_come_out_alike() {
        for name in [
            "㈜한빛소프트",
            "(주)한빛소프트",
            "주식회사 한빛소프트",
            "한빛 소프트 (주)",
            "（주） 한빛소프트",
            "(株)한빛소프트",
            "한빛소프트",
        ] {
            assert_eq!(typed(name), "한빛소프트", "{name}");
        }
        for name in ["Acme Co., Ltd.", "ACME CO.,LTD", "Acme Co Ltd", "Ａｃｍｅ Inc.", "acme corp."] {
            assert_eq!(typed(name), "acme", "{name}");
        }
        assert_eq!(typed("한빛2"), "한빛2");
        assert_eq!(typed("Co."), "co");
        assert_ne!(typed("한빛소프트1"), typed("한빛소프트2"));
    }
}
