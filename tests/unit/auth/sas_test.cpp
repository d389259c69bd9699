#include "fakes/auth/sas.hpp"

#include <catch2/catch.hpp>

using namespace droppoint;
using namespace droppoint::auth;

namespace {

constexpr std::string_view kKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
constexpr std::int64_t kExpiry = 1893456000;
constexpr std::string_view kRootSas =
    "SharedAccessSignature sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2F"
    "&sig=mh5v9bY8aW3k4hNWHwfiDnLjVzMb2%2FVMsX91fqNkTK0%3D&se=1893456000&skn=acs-send";
constexpr std::string_view kWholeSas =
    "SharedAccessSignature "
    "sr=https%3a%2f%2fcontoso.servicebus.windows.net%2fhub1%2fmessages%3fapi-version%3d2020-06"
    "%26direct&sig=Ap2Qq7EcdaxKIEF2glkNyX2vuTUdpkXI8X5jOpPSH0M%3D&se=1893456000&skn=acs-send";

SharedAccessSignature parsed_sas(std::string_view text) {
  return parse_sas(text).value();
}

const HmacKey& sas_key() {
  static const HmacKey good{kKey};
  return good;
}

SharedAccessSignature over(std::string_view resource) {
  return parsed_sas("SharedAccessSignature sr=" + std::string(resource) + "&sig=x&se=1&skn=p");
}

}  // namespace

