#include "fakes/apns/push_types.hpp"

#include <array>

namespace droppoint::fakes::apns {
namespace {

constexpr std::array kPushTypes{
    PushType{"alert", ""},
    PushType{.name = "background", .power_saving_only = true},
    PushType{.name = "voip",
             .topic_suffix = ".voip",
             .payload_bytes_max = kVoipPayloadBytesMax,
             .named_in_certificate = true},
    PushType{.name = "complication", .topic_suffix = ".complication", .named_in_certificate = true},
    PushType{"fileprovider", ".pushkit.fileprovider"},
    PushType{.name = "mdm", .free_topic = true},
    PushType{.name = "location", .topic_suffix = ".location-query", .token_only = true},
    PushType{.name = "liveactivity", .topic_suffix = ".push-type.liveactivity", .token_only = true},
    PushType{"pushtotalk", ".voip-ptt"},
    PushType{"widgets", ".push-type.widgets"},
    PushType{"controls", ".push-type.controls"},
};

}  // namespace

std::span<const PushType> all_push_types() {
  return kPushTypes;
}

const PushType* find_push_type(std::string_view name) {
  for (const PushType& type : kPushTypes) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

const PushType& push_type_of_topic(std::string_view topic) {
  for (const PushType& type : kPushTypes) {
    if (!type.topic_suffix.empty() && topic.ends_with(type.topic_suffix)) return type;
  }
  return kPushTypes.front();
}

std::string_view bundle_of_topic(std::string_view topic) {
  return topic.substr(0, topic.size() - push_type_of_topic(topic).topic_suffix.size());
}

}  // namespace droppoint::fakes::apns
