//! Time zones: an IANA name, or the zones that an offset, an abbreviation, a country or a city can mean.

use crate::diagnostic::{Text, nearest};
use crate::event::Zone;

/// Offset from UTC in minutes, and the zones that a participant with it most likely lives in.
const OFFSETS: &[(i32, &[&str])] = &[
    (-600, &["Pacific/Honolulu"]),
    (-540, &["America/Anchorage"]),
    (-480, &["America/Los_Angeles"]),
    (-420, &["America/Denver", "America/Los_Angeles"]),
    (-360, &["America/Chicago", "America/Mexico_City"]),
    (-300, &["America/New_York", "America/Lima"]),
    (-240, &["America/New_York", "America/Santiago"]),
    (-180, &["America/Sao_Paulo", "America/Argentina/Buenos_Aires"]),
    (0, &["Europe/London", "UTC"]),
    (60, &["Europe/Paris", "Europe/Berlin", "Europe/London"]),
    (120, &["Europe/Athens", "Africa/Cairo", "Africa/Johannesburg"]),
    (180, &["Europe/Moscow", "Asia/Riyadh", "Europe/Istanbul"]),
    (210, &["Asia/Tehran"]),
    (240, &["Asia/Dubai"]),
    (300, &["Asia/Tashkent", "Asia/Karachi", "Asia/Almaty"]),
    (330, &["Asia/Kolkata"]),
    (345, &["Asia/Kathmandu"]),
    (360, &["Asia/Dhaka"]),
    (390, &["Asia/Yangon"]),
    (420, &["Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Jakarta"]),
    (480, &["Asia/Shanghai", "Asia/Singapore", "Asia/Ulaanbaatar"]),
    (540, &["Asia/Seoul", "Asia/Tokyo"]),
    (600, &["Australia/Sydney", "Australia/Brisbane"]),
    (720, &["Pacific/Auckland"]),
];

