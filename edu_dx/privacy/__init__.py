"""Telling personal data in running text: forms of addresses and numbers, names of persons, and how to mask them."""
