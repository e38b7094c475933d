//! The only interface to good_lp: a [`Program`] in, a point and a bound out. Floats stay in here.

use super::program::{Column, Program, Sense};
use crate::stop::Stop;
use good_lp::{Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, variable};

/// Which solver of linear programs to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SolverChoice {
    /// The strongest that is built in.
    #[default]
    Auto,
    /// microlp, in pure Rust; always built in.
    Microlp,
    /// HiGHS, in C++; built in with the feature `highs`.
    Highs,
}

/// What a solver said about a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The greatest objective value and a point that has it.
    Optimal {
        /// One value for each column of the program.
        point: Vec<f64>,
        /// Exact for a program; rounded down for its relaxation.
        objective: i64,
    },
    /// Stopped early: a point if there was one, and an upper bound of the objective if there was one.
    Stopped {
        /// One value for each column of the program.
        point: Option<Vec<f64>>,
        /// No point of the program has a greater objective.
        bound: Option<i64>,
    },
    /// The solver found that no point meets all rows and bounds, within its tolerance.
    Infeasible,
}

/// Objective values this close below a whole number count as that number.
const TOLERANCE: f64 = 1e-4;

/// The solver that a choice stands for in this build, or how to get it.
///
/// # Errors
/// When the solver named is not built in; the text says how to get it.
pub fn available(choice: SolverChoice) -> Result<SolverChoice, String> {
    match (choice, cfg!(feature = "highs")) {
        (SolverChoice::Microlp, _) | (SolverChoice::Auto, false) => Ok(SolverChoice::Microlp),
        (SolverChoice::Highs | SolverChoice::Auto, true) => Ok(SolverChoice::Highs),
        (SolverChoice::Highs, false) => Err("the HiGHS solver is not built into this koppex; build one that has it with \
            `cargo build --release --features highs` (needs cmake and libclang), or use `--solver microlp`"
            .into()),
    }
}

/// Solves a program; with `relax`, its linear relaxation, whose rounded-down optimum bounds the program's.
pub fn solve(program: &Program, relax: bool, choice: SolverChoice, stop: &Stop) -> Answer {
    if program.columns.iter().any(|c| c.lower > c.upper) {
        return Answer::Infeasible;
    }
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = program
        .columns
        .iter()
        .map(|c| {
            let v = variable().min(c.lower as f64).max(c.upper as f64);
            variables.add(if c.integer && !relax { v.integer() } else { v })
        })
        .collect();
    let mut objective = Expression::with_capacity(program.objective.len());
    for (column, points) in &program.objective {
        objective.add_mul(*points as f64, columns[column.ix()]);
    }
    let problem = variables.maximise(objective);
    let said = match available(choice) {
        Ok(SolverChoice::Highs) => with_highs(problem, program, &columns, stop),
        _ => with_microlp(problem, program, &columns, stop),
    };
    match said {
        Ok(Point { values, bound: None }) => {
            let objective = objective_of(program, &values, relax);
            Answer::Optimal { point: values, objective }
        }
        Ok(Point { values, bound: Some(bound) }) => Answer::Stopped { point: Some(values), bound },
        Err(ResolutionError::Infeasible) => Answer::Infeasible,
        Err(_) => Answer::Stopped { point: None, bound: None },
    }
}

/// A point; `bound` is `None` if it is optimal, else the bound known so far, if any.
struct Point {
    values: Vec<f64>,
    bound: Option<Option<i64>>,
}

fn round_down(objective: f64) -> i64 {
    (objective + TOLERANCE).floor() as i64
}

/// The objective of a point. Of an integral one it is summed in whole numbers.
fn objective_of(program: &Program, point: &[f64], relaxed: bool) -> i64 {
    if relaxed {
        return round_down(program.objective.iter().map(|(c, k)| *k as f64 * point[c.ix()]).sum());
    }
    program.objective.iter().map(|(c, k)| k * whole(point, *c)).sum()
}

/// The whole number that an integer column has.
pub fn whole(point: &[f64], column: Column) -> i64 {
    point[column.ix()].round() as i64
}

