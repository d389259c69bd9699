#include "emulator/journal/sqlite_values.hpp"

#include <nlohmann/json.hpp>

#include "emulator/journal/text_encoding.hpp"

namespace droppoint::journal {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kLatin1 = "latin1";

// The bytes of which each was written as the character of its value.
std::optional<std::string> from_latin1(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      bytes.push_back(text[at]);
      continue;
    }
    if (lead > 0xC3 || ++at == text.size()) return std::nullopt;
    const auto low = static_cast<unsigned char>(text[at]) & 0x3FU;
    bytes.push_back(static_cast<char>((lead & 0x03U) << 6U | low));
  }
  return bytes;
}

// Each of a field's parts is made Latin-1 together, so that one mark says how to read both.
std::string to_latin1(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text +=
        static_cast<unsigned char>(byte) < 0x80 ? std::string(1, byte) : to_utf8(std::string_view(&byte, 1));
  }
  return text;
}

}  // namespace

std::string headers_to_text(const http::Headers& headers) {
  Json list = Json::array();
  for (const auto field : headers) {
    if (is_utf8(field.name) && is_utf8(field.value)) {
      list.push_back(Json::array({field.name, field.value}));
    } else {
      list.push_back(Json::array({to_latin1(field.name), to_latin1(field.value), kLatin1}));
    }
  }
  return list.dump();
}

std::optional<http::Headers> headers_from_text(std::string_view text) {
  const Json list = Json::parse(text, nullptr, false);
  if (!list.is_array()) return std::nullopt;
  http::Headers headers;
  for (const Json& field : list) {
    if (!field.is_array() || field.size() < 2 || !field[0].is_string() || !field[1].is_string()) {
      return std::nullopt;
    }
    std::string name = field[0].get<std::string>();
    std::string value = field[1].get<std::string>();
    if (field.size() > 2) {
      if (field[2] != kLatin1) return std::nullopt;
      auto name_bytes = from_latin1(name);
      auto value_bytes = from_latin1(value);
      if (!name_bytes || !value_bytes) return std::nullopt;
      name = *std::move(name_bytes);
      value = *std::move(value_bytes);
    }
    headers.add(name, value);
  }
  return headers;
}

std::string list_to_text(const std::vector<std::string>& list) {
  return Json(list).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::vector<std::string>> list_from_text(std::string_view text) {
  const Json list = Json::parse(text, nullptr, false);
  if (!list.is_array()) return std::nullopt;
  std::vector<std::string> result;
  for (const Json& item : list) {
    if (!item.is_string()) return std::nullopt;
    result.push_back(item.get<std::string>());
  }
  return result;
}

Binder& Binder::null() {
  statement_.bind(++index_);
  return *this;
}

Binder& Binder::integer(std::int64_t value) {
  statement_.bind(++index_, value);
  return *this;
}

Binder& Binder::bytes(const std::string& bytes) {
  // SQLite's own functions end a text at its first zero.
  const bool plain = is_utf8(bytes) && bytes.find('\0') == std::string::npos;
  if (plain) {
    statement_.bindNoCopy(++index_, bytes);
  } else {
    statement_.bindNoCopy(++index_, bytes.data(), static_cast<int>(bytes.size()));
  }
  return *this;
}

Binder& Binder::text(std::string_view text) {
  statement_.bind(++index_, std::string(text));
  return *this;
}

void Binder::run() {
  statement_.exec();
}

std::uint64_t Columns::number() {
  const std::int64_t value = integer();
  if (value < 0) damaged_ = true;
  return static_cast<std::uint64_t>(value);
}

sim::Time Columns::time() {
  const Result<sim::Time> time = sim::parse_iso8601(bytes());
  if (!time) damaged_ = true;
  return time.value_or(sim::Time{});
}

}  // namespace droppoint::journal