TEST_CASE("the tokens of the JavaScript and the .NET client are verified over the text as sent") {
  for (const std::string_view text : {kRootSas, kWholeSas}) {
    const SharedAccessSignature sas = parsed_sas(text);
    CHECK(sas.policy == "acs-send");
    CHECK(sas.expiry == kExpiry);
    CHECK(is_signed_with(sas, sas_key()));
    CHECK_FALSE(is_signed_with(sas, HmacKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDI=")));
    // The decoded bytes of the key are not the key.
    CHECK_FALSE(is_signed_with(sas, HmacKey("01234567890123456789012345678901")));
  }
}

TEST_CASE("the signature covers the encoding too") {
  std::string recoded(kRootSas);
  recoded.replace(recoded.find("%3A"), 3, "%3a");
  CHECK_FALSE(is_signed_with(parsed_sas(recoded), sas_key()));
  std::string later(kRootSas);
  later.replace(later.find("1893456000"), 10, "1893456001");
  CHECK_FALSE(is_signed_with(parsed_sas(later), sas_key()));
  std::string padded(kRootSas);
  padded.replace(padded.find("1893456000"), 10, "01893456000");
  CHECK_FALSE(is_signed_with(parsed_sas(padded), sas_key()));
}

TEST_CASE("the parts come in any order, and the policy may be encoded or not") {
  const SharedAccessSignature old_sample = parsed_sas(
      "sharedaccesssignature   sig=a%2Bb%3D&se=5&skn=My%20Policy&unknown=1&sr=http%3a%2f%2fns%2fhub");
  CHECK(old_sample.signature == "a+b=");
  CHECK(old_sample.expiry == 5);
  CHECK(old_sample.policy == "My Policy");
  CHECK(old_sample.resource == "http%3a%2f%2fns%2fhub");
  CHECK(parsed_sas("SharedAccessSignature sr=a&sig=a+b/c=&se=5&skn=My Policy").policy == "My Policy");
  CHECK(parsed_sas("SharedAccessSignature sr=a&sig=a+b/c=&se=5&skn=My Policy").signature == "a+b/c=");
}

TEST_CASE("a missing token is told from a malformed one") {
  CHECK(parse_sas("").error() == SasFailure::missing_token);
  const std::string good(kRootSas);
  for (const std::string& text :
       {std::string(" "),
        std::string("Bearer abc"),
        std::string("SharedAccessSignature"),
        std::string("SharedAccessSignature "),
        std::string("SharedAccessSignaturesr=a&sig=b&se=1&skn=d"),
        std::string("SharedAccessSignature garbage"),
        std::string("SharedAccessSignature sr=a&sig=b&se=1"),
        std::string("SharedAccessSignature sr=a&sig=b&skn=d"),
        std::string("SharedAccessSignature sr=a&se=1&skn=d"),
        std::string("SharedAccessSignature sig=b&se=1&skn=d"),
        std::string("SharedAccessSignature sr=&sig=b&se=1&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=&se=1&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=b&se=1&skn="),
        std::string("SharedAccessSignature sr=a&sig=b&se=&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=b&se=soon&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=b&se=-1&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=b&se=1.5&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=b&se=99999999999999999999&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=%zz&se=1&skn=d"),
        std::string("SharedAccessSignature sr=a&sig=b&se=1&skn=%"),
        good + "&se=1",
        good + "&",
        good + "&x",
        std::string("\0\xFF\x80", 3)}) {
    CAPTURE(text);
    const auto sas = parse_sas(text);
    if (text == good + "&") {
      CHECK(sas);
    } else {
      REQUIRE_FALSE(sas);
      CHECK(sas.error() == SasFailure::malformed_token);
    }
  }
}

TEST_CASE("a token expires in the second that it names, later by the allowed skew") {
  const SharedAccessSignature sas = parsed_sas(kRootSas);
  const sim::Time expiry = sim::from_unix_seconds(kExpiry);
  CHECK_FALSE(is_expired(sas, expiry - std::chrono::nanoseconds(1)));
  CHECK(is_expired(sas, expiry));
  CHECK_FALSE(is_expired(sas, expiry + std::chrono::seconds(59), std::chrono::minutes(1)));
  CHECK(is_expired(sas, expiry + std::chrono::minutes(1), std::chrono::minutes(1)));
  // Far beyond what a sim::Time can hold.
  CHECK_FALSE(
      is_expired(parsed_sas("SharedAccessSignature sr=a&sig=b&se=9223372036854775807&skn=d"), expiry));
}

TEST_CASE("the signed resource covers the request's place and what lies below it") {
  const std::string host = "contoso.servicebus.windows.net";
  const std::string target = "/hub1/messages/?direct&api-version=2015-01";
  for (const std::string_view resource :
       {"https%3A%2F%2Fcontoso.servicebus.windows.net%2F", "sb%3a%2f%2fcontoso.servicebus.windows.net",
        "http%3a%2f%2fCONTOSO.servicebus.windows.net%3a443%2fHub1",
        "contoso.servicebus.windows.net%2fhub1%2f",
        "https://contoso.servicebus.windows.net/hub1/messages/?direct&api-version=2015-01",
        "https%3a%2f%2fcontoso.servicebus.windows.net%2fhub1%2fmessages%3fapi-version%3d2015-01"}) {
    // A raw "&" would end the parameter, so such a text cannot arrive in one piece.
    const std::string whole(resource);
    const SharedAccessSignature sas = over(whole.substr(0, whole.find('&')));
    CAPTURE(resource);
    CHECK(covers(sas, host, target));
    CHECK(covers(sas, host + ":443", target));
    CHECK(covers(sas, "Contoso.ServiceBus.Windows.Net", "/HUB1/Messages"));
  }
  for (const std::string_view resource :
       {"https%3a%2f%2ffabrikam.servicebus.windows.net%2f",
        "https%3a%2f%2fcontoso.servicebus.windows.net.evil%2f", "https%3a%2f%2fcontoso.servicebus.windows.ne",
        "https%3a%2f%2fcontoso.servicebus.windows.net%2fhub",
        "https%3a%2f%2fcontoso.servicebus.windows.net%2fhub2",
        "https%3a%2f%2fuser%40contoso.servicebus.windows.net",
        "https%3a%2f%2fcontoso.servicebus.windows.net%2fhub1%2fmessages%2fmore", "%2f", "https%3a%2f%2f",
        "%3a", "%zz", "hub1", "%2fhub1"}) {
    CAPTURE(resource);
    CHECK_FALSE(covers(over(resource), host, target));
  }
  CHECK(covers(over("https%3a%2f%2f127.0.0.1%3a10600%2f"), "127.0.0.1:10600", "/droppoint-hub/messages"));
  CHECK(covers(over("https%3a%2f%2f%5b%3a%3a1%5d%3a10600%2f"), "[::1]:10600", "/droppoint-hub/messages"));
  CHECK_FALSE(covers(over("https%3a%2f%2f127.0.0.1%2f"), "", "/droppoint-hub/messages"));
  // A tag with a space, signed by a client that encodes the whole address once more.
  CHECK(covers(over("https%3a%2f%2fns%2fhub%2ftags%2fa%2520b"), "ns", "/hub/tags/a%20b"));
  CHECK_FALSE(covers(over("https%3a%2f%2fns%2fhub%2ftags%2fa%2520b"), "ns", "/hub/tags/a%20c"));
}

TEST_CASE("the checks come in order: signature by either key, expiry, scope") {
  const SharedAccessSignature sas = parsed_sas(kWholeSas);
  const HmacKey other("another key");
  const sim::Time now = sim::from_unix_seconds(kExpiry - 60);
  const SasRequest request{"contoso.servicebus.windows.net", "/hub1/messages?api-version=2020-06&direct",
                           now};
  CHECK_FALSE(verify_sas(sas, sas_key(), other, request));
  CHECK_FALSE(verify_sas(sas, other, sas_key(), request));
  const SasRequest late_elsewhere{"fabrikam", "/hub1", sim::from_unix_seconds(kExpiry)};
  CHECK(verify_sas(sas, other, other, late_elsewhere) == SasFailure::invalid_signature);
  CHECK(verify_sas(sas, sas_key(), other, late_elsewhere) == SasFailure::expired_token);
  const SasRequest elsewhere{"contoso.servicebus.windows.net", "/hub2/messages", now};
  CHECK(verify_sas(sas, sas_key(), other, elsewhere) == SasFailure::wrong_scope);
  CHECK(to_text(SasFailure::wrong_scope) == "wrong-scope");
}

TEST_CASE("what Communication Services signs is the .NET client's form, and verifies") {
  const sim::Time expiry = sim::from_unix_seconds(kExpiry);
  CHECK(make_sas("https://Contoso.servicebus.windows.net/hub1/messages?api-version=2020-06&direct",
                 "acs-send", sas_key(), expiry) == kWholeSas);
  const SharedAccessSignature sas = parsed_sas(make_sas("https://ns/hub", "Name & more", sas_key(), expiry));
  CHECK(sas.policy == "Name & more");
  CHECK_FALSE(
      verify_sas(sas, sas_key(), sas_key(), {"ns", "/hub/messages", expiry - std::chrono::seconds(1)}));
}
