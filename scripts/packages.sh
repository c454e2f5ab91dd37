# What the parts need from the machine, and how it gets there.

export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# ensure_packages: installs by apt only what is missing and says so.
ensure_packages() {
  local missing
  mapfile -t missing < <(missing_packages | sort -u)
  (( ${#missing[@]} == 0 )) && return 0
  if ! command -v apt-get >/dev/null; then
    fail "these are missing and there is no apt here to install them: ${missing[*]} (Debian's names)"
  fi
  if (( EUID != 0 )); then
    fail "these packages are missing; install them and start again:  sudo apt-get install --no-install-recommends ${missing[*]}"
  fi
  install_packages "${missing[@]}"
}

# The package of each command that is not there.
missing_packages() {
  have docker || docker_cli_package
  have dockerd || existing_docker >/dev/null || printf '%s\n' docker.io iptables
  local router
  for router in $WANTED_ROUTERS; do have "$router" || router_package "$router"; done
  have git || echo git
  [[ -z ${WANTED_SSHD:-} ]] || have sshd || echo openssh-server
  [[ -z ${WANTED_BROWSER:-} ]] || have chromium || echo chromium
  have curl || echo curl
  have ps || echo procps
  [[ -z ${WANTED_ZSH:-} ]] || have zsh || echo zsh
  have flock && have setsid || echo util-linux
  static_busybox >/dev/null || echo busybox-static
  [[ -n ${GIVEN_DATABASE:-} ]] || postgres_binaries >/dev/null || echo postgresql
}

have() { command -v "$1" >/dev/null; }

# Since Debian 13 the docker command is a package of its own.
docker_cli_package() {
  if apt-cache show docker-cli >/dev/null 2>&1; then echo docker-cli; else echo docker.io; fi
}

install_packages() {
  local log
  log=$(log_of apt)
  say "installing by apt: $*"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update >>"$log" 2>&1 || say "apt-get update failed; going on with the lists that are there"
  apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1 9>&- || fail "apt could not install: $*" "$log"
}

ensure_dotnet() {
  local wanted seen
  wanted=$(sed -nE 's/.*"version": *"([^"]+)".*/\1/p' "$ROOT/global.json")
  have dotnet || fail "the .NET SDK is missing: install $wanted or later from https://dotnet.microsoft.com/download (Debian: package dotnet-sdk-10.0 of Microsoft's feed)"
  seen=$(cd "$ROOT" && dotnet --version 2>&1) ||
    fail "no installed .NET SDK fits global.json ($wanted or later is needed); get it from https://dotnet.microsoft.com/download"
  say ".NET SDK $seen"
}

# The page is built by npm; Debian's own Node.js may be too old for that.
ensure_node() {
  local version
  have npm && version=$(node --version 2>/dev/null) || fail 'Node.js with npm is missing, which builds the page: install 20.19 or later from https://nodejs.org'
  printf '%s\n' v20.19.0 "$version" | sort --check=quiet --version-sort || fail "Node.js $version is too old to build the page: 20.19 or later is needed, from https://nodejs.org"
  say "Node.js ${version#v}"
}
