"""Batches: many runs, several at a time, here or on a cluster; nothing is made twice and nothing by halves."""

from edu_dx.run.batch.run_all import cells_of, execute_all

__all__ = ["cells_of", "execute_all"]
