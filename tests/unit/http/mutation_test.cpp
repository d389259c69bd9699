// Parsers read what anyone may send: whatever is changed in good input, they answer or refuse, and their cost
// grows with the size of the input alone. Run under the sanitizers, this is a small fuzzer with a pinned
// seed.

#include <catch2/catch.hpp>

#include <array>

#include "emulator/http/content_type.hpp"
#include "emulator/http/form.hpp"
#include "emulator/http/multipart.hpp"
#include "emulator/http/router.hpp"
#include "emulator/http/text.hpp"
#include "emulator/http/uri.hpp"
#include "emulator/sim/random.hpp"

using namespace droppoint::http;
using droppoint::sim::Random;

namespace {

constexpr int kMutations = 2000;
constexpr std::string_view kAwkward = "%+&=/?#;:\"\\[]{}@-\r\n\t \0\x7F\xFF";

// One change: a byte replaced, put in or taken out, a piece doubled, or the end cut off.
void change(std::string& text, Random& random) {
  const std::size_t at = random.below(text.size() + 1);
  const std::size_t size = random.below(text.size() - at + 1);
  const char awkward = kAwkward[random.below(kAwkward.size())];
  switch (random.below(6)) {
    case 0:
      text.insert(at, 1, awkward);
      break;
    case 1:
      text.insert(at, 1, static_cast<char>(random.below(256)));
      break;
    case 2:
      text.erase(at, size);
      break;
    case 3:
      text.insert(at, text.substr(at, size));
      break;
    case 4:
      text.resize(at);
      break;
    default:
      if (at < text.size()) text[at] = awkward;
  }
}

// Calls `check` with each mutation and says how many of them it took for good: if that is none, or all, the
// mutations do not reach both sides of the parser.
template <class Check>
int mutate(std::string_view purpose, const std::vector<std::string>& seeds, Check check) {
  Random random = Random(2024).stream(purpose);
  int good = 0;
  for (int round = 0; round < kMutations; ++round) {
    std::string text = seeds[random.below(seeds.size())];
    for (std::uint64_t changes = random.below(5); changes > 0; --changes) change(text, random);
    if (check(text)) ++good;
  }
  return good;
}

void require_both(int good) {
  CHECK(good > 0);
  CHECK(good < kMutations);
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t count = 0; count < times; ++count) text += piece;
  return text;
}

}  // namespace

TEST_CASE("mutated percent-encodings never grow and round-trip") {
  require_both(mutate("percent", {"8%3Aacs%3A1", "%E2%82%AC+a%20b"}, [](const std::string& text) {
    const auto decoded = percent_decode(text);
    if (!decoded) return false;
    CHECK(decoded->size() <= text.size());
    CHECK(percent_decode(percent_encode(*decoded)).value() == *decoded);
    return true;
  }));
}

TEST_CASE("mutated targets are read or refused, and found or not") {
  Router<int> router(LiteralCase::ignored);
  router.add("POST", "/{hub}/messages/$batch", 1);
  router.add("GET", "/{resource...}/providers/microsoft.insights/metrics", 2);
  router.add("GET", "/{a}/{b:integer}/x{c}y", 3);
  const std::vector<std::string> seeds{"/hub/messages/%24batch?direct&api-version=2015-08",
                                       "http://[::1]:80/a/1/xcy?x=%41",
                                       "//s/1/providers/Microsoft.Insights/metrics?$filter=a+eq+'b'"};
  require_both(mutate("target", seeds, [&router](const std::string& text) {
    const auto target = Target::parse(text);
    if (!target) return false;
    CHECK(target->raw() == text);
    CHECK(target->segments().size() + target->query_items().size() <= text.size());
    for (const std::string& segment : target->segments()) CHECK(!segment.empty());
    router.find("GET", *target);
    return true;
  }));
}

TEST_CASE("mutated URLs and authorities are read back as they were written") {
  require_both(mutate("url", {"https://Host.example:8443/p/q?r=s#t", "sb://[::1]/", "http://a?b"},
                      [](const std::string& text) {
                        const auto url = Url::parse(text);
                        if (!url) return false;
                        CHECK(Url::parse(url->to_text()).value().to_text() == url->to_text());
                        return true;
                      }));
  require_both(
      mutate("authority", {"Host.example:8443", "[fe80::1%25e]:1", "h"}, [](const std::string& text) {
        const auto authority = split_authority(text);
        if (!authority) return false;
        CHECK(split_authority(authority->to_text()).value() == *authority);
        return true;
      }));
}

