//! The codes of all diagnostics: the one list that the error index, its cases and the messages share.

/// Errors stop the run, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// `E...`: the run stops with exit code 3.
    Error,
    /// `W...`: the run goes on; a person should look at it.
    Warning,
    /// `N...`: how something was read, or that it was left out.
    Note,
}

/// A kind of fault. The first letter of `id` is its severity: Error, Warning or Note.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `E101`, `W501`, `N601` ...: its first letter is the severity. A code never changes its meaning.
    pub id: &'static str,
    /// What is wrong in general, for the index of errors; English.
    pub title_en: &'static str,
    /// The same in Korean.
    pub title_ko: &'static str,
}

const fn code(id: &'static str, title_en: &'static str, title_ko: &'static str) -> Code {
    Code { id, title_en, title_ko }
}

pub const FILE_MISSING: Code = code("E101", "a required file is missing", "필요한 파일이 없습니다");
pub const UNDECODABLE: Code = code("E102", "bytes that no known encoding explains", "글자로 읽을 수 없는 바이트");
pub const UNCLOSED_QUOTE: Code = code("E103", "a quote that is never closed", "닫히지 않은 따옴표");
pub const RAGGED_ROW: Code = code("E104", "a row with more cells than the header", "제목 행보다 칸이 많은 행");
pub const TABLE_TWICE: Code = code("E105", "a table given twice", "같은 표가 두 번 있음");
pub const COLUMN_MISSING: Code = code("E106", "a required column is missing", "필요한 열이 없습니다");
pub const COLUMN_TWICE: Code = code("E107", "a column given twice", "같은 열이 두 번 있음");
pub const WORKBOOK_UNREADABLE: Code = code("E108", "a workbook that cannot be read", "읽을 수 없는 엑셀 파일");
pub const MERGED_CELLS: Code = code("E109", "merged cells", "병합된 셀");
pub const ERROR_CELL: Code = code("E110", "a cell that holds an Excel error", "엑셀 오류가 든 셀");
pub const FILE_TOO_LARGE: Code = code("E111", "a file beyond the limits", "한도를 넘는 파일");
pub const UNREAD_FILE: Code = code("E112", "a table in a file that cannot be read", "읽을 수 없는 형식의 표 파일");
pub const SHEET_CHOICE: Code = code("E113", "a workbook that leaves a choice of sheets", "어느 시트인지 알 수 없는 엑셀 파일");
pub const TOML_SYNTAX: Code = code("E201", "event.toml cannot be read", "event.toml을 읽을 수 없음");
pub const UNKNOWN_KEY: Code = code("E202", "an unknown setting", "알 수 없는 설정 항목");
pub const MISSING_KEY: Code = code("E203", "a required setting is missing", "필요한 설정 항목이 없음");
pub const WRONG_TYPE: Code = code("E204", "a setting of the wrong type", "형식이 다른 설정 항목");
pub const SETTING_RANGE: Code = code("E205", "a setting outside its range", "설정 값이 범위를 벗어남");
pub const UNKNOWN_ZONE: Code = code("E206", "an unknown time zone", "알 수 없는 시간대");
pub const BAD_SESSION: Code = code("E207", "hours that cannot be read", "읽을 수 없는 시각 범위");
pub const SESSION_OVERLAP: Code = code("E208", "sessions or days that overlap", "겹치는 세션이나 날짜");
pub const SESSION_SHORT: Code = code("E209", "a session too short for one meeting", "상담 한 번보다 짧은 세션");
pub const HALL_FAULT: Code =
    code("E210", "a hall given twice or unknown in `[walk]`", "두 번 적힌 관 또는 `[walk]`의 알 수 없는 관");
