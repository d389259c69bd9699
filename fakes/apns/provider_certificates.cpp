#include "fakes/apns/provider_certificates.hpp"

#include <algorithm>
#include <utility>

#include "fakes/apns/push_types.hpp"

namespace droppoint::fakes::apns {
namespace {

tl::unexpected<Refusal> bad_certificate(std::string detail) {
  return tl::unexpected<Refusal>(
      Refusal{Reason::bad_certificate, "the client certificate " + std::move(detail)});
}

bool has(const std::vector<std::string>& texts, std::string_view wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

bool names(const auth::PushCertificate& certificate, std::string_view topic) {
  return topic == certificate.user_id || has(certificate.topics, topic) ||
         has(certificate.voip_topics, topic);
}

}  // namespace

tl::expected<const auth::PushCertificate*, Refusal> ProviderCertificates::verify(std::string_view pem,
                                                                                 sim::Time sender_time) {
  const auth::PushCertificate* certificate = read_.find(pem, sender_time);
  if (certificate == nullptr) {
    auto fresh = auth::read_push_certificate(pem);
    if (!fresh) return bad_certificate("cannot be read: " + fresh.error().message);
    // Its validity is judged at each use, since senders have clocks of their own.
    read_.remember(std::string(pem), sim::Time::max(), std::move(*fresh));
    certificate = read_.find(pem, sender_time);
  }
  if (sender_time < certificate->not_before) {
    return bad_certificate("is not valid before " + sim::to_iso8601(certificate->not_before));
  }
  if (certificate->not_after < sender_time) {
    return bad_certificate("expired at " + sim::to_iso8601(certificate->not_after));
  }
  if (certificate->user_id.empty() && certificate->topics.empty()) {
    return bad_certificate("names no topic: its subject has no UID");
  }
  if (!certificate->development && !certificate->production) {
    return bad_certificate("is no push certificate: it has the extension of neither environment");
  }
  return certificate;
}

std::optional<Environment> only_environment(const auth::PushCertificate& certificate) {
  if (certificate.development && certificate.production) return std::nullopt;
  return certificate.production ? Environment::production : Environment::sandbox;
}

std::optional<std::string> default_topic(const auth::PushCertificate& certificate) {
  if (certificate.topics.size() > 1) return std::nullopt;
  if (!certificate.user_id.empty()) return certificate.user_id;
  return certificate.topics.front();
}

// "Sending notification requests to APNs": the topics of calls and complications are part of the extensions;
// queries for a location, and Live Activities (WWDC 2023, session 10185), need a provider token. Of the other
// suffixes it says nothing: they go with their bundle id.
bool covers(const auth::PushCertificate& certificate, std::string_view topic) {
  if (names(certificate, topic)) return true;
  const PushType& type = push_type_of_topic(topic);
  if (type.topic_suffix.empty() || type.token_only) return false;
  const std::string_view bundle = bundle_of_topic(topic);
  if (!type.named_in_certificate) return names(certificate, bundle);
  // An extension that says no topic stands for the subject's own.
  const bool own_calls = certificate.voip && certificate.voip_topics.empty() && certificate.topics.empty();
  return type.name == "voip" && own_calls && bundle == certificate.user_id;
}

}  // namespace droppoint::fakes::apns
