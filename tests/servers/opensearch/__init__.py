"""Runs a separate, real OpenSearch while a command runs, built from the jars in Maven's repository.

``python -m tests.servers.opensearch make test``: the command finds it by SEARCH_URL. Needs Java 17 or newer with its
compiler, and Maven (on Debian: ``default-jdk-headless maven``). Nothing is installed, and its data is deleted.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

from tests.servers.postgresql import free_port

HERE = Path(__file__).parent
JARS = Path(os.environ.get("OPENSEARCH_JARS", HERE / "jars"))
# On a machine with much other work a node may take longer.
PATIENCE_SECONDS = int(os.environ.get("OPENSEARCH_PATIENCE", "180"))
# Halves the time to start: no optimising compiler, and the simplest garbage collector.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
QUIET = (
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.allocator.numDirectArenas=0",
    "-Dopensearch.set.netty.runtime.available.processors=false",
)


class NotThere(Exception):
    """OpenSearch cannot be installed on this machine. The message says why."""


class NotStarted(Exception):
    """OpenSearch is installed but does not start. The message is what it printed."""


def fetch() -> None:
    """Download the jars and compile the class that starts a node. Raise NotThere."""
    missing = [program for program in ("java", "javac", "mvn") if not shutil.which(program)]
    if missing:
        raise NotThere(f"OpenSearch needs {' and '.join(missing)} (on Debian: default-jdk-headless maven).")
    try:
        if not _is_made():
            shutil.rmtree(JARS, ignore_errors=True)
            words = ["dependency:copy-dependencies", f"-DoutputDirectory={JARS}", "-DincludeScope=runtime"]
            subprocess.run(["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *words], check=True)
            subprocess.run(["javac", "-cp", f"{JARS}/*", "-d", str(JARS), str(HERE / "SearchNode.java")], check=True)
    except subprocess.CalledProcessError as error:
        raise NotThere(f"The jars of OpenSearch cannot be had: {error}") from error


def _is_made() -> bool:
    """Return whether the compiled classes belong to the current sources. The class is written last."""
    made = JARS / "SearchNode.class"
    sources = (HERE / "pom.xml", HERE / "SearchNode.java")
    return made.exists() and made.stat().st_mtime > max(source.stat().st_mtime for source in sources)


class Cluster:
    """Nodes on this machine."""

    def __init__(self, folder: Path, nodes: int, heap: str) -> None:
        self._folder = folder
        self._heap = heap
        self._ports = [(free_port(), free_port()) for _ in range(nodes)]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._health: dict[str, object] = {}

    @property
    def addresses(self) -> list[str]:
        """The URLs of the nodes."""
        return [f"http://127.0.0.1:{http}" for http, _ in self._ports]

    def start(self, node: int) -> None:
        """Start a node, with the data that it had before."""
        home = self._folder / f"node{node}"
        (home / "config").mkdir(parents=True, exist_ok=True)
        http, transport = self._ports[node]
        names = [f"node{at}" for at in range(len(self._ports))]
        seeds = [f"127.0.0.1:{port}" for _, port in self._ports]
        options = {
            "node.name": names[node],
            "cluster.name": "tests",
            "network.host": "127.0.0.1",
            "http.port": http,
            "transport.port": transport,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "bootstrap.system_call_filter": "false",
        }
        if len(names) == 1:
            options["discovery.type"] = "single-node"
        else:
            options |= {
                "discovery.seed_hosts": ",".join(seeds),
                "cluster.initial_cluster_manager_nodes": ",".join(names),
            }
        command = ["java", f"-Xms{self._heap}", f"-Xmx{self._heap}", *QUICK_START, *QUIET]
        command += [f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}", "-cp", f"{JARS}:{JARS}/*", "SearchNode"]
        command += [str(home), *(f"{name}={value}" for name, value in options.items())]
        with (home / "log").open("ab") as log:
            self._processes[node] = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def kill(self, node: int) -> None:
        """End a node as ``kill -9`` does."""
        self._processes[node].kill()
        self._processes[node].wait()

    def wait(self, *, settled: bool = False) -> None:
        """Return when all nodes have joined and, if ``settled``, each copy is complete.

        Raise NotStarted if a node ends, or after PATIENCE_SECONDS.
        """
        until = monotonic() + PATIENCE_SECONDS
        while monotonic() < until:
            if any(self._is_together(address, settled=settled) for address in self.addresses):
                return
            if ended := [node for node, process in self._processes.items() if process.poll() is not None]:
                raise NotStarted(f"A node of OpenSearch ended: {self.log(ended[0])[-2000:]}")
            Event().wait(1)
        told = "".join(self.log(node)[-1000:] for node in self._processes)
        raise NotStarted(f"OpenSearch was not ready within {PATIENCE_SECONDS} seconds: {self._health} {told}")

    def log(self, node: int) -> str:
        """Return what a node has printed."""
        return (self._folder / f"node{node}" / "log").read_text(errors="replace")

    def _is_together(self, address: str, *, settled: bool) -> bool:
        try:
            with urllib.request.urlopen(f"{address}/_cluster/health", timeout=5) as answer:
                health = self._health = json.load(answer)
        except (OSError, ValueError):
            return False
        return health["number_of_nodes"] == len(self._ports) and (not settled or health["status"] == "green")

    def stop(self) -> None:
        """End all nodes."""
        for process in self._processes.values():
            process.send_signal(signal.SIGKILL)
            process.wait()


@contextmanager
def running(nodes: int = 1, heap: str = "512m") -> Iterator[Cluster]:
    """Run a cluster; raise NotThere if it cannot be installed, NotStarted if it fails."""
    fetch()
    folder = Path(tempfile.mkdtemp(prefix="opensearch-"))
    cluster = Cluster(folder, nodes, heap)
    try:
        for node in range(nodes):
            cluster.start(node)
        cluster.wait()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
