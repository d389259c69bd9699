#include "app/reports/junit.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "emulator/http/text.hpp"

namespace droppoint::app {

std::optional<std::string> write_junit(const std::vector<scenarios::Report>& reports,
                                       const std::string& file) {
  const auto broken = std::count_if(reports.begin(), reports.end(),
                                    [](const scenarios::Report& report) { return !report.held; });
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  xml +=
      fmt::format("<testsuites>\n<testsuite name=\"droppoint\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                  reports.size(), broken);
  for (const auto& report : reports) {
    xml += fmt::format("<testcase classname=\"{}\" name=\"{}\"", http::escape_xml(report.file),
                       http::escape_xml(report.name));
    if (report.held) {
      xml += "/>\n";
      continue;
    }
    std::string text;
    for (const auto& failure : report.failures) {
      text +=
          fmt::format("{}:{}:{}: step {} ({}): expected {}; found {}\n", report.file, failure.place.line,
                      failure.place.column, failure.step, failure.step_name, failure.expected, failure.found);
    }
    xml += fmt::format(">\n<failure message=\"{}\">{}</failure>\n</testcase>\n",
                       http::escape_xml(report.failures.front().expected), http::escape_xml(text));
  }
  xml += "</testsuite>\n</testsuites>\n";
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << xml;
  stream.close();
  if (stream) return std::nullopt;
  return fmt::format("'{}' cannot be written: name another file with --junit", file);
}

}  // namespace droppoint::app
