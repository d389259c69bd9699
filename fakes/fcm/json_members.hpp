#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace droppoint::fakes::fcm {

// The member of that name, null where there is none or `object` is no object. Lives as long as `object`.
const nlohmann::json& member(const nlohmann::json& object, const char* name);
const nlohmann::ordered_json& member(const nlohmann::ordered_json& object, const char* name);

// The member if it is a text, else an empty one.
std::string text_of(const nlohmann::json& object, const char* name);
std::string text_of(const nlohmann::ordered_json& object, const char* name);

// On one line, whatever bytes its texts hold.
std::string dump_text(const nlohmann::ordered_json& value);

}  // namespace droppoint::fakes::fcm
