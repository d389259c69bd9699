#include <catch2/catch.hpp>

#include "emulator/http/uri.hpp"

using namespace droppoint::http;
using Segments = std::vector<std::string>;

TEST_CASE("a target keeps its raw text beside the decoded parts") {
  const Target target =
      Target::parse("/chat/threads/19%3Aabc%40thread.v2/messages?api-version=2025-03-15").value();
  CHECK(target.raw() == "/chat/threads/19%3Aabc%40thread.v2/messages?api-version=2025-03-15");
  CHECK(target.raw_path() == "/chat/threads/19%3Aabc%40thread.v2/messages");
  CHECK(target.raw_query() == "api-version=2025-03-15");
  CHECK(target.segments() == Segments{"chat", "threads", "19:abc@thread.v2", "messages"});
  CHECK(!target.trailing_slash());
  CHECK(target.authority().empty());
}

TEST_CASE("repeated slashes collapse and a trailing slash is noted") {
  const Target target = Target::parse("//subscriptions///s1//").value();
  CHECK(target.segments() == Segments{"subscriptions", "s1"});
  CHECK(target.trailing_slash());
  CHECK(target.raw_path() == "//subscriptions///s1//");
  CHECK(Target::parse("/").value().segments().empty());
  CHECK(!Target::parse("/").value().trailing_slash());
  CHECK(!Target::parse("///").value().trailing_slash());
  CHECK(Target::parse("/a/?b/").value().trailing_slash());
  CHECK(!Target::parse("/a?b/").value().trailing_slash());
}

TEST_CASE("an encoded slash stays inside its segment and dot segments stay") {
  CHECK(Target::parse("/a%2Fb/%24batch").value().segments() == Segments{"a/b", "$batch"});
  CHECK(Target::parse("/a/../b/.").value().segments() == Segments{"a", "..", "b", "."});
}

TEST_CASE("a query keeps its order, repetitions, and keys without a value") {
  const Target target =
      Target::parse("/hub/messages/?direct&api-version=2015-04&tag=a&tag=b&empty=&=x&&").value();
  REQUIRE(target.query_items().size() == 6);
  CHECK(target.query_items()[0].name == "direct");
  CHECK(!target.query_items()[0].has_value);
  CHECK(target.query_items()[3].value == "b");
  CHECK(target.query_items()[4].has_value);
  CHECK(target.query_items()[5].name.empty());
  CHECK(target.query_items()[5].value == "x");
  CHECK(target.has_query("direct"));
  CHECK(target.query("direct") == "");
  CHECK(target.query("tag") == "a");
  CHECK(!target.query("test"));
}

TEST_CASE("a query is looked up ignoring case, or exactly") {
  const Target target = Target::parse("/x?API-Version=1&api-version=2").value();
  CHECK(target.query("api-version") == "1");
  CHECK(target.query_exact("api-version") == "2");
  CHECK(!target.query_exact("Api-Version"));
  CHECK(target.has_query("aPI-vERSION"));
}

TEST_CASE("query text is decoded as a form's is, and its raw text is kept") {
  const Target target = Target::parse("/x?%24filter=a+eq+'b%2Bc'&sig=100%&k=a=b").value();
  CHECK(target.query("$filter") == "a eq 'b+c'");
  CHECK(target.query_items()[0].raw_name == "%24filter");
  CHECK(target.query_items()[0].raw_value == "a+eq+'b%2Bc'");
  CHECK(target.query("sig") == "100%");
  CHECK(target.query("k") == "a=b");
}

TEST_CASE("the absolute form gives its authority and path") {
  const Target target = Target::parse("HTTP://Management.azure.com:443/subscriptions?api-version=1").value();
  CHECK(target.authority() == "Management.azure.com:443");
  CHECK(target.raw_path() == "/subscriptions");
  CHECK(target.raw_query() == "api-version=1");
  CHECK(target.segments() == Segments{"subscriptions"});
  CHECK(Target::parse("https://h").value().raw_path() == "/");
  CHECK(Target::parse("https://h?a=b").value().query("a") == "b");
  CHECK(Target::parse("https://[::1]:1/a").value().authority() == "[::1]:1");
}

TEST_CASE("views stay right when a target is copied and moved") {
  Target first = Target::parse("/a?b").value();
  const Target copy = first;
  const Target moved = std::move(first);
  CHECK(copy.raw_path() == "/a");
  CHECK(moved.raw_query() == "b");
}

TEST_CASE("a target that is none is refused") {
  for (const char* text :
       {"", "*", "host:443", "a/b", "ftp://host/", "http://", "http:///x", "http://u@h/x", "/a b", "/a\tb",
        "/a\r\nb", "/a#b", "/a%", "/a%2", "/%zz/b", "http:/x", "://", "?a=b"}) {
    INFO(text);
    const auto target = Target::parse(text);
    REQUIRE(!target);
    CHECK(target.error().code == "InvalidTarget");
  }
}
