"""The record itself: who met, who said what, the words, their sources, and what was corrected or removed."""
