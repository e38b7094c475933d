//! The second opinion: event and timetable to violations and recomputed values. Written from the rule sentences; sees nothing of the solver.
