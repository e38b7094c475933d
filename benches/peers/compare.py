#!/usr/bin/env python3
"""Other ways to solve the same events, in one run: `python3 benches/peers/compare.py target/release/koppex [--seconds 60] [--sizes 20x10,60x30,...] [--visits 12x6,...]`.

Installs CP-SAT (ortools), HiGHS (highspy), PySAT and grad-visitor-scheduler from PyPI into an environment of its own under target/peers, makes plain events (wishes with
ranks, hours in which people are away, few tables), and gives each to koppex and to the plain model of each peer:
  most value: a variable for every pair and slot, each party once a slot, no more meetings a slot than tables (CP-SAT, HiGHS);
  open day: the same with a table for every buyer and five wishes at most, which is all that grad-visitor-scheduler can say: it schedules the visitors of a graduate
    school's open day with its teachers. SMEs are its visitors, buyers its teachers, alone with one visitor at a time, and the points of a rank its weights. It knows no
    scarce tables, sixth wish, wishes of the other side, musts, blocks, second meeting or desk, languages, gaps, and no time limit: it is stopped from outside;
  fewest gaps: all wished pairs of a tiny event held, as few idle times as possible (PySAT's RC2, MaxSAT on the same variables).
All answers are compared: two that are both proved must be equal. Prints a table with the versions. Never run by `cargo test`."""
import argparse, csv, json, os, random, subprocess, sys, tempfile, time
from importlib import metadata
from pathlib import Path

root = Path(__file__).resolve().parent.parent.parent
PEERS = {"ortools": "CP-SAT", "highspy": "HiGHS", "python-sat": "PySAT RC2", "grad-visitor-scheduler": "grad-visitor-scheduler"}


def enter():
    """Goes on in the environment that has the peers."""
    place = root / "target/peers"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if Path(sys.prefix).resolve() == place.resolve():
        return
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    sys.exit(subprocess.run([python, *sys.argv]).returncode)


class Plain:
    """An event in which each wish has a rank, a party is away now and then, and tables are few."""

    def __init__(self, smes, buyers, seed, hours=4, wishes=6, tables=None, away=0.15):
        draw = random.Random(seed)
        self.smes, self.buyers = [f"S{i}" for i in range(smes)], [f"B{i}" for i in range(buyers)]
        self.slots = [(9 * 60 + 15 * k) for k in range(4 * hours)]
        self.tables = tables or max(1, buyers * 7 // 10)
        self.wishes = {s: draw.sample(self.buyers, min(wishes, buyers)) for s in self.smes}
        self.away = {(p, t) for p in self.smes + self.buyers for t in range(len(self.slots)) if draw.random() < away}
        self.value = {(s, b): max(10, 100 - 10 * rank) for s, named in self.wishes.items() for rank, b in enumerate(named)}

    def ways(self):
        """Every pair with the slots in which both are there."""
        return {(s, b): [t for t in range(len(self.slots)) if not {(s, t), (b, t)} & self.away] for s, b in self.value}

    def write(self, folder):
        clock = lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}"
        folder.mkdir()
        end = clock(self.slots[-1] + 15)
        (folder / "event.toml").write_text(
            f'[event]\nname = "Plain"\ntimezone = "Asia/Seoul"\nlanguage = "en"\n[meeting]\npresent_minutes = 7\nanswer_minutes = 7\nchangeover_minutes = 1\n'
            f'[[day]]\ndate = "2027-04-13"\nsessions = ["{clock(self.slots[0])}-{end}"]\n[[hall]]\nid = "1"\ntables = {self.tables}\n[quality]\nwait = 0\nhall_change = 0\ntable_change = 0\n'
            f'gap = 1\nbusy_is_idle = true\n')
        tables = {"smes": [["sme_id", "name"], *[[s, s] for s in self.smes]], "buyers": [["buyer_id", "name"], *[[b, b] for b in self.buyers]],
                  "preferences": [["from_id", "to_id", "rank"], *[[s, b, i + 1] for s, named in self.wishes.items() for i, b in enumerate(named)]],
                  "windows": [["party_id", "date", "start", "end"], *[[p, "2027-04-13", clock(self.slots[t]), clock(self.slots[t] + 15)] for p, t in sorted(self.away)]]}
        for name, rows in tables.items():
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)


def koppex(program, event, seconds, levels):
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp) / "event"
        event.write(folder)
        began = time.time()
        command = [program, "schedule", folder, "--levels", str(levels), "--time-limit", str(seconds), "--threads", "2", "--json", "--quiet"]
        summary = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        level = summary["levels"][levels - 1]
        return level["value"], level["bound"], time.time() - began


