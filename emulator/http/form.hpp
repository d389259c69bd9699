#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/result.hpp"

namespace droppoint::http {

struct FormItem {
  std::string name;
  std::string value;
  friend bool operator==(const FormItem&, const FormItem&) = default;
};

// The items of an application/x-www-form-urlencoded body, in order and with repetitions.
class Form {
 public:
  Form() = default;
  explicit Form(std::vector<FormItem> items) : items_(std::move(items)) {}

  // A name without `=` has an empty value. Fails with "InvalidForm" where a percent-encoding is broken.
  static Result<Form> parse(std::string_view text);

  void add(std::string name, std::string value) { items_.push_back({std::move(name), std::move(value)}); }
  // The first of that name, case counting. The view is valid until the form changes.
  std::optional<std::string_view> get(std::string_view name) const;
  const std::vector<FormItem>& items() const { return items_; }

  // As URLSearchParams writes it: a space is `+`, and "*-._" are kept beside letters and digits.
  std::string encode() const;

 private:
  std::vector<FormItem> items_;
};

// percent_decode() that also takes `+` for a space.
Result<std::string> form_decode(std::string_view text);
// One name or value.
std::string form_encode(std::string_view text);

}  // namespace droppoint::http
