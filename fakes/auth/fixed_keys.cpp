#include "fakes/auth/fixed_keys.hpp"

#include "emulator/http/headers.hpp"
#include "fakes/auth/base64.hpp"
#include "fakes/auth/digest.hpp"

namespace droppoint::auth {

// Public on purpose; see the header. The texts are those of fixtures/keys, which a test compares.

constexpr std::string_view kApnsSigningKeyPem = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoD77l99qcy6es0JZ
crGzNZzBQke2Im+zN1Qgkr6m02OhRANCAARQ3sQ8r/nZYyWx/ebJfVDFYQvXJjno
j2746Ywehtsdf6Z0gjEtiv3+wP2mwpcyZrAv3rftoZ5+smbKmUG8kvTI
-----END PRIVATE KEY-----
)";

constexpr std::string_view kFcmServiceAccountPem = R"(-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDOl2cIYSYHcmZx
DkOM0cMrRedlfOh0C1WIRItuEQu0dS70hUc/71tKvt+loxpuneBwED5hwvI6IOEP
Q6GlkIXnLrXO7/XJicj0WhrCE32jxCZenP6h2kMXMkTACVaq8LP/SXJaIDYhX6ux
vgS2peqoOaAxEBN5A0l/6OD5VxP6SsPk6khnmW00wqfyal/eApz7PV1tIEroGHUV
7ngyzvSUnce9rZzL8YxQgUCs8xJGBCe5rtHPETbn4pnP0/V5VyCwij45+S0GgB2u
yalLwe6iVyQ6Y7rSYPG0H9yTtpQAewwRIvaeNshE/BT3uXHC8ba8ghgnfDPmGmxv
ZgRqK4x5AgMBAAECggEAF5692/png7Bzv/dWh9Iv01HBvBvE5AerttHHc0UlpnND
dBeM5uVx9aDPJzv3uK/6SjXBPCIy2ayKrtkXsTtN4/m2Nbu/yVQkkrN+nbPmyIOT
s3uVrWGsDAnmTGKE8zRkEAsQtPc72SL8GW1VUqCzrJoyE4n3//z9OU+h8UAge5w+
H6xk76AQPYpothvo9qeFYOZCaf+06jgCp1JhRqvuCsmhv/9bI0ErwZtQ7aza/GYH
uyI5/Tlbq5YyLNw5dXFMXT2cJp1HPkPAxNiy9dk67Gpeb3KWViRnqy+tO/YA5MpJ
tLJyHn1KsINslZHLTQoLmyAbmFQGXq2KO+WEn9rXNQKBgQDsmbJSD51SSG4v5m8V
ykW7pD6HVvboq7TtW36K8K2eRQZuUIYPHFOKveQo0Yj2lF5j2m+/SmR8E4Lid5Zd
if7dPy2pHKxZ3hfplKLFYhi6ZcsTp3yt3Vm1bhZQbUdTVEE4BAT5yMmUq/skS8XV
h76uem0PGIf0RxSPcLkhzc90cwKBgQDfh89cmXrCnp215v5cnApdpxdScGwLA77S
8uCD0pufz1iahhdsQGYciWL1ufCg075tkKr2P4vvTysTYkWCSRroyLkWqUtlDxc7
FeZBm/Z1m0+76y9IhDB6tRi8kxskj9QRPd2ga0LdXw46IItpKPF7N+Bldd9rBWtN
hSh6J6tsYwKBgDJB35gAyxksW4N/Pj9xrOhT1hhnh6EawB7fHX0j7K0+2kPahO92
w+Qnu+xTvfUqxPYO80e95KRafKXgYydRZbrXbbqLZazdOVUbhovI75nAf6eYHyrL
Zv/b949z9v+jWQsuB2SLmw4ijgFCuy5FXGKxjLL1MgPYiWyCtECS+CszAoGBAJXs
TRRajI/EOxsqFyieMAWocGgGpzCsDm0GIbfIpkCFnXPmxAcDGnnBW/JcCByWaH6s
LT6EWKLlgoq5us0rozTGi/27Bqp9eKNUiN8wcBlpVg1ALLKCltF2bWTtdaMMJLx7
tg5GYs5/Vtd9xIN/xpdSXtsuN+9b7yBLU167BKrpAoGANdYcjtqprmV+o7mDXOTl
9QbBncikLujXz3sONrCczmXY4ixG5nf1H9d9zwZjq3AtjanIBI8dA4djfhlnFgdr
4s7fkJo55LUCWWt10TW8ZYudiz1drEi8OyuOfPO7D7KJHbDySVwpeV+2cFkjzxJA
uMu6ckHFLTBMncHauVcthbU=
-----END PRIVATE KEY-----
)";

