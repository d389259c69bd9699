#pragma once

#include <string>
#include <string_view>

namespace droppoint::http {

// Without spaces and tabs at either end.
std::string_view trim(std::string_view text);

// A token of RFC 9110: a header name, a method, half a media type. Never empty.
bool is_token(std::string_view text);

// Whether it can stand behind a header name: no control character but the tab.
bool is_field_value(std::string_view text);

// Whether the bytes are UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view bytes);

// For text and attribute values of XML and HTML. Control characters that XML 1.0 cannot hold become U+FFFD;
// bytes above 0x7F are passed on, so the text should be UTF-8.
std::string escape_xml(std::string_view text);

}  // namespace droppoint::http