pub const NO_PLACES: Code = code("E211", "an event without any table or video room", "상담석도 화상상담실도 없는 행사");
pub const BAD_ORGANIZER: Code = code("E212", "an organizer that is not an e-mail address", "전자우편 주소가 아닌 organizer");
pub const CELL_EMPTY: Code = code("E301", "a required cell is empty", "필요한 칸이 비어 있음");
pub const NOT_A_NUMBER: Code = code("E302", "not a whole number", "정수가 아님");
pub const OUT_OF_RANGE: Code = code("E303", "a number outside its range", "숫자가 범위를 벗어남");
pub const NOT_A_DATE: Code = code("E304", "not a date", "날짜가 아님");
pub const NOT_A_TIME: Code = code("E305", "not a time of day", "시각이 아님");
pub const UNKNOWN_WORD: Code = code("E306", "a word the column does not know", "이 열에 쓸 수 없는 낱말");
pub const BAD_LANGUAGE: Code = code("E307", "not a language code", "언어 코드가 아님");
pub const CONTROL_CHARACTER: Code = code("E308", "a character that may not stand there", "쓸 수 없는 문자");
pub const UNKNOWN_ID: Code = code("E309", "an unknown id", "알 수 없는 번호");
pub const AMBIGUOUS_ID: Code = code("E310", "an id or name that means several", "여럿을 가리키는 번호나 이름");
pub const ID_TWICE: Code = code("E311", "an id given twice", "두 번 적힌 번호");
pub const UNKNOWN_HALL: Code = code("E312", "an unknown hall", "알 수 없는 관");
pub const UNKNOWN_PLACE: Code = code("E313", "an unknown place", "알 수 없는 상담석");
pub const START_NOT_BEFORE_END: Code = code("E314", "a start that is not before its end", "시작이 끝보다 앞이 아님");
pub const GLUED_IDS: Code = code("E315", "ids written together", "붙여 쓴 번호");
pub const PLACE_MISFIT: Code = code("E316", "a fixed place that cannot serve its buyer", "바이어가 쓸 수 없는 지정석");
pub const LOOK_ALIKE: Code = code("E317", "two ids that look alike", "똑같아 보이는 두 번호");
pub const NOT_A_PARTY: Code = code("E318", "a row that is no party", "참가자가 아닌 행");
pub const SELF_WISH: Code = code("E401", "a wish for oneself", "자기 자신을 희망함");
pub const SAME_SIDE_WISH: Code = code("E402", "a wish within one side", "같은 쪽끼리의 희망");
pub const WISH_CONFLICT: Code = code("E403", "two wishes that contradict each other", "서로 어긋나는 두 희망");
pub const NO_SUCH_SLOT: Code = code("E404", "a pin at a time that starts no slot", "상담 시작 시각이 아닌 고정");
pub const PIN_INCOMPLETE: Code = code("E405", "a fixed meeting without date or start", "날짜나 시작이 없는 고정");
pub const WRONG_SIDE: Code = code("E406", "a party of the wrong side", "다른 쪽의 참가자");
pub const ORDER_SELF: Code = code("E407", "an order between a meeting and itself", "같은 상담끼리의 순서");
pub const NO_WISHES: Code = code("E408", "an event in which nobody wishes anything", "아무도 희망하지 않은 행사");
pub const TOO_LARGE: Code = code("E409", "an event beyond the limits", "한도를 넘는 행사");
pub const CELL_UNUSED: Code = code("E410", "a cell that the change makes no use of", "이 변경에 쓰지 않는 칸");
pub const SHORT_ROW: Code = code("W501", "a row with fewer cells than the header", "제목 행보다 칸이 적은 행");
pub const WISH_TWICE: Code = code("W502", "a wish given twice", "두 번 적힌 희망");
pub const WINDOW_OUTSIDE: Code = code("W503", "a time outside the event", "행사 밖의 시간");
pub const SESSION_UNUSED: Code = code("W504", "a session nobody registered for", "등록자가 없는 세션");
pub const NO_WISH: Code = code("W505", "a party without any wish made or received", "희망이 전혀 없는 참가자");
pub const WISHES_EXCEED: Code = code("W506", "more wishes than can ever be met", "모두 이룰 수 없는 수의 희망");
pub const MIN_ABOVE_MAX: Code = code("W507", "a minimum above its maximum", "최소가 최대보다 큼");
pub const RANK_AND_SCORE: Code = code("W508", "a wish with both rank and score", "순위와 점수가 모두 있는 희망");
pub const UNUSED_TAG: Code = code("W509", "a tag that no party carries", "아무도 갖지 않은 꼬리표");
pub const SLOTS_SKIPPED: Code = code("W510", "slots left out because the clocks change", "시계가 바뀌어 뺀 상담 시간");
pub const COLUMN_IGNORED: Code =
    code("W511", "an ignored column that sounds like wishes, days or times", "무시한 희망·날짜·시간 열");
pub const NO_DATA_ROW: Code =
    code("W512", "a row that repeats the header or is no data, left out", "제목을 되풀이하거나 자료가 아닌 행 (뺌)");
pub const DATE_IN_TEXT: Code = code("W513", "a date in a column of texts", "글 열에 든 날짜");
pub const HIDDEN_CELLS: Code = code(
    "W514",
    "rows or columns that are hidden or struck through, read like the others",
    "숨기거나 취소선을 그은 행이나 열 (읽음)",
);
pub const SHEET_UNREAD: Code = code("W515", "a sheet that is not read", "읽지 않은 시트");
pub const NEARLY_A_TABLE: Code =
    code("W516", "a file named almost like a table, not read", "표와 이름이 비슷하지만 읽지 않은 파일");
pub const NAMELESS: Code = code("W517", "a party without a name", "이름이 없는 참가자");
pub const DEFAULT_ZONE: Code = code("W518", "an online buyer without a time zone", "시간대가 없는 온라인 바이어");
pub const NO_DIFFERENCE: Code = code("W519", "a change that makes no difference", "달라지는 것이 없는 변경");
pub const PIN_LIFTED: Code = code("W520", "a fixed meeting that a change makes impossible", "변경 때문에 지킬 수 없는 고정 상담");
pub const CHANGE_OUTDATED: Code =
    code("W521", "an earlier change that no longer fits the input", "지금 자료와 맞지 않는 이전 변경");
