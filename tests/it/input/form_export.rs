//! The answers of a sign-up form, as a form service exports them and people type them, for an event of full size: 460 companies, one column
//! for each choice, a title above the header, CP949, days such as `4/13(수)`. It is read without hand work, and a slip is named by its cell.

use super::shown;
use koppex::event::{Event, Lang, PartyId, Subject, WindowKind};
use koppex::validate::event_from;
use rand_pcg::Pcg32;
use rand_pcg::rand_core::{Rng, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Row = BTreeMap<String, String>;

const CHOICES: usize = 10;

fn rows(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/koppex-2022").join(name);
    let text = std::fs::read_to_string(path).expect("the event is there");
    csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

/// The buyers that each company wishes, best first, as far as the form has columns.
fn choices() -> BTreeMap<String, Vec<String>> {
    let mut wishes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let buyers: BTreeSet<String> = rows("buyers.csv").into_iter().map(|row| row["buyer_id"].clone()).collect();
    for row in rows("preferences.csv").iter().filter(|row| row["kind"] == "want" && buyers.contains(&row["to_id"])) {
        wishes.entry(row["from_id"].clone()).or_default().push(row["to_id"].clone());
    }
    wishes.values_mut().for_each(|list| list.truncate(CHOICES));
    wishes
}

/// Seeded dice.
struct Dice(Pcg32);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0.next_u32() as usize % n
    }

    /// A buyer as people name it: by organization, with its department or person, in their own typing. Some of them name the person too where
    /// the organization sends several, others leave the choice open.
    fn typed(&mut self, buyer: &Row) -> String {
        let (org, dept, name) = (&buyer["기관명"], &buyer["부서"], &buyer["담당자"]);
        let closed: String = org.split_whitespace().collect();
        match self.roll(12) {
            0 => closed,
            1 => format!(" {} ", org.replace(' ', "  ")),
            2 if !encoding_rs::EUC_KR.encode(name).2 => format!("{org} {name}"),
            3 => format!("{org}({})", buyer["buyer_id"]),
            4 => format!("{} {org}", buyer["buyer_id"]),
            5 => buyer["buyer_id"].to_lowercase(),
            6 if !dept.is_empty() => format!("{org} {dept}"),
            7 => format!("{}. {org}", self.roll(9) + 1),
            8 => org.to_uppercase(),
            9 if org.contains("한국") => closed.replace("한국", "한국 "),
            10 => format!("- {org}"),
            _ => org.clone(),
        }
    }

    fn nothing(&mut self) -> &'static str {
        ["", "", "", "없음", "-", "해당없음", "X", "무"][self.roll(8)]
    }

    /// The days on which a company is there, as a cell and as days of April.
    fn days(&mut self) -> (&'static str, &'static [u32]) {
        const CELLS: [(&str, &[u32]); 9] = [
            ("", &[13, 14, 15]),
            ("4/13(수)", &[13]),
            ("4/14(목), 4/15(금)", &[14, 15]),
            ("4월 13일(수); 4월 14일(목)", &[13, 14]),
            ("1일차", &[13]),
            ("4.13, 4.14, 4.15", &[13, 14, 15]),
            ("13일, 15일", &[13, 15]),
            ("전일", &[13, 14, 15]),
            ("'22.4.15(금)", &[15]),
        ];
        CELLS[self.roll(CELLS.len())]
    }
}

/// What stands in the form, and what is meant by it.
struct Form {
    rows: Vec<Vec<String>>,
    /// By company: the days, and for each choice the buyer or, where no person is named, its organization.
    days: Vec<&'static [u32]>,
    wishes: Vec<Vec<String>>,
}

