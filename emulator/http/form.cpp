#include "emulator/http/form.hpp"

#include "emulator/http/uri.hpp"

#include <algorithm>

namespace droppoint::http {

Result<std::string> form_decode(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  if (spaced.find('%') == std::string::npos) return spaced;
  return percent_decode(spaced);
}

std::string form_encode(std::string_view text) {
  std::string encoded;
  for (const char character : text) {
    if (character == ' ') {
      encoded.push_back('+');
    } else if (character == '~') {
      encoded.append("%7E");
    } else {
      encoded += percent_encode(std::string_view(&character, 1), "*");
    }
  }
  return encoded;
}

Result<Form> Form::parse(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (item.empty()) continue;
    const std::size_t equals = item.find('=');
    Result<std::string> name = form_decode(item.substr(0, equals));
    Result<std::string> value =
        form_decode(equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1));
    if (!name) return fail("InvalidForm", "the form is not URL-encoded: " + name.error().message);
    if (!value) return fail("InvalidForm", "the form is not URL-encoded: " + value.error().message);
    form.add(std::move(*name), std::move(*value));
  }
  return form;
}

std::optional<std::string_view> Form::get(std::string_view name) const {
  for (const FormItem& item : items_) {
    if (item.name == name) return item.value;
  }
  return std::nullopt;
}

std::string Form::encode() const {
  std::string text;
  for (const FormItem& item : items_) {
    if (!text.empty()) text.push_back('&');
    text += form_encode(item.name);
    text.push_back('=');
    text += form_encode(item.value);
  }
  return text;
}

}  // namespace droppoint::http
