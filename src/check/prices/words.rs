//! What can be wrong with a price list, in words.

use super::Triple;
use crate::check::read::CellFault;

const PRICES: &str = "prices.csv";
const SUMMARY: &str = "summary.json";

/// A reason why a price list proves nothing as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The certificate is not such an object; the message of the reader.
    Unreadable(String),
    Scale,
    /// How many meetings the must wishes ask for.
    Musts(i64),
    NoColumn,
    Kind,
    NoParty,
    /// Both sides use the id.
    EitherParty,
    NoOrg,
    NoGroup,
    /// A group of the other kind.
    OtherGroup,
    NoMember,
    Mixed,
    NoRow,
    NoPair,
    Reason,
    NoDay,
    NoSlot,
    /// A cell that this kind of price leaves empty.
    NotEmpty,
    Number,
    BelowNothing,
    /// A reward above one meeting missing.
    Reward,
    Twice,
    /// Trying all slots finds more meetings than the row allows.
    RowIsFalse,
    /// Trying all slots took more steps than there are.
    RowIsTooLarge,
    TooLarge,
    /// The prices give this bound, and a better one is stated.
    Bound(Triple),
    /// The published values are better than the bound.
    Beaten(Triple),
    /// A level is called certified, and its bound does not follow from the prices.
    Certified,
}

impl Fault {
    fn words(&self) -> (String, String) {
        let (en, ko) = match self {
            Self::Unreadable(error) => {
                return (format!("this is no certificate: {error}"), format!("증명서 형식이 아님: {error}"));
            }
            Self::Musts(n) => return (format!("the must wishes ask for {n} meetings"), format!("필수 희망은 상담 {n}건임")),
            Self::Bound(triple) => {
                let shown = show(*triple);
                return (format!("the prices prove no more than {shown}"), format!("가격이 증명하는 것은 {shown}까지임"));
            }
            Self::Beaten(triple) => {
                let shown = show(*triple);
                return (
                    format!("the published values are better than the prices say is possible: {shown}"),
                    format!("발표된 값이 가격이 말하는 한계 {shown}보다 좋음"),
                );
            }
            Self::Scale => ("the scale is at least 1", "scale은 1 이상이어야 함"),
            Self::NoColumn => ("the column is missing", "열이 없음"),
            Self::Kind => ("there are no such prices", "없는 가격 종류"),
            Self::NoParty => ("there is no such party", "없는 참가자"),
            Self::EitherParty => (
                "both sides use the id; write sme: or buyer: in front",
                "양쪽에서 쓰는 번호임. 앞에 sme: 또는 buyer:를 붙여야 함",
            ),
            Self::NoOrg => (
                "no rule lets this party meet only one buyer of such an organization",
                "기관의 바이어 한 명만 만나야 하는 경우가 아님",
            ),
            Self::NoGroup => ("the certificate has no such group", "증명서에 없는 묶음"),
            Self::OtherGroup => ("the members of the group are of another kind", "다른 종류의 묶음"),
            Self::NoMember => ("there is no such place or interpreter", "없는 상담석 또는 통역"),
            Self::Mixed => ("a group has places or interpreters, not both", "상담석과 통역을 한 묶음에 둘 수 없음"),
            Self::NoRow => ("the certificate has no such row", "증명서에 없는 행"),
            Self::NoPair => ("these two are not a pair", "상담할 수 있는 두 참가자가 아님"),
            Self::Reason => ("the only reason of a row is `search`", "행의 근거는 `search`뿐임"),
            Self::NoDay => ("this is no day of the event", "행사일이 아님"),
            Self::NoSlot => ("no slot begins then", "시간대가 아닌 시각"),
            Self::NotEmpty => ("the cell must be empty for this kind", "이 종류에서는 비워 두어야 하는 칸"),
            Self::Number => ("this is no whole number", "정수가 아님"),
            Self::BelowNothing => ("a price is never below (0, 0, 0)", "가격은 (0, 0, 0)보다 작을 수 없음"),
            Self::Reward => ("a reward is at most (0, 1, 0)", "최소 상담 보상은 (0, 1, 0)을 넘을 수 없음"),
            Self::Twice => ("it stands there twice", "두 번 나옴"),
            Self::RowIsFalse => {
                ("more meetings of these pairs can be held than the row says", "이 행이 말하는 것보다 많은 상담을 할 수 있음")
            }
            Self::RowIsTooLarge => {
                ("there are too many ways to hold these pairs to try them all", "경우가 너무 많아 이 행을 확인할 수 없음")
            }
            Self::Certified => ("this bound does not follow from prices.csv", "prices.csv로 증명되지 않는 한계"),
            Self::TooLarge => ("the numbers are too large to add up", "더하기에 너무 큰 수"),
        };
        (en.to_string(), ko.to_string())
    }
}

/// `(2, -1, 350)`
fn show(triple: Triple) -> String {
    format!("({}, {}, {})", triple.must, triple.shortfall, triple.value)
}

/// A fault in a cell of prices.csv.
pub(super) fn in_prices(line: u32, column: &str, value: &str, fault: &Fault) -> CellFault {
    named(PRICES, line, column, value, fault)
}

/// A fault at a JSON pointer of summary.json.
pub(super) fn in_summary(pointer: &str, value: &str, fault: &Fault) -> CellFault {
    named(SUMMARY, 0, pointer, value, fault)
}

fn named(file: &'static str, line: u32, column: &str, value: &str, fault: &Fault) -> CellFault {
    let (en, ko) = fault.words();
    let with_value = |words: String| if value.is_empty() { words } else { format!("{words}: `{value}`") };
    CellFault { file, line, column: column.to_string(), value: value.to_string(), en: with_value(en), ko: with_value(ko) }
}