fn form(seed: u64) -> Form {
    let mut dice = Dice(Pcg32::seed_from_u64(seed));
    let buyers: BTreeMap<String, Row> = rows("buyers.csv").into_iter().map(|row| (row["buyer_id"].clone(), row)).collect();
    let choices = choices();
    let mut form = Form { rows: Vec::new(), days: Vec::new(), wishes: Vec::new() };
    for (i, sme) in rows("smes.csv").iter().enumerate() {
        let wished = choices.get(&sme["연번"]).cloned().unwrap_or_default();
        let (cell, days) = dice.days();
        let mut row = vec![
            format!("2022. 3. {} 오후 {}:{:02}:11", i % 28 + 1, i % 11 + 1, i % 60),
            sme["연번"].clone(),
            sme["기업명"].clone(),
            sme["분야"].clone(),
            cell.into(),
            sme["contact"].clone(),
            sme["phone"].clone(),
            "동의합니다".into(),
        ];
        for choice in 0..CHOICES {
            row.push(match wished.get(choice) {
                Some(id) => dice.typed(&buyers[id]),
                None => dice.nothing().into(),
            });
        }
        form.rows.push(row);
        form.days.push(days);
        form.wishes.push(wished);
    }
    form
}

/// Title, an empty row, the header of the form, the answers and a remark below them, as Excel on Korean Windows saves them.
fn saved(form: &Form) -> Vec<u8> {
    let mut header: Vec<String> = [
        "타임스탬프",
        "연번",
        "기업명(국문)*",
        "분야",
        "참가일(복수 선택)",
        "담당자 성명",
        "연락처(휴대전화)",
        "개인정보 수집·이용 동의",
    ]
    .map(String::from)
    .to_vec();
    header.extend((1..=CHOICES).map(|n| format!("{n}지망 (희망기관)")));
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["2022 대한민국 공공조달 상담회 참가 신청서(응답)"]).expect("in memory");
    writer.write_record(&header).expect("in memory");
    form.rows.iter().for_each(|row| writer.write_record(row).expect("in memory"));
    let text = String::from_utf8(writer.into_inner().expect("in memory")).expect("UTF-8");
    let (bytes, _, has_missing) = encoding_rs::EUC_KR.encode(&text);
    assert!(!has_missing, "CP949 has every character of the form");
    bytes.into_owned()
}

fn files(form: &Form) -> Vec<(String, Vec<u8>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/koppex-2022");
    let read = |name: &str| (name.to_string(), std::fs::read(dir.join(name)).expect("the event is there"));
    let mut files = vec![("smes.csv".to_string(), saved(form))];
    files.extend(["event.toml", "buyers.csv", "places.csv"].map(read));
    files
}

fn read(form: &Form) -> Event {
    match event_from(&files(form)) {
        Ok((event, _)) => event,
        Err(faults) => panic!("{}", shown(&faults, Lang::Ko)),
    }
}

/// The buyers that a company may meet by its wishes.
fn wished(event: &Event, sme: PartyId) -> BTreeSet<String> {
    let wishes = event.wishes.iter().filter(|wish| wish.from == sme);
    wishes.map(|wish| event.party(wish.to).id.clone()).collect()
}

#[test]
fn the_form_of_460_companies_is_read_as_it_is_meant() {
    let buyers = rows("buyers.csv");
    let org = |id: &str| buyers.iter().find(|b| b["buyer_id"] == id).map(|b| b["기관명"].as_str()).expect("a buyer");
    for seed in 1..=3 {
        let form = form(seed);
        let event = read(&form);
        assert_eq!(event.n_smes, 460);
        for (i, sme) in event.sme_ids().enumerate() {
            let found = wished(&event, sme);
            for id in &form.wishes[i] {
                // Where only the organization is named, any of its buyers is meant.
                let any_of = found.iter().filter(|other| org(other) == org(id)).count();
                assert!(any_of >= 1, "{}: {id} of {:?} is not among {found:?}", event.party(sme).id, form.rows[i]);
            }
            let orgs: BTreeSet<&str> = form.wishes[i].iter().map(|id| org(id)).collect();
            assert!(found.iter().all(|id| orgs.contains(org(id))), "{found:?} of {:?}", form.rows[i]);
            let days: BTreeSet<u32> = days_of(&event, sme);
            assert_eq!(days, form.days[i].iter().copied().collect(), "{:?}", form.rows[i]);
        }
    }
}