/// Abbreviations and countries, in lower case without spaces, and the zones they can mean.
const NAMES: &[(&[&str], &[&str])] = &[
    (&["kst", "korea", "southkorea", "한국", "대한민국", "서울", "kr", "kor"], &["Asia/Seoul"]),
    (&["jst", "japan", "일본", "도쿄", "jp"], &["Asia/Tokyo"]),
    (&["cst"], &["Asia/Shanghai", "America/Chicago"]),
    (&["china", "중국", "북경", "베이징", "beijing", "cn", "prc"], &["Asia/Shanghai"]),
    (&["sgt", "singapore", "싱가포르"], &["Asia/Singapore"]),
    (&["hkt", "hongkong", "홍콩"], &["Asia/Hong_Kong"]),
    (&["taiwan", "대만"], &["Asia/Taipei"]),
    (&["ict", "vietnam", "베트남", "하노이", "hanoi", "호치민", "vn"], &["Asia/Ho_Chi_Minh"]),
    (&["thailand", "태국"], &["Asia/Bangkok"]),
    (&["wib", "indonesia", "인도네시아"], &["Asia/Jakarta"]),
    (&["malaysia", "말레이시아"], &["Asia/Kuala_Lumpur"]),
    (&["pht", "philippines", "필리핀"], &["Asia/Manila"]),
    (&["mongolia", "몽골"], &["Asia/Ulaanbaatar"]),
    (&["ist", "india", "인도"], &["Asia/Kolkata"]),
    (&["gst", "uae", "아랍에미리트"], &["Asia/Dubai"]),
    (&["saudiarabia", "사우디아라비아", "ksa"], &["Asia/Riyadh"]),
    (&["uzbekistan", "우즈베키스탄"], &["Asia/Tashkent"]),
    (&["kazakhstan", "카자흐스탄"], &["Asia/Almaty"]),
    (&["msk", "russia", "러시아"], &["Europe/Moscow", "Asia/Vladivostok"]),
    (&["turkey", "türkiye", "튀르키예", "터키", "trt"], &["Europe/Istanbul"]),
    (&["gmt", "bst", "uk", "unitedkingdom", "england", "영국"], &["Europe/London"]),
    (&["cet", "cest", "germany", "독일", "de"], &["Europe/Berlin"]),
    (&["france", "프랑스"], &["Europe/Paris"]),
    (&["poland", "폴란드"], &["Europe/Warsaw"]),
    (&["spain", "스페인"], &["Europe/Madrid"]),
    (&["italy", "이탈리아"], &["Europe/Rome"]),
    (&["est", "edt", "et", "eastern"], &["America/New_York"]),
    (&["cdt", "ct", "central"], &["America/Chicago"]),
    (&["mst", "mdt", "mt"], &["America/Denver", "America/Phoenix"]),
    (&["pst", "pdt", "pt", "pacific"], &["America/Los_Angeles"]),
    (&["usa", "us", "unitedstates", "미국"], &["America/New_York", "America/Chicago", "America/Los_Angeles"]),
    (&["canada", "캐나다"], &["America/Toronto", "America/Vancouver"]),
    (&["mexico", "멕시코"], &["America/Mexico_City"]),
    (&["brazil", "브라질"], &["America/Sao_Paulo"]),
    (&["aest", "aedt", "australia", "호주", "시드니"], &["Australia/Sydney", "Australia/Perth"]),
    (&["egypt", "이집트", "카이로"], &["Africa/Cairo"]),
    (&["뉴욕", "미국동부", "동부시간", "워싱턴", "보스턴"], &["America/New_York"]),
    (&["시카고", "미국중부", "휴스턴", "댈러스"], &["America/Chicago"]),
    (&["미국서부", "로스앤젤레스", "la", "샌프란시스코", "시애틀"], &["America/Los_Angeles"]),
    (&["토론토"], &["America/Toronto"]),
    (&["밴쿠버"], &["America/Vancouver"]),
    (&["런던"], &["Europe/London"]),
    (&["파리"], &["Europe/Paris"]),
    (&["베를린", "프랑크푸르트", "뮌헨"], &["Europe/Berlin"]),
    (&["모스크바"], &["Europe/Moscow"]),
    (&["이스탄불"], &["Europe/Istanbul"]),
    (&["두바이"], &["Asia/Dubai"]),
    (&["상하이", "상해", "선전", "광저우"], &["Asia/Shanghai"]),
    (&["타이베이"], &["Asia/Taipei"]),
    (&["방콕"], &["Asia/Bangkok"]),
    (&["자카르타"], &["Asia/Jakarta"]),
    (&["마닐라"], &["Asia/Manila"]),
    (&["쿠알라룸푸르"], &["Asia/Kuala_Lumpur"]),
    (&["델리", "뉴델리", "뭄바이"], &["Asia/Kolkata"]),
    (&["울란바토르"], &["Asia/Ulaanbaatar"]),
    (&["타슈켄트"], &["Asia/Tashkent"]),
    (&["오사카"], &["Asia/Tokyo"]),
    (&["israel", "이스라엘"], &["Asia/Jerusalem"]),
    (&["ireland", "아일랜드"], &["Europe/Dublin"]),
    (&["cambodia", "캄보디아"], &["Asia/Phnom_Penh"]),
    (&["laos", "라오스"], &["Asia/Vientiane"]),
    (&["myanmar", "미얀마"], &["Asia/Yangon"]),
    (&["nepal", "네팔"], &["Asia/Kathmandu"]),
    (&["bangladesh", "방글라데시"], &["Asia/Dhaka"]),
    (&["pakistan", "파키스탄"], &["Asia/Karachi"]),
    (&["srilanka", "스리랑카"], &["Asia/Colombo"]),
    (&["netherlands", "네덜란드"], &["Europe/Amsterdam"]),
    (&["switzerland", "스위스"], &["Europe/Zurich"]),
    (&["sweden", "스웨덴"], &["Europe/Stockholm"]),
    (&["czechia", "czechrepublic", "체코"], &["Europe/Prague"]),
    (&["hungary", "헝가리"], &["Europe/Budapest"]),
    (&["ukraine", "우크라이나"], &["Europe/Kyiv"]),
    (&["chile", "칠레"], &["America/Santiago"]),
    (&["peru", "페루"], &["America/Lima"]),
    (&["colombia", "콜롬비아"], &["America/Bogota"]),
    (&["argentina", "아르헨티나"], &["America/Argentina/Buenos_Aires"]),
    (&["cuba", "쿠바"], &["America/Havana"]),
    (&["newzealand", "뉴질랜드"], &["Pacific/Auckland"]),
    (&["southafrica", "남아프리카공화국", "남아공"], &["Africa/Johannesburg"]),
    (&["kenya", "케냐"], &["Africa/Nairobi"]),
    (&["nigeria", "나이지리아"], &["Africa/Lagos"]),
    (&["qatar", "카타르"], &["Asia/Qatar"]),
    (&["kuwait", "쿠웨이트"], &["Asia/Kuwait"]),
    (&["iran", "이란"], &["Asia/Tehran"]),
];

