#include "emulator/journal/text_encoding.hpp"

#include <cstdint>

namespace droppoint::journal {
namespace {

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t index = 0; index < 3; ++index) {
      const std::uint32_t byte =
          at + index < bytes.size() ? static_cast<unsigned char>(bytes[at + index]) : 0U;
      group = group << 8U | byte;
    }
    for (std::size_t index = 0; index < 4; ++index) {
      const bool padding = index > bytes.size() - at;
      text.push_back(padding ? '=' : kAlphabet[group >> (18U - 6U * index) & 0x3FU]);
    }
  }
  return text;
}

// How many bytes the character that begins with `lead` has, or 0 if none begins so.
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = length_of(lead);
    if (length == 0 || at + length > bytes.size()) return false;
    std::uint32_t character = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t index = 1; index < length; ++index) {
      const auto next = static_cast<unsigned char>(bytes[at + index]);
      if ((next & 0xC0U) != 0x80U) return false;
      character = character << 6U | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && character < 0x800) || (length == 4 && character < 0x10000);
    if (overlong || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000)) return false;
    at += length;
  }
  return true;
}

EncodedBody encode_body(std::string_view bytes) {
  if (is_utf8(bytes)) return {std::string(bytes), "utf-8"};
  return {base64(bytes), "base64"};
}

std::string to_utf8(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80) {
      text.push_back(byte);
    } else {
      text.push_back(static_cast<char>(0xC0U | value >> 6U));
      text.push_back(static_cast<char>(0x80U | (value & 0x3FU)));
    }
  }
  return text;
}

}  // namespace droppoint::journal
