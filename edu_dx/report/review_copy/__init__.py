"""The review copy: one offline page that a reviewer reads in place of the notebook."""
