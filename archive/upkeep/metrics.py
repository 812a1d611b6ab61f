"""Metrics for Prometheus: the counts of ``boardmeetings.counters``, waiting work, and the last run of each job."""

from collections.abc import Iterator

from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from archive.models import Mail, OutboxEntry
from archive.upkeep.runs import KINDS, last_run
from boardmeetings import env
from boardmeetings.counters import COUNTED


class _Now(Collector):
    """Reads the database and the notes at the moment of the request."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield what waits, and when the worker last ran each job."""
        waiting = GaugeMetricFamily("boardmeetings_outbox_waiting", "Rows waiting in the outbox", labels=["kind"])
        rows = OutboxEntry.objects.pending().order_by().values_list("kind").annotate(number=Count("pk"))
        counted = dict(rows)
        for kind in OutboxEntry.Kind:
            waiting.add_metric([kind.value], counted.get(kind.value, 0))
        yield waiting
        yield GaugeMetricFamily("boardmeetings_mails_waiting", "Emails waiting", value=Mail.objects.count())
        ran = GaugeMetricFamily("boardmeetings_last_run_timestamp_seconds", "When a job last ran", labels=["job"])
        failed = GaugeMetricFamily("boardmeetings_last_run_failed", "1 where a job's last run failed", labels=["job"])
        for job in KINDS:
            if run := last_run(job):
                ran.add_metric([job], run.at.timestamp())
                failed.add_metric([job], int(bool(run.problem)))
        yield ran
        yield failed


def figures() -> bytes:
    """Return all metrics in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Now())
    if env.text("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        for metric in COUNTED:
            registry.register(metric)
    return generate_latest(registry)
