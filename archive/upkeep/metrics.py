"""Metrics for Prometheus: the counts of ``boardmeetings.counters``, waiting work, and the last run of each job."""

import json
import logging
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample

from archive.models import Mail, OutboxEntry
from archive.upkeep.runs import KINDS, last_run
from boardmeetings.counters import COUNTED

logger = logging.getLogger(__name__)

# A sample: its name, its labels with their values, and its value.
Counts = list[tuple[str, dict[str, str], float]]
# When a counter began, which says nothing here.
BEGAN = "_created"


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


class _Counted(Collector):
    """Adds up what all processes have counted."""

    def collect(self) -> Iterator[Metric]:
        """Yield the sums of this process and of what the others have written down."""
        sums: defaultdict[tuple[str, tuple[tuple[str, str], ...]], float] = defaultdict(float)
        for name, labels, value in [*_of_this_process(), *_of_the_others()]:
            sums[name, tuple(labels.items())] += value
        for counted in COUNTED:
            for metric in counted.collect():
                names = {f"{metric.name}{end}" for end in ("_total", "_bucket", "_count", "_sum")}
                rows = [Sample(name, dict(labels), value) for (name, labels), value in sums.items() if name in names]
                metric.samples = rows
                yield metric


def write_down() -> None:
    """Write the counts of this process for the process that is asked. If the disk is full, they wait in memory."""
    path = _folder() / f"{os.getpid()}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".new").write_text(json.dumps(_of_this_process()))
        path.with_suffix(".new").replace(path)
    except OSError as error:
        logger.warning("The counts of this process could not be written down: %s", error)


def forget() -> None:
    """Delete what earlier processes have counted, because a site that starts counts from zero."""
    shutil.rmtree(_folder(), ignore_errors=True)


def figures() -> bytes:
    """Return all metrics in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Now())
    registry.register(_Counted())
    return generate_latest(registry)


def _folder() -> Path:
    return Path(settings.UPKEEP_DIR) / "counts"


def _of_this_process() -> Counts:
    samples = [sample for counted in COUNTED for metric in counted.collect() for sample in metric.samples]
    return [(sample.name, sample.labels, sample.value) for sample in samples if not sample.name.endswith(BEGAN)]


def _of_the_others() -> Iterator[tuple[str, dict[str, str], float]]:
    for path in _folder().glob("*.json"):
        if path.stem != str(os.getpid()):
            try:
                yield from json.loads(path.read_text())
            except (OSError, ValueError):
                continue  # It is being replaced, or was cut off by a full disk.
