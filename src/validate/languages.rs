//! Languages: ISO 639-1 codes, their usual names and three-letter codes, and what people write in their place.

use unicode_normalization::UnicodeNormalization;

/// Every two-letter code but those that at a fair stand for a country: `kr` means Korean, not Kanuri, `se` Swedish, not Northern Sami.
/// Whoever means the others writes their names or three-letter codes.
const CODES: &str = "aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo bs ca ce ch cs cv cy da de dv dz el en eo es et eu \
    fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ig ii ik io is it iu ja jv ka ki kj kk kl km kn ko ks ku kv kw ky \
    lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sc \
    sd si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt ty ug uk ur uz vi vo wa wo xh yi yo zh zu";

/// Code and the names that mean it, in lower case.
const NAMES: &[(&str, &[&str])] = &[
    ("ko", &["kor", "korean", "한국어", "한국말", "한글", "국문", "국어", "한국", "조선어", "우리말"]),
    ("en", &["eng", "english", "영어", "영문", "英語", "英语"]),
    ("ja", &["jpn", "japanese", "일본어", "일어", "日本語"]),
    (
        "zh",
        &[
            "zho",
            "chi",
            "cmn",
            "chinese",
            "mandarin",
            "중국어",
            "중어",
            "한어",
            "보통화",
            "북경어",
            "만다린",
            "中文",
            "汉语",
            "中国語",
        ],
    ),
    ("vi", &["vie", "vietnamese", "베트남어"]),
    ("ru", &["rus", "russian", "러시아어", "노어"]),
    ("es", &["spa", "esp", "spanish", "español", "espanol", "스페인어", "서반아어"]),
    ("fr", &["fra", "fre", "french", "프랑스어", "불어"]),
    ("de", &["deu", "ger", "german", "독일어", "독어"]),
    ("ar", &["ara", "arabic", "아랍어", "아라비아어"]),
    ("id", &["ind", "indonesian", "bahasa indonesia", "인도네시아어"]),
    ("ms", &["msa", "may", "malay", "말레이어", "말레이시아어"]),
    ("th", &["tha", "thai", "태국어", "타이어"]),
    ("mn", &["mon", "mongolian", "몽골어"]),
    ("pt", &["por", "portuguese", "포르투갈어", "포어"]),
    ("it", &["ita", "italian", "이탈리아어", "이태리어"]),
    ("nl", &["nld", "dut", "dutch", "네덜란드어"]),
    ("pl", &["pol", "polish", "폴란드어"]),
    ("tr", &["tur", "turkish", "튀르키예어", "터키어"]),
    ("hi", &["hin", "hindi", "힌디어"]),
    ("uk", &["ukr", "ukrainian", "우크라이나어"]),
    ("kk", &["kaz", "kazakh", "카자흐어"]),
    ("uz", &["uzb", "uzbek", "우즈베크어", "우즈벡어"]),
    ("km", &["khm", "khmer", "크메르어", "캄보디아어"]),
    ("lo", &["lao", "라오어", "라오스어"]),
    ("my", &["mya", "bur", "burmese", "미얀마어", "버마어"]),
    ("tl", &["tgl", "tagalog", "filipino", "타갈로그어", "필리핀어"]),
    ("fa", &["fas", "per", "persian", "farsi", "페르시아어", "이란어"]),
    ("he", &["heb", "hebrew", "히브리어"]),
    ("cs", &["ces", "cze", "czech", "체코어"]),
    ("hu", &["hun", "hungarian", "헝가리어"]),
    ("ro", &["ron", "rum", "romanian", "루마니아어"]),
    ("sv", &["swe", "swedish", "스웨덴어"]),
    ("da", &["dan", "danish", "덴마크어"]),
    ("no", &["nor", "norwegian", "노르웨이어"]),
    ("fi", &["fin", "finnish", "핀란드어"]),
    ("el", &["ell", "gre", "greek", "그리스어"]),
    ("bn", &["ben", "bengali", "벵골어"]),
    ("ur", &["urd", "urdu", "우르두어"]),
    ("ne", &["nep", "nepali", "네팔어"]),
    ("ta", &["tam", "tamil", "타밀어"]),
    ("sw", &["swa", "swahili", "스와힐리어"]),
    ("et", &["est", "estonian", "에스토니아어"]),
    ("ky", &["kir", "kyrgyz", "키르기스어"]),
    ("ae", &["ave", "avestan"]),
    ("br", &["bre", "breton"]),
    ("co", &["cos", "corsican"]),
    ("cr", &["cre", "cree"]),
    ("cu", &["chu", "church slavic"]),
    ("ee", &["ewe"]),
    ("ie", &["ile", "interlingue"]),
    ("kg", &["kon", "kongo"]),
    ("la", &["lat", "latin", "라틴어"]),
    ("ng", &["ndo", "ndonga"]),
    ("sa", &["san", "sanskrit", "산스크리트어"]),
    ("se", &["sme", "northern sami"]),
    ("sg", &["sag", "sango"]),
    ("ve", &["ven", "venda"]),
    ("za", &["zha", "zhuang"]),
];

