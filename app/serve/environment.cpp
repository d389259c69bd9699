#include "app/serve/environment.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

#include <nlohmann/json.hpp>

namespace droppoint::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// Where systems keep the certificates they trust.
constexpr const char* kSystemBundles[] = {"/etc/ssl/certs/ca-certificates.crt",
                                          "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"};

std::string system_bundle() {
  for (const char* file : kSystemBundles) {
    std::ifstream stream(file, std::ios::binary);
    if (stream) return {std::istreambuf_iterator<char>(stream), {}};
  }
  return {};
}

// The first of an object's members, or null: what the environment can name one of.
const Json& first_of(const Json& object) {
  static const Json kNone = nullptr;
  return object.empty() ? kNone : object.begin().value();
}

}  // namespace

Result<void> write_whole(const fs::path& file, const std::string& text) {
  const fs::path partial = file.string() + ".partial";
  std::ofstream stream(partial, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  std::error_code error;
  if (stream) fs::rename(partial, file, error);
  if (stream && !error) return {};
  return fail("FileUnwritable", "'" + file.string() + "' cannot be written",
              "check the folder and its rights");
}

Result<std::vector<std::pair<std::string, std::string>>> environment_of(const Json& info,
                                                                        const fs::path& state) {
  const fs::path account = fs::absolute(state) / "service-account.json";
  const fs::path bundle = fs::absolute(state) / "ca-bundle.pem";
  if (auto written = write_whole(account, info["fcm"]["service_account"].dump(2) + '\n'); !written) {
    return tl::unexpected(written.error());
  }
  if (auto written = write_whole(bundle, system_bundle() + info["ca_certificate_pem"].get<std::string>());
      !written) {
    return tl::unexpected(written.error());
  }
  std::vector<std::pair<std::string, std::string>> all;
  all.emplace_back("DROPPOINT_ENDPOINT", info["endpoint"].get<std::string>());
  const Json& communication = first_of(info["communication_services"]);
  if (communication.is_object()) {
    all.emplace_back("COMMUNICATION_SERVICES_CONNECTION_STRING",
                     communication["connection_string"].get<std::string>());
  }
  const Json& hub = first_of(info["notification_hubs"]);
  if (hub.is_object()) {
    const std::string name = info["notification_hubs"].begin().key();
    all.emplace_back("NOTIFICATION_HUB_CONNECTION_STRING",
                     hub["connection_strings"]["DefaultFullSharedAccessSignature"].get<std::string>());
    all.emplace_back("NOTIFICATION_HUB_NAME", name.substr(name.find('/') + 1));
  }
  all.emplace_back("AZURE_SUBSCRIPTION_ID", info["subscription_id"].get<std::string>());
  all.emplace_back("AZURE_TENANT_ID", info["entra"]["tenant_id"].get<std::string>());
  all.emplace_back("AZURE_CLIENT_ID", info["entra"]["client_id"].get<std::string>());
  all.emplace_back("AZURE_CLIENT_SECRET", info["entra"]["client_secret"].get<std::string>());
  all.emplace_back("AZURE_AUTHORITY_HOST", info["entra"]["authority"].get<std::string>());
  all.emplace_back("GOOGLE_APPLICATION_CREDENTIALS", account.string());
  all.emplace_back("NODE_EXTRA_CA_CERTS", info["ca_certificate"].get<std::string>());
  all.emplace_back("SSL_CERT_FILE", bundle.string());
  all.emplace_back("REQUESTS_CA_BUNDLE", bundle.string());
  return all;
}

std::string export_lines(const std::vector<std::pair<std::string, std::string>>& environment) {
  std::string text;
  for (const auto& [name, value] : environment) text += "export " + name + "='" + value + "'\n";
  return text;
}

}  // namespace droppoint::app
