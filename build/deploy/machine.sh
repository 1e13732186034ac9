# What setup, deploy, backup and restore share: where things lie, the settings, the database. Read by them, not run.
set -euo pipefail
umask 027

readonly HOME_FOLDER=/opt/chatflow
readonly RELEASES=$HOME_FOLDER/releases
readonly CURRENT=$HOME_FOLDER/current
readonly CONFIG=/etc/chatflow
readonly SETTINGS_FILE=$CONFIG/chatflow.env
readonly STATE=/var/lib/chatflow
readonly BACKUPS=/var/backups/chatflow

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

fail() {
  printf '\nchatflow: %s\n' "$*" >&2
  exit 1
}

need_root() { [ "$(id -u)" = 0 ] || fail "this needs root: run it with sudo."; }

# Two at a time would undo each other. What one of them calls is part of it.
one_at_a_time() {
  [ -z "${CHATFLOW_LOCKED:-}" ] || return 0
  export CHATFLOW_LOCKED=yes
  exec 9> /run/chatflow-deploy.lock
  flock -n 9 || fail "another setup, deploy, backup or restore is running on this machine."
}

kilobytes() { du -sk "$1" | cut -f1; }

# Before the disk is full, rather than after.
has_room() { [ "$(df --output=avail -k "$1" | tail -1)" -gt "$2" ] || fail "there is not enough room in $1: $(($2 / 1024)) MB are needed."; }

declare -A SETTINGS=()

# Read as systemd reads them for the servers, so that all have the same.
load_settings() {
  [ -f "$SETTINGS_FILE" ] || fail "$SETTINGS_FILE is missing. Has setup been run?"
  local line
  while IFS= read -r -d '' line; do SETTINGS[${line%%=*}]=${line#*=}; done \
    < <(systemd-run --quiet --pipe --wait --collect -p EnvironmentFile="$SETTINGS_FILE" /usr/bin/env -0)
  [ -n "$(setting ConnectionStrings__Postgres)" ] || fail "ConnectionStrings__Postgres is not set in $SETTINGS_FILE."
}

setting() { printf '%s' "${SETTINGS[$1]:-${2:-}}"; }

# Ports of this machine's servers, as words.
ports() { setting CHATFLOW_PORTS '8291 8292'; }

# Tells psql and its kin which database the connection string names.
use_database() {
  local text pair key
  text=$(setting ConnectionStrings__Postgres)
  case $text in *[\'\"]*) fail "ConnectionStrings__Postgres has quotes in it: choose a password without quotes and semicolons." ;; esac
  export PGHOST=127.0.0.1 PGPORT=5432 PGUSER=chatflow PGDATABASE=chatflow PGPASSWORD=''
  local IFS=';'
  for pair in $text; do
    key=$(printf '%s' "${pair%%=*}" | tr -d ' ' | tr '[:upper:]' '[:lower:]')
    case $key in
      host | server) PGHOST=${pair#*=} ;;
      port) PGPORT=${pair#*=} ;;
      database | db) PGDATABASE=${pair#*=} ;;
      username | userid | user) PGUSER=${pair#*=} ;;
      password | pwd) PGPASSWORD=${pair#*=} ;;
    esac
  done
}

database_is_local() { case $PGHOST in 127.0.0.1 | localhost | ::1 | /*) true ;; *) false ;; esac; }

# How many rows every table has, and a sum over their contents that no order changes. For psql, in any transaction.
readonly SUMS_OF_TABLES="SET timezone = 'UTC';
SELECT format('SELECT %L, count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM public.%I t', relname, relname)
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname \\gexec"

# Name, size and checksum of every file below a folder.
sums_of_files() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 -r sha256sum); }

# Opens the backup $1 into the folder $2; $3 is the file with the secret key, if it is encrypted.
unpack() {
  case $1 in
    *.tar.age)
      [ -n "$3" ] || fail "$1 is encrypted: give --identity FILE with the secret key."
      age --decrypt --identity "$3" "$1" | tar -x -C "$2" ;;
    *.tar) tar -x -C "$2" -f "$1" ;;
    *) fail "$1 is no backup of ChatFlow (chatflow-….tar or chatflow-….tar.age)." ;;
  esac || fail "$1 cannot be read."
  [ -f "$2/database.dump" ] && [ -f "$2/tables.sums" ] && [ -f "$2/files.sums" ] || fail "$1 is not whole."
}

# Fills the empty database $2 (and nothing else) from the opened backup $1, and says whether everything came.
fill_database() {
  pg_restore --exit-on-error --no-owner --no-privileges --jobs=2 --dbname="$2" "$1/database.dump"
  psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$2" <<< "$SUMS_OF_TABLES" > "$1/tables.restored"
  diff "$1/tables.sums" "$1/tables.restored" >&2 || fail "the database $2 is not what was backed up: see the lines above (table|rows|sum)."
}
