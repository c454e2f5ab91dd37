# The router: the proxy that carries the traffic and outlives the server. Which one it is, PIPELINEDEPLOY_ROUTER says.

readonly ROUTERS='haproxy nginx caddy'

# choose_router: the one that was asked for.
choose_router() {
  ROUTER=${PIPELINEDEPLOY_ROUTER:-haproxy}
  [[ " $ROUTERS " == *" $ROUTER "* ]] || fail "PIPELINEDEPLOY_ROUTER is '$ROUTER'; use one of: $ROUTERS"
}

# The one of the last start, for what only looks or ends.
recall_router() { ROUTER=$(recall router-name); ROUTER=${ROUTER:-haproxy}; }

router_title() {
  case $ROUTER in
    nginx) echo nginx ;;
    caddy) echo Caddy ;;
    *) echo HAProxy ;;
  esac
}

# Debian's package of a router.
router_package() {
  case $1 in
    nginx) echo nginx-light ;;
    *) echo "$1" ;;
  esac
}

# What it starts from, in its folder.
router_config() {
  case $ROUTER in
    nginx) echo nginx.conf ;;
    caddy) echo caddy.json ;;
    *) echo haproxy.cfg ;;
  esac
}

# end_other_router: another one than the last time cannot have its ports while that runs, and the server knows only one.
end_other_router() {
  local before
  before=$(recall router-name)
  [[ ${before:-haproxy} != "$ROUTER" ]] || { remember router-name "$ROUTER"; return 0; }
  if runs server || runs router; then say "the router is $(router_title) now: the server and the router before it end"; fi
  end_part server 50
  end_part router 10
  remember router-name "$ROUTER"
}

# ensure_router FOLDER: it runs on the configuration that the server has written.
ensure_router() {
  local config log
  config=$1/$(router_config)
  log=$(log_of router)
  await_part server 60 test -s "$config" || fail "the server did not write $config" "$(log_of server)"
  runs router && return 0
  say "starting $(router_title) on 127.0.0.1:$(port_of apps)"
  : >"$log"
  launch_router "$1" "$config"
  await_part router 20 port_is_taken "$(port_of apps)" || fail "$(router_title) did not start" "$log"
}

# launch_router FOLDER CONFIGURATION
launch_router() {
  case $ROUTER in
    nginx) launch router nginx -e "$1/error.log" -p "$1" -c "$2" -g 'daemon off;' ;;
    # It keeps nothing there, but makes the folders.
    caddy) launch router env HOME="$1" XDG_CONFIG_HOME="$1" XDG_DATA_HOME="$1" caddy run --config "$2" ;;
    # -C: the names of the maps in the configuration are relative to its folder.
    *) launch router haproxy -W -C "$1" -S "$1/master.sock" -f "$2" ;;
  esac
}

router_runs() { runs router; }
