#!/usr/bin/env python3
"""Plants one violation after another in a small tree and sees that check.py finds it there and nowhere else."""

import contextlib
import io
import os
import re
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import check as checker  # noqa: E402
from text_rules import formatter  # noqa: E402

HEADER = "#pragma once\n"


def run_check(*arguments):
    """What check.py prints, and its exit code."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        code = checker.main(list(arguments))
    return output.getvalue(), code


def check(files, *rules):
    """The findings on a tree of these files, and the exit code."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in {"emulator/result.hpp": HEADER, **files}.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        output, code = run_check("--root", root, *rules)
    return [line for line in output.splitlines() if re.match(r".+:\d+: ", line)], code


class Structure(unittest.TestCase):
    def finds(self, rule, files, *places):
        found, code = check(files, rule)
        self.assertEqual([":".join(line.split(":")[:2]) for line in found], list(places), found)
        self.assertEqual(code, 1 if places else 0)
        return found

    def clean(self, rule, files):
        self.finds(rule, files)


class Arrows(Structure):
    def include(self, path, name, *more):
        files = {path: HEADER + f'#include "{name}"\n', name: HEADER}
        files.update({other: HEADER for other in more})
        return files

    def test_refused(self):
        for path, name in (
            ("emulator/sim/a.hpp", "emulator/http/b.hpp"),
            ("emulator/http/a.hpp", "emulator/wire/b.hpp"),
            ("emulator/wire/a.hpp", "emulator/journal/b.hpp"),
            ("emulator/journal/a.hpp", "emulator/net/b.hpp"),
            ("emulator/journal/a.hpp", "emulator/owner/b.hpp"),
            ("emulator/net/a.hpp", "emulator/wire/b.hpp"),
            ("emulator/net/a.hpp", "emulator/journal/b.hpp"),
            ("emulator/net/a.hpp", "emulator/owner/b.hpp"),
            ("emulator/owner/a.hpp", "fakes/cloud.hpp"),
            ("emulator/result.hpp", "emulator/sim/b.hpp"),
            ("fakes/apns/a.hpp", "fakes/fcm/b.hpp"),
            ("fakes/apns/a.hpp", "fakes/cloud.hpp"),
            ("fakes/apns/a.hpp", "fakes/handles.hpp"),
            ("fakes/apns/a.hpp", "fakes/control/b.hpp"),
            ("fakes/config/a.hpp", "fakes/cloud.hpp"),
            ("fakes/apns/a.hpp", "emulator/journal/b.hpp"),
            ("fakes/apns/a.hpp", "emulator/net/b.hpp"),
            ("fakes/auth/a.hpp", "emulator/owner/b.hpp"),
            ("fakes/causes.hpp", "fakes/apns/b.hpp"),
            ("fakes/cloud.cpp", "scenarios/engine/b.hpp"),
            ("scenarios/engine/a.hpp", "app/b.hpp"),
            ("include/droppoint/a.hpp", "scenarios/engine/b.hpp"),
            ("fakes/cloud.hpp", "tests/unit/b.hpp"),
        ):
            with self.subTest(path=path, name=name):
                self.finds("arrows", self.include(path, name), f"{path}:2")

    def test_allowed(self):
        for path, name in (
            ("emulator/owner/a.hpp", "emulator/net/b.hpp"),
            ("emulator/owner/a.hpp", "emulator/journal/b.hpp"),
            ("emulator/journal/a.hpp", "emulator/wire/b.hpp"),
            ("emulator/net/a.hpp", "emulator/http/b.hpp"),
            ("emulator/sim/a.hpp", "emulator/result.hpp"),
            ("fakes/apns/a.hpp", "fakes/auth/b.hpp"),
            ("fakes/apns/a.hpp", "fakes/causes.hpp"),
            ("fakes/apns/a.hpp", "emulator/wire/b.hpp"),
            ("fakes/cloud_serve.cpp", "emulator/owner/b.hpp"),
            ("fakes/cloud.cpp", "fakes/apns/b.hpp"),
            ("fakes/control/a.cpp", "fakes/cloud.hpp"),
            ("fakes/handles.hpp", "fakes/config/b.hpp"),
            ("scenarios/engine/a.hpp", "fakes/cloud.hpp"),
            ("app/a.cpp", "emulator/journal/b.hpp"),
            ("include/droppoint/a.hpp", "fakes/cloud.hpp"),
            ("tests/unit/x/a.cpp", "fakes/apns/b.hpp"),
        ):
            with self.subTest(path=path, name=name):
                self.clean("arrows", self.include(path, name))

    def test_not_in_comments_and_not_relative(self):
        self.clean("arrows", {"emulator/sim/a.hpp": '// #include "emulator/http/b.hpp"\n/*\n#include "fakes/c.hpp"\n*/\n',
                              "emulator/http/b.hpp": HEADER, "fakes/c.hpp": HEADER})
        self.finds("arrows", {"emulator/sim/a.hpp": '#include "b.hpp"\n', "emulator/sim/b.hpp": HEADER},
                   "emulator/sim/a.hpp:1")

    def test_unknown_layer(self):
        self.finds("arrows", {"emulator/extra/a.hpp": HEADER}, "emulator/extra/a.hpp:1")


