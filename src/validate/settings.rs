//! event.toml to settings: everything of the event that no table holds.

use super::grid::{self, DaySpec};
use super::toml_reader::{Section, Source};
use super::{words, zones};
use crate::diagnostic::{Findings, Location, Text, codes};
use crate::event::{GapScope, Grid, Lang, PerPart, QualityCosts, Rules, SolveDefaults, ValueRules, Zone, limits};
use crate::load::TextFile;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// A `[[hall]]`.
#[derive(Clone, Debug)]
pub struct HallSpec {
    pub id: String,
    pub tables: u32,
    pub video_rooms: u32,
}

/// A row of `[walk]`.
#[derive(Clone, Debug)]
pub struct WalkSpec {
    pub between: (String, String),
    pub minutes: u32,
    pub at: Location,
}

/// event.toml with every default filled in.
#[derive(Clone, Debug)]
pub struct Settings {
    pub name: String,
    /// E-mail address; empty if not given.
    pub organizer: String,
    pub timezone: Zone,
    pub language: Lang,
    pub grid: Grid,
    pub halls: Vec<HallSpec>,
    pub walks: Vec<WalkSpec>,
    pub min_meetings: [u32; 2],
    pub max_meetings: [u32; 2],
    pub max_in_a_row: u32,
    /// Where that stands; the section if it is not given.
    pub in_a_row_at: Location,
    pub rules: Rules,
    pub value: ValueRules,
    /// Where each tag of `[value.tags]` stands.
    pub tags_at: Vec<(String, Location)>,
    pub quality: QualityCosts,
    pub local_hours: (i32, i32),
    pub solve: SolveDefaults,
}

/// Reads event.toml; what it cannot read is reported and stands at its default.
pub fn read(file: Option<&TextFile>, findings: &mut Findings) -> Settings {
    let missing = TextFile { file: "event.toml".to_string(), text: String::new(), places: Vec::new() };
    if file.is_none() {
        findings.add(
            &codes::FILE_MISSING,
            Location { file: missing.file.clone(), ..Location::default() },
            "",
            Text::new("the folder has no event.toml and no sheet of settings", "폴더에 event.toml도 설정 시트도 없습니다"),
            Text::new("`koppex init DIR` writes one to start from", "`koppex init DIR`이 견본을 만들어 줍니다"),
        );
    }
    let source = Source { file: file.unwrap_or(&missing) };
    let (root, errors) = DeTable::parse_recoverable(&source.file.text);
    for error in &errors {
        findings.add(
            &codes::TOML_SYNTAX,
            error.span().map_or_else(|| source.whole(""), |span| source.at(&span, "")),
            "",
            Text::new(error.message().replace('\n', " "), format!("TOML 문법 오류: {}", error.message().replace('\n', " "))),
            Text::new(
                "put texts in double quotes; write numbers and true/false without them",
                "글은 큰따옴표로 감싸고, 숫자와 true/false는 그대로 적습니다",
            ),
        );
    }
    let mut root = Section::new(&source, "", Some(&root));
    // With a broken file the missing keys are a consequence and not told.
    let mut muted = Findings::default();
    let told = if file.is_none() || !errors.is_empty() { &mut muted } else { findings };
    let settings = read_root(&mut root, told);
    root.close(told);
    settings
}

fn read_root(root: &mut Section, findings: &mut Findings) -> Settings {
    let (name, organizer, timezone, language) = read_event(root, findings);
    let grid = read_grid(root, timezone, findings);
    let halls = read_halls(root, findings);
    let walks = read_walks(root, findings);
    let mut rules = root.section("rules", findings);
    let mut counts = |key, limit: &limits::Limit, findings: &mut Findings| rules.int(key, 0, (0, limit.int()), findings) as u32;
    let (min, max) = (&limits::MIN_MEETINGS, &limits::COUNT);
    let min_meetings = [counts("min_meetings_sme", min, findings), counts("min_meetings_buyer", min, findings)];
    let max_meetings = [counts("max_meetings_sme", max, findings), counts("max_meetings_buyer", max, findings)];
    let max_in_a_row = counts("max_in_a_row", max, findings);
    let in_a_row_at = rules.raw("max_in_a_row").map_or_else(|| rules.at.clone(), |value| rules.place("max_in_a_row", value));
    let once_per_org = rules.bool("once_per_org", findings);
    let peers = rules.bool("peers", findings);
    let difference = rules.int("max_gap_difference", -1, (-1, limits::COUNT.int()), findings);
    rules.close(findings);
    let (value, tags_at) = read_value(root, findings);
    Settings {
        name,
        organizer,
        timezone,
        language,
        grid,
        halls,
        walks,
        min_meetings,
        max_meetings,
        max_in_a_row,
        in_a_row_at,
        rules: Rules { once_per_org, peers, max_gap_difference: u32::try_from(difference).ok() },
        value,
        tags_at,
        quality: read_quality(root, findings),
        local_hours: read_local_hours(root, findings),
        solve: read_solve(root, findings),
    }
}

