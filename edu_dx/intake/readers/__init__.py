"""One reader per table; each knows the layouts in which its table is published."""
