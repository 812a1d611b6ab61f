"""The pages of one kind of object at the desk: a list, a new object, one to change, and one to delete.

Each kind is declared once, as a class with what is its own. What all share is here: who may open a page, the search of
a list, what somebody else saved meanwhile, and the question before a deletion.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, ProtectedError, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.actions.objects import check_deletion, delete_object
from archive.actions.rules import is_public, owner_of
from archive.desk.answers import or_say_why, page_with
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.forms.object import ObjectForm, why_of
from archive.desk.paging import part_of, typed_words
from archive.desk.saving import form_page, saved
from archive.desk.shown import with_version
from archive.desk.staff_pages import View, allowed
from archive.desk.staff_request import StaffRequest

Row = TypeVar("Row", bound=Model)
# The button that deletes an object.
DELETE = "delete"
# A link: an address, and its label.
Link = tuple[str, str]


class ListPage(Generic[Row]):
    """A list of objects. The template has what a row shows."""

    permission: ClassVar[str]
    template: ClassVar[str]
    title: ClassVar[str]
    lede: ClassVar[str] = ""
    # The permission to add an object, the page for that and its label.
    adding: ClassVar[tuple[str, str, str] | None] = None
    # The label of the search, and the columns that it looks in.
    find: ClassVar[str] = ""
    searched: ClassVar[Sequence[str]] = ()
    # The headings of the columns of a table.
    columns: ClassVar[Sequence[str]] = ()
    rows_a_page: ClassVar[int] = 100
    # All rows, in their order.
    listed: ClassVar[QuerySet[Any]]

    def with_words(self, rows: QuerySet[Row], words: Sequence[str]) -> QuerySet[Row]:
        """Return the rows that have each of the words."""
        for word in words:
            rows = rows.filter(self.having(word))
        return rows

    def having(self, word: str) -> Q:
        """Return the condition for a word: one of the searched columns contains it."""
        return Q(*((f"{column}__icontains", word) for column in self.searched), _connector=Q.OR)

    @property
    def list_view(self) -> View:
        """The view of the list."""
        return require_safe(allowed(self.permission)(self._list))

    def _list(self, request: StaffRequest) -> HttpResponse:
        words = typed_words(request) if self.find else []
        rows = self.with_words(self.listed, words) if words else self.listed
        return self.show_list(request, rows.all(), q=" ".join(words))

    def show_list(self, request: StaffRequest, rows: QuerySet[Row], **context: Any) -> HttpResponse:
        """Show the requested part of the rows."""
        adding = self.adding if self.adding and request.user.has_perm(self.adding[0]) else None
        shown = {"kind": self, "adding": adding, "page": part_of(request, rows, self.rows_a_page)}
        return render(request, self.template, {**shown, **context})


class FormPages(Generic[Row]):
    """The pages with the form of an object: a new one, one to change, one to delete.

    ``name`` is that of the model and of the page of an object, whose template has the object under it.
    """

    name: ClassVar[str]
    form: ClassVar[type[ObjectForm]]
    form_template: ClassVar[str] = "desk/object_form.html"
    new_template: ClassVar[str] = "desk/object_form.html"
    new_title: ClassVar[str] = ""
    related: ClassVar[Sequence[str]] = ()
    # Whether saving leads to the page above, not back to the page of the object.
    leads_up: ClassVar[bool] = False
    form_lede: ClassVar[str] = ""
    # What is said of a new, a saved and a deleted object. Nothing is said where the page itself says it.
    created: ClassVar[str] = "{} is saved."
    changed: ClassVar[str] = "Saved."
    deleted: ClassVar[str] = "{} is deleted."
    # The button that deletes, what is lost with an object, and why one stays that others depend on.
    deletion: ClassVar[str] = ""
    lost: ClassVar[str] = ""
    stays: ClassVar[str] = "Something depends on {}: it stays."

    @property
    def rows(self) -> QuerySet[Row]:
        """The objects, with what their names and pages show of others."""
        rows = self.form._meta.model._default_manager.all()
        return rows.select_related(*self.related) if self.related else rows

    def above(self, row: Row | None) -> Link:
        """Return the page that the crumbs lead to, and deleting an object."""
        raise NotImplementedError

    def page_of(self, row: Row) -> str:
        """Return the address of the page of an object."""
        return reverse(f"desk:{self.name}", args=[row.pk])

    def initial(self, request: StaffRequest) -> Mapping[str, Any]:
        """Return what the form for a new object has in it."""
        return {}

    def about(self, row: Row) -> Mapping[str, Any]:
        """Return what the page of an object shows beside its form."""
        return {}

    def taken_away(self, row: Row) -> Sequence[str]:
        """Return in sentences what is lost with an object."""
        return [self.lost] if self.lost else []

    def is_saving(self, request: StaffRequest) -> bool:
        """Return whether the pressed button saves the form."""
        return True

    def after(self, row: Row) -> str:
        """Return the address of the page that follows saving."""
        return self.above(row)[0] if self.leads_up else self.page_of(row)

    def after_new(self, row: Row, then: str) -> str:
        """Return the address of the page that follows a new object, by the value of the pressed button."""
        return self.after(row)

    @property
    def new_view(self) -> View:
        """The view of a new object."""
        return allowed(f"archive.add_{self.name}")(self._new)

    @property
    def edit_view(self) -> View:
        """The view of one object, which also deletes it. Changes that readers can see are made in public."""
        page = allowed(f"archive.change_{self.name}")(self._edit)
        return page_with(page, {DELETE: self.delete_view}) if self.deletion else page

    @property
    def delete_view(self) -> View:
        """The view that asks, and then deletes an object."""
        return allowed(f"archive.delete_{self.name}")(or_say_why(self._delete))

    def show(self, request: StaffRequest, row: Row, seen: str, form: ObjectForm, **more: Any) -> HttpResponse:
        """Show the page of an object with the form."""
        deletes = self.deletion and request.user.has_perm(f"archive.delete_{self.name}")
        shown = {self.name: row, "title": str(row), "above": self.above(row), "seen": seen, "deletes": deletes}
        context = {**shown, "on_page": _is_seen_on_page(row), **self.about(row), **more}
        return self.page(request, self.form_template, form, **context)

    def page(self, request: StaffRequest, template: str, form: ObjectForm, **context: Any) -> HttpResponse:
        """Show a page with the form, of an object or of a new one."""
        return form_page(request, template, form, kind=self, **context)

    def _new(self, request: StaffRequest) -> HttpResponse:
        form = self.form(request.POST or None, request.FILES or None, initial=self.initial(request))
        if self.is_saving(request) and request.method == "POST" and form.is_valid() and form.meant:
            return redirect(self.page_of(form.meant))
        if self._saves(request, form, self.created):
            return redirect(self.after_new(form.instance, request.POST.get("then", "")))
        return self.page(request, self.new_template, form, title=self.new_title, above=self.above(None))

    def _edit(self, request: StaffRequest, pk: int) -> HttpResponse:
        row, seen = with_version(self.rows, pk=pk)
        form = self.form(request.POST or None, request.FILES or None, instance=row, seen=seen)
        if self._saves(request, form, self.changed):
            return redirect(self.after(form.instance))
        return self.show(request, row, seen, form)

    def _saves(self, request: StaffRequest, form: ObjectForm, sentence: str) -> bool:
        """Save what was sent and say so; return whether it is saved."""
        done = self.is_saving(request) and saved(request, form)
        if done and sentence:
            messages.success(request, sentence.format(form.instance))
        return done

    def _delete(self, request: StaffRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.rows, pk=pk)
        seen = request.POST.get("seen", "")
        try:
            check_deletion(instance=row, seen=seen, actor=request.user)
            if asked := ask_first(request, self._question(row)):
                return asked
            delete_object(instance=row, why=why_of(request.POST), seen=seen, actor=request.user)
        except ProtectedError as error:
            raise ValidationError(self.stays.format(row)) from error
        messages.success(request, self.deleted.format(row))
        return redirect(self.above(row)[0])

    def _question(self, row: Row) -> Confirmation:
        verb = self.deletion.partition(" ")[0]
        notice = "Readers see this in the corrections log, with your reason." if _is_seen_on_page(row) else ""
        says = [*self.taken_away(row), notice, "Nobody can undo this."]
        return Confirmation(f"{verb} {row}?", [sentence for sentence in says if sentence], verb, self.page_of(row))


class ObjectPages(ListPage[Row], FormPages[Row]):
    """All pages of a kind of object, whose list is the page above each."""

    # The name of the page with the list.
    plural: ClassVar[str]

    def above(self, row: Row | None) -> Link:
        """Return the list."""
        return reverse(f"desk:{self.plural}"), self.title


def _is_seen_on_page(row: Model) -> bool:
    """Return whether readers see the object on the page of another one, so that they are told why it goes."""
    owner = owner_of(row)
    return owner is not row and is_public(owner)