def cp_sat(event, seconds):
    from ortools.sat.python import cp_model
    model = cp_model.CpModel()
    at = {(pair, t): model.new_bool_var("") for pair, slots in event.ways().items() for t in slots}
    for pair, slots in event.ways().items():
        model.add_at_most_one(at[pair, t] for t in slots)
    for t in range(len(event.slots)):
        here = [(pair, x) for (pair, slot), x in at.items() if slot == t]
        model.add(sum(x for _, x in here) <= event.tables)
        for party in event.smes + event.buyers:
            model.add_at_most_one(x for pair, x in here if party in pair)
    model.maximize(sum(event.value[pair] * x for (pair, _), x in at.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    solver.solve(model)
    return round(solver.objective_value), int(solver.best_objective_bound + 1e-6)


def highs(event, seconds):
    import highspy
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("time_limit", float(seconds))
    h.setOptionValue("threads", 2)
    at = {(pair, t): h.addBinary(obj=-event.value[pair]) for pair, slots in event.ways().items() for t in slots}
    for pair, slots in event.ways().items():
        if slots:
            h.addConstr(sum(at[pair, t] for t in slots) <= 1)
    for t in range(len(event.slots)):
        here = [(pair, x) for (pair, slot), x in at.items() if slot == t]
        if here:
            h.addConstr(sum(x for _, x in here) <= event.tables)
        for party in event.smes + event.buyers:
            mine = [x for pair, x in here if party in pair]
            if len(mine) > 1:
                h.addConstr(sum(mine) <= 1)
    h.run()
    info = h.getInfo()
    return round(-info.objective_function_value), int(-info.mip_dual_bound + 1e-6)


def visits(event, seconds):
    """The package grad-visitor-scheduler, in a process of its own: it has no limit, and its solver none that it lets anyone set."""
    given = {"slots": len(event.slots), "smes": event.smes, "buyers": event.buyers, "wishes": event.wishes, "away": sorted(event.away)}
    try:
        run = subprocess.run([sys.executable, __file__, "--open-day"], input=json.dumps(given), check=True, stdout=subprocess.PIPE, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None, None, seconds
    return tuple(json.loads(run.stdout.splitlines()[-1]))


def open_day():
    """Reads an event, has the package schedule it and prints value, bound and seconds. A pair that nobody wishes counts nothing: the package cannot leave it out."""
    from grad_visit_scheduler import Scheduler, Solver
    event = json.load(sys.stdin)
    began = time.time()  # loading the package is no part of solving
    slots, ranks = list(range(1, event["slots"] + 1)), [f"Prof{i}" for i in range(1, 6)]
    there = lambda party: [t for t in slots if [party, t - 1] not in event["away"]]
    with tempfile.TemporaryDirectory() as temp:
        table = Path(temp) / "visitors.csv"
        with open(table, "w", newline="", encoding="utf-8") as file:
            rows = [[sme, *event["wishes"][sme], *[""] * (5 - len(event["wishes"][sme])), "", ""] for sme in event["smes"]]
            csv.writer(file).writerows([["Name", *ranks, "Area1", "Area2"], *rows])
        clock = [f"{9 + t // 4}:{15 * (t % 4):02} AM" if t < 12 else f"{(9 + t // 4 - 1) % 12 + 1}:{15 * (t % 4):02} PM" for t in range(event["slots"])]
        catalog = {buyer: {"building": "Hall", "room": buyer, "areas": []} for buyer in event["buyers"]}
        day = Scheduler({"Hall": clock}, table, movement={"policy": "none"}, solver=Solver.HIGHS, faculty_catalog=catalog)
    day.update_weights({rank: max(10.0, 100.0 - 10 * i) for i, rank in enumerate(ranks)}, area_weight={}, base_weight=0.0)
    day.specify_limited_student_availability({sme: there(sme) for sme in event["smes"]})
    for buyer in event["buyers"]:
        day.faculty_limited_availability(buyer, there(buyer))
    day.schedule_visitors(group_penalty=0.0, max_visitors=event["slots"] + 2, max_group=1, faculty_breaks=0, student_breaks=0)
    model = day.model
    value = sum(model.weights[sme, buyer] * model.y[sme, buyer, t].value for sme in model.visitors for buyer in model.faculty for t in model.time)
    print(json.dumps([round(value), int(day.results.problem.upper_bound + 1e-6), time.time() - began]))


def rc2(event, _):
    """Fewest gaps with every pair held: a soft clause for each party and each gap that may begin."""
    from pysat.card import CardEnc, EncType
    from pysat.examples.rc2 import RC2
    from pysat.formula import IDPool, WCNF
    pool, formula = IDPool(), WCNF()
    n, ways = len(event.slots), event.ways()
    at = lambda pair, t: pool.id(("at", pair, t))
    def most(literals, bound):
        if len(literals) > bound:
            formula.extend(CardEnc.atmost(literals, bound, vpool=pool, encoding=EncType.seqcounter).clauses)
    for pair, slots in ways.items():
        formula.append([at(pair, t) for t in slots])
        most([at(pair, t) for t in slots], 1)
    for t in range(n):
        most([at(pair, t) for pair, slots in ways.items() if t in slots], event.tables)
    for party in event.smes + event.buyers:
        mine = [pair for pair in ways if party in pair]
        busy, before, after = ([pool.id((kind, party, t)) for t in range(n)] for kind in ("busy", "before", "after"))
        for t in range(n):
            here = [at(pair, t) for pair in mine if t in ways[pair]]
            most(here, 1)
            formula.append([-busy[t], *here])
            formula.extend([[busy[t], -x] for x in here] + [[before[t], -busy[t]], [after[t], -busy[t]]])
            if t > 0:
                formula.extend([[before[t], -before[t - 1]], [after[t - 1], -after[t]]])
        for t in range(1, n - 1):  # a gap begins where it was busy, is not, and will be again
            formula.append([-busy[t - 1], busy[t], -after[t], pool.id(("gap", party, t))])
            formula.append([-pool.id(("gap", party, t))], weight=1)
    with RC2(formula) as solver:
        return (solver.cost, solver.cost) if solver.compute() is not None else (None, None)


def timed(solve, event, seconds):
    began = time.time()
    value, bound = solve(event, seconds)
    return value, bound, time.time() - began


def row(event, name, found):
    value, bound, seconds = found
    if value is None:
        print(f"| {event} | {name} | | no answer | {seconds:.1f} |", flush=True)
        return None
    status = "proved" if value == bound else f"bound {bound:,}"
    print(f"| {event} | {name} | {value:,} | {status} | {seconds:.1f} |", flush=True)
    return value if value == bound else None


def main():
    if sys.argv[1:] == ["--open-day"]:
        return open_day()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("koppex", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--sizes", default="20x10,60x30,150x70")
    parser.add_argument("--visits", default="20x10,40x20,60x30")
    arguments = parser.parse_args()
    enter()
    versions = [f"{label} {metadata.version(package)}" for package, label in PEERS.items()]
    own = subprocess.run([arguments.koppex, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    import highspy, ortools.sat.python.cp_model, pysat.examples.rc2  # loading them is no part of solving
    print(f"{own}; {'; '.join(versions)}; two threads, {arguments.seconds} s at most\n"
          "open day: all that grad-visitor-scheduler can say; scarce tables, a sixth wish, wishes of the other side, musts, blocks, second meetings or desks, languages, gaps and a limit of time it cannot\n\n"
          "| event | with | answer | status | seconds |\n|---|---|---|---|---|")
    for size in filter(None, arguments.sizes.split(",")):
        smes, buyers = map(int, size.split("x"))
        event, name = Plain(smes, buyers, seed=1), f"most value, {smes} x {buyers}"
        proved = {row(name, "koppex", koppex(arguments.koppex, event, arguments.seconds, 3))}
        proved |= {row(name, label, timed(solve, event, arguments.seconds)) for label, solve in (("CP-SAT", cp_sat), ("HiGHS", highs))}
        assert len(proved - {None}) <= 1, f"two answers are both called proved: {proved}"
    for size in filter(None, arguments.visits.split(",")):
        smes, buyers = map(int, size.split("x"))
        event, name = Plain(smes, buyers, seed=1, wishes=5, tables=buyers), f"open day, {smes} x {buyers}"
        proved = {row(name, "koppex", koppex(arguments.koppex, event, arguments.seconds, 3))}
        proved |= {row(name, label, timed(solve, event, arguments.seconds)) for label, solve in (("CP-SAT", cp_sat), ("HiGHS", highs))}
        proved.add(row(name, "grad-visitor-scheduler", visits(event, arguments.seconds)))
        assert len(proved - {None}) <= 1, f"two answers are both called proved: {proved}"
    for seed in (1, 2, 3):
        event, name = Plain(7, 5, seed, hours=2, wishes=3, tables=3, away=0.05), f"fewest gaps, 7 x 5, seed {seed}"
        fewest = timed(rc2, event, arguments.seconds)
        if fewest[0] is None:
            continue  # not all pairs can be held, which is what the MaxSAT program asks for
        proved = {row(name, "koppex", koppex(arguments.koppex, event, arguments.seconds, 4)), row(name, "PySAT RC2", fewest)}
        assert len(proved - {None}) <= 1, f"two answers are both called proved: {proved}"


main()
