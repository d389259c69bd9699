#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/http/message.hpp"
#include "fakes/resource_manager/json_forward.hpp"

namespace droppoint::fakes::resource_manager {

using Tags = std::map<std::string, std::string>;

// Reads the members of a request's body. Names ignore case and `null` counts as absent, as with the JSON
// reader of the real front end. The first mistake is kept, in this object and all that came from it: read
// everything, then ask refusal() once.
class Fields {
 public:
  // The body of a request: what Azure's front end takes for JSON, single quotes included. An empty body is an
  // object without members.
  static Fields of_body(const http::Body& body);

  bool has(std::string_view name) const { return find(name) != nullptr; }
  // True for a member that is written `null`.
  bool is_null(std::string_view name) const;
  // True for a member that holds nothing: absent, `null`, "", [], {} or false.
  bool is_empty(std::string_view name) const;
  std::optional<std::string> text(std::string_view name) const;
  // Also a mistake when absent or empty.
  std::string required_text(std::string_view name) const;
  std::optional<std::vector<std::string>> texts(std::string_view name) const;
  std::optional<Tags> tags(std::string_view name) const;
  // Without members if absent.
  Fields object(std::string_view name) const;
  // The members in order.
  const Json& json() const { return *json_; }

  // Says that something read makes no sense. The first mistake stands.
  void mistake(std::string_view code, std::string_view message, std::string_view target = {}) const;
  // 400, if anything was wrong so far.
  std::optional<http::Response> refusal() const { return *refusal_; }

 private:
  using Refusal = std::shared_ptr<std::optional<http::Response>>;
  Fields(std::shared_ptr<const Json> json, std::string path, Refusal refusal)
      : json_(std::move(json)), path_(std::move(path)), refusal_(std::move(refusal)) {}

  const Json* find(std::string_view name) const;
  std::string path_of(std::string_view name) const;
  void wrong_type(std::string_view name, std::string_view expected) const;

  std::shared_ptr<const Json> json_;
  std::string path_;
  Refusal refusal_;
};

}  // namespace droppoint::fakes::resource_manager
