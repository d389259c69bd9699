#include "fakes/resource_manager/names.hpp"

#include <algorithm>
#include <string>

#include "fakes/resource_manager/arm_error.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_letter_or_digit(char character) {
  return is_letter(character) || (character >= '0' && character <= '9');
}

bool consists_of(std::string_view name, std::size_t length_max, std::string_view also) {
  return !name.empty() && name.size() <= length_max &&
         std::all_of(name.begin(), name.end(), [&](char character) {
           return is_letter_or_digit(character) || also.find(character) != std::string_view::npos;
         });
}

}  // namespace

bool is_communication_name(std::string_view name) {
  return consists_of(name, 63, "-_");
}

bool is_namespace_name(std::string_view name) {
  constexpr std::size_t kLengthMin = 6;
  return name.size() >= kLengthMin && consists_of(name, 50, "-") && is_letter(name.front()) &&
         is_letter_or_digit(name.back());
}

bool is_hub_name(std::string_view name) {
  return consists_of(name, 265, "-./_") && is_letter(name.front());
}

bool is_policy_name(std::string_view name) {
  return consists_of(name, 256, "-._") && is_letter_or_digit(name.front());
}

bool is_group_name(std::string_view name) {
  return consists_of(name, 90, "-_.()") && name.back() != '.';
}

http::Response invalid_name(std::string_view name, std::string_view rule) {
  return refuse(400, "InvalidResourceName",
                "The name '" + std::string(name) + "' is not allowed: " + std::string(rule) + ".", "name");
}

}  // namespace droppoint::fakes::resource_manager
