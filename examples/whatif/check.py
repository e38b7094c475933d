#!/usr/bin/env python3
"""Holds `koppex explain` to account on a whole event, from outside: N random wishes that are not met.

    python3 examples/whatif/check.py target/release/koppex data/koppex-2022 20 [SEED [SECONDS]]

For each wish: the pair is made a must in a copy of the folder, which is solved anew; the optimum must fall by exactly `forced.loss` where
that is called proved, and never by less than `loss` of unmet.csv. Then each fix: its `edits` are made in a copy, and the new optimum must rise by
exactly `gain` where that is proved, and hold the pair without loss (once more with the must). Levels 1 to 3, each run within SECONDS (120). Where a run
does not prove the optimum within them, what it found and the bound it proved must not contradict what was said. Needs Python alone.
"""

import csv
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def run(koppex, *args):
    """What a command prints as JSON."""
    done = subprocess.run([koppex, *map(str, args), "--json", "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{args}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


SECONDS = 120


def solved(koppex, folder):
    """The three levels of a run."""
    with tempfile.TemporaryDirectory() as out:
        return run(koppex, "schedule", folder, "--levels", 3, "--time-limit", SECONDS, "--out", Path(out) / "out")["levels"]


def optimum(koppex, folder):
    """(must wishes not held, shortfall, value) and whether all three are proved."""
    levels = solved(koppex, folder)
    return [level["value"] for level in levels], all(level["status"] == "proved optimal" for level in levels)


def read(file):
    """Header and rows of a table, all of one length."""
    text = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    rows = list(csv.reader(io.StringIO(text)))
    width = len(rows[0]) if rows else 0
    return [row + [""] * (width - len(row)) for row in rows]


def write(file, rows):
    with open(file, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)


def column(rows, name):
    """The position of a column, which is added if it is missing."""
    if not rows:
        rows.append([])
    if name not in rows[0]:
        rows[0].append(name)
        for row in rows[1:]:
            row.append("")
    return rows[0].index(name)


def set_key(file, key, value):
    """Sets a dotted key of event.toml: `rules.once_per_org`, `hall.0.tables`."""
    parts = key.split(".")
    said = json.dumps(value)
    lines = file.read_text(encoding="utf-8").splitlines()
    if len(parts) == 3 and parts[1].isdigit():
        header, nth, name = f"[[{parts[0]}]]", int(parts[1]), parts[2]
    else:
        header, nth, name = f"[{'.'.join(parts[:-1])}]", 0, parts[-1]
    starts = [i for i, line in enumerate(lines) if line.strip() == header]
    if nth >= len(starts):
        lines += [header, f"{name} = {said}"]
    else:
        at = starts[nth] + 1
        end = next((i for i in range(at, len(lines)) if lines[i].startswith("[")), len(lines))
        old = [i for i in range(at, end) if re.match(rf'"?{re.escape(name)}"?\s*=', lines[i])]
        if old:
            lines[old[0]] = f"{name} = {said}"
        else:
            lines.insert(at, f"{name} = {said}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def apply(folder, edits):
    """Makes edits; rows are taken away last and from below, since lines are those before any edit."""
    removed = []
    for edit in edits:
        file = folder / f"{edit['file']}.csv"
        if "remove" in edit:
            removed.append((file, edit["remove"]))
        elif "key" in edit:
            set_key(folder / "event.toml", edit["key"], edit["value"])
        elif "add" in edit:
            rows = read(file)
            cells = [(column(rows, name), text) for name, text in edit["add"].items()]
            row = [""] * len(rows[0])
            for at, text in cells:
                row[at] = text
            write(file, rows + [row])
        else:
            rows = read(file)
            at = column(rows, edit["column"])
            next(row for row in rows[1:] if row[0] == edit["id"])[at] = str(edit["value"])
            write(file, rows)
    for file, line in sorted(removed, key=lambda item: -item[1]):
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        file.write_text("".join(lines[: line - 1] + lines[line:]), encoding="utf-8")


def with_must(folder, sme, buyer):
    """Makes a wish of the pair a must. False if no row of preferences.csv says it."""
    file = folder / "preferences.csv"
    rows = read(file)
    kind = column(rows, "kind")
    for row in rows[1:]:
        if [row[0], row[1]] in ([sme, buyer], [buyer, sme]) and row[kind] in ("", "want"):
            row[kind] = "must"
            write(file, rows)
            return True
    return False


def copied(folder, to):
    """The input alone."""
    to.mkdir()
    for file in Path(folder).iterdir():
        if file.is_file():
            shutil.copy(file, to / file.name)
    return to


class Account:
    """What was seen."""

    def __init__(self, koppex, folder):
        self.koppex, self.folder = koppex, folder
        self.wrong, self.counts = [], {}

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def check(self, holds, what):
        self.count("checks")
        if not holds:
            self.wrong.append(what)
            print("WRONG", what, flush=True)

    def forced(self, folder, base, must, said, pair):
        """The optimum with the pair as a must, against what `explain` says it loses."""
        levels = solved(self.koppex, folder)
        musts, short, value = (level["value"] for level in levels)
        proved = all(level["status"] == "proved optimal" for level in levels)
        loss = said["loss"]
        if loss is None or loss["must"] != 0:
            none = "impossible" if said["possible"] is False else "explain found no timetable in time"
            return self.count("not compared: " + ("loses a must" if loss else none))
        if not proved:
            return self.within(levels, base, must, said, pair)
        found = {"must": 0, "shortfall": short - base[1], "value": base[2] - value}
        if said["status"] == "proved optimal":
            self.count("losses proved")
            self.check(musts == base[0] and found == loss, f"{pair}: loses {found}, said {loss}")
        if musts == base[0] and short == base[1] and must is not None:
            self.count("losses bounded")
            self.check(found["value"] >= must, f"{pair}: loses {found}, at least {must}")

    def within(self, levels, base, must, said, pair):
        """What a run that proved no optimum found and bounded, against what `explain` says the pair loses."""
        if any(level["status"] != "proved optimal" or level["value"] != before for level, before in zip(levels[:2], base)):
            return self.count("not compared: musts or minimums not proved")
        found, bound = base[2] - levels[2]["value"], base[2] - levels[2]["bound"]
        self.count("losses between what was found and proved")
        if must is not None:
            self.check(found >= must, f"{pair}: loses {found}, at least {must}")
        if said["status"] == "proved optimal" and said["loss"]["shortfall"] == 0:
            self.check(bound <= said["loss"]["value"] <= found, f"{pair}: loses {bound} to {found}, said {said['loss']}")

    def fix(self, fix, base, pair):
        with tempfile.TemporaryDirectory() as temp:
            folder = copied(self.folder, Path(temp) / "fixed")
            apply(folder, fix["edits"])
            (musts, short, value), proved = optimum(self.koppex, folder)
            gain = {"must": base[0] - musts, "shortfall": base[1] - short, "value": value - base[2]}
            if not proved or fix["status"] != "proved optimal":
                return self.count("fixes not proved")
            self.count("fixes proved")
            self.check(gain == fix["gain"], f"{pair}: {fix['edits']} gains {gain}, said {fix['gain']}")
            if with_must(folder, *pair):
                (held, short_held, value_held), proved = optimum(self.koppex, folder)
                if not proved:
                    return self.count("held: not proved")
                self.check([held, short_held, value_held] == [musts, short, value], f"{pair}: not held without loss after {fix['edits']}")

    def pair(self, row, base):
        pair = (row["sme_id"], row["buyer_id"])
        said = run(self.koppex, "explain", self.folder, f"sme:{pair[0]}", f"buyer:{pair[1]}", "--time-limit", SECONDS)
        self.count("pairs")
        bound = int(row["loss"]) if row["loss"] else None
        with tempfile.TemporaryDirectory() as temp:
            folder = copied(self.folder, Path(temp) / "forced")
            if with_must(folder, *pair):
                self.forced(folder, base, bound, said["forced"], pair)
            else:
                self.count("not compared: the wish stands in no row of preferences.csv")
        estimate = int(row["fix_gain"]) if row["fix_gain"] else None
        for fix in said["fixes"]:
            self.fix(fix, base, pair)
            if estimate is not None and fix["sentence"] == row["fix"]:
                self.count("estimates right" if estimate == fix["gain"]["value"] else "estimates off")
                if estimate != fix["gain"]["value"]:
                    print("estimate", pair, fix["sentence"], estimate, fix["gain"], flush=True)


def main():
    koppex, source, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    global SECONDS
    SECONDS = int(sys.argv[5]) if len(sys.argv) > 5 else SECONDS
    with tempfile.TemporaryDirectory() as temp:
        folder = copied(source, Path(temp) / "event")
        run(koppex, "schedule", folder, "--levels", 3, "--time-limit", SECONDS)
        rows = read(folder / "out" / "unmet.csv")
        unmet = [dict(zip(rows[0], row)) for row in rows[1:] if row[rows[0].index("kind")] == "want"]
        base, proved = optimum(koppex, folder)
        print(f"{len(unmet)} wishes are not met; optimum {base}, proved: {proved}", flush=True)
        account = Account(koppex, folder)
        for row in random.Random(seed).sample(unmet, min(n, len(unmet))):
            account.pair(row, base)
            print(account.counts, flush=True)
    print(f"{len(account.wrong)} wrong")
    sys.exit(1 if account.wrong else 0)


main()