/// Abbreviations that several countries use: only the country tells which is meant.
const SHARED: [&str; 5] = ["ist", "cst", "bst", "est", "gst"];

/// An IANA zone by its exact name. `EST` and `MST` are fixed offsets that nobody lives in, so they are refused.
pub fn zone(text: &str) -> Option<Zone> {
    if ["EST", "MST"].contains(&text) { None } else { text.parse().ok() }
}

pub fn cause() -> Text {
    Text::new("this is not an IANA time zone", "IANA 시간대 이름이 아닙니다")
}

/// Minutes from UTC of `GMT+9`, `UTC+09:00`, `+0900`, `(UTC+09:00) Seoul`.
fn offset_min(text: &str) -> Option<i32> {
    let text = text.to_uppercase().replace(['−', '–'], "-");
    let text = text.trim().trim_start_matches('(').trim_start_matches("UTC").trim_start_matches("GMT").trim();
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let clock: String = text[1..].chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let (hours, minutes) = match clock.split_once(':') {
        Some((h, m)) => (h.to_string(), m.to_string()),
        None if clock.len() > 2 => (clock[..clock.len() - 2].to_string(), clock[clock.len() - 2..].to_string()),
        None => (clock, "0".to_string()),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(sign * hours.checked_mul(60)?.checked_add(minutes)?)
}

/// What `Etc/GMT+9` says: nine hours behind, where people mean nine hours ahead. Cause and help; `None` for a zone whose name reads as it is meant.
pub fn reversed(zone: Zone) -> Option<(Text, Text)> {
    let name = zone.name();
    let hours: i32 = name.strip_prefix("Etc/GMT")?.parse().ok().filter(|hours| *hours != 0)?;
    let (n, (en, ko), (other_en, other_ko)) = match hours > 0 {
        true => (hours, ("behind", "늦은"), ("ahead of", "빠른")),
        false => (-hours, ("ahead of", "빠른"), ("behind", "늦은")),
    };
    let near = OFFSETS.iter().find(|(min, _)| *min == hours * 60).map_or(&[][..], |(_, zones)| zones);
    let hour = if n == 1 { "hour" } else { "hours" };
    let cause = Text::new(
        format!("`{name}` is {n} {hour} {en} UTC: the signs of these names are the other way round"),
        format!("`{name}`는 UTC보다 {n}시간 {ko} 시간대입니다. 이 이름들은 부호가 거꾸로입니다"),
    );
    let help = match near {
        [] => Text::new(
            "write the zone by its city, such as Asia/Seoul, so that nobody misreads it",
            "오해가 없도록 Asia/Seoul처럼 도시 이름으로 적으세요",
        ),
        near => Text::new(
            format!("write {} if {n} {hour} {other_en} UTC is meant", near.join(" or ")),
            format!("UTC보다 {n}시간 {other_ko} 곳이면 {}(으)로 적으세요", near.join(", ")),
        ),
    };
    Some((cause, help))
}

/// Names the zones that may be meant: by offset, abbreviation, country, city, and last by spelling. `country` is that of the party, empty if unknown.
pub fn help(text: &str, country: &str) -> Text {
    let near = meant(text, country);
    if near.is_empty() {
        return Text::new("write a name such as Asia/Seoul or Europe/Paris", "Asia/Seoul, Europe/Paris처럼 적으세요");
    }
    let near = near.join("`, `");
    Text::new(format!("did you mean `{near}`?"), format!("혹시 `{near}`입니까?"))
}

/// Up to three zones that people of a country live in.
pub fn of_country(country: &str) -> &'static [&'static str] {
    by_name(&folded(country)).unwrap_or_default()
}

fn folded(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '.').collect()
}

fn by_name(folded: &str) -> Option<&'static [&'static str]> {
    NAMES.iter().find(|(names, _)| names.contains(&folded)).map(|(_, zones)| *zones)
}

