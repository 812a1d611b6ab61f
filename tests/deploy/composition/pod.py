"""Podman with images, containers and networks of its own, in one folder, and the images that the walk needs."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.servers import opensearch

ROOT = Path(__file__).parents[3]
STAND_INS = Path(__file__).parent / "stand_ins"
PROGRAMS = ("podman", "buildah", "runc", "mmdebstrap")
NETWORK = Path("/usr/lib/podman/netavark")
DEBIAN = "localhost/debian-python:bookworm"
# What the compose files and the Containerfile name, and which part of stand_ins/Containerfile stands in for it.
IMAGES = {
    "docker.io/library/postgres:15": "postgres",
    "docker.io/opensearchproject/opensearch:2.19.6": "opensearch",
    "docker.io/library/caddy:2": "caddy",
}
PYTHON = "docker.io/library/python:3.12-slim-bookworm"
# The last one is not in the repository.
COMPOSE_FILES = ("compose.yaml", "compose.large.yaml", "compose.this-machine.yaml")
# As in .ci/container: without rights of its own, podman can neither enter other namespaces nor raise limits. One layer
# for each image, because each step would write the files again.
BUILDING = ("--isolation", "chroot", "--network", "host", "--ulimit", "nofile=1024:1024", "--layers=false")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# pip verifies the packages' server as this machine does.
TRUSTING = ("-v", "/etc/ssl/certs:/etc/ssl/certs:ro", "--env", f"PIP_CERT={CERTIFICATES}")
ATTEMPTS = 5
# The images take 3 GB, their building another, and the services another 3.
ENOUGH_MEMORY = 12 * 2**30
CONFIGURATION = """
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4000:4000"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
tmp_dir = "{folder}/tmp"
[network]
network_backend = "netavark"
network_config_dir = "{folder}/networks"
"""
STORAGE = """
[storage]
driver = "overlay"
graphroot = "{folder}/root"
runroot = "{folder}/run"
"""


class NotHere(Exception):
    """The composition cannot be run on this machine, and why."""


class Pod:
    """Podman with a folder of its own, and podman-compose with a copy of the project in it."""

    def __init__(self, folder: Path) -> None:
        """Write the configuration into the folder."""
        self._folder = folder
        self.project = folder / "project"
        (folder / "containers.conf").write_text(CONFIGURATION.format(folder=folder))
        (folder / "storage.conf").write_text(STORAGE.format(folder=folder))
        configuration = {"CONTAINERS_CONF": "containers.conf", "CONTAINERS_STORAGE_CONF": "storage.conf"}
        paths = {name: str(folder / file) for name, file in configuration.items()}
        self._environment = {**os.environ, **paths, "TMPDIR": str(folder)}

    def podman(self, *words: str, text: str | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run podman; print what it says and raise CalledProcessError if it fails."""
        return self._run(["podman", *words], text=text, check=check)

    def compose(self, *words: str) -> str:
        """Run podman-compose with the compose files of the copy; return what it prints."""
        files = [word for file in COMPOSE_FILES for word in ("-f", file)]
        program = str(Path(sys.executable).with_name("podman-compose"))
        return self._run([program, *files, *words], cwd=self.project).stdout

    def _run(
        self, command: list[str], *, text: str | None = None, check: bool = True, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, check=False, env=self._environment, cwd=cwd
        )
        if check and done.returncode:
            print(done.stdout[-3000:], done.stderr[-3000:], sep="\n", file=sys.stderr)
            done.check_returncode()
        return done

    def copy_project(self, settings: Mapping[str, str], extra: str) -> None:
        """Copy what git tracks, so that no ``.env`` of yours is used or changed, and add a compose file."""
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, names.split("\0")):
            if not name.startswith("tests/") and (ROOT / name).exists():
                (self.project / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.project / name)
        (self.project / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        (self.project / COMPOSE_FILES[-1]).write_text(extra)

    def build(self) -> None:
        """Build the stand-ins, and the image of the site as the compose files say; raise NotHere."""
        base = Path(os.environ.get("BASE_TAR") or self._folder / "debian.tar")
        if not base.exists():
            _make_debian(base, self._folder / "new.tar")
        try:
            self.podman("import", "--quiet", str(base), DEBIAN)
            self.podman("network", "create", "trial")
            self.podman("run", "--rm", "--network", "trial", DEBIAN, "true")
            self.podman("network", "rm", "trial")
        except subprocess.CalledProcessError as error:
            raise NotHere("podman cannot run a container with a network here.") from error
        self.podman("tag", DEBIAN, PYTHON)
        context = self._folder / "stand-ins"
        shutil.copytree(STAND_INS, context)
        shutil.copytree(opensearch.JARS, context / "jars")
        shutil.copy(opensearch.HERE / "log4j2.properties", context)
        for image, part in IMAGES.items():
            self.podman("build", *BUILDING, "--format", "docker", "--target", part, "-t", image, str(context))
        # One after the other: two that build the same image at once do the work twice.
        self.compose(f"--podman-build-args={' '.join([*BUILDING, *TRUSTING])}", "build", "site")

    def clean(self) -> None:
        """Remove everything that was made."""
        # Not all at once: a container that another one requires can only be removed after it.
        for _ in range(ATTEMPTS):
            if self.podman("rm", "--all", "--force", "--time", "1", check=False).returncode == 0:
                break
        self.podman("network", "prune", "--force", check=False)
        for place in reversed(self._mounted()):
            subprocess.run(["umount", place], capture_output=True, check=False)
        if self._mounted():
            print(f"{self._folder} is left: something is still mounted in it.", file=sys.stderr)
            return
        shutil.rmtree(self._folder, ignore_errors=True)

    def _mounted(self) -> list[str]:
        """Return what is mounted in the folder: deleting it would delete what is there."""
        places = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
        return [place for place in places if Path(place).is_relative_to(self._folder)]


def _make_debian(base: Path, new: Path) -> None:
    packages = "--include=python3,python3-venv,ca-certificates"
    command = ["mmdebstrap", "--quiet", "--variant=minbase", packages, "bookworm", new]
    if subprocess.run([*command, "/etc/apt/sources.list.d/debian.sources"], check=False).returncode:
        raise NotHere("Debian's packages cannot be fetched.")
    shutil.move(new, base)


def _free_memory() -> int:
    """Return how many bytes of memory are free, or can be made free."""
    words = Path("/proc/meminfo").read_text().split()
    return int(words[words.index("MemAvailable:") + 1]) * 1024


@contextmanager
def own_podman() -> Iterator[Pod]:
    """Inside this context, podman has a folder of its own. Raise NotHere if something is missing."""
    if os.geteuid() != 0:
        raise NotHere("it takes root to make a file system.")
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        raise NotHere(f"{' and '.join(missing)} cannot be found.")
    if not NETWORK.exists():
        raise NotHere("netavark, the network of podman, is not installed.")
    if not CERTIFICATES.exists():
        raise NotHere("ca-certificates is not installed.")
    try:
        opensearch.fetch()
    except opensearch.NotThere as error:
        raise NotHere(str(error)) from error
    folder = Path(tempfile.mkdtemp(prefix="composition-"))
    if _free_memory() > ENOUGH_MEMORY:
        # Most of the time on a disk goes into writing files that are deleted in the end.
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700", "tmpfs", folder], check=False)
    pod = Pod(folder)
    try:
        yield pod
    finally:
        pod.clean()
