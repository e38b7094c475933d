//! Titles that lists from elsewhere give to a column: taken where no column of the table has one of its own titles. And titles that sound as if the
//! column decided who meets whom or when.

use super::columns::{Column, Field, TableKind, TableSpec, folded};
use unicode_normalization::UnicodeNormalization;

/// Titles by table and column; the first of a list that stands in a table counts.
const TITLES: &[(TableKind, Field, &[&str])] = &[
    (
        TableKind::Smes,
        Field::SmeId,
        &[
            "기업id",
            "업체코드",
            "업체번호",
            "회사코드",
            "companyid",
            "id",
            "코드",
            "code",
            "참가번호",
            "접수번호",
            "신청번호",
            "순번",
            "no",
            "no.",
            "순",
        ],
    ),
    (
        TableKind::Smes,
        Field::Name,
        &[
            "companyname",
            "company",
            "회사",
            "기업",
            "업체",
            "참가업체",
            "참가기업",
            "참여기업",
            "참여업체",
            "신청기업",
            "기업이름",
            "회사이름",
            "업체이름",
            "기업명칭",
            "법인명",
            "단체명",
        ],
    ),
    (
        TableKind::Smes,
        Field::Contact,
        &["contactname", "contactperson", "성명", "성함", "담당자성명", "담당자성함", "담당자이름"],
    ),
    (
        TableKind::Smes,
        Field::Wishes,
        &[
            "상담희망기관",
            "상담희망바이어",
            "희망상담기관",
            "희망기관명",
            "희망바이어명",
            "매칭희망기관",
            "관심기관",
            "관심바이어",
            "선호기관",
            "상담신청기관",
            "신청기관",
            "wishlist",
            "preferredbuyers",
        ],
    ),
    (
        TableKind::Buyers,
        Field::BuyerId,
        &[
            "바이어id",
            "기관id",
            "buyercode",
            "id",
            "코드",
            "code",
            "업체코드",
            "참가번호",
            "접수번호",
            "신청번호",
            "순번",
            "no",
            "no.",
            "순",
        ],
    ),
    (
        TableKind::Buyers,
        Field::Name,
        &["contactname", "contactperson", "성명", "성함", "이름", "담당자성명", "담당자성함", "담당자이름", "구매담당자"],
    ),
    (
        TableKind::Buyers,
        Field::Org,
        &[
            "organization",
            "organisation",
            "company",
            "companyname",
            "기관",
            "수요기관",
            "발주기관",
            "소속기관",
            "회사",
            "회사명",
            "기업명",
            "업체명",
            "단체명",
        ],
    ),
    (TableKind::Buyers, Field::Dept, &["department", "소속부서", "담당부서"]),
    (TableKind::Buyers, Field::Country, &["국가명", "country/region", "국적"]),
    (TableKind::Buyers, Field::Timezone, &["tz", "표준시간대", "현지시간대"]),
    (TableKind::Buyers, Field::Mode, &["참가형태", "참여형태", "상담형태", "참여방식", "상담유형", "참가유형", "온오프라인"]),
    (
        TableKind::Buyers,
        Field::Wishes,
        &[
            "상담희망기업",
            "상담희망업체",
            "희망상담기업",
            "희망상담업체",
            "희망기업명",
            "희망업체명",
            "매칭희망기업",
            "관심기업",
            "관심업체",
            "선호기업",
            "상담신청기업",
            "신청기업",
            "wishlist",
            "preferredcompanies",
        ],
    ),
    (TableKind::Preferences, Field::Rank, &["우선순위", "priority"]),
];

/// The column that a title may stand for, and how far it is from the first choice.
pub fn column_of(spec: &TableSpec, header: &str) -> Option<(&'static Column, usize)> {
    let header = folded(header);
    let bare = header.split(['(', '[', '（']).next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let known = TITLES.iter().filter(|(table, ..)| *table == spec.kind);
    let (field, place) = known.into_iter().find_map(|(_, field, titles)| {
        let place = titles.iter().position(|t| *t == header || *t == bare)?;
        Some((*field, place))
    })?;
    spec.kind.spec().columns.iter().find(|c| c.field == field).map(|column| (column, place))
}

