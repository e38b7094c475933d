//! Programs that read our files back: found on the machine, or the test says that it was skipped. With `KOPPEX_TOOLS=required` a missing one
//! is a failure.

use koppex::report::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first of the programs that is installed.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |n| dir.join(n))).find(|p| p.is_file());
    if found.is_none() {
        missing(&names.join(" or "));
    }
    found
}

/// A Python in which the modules can be imported.
pub fn python(modules: &[&str]) -> Option<PathBuf> {
    let python = program(&["python3"])?;
    let import = format!("import {}", modules.join(", "));
    let works = Command::new(&python).args(["-c", &import]).output().is_ok_and(|o| o.status.success());
    if !works {
        missing(&format!("Python with {}", modules.join(" and ")));
    }
    works.then_some(python)
}

/// Node.js, and the folder of global packages among which the one named is.
pub fn node(package: &str) -> Option<(PathBuf, PathBuf)> {
    let (node, npm) = (program(&["node"])?, program(&["npm"])?);
    let root = Command::new(npm).args(["root", "--global"]).output().ok()?;
    let modules = PathBuf::from(String::from_utf8_lossy(&root.stdout).trim());
    let is_there = modules.join(package).is_dir();
    if !is_there {
        missing(&format!("global npm package {package}"));
    }
    is_there.then_some((node, modules))
}

/// Says that a case is skipped, or fails if tools are required.
pub fn missing(what: &str) {
    assert!(std::env::var("KOPPEX_TOOLS").as_deref() != Ok("required"), "{what} is required here and not installed");
    eprintln!("skipped: this machine has no {what}");
}

/// Runs a program and returns its output.
pub fn run(command: &mut Command) -> String {
    let out = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let (stdout, stderr) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{command:?} failed\n{stdout}\n{stderr}");
    stdout.into_owned()
}

/// A fresh folder below the target directory, kept after the test for people to look at.
pub fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers").join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("can write below the target directory");
    dir
}

/// Writes files below a folder.
pub fn write(dir: &Path, files: &[File]) {
    for file in files {
        let path = dir.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("can make a folder");
        std::fs::write(path, &file.bytes).expect("can write");
    }
}
