"""Lets this process only compute, and read and write what is open: the kernel refuses every other system call.

A limit on open files does not stop calls that take a path or a process: ``unlink``, ``truncate``, ``fork``, ``kill``.
The filter (seccomp, on Linux) is a list of what is allowed, so that it needs no change when a kernel has new calls. A
call that it refuses fails with EPERM, and the process goes on: a library may try what it can do without.
"""

import ctypes
import os
import platform
import struct
import sys
from errno import EPERM

PR_SET_NO_NEW_PRIVS = 38
SECCOMP_SET_MODE_FILTER = 1
# Libraries have started threads by now. Without this flag, these could still do everything.
SECCOMP_FILTER_FLAG_TSYNC = 1
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | EPERM
# One instruction of a filter: its code, how many to skip if it is true and if not, and its operand.
INSTRUCTION = struct.Struct("=HBBI")
LOAD, SKIP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
# Where the kernel puts the number of the call and the architecture that the number belongs to.
NUMBER, ARCHITECTURE = 0, 4
# For each machine, the number of its architecture and that of the call ``seccomp``.
MACHINES = {"x86_64": (0xC000003E, 317), "aarch64": (0xC00000B7, 277)}
# The numbers of each call, in the order of the machines; -1 is no call. No thread can start, because it starts like a
# process. ``fcntl`` and ``prlimit64`` are missing because they can send signals to other processes and limit them.
ALLOWED = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "close": (3, 57),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "newfstatat": (262, 79),  # the fstat of newer C libraries
    "poll": (7, -1),
    "ppoll": (271, 73),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "madvise": (28, 233),
    "brk": (12, 214),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getrandom": (318, 278),
    "getrusage": (98, 165),
    "exit": (60, 93),
    "exit_group": (231, 94),
}


def gain_no_privileges() -> str:
    """Let no program that this process starts have more rights than it; return why this failed, or an empty text."""
    if sys.platform != "linux":
        return f"{sys.platform} cannot do this"
    answer = ctypes.CDLL(None, use_errno=True).prctl(PR_SET_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    return os.strerror(ctypes.get_errno()) if answer else ""


def only_compute() -> str:
    """Refuse all other calls to this process, for ever; return why this failed, or an empty text."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in MACHINES or sys.maxsize < 2**32:
        return f"there is no filter for {sys.platform} on {machine}"
    if failed := gain_no_privileges():
        return failed
    architecture, seccomp = MACHINES[machine]
    column = list(MACHINES).index(machine)
    program = _program(architecture, [numbers[column] for numbers in ALLOWED.values() if numbers[column] >= 0])
    # struct sock_fprog: the number of instructions, and a pointer to them.
    instructions = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("@HP", len(program) // INSTRUCTION.size, ctypes.addressof(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    numbers = map(ctypes.c_long, (seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC))
    answer = libc.syscall(*numbers, ctypes.c_char_p(filter_))
    if answer > 0:
        return "a thread has another filter"
    return os.strerror(ctypes.get_errno()) if answer else ""


def _program(architecture: int, numbers: list[int]) -> bytes:
    """Return a filter that allows these calls of the architecture. Every call of another one is refused."""
    # A jump counts from the next instruction; what allows stands behind what refuses.
    refuse = len(numbers) + 3
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (SKIP_IF_EQUAL, 0, refuse - 2, architecture),
        (LOAD, 0, 0, NUMBER),
        *((SKIP_IF_EQUAL, refuse - index, 0, number) for index, number in enumerate(numbers, start=3)),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(INSTRUCTION.pack(*step) for step in steps)
