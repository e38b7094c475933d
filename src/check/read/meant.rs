//! What an id that nobody has may have been before a spreadsheet or a slip changed it.

use super::names::Names;
use crate::diagnostic::{Text, nearest};
use crate::event::{Event, Side};

/// What to do about an id that no party of a side has.
pub(super) fn party(event: &Event, names: &Names, side: Side, id: &str) -> Text {
    let of_side = || event.party_ids().map(|p| event.party(p)).filter(|p| p.side == side);
    let named: Vec<&str> =
        of_side().filter(|p| !id.is_empty() && [&p.name, &p.org].contains(&&id.to_string())).map(|p| p.id.as_str()).collect();
    match named[..] {
        [only] => {
            Text::new(format!("this is a name; write the id `{only}`"), format!("이름입니다. 번호 `{only}`을(를) 적으세요"))
        }
        _ => among(id, &of_side().map(|p| p.id.as_str()).filter(|known| names.party(side, known).is_some()).collect::<Vec<_>>()),
    }
}

/// What to do about an id that is none of the known ones.
pub(super) fn among(id: &str, known: &[&str]) -> Text {
    let bare = |text: &str| text.strip_suffix(".0").unwrap_or(text).trim_start_matches('0').to_string();
    let with_zeros: Vec<&&str> = known.iter().filter(|k| **k != id && bare(k) == bare(id) && !bare(id).is_empty()).collect();
    if let [only] = with_zeros[..] {
        return Text::new(
            format!("did a spreadsheet remove the zeros? Write `{only}`"),
            format!("엑셀이 앞의 0을 없앤 것 같습니다. `{only}`(으)로 적으세요"),
        );
    }
    match nearest(id, known.iter().copied()).first() {
        Some(near) => Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?")),
        None => Text::new(
            "write an id of the event's tables, or delete the row; a spreadsheet may have made a number or a date of the id",
            "행사 자료에 있는 번호를 적거나 행을 지우세요. 엑셀이 번호를 숫자나 날짜로 바꾸었을 수 있습니다",
        ),
    }
}
