# What a person sees: short lines on stdout, one clear error on stderr.

say() { printf '  %s\n' "$*"; }
title() { printf '%s\n' "$*"; }

# fail MESSAGE [LOG]: one error, the tail of the log that explains it, and the end.
fail() {
  printf '\nerror: %s\n' "$1" >&2
  if [[ -s ${2:-} ]]; then
    printf -- '--- last lines of %s\n' "$2" >&2
    tail -n 25 "$2" >&2
    printf -- '---\n' >&2
  fi
  exit 1
}

# An error nobody foresaw still names its place.
report_unforeseen() { fail "unforeseen: '$BASH_COMMAND' failed in ${BASH_SOURCE[1]##*/}, line ${BASH_LINENO[0]}"; }

with_thousands() { sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta' <<<"$1"; }