/// Countries written for languages, and the code meant.
const COUNTRIES: &[(&str, &str)] = &[
    ("kr", "ko"),
    ("korea", "ko"),
    ("jp", "ja"),
    ("japan", "ja"),
    ("일본", "ja"),
    ("cn", "zh"),
    ("china", "zh"),
    ("중국", "zh"),
    ("tw", "zh"),
    ("hk", "zh"),
    ("vn", "vi"),
    ("베트남", "vi"),
    ("us", "en"),
    ("gb", "en"),
    ("미국", "en"),
    ("ua", "uk"),
    ("kz", "kk"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("br", "pt"),
    ("mx", "es"),
    ("kh", "km"),
    ("mm", "my"),
    ("ph", "tl"),
    ("il", "he"),
    ("ir", "fa"),
    ("sp", "es"),
    ("bahasa", "id"),
    ("한", "ko"),
    ("영", "en"),
    ("중", "zh"),
    ("일", "ja"),
    ("ge", "de"),
    ("ch", "zh"),
    ("se", "sv"),
    ("ee", "et"),
    ("kg", "ky"),
    ("la", "lo"),
    ("ae", "ar"),
    ("sa", "ar"),
    ("co", "es"),
    ("cr", "es"),
    ("cu", "es"),
    ("ve", "es"),
    ("ie", "en"),
    ("ng", "en"),
    ("sg", "en"),
    ("za", "en"),
];

fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect::<String>().trim().to_string()
}

/// The lower-case code of a language by its code (a region such as `-KR` is cut) or its name.
pub fn code_of(text: &str) -> Option<&'static str> {
    let text = plain(text);
    if let Some((code, _)) = NAMES.iter().find(|(_, names)| names.contains(&text.as_str())) {
        return Some(code);
    }
    let code = text.split(['-', '_']).next().unwrap_or_default();
    if code == "ch" {
        return None;
    }
    let known = CODES.split_whitespace().find(|c| *c == code);
    known.or_else(|| NAMES.iter().find(|(_, names)| code.len() == 3 && names.contains(&code)).map(|(c, _)| *c))
}

/// The code that was meant.
pub fn meant(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let country = text.split(['-', '_']).next().unwrap_or_default();
    if let Some((_, code)) = COUNTRIES.iter().find(|(name, _)| *name == text || *name == country) {
        return Some(code);
    }
    // `영어 불가`, `not English`: a language that is not spoken.
    const DENIALS: [&str; 10] = ["불", "미", "안", "못", "없", "제외", "not ", "no ", "non", "except"];
    if DENIALS.iter().any(|d| text.contains(d)) {
        return None;
    }
    let bare = text.split(['(', '[', ' ']).next().unwrap_or_default();
    if let Some(code) = code_of(bare).filter(|_| bare.len() > 2 && bare != text) {
        return Some(code);
    }
    let names = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).filter(|n| n.len() > 3);
    let near = crate::diagnostic::misspelled(&text, names);
    // Not `국어` in `중국어`: the longest name that the text holds, if it holds no other language too.
    let mut within: Vec<(&str, &str)> = NAMES
        .iter()
        .flat_map(|(code, names)| names.iter().map(|n| (*n, *code)))
        .filter(|(n, _)| n.chars().count() > 1 && !n.is_ascii() && text.contains(n))
        .collect();
    within.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let longest = within.first().copied();
    within.retain(|(name, code)| longest.is_some_and(|(long, meant)| *code != meant && !long.contains(name)));
    near.first().and_then(|n| code_of(n)).or(longest.filter(|_| within.is_empty()).map(|(_, code)| code))
}

/// The parts of a `languages` cell.
pub fn parts(text: &str) -> Vec<&str> {
    let parts = text.split([';', ',', '、', '，', '；', '\n', '/', '·', '|', '&', '+']).map(str::trim).filter(|p| !p.is_empty());
    parts
        .flat_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let joins = |w: &str| ["및", "and", "와", "과"].contains(&w);
            let langs: Vec<&str> = words.iter().copied().filter(|w| !joins(w)).collect();
            let all = langs.len() > 1 || langs.len() < words.len();
            let is_list = code_of(part).is_none() && all && langs.iter().all(|w| code_of(w).is_some());
            if is_list { langs } else { vec![part] }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_names_and_what_stands_in_their_place() {
        for (text, code) in [
            ("ko", "ko"),
            ("KO", "ko"),
            ("ko-KR", "ko"),
            ("kor", "ko"),
            ("KOR", "ko"),
            ("Korean", "ko"),
            ("한국어", "ko"),
            ("한글", "ko"),
            ("ｋｏ", "ko"),
            ("chi", "zh"),
            ("zh_CN", "zh"),
            ("Bahasa Indonesia", "id"),
            ("Northern Sami", "se"),
            ("sme", "se"),
            ("sv", "sv"),
        ] {
            assert_eq!(code_of(text), Some(code), "{text}");
        }
        for (text, code) in [
            ("kr", Some("ko")),
            ("jp", Some("ja")),
            ("cn", Some("zh")),
            ("vn", Some("vi")),
            ("tw", Some("zh")),
            ("se", Some("sv")),
            ("SE", Some("sv")),
            ("la", Some("lo")),
            ("br", Some("pt")),
            ("Koraen", Some("ko")),
            ("영어(상)", Some("en")),
            ("영어 불가", None),
            ("중국어(간체)", Some("zh")),
            ("Korean (native)", Some("ko")),
            ("영어와중국어", None),
            ("xx", None),
            ("qqq", None),
        ] {
            assert_eq!((code_of(text), meant(text)), (None, code), "{text}");
        }
        assert_eq!(parts("ko/en"), ["ko", "en"]);
        assert_eq!(parts("한국어·영어, 일본어"), ["한국어", "영어", "일본어"]);
        assert_eq!(parts("ko en"), ["ko", "en"]);
        assert_eq!(parts("영어 및 한국어"), ["영어", "한국어"]);
    }
}
