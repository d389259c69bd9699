#!/usr/bin/env python3
"""Checks the rules on the shape of the code that a compiler does not: see docs/architecture.md.

usage: check.py [--root FOLDER] [RULE…]     without a rule: all of them
Prints one `file:line: what: what to do` for each finding; exit 1 if any of them is more than a warning.
"""

import argparse
import os
import sys
from typing import Sequence

sys.dont_write_bytecode = True

import coroutine_rules  # noqa: E402
import layers  # noqa: E402
import names  # noqa: E402
import text_rules  # noqa: E402
from source_text import Tree  # noqa: E402

RULES = {
    "arrows": layers.arrows,
    "cycles": layers.cycles,
    "length": text_rules.file_length,
    "calls": text_rules.banned_calls,
    "awaits": coroutine_rules.awaits,
    "heavy": layers.heavy_headers,
    "guards": layers.own_header_first,
    "format": text_rules.formatting,
    "dead": layers.dead_files,
    "marks": text_rules.marks,
    "names": names.unique_names,
}


def main(arguments: Sequence[str]) -> int:
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description="Checks the shape of the code.")
    parser.add_argument("--root", default=os.path.dirname(os.path.dirname(here)), help="the project's folder")
    parser.add_argument("rules", nargs="*", metavar="RULE", help=", ".join(RULES))
    options = parser.parse_args(arguments)
    unknown = [rule for rule in options.rules if rule not in RULES]
    if unknown:
        print(f"check.py: no rule {unknown[0]}: there are {', '.join(RULES)}", file=sys.stderr)
        return 2

    tree = Tree(options.root)
    if not tree.cpp:
        print(f"check.py: no C++ files below {options.root}: give the project's folder with --root", file=sys.stderr)
        return 2
    failures = 0
    for rule in options.rules or RULES:
        for problem in RULES[rule](tree):
            print(f"{problem} [{rule}]")
            failures += not problem.warning
    if failures == 0:
        print(f"structure: {len(tree.sources)} files hold to {', '.join(options.rules or RULES)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
