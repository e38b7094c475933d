#!/usr/bin/env python3
"""Which changes to the code no test notices: `python3 benches/mutants.py [--rooms check,model,bounds,network,load] [--files GLOB,...] [--shard K/N] [--out DIR]`.

Runs cargo-mutants (`cargo install cargo-mutants --locked`) room by room on the second opinion (src/check), the SAT model (src/prove/model.rs), the bounds
(src/bounds), the selection (src/select/network.rs) and the readers (src/load): each mutant is one small change, such as a function that returns nothing or a `<` that became `<=`, and is
built and tested. Writes the survivors to target/mutants/survivors.txt as it goes, one a line, and the mutants whose tests did not end to timeouts.txt; what
cargo-mutants itself has to tell stands in target/mutants/ROOM. Exit code 0 if every mutant was noticed, 1 if not, 2 if the tests fail without any change.

All rooms together take days on one machine: name a room, or files, or share the work (`--shard 0/8`, ..., `--shard 7/8` on eight machines). Each room is tested
with the tests that are there for it, so that a mutant takes minutes; `--all-tests` tests with everything. Never run by `cargo test`."""
import argparse, shutil, subprocess, sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
# The files of each room, and the names that its tests begin with.
ROOMS = {
    "check": (["src/check/**/*.rs"], ["check::", "rules::", "mutations::", "read_back::", "recomputed::", "two_readings::", "random_events::", "exhaustive::", "price_lists::", "certificate::", "replan::claims", "replan::groups", "replan::tiny"]),
    "model": (["src/prove/model.rs"], ["prove::", "exhaustive::", "random_events::", "contradictions::", "solver::", "time_indexed::", "replan::tiny"]),
    "bounds": (["src/bounds/**/*.rs"], ["bounds::", "exhaustive::", "random_events::", "solver::", "certificate::"]),
    "network": (["src/select/network.rs"], ["select::", "exhaustive::", "random_events::", "solver::", "time_indexed::", "org_musts::", "capacity::"]),
    "load": (["src/load/**/*.rs"], ["load::", "input::", "read_back::", "fuzz::", "cli::", "edits::"]),
}


def mutants(name, files, tests, options, out):
    """Runs one room. Gives the mutants that were missed, that timed out and that were caught, and whether there is a verdict."""
    place = out / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    command = ["cargo", "mutants", "--dir", root, "--output", place, "--no-shuffle", "--baseline", "run", "--jobs", str(options.jobs), "--minimum-test-timeout", "300"]
    # Built in a third of the time, and the tests of one room are not many.
    command += [f"--cargo-arg=--config=profile.dev.package.koppex.{setting}" for setting in ("opt-level=0", "debug=0")]
    command += [word for pattern in files for word in ("--file", pattern)]
    command += ["--shard", options.shard] if options.shard else []
    # One binary of tests and the tests in the sources; benches and examples would only be built.
    command += ["--", "--lib", "--test", "it", *([] if options.all_tests else ["--", *tests])]
    code = subprocess.run(command, cwd=root).returncode
    lines = lambda file: (place / "mutants.out" / file).read_text("utf-8").splitlines() if (place / "mutants.out" / file).exists() else []
    # 0: all caught, 2: some missed, 3: some timed out; anything else is no verdict.
    if code not in (0, 2, 3):
        print(f"{name}: cargo mutants ended with exit code {code}; see {place}", file=sys.stderr)
    return lines("missed.txt"), lines("timeout.txt"), lines("caught.txt"), code in (0, 2, 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", default=",".join(ROOMS), help="which, of " + ", ".join(ROOMS))
    parser.add_argument("--files", help="only these files of the one room that is named, as patterns such as src/load/values.rs")
    parser.add_argument("--shard", help="the K-th of N parts, from 0, as K/N")
    parser.add_argument("--jobs", type=int, default=1, help="mutants that are built at the same time")
    parser.add_argument("--all-tests", action="store_true", help="test each mutant with every test")
    parser.add_argument("--out", type=Path, default=root / "target/mutants")
    options = parser.parse_args()
    if subprocess.run(["cargo", "mutants", "--version"], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        sys.exit("cargo-mutants is missing: cargo install cargo-mutants --locked")
    unknown = [name for name in options.rooms.split(",") if name not in ROOMS]
    if options.files and options.rooms not in ROOMS:
        sys.exit("--files goes with one room, whose tests are run: --rooms check --files src/check/r03_once.rs")
    if unknown:
        sys.exit(f"no such room: {', '.join(unknown)}; there are {', '.join(ROOMS)}")
    options.out.mkdir(parents=True, exist_ok=True)
    survivors, timeouts, caught, sound = [], [], 0, True
    for name in options.rooms.split(","):
        files, tests = ROOMS[name]
        if options.files:
            files = options.files.split(",")
        missed, late, seen, passed = mutants(name, files, tests, options, options.out)
        survivors, timeouts, caught, sound = survivors + missed, timeouts + late, caught + len(seen), sound and passed
        (options.out / "survivors.txt").write_text("".join(line + "\n" for line in survivors), "utf-8")
        (options.out / "timeouts.txt").write_text("".join(line + "\n" for line in timeouts), "utf-8")
        print(f"{name}: {len(seen)} noticed, {len(missed)} survived, {len(late)} did not end", flush=True)
    print(f"{caught} noticed, {len(survivors)} survived, {len(timeouts)} did not end: {options.out / 'survivors.txt'}")
    sys.exit(2 if not sound else 1 if survivors else 0)


main()
