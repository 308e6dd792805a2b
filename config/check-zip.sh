#!/usr/bin/env bash
# What a function's package may hold, and how large it may be: a larger one starts later.
# usage: check-zip.sh JAR_TOOL ZIP MOST_BYTES
set -euo pipefail
jar=$1 zip=$2 most=$3

names=$("$jar" --list --file "$zip" | grep -v '/$')
problems=$(
  grep -Ev '^(dev/pg2convex/.*\.class|lib/[^/]+\.jar)$' <<<"$names" | sed 's/^/neither a class of ours nor a library: /' || true
  # Two versions of one library, of which the class loader would take either.
  grep '^lib/' <<<"$names" | sed -E 's/-[0-9][^/]*\.jar$//' | sort | uniq -d | sed 's/^/twice: /'
  # Another HTTP client of the AWS SDK than the one that is used, annotations that nobody reads while running, and what belongs to tests.
  grep -E '^lib/(netty|apache-client|apache5-client|aws-crt|httpc|checker-qual|annotations-[0-9]+\.[0-9]+\.jar|junit|pg2convex-(testing|embedded))' <<<"$names" \
    | sed 's/^/not needed: /' || true
)
size=$(wc -c <"$zip")
echo "$(basename "$zip"): $((size / 1000)) kB of at most $((most / 1000)), $(grep -c '^lib/' <<<"$names") libraries"
if ((size > most)); then
  problems+="${problems:+$'\n'}$size bytes, and at most $most are allowed (package.most.bytes)"
fi
if [ -n "$problems" ]; then
  sed "s|^|$(basename "$zip"): |" <<<"$problems" >&2
  exit 1
fi
