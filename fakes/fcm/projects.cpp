#include "fakes/fcm/projects.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace droppoint::fakes::fcm {
namespace {

constexpr std::array<std::pair<AccountState, std::string_view>, 4> kAccountStates{
    {{AccountState::active, "active"},
     {AccountState::key_deleted, "key-deleted"},
     {AccountState::disabled, "disabled"},
     {AccountState::deleted, "deleted"}}};

// Twelve digits that depend on the id alone (FNV-1a), as numbers of projects look.
std::string number_of(std::string_view project_id) {
  constexpr std::uint64_t kOffset = 14695981039346656037ULL;
  constexpr std::uint64_t kPrime = 1099511628211ULL;
  constexpr std::uint64_t kLeast = 100'000'000'000ULL;
  std::uint64_t hash = kOffset;
  for (const char character : project_id) {
    hash = (hash ^ static_cast<unsigned char>(character)) * kPrime;
  }
  return std::to_string(kLeast + hash % (9 * kLeast));
}

}  // namespace

std::string_view to_text(AccountState state) {
  for (const auto& [known, text] : kAccountStates) {
    if (known == state) return text;
  }
  return {};
}

std::optional<AccountState> parse_account_state(std::string_view text) {
  for (const auto& [state, known] : kAccountStates) {
    if (known == text) return state;
  }
  return std::nullopt;
}

Projects::Projects(std::vector<Project> projects) : projects_(std::move(projects)) {
  for (Project& project : projects_) {
    if (project.number.empty()) project.number = number_of(project.project_id);
  }
}

const Project* Projects::find(std::string_view id_or_number) const {
  for (const Project& project : projects_) {
    if (project.project_id == id_or_number || project.number == id_or_number) return &project;
  }
  return nullptr;
}

std::vector<const Project*> Projects::of_server_key(std::string_view key) const {
  std::vector<const Project*> result;
  for (const Project& project : projects_) {
    const auto& keys = project.server_keys;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) result.push_back(&project);
  }
  return result;
}

const ServiceAccount* Projects::find_account(std::string_view client_email) const {
  const Project* project = project_of_account(client_email);
  if (project == nullptr) return nullptr;
  for (const ServiceAccount& account : project->service_accounts) {
    if (account.client_email == client_email) return &account;
  }
  return nullptr;
}

const Project* Projects::project_of_account(std::string_view client_email) const {
  for (const Project& project : projects_) {
    for (const ServiceAccount& account : project.service_accounts) {
      if (account.client_email == client_email) return &project;
    }
  }
  return nullptr;
}

bool Projects::set_account_state(std::string_view client_email, AccountState state) {
  for (Project& project : projects_) {
    for (ServiceAccount& account : project.service_accounts) {
      if (account.client_email != client_email) continue;
      account.state = state;
      return true;
    }
  }
  return false;
}

}  // namespace droppoint::fakes::fcm
