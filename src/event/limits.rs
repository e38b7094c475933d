//! The one table of what an event may be at most, so that counts fit their types, sums over an event fit 64 bits and memory stays sane.
//!
//! A seat (slot, place, interpreter) fits 16 bits. A pair is worth at most `10^4 x 100 x 2 + 3 x 10^6 + 100 x 10^6 < 2 x 10^8`, an event has
//! fewer than `2 x 10^7` meetings (places times slots), so its value stays below `4 x 10^15`; costs (at most a few units of `10^6` for each meeting
//! and for each slot of each party) stay below `10^15`, must wishes below `2 x 10^9`, the shortfall below `10^9`.

/// The most of one thing.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted, in English, for messages and the README.
    pub en: &'static str,
    /// The same in Korean.
    pub ko: &'static str,
    /// The greatest number allowed.
    pub max: u64,
}

const fn limit(en: &'static str, ko: &'static str, max: u64) -> Limit {
    Limit { en, ko, max }
}

/// Checked before a file is parsed.
pub const FILE_BYTES: Limit = limit("bytes of an input file", "입력 파일의 바이트", 200_000_000);
/// As many as an Excel sheet has.
pub const ROWS: Limit = limit("rows of a table", "표의 행", 1_048_576);
/// As many as an Excel sheet has.
pub const COLUMNS: Limit = limit("columns of a table", "표의 열", 16_384);
/// As many as an Excel cell holds.
pub const CELL_CHARS: Limit = limit("characters of a cell", "한 칸의 글자", 32_767);
/// Rows of `[[day]]`, or dates of the sheet `days`.
pub const DAYS: Limit = limit("days", "행사 날짜", 366);
/// Of the whole event; must fit 16 bits.
pub const SLOTS: Limit = limit("slots", "상담 시간", 10_000);
/// Keeps the square table of walking minutes small.
pub const HALLS: Limit = limit("halls", "관", 500);
/// The counts `tables` and `video_rooms` of a `[[hall]]`, each.
pub const HALL_PLACES: Limit = limit("tables or video rooms of a hall", "한 관의 상담석 또는 화상상담실", 10_000);
/// Tables and video rooms of the whole event; must fit 16 bits.
pub const PLACES: Limit = limit("places", "자리", 20_000);
/// SMEs and buyers together.
pub const PARTIES: Limit = limit("parties", "참가자", 50_000);
/// Rows of interpreters.csv; must fit 16 bits.
pub const INTERPRETERS: Limit = limit("interpreters", "통역사", 5_000);
/// Wishes and blocks in any form, one for an organization counted for each of its buyers, and the pairs that `fill_points` admits.
pub const WISHES: Limit = limit("wishes, and pairs that fill", "희망(채우는 조합 포함)", 2_000_000);
/// Windows after selectors such as `*` or `tag:youth` are resolved, registrations included.
pub const WINDOWS: Limit =
    limit("windows, one for each party that a row selects", "시간창(행이 고르는 참가자마다 하나)", 2_000_000);