fn read_event(root: &mut Section, findings: &mut Findings) -> (String, String, Zone, Lang) {
    let mut event = root.section("event", findings);
    let name = event.string("name", findings).map_or_else(String::new, |(name, _)| name);
    let organizer = read_organizer(&mut event, findings);
    let timezone = match event.string("timezone", findings) {
        Some((text, at)) => read_zone(&text, at, findings),
        None => {
            if event.raw("timezone").is_none() {
                event.missing("timezone", "timezone = \"Asia/Seoul\"", findings);
            }
            Zone::named("UTC")
        }
    };
    let language = choice(&mut event, "language", words::LANGS, Lang::Ko, findings);
    event.close(findings);
    (name, organizer, timezone, language)
}

/// UTC if the text names no zone, which is reported.
fn read_zone(text: &str, at: Location, findings: &mut Findings) -> Zone {
    let Some(zone) = zones::zone(text) else {
        findings.add(&codes::UNKNOWN_ZONE, at, text, zones::cause(), zones::help(text, ""));
        return Zone::named("UTC");
    };
    if let Some((cause, help)) = zones::reversed(zone) {
        findings.add(&codes::REVERSED_ZONE, at, text, cause, help);
    }
    zone
}

/// The e-mail address that calendars name; empty if it is missing or was reported.
fn read_organizer(event: &mut Section, findings: &mut Findings) -> String {
    let Some((text, at)) = event.string("organizer", findings) else { return String::new() };
    let is_plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;@\"".contains(c));
    let is_address = text.split_once('@').is_some_and(|(who, domain)| is_plain(who) && is_plain(domain));
    if text.is_empty() || is_address {
        return text;
    }
    findings.add(
        &codes::BAD_ORGANIZER,
        at,
        &text,
        Text::new("this is not an e-mail address", "전자우편 주소가 아닙니다"),
        Text::new(
            "write organizer = \"expo@example.org\", or delete the line",
            "organizer = \"expo@example.org\"처럼 적거나 이 줄을 지우세요",
        ),
    );
    String::new()
}

fn read_grid(root: &mut Section, timezone: Zone, findings: &mut Findings) -> Grid {
    const MAX_MIN: i64 = limits::MINUTES.max as i64;
    let mut meeting = root.section("meeting", findings);
    let present_min = meeting.int("present_minutes", 7, (1, MAX_MIN), findings) as i32;
    let answer_min = meeting.int("answer_minutes", 7, (0, MAX_MIN), findings) as i32;
    let changeover_min = meeting.int("changeover_minutes", 1, (0, MAX_MIN), findings) as i32;
    meeting.close(findings);
    let mut days = Vec::new();
    for mut section in root.sections("day", findings) {
        let date = match section.string("date", findings) {
            Some((text, at)) => {
                let date = words::date(&text);
                if date.is_none() {
                    let help = Text::new("write the date as \"YYYY-MM-DD\"", "날짜를 \"YYYY-MM-DD\"로 적으세요");
                    findings.add(&codes::NOT_A_DATE, at.clone(), &text, Text::new("this is not a date", "날짜가 아닙니다"), help);
                }
                date.map(|d| (d, at))
            }
            None => {
                if section.raw("date").is_none() {
                    section.missing("date", "date = \"2022-04-13\"", findings);
                }
                None
            }
        };
        let sessions = grid::read_sessions(&mut section, findings);
        section.close(findings);
        days.extend(date.map(|(date, at)| DaySpec { date, at, sessions }));
    }
    if root.raw("day").is_none() {
        root.missing("day", "[[day]] date = \"2022-04-13\" sessions = [\"10:00-12:00\", \"13:00-17:00\"]", findings);
    }
    let grid = Grid::new(present_min, answer_min, changeover_min);
    grid::build(days, grid, timezone, findings)
}

fn read_halls(root: &mut Section, findings: &mut Findings) -> Vec<HallSpec> {
    let mut halls: Vec<HallSpec> = Vec::new();
    for mut section in root.sections("hall", findings) {
        let id = section.string("id", findings);
        if id.is_none() && section.raw("id").is_none() {
            section.missing("id", "id = \"3\"", findings);
        }
        let tables = section.int("tables", 0, (0, limits::HALL_PLACES.int()), findings) as u32;
        let video_rooms = section.int("video_rooms", 0, (0, limits::HALL_PLACES.int()), findings) as u32;
        if let Some((id, at)) = id {
            if id.is_empty() || id.contains(char::is_control) || halls.iter().any(|h| h.id == id) {
                let cause = Text::new(
                    "a hall needs an id of its own, without control characters",
                    "관마다 서로 다른 이름(id)이 필요하고 제어 문자는 쓸 수 없습니다",
                );
                let help = Text::new("give every hall a different id", "[[hall]]마다 다른 id를 적으세요");
                findings.add(&codes::HALL_FAULT, at, &id, cause, help);
            } else {
                halls.push(HallSpec { id, tables, video_rooms });
            }
        }
        section.close(findings);
    }
    halls
}

