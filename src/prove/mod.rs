//! Bounds and exact proofs: forced quality cost, and SAT for placing and for fewest gaps.
