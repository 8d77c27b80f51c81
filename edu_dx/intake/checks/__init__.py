"""What is looked at in every file taken in: one check a module, one finding a check, all of them at once."""
