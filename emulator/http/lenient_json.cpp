#include "emulator/http/lenient_json.hpp"

#include <cstdint>
#include <optional>

namespace droppoint::http {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

bool starts_name(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         character == '_' || character == '$';
}

bool continues_name(char character) {
  return starts_name(character) || is_digit(character) || character == '-';
}

// How many bytes the UTF-8 sequence at the front has, or 0 when it is none (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF).
std::size_t sequence_bytes(std::string_view text) {
  const auto byte = [text](std::size_t index) -> unsigned {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const auto continues = [byte](std::size_t index) { return (byte(index) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return !overlong && !surrogate && continues(1) && continues(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool too_high = lead == 0xF4 && byte(1) > 0x8F;
    return !overlong && !too_high && continues(1) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

// The four hexadecimal digits at the front of `text`, or nothing.
std::optional<unsigned> code_unit(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  unsigned unit = 0;
  for (const char digit : text.substr(0, 4)) {
    unsigned value = 0;
    if (is_digit(digit)) {
      value = static_cast<unsigned>(digit - '0');
    } else if ((digit | 0x20) >= 'a' && (digit | 0x20) <= 'f') {
      value = static_cast<unsigned>((digit | 0x20) - 'a' + 10);
    } else {
      return std::nullopt;
    }
    unit = unit * 16 + value;
  }
  return unit;
}

// Reads the text from front to end and writes the strict form of what it has read. Each function returns
// false once something is wrong, with the place of it in at_ and the reason in problem_.
class Rewriter {
 public:
  explicit Rewriter(std::string_view text) : text_(text) { strict_.reserve(text.size() + 16); }

  Result<std::string> run() {
    skip_blank();
    if (at_ == text_.size()) return fail("InvalidJson", "the JSON text is empty" + place());
    if (!value(0)) return fail("InvalidJson", problem_ + place());
    skip_blank();
    if (at_ < text_.size())
      return fail("InvalidJson", "something follows the end of the JSON value" + place());
    return std::move(strict_);
  }

 private:
  char front() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::string_view rest() const { return text_.substr(at_); }

  void copy(std::size_t count) {
    strict_.append(text_.substr(at_, count));
    at_ += count;
  }

  void skip_blank() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      copy(1);
  }

  bool wrong(std::string_view problem) {
    problem_ = at_ < text_.size() ? std::string(problem) : "the JSON text ends too early";
    return false;
  }

  std::string place() const {
    std::size_t line = 1;
    std::size_t column = 1;
    for (const char character : text_.substr(0, at_)) {
      if (character == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(character) & 0xC0U) != 0x80U) {
        ++column;
      }
    }
    return " (line " + std::to_string(line) + ", column " + std::to_string(column) + ")";
  }

  bool value(int depth) {
    switch (front()) {
      case '{':
        return members(depth, '}');
      case '[':
        return members(depth, ']');
      case '"':
      case '\'':
        return string();
      default:
        break;
    }
    if (front() == '-' || is_digit(front())) return number();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (rest().substr(0, word.size()) == word && !continues_name(character_after(word.size()))) {
        copy(word.size());
        return true;
      }
    }
    return wrong("a value is expected here");
  }

  char character_after(std::size_t count) const {
    return at_ + count < text_.size() ? text_[at_ + count] : '\0';
  }

  // An object or an array, by what ends it.
  bool members(int depth, char end) {
    if (depth >= kLenientJsonDepthMax) return wrong("the nesting is deeper than 64 levels");
    copy(1);
    skip_blank();
    while (front() != end) {
      if (end == '}' && !key()) return false;
      if (!value(depth + 1)) return false;
      skip_blank();
      if (front() == end) break;
      if (front() != ',')
        return wrong(end == '}' ? "a comma or } is expected here" : "a comma or ] is expected here");
      const std::size_t comma = strict_.size();
      copy(1);
      skip_blank();
      if (front() == end) strict_.erase(comma, 1);
    }
    copy(1);
    return true;
  }

  // A member's name, its colon, and the blanks up to its value.
  bool key() {
    if (front() == '"' || front() == '\'') {
      if (!string()) return false;
    } else if (starts_name(front())) {
      std::size_t count = 1;
      while (continues_name(character_after(count))) ++count;
      strict_.push_back('"');
      copy(count);
      strict_.push_back('"');
    } else {
      return wrong("a member's name is expected here");
    }
    skip_blank();
    if (front() != ':') return wrong("a colon is expected here");
    copy(1);
    skip_blank();
    return true;
  }

  bool digits() {
    if (!is_digit(front())) return wrong("a digit is expected here");
    while (is_digit(front())) copy(1);
    return true;
  }

  bool number() {
    if (front() == '-') copy(1);
    if (front() == '0') {
      copy(1);
      if (is_digit(front())) return wrong("a number cannot begin with 0 and another digit");
    } else if (!digits()) {
      return false;
    }
    if (front() == '.') {
      copy(1);
      if (!digits()) return false;
    }
    if (front() == 'e' || front() == 'E') {
      copy(1);
      if (front() == '+' || front() == '-') copy(1);
      if (!digits()) return false;
    }
    return true;
  }

  bool string() {
    const char quote = front();
    strict_.push_back('"');
    ++at_;
    while (front() != quote || at_ == text_.size()) {
      if (at_ == text_.size()) return wrong("");
      if (front() == '\\') {
        if (!escape()) return false;
      } else if (static_cast<unsigned char>(front()) < 0x20) {
        return wrong("a string cannot hold a raw control character");
      } else if (front() == '"') {
        strict_.append("\\\"");
        ++at_;
      } else {
        const std::size_t count = sequence_bytes(rest());
        if (count == 0) return wrong("the text is not valid UTF-8");
        copy(count);
      }
    }
    strict_.push_back('"');
    ++at_;
    return true;
  }

  bool escape() {
    const char kind = character_after(1);
    if (kind == '\'') {
      strict_.push_back('\'');
      at_ += 2;
      return true;
    }
    if (kind == 'u') return unicode_escape();
    if (kind == '\0' || std::string_view("\"\\/bfnrt").find(kind) == std::string_view::npos) {
      return wrong("this escape is not known");
    }
    copy(2);
    return true;
  }

  // A code unit, or the two of a surrogate pair: half a pair stands for no character.
  bool unicode_escape() {
    const auto unit = code_unit(rest().substr(2));
    if (!unit) return wrong("\\u needs four hexadecimal digits");
    if (*unit < 0xD800 || *unit > 0xDFFF) {
      copy(6);
      return true;
    }
    const std::string_view second = rest().size() > 6 ? rest().substr(6) : std::string_view();
    const auto low = second.substr(0, 2) == "\\u" ? code_unit(second.substr(2)) : std::nullopt;
    if (*unit > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF) return wrong("half of a surrogate pair");
    copy(12);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string strict_;
  std::string problem_;
};

}  // namespace

Result<std::string> to_strict_json(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  return Rewriter(text).run();
}

}  // namespace droppoint::http
