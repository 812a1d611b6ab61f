"""Words that mean the same on this site: a search for one also finds the others."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from archive.models.fields import ANY_PAGE, Columns, Described, Rule, ShownRows, TextKind

MOST_TERMS = 12
LONGEST_TERM = 80
LONGEST_TERM_IN_WORDS = 6


class Concept(models.Model):
    """A set of terms that mean the same, such as SRO and school resource officer, in any language, one per line."""

    terms = models.TextField(help_text="One a line. A search for one of them finds the others too.")

    # How searches are widened is a setting of the site, not the record.
    described = Described(
        Columns("terms", Rule.WORK, TextKind.OTHER),
        Columns("id", Rule.KEPT),
        shown=ShownRows(ANY_PAGE),
    )

    class Meta:
        ordering = ["terms"]
        constraints = [
            models.CheckConstraint(condition=Q(terms__contains="\n"), name="concept_has_two_terms"),
            models.UniqueConstraint(fields=["terms"], name="concept_once"),
        ]

    def __str__(self) -> str:
        return ", ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The terms, without duplicates."""
        return list(dict.fromkeys(line for part in self.terms.splitlines() if (line := " ".join(part.split()))))

    def clean(self) -> None:
        """Tidy the terms; raise ValidationError if there are too few or too many, or if one is too long."""
        lines = self.lines
        if not 1 < len(lines) <= MOST_TERMS:
            raise ValidationError({"terms": f"Write 2 to {MOST_TERMS} terms, one per line."})
        for line in lines:
            if len(line) > LONGEST_TERM or len(line.split()) > LONGEST_TERM_IN_WORDS:
                sentence = f"“{line[:LONGEST_TERM]}” is too long. Use at most {LONGEST_TERM_IN_WORDS} words."
                raise ValidationError({"terms": sentence})
        self.terms = "\n".join(lines)