constexpr std::string_view kTokenSigningKeyPem = R"(-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDEyLEEQPs7mkLT
oh12gZ1GADn8nyVaR+7nqAY/i/Atd15SZeJMG8qeAlcYTp9DfUqftFQiVeHBsPQg
Kf7RKETXEFYwfHY/4pjDQfFKhDh4QRcUtXyqokNhcpAvI6JYJ4FTPRYlQ60NUO06
H7elBK4wZ2S1erg4hFTXF+udUHpjcRUFGW7SkaWAAqtjvs+Hd8ckhVyzl1UdP1ea
SQPF2kI5SGC1yOJYQxq6BAhyX6XBPr3zkcsoAYRm1LM2QXbhUp3KsKx4e4ZBaY47
vS5r/PvoCTmgMwPB5p6xQxavN1riJ83AisSJfHbwEgRn22K4STf/HbmT6HBt11bk
mxAt6SA7AgMBAAECggEAAlbjyP3N0p2xXgXqPpAcuCJlLI9ajU2FktTWkEXugBq6
+KQ66WtWr599c6AStByHg7PSL/Mq5u53HXehlLiMAGRXKTWYDvUWCCumcyfWDvpn
T1d0VddDYJ1pdJfqEjGaCaI439G6UJZg6/y2ZlEVnklcw+yaTYmDHAbYs67cFHp+
8CCaTyx63Xul62d0KApwvZAjcZ0Oa3Dr6niEAoBoUn6mJSe7If8SzehtjaC7WySx
ZgLDmMZzhYeqH3avB/ZhZFccCRjX/dDFXs905QlRjorkGcRgkaXSrg/8rf9R44KK
+7rwLWcBy4p+pmaND5uWzryvYZlpAgoz9yDw319gUQKBgQDgo8zHmwponFUYnanV
aFoxSBvtJJ3McmVuoW2OlNpXPOKj+emmm49V3KCr58iLLa6JerhXd3gmB+vimhzj
WxFN88DSrc8LwQXpztUAT4qKqZ6kEIeWGcRJQBO4bC9dTHFPHEgjdZKfiKS154x/
iWGhsO6zqHkExzcORfdlaDY+cQKBgQDgQWABV/xay03jUgLQpv85j6ygmw3E/kaT
L76ApZPZypCiEPGL+9ChwJu7n1RyfvTYV1gFJmDDKeyNFaOImiO7rE69lWfk9HBl
S+EaZhpseGdaZZZ+Ec6Qd4+Vv9no9MGnIY1FFPa5WNPUgDX3psMemLPWrPD4MDrw
jdGg0973awKBgCtzAzTIZCb/teXg+OxyFp/Zlq0zm+HjboMLbilZ2TFucVfOCsdS
51JwLhOR7VQeLdghiG5CiVaxyYo2zMec4af2MaGORLG9T+t9Oe2pdN6FGE4bdF4v
9atFXYsaQb8F/hSTH9Db+NQqldEpTB+O7vdbRZAyUdX+wkNcfRF8KqHBAoGABdSt
UlufTB0NIWP4fsRYzn5V1rcxXHXgD+Ol6GJlvbvulsgp/6HEgvAnHHHAGFoEs7tR
ppCg43IrnF97qQmY9EA+q98+nE1evsOCTtVoynk29rq9dvmvjUIOka4zVENI5beR
nMI2yArvNw8+V/oWCK2fv20vtsRKRAbr9GqN2ZECgYBRqcQfMYU7qHHinyNHp8Wq
5o1A14ElQCtCLC/UDuhuTsEfVIFiQhDittJAcUUMRcjjHujQNnz6pKmirstlpR5u
6WOfdlnlmLKAWuzvumPvSvQ8ezi0+y3QuOo2dEyit/DjQT9z1EVmFWm3JkMbmRid
6innCq5ctG9ICDk1uZbUqg==
-----END PRIVATE KEY-----
)";

namespace {

std::string_view name_of(KeySlot slot) {
  return slot == KeySlot::primary ? "primary" : "secondary";
}

// Line breaks between the parts, which no name can hold, keep different parts from giving the same text.
std::string derived(std::string_view purpose, std::string_view owner, std::string_view name) {
  std::string text("droppoint fixed key, public, version 1\n");
  text.append(purpose).append("\n").append(http::to_lower(owner)).append("\n").append(http::to_lower(name));
  return sha256(text);
}

}  // namespace

const EcPrivateKey& fixed_apns_signing_key() {
  static const EcPrivateKey key = EcPrivateKey::from_pem(kApnsSigningKeyPem).value();
  return key;
}

const RsaPrivateKey& fixed_fcm_service_account_key() {
  static const RsaPrivateKey key = RsaPrivateKey::from_pem(kFcmServiceAccountPem).value();
  return key;
}

const RsaPrivateKey& fixed_token_signing_key() {
  static const RsaPrivateKey key = RsaPrivateKey::from_pem(kTokenSigningKeyPem).value();
  return key;
}

std::string fixed_policy_key(std::string_view scope, std::string_view policy, KeySlot slot) {
  const std::string purpose = std::string("policy ").append(name_of(slot));
  return base64_encode(derived(purpose, scope, policy));
}

std::string fixed_access_key(std::string_view resource, KeySlot slot) {
  const std::string purpose = std::string("access ").append(name_of(slot));
  return base64_encode(derived(purpose, resource, "1") + derived(purpose, resource, "2"));
}

}  // namespace droppoint::auth
