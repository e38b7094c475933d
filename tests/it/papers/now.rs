//! The tab *now* in a real Chromium: at fixed moments, with the viewer in other zones, on a hall screen and on a phone, and with a running clock.

use super::html::{browse_in, page};
use super::sample::{self, Sample};
use koppex::event::Zone;
use koppex::report::RenderOptions;

/// What the board says at each address, by the event's clock wherever the viewer is.
fn check_boards(name: &str, sample: &Sample, cases: &[(&str, &str)]) {
    let dir = page(name, &sample.report(RenderOptions::default()));
    let steps: Vec<String> = cases.iter().map(|(address, _)| format!("board:{address}")).collect();
    for zone in ["Asia/Seoul", "America/Los_Angeles", "Pacific/Kiritimati"] {
        let steps: Vec<&str> = ["size:1920x1080"].into_iter().chain(steps.iter().map(String::as_str)).chain(["log:"]).collect();
        let Some(seen) = browse_in(zone, &dir, &steps) else { return };
        let boards: Vec<&str> = seen.lines().filter_map(|l| l.strip_prefix("board ")).collect();
        assert_eq!(boards.len(), cases.len(), "{seen}");
        for ((address, expected), board) in cases.iter().zip(boards) {
            assert_eq!(&board, expected, "{address} in {zone}");
        }
        assert!(seen.contains("console []") && seen.contains("network []"), "{seen}");
    }
}

#[test]
fn every_moment_of_the_event_says_what_is_held_and_what_comes_next() {
    let opening = "3-T01 / ㈜한빛테크 / 서울특별시 조달과";
    let plus = "4-T01 / =HYPERLINK(\"http://x\") / 한국전력공사";
    let gaon = "3-V01 / 주식회사 가온누리 / Brooklyn Supplies";
    let both = format!("{opening} | {plus}");
    let board = |head: &str, rows: &str| if rows.is_empty() { head.to_string() } else { format!("{head} | {rows}") };
    let running = format!("{opening} /  | {plus} / ㈜한빛테크");
    let cases = [
        ("?at=2026-03-01T09:00#now", board("상담회 시작 전 | 7일 | 다음 상담: 3월 8일 (일) 10:00 | 09:00:00", &both)),
        ("?at=2026-03-08T09:30#now", board("오늘 상담 시작 전 | 30:00 | 다음 상담: 10:00 | 09:30:00", &both)),
        ("?at=2026-03-08T10:00#now", board("발표 | 7:00 | 다음: 질의응답 10:07 | 10:00:00", &running)),
        ("?at=2026-03-08T10:05#now", board("발표 | 2:00 | 다음: 질의응답 10:07 | 10:05:00", &running)),
        ("?at=2026-03-08T10:07#now", board("질의응답 | 7:00 | 다음 상담: 10:15 | 10:07:00", &running)),
        (
            "?at=2026-03-08T10:13:59#now=3",
            board("질의응답 | 0:01 | 다음 상담: 11:45 | 10:13:59", &format!("{opening} / 주식회사 가온누리한국전력공사")),
        ),
        (
            "?at=2026-03-08T10:14:20#now",
            board("자리 이동 | 0:40 | 다음 상담 자리로 옮겨 주세요. | 10:14:20", "4-T01 / ㈜한빛테크 / 한국전력공사"),
        ),
        (
            "?at=2026-03-08T10:29#now",
            board("지금은 상담이 없습니다 | 1:16:00 | 다음 상담: 11:45 | 10:29:00", "3-T01 / 주식회사 가온누리 / 한국전력공사"),
        ),
        (
            "?at=2026-03-08T12:30#now",
            board(
                "점심시간 | 30:00 | 다음 상담: 13:00 | 12:30:00",
                "3-V01 / </script><script>alert('x')</script> / Brooklyn Supplies",
            ),
        ),
        (
            "?at=2026-03-08T13:14#now",
            board("오늘 상담을 마쳤습니다 | 44:46:00 | 다음 상담: 3월 10일 (화) 10:00 | 13:14:00", gaon),
        ),
        (
            "?at=2026-03-09T12:00#now",
            board("오늘은 상담이 없습니다 | 22:00:00 | 다음 상담: 3월 10일 (화) 10:00 | 12:00:00", gaon),
        ),
        ("?at=2026-03-10T09:59:30#now", board("오늘 상담 시작 전 | 0:30 | 다음 상담: 10:00 | 09:59:30", gaon)),
        ("?at=2026-03-10T16:59#now", board("상담을 모두 마쳤습니다 |  | 함께해 주셔서 고맙습니다. | 16:59:00", "")),
        ("?at=2026-03-08T01:05Z#now=4", board("발표 | 2:00 | 다음: 질의응답 10:07 | 10:05:00", &format!("{plus} / ㈜한빛테크"))),
        (
            "?at=2026-03-08T02:05%2B01:00#now=4관",
            board("발표 | 2:00 | 다음: 질의응답 10:07 | 10:05:00", &format!("{plus} / ㈜한빛테크")),
        ),
        ("?at=tomorrow#now", " |  |  | ".into()),
        ("?at=2026-02-30T10:00#now", " |  |  | ".into()),
    ];
    let cases: Vec<(&str, &str)> = cases.iter().map(|(address, board)| (*address, board.as_str())).collect();
    check_boards("now-moments", &sample::attended(), &cases);
}

