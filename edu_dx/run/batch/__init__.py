"""Batches: many runs, several at a time, here or on a cluster; nothing is made twice and nothing by halves."""
