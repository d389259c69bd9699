#include "fakes/config/object_reader.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace droppoint::config {
namespace {

// Levenshtein's distance, ignoring case and taking "-" and "_" for the same.
std::size_t distance(std::string_view left, std::string_view right) {
  const auto plain = [](char character) {
    if (character == '-') return '_';
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
  };
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t column = 0; column < row.size(); ++column) row[column] = column;
  for (std::size_t line = 1; line <= left.size(); ++line) {
    std::size_t diagonal = row[0];
    row[0] = line;
    for (std::size_t column = 1; column < row.size(); ++column) {
      const std::size_t replaced = diagonal + (plain(left[line - 1]) == plain(right[column - 1]) ? 0 : 1);
      diagonal = row[column];
      row[column] = std::min({replaced, row[column] + 1, row[column - 1] + 1});
    }
  }
  return row.back();
}

const nlohmann::ordered_json& empty_object() {
  static const nlohmann::ordered_json kEmpty = nlohmann::ordered_json::object();
  return kEmpty;
}

}  // namespace

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known) {
  std::optional<std::string> best;
  std::size_t best_distance = name.size() / 3 + 2;
  for (const std::string& candidate : known) {
    const std::size_t apart = distance(name, candidate);
    if (apart < best_distance) {
      best_distance = apart;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  if (const auto near = nearest(name, known)) return "did you mean '" + *near + "'?";
  std::string list;
  for (const std::string& candidate : known) list += (list.empty() ? "" : ", ") + candidate;
  return list.empty() ? "nothing is known here" : "known here: " + list;
}

std::string member_pointer(std::string_view pointer, std::string_view key) {
  std::string result(pointer);
  result += '/';
  for (const char character : key) {
    if (character == '~') {
      result += "~0";
    } else if (character == '/') {
      result += "~1";
    } else {
      result += character;
    }
  }
  return result;
}

std::string describe(const nlohmann::ordered_json& value) {
  if (value.is_array()) return "a list";
  if (value.is_object()) return "an object";
  if (value.is_null()) return "nothing";
  std::string text = value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

ObjectReader::ObjectReader(const Json& value, std::string pointer, std::string_view what,
                           std::vector<Mistake>& mistakes)
    : value_(&value), pointer_(std::move(pointer)), what_(what), mistakes_(mistakes) {
  if (value.is_object()) return;
  value_ = &empty_object();
  mistakes_.push_back({pointer_, false, what_ + " must be an object, not " + describe(value)});
}

const ObjectReader::Json* ObjectReader::member(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  const auto found = value_->find(key);
  return found == value_->end() ? nullptr : &*found;
}

bool ObjectReader::has(std::string_view key) {
  return member(key) != nullptr;
}
const ObjectReader::Json* ObjectReader::any(std::string_view key) {
  return member(key);
}

void ObjectReader::wrong_type(std::string_view key, std::string_view wanted, const Json& found) {
  wrong(key, "'" + std::string(key) + "' must be " + std::string(wanted) + ", not " + describe(found));
}

std::optional<std::string> ObjectReader::text(std::string_view key) {
  const Json* found = member(key);
  if (found == nullptr) return std::nullopt;
  // YAML reads a key id of digits as a number: what was written is what is meant.
  if (found->is_number_integer() || found->is_boolean()) return found->dump();
  if (!found->is_string()) {
    wrong_type(key, "a text", *found);
    return std::nullopt;
  }
  return found->get<std::string>();
}

std::string ObjectReader::required_text(std::string_view key) {
  if (!has(key)) wrong_object(what_ + " needs '" + std::string(key) + "'");
  return text(key).value_or("");
}

std::optional<bool> ObjectReader::flag(std::string_view key) {
  const Json* found = member(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_boolean()) {
    wrong_type(key, "true or false", *found);
    return std::nullopt;
  }
  return found->get<bool>();
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view key, std::int64_t least,
                                                  std::int64_t most) {
  const Json* found = member(key);
  if (found == nullptr) return std::nullopt;
  const bool whole = found->is_number_integer();
  const bool huge =
      found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
  if (!whole || huge || found->get<std::int64_t>() < least || found->get<std::int64_t>() > most) {
    wrong_type(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), *found);
    return std::nullopt;
  }
  return found->get<std::int64_t>();
}

std::optional<sim::Duration> ObjectReader::duration(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto parsed = sim::parse_duration(*written);
  if (!parsed) {
    wrong(key, parsed.error().message, parsed.error().hint);
    return std::nullopt;
  }
  return *parsed;
}

std::optional<std::string> ObjectReader::choice(std::string_view key,
                                                std::initializer_list<std::string_view> names) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  if (std::find(names.begin(), names.end(), *written) != names.end()) return written;
  const std::vector<std::string> known(names.begin(), names.end());
  wrong(key, "'" + *written + "' is not possible for '" + std::string(key) + "'",
        suggestion(*written, known));
  return std::nullopt;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
  const Json* found = member(key);
  if (found == nullptr) return {};
  if (!found->is_array()) {
    const auto one = text(key);
    return one ? std::vector<std::string>{*one} : std::vector<std::string>{};
  }
  std::vector<std::string> result;
  for (std::size_t index = 0; index < found->size(); ++index) {
    const Json& element = (*found)[index];
    if (element.is_string()) {
      result.push_back(element.get<std::string>());
    } else {
      mistakes_.push_back({pointer_of(key) + '/' + std::to_string(index), false,
                           "'" + std::string(key) + "' must be a list of texts, not " + describe(element)});
    }
  }
  return result;
}

const ObjectReader::Json* ObjectReader::object(std::string_view key) {
  const Json* found = member(key);
  if (found == nullptr || found->is_object()) return found;
  wrong_type(key, "an object", *found);
  return nullptr;
}

const ObjectReader::Json* ObjectReader::array(std::string_view key) {
  const Json* found = member(key);
  if (found == nullptr || found->is_array()) return found;
  wrong_type(key, "a list", *found);
  return nullptr;
}

void ObjectReader::wrong(std::string_view key, std::string message, std::string hint) {
  mistakes_.push_back({pointer_of(key), false, std::move(message), std::move(hint)});
}

void ObjectReader::wrong_object(std::string message, std::string hint) {
  mistakes_.push_back({pointer_, false, std::move(message), std::move(hint)});
}

void ObjectReader::finish() {
  for (const auto& [key, value] : value_->items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    mistakes_.push_back({pointer_of(key), true, what_ + " has no '" + key + "'", suggestion(key, known_)});
  }
}

}  // namespace droppoint::config
