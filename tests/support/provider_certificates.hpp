#pragma once

#include <string>

// TLS client certificates of providers, made for these tests by `openssl ca -selfsign`: UID com.example.app,
// valid from 2020 to 2099 where nothing else is said. The extensions that only mark something hold an ASN.1
// NULL.

namespace droppoint::test {

// Of both environments, the topic com.example.app by its subject.
inline const std::string kPushCertificateOfBoth =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBtTCCAVqgAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqNFMEMw\n"
    "EAYKKoZIhvdjZAYDAQQCBQAwEAYKKoZIhvdjZAYDAgQCBQAwHQYDVR0OBBYEFBl7\n"
    "gjR+WdEE6TzfDoMsdHELq92mMAoGCCqGSM49BAMCA0kAMEYCIQCm1qDvsP2URk4b\n"
    "ukVOGK191uoLe1mRaVaCdw9GZmFpAwIhAL15RPKzywPYs+S9dm3/xv6OWeUu45pu\n"
    "EtNS7669KxJA\n"
    "-----END CERTIFICATE-----\n";
inline const std::string kDevelopmentPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBojCCAUigAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqMzMDEw\n"
    "EAYKKoZIhvdjZAYDAQQCBQAwHQYDVR0OBBYEFBl7gjR+WdEE6TzfDoMsdHELq92m\n"
    "MAoGCCqGSM49BAMCA0gAMEUCIQDpqOqfS+2sNeiNXsLfusP9lq1fFwpaYUSq3IMR\n"
    "XSMBgAIgNujAOrAPHR3JVcSI1/76tM9Fj/7di0cdTVaddXrD/pE=\n"
    "-----END CERTIFICATE-----\n";
inline const std::string kProductionPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBojCCAUigAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqMzMDEw\n"
    "EAYKKoZIhvdjZAYDAgQCBQAwHQYDVR0OBBYEFBl7gjR+WdEE6TzfDoMsdHELq92m\n"
    "MAoGCCqGSM49BAMCA0gAMEUCIQCHp03J20fdmQnMP1uPrvJjeFkWXQ/e2BXXHAw0\n"
    "UnK2VQIgHTvP0VQyiSM8p4VCqRMEsBurotXWHiF5myg8ONYEh84=\n"
    "-----END CERTIFICATE-----\n";
// Lists com.example.app, its .voip and its .complication.
inline const std::string kTopicsPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIICIjCCAcigAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqOBsjCB\n"
    "rzAQBgoqhkiG92NkBgMBBAIFADAQBgoqhkiG92NkBgMCBAIFADBqBgoqhkiG92Nk\n"
    "BgMGBFwwWgwPY29tLmV4YW1wbGUuYXBwMAUMA2FwcAwUY29tLmV4YW1wbGUuYXBw\n"
    "LnZvaXAwBQwDYXBwDBxjb20uZXhhbXBsZS5hcHAuY29tcGxpY2F0aW9uMAUMA2Fw\n"
    "cDAdBgNVHQ4EFgQUGXuCNH5Z0QTpPN8Ogyx0cQur3aYwCgYIKoZIzj0EAwIDSAAw\n"
    "RQIgAXW2t86vWdKc5XSDfx29/mpGl759HOtdv+FEIe3IjBoCIQCFtI/T6qJxzDQU\n"
    "NhYqcLumVQkT43BE3ETgBtP/6fgSoQ==\n"
    "-----END CERTIFICATE-----\n";
// Marks services for calls, without saying of which topic.
inline const std::string kVoipPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBxzCCAWygAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqNXMFUw\n"
    "EAYKKoZIhvdjZAYDAQQCBQAwEAYKKoZIhvdjZAYDAgQCBQAwEAYKKoZIhvdjZAYD\n"
    "BAQCBQAwHQYDVR0OBBYEFBl7gjR+WdEE6TzfDoMsdHELq92mMAoGCCqGSM49BAMC\n"
    "A0kAMEYCIQCbX9Nv9RYVn4/sKX1GZ8bHXzfPRgxiQtpajhcG5iplHgIhANRdOJjO\n"
    "l9l5ra3XP7h3siKKddIf7smpvHlaaroVxDt/\n"
    "-----END CERTIFICATE-----\n";
// Marks services for calls of com.example.app.voip. Production.
inline const std::string kVoipTopicPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIB0TCCAXegAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqNiMGAw\n"
    "EAYKKoZIhvdjZAYDAgQCBQAwLQYKKoZIhvdjZAYDBAQfMB0MFGNvbS5leGFtcGxl\n"
    "LmFwcC52b2lwMAUMA2FwcDAdBgNVHQ4EFgQUGXuCNH5Z0QTpPN8Ogyx0cQur3aYw\n"
    "CgYIKoZIzj0EAwIDSAAwRQIhAKo9dNzaRFbXMLsiRB0scPQz7VYkqgl5P+phTZ8e\n"
    "eeiUAiA9SLTq5fzyxSzUB69vfN7mHLMqYotUQgQykmNjphqIJg==\n"
    "-----END CERTIFICATE-----\n";
// Without UID; lists com.example.app.voip. Production.
inline const std::string kListOnlyPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBjzCCATWgAwIBAgIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMCAXDTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjAe\n"
    "MRwwGgYDVQQDDBNBcHBsZSBQdXNoIFNlcnZpY2VzMFkwEwYHKoZIzj0CAQYIKoZI\n"
    "zj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9YwwOlik9K/aOba6wKHYef5V/\n"
    "7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqNiMGAwEAYKKoZIhvdjZAYDAgQCBQAw\n"
    "LQYKKoZIhvdjZAYDBgQfMB0MFGNvbS5leGFtcGxlLmFwcC52b2lwMAUMA2FwcDAd\n"
    "BgNVHQ4EFgQUGXuCNH5Z0QTpPN8Ogyx0cQur3aYwCgYIKoZIzj0EAwIDSAAwRQIh\n"
    "ANok3EDyl9usG6R/sa58VwBmSZoDT6WM0hKaFcD7MA/VAiAW0KXkTkrMA4Z1w4fM\n"
    "tREJN4Z31cEw0jpjlEtKY0MVYQ==\n"
    "-----END CERTIFICATE-----\n";
// Of the year 2020.
inline const std::string kExpiredPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBoTCCAUagAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMB4X\n"
    "DTIwMDEwMTAwMDAwMFoXDTIwMTIzMTIzNTk1OVowPzEcMBoGA1UEAwwTQXBwbGUg\n"
    "UHVzaCBTZXJ2aWNlczEfMB0GCgmSJomT8ixkAQEMD2NvbS5leGFtcGxlLmFwcDBZ\n"
    "MBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhz0KkikVrUHs0m5CB4f2Rcm7qivWMM\n"
    "DpYpPSv2jm2usCh2Hn+Vf+2H6Y8Lyag9H74VVBA4GUrn8bMKVnwAjbajMzAxMBAG\n"
    "CiqGSIb3Y2QGAwIEAgUAMB0GA1UdDgQWBBQZe4I0flnRBOk83w6DLHRxC6vdpjAK\n"
    "BggqhkjOPQQDAgNJADBGAiEA4W4UyVDB21RilmMDGoLL2fnG3LpoAxV1clxSJOZb\n"
    "9iUCIQDnnFLZqPacH9YShnao1PpkydFLoXUTTHZ4Zk4UlcHdGQ==\n"
    "-----END CERTIFICATE-----\n";
// From 2090 on.
inline const std::string kFuturePushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBozCCAUqgAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCIY\n"
    "DzIwOTAwMTAxMDAwMDAwWhgPMjA5OTEyMzEyMzU5NTlaMD8xHDAaBgNVBAMME0Fw\n"
    "cGxlIFB1c2ggU2VydmljZXMxHzAdBgoJkiaJk/IsZAEBDA9jb20uZXhhbXBsZS5h\n"
    "cHAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATYc9CpIpFa1B7NJuQgeH9kXJu6\n"
    "or1jDA6WKT0r9o5trrAodh5/lX/th+mPC8moPR++FVQQOBlK5/GzClZ8AI22ozMw\n"
    "MTAQBgoqhkiG92NkBgMCBAIFADAdBgNVHQ4EFgQUGXuCNH5Z0QTpPN8Ogyx0cQur\n"
    "3aYwCgYIKoZIzj0EAwIDRwAwRAIgJVBLLx05yuqf+6JEvfBW0NYwokGYWwGtfyDY\n"
    "YPNOTjcCIHJYxQ/TEcH4fSxWsJH/TJ+lBxBv1GSCuHxvfT5YHGN3\n"
    "-----END CERTIFICATE-----\n";
// Without UID and topics.
inline const std::string kNamelessPushCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBXzCCAQagAwIBAgIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMCAXDTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjAe\n"
    "MRwwGgYDVQQDDBNBcHBsZSBQdXNoIFNlcnZpY2VzMFkwEwYHKoZIzj0CAQYIKoZI\n"
    "zj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9YwwOlik9K/aOba6wKHYef5V/\n"
    "7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqMzMDEwEAYKKoZIhvdjZAYDAgQCBQAw\n"
    "HQYDVR0OBBYEFBl7gjR+WdEE6TzfDoMsdHELq92mMAoGCCqGSM49BAMCA0cAMEQC\n"
    "IHSXZNILWMDJIutIeYFuzUM4oCaJQ3EG5aC4CghXvl1rAiBtllTm7T5vmok9l+Uk\n"
    "+Fc4ZF4TYtRRgsXRNfYHaJTXkw==\n"
    "-----END CERTIFICATE-----\n";
// Without Apple's extensions.
inline const std::string kPlainCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBnjCCAUOgAwIBAgIBATAKBggqhkjOPQQDAjA/MRwwGgYDVQQDDBNBcHBsZSBQ\n"
    "dXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBwMCAX\n"
    "DTIwMDEwMTAwMDAwMFoYDzIwOTkxMjMxMjM1OTU5WjA/MRwwGgYDVQQDDBNBcHBs\n"
    "ZSBQdXNoIFNlcnZpY2VzMR8wHQYKCZImiZPyLGQBAQwPY29tLmV4YW1wbGUuYXBw\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2HPQqSKRWtQezSbkIHh/ZFybuqK9\n"
    "YwwOlik9K/aOba6wKHYef5V/7YfpjwvJqD0fvhVUEDgZSufxswpWfACNtqMuMCww\n"
    "CwYDVR0PBAQDAgeAMB0GA1UdDgQWBBQZe4I0flnRBOk83w6DLHRxC6vdpjAKBggq\n"
    "hkjOPQQDAgNJADBGAiEArdN7T0akjku1ClWnpSn7RF1Idx974e/+GMWsjOin8sgC\n"
    "IQCySRQHkc1BphWfytHp+ldp2G7Y4P9MEALeuBfBp4wZrw==\n"
    "-----END CERTIFICATE-----\n";

}  // namespace droppoint::test
