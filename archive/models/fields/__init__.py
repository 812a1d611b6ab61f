"""Kinds of columns and of tables, which the models are made of."""
