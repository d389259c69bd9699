"""The arrows of docs/architecture.md, and the rules that rest on who includes whom."""

import os
import re
from typing import Dict, Iterable, List, Optional, Set

from source_text import Include, Problem, Source, Tree

EMULATOR = ("sim", "http", "wire", "journal", "net", "owner")
SIMULATED = {"base", "sim", "http", "wire"}
# Below the fakes: what several of them use. `fakes/shared` stands for the files of fakes/ itself that do so.
SHARED_FAKES = {"fakes/shared", "fakes/auth", "fakes/resources", "fakes/config", "fakes/store_and_forward"}
SHARED_FILES = ("causes", "routing")
# Above the fakes, as one layer: the cloud that puts them together, its handles, and its control calls.
CLOUD_FOLDERS = ("control",)

# For each layer, what it may include besides itself.
ALLOWED: Dict[str, Set[str]] = {
    "base": set(),
    "sim": {"base"},
    "http": {"base", "sim"},
    "wire": {"base", "sim", "http"},
    "journal": SIMULATED,
    "net": {"base", "sim", "http"},
    "owner": SIMULATED | {"journal", "net"},
}
HOW = {
    "net": "the listener turns bytes into http values and knows nothing of the simulation",
    "fake": "a fake reaches another over the wire: send it an exchange; share code in a folder below the fakes, such as fakes/resources",
    "cloud": "only the cloud sees the journal, the owner and all fakes: pass a value or an interface in",
    "up": "arrows point down only: move the shared part below both, or take an interface",
}


def layer_of(path: str) -> Optional[str]:
    """`sim`, …, `fakes/apns`, `fakes/shared`, `fakes/cloud`, `scenarios`, `app`, `public`, or None (tests)."""
    parts = path.split("/")
    if parts[0] == "emulator":
        return parts[1] if len(parts) > 2 else "base"
    if parts[0] == "fakes":
        if len(parts) > 2:
            return "fakes/cloud" if parts[1] in CLOUD_FOLDERS else "fakes/" + parts[1]
        return "fakes/shared" if parts[1].startswith(SHARED_FILES) else "fakes/cloud"
    if parts[0] in ("scenarios", "app"):
        return parts[0]
    return "public" if parts[0] == "include" else None


def may_include(layer: str, other: Optional[str]) -> bool:
    if other is None:
        return False
    if layer == other or layer == "app":
        return True
    if other in ("app", "public"):
        return False
    if layer in ("scenarios", "public", "fakes/cloud"):
        return other != "scenarios" or layer == "scenarios"
    if layer.startswith("fakes/"):
        return other in SIMULATED or other in SHARED_FAKES
    return other in ALLOWED.get(layer, set())


def advice(layer: str, other: Optional[str]) -> str:
    if other is None:
        return "code must not lean on tests: move what is shared into a layer"
    if layer == "net":
        return HOW["net"]
    if layer.startswith("fakes/"):
        if other in ("journal", "owner", "net", "fakes/cloud"):
            return HOW["cloud"]
        if other.startswith("fakes/"):
            return HOW["fake"]
    return HOW["up"]


def arrows(tree: Tree) -> Iterable[Problem]:
    for source in tree.cpp:
        layer = layer_of(source.path)
        if layer is None:
            continue
        if source.path.startswith("emulator/") and layer not in EMULATOR + ("base",):
            yield Problem(source.path, 1, f"emulator/{layer} is no known layer: name it in tests/structure/layers.py")
            continue
        for include in source.includes:
            path = tree.resolve(source, include)
            if path is None:
                continue
            if include.quoted and path != include.name and not path.startswith("include/"):
                yield Problem(source.path, include.line,
                              f'include "{include.name}" is relative: write it from the project root, "{path}"')
            other = layer_of(path)
            if not may_include(layer, other):
                yield Problem(source.path, include.line,
                              f"{layer} must not include {other or 'tests'} ({path}): {advice(layer, other)}")


def strongly_connected(graph: Dict[str, Set[str]]) -> List[List[str]]:
    """Groups of nodes that reach each other (Tarjan, without recursion)."""
    order: Dict[str, int] = {}
    low: Dict[str, int] = {}
    stack: List[str] = []
    on_stack: Set[str] = set()
    groups: List[List[str]] = []
    for start in sorted(graph):
        if start in order:
            continue
        work = [(start, iter(sorted(graph[start])))]
        order[start] = low[start] = len(order)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in graph:
                    continue
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(sorted(graph[target]))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    at = stack.index(node)
                    group, stack[at:] = stack[at:], []
                    on_stack.difference_update(group)
                    if len(group) > 1:
                        groups.append(sorted(group))
    return groups


def edges(tree: Tree):
    for source in tree.cpp:
        for include in source.includes:
            path = tree.resolve(source, include)
            if path is not None:
                yield source, include, path


