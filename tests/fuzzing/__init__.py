"""Damaged input of every sort, in great number: what nobody thought of is tried as well."""