class Cycles(Structure):
    def test_folders(self):
        found = self.finds("cycles", {
            "app/one/a.cpp": '\n#include "app/two/b.hpp"\n', "app/two/b.hpp": HEADER,
            "app/two/c.cpp": '#include "app/one/d.hpp"\n', "app/one/d.hpp": HEADER}, "app/one/a.cpp:2")
        self.assertIn("app/one, app/two", found[0])

    def test_headers(self):
        self.finds("cycles", {"app/a.hpp": '#include "app/b.hpp"\n', "app/b.hpp": '#include "app/a.hpp"\n'}, "app/a.hpp:1")

    def test_a_folder_may_gather_and_share(self):
        self.clean("cycles", {
            "fakes/cloud.cpp": '#include "fakes/apns/a.hpp"\n', "fakes/causes.hpp": HEADER,
            "fakes/apns/a.hpp": HEADER + '#include "fakes/causes.hpp"\n'})


class Length(Structure):
    def test_limits(self):
        self.clean("length", {"app/a.cpp": "\n" * 400})
        found, code = check({"app/a.cpp": "\n" * 401}, "length")
        self.assertEqual((len(found), code), (1, 0))
        self.assertIn("warning", found[0])
        found, code = check({"app/a.cpp": "\n" * 600}, "length")
        self.assertEqual(code, 0)
        self.finds("length", {"tests/clients/a.mjs": "\n" * 601}, "tests/clients/a.mjs:601")
        self.clean("length", {"tests/clients/node_modules/a.mjs": "\n" * 601})


