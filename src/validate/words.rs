//! Texts to values: the words of each column, and what a text that is no value was meant as. Knows no table and reports nothing.

use crate::diagnostic::{Text, misspelled};
pub use crate::event::clock;
use crate::event::{BuyerType, Lang, Mode, PinAction, PlaceKind, WindowKind, WishKind};
pub use crate::load::values::{date, date_time, excel_date, moment, time_min, weekday_ko, whole_number};
use unicode_normalization::UnicodeNormalization;

/// The names of one value of a column, the documented one first.
pub struct Word<T: 'static> {
    pub names: &'static [&'static str],
    pub value: T,
}

pub const fn word<T>(names: &'static [&'static str], value: T) -> Word<T> {
    Word { names, value }
}

pub const WISH_KINDS: &[Word<WishKind>] = &[
    word(&["want", "희망", "wish", "wanted", "원함", "상담희망"], WishKind::Want),
    word(&["must", "필수", "반드시", "required", "필수상담", "musthave", "must-have"], WishKind::Must),
    word(
        &[
            "block",
            "거절",
            "제외",
            "거부",
            "차단",
            "blocked",
            "기피",
            "희망안함",
            "미희망",
            "비희망",
            "회피",
            "상담거부",
            "상담거절",
            "상담제외",
        ],
        WishKind::Block,
    ),
];
pub const WINDOW_KINDS: &[Word<WindowKind>] = &[
    word(
        &[
            "busy",
            "불가",
            "불가능",
            "불참",
            "부재",
            "unavailable",
            "notavailable",
            "absent",
            "away",
            "참석불가",
            "참가불가",
            "상담불가",
            "참석불가능",
            "참가불가능",
            "상담불가능",
            "불가시간",
            "참석불가시간",
            "상담불가시간",
            "비가능",
        ],
        WindowKind::Busy,
    ),
    word(
        &[
            "available",
            "가능",
            "참석",
            "참가",
            "free",
            "참석가능",
            "참가가능",
            "상담가능",
            "가능시간",
            "참석가능시간",
            "상담가능시간",
        ],
        WindowKind::Available,
    ),
    word(&["avoid", "기피", "회피", "비선호"], WindowKind::Avoid),
];
pub const PIN_ACTIONS: &[Word<PinAction>] = &[
    word(&["fix", "고정", "확정", "fixed", "지정"], PinAction::Fix),
    word(&["forbid", "금지", "불가", "forbidden", "상담금지", "배정금지"], PinAction::Forbid),
];
pub const PLACE_KINDS: &[Word<PlaceKind>] = &[
    word(&["table", "상담석", "테이블", "현장", "대면", "desk"], PlaceKind::Table),
    word(&["video", "화상", "화상상담실", "온라인", "videoroom", "화상상담", "화상실"], PlaceKind::Video),
];
pub const BUYER_TYPES: &[Word<BuyerType>] = &[
    word(
        &[
            "public",
            "공공",
            "공공기관",
            "수요기관",
            "공기업",
            "지자체",
            "정부",
            "중앙부처",
            "지방공기업",
            "준정부기관",
            "지방자치단체",
            "공공기업",
            "국가기관",
            "교육청",
            "publicinstitution",
            "government",
        ],
        BuyerType::Public,
    ),
    word(&["large", "대기업", "대·중견기업", "중견기업"], BuyerType::Large),
    word(
        &[
            "foreign",
            "해외",
            "해외바이어",
            "국외",
            "외국",
            "외국기업",
            "해외기업",
            "국외기업",
            "외국계기업",
            "국외바이어",
            "overseas",
            "international",
        ],
        BuyerType::Foreign,
    ),
];
pub const MODES: &[Word<Mode>] = &[
    word(
        &[
            "onsite",
            "on-site",
            "현장",
            "대면",
            "오프라인",
            "offline",
            "off-line",
            "현장상담",
            "대면상담",
            "현장참가",
            "방문",
            "방문상담",
            "facetoface",
            "face-to-face",
            "inperson",
            "in-person",
        ],
        Mode::Onsite,
    ),
    word(
        &[
            "online",
            "온라인",
            "화상",
            "비대면",
            "on-line",
            "온라인상담",
            "화상상담",
            "화상회의",
            "비대면상담",
            "virtual",
            "원격",
            "remote",
            "zoom",
        ],
        Mode::Online,
    ),
];
pub const YES_NO: &[Word<bool>] = &[
    word(
        &[
            "yes",
            "y",
            "true",
            "1",
            "o",
            "예",
            "네",
            "가능",
            "○",
            "◯",
            "〇",
            "●",
            "◎",
            "ㅇ",
            "√",
            "✓",
            "✔",
            "v",
            "유",
            "참여",
            "참가",
            "희망",
            "있음",
            "동의",
            "가능함",
            "참석",
            "신청",
            "원함",
            "해당",
            "필요",
            "t",
            "ok",
            "☑",
            "있다",
            "예.",
            "yes.",
        ],
        true,
    ),
    word(
        &[
            "no",
            "n",
            "false",
            "0",
            "x",
            "아니오",
            "아니요",
            "불가",
            "×",
            "✕",
            "✗",
            "✖",
            "무",
            "불참",
            "미참여",
            "미참가",
            "희망안함",
            "미희망",
            "없음",
            "거부",
            "불가능",
            "불가함",
            "불참석",
            "미참석",
            "미신청",
            "원하지않음",
            "원치않음",
            "비희망",
            "희망하지않음",
            "안함",
            "하지않음",
            "미동의",
            "비해당",
            "해당없음",
            "불필요",
            "필요없음",
            "가능하지않음",
            "f",
            "☐",
            "아니오.",
            "no.",
        ],
        false,
    ),
];
pub const LANGS: &[Word<Lang>] =
    &[word(&["ko", "kor", "korean", "한국어"], Lang::Ko), word(&["en", "eng", "english", "영어"], Lang::En)];

