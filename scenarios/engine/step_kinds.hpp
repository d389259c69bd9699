#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/engine/scenario.hpp"

namespace droppoint::scenarios {

using Value = nlohmann::ordered_json;
using Mistakes = std::vector<config::Mistake>;

// One kind of step: the word in the file, a sentence on what it does, and how it is read. `read` appends
// mistakes to the list and then returns anything.
struct StepKind {
  std::string_view name;
  std::string_view about;
  Act (*read)(const Value& value, const std::string& pointer, Mistakes& mistakes);
};

// All kinds but `expect`, in the order of the documentation.
std::span<const StepKind> step_kinds();

// Each in the file below steps/ that has its subject.
Act read_call(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_answer(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_decline(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_hang_up(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_send_chat(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_revoke_tokens(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_register_device(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_unregister_device(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_device(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_link(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_unlink(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_regenerate_key(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_configure_hub(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_delete_hub(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_delete_namespace(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_install(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_send(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_direct_send(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_advance(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_fault_step(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_clear_faults(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_repeat(const Value& value, const std::string& pointer, Mistakes& mistakes);
Act read_request(const Value& value, const std::string& pointer, Mistakes& mistakes);

}  // namespace droppoint::scenarios
