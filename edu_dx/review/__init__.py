"""Review of runs: states, rules, journal."""
