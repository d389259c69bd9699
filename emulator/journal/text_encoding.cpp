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

}  // namespace

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
