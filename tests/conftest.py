"""Lies here so that every test can write ``from sample import sample_reading``."""
