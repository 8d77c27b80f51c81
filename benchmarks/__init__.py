"""How fast the workbench is, measured by hand: `python -m benchmarks.intake`."""
