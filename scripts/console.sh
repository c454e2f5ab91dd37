# What a person sees: short lines on stdout, one clear error on stderr.

say() { printf '  %s\n' "$*"; }
title() { printf '%s\n' "$*"; }

# The exit code of an error that has been told; it also crosses $(…), where a variable would not.
readonly TOLD=97
FAILED_AT=''

# fail MESSAGE [LOG]: one error, the tail of the log that explains it, and the end.
fail() {
  printf '\nerror: %s\n' "$1" >&2
  [[ -z ${2:-} ]] || show_tail "$2" >&2
  exit "$TOLD"
}

show_tail() {
  [[ -s $1 ]] || return 0
  printf -- '--- last lines of %s\n' "$1"
  tail -n 25 "$1"
  printf -- '---\n'
}

# at_exit COMMAND…: runs it when the script ends, however it ends, and sees that no error stays untold.
at_exit() {
  set -E
  # shellcheck disable=SC2154
  trap 'FAILED_AT="${BASH_SOURCE[0]##*/} line $LINENO: $BASH_COMMAND"' ERR
  # shellcheck disable=SC2064
  trap "end_script \$? $*" EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

end_script() {
  local code=$1
  shift
  trap - EXIT ERR
  set +e
  (( code == 0 || code == TOLD || code >= 128 )) || printf '\nerror: unforeseen, in %s\n' "$FAILED_AT" >&2
  "$@"
  (( code == TOLD )) && code=1
  exit "$code"
}

with_thousands() { sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta' <<<"$1"; }
