#include "fakes/apns/push_types.hpp"

#include <array>

namespace droppoint::fakes::apns {
namespace {

constexpr std::array kPushTypes{
    PushType{"alert", ""},
    PushType{"background", "", kPayloadBytesMax, true},
    PushType{"voip", ".voip", kVoipPayloadBytesMax},
    PushType{"complication", ".complication"},
    PushType{"fileprovider", ".pushkit.fileprovider"},
    PushType{"mdm", "", kPayloadBytesMax, false, true},
    PushType{"location", ".location-query"},
    PushType{"liveactivity", ".push-type.liveactivity"},
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
