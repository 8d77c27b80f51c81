"""Kernels that are warm and alone: each a process of its own that has its imports behind it."""
