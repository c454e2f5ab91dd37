# PostgreSQL: the given database, else a private cluster. It listens on loopback and, where its path is short
# enough, on a unix socket; both ask for a password that only this user can read.

# ensure_postgres PREFERRED_PORT [OPTION…]: afterwards DATABASE is an Npgsql connection string.
ensure_postgres() {
  if [[ -n ${GIVEN_DATABASE:-} ]]; then
    DATABASE=$GIVEN_DATABASE
    say 'PostgreSQL as given'
    return 0
  fi
  local preferred=$1
  shift
  choose_cluster_folder
  choose_port database "$preferred" postgres_runs
  if ! postgres_runs; then
    [[ -s $CLUSTER/PG_VERSION ]] || create_cluster
    start_cluster "$@"
  fi
  DATABASE="Host=127.0.0.1;Port=$(port_of database);Username=pipelinedeploy;Password=$(cat "$PLACE/postgres.password");Database=pipelinedeploy"
  psql_private postgres -c 'SELECT datname FROM pg_database' | grep -x pipelinedeploy >/dev/null ||
    psql_private postgres -c 'CREATE DATABASE pipelinedeploy' >/dev/null
  say "PostgreSQL $(psql_private postgres -c 'SHOW server_version' | cut -d' ' -f1) at 127.0.0.1:$(port_of database)"
}

# The newest installed server's programs; Debian keeps them out of PATH.
postgres_binaries() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    if [[ -x $folder/initdb ]]; then echo "$folder"; return 0; fi
  done
  return 1
}

# PostgreSQL refuses to run as root. The user postgres in turn may not be able to enter the clone (/root is
# closed), so then the cluster lies where Debian keeps clusters.
choose_cluster_folder() {
  BINARIES=$(postgres_binaries) || fail "PostgreSQL's initdb was not found"
  CLUSTER=$(recall postgres-folder)
  [[ -z $CLUSTER ]] || return 0
  CLUSTER=$PLACE/postgres
  if (( EUID == 0 )) && ! runuser -u postgres -- test -x "$PLACE"; then
    CLUSTER=/var/lib/postgresql/pipelinedeploy-$(cksum <<<"$PLACE" | cut -d' ' -f1)
  fi
  remember postgres-folder "$CLUSTER"
}

as_postgres() {
  if (( EUID == 0 )); then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

create_cluster() {
  local password=$CLUSTER.initial-password log
  log=$(log_of initdb)
  say "creating a private PostgreSQL cluster in $CLUSTER"
  (umask 077; head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$PLACE/postgres.password")
  mkdir -p "$CLUSTER"
  # initdb reads the password as the cluster's user, who may not be able to enter the folder of ours.
  install -m 600 "$PLACE/postgres.password" "$password"
  (( EUID != 0 )) || chown postgres: "$CLUSTER" "$password"
  as_postgres "$BINARIES/initdb" --pgdata "$CLUSTER" --username pipelinedeploy --auth scram-sha-256 --pwfile "$password" \
    --encoding UTF8 --locale C.UTF-8 >"$log" 2>&1 || fail 'initdb failed' "$log"
  rm -f "$password"
}

# start_cluster [SETTING=VALUE…]
start_cluster() {
  local setting options log
  options="-c listen_addresses=127.0.0.1 -c port=$(port_of database) -c unix_socket_directories=$(cluster_socket_folder)"
  for setting in "$@"; do options+=" -c $setting"; done
  log=$CLUSTER/server.log
  as_postgres "$BINARIES/pg_ctl" start --wait --timeout 60 --pgdata "$CLUSTER" --log "$log" --options "$options" \
    >"$(log_of postgres)" 2>&1 9>&- </dev/null || fail 'PostgreSQL did not start' "$log"
}

cluster_socket_folder() { (( ${#CLUSTER} <= 85 )) && echo "'$CLUSTER'" || echo "''"; }

postgres_runs() { [[ -n ${CLUSTER:-} ]] && as_postgres "$BINARIES/pg_ctl" status --pgdata "$CLUSTER" >/dev/null 2>&1; }
postgres_pid() { as_postgres head -n 1 "$CLUSTER/postmaster.pid"; }

# psql_private DATABASE ARGUMENT…: bare values.
psql_private() {
  PGPASSWORD=$(cat "$PLACE/postgres.password") "$BINARIES/psql" --no-psqlrc --quiet --tuples-only --no-align \
    --host 127.0.0.1 --port "$(port_of database)" --username pipelinedeploy --dbname "$1" "${@:2}"
}

stop_private_postgres() {
  [[ -n $(recall postgres-folder) ]] || return 0
  choose_cluster_folder
  if postgres_runs; then as_postgres "$BINARIES/pg_ctl" stop --mode fast --wait --pgdata "$CLUSTER" >/dev/null; fi
}
