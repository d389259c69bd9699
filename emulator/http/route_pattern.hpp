#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace droppoint::http {

// How the literal segments of a pattern are compared. ARM and Notification Hubs ignore case.
enum class LiteralCase : std::uint8_t { exact, ignored };

// What the parameters of a pattern stood for in a path, decoded.
class PathParameters {
 public:
  void add(std::string name, std::string value) { values_.emplace_back(std::move(name), std::move(value)); }

  // These assert that the pattern has a parameter of that name.
  const std::string& text(std::string_view name) const;
  // Of a `{name:uuid}`, in lower case.
  std::string uuid(std::string_view name) const;
  // Of a `{name:integer}`.
  std::int64_t integer(std::string_view name) const;

  bool contains(std::string_view name) const { return find(name) != nullptr; }
  std::size_t size() const { return values_.size(); }

 private:
  const std::string* find(std::string_view name) const;
  std::vector<std::pair<std::string, std::string>> values_;
};

// One pattern of a route, such as "/subscriptions/{subscription:uuid}/resourceGroups/{group}":
//   messages            a literal, also with a colon in it ("callConnections:answer", ":add")
//   {name}              any one segment
//   {name:uuid}         a UUID of any case
//   {name:integer}      digits that fit into 63 bits
//   {id}:terminate      a parameter with literal text before or behind it, never empty
//   {name...}           the rest, also none: segments joined by "/"; once in a pattern, at its end or amidst
// Segments are compared decoded ("%24batch" is "$batch"), and a trailing slash makes no difference.
class RoutePattern {
 public:
  // A pattern that is none is our own mistake and asserts.
  RoutePattern(std::string_view text, LiteralCase literal_case);

  bool matches(const std::vector<std::string>& segments) const;
  // Of segments that match.
  PathParameters parameters(const std::vector<std::string>& segments) const;

  // Whether it is tried before the other: at the first segment where they differ in kind, a literal goes
  // before a parameter with literal text, that before a typed one, that before a plain one, and the rest
  // comes last.
  bool goes_before(const RoutePattern& other) const;

  const std::string& text() const { return text_; }

 private:
  enum class Kind : std::uint8_t { end, literal, affixed, typed, plain, rest };
  enum class Type : std::uint8_t { text, uuid, integer };
  struct Segment {
    Kind kind = Kind::literal;
    Type type = Type::text;
    std::string name;    // of the parameter
    std::string before;  // the literal, or what stands before the parameter
    std::string behind;
  };

  static Segment read_segment(std::string_view text);
  bool same(std::string_view literal, std::string_view text) const;
  bool segment_matches(const Segment& segment, std::string_view text) const;
  // How many segments of a path of `count` the rest takes.
  std::size_t rest_size(std::size_t count) const;

  std::string text_;
  LiteralCase literal_case_;
  std::vector<Segment> segments_;
  bool has_rest_ = false;
};

}  // namespace droppoint::http
