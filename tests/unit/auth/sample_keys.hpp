#pragma once

#include <string_view>

// Keys that exist to be refused, or to be read in another form. Made with openssl for these tests only.
namespace samples {

// The key of fixtures/keys/apns-signing-key.pem in other forms.
inline constexpr std::string_view kSec1 = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIKA++5ffanMunrNCWXKxszWcwUJHtiJvszdUIJK+ptNjoAoGCCqGSM49
AwEHoUQDQgAEUN7EPK/52WMlsf3myX1QxWEL1yY56I9u+OmMHobbHX+mdIIxLYr9
/sD9psKXMmawL9637aGefrJmyplBvJL0yA==
-----END EC PRIVATE KEY-----
)";

inline constexpr std::string_view kWithoutPublicHalf = R"(-----BEGIN PRIVATE KEY-----
MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCCgPvuX32pzLp6zQlly
sbM1nMFCR7Yib7M3VCCSvqbTYw==
-----END PRIVATE KEY-----
)";

inline constexpr std::string_view kEncrypted = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjNtEoo/iFVdwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAq9PpfYwZobT0fZbnejKtkEgZBZ
7//EN4aNxKXlJ1kqnY93OnCGMxf9euqv5B2Peubs6gAIcBP56CBEO7p9/HGZZiys
Q0a8nww+6ScugmzePRhgd3TcaC+UvGLO9bbtx8TSxuvrGY65nmW8AtqasbJOJ5oo
Sk+QXbqHH1JX2N9V7WuhyCQjT0Pdnio63fy/DSXTWgV6NPkYEkWyvhMrl+cbXNQ=
-----END ENCRYPTED PRIVATE KEY-----
)";

// Keys of the wrong kind or size.
inline constexpr std::string_view kP384 = R"(-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDC11qMoyX1bpYz33ozC
prOcfYMsA0ScD96NqTqrdsmOubeHLu9n5+F1/iIzAb3SyrWhZANiAARt72BvKjL0
NVfgDjnhzNklujdCQoKhaYcgXgt4mk58QdQdiPl/5pwVN40s7TwfiFud13rFjKtF
WGP85h9XsONDgv2zajspo0W212yGXTksPgbqqQ093+3Hov799Mln0+4=
-----END PRIVATE KEY-----
)";

inline constexpr std::string_view kP384Public = R"(-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEbe9gbyoy9DVX4A454czZJbo3QkKCoWmH
IF4LeJpOfEHUHYj5f+acFTeNLO08H4hbndd6xYyrRVhj/OYfV7DjQ4L9s2o7KaNF
ttdshl05LD4G6qkNPd/tx6L+/fTJZ9Pu
-----END PUBLIC KEY-----
)";

inline constexpr std::string_view kEd25519 = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIEreefIbWBy8XCMzFO7lTdMKPvvaggrTK04vZmW913Tl
-----END PRIVATE KEY-----
)";

inline constexpr std::string_view kRsa1024 = R"(-----BEGIN PRIVATE KEY-----
MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAOmxdeXfUd+kAaL9
fpagxyszNvSiti6QzLFOzTkC5ftpTgHdJDrkkq01EaF21PknuFXD+4xvA2qkyFl+
1Q32r9Y9rLSyWW5bfb2CkxVQ8GqpqlLIHjsL434EFRpYbx8dtM3pHewM67ybuBwz
vZV66hED6dFhwBld8ocWQAjRWqZ5AgMBAAECgYEAvWJicEr9t+baqLMUfo+HOPxF
QhYG3E/egqag693scUWSwTHs5YlNUO8b/aUmzVAiM+cimVlyBF/MObLuiGVtcv5u
p7v4SPr7Mlx2kV93hWAK5ZChe8bvePgyA47gL85BgZySaHya83tzlJbqrf9k5Bws
gDx62BK7RbDFd+wX3/ECQQD7GfvLDy8+U3dXTEeBMLEOb+CRbylfYtJuxZVk9Ten
5vbs2jHd3KiyYnQBJZ/4EkZ+V8vhK28XIBlYFE1S8AOFAkEA7kCJ8+d0Qk2YFpMa
HQol5Y2G9O2LjX5mg02GZweO/+ri5T5i5sjH9tDrzAt32dTqeBI5cFngacVUmKGU
kaAnZQJAcEfRIJ6cmHkIH0AbpTgZpAQA3edgD6gHwsKVJ/zCs1CCz6xNqhB2WrXN
e4nQe0Pow6wMnZYnaabPzmPdo51xZQJAfzaEsm/mWrS1vXAEJHdTrtM3uTXRKtbQ
A9H0LrURfMI9Lmx2QIX6h2YcUVHaR7xxCXWpp7zFn5RWzDySaINcJQJBAI4c1sUQ
rH3tDEvugx4zt7pVzkR5Dcs2Az0UCH6bEu3Gs6TAWQJ1i5IWS0Ju2M+mjqL5VaK1
9VEGqCaVs5sVBAU=
-----END PRIVATE KEY-----
)";

inline constexpr std::string_view kRsa1024Public = R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDpsXXl31HfpAGi/X6WoMcrMzb0
orYukMyxTs05AuX7aU4B3SQ65JKtNRGhdtT5J7hVw/uMbwNqpMhZftUN9q/WPay0
slluW329gpMVUPBqqapSyB47C+N+BBUaWG8fHbTN6R3sDOu8m7gcM72VeuoRA+nR
YcAZXfKHFkAI0VqmeQIDAQAB
-----END PUBLIC KEY-----
)";

}  // namespace samples
