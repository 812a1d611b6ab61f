"""Conversations of which it is known who says what, in the shapes in which tools and publishers write them."""