/// The value a word means, whatever its case and width; also of two words that mean the same: `현장(오프라인)`.
pub fn find<T: Copy + PartialEq>(text: &str, known: &[Word<T>]) -> Option<T> {
    let one = |text: &str| {
        // Compatibility forms take `ㅇ` apart, so the text as written is tried too.
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        known.iter().find(|w| w.names.contains(&plain.as_str()) || w.names.contains(&text.trim())).map(|w| w.value)
    };
    let both = || {
        let (before, inside) = text.trim().strip_suffix([')', '）'])?.split_once(['(', '（'])?;
        if before.trim().is_empty() { one(inside) } else { one(before).filter(|value| one(inside) == Some(*value)) }
    };
    one(text).or_else(both)
}

/// The known words that a text may be a slip of. Words of few letters, and those that differ by a negation, do not count as slips: `offline` is not
/// `online`, `참석 불가능` not `참석가능`, `공기업` not `대기업`.
pub fn slips<'k, T>(text: &str, known: &'k [Word<T>]) -> Vec<&'k str> {
    const NEGATIONS: [&str; 8] = ["un", "in", "non", "not", "no", "off", "on", "dis"];
    const NEGATIONS_KO: [&str; 12] = ["불", "비", "미", "무", "안", "않", "못", "아님", "아니", "없", "제외", "취소"];
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let enough = |word: &str| word.chars().count() >= 4;
    // The word, and what is left of it without a negation.
    let stems = |word: &str| {
        let word = word.replace('-', "");
        let bare = NEGATIONS.iter().find_map(|n| word.strip_prefix(n)).unwrap_or(&word).to_string();
        [word, bare]
    };
    let denies = |word: &str, negation: &str| word.contains(negation);
    let opposed = |near: &str| {
        let denied = NEGATIONS_KO.iter().any(|n| denies(&plain, n) != denies(near, n));
        denied || stems(near).iter().any(|stem| stems(&plain).contains(stem))
    };
    let names = known.iter().flat_map(|w| w.names.iter().copied());
    let near = if enough(&plain) { misspelled(&plain, names.filter(|n| enough(n))) } else { Vec::new() };
    near.into_iter().filter(|n| !opposed(n)).collect()
}

