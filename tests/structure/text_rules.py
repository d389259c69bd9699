"""Rules on the text of single files: length, banned calls, marks, formatting."""

import os
import re
import shutil
import subprocess
from typing import Iterable, List, Optional, Tuple

from source_text import Problem, Source, Tree

LINES_WARN = 400
LINES_MAX = 600


def file_length(tree: Tree) -> Iterable[Problem]:
    for source in tree.sources.values():
        if not source.path.endswith((".cpp", ".hpp", ".ts", ".mjs")):
            continue
        if source.line_count > LINES_MAX:
            yield Problem(source.path, LINES_MAX + 1,
                          f"{source.line_count} lines, {LINES_MAX} at most: split it by subject")
        elif source.line_count > LINES_WARN:
            yield Problem(source.path, LINES_WARN + 1,
                          f"{source.line_count} lines, more than {LINES_WARN}: split it before it grows", warning=True)


Ban = Tuple[re.Pattern, str]

CLOCKS: List[Ban] = [(re.compile(pattern), what) for pattern, what in (
    (r"\b(?:system_clock|steady_clock|high_resolution_clock|utc_clock)\s*::\s*now\b", "reads the machine's clock"),
    (r"\b(?:std\s*::\s*)?(?<![.\w>])time\s*\(\s*(?:nullptr|NULL|0|&\s*\w+)\s*\)", "reads the machine's clock"),
    (r"\b(?:gettimeofday|clock_gettime|timespec_get)\s*\(", "reads the machine's clock"),
)]
RANDOMNESS: List[Ban] = [(re.compile(pattern), what) for pattern, what in (
    (r"\bstd\s*::\s*random_device\b", "reads the machine's randomness"),
    (r"\b(?:RAND_bytes|RAND_priv_bytes|getrandom|getentropy|arc4random\w*)\s*\(", "reads the machine's randomness"),
    (r"(?<![\w.>])s?rand\s*\(", "draws from a hidden generator"),
    (r"\bstd\s*::\s*(?:mt19937(?:_64)?|minstd_rand0?|default_random_engine)\b", "draws from another generator"),
    (r"\bstd\s*::\s*(?:ranges\s*::\s*)?(?:shuffle|sample)\b", "draws in an order that the library decides"),
    (r"\bstd\s*::\s*\w+_distribution\b", "draws in a way that differs between libraries"),
)]
SLEEPS: List[Ban] = [
    (re.compile(r"\bthis_thread\s*::\s*sleep_(?:for|until)\b|(?<![\w.>])(?:u|nano)?sleep\s*\("), "sleeps in real time"),
]
PRINTS: List[Ban] = [
    (re.compile(r"\bstd\s*::\s*(?:cout|cerr|clog)\b|(?<![\w.>])(?:std\s*::\s*)?(?:v?f?printf|f?puts|putchar)\s*\("
                r"|\bfmt\s*::\s*print(?:ln)?\s*\("), "writes to the terminal"),
]
PRODUCT = ("emulator/", "fakes/", "scenarios/", "app/", "include/")
REAL_WORLD = ("emulator/sim/", "emulator/net/")
# These test the real world itself: sockets with deadlines, and how long things take.
REAL_WORLD_TESTS = ("tests/unit/net/", "tests/unit/sim/", "tests/unit/owner/", "tests/wire/", "tests/bench/",
                    "tests/fuzz/", "tests/consumer/")


def bans_for(path: str) -> List[Tuple[List[Ban], str]]:
    product = path.startswith(PRODUCT)
    bans: List[Tuple[List[Ban], str]] = []
    real = path.startswith(REAL_WORLD + REAL_WORLD_TESTS)
    if not real:
        bans.append((CLOCKS, "ask the scheduler (sim::Scheduler::now), or a WallClock handed in where real time is meant"))
        bans.append((RANDOMNESS, "draw from a sim::Random stream handed in"))
    if not path.startswith("emulator/net/"):
        bans.append((SLEEPS, "move the cloud's clock, or wait for the event itself"))
    if product and not path.startswith("app/") and path != "emulator/sim/assert.cpp":
        bans.append((PRINTS, "return a value, or log; only app/ prints"))
    return bans


def banned_calls(tree: Tree) -> Iterable[Problem]:
    for source in tree.cpp:
        for bans, instead in bans_for(source.path):
            for pattern, what in bans:
                for found in pattern.finditer(source.code):
                    name = re.sub(r"\s+", "", found.group()).rstrip("(")
                    yield Problem(source.path, source.line_of(found.start()), f"{name} {what}: {instead}")


MARK = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(\([^)\s][^)]*\):\s*\S)?")


def marks(tree: Tree) -> Iterable[Problem]:
    """`TODO(why it waits): what` is allowed, a bare mark is not."""
    for source in tree.sources.values():
        for found in MARK.finditer(source.comments):
            if found.group(2) is None:
                yield Problem(source.path, source.line_of(found.start()),
                              f"{found.group(1)} without a reason: do it, or write {found.group(1)}(why it waits): what")


FORMATTER_VERSION = 14
FILES_PER_CALL = 50


def formatter() -> Optional[str]:
    for name in (f"clang-format-{FORMATTER_VERSION}", "clang-format"):
        path = shutil.which(name)
        if path is None:
            continue
        version = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        if re.search(rf"\bversion {FORMATTER_VERSION}\.", version):
            return path
    return None


def formatting(tree: Tree) -> Iterable[Problem]:
    path = formatter()
    if path is None:
        print(f"formatting: not checked (no clang-format {FORMATTER_VERSION}; scripts/setup installs it)")
        return
    files = [source.path for source in tree.cpp]
    for start in range(0, len(files), FILES_PER_CALL):
        run = subprocess.run([path, "--dry-run", "--Werror", "--style=file"] + files[start : start + FILES_PER_CALL],
                             cwd=tree.root, capture_output=True, text=True, check=False)
        told = set()
        for file, line in re.findall(r"^(.+?):(\d+):\d+: error: code should be clang-formatted", run.stderr, re.M):
            if file not in told:
                told.add(file)
                yield Problem(os.path.normpath(file), int(line), f"not formatted: run clang-format-14 -i {file}")
        if run.returncode != 0 and not told:
            yield Problem(".clang-format", 1, f"clang-format failed: {run.stderr.strip()[:300]}")