class Calls(Structure):
    def test_refused(self):
        for call in ("std::chrono::system_clock::now()", "std::chrono::steady_clock :: now()", "std::time(nullptr)",
                     "time(NULL)", "std::random_device{}()", "rand()", "std::rand()", "gettimeofday(&t, 0)",
                     "clock_gettime(CLOCK_REALTIME, &t)", "std::shuffle(a, b, c)", "std::mt19937 g;",
                     "std::uniform_int_distribution<int> d;", "std::cout << 1", "std::printf(x)", "printf(x)",
                     "std::fprintf(stderr, x)", "std::puts(x)", "fmt::print(x)",
                     "std::this_thread::sleep_for(x)", "RAND_bytes(b, 1)"):
            with self.subTest(call=call):
                self.finds("calls", {"fakes/apns/a.cpp": f"\nvoid f() {{ {call}; }}\n"}, "fakes/apns/a.cpp:2")

    def test_allowed(self):
        for call in ("operand(1)", "scheduler.time(0)", "std::snprintf(b, 1, f)", "runtime(nullptr)", "x->rand()",
                     "strand(1)", "scheduler.sleep_for(d)", 'text("std::cout << time(nullptr)")', "1 // rand()",
                     'R"(std::cout)"', "random.next()", "system_clock::time_point()"):
            with self.subTest(call=call):
                self.clean("calls", {"fakes/apns/a.cpp": f"void f() {{ {call};\n }}\n"})

    def test_places(self):
        now, out = "auto t = std::chrono::steady_clock::now();\n", "void f() { std::cout << 1; }\n"
        self.clean("calls", {"emulator/net/a.cpp": now, "emulator/sim/wall_clock.cpp": now, "app/a.cpp": out,
                             "tests/bench/a.cpp": now, "emulator/sim/assert.cpp": "void f() { std::fprintf(stderr, x); }\n"})
        self.finds("calls", {"app/a.cpp": now}, "app/a.cpp:1")
        self.finds("calls", {"emulator/owner/a.cpp": now}, "emulator/owner/a.cpp:1")
        self.finds("calls", {"tests/unit/apns/a.cpp": now}, "tests/unit/apns/a.cpp:1")
        self.finds("calls", {"emulator/net/a.cpp": out}, "emulator/net/a.cpp:1")
        self.finds("calls", {"tests/wire/x/a.cpp": "void f() { usleep(3); }\n"}, "tests/wire/x/a.cpp:1")


class Awaits(Structure):
    def test_refused(self):
        for text in (
            "co_await f(Type{x, y});",
            "co_await f({.a = x});",
            "const auto a = co_await f(std::vector<int>{1});",
            "const auto a = ready ? co_await f() : g();",
            "if (ready && co_await f()) {\n}",
            "if (co_await f() || ready) g();",
            "if (co_await f() and ready) g();",
            "const auto a = co_await f() + co_await g();",
            "co_await f(co_await g());",
            "co_return ready ? 1 : co_await f();",
            "return_value = Type{co_await f()};",
            "co_await f([&] { return 1; });",
            "const int a = co_await f(x)\n ? 1 : 2;",
            "while (ready && co_await f()) g();",
            "co_return {co_await f()};",
        ):
            with self.subTest(text=text):
                found, code = check({"fakes/a.cpp": f"Task<int> f() {{\n  {text}\n}}\n"}, "awaits")
                self.assertEqual((len(found), code), (1, 1), found)

    def test_allowed(self):
        for text in (
            "co_await f();",
            "auto answering = wire_.exchange(std::move(exchange));\nconst Answer answer = co_await std::move(answering);",
            "auto&& answer = co_await f(std::forward<T&&>(x));",
            "if (co_await f()) {\n g();\n} else {\n co_await g();\n}",
            "for (int i = 0; i < 2 && ready; ++i) {\n co_await f();\n}",
            "const Type type{1, 2};\nco_await f(type);\nconst bool both = a && b;",
            "while (true) {\n if (a && b) break;\n co_await f();\n}",
            'co_await f("{ ? && ||"); // { ? && ||',
            "switch (x) {\n case 1:\n co_await f();\n break;\n default:\n co_await g();\n}",
            "scheduler.spawn([](Thing& thing) -> Task<void> {\n co_await thing.f();\n co_await thing.g();\n}(thing), name);",
            "auto go = [&]() -> Task<int> {\n const int a = co_await f();\n co_return a;\n};\nco_await go();",
            "try {\n co_await f();\n} catch (const E& e) {\n g(a && b);\n}",
            "co_await f();\nreturn_value = ready ? 1 : 2;",
            "do {\n co_await f();\n} while (a && b);",
            "#if A && B\nco_await f();\n#endif",
        ):
            with self.subTest(text=text):
                self.clean("awaits", {"fakes/a.cpp": f"Task<int> f() {{\n{text}\n}}\n"})

    def test_place(self):
        found = self.finds("awaits", {"fakes/a.cpp": "Task<int> f() {\n  co_await g(a,\n    Type{1});\n}\n"}, "fakes/a.cpp:3")
        self.assertIn("a brace", found[0])


