#include "scenarios/engine/document.hpp"

#include <charconv>
#include <optional>

#include <yaml-cpp/yaml.h>
#include <nlohmann/json.hpp>

namespace droppoint::scenarios {
namespace {

using Json = nlohmann::ordered_json;

// Deeper nesting is a mistake in any scenario, and keeps a hostile file from exhausting the stack.
constexpr int kDepthMax = 40;

Place place_of_mark(const YAML::Mark& mark) {
  return {mark.line + 1, mark.column + 1};
}

template <class Number>
std::optional<Number> number(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Plain scalars are typed as YAML 1.2's core schema does; quoted ones are texts.
Json scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  const bool numeric = text.find_first_not_of("-0123456789.eE+") == std::string::npos;
  // A leading zero is a name (an id of digits), not a number.
  const bool name = text.size() > 1 && text[0] == '0' && text[1] != '.';
  if (!numeric || name) return text;
  if (const auto whole = number<std::int64_t>(text)) return *whole;
  if (const auto real = number<double>(text)) return *real;
  return text;
}

}  // namespace

// Walks the YAML tree and keeps the place of everything.
class Converter {
 public:
  explicit Converter(std::map<std::string, std::pair<Place, Place>>& places) : places_(places) {}

  Json convert(const YAML::Node& node, const std::string& pointer, Place key, int depth) {
    places_[pointer] = {key, place_of_mark(node.Mark())};
    if (depth > kDepthMax) {
      fail(node, "this is nested too deeply");
      return nullptr;
    }
    if (node.IsMap()) return convert_map(node, pointer, depth);
    if (node.IsSequence()) {
      Json list = Json::array();
      for (std::size_t index = 0; index < node.size(); ++index) {
        const YAML::Node element = node[index];
        list.push_back(convert(element, pointer + '/' + std::to_string(index), place_of_mark(element.Mark()),
                               depth + 1));
      }
      return list;
    }
    if (node.IsScalar()) return scalar(node);
    return nullptr;
  }

  std::optional<PlacedMistake> mistake;

 private:
  Json convert_map(const YAML::Node& node, const std::string& pointer, int depth) {
    Json object = Json::object();
    for (const auto& member : node) {
      if (!member.first.IsScalar()) {
        fail(member.first, "a key must be a text");
        continue;
      }
      const std::string& name = member.first.Scalar();
      if (object.contains(name)) fail(member.first, "the key '" + name + "' is there twice");
      object[name] = convert(member.second, config::member_pointer(pointer, name),
                             place_of_mark(member.first.Mark()), depth + 1);
    }
    return object;
  }

  void fail(const YAML::Node& node, std::string message) {
    if (!mistake) mistake = PlacedMistake{place_of_mark(node.Mark()), std::move(message), ""};
  }

  std::map<std::string, std::pair<Place, Place>>& places_;
};

tl::expected<Document, PlacedMistake> Document::parse(std::string_view text) {
  Document document;
  std::map<std::string, std::pair<Place, Place>> places;
  Converter converter(places);
  try {
    const std::vector<YAML::Node> all = YAML::LoadAll(std::string(text));
    if (all.size() > 1) {
      return tl::unexpected(PlacedMistake{place_of_mark(all[1].Mark()),
                                          "there is a second document in the file",
                                          "put each scenario into a file of its own"});
    }
    const YAML::Node root = all.empty() ? YAML::Node() : all.front();
    document.json_ = std::make_shared<const Json>(converter.convert(root, "", {1, 1}, 0));
  } catch (const YAML::Exception& failure) {
    return tl::unexpected(PlacedMistake{place_of_mark(failure.mark), "this is not YAML: " + failure.msg, ""});
  }
  if (converter.mistake) return tl::unexpected(*converter.mistake);
  for (const auto& [pointer, both] : places) document.places_[pointer] = {both.first, both.second};
  return document;
}

Place Document::place_of(const std::string& pointer, bool of_key) const {
  std::string at = pointer;
  while (true) {
    const auto found = places_.find(at);
    if (found != places_.end()) return of_key && at == pointer ? found->second.key : found->second.value;
    if (at.empty()) return {1, 1};
    at.resize(at.rfind('/'));
  }
}

std::vector<PlacedMistake> Document::placed(const std::vector<config::Mistake>& mistakes) const {
  std::vector<PlacedMistake> result;
  for (const auto& mistake : mistakes) {
    result.push_back({place_of(mistake.pointer, mistake.at_key), mistake.message, mistake.hint});
  }
  return result;
}

}  // namespace droppoint::scenarios
