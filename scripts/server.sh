# The build and the server.

readonly CONFIGURATION=Release
# Whoever has started the server ends it with Ctrl-C.
SERVER_IS_MINE=no
output_of() { echo "$ROOT/$1/bin/$CONFIGURATION/net10.0/${1##*/}"; }

pdeploy() {
  PDEPLOY_SERVER=$(page_address) PDEPLOY_TOKEN_FILE=$PLACE/data/admin-token \
    dotnet "$ROOT/src/PipelineDeploy.Cli/bin/$CONFIGURATION/net10.0/pdeploy.dll" "$@"
}

page_address() { echo "http://127.0.0.1:$(port_of page)"; }

# ensure_build: builds the server, the CLI and the load only when a source has changed. The server that runs is
# stopped first: its files must not change under it.
ensure_build() {
  local log sources
  log=$(log_of build)
  sources=$(fingerprint_of_sources)
  if [[ $(recall built) == "$sources" && -f $(output_of src/PipelineDeploy.Server).dll ]]; then
    say 'build is up to date'
    return 0
  fi
  if runs server; then
    say 'the sources have changed: the server restarts; the router and the apps go on serving'
    end_part server 50
  fi
  say 'building (the first time takes a minute or two)'
  dotnet build "$ROOT/scripts/start.slnf" --configuration "$CONFIGURATION" --nologo --verbosity quiet >"$log" 2>&1 9>&- ||
    fail 'the build failed' "$log"
  remember built "$sources"
}

fingerprint_of_sources() {
  (cd "$ROOT" && { find src db workflows tests/PipelineDeploy.Benchmarks ./*.props ./*.json scripts/start.slnf \
    \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -printf '%p %T@ %s\n' 2>/dev/null || true; } | sort | cksum)
}

# ensure_server: the server, then the router on the configuration that it wrote, then both ready.
ensure_server() {
  local router
  router=$(socket_folder router)
  end_other_router
  choose_port page 7070 server_runs
  choose_port apps 8080 router_runs
  choose_port https 8443 router_runs
  if ! runs server; then
    # Without the router an old configuration tells nothing: the new one shows how far the server is.
    runs router || rm -f "$router/$(router_config)"
    start_server "$router"
  fi
  ensure_router "$router"
  await_part server 60 server_is_ready || fail "the server is not ready: $(readiness)" "$(log_of server)"
  say "server ready at $(page_address)"
}

start_server() {
  local log
  log=$(log_of server)
  say 'starting the server'
  : >"$log"
  mkdir -p "$PLACE/data"
  PIPELINEDEPLOY_DATABASE=$DATABASE \
  PIPELINEDEPLOY_DATA=$PLACE/data \
  PIPELINEDEPLOY_LISTEN=$(page_address) \
  PIPELINEDEPLOY_ROUTER=$ROUTER \
  PIPELINEDEPLOY_ROUTER_DIR=$1 \
  PIPELINEDEPLOY_ROUTER_BIND=127.0.0.1:$(port_of apps) \
  PIPELINEDEPLOY_ROUTER_BIND_HTTPS=127.0.0.1:$(port_of https) \
    launch server dotnet "$(output_of src/PipelineDeploy.Server).dll"
  SERVER_IS_MINE=yes
}

server_runs() { runs server; }
server_is_ready() { curl --silent --fail --output /dev/null --max-time 5 "$(page_address)/readyz"; }

readiness() {
  if runs server; then curl --silent --max-time 5 "$(page_address)/readyz" || echo 'it does not answer'; else echo 'it ended'; fi
}
