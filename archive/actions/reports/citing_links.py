"""Links to pages that quoted a statement: suggested by readers, decided by editors."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.actions.rules import Verb, ask, audit, check_version, check_visible, version_of
from archive.models import ChangeNote, CitingLink, PartialDate, Statement, User, page_hash, validate_link
from archive.web.allowance import HOUR, TooMany, take

LINKS_AN_HOUR = 5


class TooManyLinks(TooMany):
    """An address has sent as many links in this hour as it may."""

    def __init__(self) -> None:
        super().__init__(
            _("You can send %(number)d links per hour. What you wrote is still in the form: send it again in an hour.")
            % {"number": LINKS_AN_HOUR}
        )


class KnownLink(ValidationError):
    """The page was suggested for the statement before."""

    def __init__(self, link: CitingLink) -> None:
        said = {
            CitingLink.Status.ACCEPTED: _("This page is already listed. Thank you."),
            CitingLink.Status.WAITING: _("Someone has already sent us this page. The editors will check it."),
            CitingLink.Status.DECLINED: _("The editors have already checked this page and did not list it."),
        }
        super().__init__(said[CitingLink.Status(link.status)])


@transaction.atomic
def suggest_citing_link(
    *,
    statement: Statement,
    url: str,
    title: str,
    publisher: str = "",
    published: PartialDate | None = None,
    client: str = "",
    actor: User | None = None,
) -> CitingLink:
    """Store the link, for an editor to decide, and return it. The page is not fetched.

    ``client`` is the network address that a reader's link came from, which is not stored. ``actor`` is the member
    of staff, if one suggests it. A link from somebody who may decide is listed at once. Raise ValidationError if the
    statement is not published or the link is not valid, KnownLink if the page was suggested before, and TooManyLinks if
    a reader's address has sent too many in this hour.
    """
    ask(actor, "add_citinglink")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not statement.is_public:
        raise ValidationError(_("Statement %(number)d is not published.") % {"number": statement.number})
    url = url.strip()
    validate_link(url)
    known = CitingLink.objects.filter(statement=statement, url_hash=page_hash(url)).first()
    if known:
        raise KnownLink(known)
    link = CitingLink(
        statement=statement,
        url=url,
        url_hash=page_hash(url),
        title=title.strip(),
        publisher=publisher.strip(),
        published=published,
        suggested_by=actor,
    )
    link.full_clean()
    check_visible(link)
    if not actor and take(client, "citing links", LINKS_AN_HOUR, HOUR, or_refuse=True).is_used_up:
        raise TooManyLinks
    link.save()
    audit(actor=actor, verb=Verb.CREATED, instance=link, note=f"Quotes {statement}: {url}")
    if actor and actor.has_perm("archive.decide_citinglink"):
        return decide_citing_link(link=link, accept=True, seen=version_of(link), actor=actor)
    return link


@transaction.atomic
def decide_citing_link(*, link: CitingLink, accept: bool, actor: User, seen: str | None = None) -> CitingLink:
    """List the link, or decline it. A decision can be changed later.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not decide, ChangedMeanwhile if the
    link has changed since, and ValidationError if nothing changes.
    """
    ask(actor, "decide_citinglink")
    link = CitingLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    status = CitingLink.Status.ACCEPTED if accept else CitingLink.Status.DECLINED
    if link.status == status:
        raise ValidationError(f"“{link}” is {link.get_status_display().lower()} already.")
    check_version(instance=link, seen=seen, actor=actor)
    link.status, link.decided_at, link.decided_by = status, timezone.now(), actor
    link.save(update_fields=["status", "decided_at", "decided_by"])
    ChangeNote.objects.leave(ChangeNote.Subject.CITING_LINK, [link.pk])
    audit(actor=actor, verb=Verb.SETTLED, instance=link, note=f"{link.get_status_display()}: {link.url}")
    return link
