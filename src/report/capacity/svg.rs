//! The chart as SVG: places across, wishes that come true up, a line for each number of half days. Text in it is text; nothing is fetched.

use super::facts::{CapacityFacts, PlanFacts};
use super::words::{hours, places, share};
use crate::event::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 560.0;
/// Left, right, top and bottom of the drawing area.
const AREA: (f64, f64, f64, f64) = (70.0, 760.0, 92.0, 480.0);
/// From few half days to many.
const COLOURS: [&str; 7] = ["#c8643c", "#d89a4a", "#b8a13c", "#1f5f8b", "#2f8f83", "#4f7f3f", "#6b4f8f"];
const TARGETS: [i64; 4] = [80, 90, 95, 99];

/// A line of the chart: plans with the same hours, by number of places.
struct Line<'a> {
    half_days: i32,
    colour: &'static str,
    points: BTreeMap<usize, &'a PlanFacts>,
}

/// Where a number of places and of wishes lies.
struct Scale {
    places: (f64, f64),
    possible: f64,
}

impl Scale {
    fn x(&self, n_places: usize) -> f64 {
        let (least, most) = self.places;
        AREA.0 + (n_places as f64 - least) / (most - least).max(1.0) * (AREA.1 - AREA.0)
    }

    fn y(&self, wishes: i64) -> f64 {
        AREA.3 - (wishes as f64 / self.possible).clamp(0.0, 1.0) * (AREA.3 - AREA.2)
    }
}

/// The whole file.
pub fn svg(facts: &CapacityFacts, lang: Lang) -> String {
    let lines = lines(facts);
    let numbers: BTreeSet<usize> = lines.iter().flat_map(|line| line.points.keys().copied()).collect();
    let ends = |of: Option<&usize>| of.map_or(0.0, |n| *n as f64);
    let scale = Scale { places: (ends(numbers.first()), ends(numbers.last())), possible: facts.possible.max(1) as f64 };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', system-ui, sans-serif\" font-size=\"13\" fill=\"#1c2733\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
    );
    heading(&mut out, facts, lang);
    axes(&mut out, &scale, &numbers, lang);
    lines.iter().for_each(|line| draw(&mut out, line, &scale));
    names(&mut out, &lines, &scale, lang);
    legend(&mut out, lang);
    out.push_str("</svg>\n");
    out
}

fn lines(facts: &CapacityFacts) -> Vec<Line<'_>> {
    let own = &facts.plans[0];
    let minutes = |plan: &PlanFacts| (plan.present_minutes, plan.answer_minutes);
    let mut by_hours: BTreeMap<i32, BTreeMap<usize, &PlanFacts>> = BTreeMap::new();
    for plan in facts.plans.iter().filter(|plan| plan.day_end_minutes == 0 && minutes(plan) == minutes(own)) {
        by_hours.entry(plan.half_days).or_default().insert(plan.tables + plan.video_rooms, plan);
    }
    by_hours.retain(|half_days, points| points.len() > 2 || *half_days == 0);
    let own_at = by_hours.keys().position(|half_days| *half_days == 0).unwrap_or(0) as i64;
    let colour = |at: usize| COLOURS[(at as i64 - own_at + 3).clamp(0, 6) as usize];
    let line = |(at, (half_days, points))| Line { half_days, colour: colour(at), points };
    by_hours.into_iter().enumerate().map(line).collect()
}

fn text(out: &mut String, (x, y): (f64, f64), style: &str, words: &str) {
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{words}</text>");
}

fn heading(out: &mut String, facts: &CapacityFacts, lang: Lang) {
    let own = &facts.plans[0];
    let title = lang.pick("자리와 시간에 따라 이루어지는 희망", "Wishes that come true, by places and hours");
    text(out, (AREA.0, 34.0), "font-size=\"20\" font-weight=\"700\"", title);
    let (places, share, possible) = (places(own, lang), share(own.counts().wishes, facts), facts.possible);
    let now = match lang {
        Lang::Ko => format!("100 % = 이룰 수 있는 희망 {possible}건. 지금 그대로: {places} → {share}"),
        Lang::En => format!("100 % = {possible} wishes that could come true. As it is: {places}, {share}"),
    };
    text(out, (AREA.0, 58.0), "fill=\"#5c6b7a\"", &now);
}

