#include "emulator/http/headers.hpp"

#include <algorithm>

namespace droppoint::http {
namespace {

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

}  // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

std::string to_lower(std::string_view text) {
  std::string result(text);
  for (char& character : result) character = lower(character);
  return result;
}

Headers::Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  for (const auto& [name, value] : fields) add(name, value);
}

void Headers::add(std::string_view name, std::string_view value) {
  const auto start = static_cast<std::uint32_t>(text_.size());
  text_.append(name).append(value);
  offsets_.push_back({start, static_cast<std::uint32_t>(start + name.size()),
                      static_cast<std::uint32_t>(start + name.size() + value.size())});
}

void Headers::set(std::string_view name, std::string_view value) {
  Headers changed;
  bool written = false;
  for (const Field field : *this) {
    if (!equal_ignoring_case(field.name, name)) {
      changed.add(field.name, field.value);
    } else if (!written) {
      changed.add(name, value);
      written = true;
    }
  }
  if (!written) changed.add(name, value);
  *this = std::move(changed);
}

std::size_t Headers::remove(std::string_view name) {
  const std::size_t found = count(name);
  if (found == 0) return 0;
  Headers changed;
  for (const Field field : *this) {
    if (!equal_ignoring_case(field.name, name)) changed.add(field.name, field.value);
  }
  *this = std::move(changed);
  return found;
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (const Field field : *this) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Field field : *this) {
    if (equal_ignoring_case(field.name, name)) values.push_back(field.value);
  }
  return values;
}

std::size_t Headers::count(std::string_view name) const {
  return all(name).size();
}

Headers::Field Headers::operator[](std::size_t index) const {
  const Offsets& at = offsets_[index];
  const std::string_view text = text_;
  return {text.substr(at.name, at.value - at.name), text.substr(at.value, at.end - at.value)};
}

bool operator==(const Headers& left, const Headers& right) {
  if (left.size() != right.size()) return false;
  for (std::size_t index = 0; index < left.size(); ++index) {
    if (left[index].name != right[index].name || left[index].value != right[index].value) return false;
  }
  return true;
}

}  // namespace droppoint::http
