"""What a consultant would send a run back for, told before it is submitted: one rule a module."""