fn axes(out: &mut String, scale: &Scale, numbers: &BTreeSet<usize>, lang: Lang) {
    let (left, right, top, bottom) = AREA;
    for percent in (0..=100).step_by(20) {
        let y = bottom - f64::from(percent) / 100.0 * (bottom - top);
        _ = writeln!(out, "<line x1=\"{left}\" y1=\"{y:.1}\" x2=\"{right}\" y2=\"{y:.1}\" stroke=\"#dde3e9\"/>");
        text(out, (left - 8.0, y + 4.0), "text-anchor=\"end\" fill=\"#5c6b7a\"", &format!("{percent} %"));
    }
    for percent in TARGETS {
        let y = bottom - percent as f64 / 100.0 * (bottom - top);
        _ = writeln!(
            out,
            "<line x1=\"{left}\" y1=\"{y:.1}\" x2=\"{right}\" y2=\"{y:.1}\" stroke=\"#9aa7b4\" stroke-dasharray=\"3 4\"/>"
        );
    }
    let mut last = f64::MIN;
    for n in numbers {
        let x = scale.x(*n);
        if x - last < 34.0 {
            continue;
        }
        last = x;
        _ = writeln!(out, "<line x1=\"{x:.1}\" y1=\"{bottom}\" x2=\"{x:.1}\" y2=\"{:.1}\" stroke=\"#5c6b7a\"/>", bottom + 5.0);
        text(out, (x, bottom + 20.0), "text-anchor=\"middle\" fill=\"#5c6b7a\"", &n.to_string());
    }
    let name = lang.pick("상담석과 화상상담실 수", "tables and video rooms");
    text(out, ((left + right) / 2.0, bottom + 42.0), "text-anchor=\"middle\" fill=\"#5c6b7a\"", name);
}

fn draw(out: &mut String, line: &Line, scale: &Scale) {
    let at = |(n, plan): (&usize, &&PlanFacts)| (scale.x(*n), scale.y(plan.counts().wishes));
    let path: Vec<String> = line.points.iter().map(at).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let width = if line.half_days == 0 { 3.0 } else { 1.5 };
    _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"/>",
        path.join(" "),
        line.colour
    );
    for point in &line.points {
        let ((x, y), plan) = (at(point), point.1);
        let fill = if plan.made.is_some() { line.colour } else { "#fff" };
        let is_now = (line.half_days, plan.places_percent) == (0, 100);
        let radius = if is_now { 6.5 } else { 3.5 };
        _ = writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
            line.colour
        );
    }
}

/// The name of each line at its end, apart enough to be read.
fn names(out: &mut String, lines: &[Line], scale: &Scale, lang: Lang) {
    let end = |line: &Line| line.points.last_key_value().map_or(AREA.3, |(_, plan)| scale.y(plan.counts().wishes));
    let mut ends: Vec<(f64, &Line)> = lines.iter().map(|line| (end(line), line)).collect();
    ends.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut lowest = f64::MAX;
    for (y, line) in ends {
        let at = y.min(lowest - 16.0);
        lowest = at;
        let Some((_, plan)) = line.points.last_key_value() else { continue };
        let weight = if line.half_days == 0 { "700" } else { "400" };
        let x = line.points.last_key_value().map_or(AREA.1, |(n, _)| scale.x(*n));
        _ = writeln!(
            out,
            "<line x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{at:.1}\" stroke=\"{}\" stroke-opacity=\"0.4\"/>",
            x + 5.0,
            AREA.1 + 14.0,
            line.colour
        );
        let words = lang.pick("시간 ", "hours ");
        let name = if line.half_days == 0 { format!("{words}{}", hours(plan, lang)) } else { hours(plan, lang) };
        text(out, (AREA.1 + 18.0, at + 4.0), &format!("fill=\"{}\" font-weight=\"{weight}\"", line.colour), &name);
    }
}

fn legend(out: &mut String, lang: Lang) {
    let y = HEIGHT - 16.0;
    let words = lang.pick(
        "● 시간표를 만들어 확인함 · ○ 예상 · 큰 점: 지금 그대로 · 점선: 80, 90, 95, 99 %",
        "● made as a timetable and checked · ○ expected · large dot: as it is · dashed: 80, 90, 95, 99 %",
    );
    text(out, (AREA.0, y), "fill=\"#5c6b7a\"", words);
}
