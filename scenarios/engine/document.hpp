#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "emulator/result.hpp"
#include "fakes/config/object_reader.hpp"

namespace droppoint::scenarios {

struct Place {
  int line = 0;
  int column = 0;
};

// A mistake with where it is: what `file:line:column: message (hint)` is printed from.
struct PlacedMistake {
  Place place;
  std::string message;
  std::string hint;
};

// A YAML (or JSON, which is YAML) document as JSON, with the place of each value and key.
class Document {
 public:
  // Fails with one placed mistake where the text is not YAML, has two documents, or a key twice.
  static tl::expected<Document, PlacedMistake> parse(std::string_view text);

  const nlohmann::ordered_json& json() const { return *json_; }
  // Where the value (or the key) of a JSON Pointer stands; of the nearest ancestor where there is no such
  // value.
  Place place_of(const std::string& pointer, bool of_key = false) const;
  std::vector<PlacedMistake> placed(const std::vector<config::Mistake>& mistakes) const;

 private:
  struct Places {
    Place key;
    Place value;
  };
  std::shared_ptr<const nlohmann::ordered_json> json_;
  std::map<std::string, Places> places_;
};

}  // namespace droppoint::scenarios
