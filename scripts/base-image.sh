# The base image of the sample apps. It is made from the installed busybox because a fresh machine has no
# base image and may reach no registry; the binary itself has no place in git.

BASE_IMAGE=pipelinedeploy/busybox:1

ensure_base_image() {
  docker image inspect "$BASE_IMAGE" >/dev/null 2>&1 && return 0
  say "making the sample apps' base image $BASE_IMAGE from $(static_busybox)"
  local root
  root=$(mktemp -d "$PLACE/base-image.XXXXXX")
  write_base_root "$root"
  tar --create --numeric-owner --owner=0 --group=0 --directory="$root" . |
    docker import --change 'ENV PATH=/bin' --change 'CMD ["sh"]' --message 'busybox of the host' - "$BASE_IMAGE" >/dev/null ||
    fail "Docker did not take the base image $BASE_IMAGE"
  rm -rf "$root"
}

write_base_root() {
  local root=$1 busybox applet
  busybox=$(static_busybox)
  mkdir -p "$root"/{bin,etc,proc,sys,dev}
  mkdir -m 1777 "$root/tmp"
  cp "$busybox" "$root/bin/busybox"
  for applet in $("$busybox" --list); do
    [[ $applet == busybox ]] || ln -s busybox "$root/bin/$applet"
  done
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
}

# Only a static busybox runs in an image that has no C library; Debian also has a dynamic one.
static_busybox() {
  local candidate
  for candidate in /bin/busybox /usr/bin/busybox; do
    [[ -x $candidate ]] && ! ldd "$candidate" >/dev/null 2>&1 && { echo "$candidate"; return 0; }
  done
  return 1
}
