#!/usr/bin/env python3
"""Compares the cause catalogue with the causes that tests reach.

Each cause of the catalogue must be reached by a scenario or by a test of reached-by-unit-tests.txt, or stand in
not-reached.txt, and in no two of these where that would say two different things.
"""
import pathlib
import re
import sys


def listed(file: pathlib.Path) -> dict:
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return dict(line.split(" | ", 1) for line in lines if line and not line.startswith("#"))


def main() -> int:
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    catalogue = set()
    for source in sorted((root / "fakes").glob("causes_*.cpp")):
        catalogue |= set(re.findall(r'(?m)^\s*\{?(?:\.id = |\{)"([a-z0-9-]+)"', source.read_text(encoding="utf-8")))
    scenarios = set()
    for scenario in (root / "scenarios").glob("**/*.yaml"):
        scenarios |= set(re.findall(r"(?<!_)\bcause: ([a-z0-9-]+)", scenario.read_text(encoding="utf-8")))
    unit_tests = set(listed(root / "tests/causes/reached-by-unit-tests.txt"))
    not_reached = set(listed(root / "tests/causes/not-reached.txt"))
    problems = [f"{cause}: no test reaches it: write one, or name in not-reached.txt what will"
                for cause in sorted(catalogue - scenarios - unit_tests - not_reached)]
    problems += [f"{cause}: it is reached, and still in not-reached.txt: take it off"
                 for cause in sorted(not_reached & (scenarios | unit_tests))]
    problems += [f"{cause}: it is not in the catalogue"
                 for cause in sorted((scenarios | unit_tests | not_reached) - catalogue)]
    for problem in problems:
        print(problem)
    reached = len(catalogue) - len(not_reached)
    print(f"{len(catalogue)} causes: {reached} reached, {len(not_reached)} not yet")
    return 1 if problems or not catalogue else 0


if __name__ == "__main__":
    sys.exit(main())