/// Of pins.csv and of order.csv, each.
pub const PINS: Limit = limit("rows of pins or order", "고정 또는 순서의 행", 100_000);
/// Bounds the tables of free times.
pub const PARTY_SLOTS: Limit = limit("parties x slots", "참가자 x 상담 시간", 20_000_000);
/// Bounds the tables of who sits where when: the capacities of all parties, times the slots.
pub const DESK_SLOTS: Limit = limit("desks and delegates x slots", "상담석수·참석팀수 x 상담 시간", 50_000_000);
/// Bounds the number of meetings: no more can be held than there are places in all slots.
pub const PLACE_SLOTS: Limit = limit("places x slots", "자리 x 상담 시간", 20_000_000);
/// Bounds the slot sets of the candidate pairs, one bit each.
pub const PAIR_SLOTS: Limit = limit("wishes x slots", "희망 x 상담 시간", 1_000_000_000);
/// The columns `delegates` and `desks`.
pub const CAPACITY: Limit = limit("desks or delegates of a party", "한 참가자의 상담석수 또는 참석팀수", 1_000);
/// The column `min_meetings` and its defaults in `[rules]`.
pub const MIN_MEETINGS: Limit = limit("min_meetings", "min_meetings", 10_000);
/// Columns in which an empty cell or 0 means no limit, and `max_gap_difference`.
pub const COUNT: Limit = limit("max_meetings, max_per_day, max_in_a_row", "max_meetings, max_per_day, max_in_a_row", 1_000_000);
/// The column `times` of preferences.csv.
pub const TIMES: Limit = limit("times of a wish", "희망의 횟수", 1_000);
/// The column `rank`; from rank 10 on a wish is worth the same 10 points.
pub const RANK: Limit = limit("rank of a wish", "희망의 순위", 10_000);
/// The column `score`, in points.
pub const SCORE: Limit = limit("score of a wish", "희망의 점수", 100);
/// Tags in one `tags` cell.
pub const TAGS: Limit = limit("tags of a party", "한 참가자의 구분", 100);
/// Factors of the points of a wish, in `[value]`.
pub const WEIGHT: Limit = limit("sme_weight, buyer_weight", "sme_weight, buyer_weight", 10_000);
/// The column `bonus`, `[value.tags]` and `mutual_bonus`, which may be as far below 0, and `fill_points`.
pub const POINTS: Limit = limit("points of a bonus, a tag or fill_points", "가점, 구분별 가점, fill_points의 점수", 1_000_000);
/// Cost points in `[quality]`.
pub const COST: Limit = limit("cost of a unit of quality", "품질 항목 하나의 비용", 1_000_000);
/// A day: `present_minutes`, `answer_minutes`, `changeover_minutes` and the minutes in `[walk]`.
pub const MINUTES: Limit = limit("minutes of a part of a meeting or a walk", "상담 각 부분이나 이동의 분", 1_440);
/// `solve.time_limit_s`.
pub const SECONDS: Limit = limit("seconds of time_limit_s", "time_limit_s의 초", 1_000_000);

/// Every limit, in the order of the table in the README of `validate`.
pub const LIMITS: &[&Limit] = &[
    &FILE_BYTES,
    &ROWS,
    &COLUMNS,
    &CELL_CHARS,
    &DAYS,
    &SLOTS,
    &HALLS,
    &HALL_PLACES,
    &PLACES,
    &PARTIES,
    &INTERPRETERS,
    &WISHES,
    &WINDOWS,
    &PINS,
    &PARTY_SLOTS,
    &DESK_SLOTS,
    &PLACE_SLOTS,
    &PAIR_SLOTS,
    &CAPACITY,
    &MIN_MEETINGS,
    &COUNT,
    &TIMES,
    &RANK,
    &SCORE,
    &TAGS,
    &WEIGHT,
    &POINTS,
    &COST,
    &MINUTES,
    &SECONDS,
];

impl Limit {
    /// Whether `n` are allowed.
    pub fn allows(&self, n: usize) -> bool {
        n as u64 <= self.max
    }

    /// As a whole number for ranges.
    pub fn int(&self) -> i64 {
        i64::try_from(self.max).expect("every limit fits")
    }

    /// As a count of a cell.
    pub fn count(&self) -> u32 {
        u32::try_from(self.max).expect("limits of cells fit 32 bits")
    }

    /// As a size.
    pub fn size(&self) -> usize {
        usize::try_from(self.max).expect("every limit fits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_shows_every_limit() {
        let rows: String = LIMITS.iter().map(|l| format!("| {} | {} | {} |\n", l.en, l.ko, grouped(l.max))).collect();
        let table = format!("| what | 무엇 | at most |\n|---|---|---|\n{rows}");
        let readme = include_str!("../validate/README.md");
        assert!(readme.contains(&table), "the limits in src/validate/README.md should be:\n{table}");
    }

    fn grouped(n: u64) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out
    }

    #[test]
    fn sums_over_the_largest_event_fit() {
        let pair = 2 * WEIGHT.int() * SCORE.int() + 3 * POINTS.int() + TAGS.int() * POINTS.int();
        assert!(pair.checked_mul(PLACE_SLOTS.int()).is_some_and(|value| value < i64::MAX / 1_000));
        assert!(COST.int().checked_mul(PARTY_SLOTS.int() + 8 * PLACE_SLOTS.int()).is_some_and(|cost| cost < i64::MAX / 1_000));
        assert!(WISHES.int() * TIMES.int() < i64::from(u32::MAX) && PARTIES.int() * MIN_MEETINGS.int() < i64::from(u32::MAX));
        assert!([&SLOTS, &PLACES, &INTERPRETERS].iter().all(|l| l.max < u64::from(u16::MAX)));
    }
}
