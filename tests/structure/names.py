"""Names of anonymous namespaces: unity builds (docs/decisions/0002-build-and-test.md) compile a library's sources together."""

import re
from dataclasses import dataclass
from typing import Dict, Iterable, Iterator, List, Optional, Tuple

from source_text import Problem, Source, Tree

NAMESPACE = re.compile(r"(?:inline\s+)?namespace(?:\s+([\w:]+))?\s*$")
TYPE = re.compile(r"(?:struct|class|enum\s+class|enum\s+struct|enum|union)\s+(\w+)")
ALIAS = re.compile(r"(?:using|namespace)\s+(\w+)\s*=\s*(.+)", re.DOTALL)
ATTRIBUTE = re.compile(r"\[\[.*?\]\]", re.DOTALL)
NAME = re.compile(r"(operator\s*[^\s\w(]+|~?\w+)\s*$")
BRACKETS = {"(": ")", "{": "}", "[": "]"}


@dataclass(frozen=True)
class Declared:
    name: str
    # What a second one of this name must not equal (the parameters of a function) or must equal (an alias).
    kind: str
    detail: str
    line: int


def library_of(path: str) -> str:
    """Of which library or test program the source is a part: these are what CMake divides into unity sources."""
    parts = path.split("/")
    if parts[0] == "emulator":
        return "/".join(parts[:2])
    if parts[0] == "fakes":
        return "/".join(parts[:2]) if parts[1] in ("auth", "resources") else "fakes"
    return "/".join(parts[:3]) if parts[0] == "tests" else parts[0]


def closing(code: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`."""
    depth = 0
    for at in range(start, len(code)):
        if code[at] in "([{":
            depth += 1
        elif code[at] in ")]}":
            depth -= 1
            if depth == 0:
                return at + 1
    return len(code)


def statements(code: str) -> Iterator[Tuple[str, str, int]]:
    """(namespace, statement, offset) of what stands directly in an anonymous namespace. A statement goes up to its
    semicolon or to the brace that follows it."""
    within: List[str] = []
    start = at = 0
    while at < len(code):
        character = code[at]
        if character in "([":
            at = closing(code, at)
            continue
        if character in ";}":
            if character == ";" and "" in within:
                yield "::".join(within), code[start:at], start
            elif character == "}" and within:
                within.pop()
            start = at + 1
        elif character == "{":
            statement = code[start:at]
            opened = NAMESPACE.search(statement.strip())
            if opened:
                within.append(opened.group(1) or "")
            else:
                if "" in within:
                    yield "::".join(within), statement + "{", start
                at = closing(code, at)
                # Behind a type or an initializer there is a semicolon left, behind a function's body there is none.
                start = at
                continue
            start = at + 1
        at += 1


def without_templates(text: str) -> str:
    while True:
        shorter = re.sub(r"<[^<>]*>", "", text)
        if shorter == text:
            return text
        text = shorter


def parameter_types(parameters: str) -> str:
    """`const Call& call, int count = 1` → `const Call&,int`: what tells overloads apart."""
    types, depth, start = [], 0, 0
    for at, character in enumerate(parameters + ","):
        depth += (character in "(<[{") - (character in ")>]}")
        if character == "," and depth == 0:
            one = re.sub(r"\s+", " ", parameters[start:at].split("=")[0]).strip()
            named = re.match(r"(.*[\s&*>])(\w+)$", one)
            types.append(re.sub(r"\s", "", named.group(1) if named else one))
            start = at + 1
    return ",".join(types)


def declared(statement: str, line: int) -> Optional[Declared]:
    text = ATTRIBUTE.sub("", statement).strip()
    while text.startswith("template"):
        depth, at = 0, text.find("<")
        for at in range(at, len(text)):
            depth += (text[at] == "<") - (text[at] == ">")
            if depth == 0:
                break
        text = text[at + 1 :].strip()
    alias = ALIAS.match(text)
    if alias:
        return Declared(alias.group(1), "alias", re.sub(r"\s", "", alias.group(2)), line)
    if text.startswith(("using", "static_assert", "extern")) or not re.search(r"\w", text):
        return None
    kind = TYPE.match(text)
    if kind and "(" not in text.split("{")[0]:
        # A declaration alone adds nothing.
        return Declared(kind.group(1), "type", "", line) if text.endswith("{") else None
    head = re.split(r"(?<![=!<>])=(?!=)|\{", text)[0] if "operator" not in text else text
    parenthesis = head.find("(")
    if parenthesis >= 0:
        before = without_templates(head[:parenthesis])
        name = NAME.search(before)
        # No type before the name: TEST_CASE(…) and its like. A qualified name: a member, defined outside its class.
        if not name or not before[: name.start()].strip() or before[: name.start()].rstrip().endswith("::"):
            return None
        parameters = head[parenthesis + 1 : closing(head, parenthesis) - 1]
        return Declared(re.sub(r"\s", "", name.group(1)), "function", parameter_types(parameters), line)
    variable = re.search(r"(\w+)\s*(?:\[[^\]]*\]\s*)*$", without_templates(head).strip())
    return Declared(variable.group(1), "variable", "", line) if variable else None


def collide(one: Declared, other: Declared) -> bool:
    if one.kind == other.kind == "function":
        return one.detail == other.detail
    if one.kind == other.kind == "alias":
        return one.detail != other.detail
    return True


def anonymous_names(source: Source) -> Iterator[Tuple[str, Declared]]:
    for namespace, statement, offset in statements(source.code):
        blanks = len(statement) - len(statement.lstrip())
        found = declared(statement, source.line_of(offset + blanks))
        if found:
            yield namespace, found


def unique_names(tree: Tree) -> Iterable[Problem]:
    seen: Dict[Tuple[str, str, str], List[Tuple[str, Declared]]] = {}
    for source in tree.cpp:
        if source.is_header:
            continue
        for namespace, one in anonymous_names(source):
            others = seen.setdefault((library_of(source.path), namespace, one.name), [])
            for path, other in others:
                if path != source.path and collide(one, other):
                    yield Problem(source.path, one.line,
                                  f"{one.name} is also in {path}:{other.line}, and unity builds compile both as one "
                                  "source: share it, or name it after what it is for")
                    break
            others.append((source.path, one))