TEST_CASE("mutated forms are read back as they were written") {
  require_both(
      mutate("form", {"grant_type=a&scope=b+c%2F.d&x", "a=%41&a=%42&&=1"}, [](const std::string& text) {
        const auto form = Form::parse(text);
        if (!form) return false;
        CHECK(Form::parse(form->encode()).value().items() == form->items());
        return true;
      }));
}

TEST_CASE("mutated content types are read or refused") {
  require_both(mutate("content type",
                      {"multipart/mixed; boundary = \"a\\\"b\"; charset=utf-8", "text/html;a;b=c"},
                      [](const std::string& text) {
                        const auto type = MediaType::parse(text);
                        if (!type) return false;
                        CHECK(is_token(type->type));
                        CHECK(is_token(type->subtype));
                        CHECK(type->parameters.size() <= text.size());
                        return true;
                      }));
}

TEST_CASE("mutated multipart bodies are read or refused, and rebuilt") {
  const std::vector<std::string> seeds{
      "pre\r\n--b\r\nContent-Disposition: inline; name=notification\r\nX: a\r\n "
      "b\r\n\r\n{}\r\n--b\r\n\r\n[]\r\n--b--",
      "--b\nA:1\n\nx\n--b--\n"};
  require_both(mutate("multipart", seeds, [](const std::string& text) {
    const auto parts = parse_multipart("multipart/mixed; boundary=b", text);
    if (!parts) return false;
    MultipartBuilder builder("another-boundary");
    for (const Part& part : *parts) {
      part.name();
      builder.add(part.headers, part.body);
    }
    const auto again = parse_multipart(builder.content_type(), builder.body());
    REQUIRE(again);
    REQUIRE(again->size() == parts->size());
    for (std::size_t at = 0; at < parts->size(); ++at) {
      CHECK((*again)[at].body == (*parts)[at].body);
      CHECK((*again)[at].headers == (*parts)[at].headers);
    }
    return true;
  }));
  require_both(mutate(
      "multipart type", {"multipart/mixed; boundary = \"b\"", "Multipart/x;boundary=b"},
      [](const std::string& text) { return parse_multipart(text, "--b\r\n\r\nx\r\n--b--").has_value(); }));
}

TEST_CASE("mutated text is escaped without a bare mark") {
  mutate("escape", {"<a b='c'>&amp;\"</a>"}, [](const std::string& text) {
    CHECK(escape_xml(text).find_first_of("<>\"'") == std::string::npos);
    return true;
  });
}

// With cost that grew with the square, each of these would take minutes, and the test runner's limit end it.
TEST_CASE("long and repetitive input costs no more than its length") {
  constexpr std::size_t kTimes = 300'000;
  CHECK(Target::parse("/" + repeated("a/", kTimes)).value().segments().size() == kTimes);
  CHECK(Target::parse("/?" + repeated("a&", kTimes)).value().query_items().size() == kTimes);
  CHECK(Form::parse(repeated("a=b&", kTimes)).value().items().size() == kTimes);
  CHECK(MediaType::parse("a/b" + repeated("; c=d", kTimes)).value().parameters.size() == kTimes);
  CHECK(!MediaType::parse("a/b; c=\"" + repeated("\\\"", kTimes)));
  CHECK(!Url::parse("http://" + repeated("[", kTimes)));
  const std::string_view type = "multipart/mixed; boundary=b";
  CHECK(parse_multipart(
      type, repeated("--bx\r\n", kTimes) + "--b\r\n\r\n" + repeated("\n--b-", kTimes) + "\n--b--"));
  CHECK(parse_multipart(type, repeated("--b\n\n", kTimes)).error().code == "MultipartTooLarge");
  CHECK(parse_multipart(type, "--b\nA: b\n" + repeated(" c\n", kTimes)).error().code == "MultipartTooLarge");
}