/// On 8 March 2026 New York's clocks jump from 02:00 to 03:00.
#[test]
fn a_change_of_the_clocks_does_not_move_the_countdown() {
    let mut sample = sample::attended();
    sample.event.timezone = Zone::named("America/New_York");
    sample.event.language = koppex::event::Lang::En;
    let today = |left: &str, clock: &str| {
        let seats = "3-T01 / Hanbit Tech / 서울특별시 조달과 | 4-T01 / +Plus & Sons / 한국전력공사";
        format!("Before today’s meetings | {left} | Next meetings: 10:00 | {clock} | {seats}")
    };
    let cases = [
        ("?at=2026-03-08T01:30#now", today("7:30:00", "01:30:00")),
        ("?at=2026-03-08T06:30Z#now", today("7:30:00", "01:30:00")),
        ("?at=2026-03-08T02:30#now", today("7:00:00", "03:00:00")),
        ("?at=2026-03-08T03:30#now", today("6:30:00", "03:30:00")),
    ];
    let cases: Vec<(&str, &str)> = cases.iter().map(|(address, board)| (*address, board.as_str())).collect();
    check_boards("now-clocks", &sample, &cases);
}

#[test]
fn a_running_clock_changes_the_phase_and_rings_only_if_asked() {
    let dir = page("now-running", &sample::attended().report(RenderOptions::default()));
    // Two seconds before the first meeting, and a loudspeaker that counts the tones.
    let shifted = "script:const shift = Date.parse('2026-03-08T00:59:58Z') - Date.now(), now = Date.now.bind(Date);\
        Date.now = () => now() + shift;\
        window.tones = 0;\
        window.AudioContext = class { currentTime = 0; destination = {}; close() {}\
          createOscillator() { window.tones++; return {frequency: {}, connect: node => node, start() {}, stop() {}}; }\
          createGain() { return {gain: {setValueAtTime() {}, exponentialRampToValueAtTime() {}}, connect: node => node}; } };";
    let run = |bell: &[&str]| {
        let before = [shifted, "board:#now"];
        let after = ["wait:3", "text:.now .phase strong", "eval:window.tones", "log:"];
        let steps: Vec<&str> = before.iter().chain(bell).chain(&after).copied().collect();
        browse_in("Europe/Berlin", &dir, &steps)
    };
    let Some(silent) = run(&[]) else { return };
    assert!(silent.contains("board 오늘 상담 시작 전") && silent.contains("text 발표\neval 0\n"), "{silent}");
    let rung = run(&["click:.bell"]).expect("the tools are there");
    assert!(rung.contains("text 발표\neval 8\n"), "a stroke when it is switched on, one when the presentation begins: {rung}");
    assert!(rung.contains("console []"), "{rung}");
}

#[test]
fn a_short_pause_is_a_break_and_one_over_noon_is_lunch() {
    let dir = page("now-pauses", &sample::attended().report(RenderOptions::default()));
    let pause = |from: &str, until: &str| {
        format!("eval:breakPhase(Date.parse('2026-03-08T{from}:00+09:00'), Date.parse('2026-03-08T{until}:00+09:00'))")
    };
    let steps = [pause("17:00", "17:30"), pause("11:59", "13:00"), pause("11:59", "12:00"), pause("10:14", "11:00")];
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let Some(seen) = browse_in("Asia/Seoul", &dir, &steps) else { return };
    assert_eq!(seen, "eval break\neval lunch\neval changeover\neval idle\n");
}

#[test]
fn every_table_of_a_large_hall_is_shown_on_some_page_and_a_phone_shows_all() {
    let dir = page("now-large", &sample::large().report(RenderOptions::default()));
    let pages = "eval:(() => { const seen = [], n = document.querySelectorAll('.pages button').length;\
        for (let i = 0; i < n; i++) { document.querySelectorAll('.pages button')[i].click();\
          const list = document.querySelector('.seats'), lines = [...list.children].filter(l => !l.hidden);\
          if (lines.at(-1).getBoundingClientRect().bottom > list.getBoundingClientRect().bottom + 1) return 'cut off';\
          seen.push(...lines.map(l => l.firstChild.textContent)); }\
        return [n > 3, seen.length, new Set(seen).size, document.documentElement.scrollWidth <= innerWidth].join(' '); })()";
    let phone = "eval:[document.querySelectorAll('.seats li:not([hidden])').length, document.querySelectorAll('.pages button').length,\
        document.documentElement.scrollWidth <= innerWidth].join(' ')";
    let steps = [
        "size:1920x1080",
        "board:?at=2022-04-13T10:05#now",
        pages,
        "shot:screen",
        "size:390x844",
        "board:?at=2022-04-13T10:05#now",
        phone,
        "shot:phone",
        "log:",
    ];
    let Some(seen) = browse_in("Asia/Seoul", &dir, &steps) else { return };
    // 63 tables are taken, 6 more in the next slot.
    let seen: Vec<&str> = seen.lines().filter(|l| !l.starts_with("board")).collect();
    assert_eq!(seen, ["eval true 69 69 true", "eval 69 0 true", "console []", "network []"]);
}
