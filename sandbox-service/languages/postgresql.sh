# PostgreSQL inside the sandbox. $1 is the directory of its programs, $2 what to do:
#   template FILE        packs a data directory that a run can start from into FILE
#   run TEMPLATE ENTRY   runs ENTRY in a server of its own, from TEMPLATE where there is one
# The server listens on a socket in /tmp alone, keeps nothing on a disk, and ends with the run.
bin=$1
data=/tmp/postgresql

# Durability is of no use here, and autovacuum would only take time from the program.
settings=(
  -c listen_addresses= -c unix_socket_directories=/tmp
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off
  -c wal_level=minimal -c max_wal_senders=0 -c min_wal_size=2MB -c max_wal_size=8MB
  -c shared_buffers=8MB -c max_connections=10 -c max_parallel_workers=0 -c dynamic_shared_memory_type=mmap
  -c autovacuum=off -c jit=off -c timezone=UTC -c log_min_messages=fatal
)

# Small segments of the log and no template0 halve what each run must copy.
make_data() {
  "$bin/initdb" -D $data -U candidate --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --wal-segsize=1 --no-sync --no-instructions >/tmp/initdb.log 2>&1 || return 1
  "$bin/postgres" --single -D $data "${settings[@]}" template1 >>/tmp/initdb.log 2>&1 <<'SQL'
UPDATE pg_database SET datistemplate = false WHERE datname = 'template0'
DROP DATABASE template0
VACUUM FREEZE
CREATE DATABASE candidate
DROP DATABASE postgres
CHECKPOINT
SQL
}

fail() {
  printf 'The PostgreSQL server did not start.\n' >&2
  exit 1
}

if [[ $2 == template ]]; then
  make_data || { cat /tmp/initdb.log >&2; exit 1; }
  exec tar --create --file "$3" --directory $data .
fi

template=$3 entry=$4
if [[ -r $template ]]; then
  mkdir -m 700 $data && tar --extract --file "$template" --directory $data || fail
else
  make_data || fail
fi
"$bin/postgres" -D $data "${settings[@]}" </dev/null >/tmp/postgresql.log 2>&1 &
server=$!

# The eighth line of this file tells when the server takes connections. Waiting costs no process.
exec {never}<> <(:)
until { mapfile -t state <$data/postmaster.pid; } 2>/dev/null && [[ ${state[7]} == ready* ]]; do
  kill -0 $server 2>/dev/null || fail
  read -r -t 0.003 -u $never
done

set_up=()
# What people type does not end by itself, so only a file is read.
if [[ -f /dev/stdin && -s /dev/stdin ]]; then set_up=(-f /dev/stdin); fi
exec "$bin/psql" --no-psqlrc --quiet --host /tmp --username candidate --dbname candidate \
  --set ON_ERROR_STOP=1 --pset pager=off --pset 'null=NULL' "${set_up[@]}" -f "$entry"
