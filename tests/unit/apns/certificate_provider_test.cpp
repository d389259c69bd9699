#include <string>

#include "tests/support/provider_certificates.hpp"
#include "tests/unit/apns/apns_world.hpp"

// Providers that say who they are by a TLS client certificate.

namespace droppoint::test {
namespace {

struct CertificateWorld : ApnsWorld {
  using ApnsWorld::ApnsWorld;

  http::Response push_by(const std::string& certificate, http::Request request) {
    request.headers.remove("authorization");
    wire::Origin origin{.outside = true, .sender_time = scheduler.now(), .client_certificate = certificate};
    auto answer = send(wire::Party::apns, std::move(request), wire::Party::client, std::move(origin));
    REQUIRE(answer);
    REQUIRE(answer->has_value());
    return **answer;
  }
  std::string answer_to(const std::string& certificate, const http::Request& request) {
    const http::Response response = push_by(certificate, request);
    return response.status == 200 ? "200" : std::to_string(response.status) + ' ' + body_of(response);
  }
  http::Request with_topic(const std::string& topic, const std::string& type, const std::string& token) {
    http::Request request = valid(token);
    request.headers.set("apns-topic", topic);
    request.headers.set("apns-push-type", type);
    return request;
  }
};

const std::string kBadCertificate = R"(403 {"reason":"BadCertificate"})";
const std::string kOtherEnvironment = R"(403 {"reason":"BadCertificateEnvironment"})";
const std::string kDisallowed = R"(400 {"reason":"TopicDisallowed"})";

}  // namespace

TEST_CASE("a certificate stands for its subject's topic", "[apns]") {
  CertificateWorld world;
  http::Request request = world.valid(world.alert);
  CHECK(world.answer_to(kPushCertificateOfBoth, request) == "200");
  CHECK(world.verdict() == wire::Verdict::delivered("apns"));
  request.headers.remove("apns-topic");
  CHECK(world.answer_to(kPushCertificateOfBoth, request) == "200");
  CHECK(world.phone.seen.size() == 2);

  request.headers.set("apns-topic", "com.example.other");
  CHECK(world.answer_to(kPushCertificateOfBoth, request) == kDisallowed);
  CHECK(world.verdict().cause == "topic-disallowed");
  CHECK(world.verdict().detail.find("com.example.app") != std::string::npos);
}

TEST_CASE("a certificate of several topics has no default", "[apns]") {
  CertificateWorld world;
  http::Request request = world.valid(world.alert);
  request.headers.remove("apns-topic");
  CHECK(world.answer_to(kTopicsPushCertificate, request) == R"(400 {"reason":"MissingTopic"})");
  CHECK(world.answer_to(kTopicsPushCertificate, world.valid(world.alert)) == "200");
  // One listed topic is one topic, whatever the subject says.
  http::Request call = world.call(world.voip);
  call.headers.remove("apns-topic");
  CHECK(world.answer_to(kListOnlyPushCertificate, call) == "200");
}

TEST_CASE("calls need a certificate for calls", "[apns]") {
  CertificateWorld world;
  const http::Request call = world.call(world.voip);
  CHECK(world.answer_to(kPushCertificateOfBoth, call) == kDisallowed);
  CHECK(world.answer_to(kTopicsPushCertificate, call) == "200");
  CHECK(world.answer_to(kVoipPushCertificate, call) == "200");
  CHECK(world.answer_to(kVoipTopicPushCertificate, call) == "200");
  CHECK(world.answer_to(kListOnlyPushCertificate, call) == "200");
  CHECK(world.answer_to(kListOnlyPushCertificate, world.valid(world.alert)) == kDisallowed);
}

TEST_CASE("what a certificate may push beside its topic", "[apns]") {
  CertificateWorld world;
  const auto of_type = [&world](const std::string& certificate, const std::string& suffix,
                                const std::string& type) {
    return world.answer_to(certificate, world.with_topic(kApp + suffix, type, world.alert));
  };
  CHECK(of_type(kPushCertificateOfBoth, ".complication", "complication") == kDisallowed);
  CHECK(of_type(kTopicsPushCertificate, ".complication", "complication") == "200");
  CHECK(of_type(kPushCertificateOfBoth, ".pushkit.fileprovider", "fileprovider") == "200");
  CHECK(of_type(kPushCertificateOfBoth, ".push-type.widgets", "widgets") == "200");
  // Only with a provider token.
  CHECK(of_type(kTopicsPushCertificate, ".location-query", "location") == kDisallowed);
  CHECK(of_type(kTopicsPushCertificate, ".push-type.liveactivity", "liveactivity") == kDisallowed);
}

TEST_CASE("a certificate that is none for pushes, or not valid now, is bad", "[apns]") {
  CertificateWorld world;
  const http::Request request = world.valid(world.alert);
  CHECK(world.answer_to("PEM", request) == kBadCertificate);
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(world.answer_to(kExpiredPushCertificate, request) == kBadCertificate);
  CHECK(world.verdict().detail.find("2020-12-31T23:59:59Z") != std::string::npos);
  CHECK(world.answer_to(kFuturePushCertificate, request) == kBadCertificate);
  CHECK(world.answer_to(kNamelessPushCertificate, request) == kBadCertificate);
  CHECK(world.answer_to(kPlainCertificate, request) == kBadCertificate);
  CHECK(world.phone.seen.empty());
}

TEST_CASE("a certificate of the other environment is refused", "[apns]") {
  CertificateWorld world;
  http::Request request = world.valid(world.alert);
  CHECK(world.answer_to(kDevelopmentPushCertificate, request) == kOtherEnvironment);
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(world.answer_to(kProductionPushCertificate, request) == "200");
  request = world.valid(world.sandbox);
  request.authority = "api.sandbox.push.apple.com";
  CHECK(world.answer_to(kProductionPushCertificate, request) == kOtherEnvironment);
  CHECK(world.answer_to(kDevelopmentPushCertificate, request) == "200");
}

TEST_CASE("at a name that says no environment the certificate does", "[apns]") {
  CertificateWorld world;
  http::Request request = world.valid(world.sandbox);
  request.authority = "127.0.0.1:10600";
  CHECK(world.answer_to(kPushCertificateOfBoth, request) == "200");
  CHECK(world.answer_to(kDevelopmentPushCertificate, request) == "200");
  CHECK(world.answer_to(kProductionPushCertificate, request) == R"(400 {"reason":"BadDeviceToken"})");
  CHECK(world.verdict().cause == "environment-mismatch");
}

TEST_CASE("a provider token counts before a certificate", "[apns]") {
  CertificateWorld world;
  const http::Request request = world.valid(world.alert);
  const wire::Origin origin{
      .outside = true, .sender_time = world.scheduler.now(), .client_certificate = kExpiredPushCertificate};
  CHECK((*world.send(wire::Party::apns, request, wire::Party::client, origin))->status == 200);
}

}  // namespace droppoint::test
