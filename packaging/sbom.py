#!/usr/bin/env python3
"""Writes what koppex is built from as a CycloneDX 1.5 bill of materials: `python3 packaging/sbom.py [--all-features] > koppex.cdx.json`.

Everything comes from `cargo metadata --locked` and Cargo.lock: each package of the default build (or of all features) with its version, licence and digest,
what it depends on, and nothing that only tests need. The same sources give the same bytes."""
import json, subprocess, sys, tomllib
from pathlib import Path

root = Path(__file__).resolve().parent.parent
features = ["--all-features"] if "--all-features" in sys.argv[1:] else []
command = ["cargo", "metadata", "--format-version", "1", "--locked", *features]
metadata = json.loads(subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE).stdout)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
locked = tomllib.loads((root / "Cargo.lock").read_text("utf-8"))["package"]
digests = {(package["name"], package["version"]): package.get("checksum") for package in locked}


def needed(id):
    """What a package is built from or with, tests left out."""
    return sorted(dep["pkg"] for dep in nodes[id]["deps"] if any(kind["kind"] != "dev" for kind in dep["dep_kinds"]))


def purl(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(id):
    package = packages[id]
    found = {"type": "library", "bom-ref": purl(package), "name": package["name"], "version": package["version"], "purl": purl(package)}
    if package["license"]:
        found["licenses"] = [{"expression": package["license"].replace(" / ", " OR ").replace("/", " OR ")}]
    if digest := digests.get((package["name"], package["version"])):
        found["hashes"] = [{"alg": "SHA-256", "content": digest}]
    return found


own = metadata["resolve"]["root"]
reached, waiting = set(), [own]
while waiting:
    id = waiting.pop()
    if id not in reached:
        reached.add(id)
        waiting.extend(needed(id))
order = sorted(reached - {own}, key=lambda id: (packages[id]["name"], packages[id]["version"]))
bom = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": component(own) | {"type": "application"}},
    "components": [component(id) for id in order],
    "dependencies": [{"ref": purl(packages[id]), "dependsOn": [purl(packages[dep]) for dep in needed(id)]} for id in [own, *order]],
}
json.dump(bom, sys.stdout, indent=1, ensure_ascii=False)
print()
