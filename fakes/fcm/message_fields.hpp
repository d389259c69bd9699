#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace droppoint::fakes::fcm {

// What a field holds. `map` is one of texts; `structure` any JSON object; `duration` and `timestamp` are
// texts in the forms of proto3 JSON.
enum class FieldType : std::uint8_t {
  text,
  texts,
  boolean,
  whole_number,
  number,
  map,
  structure,
  object,
  duration,
  durations,
  timestamp,
  enumeration,
};

struct Field {
  std::string_view name;
  FieldType type = FieldType::text;
  // Of an object or an enumeration: the name of its type in Google's messages, without the package
  // google.firebase.fcm.v1 where it is of that.
  std::string_view type_name = {};
  std::span<const Field> fields = {};
  // Of an enumeration, in the order of their numbers.
  std::span<const std::string_view> values = {};
  // Fields with the same one exclude each other.
  std::string_view oneof = {};
};

// Those of a send request.
std::span<const Field> send_request_fields();

}  // namespace droppoint::fakes::fcm
