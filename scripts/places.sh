# Where the parts keep their files and which ports they have. PLACE is .local for ./start and .local/test for
# ./test, so that neither ever touches the other's parts.

open_place() {
  PLACE=$1
  mkdir -p "$PLACE/logs"
}

log_of() { echo "$PLACE/logs/$1.log"; }

# What one start has to tell the next, one small file each.
remember() { printf '%s\n' "$2" >"$PLACE/$1"; }
recall() { [[ ! -f $PLACE/$1 ]] || cat "$PLACE/$1"; }

# Only one ./start and one ./test may change the parts at a time. The lock goes with this process:
# what is launched must not inherit descriptor 9.
lock_place() {
  exec 9>"$PLACE/lock"
  flock --nonblock 9 || fail "another ${0##*/} is at work in $PLACE; wait for it or end it"
}
unlock_place() { exec 9>&-; }

# A folder for a part that has sockets. A socket's path may be 107 bytes long (97 for HAProxy, and each part
# appends some), and HAProxy's configuration takes no blanks in it: when the clone lies deep or has an odd name,
# they live in a short private folder instead.
socket_folder() {
  local LC_ALL=C folder=$PLACE/$1
  (( ${#folder} <= 60 )) && [[ $folder != *[^A-Za-z0-9._/-]* ]] || folder=$(short_folder)/$1
  mkdir -p "$folder"
  echo "$folder"
}

short_folder() {
  local folder
  folder=$(recall short-folder)
  if [[ ! -O $folder ]]; then
    folder=$(mktemp -d /tmp/pipelinedeploy-XXXXXX)
    remember short-folder "$folder"
  fi
  echo "$folder"
}

# choose_port NAME PREFERRED IS_RUNNING: the recorded port while its part runs or it is free, else the next
# free one; it is recorded, so that addresses stay what they were.
choose_port() {
  local name=$1 port
  port=$(port_of "$name")
  if [[ -z $port ]] || { ! "$3" && port_is_taken "$port"; }; then
    port=${port:-$2}
    while port_is_taken "$port"; do port=$((port + 1)); done
  fi
  touch "$PLACE/ports"
  { sed "/^$name=/d" "$PLACE/ports"; echo "$name=$port"; } >"$PLACE/ports.new"
  mv "$PLACE/ports.new" "$PLACE/ports"
}

port_of() { [[ ! -f $PLACE/ports ]] || sed -n "s/^$1=//p" "$PLACE/ports"; }

# The kernel's own table needs no tool that may be missing; 0A is LISTEN.
port_is_taken() {
  local hex
  printf -v hex '%04X' "$1"
  # No pipe here: with pipefail a writer cut off by grep -q would read as "free".
  grep -qsE "^ *[0-9]+: [0-9A-F]+:$hex [0-9A-F]+:[0-9A-F]+ 0A " /proc/net/tcp /proc/net/tcp6
}
