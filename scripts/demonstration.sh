# The demonstration: one version of the app hello, traffic on it, the next version, and the count of what failed.

demonstrate() {
  local before after
  ensure_base_image
  ensure_app hello

  title "Deploying the app 'hello'"
  deploy_hello
  before=$(serving_release hello)

  title "Deploying it again while 16 keep-alive connections ask without a pause"
  start_load hello
  deploy_hello
  end_load
  after=$(serving_release hello)

  remember_containers
  tell_result "$before" "$after"
}

ensure_app() {
  pdeploy apps show "$1" >/dev/null 2>&1 || pdeploy apps create "$1" --quiet >/dev/null
  # Long enough to see blue and green side by side, short enough to wait for.
  pdeploy settings set waitToRetire=3s -a "$1" >/dev/null
}

# Each deploy says another version, so that the load can tell which one answered.
deploy_hello() {
  local source=$PLACE/demo/hello next
  next=$(($(serving_release hello) + 1))
  rm -rf "$source"
  mkdir -p "$PLACE/demo"
  cp -R "$ROOT/tests/apps/hello" "$source"
  echo "Hello from v$next" >"$source/www/index.html"
  pdeploy deploy "$source" -a hello || fail 'the deploy failed; its cause is above, the server tells more' "$(log_of server)"
}

# The load runs until its standard input closes, then reports in one line of JSON.
start_load() {
  local input=$PLACE/demo/load.input
  rm -f "$input"
  mkfifo "$input"
  dotnet "$(output_of tests/PipelineDeploy.Benchmarks).dll" load --url "http://127.0.0.1:$(port_of apps)/" \
    --host "$1.localhost" --connections 16 <"$input" >"$PLACE/demo/load.json" 2>"$(log_of load)" 9>&- &
  LOAD=$!
  exec 8>"$input"
}

end_load() {
  exec 8>&-
  wait "$LOAD" || fail 'the load ended with an error' "$(log_of load)"
}

tell_result() {
  local before=$1 after=$2 requests failed seconds line
  requests=$(json_value requests <"$PLACE/demo/load.json")
  failed=$(json_value failed <"$PLACE/demo/load.json")
  [[ -n $requests && -n $failed ]] || fail 'the load reported nothing' "$(log_of load)"
  seconds=$(seconds_to_switch "$(latest_run hello)")
  line="v$before → v$after in $seconds s: $(with_thousands "$failed") of $(with_thousands "$requests") requests failed during the switch"
  title ''
  title "$line"
  (( failed == 0 )) || fail "$(with_thousands "$failed") requests failed: $(sed -n 's/.*"reasons": *\(\[[^]]*\]\).*/\1/p' "$PLACE/demo/load.json")"
  (( requests > 0 && after > before )) || fail 'the load asked nothing, or no new version serves' "$(log_of load)"
  grep -q "v$after" "$PLACE/demo/load.json" || fail "the load never saw v$after" "$PLACE/demo/load.json"
}

serving_release() {
  local release
  release=$(pdeploy apps show "$1" --json | json_value servingRelease)
  echo "${release:-0}"
}

latest_run() { pdeploy apps show "$1" --json | tr -d '\n' | sed -nE 's/.*"latestRun": *\{ *"id": *([0-9]+).*/\1/p'; }

# From the moment the run was accepted to the moment its switch was done.
seconds_to_switch() {
  local run accepted switched
  run=$(pdeploy runs show "$1" --json | tr -d '\n')
  accepted=$(json_value createdAt <<<"$run")
  switched=$(grep -oE '"uses": *"switch"[^}]*' <<<"$run" | json_value finishedAt)
  seconds_between "$accepted" "$switched"
}

seconds_between() {
  local tenths=$((($(date -d "$2" +%s%N) - $(date -d "$1" +%s%N) + 50000000) / 100000000))
  echo "$((tenths / 10)).$((tenths % 10))"
}

# json_value NAME: the first number or text of that name on stdin, nothing for null.
json_value() {
  local text pattern="\"$1\": *(\"([^\"]*)\"|[0-9.]+)"
  text=$(tr -d '\n')
  [[ $text =~ $pattern ]] || return 0
  if [[ ${BASH_REMATCH[1]} == '"'* ]]; then echo "${BASH_REMATCH[2]}"; else echo "${BASH_REMATCH[1]}"; fi
}

# Which containers are ours is asked of the server while it lives: on an engine that others use too, a label
# with the app's name alone would not tell ours from another server's.
remember_containers() {
  local app
  server_is_ready || return 0
  for app in $(app_names); do
    pdeploy status -a "$app" --json | tr -d '\n' | grep -oE '"id": *"[0-9a-f]{64}"' | grep -oE '[0-9a-f]{64}' | sed "s/^/$app /" || true
  done >"$PLACE/containers"
}

app_names() { pdeploy apps list --json | tr -d '\n' | grep -oE '"name": *"[a-z0-9-]+"' | sed -E 's/.*"([a-z0-9-]+)"$/\1/' || true; }
