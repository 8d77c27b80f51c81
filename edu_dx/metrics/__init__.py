"""What is computed: pure functions on DataFrames, one definition per module, no I/O and no plotting."""
