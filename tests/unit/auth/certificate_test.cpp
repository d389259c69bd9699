#include "fakes/auth/certificate.hpp"

#include <catch2/catch.hpp>

#include "tests/support/provider_certificates.hpp"

namespace droppoint::test {

TEST_CASE("a push certificate is read with what Apple puts into it", "[auth]") {
  const auto both = auth::read_push_certificate(kPushCertificateOfBoth);
  REQUIRE(both);
  CHECK(both->user_id == "com.example.app");
  CHECK(sim::to_iso8601(both->not_before) == "2020-01-01T00:00:00Z");
  CHECK(sim::to_iso8601(both->not_after) == "2099-12-31T23:59:59Z");
  CHECK(both->development);
  CHECK(both->production);
  CHECK_FALSE(both->voip);
  CHECK(both->topics.empty());

  const auto topics = auth::read_push_certificate(kTopicsPushCertificate);
  REQUIRE(topics);
  CHECK(topics->topics ==
        std::vector<std::string>{"com.example.app", "com.example.app.voip", "com.example.app.complication"});

  const auto voip = auth::read_push_certificate(kVoipPushCertificate);
  REQUIRE(voip);
  CHECK(voip->voip);
  CHECK(voip->voip_topics.empty());
  const auto voip_topic = auth::read_push_certificate(kVoipTopicPushCertificate);
  REQUIRE(voip_topic);
  CHECK(voip_topic->voip_topics == std::vector<std::string>{"com.example.app.voip"});
  CHECK_FALSE(voip_topic->development);

  const auto plain = auth::read_push_certificate(kPlainCertificate);
  REQUIRE(plain);
  CHECK_FALSE(plain->development);
  CHECK_FALSE(plain->production);
  CHECK(auth::read_push_certificate(kNamelessPushCertificate)->user_id.empty());
}

TEST_CASE("what is no certificate is refused with the reason", "[auth]") {
  CHECK(auth::read_push_certificate("").error().code == "InvalidCertificate");
  CHECK(auth::read_push_certificate("PEM").error().code == "InvalidCertificate");
  const std::string half = kTopicsPushCertificate.substr(0, kTopicsPushCertificate.size() / 2);
  CHECK(auth::read_push_certificate(half).error().code == "InvalidCertificate");
  CHECK(auth::read_push_certificate(std::string(65 * 1024, 'x')).error().message.find("64 KiB") !=
        std::string::npos);
}

TEST_CASE("a certificate with any byte changed is read or refused, and nothing else", "[auth]") {
  for (std::size_t at = 0; at < kTopicsPushCertificate.size(); ++at) {
    std::string changed = kTopicsPushCertificate;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    const auto read = auth::read_push_certificate(changed);
    if (!read) CHECK(read.error().code == "InvalidCertificate");
  }
}

}  // namespace droppoint::test