def cycles(tree: Tree) -> Iterable[Problem]:
    """No folder and no header may lead back to itself. A folder that contains the other is not counted: its
    files put together what stands below them (fakes/cloud.cpp), or are shared by it (fakes/causes.hpp)."""
    folders: Dict[str, Set[str]] = {}
    headers: Dict[str, Set[str]] = {}
    first: Dict[tuple, tuple] = {}
    for source, include, path in edges(tree):
        if source.is_header:
            headers.setdefault(source.path, set()).add(path)
        one, other = source.folder, os.path.dirname(path)
        if one == other or one.startswith(other + "/") or other.startswith(one + "/"):
            continue
        folders.setdefault(one, set()).add(other)
        first.setdefault((one, other), (source.path, include.line))
    for group in strongly_connected(folders):
        path, line = next(first[pair] for pair in sorted(first) if pair[0] in group and pair[1] in group)
        yield Problem(path, line, f"these folders include each other: {', '.join(group)}: "
                                  "move what both need into a folder below them")
    for group in strongly_connected(headers):
        yield Problem(group[0], 1, f"these headers include each other: {', '.join(group)}: "
                                   "forward-declare one's types in the other")


def dead_files(tree: Tree) -> Iterable[Problem]:
    """A header that nothing but its own source includes is dead. What embedders include is not."""
    used: Set[str] = set()
    for source, _, path in edges(tree):
        if source.path != path[: -len(".hpp")] + ".cpp":
            used.add(path)
    for source in tree.cpp:
        if source.is_header and source.path not in used and not source.path.startswith("include/"):
            yield Problem(source.path, 1, "no other file includes this header: use it, or delete it and its source")


HEAVY = re.compile(
    r"nlohmann/json\.hpp|httplib\.h|boost/(asio|beast)\b.*|nghttp2/nghttp2\.h|sqlite3\.h|SQLiteCpp/.*"
    r"|yaml-cpp/.*|CLI/.*|catch2/.*|spdlog/.*|pugixml\.hpp|openssl/.*")
ASIO = re.compile(r"boost/(asio|beast)\b.*")
ASIO_SOURCES_MAX = 3
# Who may speak to the system: nothing that simulates opens a socket or a file of SQLite.
ONLY_IN = (
    (re.compile(r"boost/(asio|beast)\b.*|nghttp2/.*|httplib\.h|sys/socket\.h|netinet/.*|arpa/inet\.h"), "net"),
    (re.compile(r"sqlite3\.h|SQLiteCpp/.*"), "journal"),
)
# Small enough, or made, to be seen in headers.
LIGHT = re.compile(r"openssl/types\.h|spdlog/fwd\.h")


def reaching(tree: Tree, pattern: re.Pattern) -> Dict[str, Include]:
    """Each file that includes what matches, itself or through our headers, with the include that leads there."""
    found: Dict[str, Include] = {}
    for source in tree.cpp:
        for include in source.includes:
            if pattern.fullmatch(include.name) and not LIGHT.fullmatch(include.name):
                found.setdefault(source.path, include)
    grown = True
    while grown:
        grown = False
        for source, include, path in edges(tree):
            if path in found and path.endswith(".hpp") and source.path not in found:
                found[source.path] = include
                grown = True
    return found


def heavy_headers(tree: Tree) -> Iterable[Problem]:
    """Heavy library headers cost seconds in each source that sees them. They belong into sources; a header that
    needs one (a guard for a library's handles) is private: only its folder and what is below may see it."""
    reached = reaching(tree, HEAVY)
    for source, include, path in edges(tree):
        private = path in reached and path.endswith(".hpp")
        within = (source.folder + "/").startswith(os.path.dirname(path) + "/")
        if private and not within and not source.path.startswith("tests/"):
            yield Problem(source.path, include.line,
                          f"{path} brings in {leaf(tree, reached, path)} and is private to its folder: "
                          "include a header without it, or use a forward declaration (json_fwd.hpp)")
    for source in tree.cpp:
        layer = layer_of(source.path)
        if layer is None:
            continue
        for include in source.includes:
            for pattern, only in ONLY_IN:
                if pattern.fullmatch(include.name) and layer != only:
                    yield Problem(source.path, include.line,
                                  f"<{include.name}> belongs to emulator/{only} alone: go through its interface")
        if source.path.startswith("include/") and source.path in reached:
            yield Problem(source.path, reached[source.path].line,
                          f"a public header brings in {leaf(tree, reached, source.path)}: keep it in sources")
    asio = reaching(tree, ASIO)
    sources = sorted(path for path in asio if path.endswith(".cpp") and layer_of(path) is not None)
    for path in sources[ASIO_SOURCES_MAX:]:
        yield Problem(path, asio[path].line,
                      f"Asio is compiled in {len(sources)} sources ({', '.join(sources)}), "
                      f"{ASIO_SOURCES_MAX} at most: use what one of the others offers")


def leaf(tree: Tree, reached: Dict[str, Include], path: str) -> str:
    """The library header at the end of the way from `path`."""
    seen: Set[str] = set()
    while path not in seen:
        seen.add(path)
        include = reached[path]
        further = tree.resolve(tree.sources[path], include)
        if further is None:
            return f"<{include.name}>"
        path = further
    return path


def own_header_first(tree: Tree) -> Iterable[Problem]:
    for source in tree.cpp:
        if source.is_header:
            if not re.search(r"^[ \t]*#[ \t]*pragma[ \t]+once\b", source.text, re.MULTILINE):
                yield Problem(source.path, 1, "no #pragma once: write it on the first line")
            continue
        own = source.path[: -len(".cpp")] + ".hpp"
        if own not in tree.sources:
            continue
        if not source.includes or tree.resolve(source, source.includes[0]) != own:
            line = source.includes[0].line if source.includes else 1
            yield Problem(source.path, line, f'the first include is not the file\'s own header: begin with "{own}"')
