//! The one table of tables: every input table and column, its names in English and Korean, and what a spreadsheet's number means in it.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A table of the event folder, or the timetable that is made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKind {
    Smes,
    Buyers,
    Preferences,
    Windows,
    Sessions,
    Registrations,
    Pins,
    Order,
    Interpreters,
    Places,
    Settings,
    Days,
    Halls,
    Walks,
    Tags,
    /// The timetable as koppex writes it, no input of an event.
    Meetings,
    /// What `replan` is to change, no input of an event either.
    Changes,
}

/// What a column holds, over all tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[rustfmt::skip]
pub enum Field {
    SmeId, BuyerId, PartyId, FromId, ToId, SessionId, InterpreterId, PlaceId, FirstSme, FirstBuyer, ThenSme, ThenBuyer,
    Name, NameEn, Org, Dept, Type, Country, Timezone, Mode, Category, Tags, Bonus, Delegates, Desks,
    MinMeetings, MaxMeetings, MaxPerDay, MaxInARow, Languages, Language, Online, Hall, Booth, Place, Wishes, Contact, Phone, Email,
    Rank, Score, Kind, Times, NotBefore, NotAfter, Note, Days, Date, Start, End, Reason, Title, Action, ReservedFor,
    Key, Value, Tables, VideoRooms, From, To, Minutes, Tag, Points, Change, OtherId,
    MeetingId, SmeName, BuyerName, AnswerStart, WishedBy, Pinned,
}

/// One past the last [`Field`].
pub const N_FIELDS: usize = Field::Pinned as usize + 1;

/// What a number in a spreadsheet cell of the column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Text,
    /// A whole number, whatever its format makes of it.
    Number,
    Date,
    Time,
    DateTime,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// What the column holds; the same field may stand in several tables.
    pub field: Field,
    /// As the documentation writes it.
    pub name: &'static str,
    /// Other headers that mean it.
    pub aliases: &'static [&'static str],
    /// How a spreadsheet's number is turned into text.
    pub kind: CellKind,
    /// The table cannot be read without it.
    pub required: bool,
}

/// An input table.
#[derive(Debug)]
pub struct TableSpec {
    /// Which table it is.
    pub kind: TableKind,
    /// File name without extension, and sheet name.
    pub name: &'static str,
    /// Other file and sheet names that mean it.
    pub aliases: &'static [&'static str],
    /// An event cannot be read without it.
    pub required: bool,
    /// In the order in which templates show them; other columns are ignored with a note.
    pub columns: &'static [Column],
}