fn meant(text: &str, country: &str) -> Vec<&'static str> {
    const SHOWN: usize = 3;
    let plain = folded(text);
    let bare = plain.split(['(', '[', '/']).next().unwrap_or_default().to_string();
    let by_offset = offset_min(text).map(|min| OFFSETS.iter().find(|(m, _)| *m == min).map_or(&[][..], |(_, zones)| zones));
    let named = by_name(&plain).or_else(|| by_name(&bare).filter(|_| bare != plain));
    if let Some(zones) = by_offset.or(named) {
        // `IST` of Israel is not that of India, and a country with several zones has those of its offset.
        let own = of_country(country);
        let both: Vec<&str> = zones.iter().copied().filter(|z| own.contains(z)).collect();
        let is_shared = SHARED.contains(&plain.as_str()) || SHARED.contains(&bare.as_str());
        return match (both.is_empty(), is_shared && !own.is_empty()) {
            (false, _) => both,
            (true, true) => own.to_vec(),
            (true, false) => zones.iter().copied().take(SHOWN).collect(),
        };
    }
    // `Etc/GMT+9` lies nine hours behind, not ahead: it is never what is meant.
    let names = || Zone::all().map(Zone::name).filter(|n| n.contains('/') && !n.starts_with("Etc/"));
    let letters = |name: &str| name.to_lowercase().replace([' ', '_', '-'], "");
    let wanted = letters(text.trim());
    let is_wanted = |name: &&str| letters(name) == wanted || name.rsplit('/').next().is_some_and(|city| letters(city) == wanted);
    let exact: Vec<&str> = names().filter(is_wanted).collect();
    let mut near = if exact.is_empty() { nearest(text, names()) } else { exact };
    near.dedup();
    near.truncate(SHOWN);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_proposed_by_what_it_means() {
        for (text, zone) in [
            ("GMT+9", "Asia/Seoul"),
            ("UTC+09:00", "Asia/Seoul"),
            ("+0900", "Asia/Seoul"),
            ("(UTC+09:00) Seoul", "Asia/Seoul"),
            ("UTC-5", "America/New_York"),
            ("KST", "Asia/Seoul"),
            ("EST", "America/New_York"),
            ("베트남", "Asia/Ho_Chi_Minh"),
            ("Asia/Soul", "Asia/Seoul"),
            ("New York", "America/New_York"),
        ] {
            let help = help(text, "");
            assert!(self::zone(text).is_none() && help.en.contains(zone), "{text}: {}", help.en);
        }
        assert!(!help("GMT+9", "").en.contains("Etc/"));
        for far in ["-0053926664546", "+2147483647", "UTC+35791395:00", "GMT-35791394:08", "UTC+99999999999", "+0:4294967295"] {
            assert!(zone(far).is_none() && help(far, "").en.contains("such as"), "{far}: {}", help(far, "").en);
        }
        for (text, country, zones) in [
            ("IST", "Israel", "`Asia/Jerusalem`"),
            ("IST", "인도", "`Asia/Kolkata`"),
            ("CST", "미국", "`America/Chicago`"),
            ("CST", "China", "`Asia/Shanghai`"),
            ("CST", "", "`Asia/Shanghai`, `America/Chicago`"),
            ("EST (UTC-5)", "", "`America/New_York`"),
            ("America/NewYork", "", "`America/New_York`"),
            ("뉴욕", "", "`America/New_York`"),
        ] {
            assert_eq!(help(text, country).en, format!("did you mean {zones}?"), "{text} in {country}");
        }
        for (name, cause, help) in [
            ("Etc/GMT+9", "9 hours behind UTC", "write Asia/Seoul or Asia/Tokyo if 9 hours ahead of UTC is meant"),
            ("Etc/GMT-5", "5 hours ahead of UTC", "write America/New_York or America/Lima if 5 hours behind UTC is meant"),
            ("Etc/GMT+1", "1 hour behind UTC", "if 1 hour ahead of UTC is meant"),
            ("Etc/GMT+11", "11 hours behind UTC", "write the zone by its city"),
        ] {
            let (said, helped) = reversed(zone(name).unwrap()).unwrap();
            assert!(said.en.contains(cause) && helped.en.contains(help), "{name}: {} {}", said.en, helped.en);
        }
        for name in ["Etc/GMT", "Etc/GMT+0", "Etc/GMT0", "Etc/UTC", "Asia/Seoul", "UTC"] {
            assert!(reversed(zone(name).unwrap()).is_none(), "{name}");
        }
        assert_eq!(zone("Asia/Seoul"), Some(Zone::named("Asia/Seoul")));
        assert_eq!(zone("UTC"), Some(Zone::named("UTC")));
    }
}