class Heavy(Structure):
    def test_a_header_of_another_folder(self):
        found = self.finds("heavy", {
            "fakes/apns/a.hpp": '#include "fakes/auth/b.hpp"\n', "fakes/auth/b.hpp": '#include "fakes/auth/c.hpp"\n',
            "fakes/auth/c.hpp": "#include <nlohmann/json.hpp>\n"}, "fakes/apns/a.hpp:1")
        self.assertIn("<nlohmann/json.hpp>", found[0])

    def test_private_headers_and_light_ones(self):
        self.clean("heavy", {"fakes/auth/a.cpp": '#include "fakes/auth/c.hpp"\n', "fakes/auth/c.hpp": "#include <openssl/evp.h>\n",
                             "fakes/apns/a.hpp": '#include "fakes/auth/d.hpp"\n',
                             "fakes/auth/d.hpp": "#include <nlohmann/json_fwd.hpp>\n",
                             "tests/unit/auth/a.cpp": '#include "fakes/auth/c.hpp"\n'})

    def test_public_headers(self):
        self.finds("heavy", {"include/droppoint/a.hpp": "\n#include <catch2/catch.hpp>\n"}, "include/droppoint/a.hpp:2")

    def test_sockets_and_sqlite_have_one_place(self):
        self.finds("heavy", {"fakes/fcm/a.cpp": "#include <httplib.h>\n"}, "fakes/fcm/a.cpp:1")
        self.finds("heavy", {"emulator/wire/a.cpp": "#include <SQLiteCpp/Database.h>\n"}, "emulator/wire/a.cpp:1")
        self.clean("heavy", {"emulator/net/a.cpp": "#include <httplib.h>\n", "emulator/journal/a.cpp": "#include <sqlite3.h>\n"})

    def test_asio_in_three_sources(self):
        three = {f"emulator/net/{name}.cpp": "#include <boost/asio.hpp>\n" for name in "abc"}
        self.clean("heavy", three)
        self.finds("heavy", {**three, "emulator/net/d.cpp": '#include "emulator/net/e.hpp"\n',
                             "emulator/net/e.hpp": "#include <boost/beast/http.hpp>\n"}, "emulator/net/d.cpp:1")


class Guards(Structure):
    def test_all(self):
        self.finds("guards", {"app/a.hpp": "int a();\n"}, "app/a.hpp:1")
        self.finds("guards", {"app/a.hpp": HEADER, "app/a.cpp": '#include <map>\n#include "app/a.hpp"\n'}, "app/a.cpp:1")
        self.clean("guards", {"app/a.hpp": HEADER, "app/a.cpp": '#include "app/a.hpp"\n#include <map>\n',
                              "app/main.cpp": "#include <map>\n"})


class Dead(Structure):
    def test_all(self):
        base = {"app/main.cpp": '#include "emulator/result.hpp"\n'}
        self.finds("dead", {**base, "app/a.hpp": HEADER, "app/a.cpp": '#include "app/a.hpp"\n'}, "app/a.hpp:1")
        self.clean("dead", {**base, "app/a.hpp": HEADER, "app/b.cpp": '#include "app/a.hpp"\n',
                            "include/droppoint/droppoint.hpp": HEADER})


class Marks(Structure):
    def test_all(self):
        for mark in ("TODO", "FIXME", "XXX", "HACK"):
            self.finds("marks", {"app/a.cpp": f"int a;\n// {mark}: later\n"}, "app/a.cpp:2")
        bare = "TODO later\n"
        self.finds("marks", {"scripts/setup": "# " + bare}, "scripts/setup:1")
        self.clean("marks", {"app/a.cpp": '// TODO(waits for CMake 3.30): use the new form\nauto a = "TODO";\n'})


