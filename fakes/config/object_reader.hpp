#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/sim/time.hpp"

namespace droppoint::config {

// Something wrong in a document that a person wrote. `pointer` is the JSON Pointer of the value; a reader of
// YAML turns it into line and column, of the key where `at_key` says so.
struct Mistake {
  std::string pointer;
  bool at_key = false;
  std::string message;
  std::string hint = {};
};

// The known name that was probably meant, or nothing if none is near.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known);
// "did you mean 'topic'?", or the list of what is possible.
std::string suggestion(std::string_view name, std::span<const std::string> known);

// The pointer of a member: escapes `~` and `/`.
std::string member_pointer(std::string_view pointer, std::string_view key);

// Reads one object member by member and collects what is wrong instead of stopping at it. Each question names
// a key that the object may have; finish() complains about all others.
class ObjectReader {
 public:
  using Json = nlohmann::ordered_json;

  // `what` names the object in messages: "a device". A value that is no object is a mistake and reads as
  // empty.
  ObjectReader(const Json& value, std::string pointer, std::string_view what, std::vector<Mistake>& mistakes);

  bool has(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  // A text like "10m".
  std::optional<sim::Duration> duration(std::string_view key);
  // One of the names; a value of any other is a mistake.
  std::optional<std::string> choice(std::string_view key, std::initializer_list<std::string_view> names);
  // A text or a list of texts.
  std::vector<std::string> texts(std::string_view key);
  // Null if absent or (with a mistake) of another type.
  const Json* object(std::string_view key);
  const Json* array(std::string_view key);
  // Null if absent.
  const Json* any(std::string_view key);

  // As text(), but absence is a mistake.
  std::string required_text(std::string_view key);

  void wrong(std::string_view key, std::string message, std::string hint = {});
  // About the object as a whole.
  void wrong_object(std::string message, std::string hint = {});
  std::string pointer_of(std::string_view key) const { return member_pointer(pointer_, key); }
  const std::string& pointer() const { return pointer_; }
  std::vector<Mistake>& mistakes() { return mistakes_; }

  // Complains about keys that no question named.
  void finish();

 private:
  const Json* member(std::string_view key);
  void wrong_type(std::string_view key, std::string_view wanted, const Json& found);

  const Json* value_;
  std::string pointer_;
  std::string what_;
  std::vector<Mistake>& mistakes_;
  std::vector<std::string> known_;
};

// A short form of a value for messages: `"text"`, `12`, `a list`.
std::string describe(const nlohmann::ordered_json& value);

}  // namespace droppoint::config