fn add_rows<M: SolverModel>(mut model: M, program: &Program, columns: &[Variable]) -> M {
    for row in &program.rows {
        let mut left = Expression::with_capacity(row.terms.len());
        for (column, k) in &row.terms {
            left.add_mul(*k as f64, columns[column.ix()]);
        }
        let rhs = row.rhs as f64;
        model.add_constraint(match row.sense {
            Sense::AtMost => left.leq(rhs),
            Sense::AtLeast => left.geq(rhs),
            Sense::Equal => left.eq(rhs),
        });
    }
    model
}

fn with_microlp(
    problem: good_lp::variable::UnsolvedProblem,
    program: &Program,
    columns: &[Variable],
    stop: &Stop,
) -> Result<Point, ResolutionError> {
    use good_lp::{WithTimeLimit, solvers::SolutionStatus};
    let mut model = add_rows(problem.using(good_lp::microlp), program, columns);
    if let Some(left_s) = stop.left_s() {
        model = model.with_time_limit(left_s.max(0.001));
    }
    let solution = model.solve()?;
    let values = columns.iter().map(|v| solution.value(*v)).collect();
    let optimal = matches!(solution.status(), SolutionStatus::Optimal);
    let best = || solution.into_inner().stats().best_bound.map(round_down);
    Ok(Point { values, bound: (!optimal).then(best) })
}

#[cfg(feature = "highs")]
fn with_highs(
    problem: good_lp::variable::UnsolvedProblem,
    program: &Program,
    columns: &[Variable],
    stop: &Stop,
) -> Result<Point, ResolutionError> {
    use good_lp::solvers::highs::HighsParallelType;
    let mut model = add_rows(problem.using(good_lp::highs), program, columns)
        .set_threads(1)
        .set_parallel(HighsParallelType::Off)
        .set_mip_rel_gap(0.0)
        .and_then(|m| m.set_mip_abs_gap(0.0))
        .expect("zero is a gap");
    if let Some(left_s) = stop.left_s() {
        model = model.set_time_limit(left_s.max(0.001));
    }
    let solution = model.solve()?;
    let values: Vec<f64> = columns.iter().map(|v| solution.value(*v)).collect();
    // With both gaps set to 0, GapLimit is HiGHS's word for optimal within its tolerance.
    let optimal = !matches!(solution.status(), good_lp::solvers::SolutionStatus::TimeLimit);
    Ok(Point { values, bound: (!optimal).then_some(None) })
}

#[cfg(not(feature = "highs"))]
fn with_highs(_: good_lp::variable::UnsolvedProblem, _: &Program, _: &[Variable], _: &Stop) -> Result<Point, ResolutionError> {
    Err(ResolutionError::Other("HiGHS is not built in"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knapsack() -> Program {
        let mut program = Program::default();
        let [a, b, c] = [5, 4, 3].map(|points| {
            let column = program.add_choice();
            program.objective.push((column, points));
            column
        });
        program.add_row(None, vec![(a, 2), (b, 3), (c, 1)], Sense::AtMost, 5);
        program.add_row(None, vec![(a, 1), (b, 1)], Sense::AtMost, 1);
        program
    }

    #[test]
    fn the_optimum_of_a_knapsack_is_whole_and_its_relaxation_bounds_it() {
        let Answer::Optimal { point, objective } = solve(&knapsack(), false, SolverChoice::Auto, &Stop::never()) else {
            panic!("solved")
        };
        assert_eq!(objective, 8);
        assert_eq!([0, 1, 2].map(|c| whole(&point, Column(c))), [1, 0, 1]);
        let relaxed = solve(&knapsack(), true, SolverChoice::Auto, &Stop::never());
        assert!(matches!(relaxed, Answer::Optimal { objective, .. } if objective >= 8));
    }

    #[test]
    fn a_contradiction_is_infeasible() {
        let mut program = knapsack();
        program.add_row(None, vec![(Column(0), 1), (Column(1), 1)], Sense::AtLeast, 2);
        assert_eq!(solve(&program, false, SolverChoice::Auto, &Stop::never()), Answer::Infeasible);
    }
}
