#include "emulator/http/uri.hpp"

#include <catch2/catch.hpp>

using namespace droppoint::http;

TEST_CASE("percent decoding turns escapes of either case into bytes and leaves a plus alone") {
  CHECK(percent_decode("8%3Aacs%3a1+2").value() == "8:acs:1+2");
  CHECK(percent_decode("").value().empty());
  CHECK(percent_decode("%00%ff").value() == std::string("\0\xFF", 2));
  CHECK(percent_decode("%2541").value() == "%41");
}

TEST_CASE("a broken percent-encoding is refused with its place") {
  for (const char* text : {"%", "a%4", "%G1", "%1G", "%%41", "100%", "%+1", "%-1"}) {
    INFO(text);
    const auto decoded = percent_decode(text);
    REQUIRE(!decoded);
    CHECK(decoded.error().code == "InvalidPercentEncoding");
  }
  CHECK(percent_decode("ab%zz").error().message.find("position 2") != std::string::npos);
}

TEST_CASE("percent encoding keeps what it is told to keep") {
  CHECK(percent_encode("aZ09-._~") == "aZ09-._~");
  CHECK(percent_encode("8:acs:1/2 +") == "8%3Aacs%3A1%2F2%20%2B");
  CHECK(percent_encode("\xC3\xA9\x7F") == "%C3%A9%7F");
  CHECK(percent_encode("it's (a*b)!") == "it%27s%20%28a%2Ab%29%21");
  CHECK(percent_encode("it's (a*b)!", kKeptByEncodeUriComponent) == "it's%20(a*b)!");
  CHECK(percent_encode("a/b", "/") == "a/b");
}

TEST_CASE("every byte survives encoding and decoding") {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  CHECK(percent_decode(percent_encode(all)).value() == all);
}

TEST_CASE("an authority splits into host and port") {
  CHECK(split_authority("localhost").value() == Authority{"localhost", std::nullopt});
  CHECK(split_authority("Management.Azure.com:443").value() == Authority{"management.azure.com", 443});
  CHECK(split_authority("127.0.0.1:0").value() == Authority{"127.0.0.1", 0});
  CHECK(split_authority("localhost:").value() == Authority{"localhost", std::nullopt});
  CHECK(split_authority("[::1]:10600").value() == Authority{"::1", 10600});
  CHECK(split_authority("[FE80::1%25eth0]").value() == Authority{"fe80::1%25eth0", std::nullopt});
  CHECK(split_authority("[::1]:8080").value().to_text() == "[::1]:8080");
  CHECK(split_authority("A:65535").value().to_text() == "a:65535");
}

TEST_CASE("an authority that is none is refused") {
  for (const char* text :
       {"",     ":80",     "a:65536", "a:-1",  "a:+1",    "a:8x", "a: 80", "a b", "user@host", "a:1:2", "::1",
        "[::1", "[::1]80", "[]",      "[abc]", "[::1]:x", "a/b",  "a\\b",  "a?b", "[::1 ]",    "a\x01"}) {
    INFO(text);
    const auto authority = split_authority(text);
    REQUIRE(!authority);
    CHECK(authority.error().code == "InvalidAuthority");
  }
}

TEST_CASE("an absolute URL is read into its parts and written back") {
  const Url url = Url::parse("HTTPS://Contoso.Azurewebsites.net:8443/api/hook%20a?code=x%2F&y#part").value();
  CHECK(url.scheme == "https");
  CHECK(url.host == "contoso.azurewebsites.net");
  CHECK(url.port == 8443);
  CHECK(url.path == "/api/hook%20a");
  CHECK(url.query == "code=x%2F&y");
  CHECK(url.target() == "/api/hook%20a?code=x%2F&y");
  CHECK(url.authority() == "contoso.azurewebsites.net:8443");
  CHECK(url.to_text() == "https://contoso.azurewebsites.net:8443/api/hook%20a?code=x%2F&y");
}

TEST_CASE("a URL without a path has the root, and ports follow the scheme") {
  CHECK(Url::parse("http://localhost").value().target() == "/");
  CHECK(Url::parse("http://localhost?a=b").value().target() == "/?a=b");
  CHECK(Url::parse("http://localhost?").value().target() == "/?");
  CHECK(Url::parse("http://localhost#x?y").value().to_text() == "http://localhost/");
  CHECK(Url::parse("http://localhost").value().port_or_default() == 80);
  CHECK(Url::parse("ws://localhost").value().port_or_default() == 80);
  CHECK(Url::parse("https://localhost").value().port_or_default() == 443);
  CHECK(Url::parse("sb://contoso-ns.servicebus.windows.net/").value().port_or_default() == 443);
  CHECK(Url::parse("http://[::1]:81/x").value().port_or_default() == 81);
  CHECK(Url::parse("http://[::1]/x").value().to_text() == "http://[::1]/x");
}

TEST_CASE("a URL that is none is refused") {
  for (const char* text :
       {"", "localhost", "/path", "//host/path", "http:/host", "http://", "http:///path", "://host",
        "1http://host", "ht tp://host", "http://ho st/", "http://host/a b", "http://host/\n",
        "http://127.0.0.1@evil.example/", "http://host:99999/", "http://[::1/", "mailto:a@b"}) {
    INFO(text);
    const auto url = Url::parse(text);
    REQUIRE(!url);
    CHECK(url.error().code == "InvalidUrl");
  }
}
