#include <nlohmann/json.hpp>

#include "fakes/cloud_core.hpp"
#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {
namespace {

using config::ObjectReader;

// The resource that the step names, or the cloud's first.
std::string resource_of(Cloud& cloud, const std::string& named) {
  if (!named.empty()) return named;
  const auto& all = cloud.core().config().communication_services;
  if (all.empty()) throw CloudError({"ResourceNotFound", "the cloud has no Communication Services resource"});
  return all.front().name;
}

// A step that is about the newest call and, most often, one of its phones.
template <class Do>
Act about_call(const Value& value, const std::string& pointer, Mistakes& mistakes, std::string_view what,
               bool needs_device, Do act) {
  ObjectReader reader(value, pointer, what, mistakes);
  const std::string device =
      needs_device ? reader.required_text("device") : reader.text("device").value_or("");
  reader.finish();
  return [device, act](Context& context) {
    if (context.call.empty()) throw CloudError({"NoCall", "there was no call before this step"});
    Call call(&context.cloud, context.call, context.trace);
    act(call, device);
  };
}

}  // namespace

Act read_call(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "a call", mistakes);
  CallOptions options{.from = reader.required_text("from"), .to = reader.required_text("to")};
  options.video = reader.flag("video").value_or(false);
  const std::string resource = reader.text("resource").value_or("");
  reader.finish();
  return [options, resource](Context& context) {
    auto from = context.cloud.communication_services(resource_of(context.cloud, resource));
    const Call call = from.call(options);
    context.trace = call.trace();
    context.call = call.id();
  };
}

Act read_answer(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  return about_call(value, pointer, mistakes, "answer", true,
                    [](Call& call, const std::string& device) { call.answer(device); });
}

Act read_decline(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  return about_call(value, pointer, mistakes, "decline", true,
                    [](Call& call, const std::string& device) { call.decline(device); });
}

Act read_hang_up(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  return about_call(value, pointer, mistakes, "hang_up", false,
                    [](Call& call, const std::string& device) { call.hang_up(device); });
}

Act read_send_chat(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "send_chat", mistakes);
  const ChatOptions options{.from = reader.required_text("from"),
                            .to = reader.required_text("to"),
                            .content = reader.required_text("content")};
  const std::string resource = reader.text("resource").value_or("");
  reader.finish();
  return [options, resource](Context& context) {
    auto from = context.cloud.communication_services(resource_of(context.cloud, resource));
    context.trace = from.send_chat(options);
  };
}

Act read_revoke_tokens(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "revoke_tokens", mistakes);
  const std::string user = reader.required_text("user");
  const std::string resource = reader.text("resource").value_or("");
  reader.finish();
  return [user, resource](Context& context) {
    context.cloud.communication_services(resource_of(context.cloud, resource)).revoke_tokens(user);
  };
}

}  // namespace droppoint::scenarios