class Names(Structure):
    def two(self, one, other, first="fakes/apns/a.cpp", second="fakes/apns/b.cpp"):
        return {path: f"namespace droppoint {{\nnamespace {{\n{text}\n}}\n}}\n" for path, text in
                ((first, one), (second, other))}

    def test_refused(self):
        for one, other in (
            ("constexpr int kMax = 1;", "constexpr int kMax{1};"),
            ("struct Options {\n int a;\n};", "struct Options {\n};"),
            ("enum class Kind : int { a };", "class Kind {\n};"),
            ("int split(std::string_view text) {\n return 1;\n}", "Parts split(std::string_view token);"),
            ("int sum(int a, int b = 2) {\n return 1;\n}", "int sum(int left, int right) {\n return 1;\n}"),
            ("using Json = nlohmann::json;", "using Json = nlohmann::ordered_json;"),
            ("constexpr std::array<Row, 2> kRows{{\n {f(1), 2},\n}};", "const std::map<int, Row> kRows = rows();"),
            ("template <class T>\nT made(T value) {\n return value;\n}", "[[nodiscard]] T made(T other) {\n}"),
            ("int f() {\n if (x) {\n }\n return 1;\n}\nint g = 0;", "int g() {\n return 1;\n}"),
        ):
            with self.subTest(one=one):
                self.finds("names", self.two(one, other), "fakes/apns/b.cpp:3")

    def test_allowed(self):
        for one, other in (
            ("int f(int a) {\n return 1;\n}", "int f(const Call& a) {\n return 1;\n}"),
            ("using Json = nlohmann::json;", "using Json = nlohmann::json;"),
            ("using nlohmann::json;", "using nlohmann::json;"),
            ("struct Call;", "struct Call {\n};"),
            ('TEST_CASE("a") {\n int count = 0;\n}', 'TEST_CASE("b") {\n int count = 0;\n}'),
            ("int f() {\n int count = 0;\n}", "int g() {\n int count = 0;\n}"),
            ("}\nint f() {\n return 1;\n}\nnamespace {", "int f() {\n return 1;\n}"),
        ):
            with self.subTest(one=one):
                self.clean("names", self.two(one, other))

    def test_places(self):
        same = "constexpr int kMax = 1;"
        self.finds("names", self.two(same, same, second="fakes/cloud.cpp"), "fakes/apns/a.cpp:3")
        self.clean("names", self.two(same, same, second="fakes/auth/b.cpp"))
        self.finds("names", self.two(same, same, "tests/unit/a/a.cpp", "tests/unit/a/b.cpp"), "tests/unit/a/b.cpp:3")
        self.clean("names", self.two(same, same, "tests/unit/a/a.cpp", "tests/unit/b/b.cpp"))
        files = self.two(same, same)
        files["fakes/apns/a.cpp"] = files["fakes/apns/a.cpp"].replace("droppoint", "droppoint::apns")
        self.clean("names", files)


@unittest.skipIf(formatter() is None, "no clang-format 14")
class Format(Structure):
    def test_all(self):
        style = {".clang-format": "BasedOnStyle: Google\n"}
        self.finds("format", {**style, "app/a.cpp": "int a;\nint  b;\n"}, "app/a.cpp:2")
        self.clean("format", {**style, "app/a.cpp": "int a;\nint b;\n"})


class Command(unittest.TestCase):
    def test_bad_input(self):
        output, code = run_check("no-such-rule")
        self.assertEqual(code, 2)
        self.assertIn("no rule no-such-rule", output)
        with tempfile.TemporaryDirectory() as empty:
            output, code = run_check("--root", empty)
        self.assertEqual(code, 2)
        self.assertIn("no C++ files", output)


if __name__ == "__main__":
    unittest.main()
