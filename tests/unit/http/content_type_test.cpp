#include "emulator/http/content_type.hpp"

#include <catch2/catch.hpp>

using namespace droppoint::http;

TEST_CASE("a media type is read with its parameters") {
  const MediaType type = MediaType::parse("Application/JSON; Charset=\"UTF-8\" ; odata=verbose").value();
  CHECK(type.essence() == "application/json");
  CHECK(type.is("application/json"));
  CHECK(!type.is("application/jso"));
  CHECK(type.charset() == "utf-8");
  CHECK(type.parameter("ODATA") == "verbose");
  CHECK(!type.boundary());
  CHECK(MediaType::parse("text/plain").value().charset().empty());
}

TEST_CASE("spaces around the equals sign and quotes are taken as clients send them") {
  CHECK(MediaType::parse("multipart/mixed; boundary = \"nh-boundary-1\"").value().boundary() ==
        "nh-boundary-1");
  CHECK(MediaType::parse("multipart/mixed;boundary=a/b c").value().boundary() == "a/b c");
  CHECK(MediaType::parse("multipart/mixed; boundary=\"a;b\\\"c\\\\\"").value().boundary() == "a;b\"c\\");
  CHECK(MediaType::parse("application/xml;type=entry;charset=utf-8").value().parameter("type") == "entry");
  CHECK(MediaType::parse("text/html;; ;charset=x;").value().charset() == "x");
  CHECK(MediaType::parse("text/html; flag").value().parameter("flag") == "");
  CHECK(MediaType::parse("text/html; a=1; A=2").value().parameter("a") == "1");
}

TEST_CASE("a media type that is none is refused") {
  for (const char* text :
       {"", "json", "/json", "application/", "a b/c", "a/b c", "a/b/c", "a/b; c=\"d", "a/b; =d",
        "a/b; c=\"d\"e", "a/b\n; c=d", "a/b; c=\"d\\", ";charset=utf-8", "a/b; c=\x01"}) {
    INFO(text);
    const auto type = MediaType::parse(text);
    REQUIRE(!type);
    CHECK(type.error().code == "InvalidMediaType");
  }
}

TEST_CASE("a disposition is a value with parameters") {
  const auto inline_part = ParameterizedValue::parse("inline; name=notification").value();
  CHECK(inline_part.value == "inline");
  CHECK(inline_part.get("Name") == "notification");
  CHECK(!inline_part.get("filename"));
  CHECK(ParameterizedValue::parse("").value().value.empty());
  CHECK(ParameterizedValue::parse("x; name=\"").error().code == "InvalidParameters");
}