fn read_walks(root: &mut Section, findings: &mut Findings) -> Vec<WalkSpec> {
    let section = root.section("walk", findings);
    let mut walks = Vec::new();
    for (key, value) in section.entries() {
        let at = section.place(key, value);
        let Some(minutes) = section.int_of(key, value, (0, limits::MINUTES.int()), findings) else { continue };
        match key.split_once('-') {
            Some((a, b)) => {
                walks.push(WalkSpec { between: (a.trim().to_string(), b.trim().to_string()), minutes: minutes as u32, at })
            }
            None => findings.add(
                &codes::HALL_FAULT,
                at,
                key,
                Text::new("a walk is written as two halls", "걷는 시간은 두 관의 이름으로 적습니다"),
                Text::new("write \"3-4\" = 4", "\"3-4\" = 4처럼 적으세요"),
            ),
        }
    }
    walks
}

fn read_value(root: &mut Section, findings: &mut Findings) -> (ValueRules, Vec<(String, Location)>) {
    let mut value = root.section("value", findings);
    let tags = value.section("tags", findings);
    let mut tag_points = BTreeMap::new();
    let mut tags_at = Vec::new();
    for (key, entry) in tags.entries() {
        if let Some(points) = tags.int_of(key, entry, (-limits::POINTS.int(), limits::POINTS.int()), findings) {
            let tag = super::cells::clean(key).into_owned();
            tags_at.push((tag.clone(), tags.place(key, entry)));
            tag_points.insert(tag, points);
        }
    }
    let weights = (0, limits::WEIGHT.int());
    let rules = ValueRules {
        sme_weight: value.int("sme_weight", 1, weights, findings),
        buyer_weight: value.int("buyer_weight", 1, weights, findings),
        mutual_bonus: value.int("mutual_bonus", 50, (-limits::POINTS.int(), limits::POINTS.int()), findings),
        fill_points: value.int("fill_points", 0, (0, limits::POINTS.int()), findings),
        tags: tag_points,
    };
    value.close(findings);
    (rules, tags_at)
}

fn read_quality(root: &mut Section, findings: &mut Findings) -> QualityCosts {
    const SCOPES: &[words::Word<GapScope>] = &[
        words::Word { names: &["day", "하루", "날짜", "일"], value: GapScope::Day },
        words::Word { names: &["session", "세션"], value: GapScope::Session },
        words::Word { names: &["event", "행사"], value: GapScope::Event },
    ];
    let mut quality = root.section("quality", findings);
    let costs = (0, limits::COST.int());
    let costs = QualityCosts {
        points: PerPart::of(|part| quality.int(part.card().key(), part.card().default_points, costs, findings)),
        gap_scope: choice(&mut quality, "gap_scope", SCOPES, GapScope::Day, findings),
        busy_is_idle: quality.bool("busy_is_idle", findings),
    };
    quality.close(findings);
    costs
}

fn read_local_hours(root: &mut Section, findings: &mut Findings) -> (i32, i32) {
    const DEFAULT: (i32, i32) = (8 * 60, 22 * 60);
    let mut online = root.section("online", findings);
    let hours = online.string("local_hours", findings).map_or(DEFAULT, |(text, at)| {
        words::hours(&text).filter(|(start, end)| start != end).unwrap_or_else(|| {
            findings.add(
                &codes::BAD_SESSION,
                at,
                &text,
                Text::new("these are not hours of a day", "시각 범위로 읽을 수 없습니다"),
                Text::new("write \"HH:MM-HH:MM\", e.g. \"08:00-22:00\"", "\"HH:MM-HH:MM\"으로 적으세요 (예: \"08:00-22:00\")"),
            );
            DEFAULT
        })
    });
    online.close(findings);
    hours
}

fn read_solve(root: &mut Section, findings: &mut Findings) -> SolveDefaults {
    let mut solve = root.section("solve", findings);
    let defaults = SolveDefaults {
        time_limit_s: solve.int("time_limit_s", 30, (1, limits::SECONDS.int()), findings) as u32,
        seed: solve.int("seed", 1, (0, i64::MAX), findings) as u64,
    };
    solve.close(findings);
    defaults
}

/// One of the words of a key.
fn choice<T: Copy + PartialEq>(
    section: &mut Section,
    key: &'static str,
    known: &[words::Word<T>],
    default: T,
    findings: &mut Findings,
) -> T {
    let Some((text, at)) = section.string(key, findings) else { return default };
    words::find(&text, known).unwrap_or_else(|| {
        let names: Vec<&str> = known.iter().map(|w| w.names[0]).collect();
        findings.add(
            &codes::UNKNOWN_WORD,
            at,
            &text,
            Text::new("this setting does not allow that word", "이 항목에 쓸 수 없는 낱말입니다"),
            Text::new(format!("write one of {}", names.join(", ")), format!("{} 중 하나를 적으세요", names.join(", "))),
        );
        default
    })
}