pub const SESSIONS_TOUCH: Code =
    code("W522", "a rest rule that does not reach over touching sessions", "이어진 세션 사이에 적용되지 않는 연속 상담 제한");
pub const REVERSED_ZONE: Code = code("W523", "a time zone whose name says the opposite", "부호가 거꾸로인 이름의 시간대");
pub const UNKNOWN_COLUMN: Code = code("N601", "an unknown column, ignored", "알 수 없는 열 (무시함)");
pub const UNKNOWN_FILE: Code = code("N602", "an unknown file or sheet, ignored", "알 수 없는 파일이나 시트 (무시함)");
pub const NAME_RESOLVED: Code = code("N603", "a name read as an id", "이름을 번호로 읽음");
pub const TITLE_ROWS: Code = code("N604", "rows above the header, ignored", "제목 행 위의 행 (무시함)");
pub const NOTHING_WORD: Code = code("N605", "a word for nothing, read as no wish", "없다는 말 (희망 없음으로 읽음)");
pub const SKIPPED_TIME: Code = code("N606", "a time that the clocks skip", "시계가 건너뛰는 시각");
pub const TIME_FROM_DATE: Code = code("N607", "a date and time in a column of times", "시각 열에 적은 날짜와 시각");
pub const WINDOW_ZONE: Code =
    code("N608", "a window of someone who lives in another time zone", "다른 시간대에 사는 참가자의 시간창");

/// Every code, in order.
pub const CODES: &[Code] = &[
    FILE_MISSING,
    UNDECODABLE,
    UNCLOSED_QUOTE,
    RAGGED_ROW,
    TABLE_TWICE,
    COLUMN_MISSING,
    COLUMN_TWICE,
    WORKBOOK_UNREADABLE,
    MERGED_CELLS,
    ERROR_CELL,
    FILE_TOO_LARGE,
    UNREAD_FILE,
    SHEET_CHOICE,
    TOML_SYNTAX,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    SETTING_RANGE,
    UNKNOWN_ZONE,
    BAD_SESSION,
    SESSION_OVERLAP,
    SESSION_SHORT,
    HALL_FAULT,
    NO_PLACES,
    BAD_ORGANIZER,
    CELL_EMPTY,
    NOT_A_NUMBER,
    OUT_OF_RANGE,
    NOT_A_DATE,
    NOT_A_TIME,
    UNKNOWN_WORD,
    BAD_LANGUAGE,
    CONTROL_CHARACTER,
    UNKNOWN_ID,
    AMBIGUOUS_ID,
    ID_TWICE,
    UNKNOWN_HALL,
    UNKNOWN_PLACE,
    START_NOT_BEFORE_END,
    GLUED_IDS,
    PLACE_MISFIT,
    LOOK_ALIKE,
    NOT_A_PARTY,
    SELF_WISH,
    SAME_SIDE_WISH,
    WISH_CONFLICT,
    NO_SUCH_SLOT,
    PIN_INCOMPLETE,
    WRONG_SIDE,
    ORDER_SELF,
    NO_WISHES,
    TOO_LARGE,
    CELL_UNUSED,
    SHORT_ROW,
    WISH_TWICE,
    WINDOW_OUTSIDE,
    SESSION_UNUSED,
    NO_WISH,
    WISHES_EXCEED,
    MIN_ABOVE_MAX,
    RANK_AND_SCORE,
    UNUSED_TAG,
    SLOTS_SKIPPED,
    COLUMN_IGNORED,
    NO_DATA_ROW,
    DATE_IN_TEXT,
    HIDDEN_CELLS,
    SHEET_UNREAD,
    NEARLY_A_TABLE,
    NAMELESS,
    DEFAULT_ZONE,
    NO_DIFFERENCE,
    PIN_LIFTED,
    CHANGE_OUTDATED,
    SESSIONS_TOUCH,
    REVERSED_ZONE,
    UNKNOWN_COLUMN,
    UNKNOWN_FILE,
    NAME_RESOLVED,
    TITLE_ROWS,
    NOTHING_WORD,
    SKIPPED_TIME,
    TIME_FROM_DATE,
    WINDOW_ZONE,
];

impl Code {
    /// By the first letter of the code.
    pub fn severity(&self) -> Severity {
        match self.id.as_bytes()[0] {
            b'E' => Severity::Error,
            b'W' => Severity::Warning,
            _ => Severity::Note,
        }
    }

    /// The entry of a code such as `E101`.
    pub fn find(id: &str) -> Option<&'static Code> {
        CODES.iter().find(|c| c.id == id)
    }
}