/// Whether a text is what people write into a cell that has nothing to say: `없음`, `-`, `N/A`.
pub fn is_nothing(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "없음",
        "없슴",
        "없다",
        "없습니다",
        "없어요",
        "해당없음",
        "해당사항없음",
        "해당무",
        "희망없음",
        "희망기관없음",
        "희망기업없음",
        "무",
        "미정",
        "미신청",
        "x",
        "×",
        "✕",
        "✗",
        "na",
        "n/a",
        "n.a",
        "none",
        "nil",
        "null",
        "nothing",
        "no",
        "notapplicable",
        "nowish",
        "nowishes",
        "nan",
        "#n/a",
        "",
    ];
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let bare = text
        .trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '―' | 'ㅡ' | '_' | '.' | '·' | '。' | '(' | ')' | '[' | ']' | '*'));
    WORDS.contains(&bare)
}

/// What a text that cannot be read as a time was probably meant as: the help to give.
pub fn time_help(text: &str) -> Text {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if ["종일", "하루종일", "전일", "allday", "전체"].contains(&plain.as_str()) {
        return Text::new("leave start and end empty for the whole day", "하루 종일이면 시작과 종료를 모두 비우세요");
    }
    if let Some((start, end)) = hours(&plain) {
        let (start, end) = (clock(start), clock(end));
        return Text::new(
            format!("put {start} into `start` and {end} into `end`"),
            format!("start(시작)에 {start}, end(종료)에 {end}을(를) 적으세요"),
        );
    }
    if ["자정", "밤12시", "midnight"].contains(&plain.as_str()) {
        return Text::new("write 00:00 or 24:00", "00:00 또는 24:00으로 적으세요");
    }
    match near_time(&plain) {
        Some(minutes) => {
            let time = clock(minutes);
            Text::new(format!("did you mean `{time}`?"), format!("혹시 `{time}`입니까?"))
        }
        None => Text::new("write the time as HH:MM, 00:00 to 24:00", "시각을 HH:MM(00:00~24:00)으로 적으세요"),
    }
}

/// The minutes that `0930`, `9.30`, `10` and Excel's `0.3958` can only mean.
fn near_time(plain: &str) -> Option<i32> {
    const AROUND: [&str; 9] = ["이후", "이전", "부터", "까지", "경", "쯤", "pm", "시간", ".000"];
    let without = AROUND.iter().find_map(|word| plain.strip_suffix(word));
    let spelled = plain.replace(['h', '時', ';'], ":").replace(['分', 'm'], "");
    let noon = plain.strip_prefix("낮").map(|rest| format!("오후{rest}"));
    let readings = [without.map(str::to_string), Some(spelled), noon];
    if let Some(minutes) =
        readings.into_iter().flatten().filter(|t| t != plain).find_map(|t| time_min(t.trim_end_matches(':')).or(time_min(&t)))
    {
        return Some(minutes);
    }
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (hour, minute) = match plain.split_once('.') {
        Some(("0", fraction)) if is_digits(fraction) && fraction.len() > 2 => {
            let minutes = (plain.parse::<f64>().ok()? * 1440.0).round() as i32;
            return Some(minutes).filter(|m| *m <= 24 * 60);
        }
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if is_digits(plain) && (3..=4).contains(&plain.len()) => plain.split_at(plain.len() - 2),
        None => (plain, "00"),
    };
    let number = |t: &str| if is_digits(t) && t.len() <= 2 { t.parse::<i32>().ok() } else { None };
    let (hour, minute) = (number(hour)?, number(minute).filter(|m| *m < 60)?);
    Some(hour * 60 + minute).filter(|m| *m <= 24 * 60)
}

/// `HH:MM-HH:MM` as minutes.
pub fn hours(text: &str) -> Option<(i32, i32)> {
    let text = text.replace(['~', '–', '—', '～'], "-");
    let (start, end) = text.split_once('-')?;
    Some((time_min(start)?, time_min(end)?))
}

/// The parts of a list cell, split on `;` `,` `、` and line breaks, trimmed, without empty ones.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '、', '，', '；', '\n']).map(str::trim).filter(|p| !p.is_empty())
}
