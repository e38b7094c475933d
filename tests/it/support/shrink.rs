//! A smaller folder that fails in the same way: rows, cells and settings are dropped while the failure stays.

use super::draw::Files;

/// Drops what is not needed for `fails`.
pub fn shrink(files: &Files, fails: &dyn Fn(&Files) -> bool) -> Files {
    let mut small = files.clone();
    loop {
        let before = small.clone();
        drop_files(&mut small, fails);
        drop_lines(&mut small, fails);
        empty_cells(&mut small, fails);
        if small == before {
            return small;
        }
    }
}

fn keep_if(small: &mut Files, tried: Files, fails: &dyn Fn(&Files) -> bool) -> bool {
    let failed = tried != *small && fails(&tried);
    if failed {
        *small = tried;
    }
    failed
}

fn drop_files(small: &mut Files, fails: &dyn Fn(&Files) -> bool) {
    for name in small.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>() {
        let rest = small.iter().filter(|(file, _)| *file != name).cloned().collect();
        keep_if(small, rest, fails);
    }
}

fn drop_lines(small: &mut Files, fails: &dyn Fn(&Files) -> bool) {
    for file in 0..small.len() {
        // The header of a table stays.
        let first = usize::from(small[file].0.ends_with(".csv"));
        let mut line = small[file].1.lines().count();
        while line > first {
            line -= 1;
            let mut tried = small.clone();
            let kept = small[file].1.lines().enumerate().filter(|(i, _)| *i != line).map(|(_, text)| format!("{text}\n"));
            tried[file].1 = kept.collect();
            keep_if(small, tried, fails);
        }
    }
}

fn empty_cells(small: &mut Files, fails: &dyn Fn(&Files) -> bool) {
    for file in (0..small.len()).filter(|file| small[*file].0.ends_with(".csv")).collect::<Vec<_>>() {
        let n_columns = small[file].1.lines().next().map_or(0, |header| header.split(',').count());
        for column in (0..n_columns).rev() {
            if keep_if(small, without_column(small, file, column), fails) {
                continue;
            }
            for line in 1..small[file].1.lines().count() {
                let tried = with_cell(small, file, line, column, "");
                keep_if(small, tried, fails);
            }
        }
    }
}

fn map_cells(files: &Files, file: usize, change: impl Fn(usize, Vec<&str>) -> Vec<String>) -> Files {
    let mut tried = files.clone();
    let lines = files[file].1.lines().enumerate();
    tried[file].1 = lines.map(|(i, line)| change(i, line.split(',').collect()).join(",") + "\n").collect();
    tried
}

fn without_column(files: &Files, file: usize, column: usize) -> Files {
    map_cells(files, file, |_, cells| {
        cells.into_iter().enumerate().filter(|(i, _)| *i != column).map(|(_, cell)| cell.to_string()).collect()
    })
}

fn with_cell(files: &Files, file: usize, line: usize, column: usize, text: &str) -> Files {
    map_cells(files, file, |i, cells| {
        let cell = |(k, cell): (usize, &str)| if (i, k) == (line, column) { text } else { cell }.to_string();
        cells.into_iter().enumerate().map(cell).collect()
    })
}
