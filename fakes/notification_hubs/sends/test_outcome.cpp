#include "fakes/notification_hubs/sends/test_outcome.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

struct Sentence {
  std::string_view outcome;
  std::string_view text;
};

// The first four were seen; a credential that the push service refuses is told as a wrong token. All others
// say the outcome's name (inferred).
constexpr std::array kSentences{
    Sentence{"Success", "The Notification was successfully sent to the Push Notification System"},
    Sentence{"BadChannel", "The Push Notification System handle for the registration is invalid"},
    Sentence{"WrongToken", "The Token obtained from the Token Provider is wrong"},
    Sentence{"InvalidNotificationFormat", "The Notification payload is invalid"},
    Sentence{"ExpiredChannel", "The Push Notification System handle for the registration is invalid"},
    Sentence{"InvalidCredentials", "The Token obtained from the Token Provider is wrong"},
};

std::string_view sentence_for(std::string_view outcome) {
  for (const Sentence& sentence : kSentences) {
    if (sentence.outcome == outcome) return sentence.text;
  }
  return outcome;
}

std::string result_of(const TargetOutcome& outcome) {
  return "<RegistrationResult>" + xml_element("ApplicationPlatform", outcome.platform) +
         xml_element("PnsHandle", outcome.handle) + xml_element("RegistrationId", outcome.registration_id) +
         xml_element("Outcome", sentence_for(outcome.outcome)) + "</RegistrationResult>";
}

}  // namespace

std::string write_test_outcome(const Message& message) {
  std::string results;
  for (const TargetOutcome& outcome : message.outcomes) results += result_of(outcome);
  const auto successes = std::count_if(message.outcomes.begin(), message.outcomes.end(),
                                       [](const auto& outcome) { return outcome.outcome == kSuccess; });
  const auto failures = static_cast<std::ptrdiff_t>(message.outcomes.size()) - successes;
  const std::string list =
      results.empty() ? R"(<Results i:nil="true"/>)" : "<Results>" + results + "</Results>";
  // The order of elements matters to the .NET client.
  return fmt::format(R"(<NotificationOutcome xmlns:i="http://www.w3.org/2001/XMLSchema-instance" )"
                     R"(xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">)"
                     R"(<Success>{}</Success><Failure>{}</Failure>{}</NotificationOutcome>)",
                     successes, failures, list);
}

}  // namespace droppoint::fakes::notification_hubs
