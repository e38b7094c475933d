#!/usr/bin/env python3
"""How time and memory grow with the event: `python3 benches/growth/growth.py target/release/koppex target/release/examples/generate [--limit 60]`.

Makes trade exchanges from 100 to 700,000 wishes, solves levels 1 to 3 of each (the whole run: reading, solving, explaining, writing, checking) and all four
levels of the largest within the time limit, and writes growth.csv and growth.svg beside this file: seconds of the run and of solving alone, the greatest memory in use, value and
bound. Without the two programs it draws the chart of growth.csv again. Needs Python alone. Takes about three minutes; never run by `cargo test`."""
import argparse, csv, json, math, os, subprocess, sys, tempfile, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SMES = [2, 5, 15, 50, 150, 500, 1_500, 5_000, 10_000]
COLUMNS = ["smes", "buyers", "wishes", "levels", "meetings", "value", "bound", "certified", "solve_s", "run_s", "memory_mb"]
# Width and height of a panel, and what is around it.
PANEL, MARGIN = (380, 300), (70, 40, 45, 50)


def run(koppex, generate, smes, levels, limit):
    with tempfile.TemporaryDirectory() as folder:
        event, out = Path(folder, "event"), Path(folder, "out")
        buyers = max(2, smes // 2)
        subprocess.run([generate, event, "--kind", "trade-exchange", "--smes", str(smes), "--buyers", str(buyers), "--seed", "1"], check=True, stdout=subprocess.DEVNULL)
        command = [koppex, "schedule", event, "--out", out, "--levels", str(levels), "--time-limit", str(limit), "--seed", "1", "--quiet"]
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"koppex ended with {child.returncode} on {smes} SMEs")
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        value = next(level for level in summary["levels"] if level["name"] == "value")
        with open(out / "meetings.csv", encoding="utf-8-sig", newline="") as file:
            meetings = sum(1 for _ in csv.reader(file)) - 1
        with open(event / "preferences.csv", encoding="utf-8-sig", newline="") as file:
            wishes = sum(1 for _ in csv.reader(file)) - 1
        row = [smes, buyers, wishes, levels, meetings, value["value"], value["bound"], "yes" if value["certified"] else "no"]
        # Linux counts in KiB, macOS in bytes.
        memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        return row + [f"{summary['seconds']['solve']:.3f}", f"{seconds:.2f}", f"{memory:.0f}"]


def panel(at, title, unit, lines, xs):
    """A log-log chart of several lines of (label, colour, values) over `xs`."""
    (width, height), (left, top, _, bottom) = PANEL, MARGIN
    x0, y0 = at * (width + left + MARGIN[2]) + left, top
    decades = lambda values: (math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))))
    (xa, xb), (ya, yb) = decades(xs), decades([v for _, _, values in lines for v in values])
    x = lambda v: x0 + width * (math.log10(v) - xa) / (xb - xa)
    y = lambda v: y0 + height * (yb - math.log10(v)) / (yb - ya)
    number = lambda power: f"{10 ** power:,}" if power >= 0 else f"{10 ** power:g}"
    parts = [f'<text x="{x0}" y="{y0 - 16}" class="title">{title}</text>']
    for power in range(xa, xb + 1):
        parts.append(f'<path d="M{x(10 ** power):.1f} {y0}v{height}" class="grid"/><text x="{x(10 ** power):.1f}" y="{y0 + height + 18}" text-anchor="middle">{number(power)}</text>')
    for power in range(ya, yb + 1):
        parts.append(f'<path d="M{x0} {y(10 ** power):.1f}h{width}" class="grid"/><text x="{x0 - 8}" y="{y(10 ** power) + 4:.1f}" text-anchor="end">{number(power)}</text>')
    parts.append(f'<text x="{x0 + width / 2}" y="{y0 + height + 38}" text-anchor="middle">wishes</text>')
    for i, (label, colour, values) in enumerate(lines):
        points = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in zip(xs, values))
        parts.append(f'<polyline points="{points}" stroke="{colour}" class="line"/>')
        parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in zip(xs, values)]
        parts.append(f'<text x="{x0 + 14}" y="{y0 + 20 + 18 * i}" style="fill:{colour}">{label}{unit}</text>')
    return "\n".join(parts)


def chart(rows):
    rows = [row for row in rows if row["levels"] == "3"]
    column = lambda name: [max(float(row[name]), 0.001) for row in rows]
    xs = column("wishes")
    width = 2 * (PANEL[0] + MARGIN[0] + MARGIN[2])
    height = PANEL[1] + MARGIN[1] + MARGIN[3]
    seconds = panel(0, "Seconds, levels 1 to 3, two cores", "", [("whole run", "#b3401a", column("run_s")), ("solving alone", "#1a5fb3", column("solve_s"))], xs)
    memory = panel(1, "Greatest memory in use, MB", "", [("whole run", "#b3401a", column("memory_mb"))], xs)
    style = "text{font:13px sans-serif;fill:#222}.title{font-weight:bold}.grid{stroke:#ddd;fill:none}.line{fill:none;stroke-width:2}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n<title>Time and memory over the number of wishes</title>\n<style>{style}</style>\n<rect width="{width}" height="{height}" fill="#fff"/>\n{seconds}\n{memory}\n</svg>\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("koppex", type=Path, nargs="?")
    parser.add_argument("generate", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, default=60, help="seconds for each run")
    options = parser.parse_args()
    if not options.generate:
        with open(HERE / "growth.csv", encoding="utf-8", newline="") as file:
            (HERE / "growth.svg").write_text(chart(list(csv.DictReader(file))), encoding="utf-8")
        return
    rows = []
    for smes, levels in [(smes, 3) for smes in SMES] + [(SMES[-1], 4)]:
        rows.append(dict(zip(COLUMNS, map(str, run(options.koppex.resolve(), options.generate.resolve(), smes, levels, options.limit)))))
        print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    with open(HERE / "growth.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (HERE / "growth.svg").write_text(chart(rows), encoding="utf-8")


main()