/// The days of April on which a company is there: those on which it is not away at noon.
fn days_of(event: &Event, sme: PartyId) -> BTreeSet<u32> {
    let busy = |w: &&koppex::event::Window| w.subject == Subject::Party(sme) && w.kind == WindowKind::Busy;
    let noon = |day| chrono::NaiveDate::from_ymd_opt(2022, 4, day).and_then(|date| date.and_hms_opt(12, 0, 0)).expect("a day");
    let is_away = |day: &u32| event.windows.iter().filter(busy).any(|w| w.start <= noon(*day) && noon(*day) < w.end);
    [13, 14, 15].into_iter().filter(|day| !is_away(day)).collect()
}

/// One choice in two columns, as the first and as the third: it is one wish, of the better rank, and it is told.
#[test]
fn a_choice_made_twice_counts_once_with_its_better_rank() {
    let mut form = form(1);
    let firsts = 8;
    (form.rows[0][firsts], form.rows[0][firsts + 2]) = ("P001".into(), "라온구 교육청 윤주호".into());
    (form.rows[1][firsts], form.rows[1][firsts + 2]) = ("도담시멘트".into(), "도담 시멘트".into());
    let (event, faults) = event_from(&files(&form)).unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::Ko)));
    for (sme, org) in [(PartyId(0), "라온구 교육청"), (PartyId(1), "도담시멘트")] {
        let ranks: BTreeSet<_> =
            event.wishes.iter().filter(|w| w.from == sme && event.party(w.to).org == org).map(|w| w.rank).collect();
        assert_eq!(ranks, [Some(1)].into(), "{org}");
        let told = faults.iter().find(|f| f.at.line == sme.0 + 3 && f.code == "W502").expect("told");
        assert_eq!(told.at.column, "3지망 (희망기관)");
        assert!(told.cause.en.ends_with("it counts once, with the better rank"), "{}", told.render(Lang::En));
    }
}

/// Slips of the pen are errors at their cells, each with what is meant, and nothing else is.
#[test]
fn every_slip_in_the_form_is_named_by_its_cell() {
    let mut form = form(7);
    let slips = [
        (3, 8, "라온구 교육쳥", "라온구 교육청"),
        (200, 9, "다솜시교육", "다솜시 교육청"),
        (459, 4, "4/16(토)", ""),
        (17, 8, "큰솔시시설관리 공당", "큰솔시 시설관리공단"),
    ];
    for (row, column, slip, _) in slips {
        form.rows[row][column] = slip.into();
    }
    let faults = event_from(&files(&form)).expect_err("four slips");
    let errors: Vec<_> = faults.iter().filter(|fault| fault.is_error()).collect();
    let found: BTreeSet<(usize, &str)> = errors.iter().map(|fault| (fault.at.line as usize, fault.value.as_str())).collect();
    // The title and the header stand above the first answer.
    assert_eq!(found, slips.map(|(row, _, slip, _)| (row + 3, slip)).into(), "{}", shown(&faults, Lang::Ko));
    for (_, _, slip, meant) in slips {
        let fault = errors.iter().find(|fault| fault.value == slip).expect("named");
        assert!(fault.help.ko.contains(meant) && !fault.help.ko.is_empty(), "{}", fault.render(Lang::Ko));
    }
}

#[test]
fn the_form_schedules_without_hand_work() {
    let dir: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("form-export");
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("can write below the target directory");
    files(&form(1)).iter().for_each(|(name, bytes)| std::fs::write(dir.join(name), bytes).expect("can write"));
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_koppex"))
        .args(["schedule", "form-export", "--levels", "3", "--time-limit", "60", "--lang", "en", "--json"])
        .current_dir(dir.parent().expect("a folder"))
        .output()
        .expect("koppex runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let meetings = std::fs::read_to_string(dir.join("out/meetings.csv")).expect("a timetable");
    assert!(meetings.lines().count() > 2_000, "{}", meetings.lines().count());
}
