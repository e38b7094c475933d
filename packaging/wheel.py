#!/usr/bin/env python3
"""Puts a built koppex into a wheel, and tries it: `python3 packaging/wheel.py target/release/koppex [--out DIR] [--try]`.

The wheel is what `pip install` takes: a zip with the program under *.data/scripts, which pip puts on the path. It is for the machine it is made on (on
Linux with the tag of the C library that the program asks for). `--try` installs it into a new environment and solves data/demo with it."""
import argparse, base64, hashlib, re, subprocess, sys, sysconfig, tempfile, tomllib, venv, zipfile
from pathlib import Path

root = Path(__file__).resolve().parent.parent
package = tomllib.loads((root / "Cargo.toml").read_text("utf-8"))["package"]
name, version = package["name"], package["version"]


def tag(program):
    """On Linux the newest version of glibc that the program asks for; elsewhere the platform of this Python."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    if not platform.startswith("linux_"):
        return f"py3-none-{platform}"
    asked = {tuple(map(int, found)) for found in re.findall(rb"GLIBC_(\d+)\.(\d+)", program)}
    major, minor = max(asked, default=(2, 17))
    return f"py3-none-manylinux_{major}_{minor}_{platform.removeprefix('linux_')}"


def wheel(program, folder):
    data, suffix = program.read_bytes(), program.suffix
    label, info = tag(data), f"{name}-{version}.dist-info"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: {package['description']}\nLicense: {package['license']}\n"
    about += "Requires-Python: >=3.8\nDescription-Content-Type: text/markdown; charset=UTF-8\n\n" + (root / "README.md").read_text("utf-8")
    files = {
        f"{name}-{version}.data/scripts/{name}{suffix}": data,
        f"{info}/METADATA": about.encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: koppex packaging\nRoot-Is-Purelib: false\nTag: {label}\n".encode(),
        f"{info}/LICENSE": (root / "LICENSE").read_bytes(),
    }
    digest = lambda content: base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    rows = [f"{path},sha256={digest(content)},{len(content)}" for path, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{label}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            entry = zipfile.ZipInfo(inside, (1980, 1, 1, 0, 0, 0))  # the same program gives the same bytes
            entry.external_attr, entry.compress_type = (0o100755 if "/scripts/" in inside else 0o100644) << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def try_it(path):
    with tempfile.TemporaryDirectory() as temp:
        venv.create(temp, with_pip=True)
        programs = Path(temp) / ("Scripts" if sys.platform == "win32" else "bin")
        run = lambda *command: subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        run(programs / "python", "-m", "pip", "install", "--quiet", "--no-index", path)
        said = run(programs / name, "--version").strip()
        assert said == f"{name} {version}", said
        for command in (["schedule", "--levels", "3", "--out", f"{temp}/out"], ["verify"]):
            run(programs / name, command[0], root / "data/demo", *command[1:], *([f"{temp}/out"] if command == ["verify"] else []), "--quiet")
        run(programs / "python", "-m", "pip", "uninstall", "--quiet", "--yes", name)
        assert not (programs / name).exists(), "nothing is left of it"
        print(f"installed, solved data/demo, verified and taken away again: {said}")


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("program", type=Path)
arguments.add_argument("--out", type=Path, default=root / "target/wheels")
arguments.add_argument("--try", dest="tries", action="store_true")
given = arguments.parse_args()
made = wheel(given.program, given.out)
print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
if given.tries:
    try_it(made)
