# Runs an SQL file in SQLite, on a database in memory. $1 is sqlite3, $2 the entry. What a test writes to stdin (tables
# and rows) is run first. The files that `.read` names are put in their places here, so that an error can name its file.
script=/tmp/script.sql
lines=/tmp/script.lines
setup=/tmp/setup.sql
: >$script >$lines
# What people type does not end by itself, so only a file is read.
if [[ -f /dev/stdin && -s /dev/stdin ]]; then cat >$setup; fi

awk -v entry="$2" -v setup=$setup -v script=$script -v lines=$lines '
  function copy(path, name,    line, number, other, first) {
    isOpen[path] = 1
    while ((getline line < path) > 0) {
      number++
      other = ""
      if (line ~ /^\.read[ \t]+[^|]/) {
        other = line
        sub(/^\.read[ \t]+/, "", other)
        gsub(/[ \t;]+$|^["\047]|["\047][ \t]*$/, "", other)
      }
      # A file that reads itself is left to SQLite, which knows when to stop.
      if (other != "" && !isOpen[other] && (getline first < other) >= 0) {
        close(other)
        copy(other, other)
      } else {
        print line > script
        print name ":" number > lines
      }
    }
    close(path)
    isOpen[path] = 0
  }
  BEGIN {
    copy(setup, "stdin")
    copy(entry, entry)
  }' || exit 1

# SQLite counts lines in what it reads; the names of the files are put back into what it says.
{
  "$1" -batch -bail -column -header -nullvalue NULL :memory: <$script 2>&1 >&3 3>&- |
    awk -v lines=$lines '
      match($0, /^[A-Z][a-z]+ error near line [0-9]+: /) {
        split(substr($0, 1, RLENGTH), word, " ")
        for (n = 0; n < word[5] + 0; n++) getline where < lines
        $0 = where ": " tolower(word[1]) " error: " substr($0, RLENGTH + 1)
      }
      { print; fflush() }' >&2 3>&-
} 3>&1
exit "${PIPESTATUS[0]}"