/// Whether a title sounds as if its column decided who meets whom or when, or who is there at all.
pub fn decides(header: &str) -> bool {
    const STAMPS: [&str; 11] =
        ["타임스탬프", "timestamp", "제출", "등록일", "등록시", "접수", "작성", "신청일", "수정", "submitted", "created"];
    const WORDS: &[&str] = &[
        "희망",
        "지망",
        "순위",
        "선호",
        "관심기",
        "관심업",
        "관심바",
        "관심회",
        "원하는",
        "만나고",
        "매칭",
        "거절",
        "거부",
        "제외",
        "기피",
        "차단",
        "필수",
        "참가일",
        "참석일",
        "방문일",
        "입국",
        "출국",
        "도착",
        "출발",
        "요일",
        "일자",
        "날짜",
        "일차",
        "종료일",
        "시간",
        "시각",
        "오전",
        "오후",
        "참가여부",
        "참석여부",
        "참여여부",
        "출석",
        "취소",
        "상태",
        "승인",
        "수락",
        "확정",
        "불참",
        "불가",
        "가능",
        "최대",
        "최소",
        "횟수",
        "통역",
        "우선",
        "중요도",
        "반복",
        "시차",
        "온라인",
        "wish",
        "choice",
        "prefer",
        "priority",
        "interest",
        "target",
        "request",
        "date",
        "time",
        "available",
        "busy",
        "block",
        "reject",
        "arrival",
        "departure",
        "attend",
        "status",
        "cancel",
        "limit",
        "offset",
        "interpret",
    ];
    const SHORT: [&str; 5] = ["min", "max", "day", "days", "weekday"];
    let is_short = header.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| SHORT.contains(&word));
    // `개인정보 동의(필수)` asks for an answer, not for a meeting.
    let header = ["(필수)", "[필수]", "*필수"].iter().fold(folded(header), |header, mark| header.replace(mark, ""));
    let says = |words: &[&str]| words.iter().any(|w| header.contains(w));
    (says(WORDS) || is_short || is_day(&header) || is_numbered_party(&header)) && !says(&STAMPS)
}

/// A title that is a day: `4/13`, `4월 13일`, `13일(수)`, `2022-04-13`.
fn is_day(header: &str) -> bool {
    let plain: String = header.nfkc().collect();
    let bare = plain.split('(').next().unwrap_or_default().trim_end_matches('.');
    let is_number = |t: &str| !t.is_empty() && t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = bare.split(['/', '-', '.', '년', '월']).map(|p| p.trim_end_matches('일')).collect();
    let named = bare.contains('일') || bare.contains('월') || parts.len() > 1;
    named && parts.iter().all(|p| is_number(p))
}

/// One of several parties: `기관1`, `Buyer 2`.
fn is_numbered_party(header: &str) -> bool {
    let bare = header.trim_end_matches(|c: char| c.is_ascii_digit());
    let parties = ["기관", "바이어", "기업", "업체", "buyer", "company", "sme", "상담"];
    bare != header && parties.contains(&bare.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_from_elsewhere_is_a_title_of_its_own() {
        for (kind, field, titles) in TITLES {
            let column = kind.spec().columns.iter().find(|c| c.field == *field).expect("a column of the table");
            for title in *titles {
                let own = column.aliases.iter().chain([&column.name]).any(|a| folded(a) == *title);
                assert!(!own && folded(title) == *title, "{title} of {}", column.name);
            }
        }
    }

    #[test]
    fn titles_that_decide_something_are_told_from_those_that_do_not() {
        for header in
            ["참가여부", "상태", "4/13", "4월 13일", "13일(수)", "2022-04-13", "기관1", "Buyer 2", "요일", "Attendance", "최대"]
        {
            assert!(decides(header), "{header}");
        }
        for header in [
            "홈페이지",
            "등록일시",
            "접수상태",
            "대표자",
            "매출액(2021)",
            "3",
            "설립연도",
            "종업원수",
            "주소",
            "1인당",
            "개인정보 동의(필수)",
            "Admin e-mail",
            "Birthplace",
        ] {
            assert!(!decides(header), "{header}");
        }
    }
}
