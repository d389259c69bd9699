#include "emulator/http/form.hpp"

#include <catch2/catch.hpp>

using namespace droppoint::http;

TEST_CASE("a form is read in order with repetitions, plus as space") {
  const Form form = Form::parse("grant_type=client_credentials&scope=a+b%2Bc&x&scope=d=e&&=v").value();
  const std::vector<FormItem> expected{
      {"grant_type", "client_credentials"}, {"scope", "a b+c"}, {"x", ""}, {"scope", "d=e"}, {"", "v"}};
  CHECK(form.items() == expected);
  CHECK(form.get("scope") == "a b+c");
  CHECK(form.get("x") == "");
  CHECK(!form.get("Scope"));
  CHECK(Form::parse("").value().items().empty());
}

TEST_CASE("a form with a broken encoding is refused, in names as in values") {
  for (const char* text : {"a=%", "a=%4", "%zz=1", "a=1&b=%g0", "%"}) {
    INFO(text);
    const auto form = Form::parse(text);
    REQUIRE(!form);
    CHECK(form.error().code == "InvalidForm");
  }
}

TEST_CASE("a form is written as URLSearchParams writes it and read back") {
  Form form;
  form.add("assertion", "a.b_c-d*e");
  form.add("scope", "https://x/.default offline~");
  form.add("", "\xC3\xA9&=+%");
  CHECK(form.encode() ==
        "assertion=a.b_c-d*e&scope=https%3A%2F%2Fx%2F.default+offline%7E&=%C3%A9%26%3D%2B%25");
  CHECK(Form::parse(form.encode()).value().items() == form.items());
  CHECK(Form().encode().empty());
}
