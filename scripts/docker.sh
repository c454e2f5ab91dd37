# Docker: an engine that answers already, else one of our own.

# ensure_docker: afterwards DOCKER_HOST names an engine that answers, for the docker command and the server alike.
ensure_docker() {
  local host
  if runs docker; then
    host=$(private_docker_host)
    await 20 docker_answers "$host" || fail 'the private Docker Engine runs but does not answer' "$(log_of docker)"
  elif host=$(existing_docker); then
    :
  else
    start_private_docker
    host=$(private_docker_host)
  fi
  export DOCKER_HOST=$host
  unset DOCKER_CONTEXT
  remember docker-host "$host"
  say "Docker $(docker version --format '{{.Server.Version}}') at $DOCKER_HOST"
}

# The address of an engine that is there without us, else nothing.
existing_docker() {
  local host
  [[ -z ${PIPELINEDEPLOY_PRIVATE_DOCKER:-} ]] || return 1
  for host in ${GIVEN_DOCKER_HOST:+"$GIVEN_DOCKER_HOST"} unix:///var/run/docker.sock; do
    if docker_answers "$host"; then echo "$host"; return 0; fi
  done
  # A package that was just installed may have started an engine that is not ready yet.
  if have docker && [[ -d /proc/$(cat /var/run/docker.pid 2>/dev/null || echo none) ]] && await 20 docker_answers "$host"; then
    echo "$host"
    return 0
  fi
  return 1
}

docker_answers() {
  if have docker; then
    DOCKER_HOST=$1 timeout 5 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
  else
    [[ -S ${1#unix://} ]] && have curl && curl --silent --fail --max-time 5 --unix-socket "${1#unix://}" http://docker/_ping >/dev/null
  fi
}

private_docker_host() { echo "unix://$(socket_folder docker)/docker.sock"; }

start_private_docker() {
  local folder data=$PLACE/docker/data log
  folder=$(socket_folder docker)
  log=$(log_of docker)
  (( EUID == 0 )) || fail "no Docker Engine answers, and starting one needs root: start Docker, set DOCKER_HOST, or run ${0##*/} as root"
  say "no Docker Engine answers: starting a private one under ${PLACE#"$ROOT"/}/docker"
  ensure_cgroups
  ensure_bridge
  mkdir -p "$data"
  echo '{}' >"$folder/daemon.json"
  choose_firewall
  : >"$log"
  PATH=$FIREWALL_PATH$PATH launch docker dockerd --config-file "$folder/daemon.json" --host "unix://$folder/docker.sock" \
    --data-root "$data" --exec-root "$folder/exec" --pidfile "$folder/dockerd.pid" --bridge "$(bridge_name)" \
    --containerd-namespace "$(bridge_name)" --containerd-plugins-namespace "plugins.$(bridge_name)" "${FIREWALL_OPTIONS[@]}"
  await_part docker 60 docker_answers "$(private_docker_host)" || fail 'the private Docker Engine did not start' "$log"
}

# Containers need control groups; a machine without an init system may not have mounted them.
ensure_cgroups() {
  grep -qE ' /sys/fs/cgroup[^ ]* cgroup2? ' /proc/mounts && return 0
  have cgroupfs-mount || install_packages cgroupfs-mount
  say 'mounting the control groups (cgroupfs-mount)'
  cgroupfs-mount || fail 'the control groups could not be mounted; Docker cannot run without them'
}

# A bridge of our own, because two engines that share docker0 hand out the same addresses.
bridge_name() { echo "pd-$(cksum <<<"$PLACE" | cut -d' ' -f1)"; }

ensure_bridge() {
  local bridge subnet
  bridge=$(bridge_name)
  [[ ! -e /sys/class/net/$bridge ]] || return 0
  subnet=$(free_subnet)
  busybox brctl addbr "$bridge"
  # A bridge without an address of its own takes the lowest of its containers' and another when that container goes. The others go on
  # answering to the old one until their ARP entries expire: whoever waits for an answer then waits for up to a minute.
  busybox ip link set "$bridge" address "$(printf '02:42:ac:1e:%02x:01' "${subnet##*.}")"
  busybox ip address add "$subnet.1/24" dev "$bridge"
  busybox ip link set "$bridge" up
}

free_subnet() {
  local n used
  used=$(busybox ip route; busybox ip address)
  for n in {0..255}; do
    if ! grep -qF "172.30.$n." <<<"$used"; then echo "172.30.$n"; return 0; fi
  done
  fail 'no free subnet 172.30.x.0/24 for the private Docker Engine'
}

# The apps are published on 127.0.0.1 by docker-proxy and need no packet filter. With one, containers reach the
# network outside; but an engine that starts also empties the chains of any other engine, so then we do without.
choose_firewall() {
  FIREWALL_PATH=''
  FIREWALL_OPTIONS=()
  if ! pgrep -x dockerd >/dev/null; then
    iptables -t nat -L -n >/dev/null 2>&1 && return 0
    if legacy_iptables -t nat -L -n >/dev/null 2>&1; then
      FIREWALL_PATH=$(socket_folder docker)/iptables-legacy:
      return 0
    fi
  fi
  say 'without a packet filter of its own (containers cannot reach the network outside)'
  FIREWALL_OPTIONS=(--iptables=false --ip-masq=false --ip-forward=false)
}

# Kernels without nf_tables still have the older interface; dockerd only looks for the name iptables.
legacy_iptables() {
  local folder
  folder=$(socket_folder docker)/iptables-legacy
  have xtables-legacy-multi || return 1
  mkdir -p "$folder"
  ln -sf "$(command -v xtables-legacy-multi)" "$folder/iptables"
  ln -sf "$(command -v xtables-legacy-multi)" "$folder/ip6tables"
  "$folder/iptables" "$@"
}

stop_private_docker() {
  runs docker || return 0
  end_part docker 40
  leave_no_mounts "$(socket_folder docker)" "$PLACE/docker"
  busybox ip link set "$(bridge_name)" down 2>/dev/null || return 0
  busybox brctl delbr "$(bridge_name)"
}

# An engine that was killed leaves mounts behind that would keep its folder from being removed.
leave_no_mounts() {
  local folder mount
  for folder in "$@"; do
    cut -d' ' -f2 /proc/mounts | { grep -F "$folder/" || true; } | sort -r | while read -r mount; do umount -l "$mount" || true; done
  done
}
