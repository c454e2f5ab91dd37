#!/usr/bin/env bash
# Takes each guard out of the SQL, one at a time, in a copy of the repository, and runs the tests that hold it: they must fail.
# scripts/mutate-guards.sh [part of a name]
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/console.sh
. "$ROOT/scripts/console.sh"
WANTED=${1:-}
SQL=src/PipelineDeploy.Postgres
COMMIT=$SQL/Runs/RunStore.Commit.cs
STORE=$SQL/Runs/RunStore.cs
LEASES=$SQL/Runs/RunStore.Leases.cs
CONFORMANCE='PipelineDeploy.Conformance PostgresRunStore'
ROUTES='PipelineDeploy.Postgres.Tests RouteStoreTests'
SLOTS='PipelineDeploy.Postgres.Tests SlotLockTests'
LEASING='PipelineDeploy.Postgres.Tests TakeOverTests'
RELEASES='PipelineDeploy.Postgres.Tests ReleaseStoreTests'
SURVIVORS=()

# mutant NAME TESTS FILE OLD NEW: OLD must stand in FILE exactly once. TESTS: a project, and what the names of its tests that are asked contain.
mutants() {
  mutant 'fence of a commit' "$CONFORMANCE&FullyQualifiedName~old_fence" $COMMIT ' and fence = @Fence and seq' ' and seq'
  mutant 'seen journal of a commit' "$CONFORMANCE&FullyQualifiedName~has_not_seen_the_whole_journal" $COMMIT ' and seq = @SeenSeq and finished_at' ' and finished_at'
  mutant 'end before a commit' "$CONFORMANCE&FullyQualifiedName~A_run_that_has_ended" $COMMIT ' and seq = @SeenSeq and finished_at is null' ' and seq = @SeenSeq'
  mutant 'fence of an answer that was lost' "$CONFORMANCE&FullyQualifiedName~old_fence" $COMMIT 'return fence == commit.Fence && written > 0' 'return written > 0'
  mutant 'end before a word from outside' "$CONFORMANCE&FullyQualifiedName~A_run_that_has_ended" $COMMIT $'where id = @runId and finished_at is null\n            returning seq' $'where id = @runId\n            returning seq'
  mutant 'raised fence of a claim' "$CONFORMANCE&FullyQualifiedName~raises_the_fence" $STORE 'update runs set fence = fence + 1, driver' 'update runs set driver'
  mutant 'end before a claim' "$CONFORMANCE&FullyQualifiedName~A_run_that_has_ended" $STORE 'where id = @runId and finished_at is null and exists (select from run_slots' 'where id = @runId and exists (select from run_slots'
  mutant 'slot of a claim' "$CONFORMANCE&FullyQualifiedName~A_queued_run_cannot_be_claimed" $STORE ' and exists (select from run_slots where run_id = @runId)' ''
  mutant 'slot of a new run' "$CONFORMANCE&FullyQualifiedName~A_run_of_a_taken_subject" $STORE ' on conflict (subject) do nothing returning run_id)' ' on conflict (subject) do update set run_id = excluded.run_id returning run_id)'
  mutant 'slot lock of a new run' "$CONFORMANCE&FullyQualifiedName~created_at_the_same_time" $STORE 'await LockSubjectAsync(connection, transaction, run.Subject);' ''
  mutant 'slot lock of a run that ends' "$SLOTS" $COMMIT 'await LockSubjectAsync(connection, transaction, commit.RunId);' ''
  mutant 'fence of a renewal' "$LEASING" $LEASES 't.run_id = r.id and t.fence = r.fence' 't.run_id = r.id'
  mutant 'generation of a route' "$ROUTES" $SQL/Apps/RouteStore.cs 'where app = @App and generation = @Generation and (' 'where app = @App and ('
  mutant 'fence of a route' "$ROUTES" $SQL/Apps/RouteStore.cs ' and fence = @Fence::bigint and' ' and'
  mutant 'end before a route' "$ROUTES" $SQL/Apps/RouteStore.cs 'fence = @Fence::bigint and finished_at is null for share' 'fence = @Fence::bigint for share'
  mutant 'fence of a release' "$RELEASES" $SQL/Apps/ReleaseStore.cs ' and fence = @Fence and' ' and'
  mutant 'end before a release' "$RELEASES" $SQL/Apps/ReleaseStore.cs 'fence = @Fence and finished_at is null for share' 'fence = @Fence for share'
}

mutant() {
  local name=$1 tests=$2 file=$3 old=$4 new=$5 text
  [[ $name == *"$WANTED"* ]] || return 0
  text=$(<"$COPY/$file")
  (( $(occurrences "$text" "$old") == 1 )) || fail "$name: the guard does not stand in $file exactly once any more: $old"
  printf '%s\n' "${text/"$old"/"$new"}" >"$COPY/$file"
  if holds "$tests"; then
    SURVIVORS+=("$name")
    say "SURVIVED  $name"
  else
    say "noticed   $name"
  fi
  printf '%s\n' "$text" >"$COPY/$file"
}

occurrences() {
  local rest=$1 count=0
  while [[ $rest == *"$2"* ]]; do
    rest=${rest#*"$2"}
    count=$((count + 1))
  done
  echo "$count"
}

# A mutant that does not compile would be noticed by nothing but the compiler.
holds() {
  local project=$COPY/tests/${1% *} log=$COPY/mutant.log
  dotnet build "$project" --nologo --verbosity quiet -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$log" 2>&1 || fail "a mutant does not compile" "$log"
  dotnet test "$project" --no-build --nologo --filter "FullyQualifiedName~${1#* }" >"$log" 2>&1 || {
    grep -q 'Failed!' "$log" || fail 'the tests could not run' "$log"
    return 1
  }
  grep -q 'Passed!' "$log" || fail "no test matches ${1#* }" "$log"
}

copy_repository() {
  COPY=$(mktemp -d /tmp/pipelinedeploy-mutants-XXXXXX)
  git -C "$ROOT" ls-files -z | (cd "$ROOT" && tar --null --files-from - --create) | tar --extract --directory "$COPY"
}

copy_repository
at_exit rm -rf "$COPY"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
title 'Nothing taken out'
for tests in "$CONFORMANCE" 'PipelineDeploy.Postgres.Tests StoreTests' "$SLOTS" "$LEASING"; do
  holds "$tests" || fail "the tests fail before anything is changed: $tests" "$COPY/mutant.log"
  say "passes    ${tests#* }"
done
title 'One guard less at a time'
mutants
(( ${#SURVIVORS[@]} == 0 )) || fail "no test notices that these are gone: $(IFS=,; echo "${SURVIVORS[*]}")"
title 'Every guard is held by a test'
