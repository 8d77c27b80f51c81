"""Runs: the analysis catalogue, typed parameters, execution by papermill, run folders."""
