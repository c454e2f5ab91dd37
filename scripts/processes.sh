# Long-running parts. Each runs in a session of its own, so that Ctrl-C and the end of the terminal do not
# reach it, and is remembered as "pid start-time": a pid alone may belong to somebody else by now.

# launch NAME COMMAND…: starts it in the background, its output in the part's log.
launch() {
  local name=$1
  shift
  setsid "$@" </dev/null >>"$(log_of "$name")" 2>&1 9>&- &
  remember "$name.pid" "$! $(start_time_of $!)"
  # Else bash would tell of its end by a line of its own.
  disown
}

# The part's pid while it runs, else nothing.
pid_of() {
  local pid started
  read -r pid started <<<"$(recall "$1.pid")"
  [[ -n ${pid:-} && $(start_time_of "$pid") == "$started" ]] && echo "$pid"
}

runs() { pid_of "$1" >/dev/null; }

# Ticks since boot; nothing for a process that is gone or a zombie.
start_time_of() {
  local stat
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
  # The name in brackets may hold blanks: count fields after it.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [[ $1 == Z ]] || echo "${20}"
}

# end_part NAME SECONDS: asks it to end, waits, then kills it with its children.
end_part() {
  local name=$1 seconds=$2 pid
  if pid=$(pid_of "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
    if ! await "$seconds" not runs "$name"; then
      say "$name did not end within $seconds s: killed"
      kill -KILL -- "-$pid" 2>/dev/null || true
      await 5 not runs "$name" || true
    fi
  fi
  rm -f "$PLACE/$name.pid"
}

not() { ! "$@"; }

# await SECONDS CONDITION…: true as soon as the condition is, false when the time is up.
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    (( SECONDS < deadline )) || return 1
    sleep 0.1
  done
}

# await_part NAME SECONDS CONDITION…: the same for a condition that a part brings about; false at once when the part ends.
await_part() {
  local name=$1 seconds=$2
  shift 2
  await "$seconds" holds_or_ended "$name" "$@" && "$@"
}

holds_or_ended() { "${@:2}" || not runs "$1"; }