const fn col(field: Field, name: &'static str, aliases: &'static [&'static str]) -> Column {
    Column { field, name, aliases, kind: CellKind::Text, required: false }
}

const fn key(field: Field, name: &'static str, aliases: &'static [&'static str]) -> Column {
    Column { field, name, aliases, kind: CellKind::Text, required: true }
}

const fn of_kind(column: Column, kind: CellKind) -> Column {
    Column { kind, ..column }
}

const fn count(field: Field, name: &'static str, aliases: &'static [&'static str]) -> Column {
    of_kind(col(field, name, aliases), CellKind::Number)
}

const DATE: Column = of_kind(col(Field::Date, "date", &["날짜", "일자", "상담일"]), CellKind::Date);
const DATE_KEY: Column = Column { required: true, ..DATE };
const START: Column = of_kind(col(Field::Start, "start", &["시작", "시작시간", "시작시각", "상담시간"]), CellKind::Time);
const START_KEY: Column = Column { required: true, ..START };
const END: Column = of_kind(col(Field::End, "end", &["종료", "끝", "종료시간", "종료시각"]), CellKind::Time);
const END_KEY: Column = Column { required: true, ..END };
const TIMEZONE: Column = col(Field::Timezone, "timezone", &["시간대", "표준시"]);
const HALL: Column = col(Field::Hall, "hall", &["관", "전시관", "홀"]);
const MIN_MEETINGS: Column = count(Field::MinMeetings, "min_meetings", &["최소상담", "최소상담수", "최소상담건수"]);
const MAX_MEETINGS: Column = count(Field::MaxMeetings, "max_meetings", &["최대상담", "최대상담수", "최대상담건수"]);
const MAX_PER_DAY: Column = count(Field::MaxPerDay, "max_per_day", &["하루최대", "일최대상담", "일최대상담수", "1일최대상담수"]);
const MAX_IN_A_ROW: Column = count(Field::MaxInARow, "max_in_a_row", &["연속최대", "최대연속", "연속상담", "최대연속상담"]);
const LANGUAGES: Column = col(Field::Languages, "languages", &["사용언어", "구사언어", "가능언어"]);
const LANGUAGE: Column = col(Field::Language, "language", &["안내언어", "언어"]);
const BONUS: Column = count(Field::Bonus, "bonus", &["가점"]);
const DAYS: Column =
    col(Field::Days, "days", &["참가일", "참가일자", "참가일정", "참가날짜", "참석일", "참석일자", "참여일", "참여일자"]);
const PHONE: Column = col(Field::Phone, "phone", &["전화", "전화번호", "연락처", "휴대폰", "tel"]);
const EMAIL: Column = col(Field::Email, "email", &["이메일", "메일", "전자우편", "e-mail"]);

/// Every table, in the order in which faults are shown.
pub const TABLES: &[TableSpec] = &[
    TableSpec {
        kind: TableKind::Smes,
        name: "smes",
        aliases: &["기업", "중소기업", "참가기업", "기업명단"],
        required: true,
        columns: &[
            key(Field::SmeId, "sme_id", &["연번", "번호", "기업코드", "기업번호"]),
            col(Field::Name, "name", &["기업명", "업체명", "회사명", "상호", "상호명", "참가기업명", "기업체명", "참가업체명"]),
            col(Field::NameEn, "name_en", &["영문명", "영문기업명", "영문회사명"]),
            col(Field::Category, "category", &["분야", "대분류"]),
            col(Field::Tags, "tags", &["구분", "태그"]),
            BONUS,
            count(Field::Delegates, "delegates", &["참석팀수", "참석팀"]),
            MIN_MEETINGS,
            MAX_MEETINGS,
            MAX_PER_DAY,
            MAX_IN_A_ROW,
            LANGUAGES,
            LANGUAGE,
            col(Field::Online, "online", &["온라인", "온라인상담", "화상상담"]),
            HALL,
            col(Field::Booth, "booth", &["부스번호", "부스"]),
            DAYS,
            col(Field::Wishes, "wishes", &["희망기관", "희망", "희망수요기관", "희망바이어"]),
            col(Field::Contact, "contact", &["담당자", "담당자명"]),
            PHONE,
            EMAIL,
        ],
    },
    TableSpec {
        kind: TableKind::Buyers,
        name: "buyers",
        aliases: &["수요기관", "바이어", "기관", "수요기관명단", "바이어명단"],
        required: true,
        columns: &[
            key(Field::BuyerId, "buyer_id", &["연번", "번호", "기관코드", "바이어코드", "기관번호", "바이어번호"]),
            col(Field::Name, "name", &["담당자", "담당자명", "바이어명"]),
            col(Field::Org, "org", &["기관명", "소속", "수요기관명"]),
            col(Field::Dept, "dept", &["부서", "부서명"]),
            col(Field::Type, "type", &["유형", "기관유형", "구분"]),
            col(Field::Country, "country", &["국가", "나라"]),
            TIMEZONE,
            col(Field::Mode, "mode", &["방식", "상담방식", "참가방식"]),
            HALL,
            col(Field::Place, "place", &["상담석", "지정석", "테이블"]),
            count(Field::Desks, "desks", &["상담석수", "책상수"]),
            col(Field::Category, "category", &["분야", "대분류"]),
            BONUS,
            MIN_MEETINGS,
            MAX_MEETINGS,
            MAX_PER_DAY,
            MAX_IN_A_ROW,
            DAYS,
            LANGUAGES,
            LANGUAGE,
            col(Field::Wishes, "wishes", &["희망기업", "희망", "희망업체"]),
            col(Field::Contact, "contact", &["연락담당", "연락담당자"]),
            PHONE,
            EMAIL,
        ],
    },
    TableSpec {
        kind: TableKind::Preferences,
        name: "preferences",
        aliases: &["희망", "희망상담", "희망목록", "신청"],
        required: false,
        columns: &[
            key(Field::FromId, "from_id", &["신청자", "희망자", "신청번호"]),
            key(Field::ToId, "to_id", &["상대", "희망대상", "상대번호"]),
            count(Field::Rank, "rank", &["순위", "희망순위"]),
            count(Field::Score, "score", &["점수"]),
            col(Field::Kind, "kind", &["종류"]),
            count(Field::Times, "times", &["횟수", "상담횟수", "희망횟수"]),
            of_kind(col(Field::NotBefore, "not_before", &["이후"]), CellKind::DateTime),
            of_kind(col(Field::NotAfter, "not_after", &["이전"]), CellKind::DateTime),
            col(Field::Note, "note", &["비고", "메모"]),
        ],
    },
    TableSpec {
        kind: TableKind::Windows,
        name: "windows",
        aliases: &["시간창", "가능시간", "불가시간"],
        required: false,
        columns: &[
            key(Field::PartyId, "party_id", &["대상", "참가자", "참가자번호"]),
            DATE,
            START,
            END,
            col(Field::Kind, "kind", &["종류"]),
            col(Field::Reason, "reason", &["사유", "이유"]),
            TIMEZONE,
        ],
    },
    TableSpec {
        kind: TableKind::Sessions,
        name: "sessions",
        aliases: &["세미나", "세션", "행사"],
        required: false,
        columns: &[
            key(Field::SessionId, "session_id", &["세션번호", "세미나번호", "번호"]),
            col(Field::Title, "title", &["제목", "세미나명", "행사명"]),
            DATE_KEY,
            START_KEY,
            END_KEY,
            HALL,
        ],
    },
    TableSpec {
        kind: TableKind::Registrations,
        name: "registrations",
        aliases: &["세미나등록", "세미나신청", "등록"],
        required: false,
        columns: &[
            key(Field::SessionId, "session_id", &["세션번호", "세미나번호"]),
            key(Field::PartyId, "party_id", &["참가자", "참가자번호", "대상"]),
        ],
    },
    TableSpec {
        kind: TableKind::Pins,
        name: "pins",
        aliases: &["고정", "고정상담"],
        required: false,
        columns: &[
            key(Field::SmeId, "sme_id", &["기업코드", "기업번호"]),
            key(Field::BuyerId, "buyer_id", &["기관코드", "바이어코드", "기관번호", "바이어번호"]),
            DATE,
            START,
            col(Field::Place, "place", &["상담석", "테이블"]),
            col(Field::Action, "action", &["조치", "처리"]),
        ],
    },
    TableSpec {
        kind: TableKind::Order,
        name: "order",
        aliases: &["순서"],
        required: false,
        columns: &[
            key(Field::FirstSme, "first_sme", &["먼저기업"]),
            key(Field::FirstBuyer, "first_buyer", &["먼저기관", "먼저바이어"]),
            key(Field::ThenSme, "then_sme", &["나중기업"]),
            key(Field::ThenBuyer, "then_buyer", &["나중기관", "나중바이어"]),
        ],
    },
    TableSpec {
        kind: TableKind::Interpreters,
        name: "interpreters",
        aliases: &["통역", "통역사"],
        required: false,
        columns: &[
            key(Field::InterpreterId, "interpreter_id", &["통역번호", "통역사번호", "번호"]),
            Column { required: true, ..LANGUAGES },
        ],
    },
    TableSpec {
        kind: TableKind::Places,
        name: "places",
        aliases: &["상담석", "장소"],
        required: false,
        columns: &[
            key(Field::PlaceId, "place_id", &["상담석번호", "장소번호", "번호"]),
            HALL,
            col(Field::Kind, "kind", &["종류"]),
            col(Field::ReservedFor, "reserved_for", &["예약", "지정기관"]),
        ],
    },
    TableSpec {
        kind: TableKind::Settings,
        name: "settings",
        aliases: &["설정", "행사설정"],
        required: false,
        columns: &[
            key(Field::Key, "key", &["항목", "설정항목"]),
            col(Field::Value, "value", &["값", "설정값"]),
            col(Field::Note, "note", &["설명", "비고"]),
        ],
    },
    TableSpec {
        kind: TableKind::Days,
        name: "days",
        aliases: &["일정", "행사일정"],
        required: false,
        columns: &[DATE_KEY, START_KEY, END_KEY, col(Field::Note, "note", &["설명", "비고"])],
    },
    TableSpec {
        kind: TableKind::Halls,
        name: "halls",
        aliases: &["관", "전시관", "관목록"],
        required: false,
        columns: &[
            Column { required: true, ..HALL },
            count(Field::Tables, "tables", &["상담석", "상담석수", "테이블수"]),
            count(Field::VideoRooms, "video_rooms", &["화상상담실", "화상상담실수"]),
            col(Field::Note, "note", &["설명", "비고"]),
        ],
    },
    TableSpec {
        kind: TableKind::Walks,
        name: "walks",
        aliases: &["이동", "이동시간"],
        required: false,
        columns: &[
            key(Field::From, "from", &["출발", "출발관"]),
            key(Field::To, "to", &["도착", "도착관"]),
            Column { required: true, ..count(Field::Minutes, "minutes", &["분", "이동시간"]) },
            col(Field::Note, "note", &["설명", "비고"]),
        ],
    },
    TableSpec {
        kind: TableKind::Tags,
        name: "tags",
        aliases: &["가점", "구분가점"],
        required: false,
        columns: &[
            key(Field::Tag, "tag", &["구분", "꼬리표"]),
            Column { required: true, ..count(Field::Points, "points", &["점수", "가점"]) },
            col(Field::Note, "note", &["설명", "비고"]),
        ],
    },
];

/// meetings.csv, which a person may have edited and saved in any way.
const MEETINGS: TableSpec = TableSpec {
    kind: TableKind::Meetings,
    name: "meetings",
    aliases: &["상담", "시간표", "상담시간표"],
    required: true,
    columns: &[
        col(Field::MeetingId, "meeting_id", &["상담번호", "상담코드"]),
        key(Field::SmeId, "sme_id", &["기업코드", "기업번호"]),
        col(Field::SmeName, "sme_name", &["기업명", "업체명", "회사명"]),
        key(Field::BuyerId, "buyer_id", &["기관코드", "바이어코드", "기관번호", "바이어번호"]),
        col(Field::BuyerName, "buyer_name", &["담당자", "담당자명", "바이어명"]),
        col(Field::Org, "org", &["기관명", "소속", "수요기관명"]),
        DATE_KEY,
        START_KEY,
        of_kind(col(Field::AnswerStart, "answer_start", &["질의시작", "답변시작", "질의응답시작"]), CellKind::Time),
        END,
        HALL,
        key(Field::PlaceId, "place_id", &["place", "상담석", "상담석번호", "자리", "테이블"]),
        col(Field::Mode, "mode", &["방식", "상담방식"]),
        col(Field::InterpreterId, "interpreter_id", &["interpreter", "통역", "통역사", "통역번호"]),
        count(Field::Value, "value", &["점수", "가치"]),
        col(Field::WishedBy, "wished_by", &["희망한쪽"]),
        col(Field::Pinned, "pinned", &["고정"]),
    ],
};

/// The file of `replan --changes`: what happened since the timetable was published.
const CHANGES: TableSpec = TableSpec {
    kind: TableKind::Changes,
    name: "changes",
    aliases: &["변경", "변경사항", "변경목록"],
    required: true,
    columns: &[
        key(Field::Change, "change", &["변경", "변경종류", "종류"]),
        col(Field::PartyId, "party_id", &["참가자", "참가자번호", "대상"]),
        col(Field::OtherId, "other_id", &["상대", "상대번호"]),
        col(Field::PlaceId, "place_id", &["place", "상담석", "상담석번호", "자리", "테이블"]),
        DATE,
        START,
        END,
        col(Field::Note, "note", &["비고", "메모", "순위", "사유"]),
    ],
};

/// Tables that are read by themselves and are no input of an event, in the order of [`TableKind`] after [`TABLES`].
const APART: [&TableSpec; 2] = [&MEETINGS, &CHANGES];

/// How headers, file and sheet names are compared: compatibility forms, lower case, without space, underscore or line break.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        let kept = name.chars().filter(|c| !c.is_whitespace() && *c != '_');
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    name.nfkc().filter(|c| !c.is_whitespace() && *c != '_' && *c != '\u{feff}').flat_map(char::to_lowercase).collect()
}

/// A folded header without marks and what stands in brackets, and that.
fn undecorated(header: &str) -> (String, Vec<String>) {
    let (mut bare, mut remarks, mut depth) = (String::new(), Vec::new(), 0_u32);
    for c in header.chars() {
        match c {
            '(' | '[' | '<' | '{' | '【' | '〔' => {
                depth += 1;
                remarks.push(String::new());
            }
            ')' | ']' | '>' | '}' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 => remarks.last_mut().expect("a bracket is open").push(c),
            '*' | '※' | '★' | '☆' | '●' | '○' | '■' | '□' | '▶' | '▷' | '◆' | '◇' | '#' | '!' | ':' | '·' | '•' | '"' | '\''
            | '✓' | '√' => {}
            c => bare.push(c),
        }
    }
    (bare, remarks)
}

impl TableKind {
    pub fn spec(self) -> &'static TableSpec {
        TABLES.get(self as usize).unwrap_or_else(|| APART[self as usize - TABLES.len()])
    }

    /// The input table that a file stem or sheet name means.
    pub fn named(name: &str) -> Option<TableKind> {
        let name = folded(name);
        TABLES.iter().find(|t| t.is_named(&name)).map(|t| t.kind)
    }
}

impl TableSpec {
    /// Whether a folded name is one of the table's.
    pub fn is_named(&self, name: &str) -> bool {
        folded(self.name) == name || self.aliases.iter().any(|a| folded(a) == name)
    }

    /// The column that a header means, exactly or without its decoration: `*기업명`, `기업명(국문)`, `기업명 (필수)`.
    pub fn column(&self, header: &str) -> Option<&'static Column> {
        let header = folded(header);
        self.exact(&header)
            .or_else(|| {
                let (bare, remarks) = undecorated(&header);
                let in_english = remarks.iter().any(|r| ["영문", "영어", "english", "eng"].contains(&r.as_str()));
                // `담당자(연락처)` is neither the one nor the other.
                let names_another = remarks.iter().any(|r| TABLES.iter().any(|t| t.exact(r).is_some()));
                let column = self.exact(&bare).filter(|_| bare != header && !names_another)?;
                match in_english {
                    true if column.field == Field::Name => self.columns.iter().find(|c| c.field == Field::NameEn),
                    true => None,
                    false => Some(column),
                }
            })
            .or_else(|| self.asked(&header))
    }

    /// The column of a numbered question, `2. 기업명`, and of two titles that mean the same, `기업명/업체명`. The number of a wish is its rank.
    fn asked(&self, header: &str) -> Option<&'static Column> {
        let digits = header.trim_start_matches('q').trim_start_matches(|c: char| c.is_ascii_digit());
        let question = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < header.len());
        let numbered = question.and_then(|rest| self.exact(rest)).filter(|c| c.field != Field::Wishes);
        let mut titles = header.split('/').map(|title| self.exact(title));
        let first = titles.next().flatten().filter(|_| header.contains('/'));
        let both = first.filter(|first| titles.all(|other| other.is_some_and(|c| c.field == first.field)));
        numbered.or(both)
    }

    /// The column of a folded header.
    fn exact(&self, header: &str) -> Option<&'static Column> {
        static BY_HEADER: LazyLock<HashMap<(TableKind, String), &Column>> = LazyLock::new(|| {
            let columns =
                TABLES.iter().chain(APART).flat_map(|table| table.columns.iter().map(move |column| (table.kind, column)));
            let named = |(kind, column): (TableKind, &'static Column)| {
                column.aliases.iter().chain([&column.name]).map(move |name| ((kind, folded(name)), column))
            };
            columns.flat_map(named).collect()
        });
        BY_HEADER.get(&(self.kind, header.to_string())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_table_stands_at_its_own_kind_and_no_header_means_two_columns() {
        for (i, table) in TABLES.iter().chain(APART).enumerate() {
            assert_eq!(table.kind as usize, i, "{}", table.name);
            let mut seen = HashSet::new();
            for column in table.columns {
                for name in column.aliases.iter().chain([&column.name]) {
                    assert!(seen.insert(folded(name)), "{} means two columns of {}", name, table.name);
                }
            }
        }
        let mut seen = HashSet::new();
        for name in TABLES.iter().flat_map(|t| t.aliases.iter().chain([&t.name])) {
            assert!(seen.insert(folded(name)), "{name} means two tables");
        }
    }

    /// The tables of README.md as they must stand there.
    fn index() -> String {
        let mut text = String::new();
        for table in TABLES {
            let need = if table.required { ", required" } else { "" };
            text +=
                &format!("\n### {}{need}\n\nAlso: {}\n\n| column | also |\n|---|---|\n", table.name, table.aliases.join(", "));
            for column in table.columns {
                let mark = if column.required { " *" } else { "" };
                text += &format!("| `{}`{mark} | {} |\n", column.name, column.aliases.join(", "));
            }
        }
        text
    }

    #[test]
    fn the_readme_lists_every_table_and_header() {
        let readme = include_str!("README.md");
        assert!(readme.ends_with(&index()), "the tables of src/load/README.md should be:\n{}", index());
    }

    #[test]
    fn headers_match_without_case_space_underscore_and_in_korean() {
        let smes = TableKind::Smes.spec();
        for header in ["sme_id", "SME ID", "SmeId", "연번", " 연 번 ", "기업코드"] {
            assert_eq!(smes.column(header).map(|c| c.field), Some(Field::SmeId), "{header}");
        }
        for header in
            ["*기업명", "기업명(국문)", "기업명\n(필수)", "[필수] 기업명", "기업명*", "상호", "참가기업명", "업 체 명", "기업명 "]
        {
            assert_eq!(smes.column(header).map(|c| c.field), Some(Field::Name), "{header}");
        }
        assert_eq!(smes.column("기업명(영문)").map(|c| c.field), Some(Field::NameEn));
        assert!(smes.column("sme").is_none() && smes.column("담당자(연락처)").is_none() && smes.column("(기업명)").is_none());
        assert_eq!(TableKind::named("SMEs"), Some(TableKind::Smes));
    }
}
