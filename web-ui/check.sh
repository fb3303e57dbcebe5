#!/usr/bin/env bash
# Checks types, style, import rules and behaviour, unless nothing has changed since they were well.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
well=target/well
if [ -f "$well" ] &&
  [ -z "$(find . ../docs/api/openapi.json \( -name node_modules -o -name target -o -name generated -o -name dist \
    -o -name screenshots \) -prune -o -type f -newer "$well" -print -quit)" ]; then
  exit 0
fi
npm run --silent check
mkdir -p target && touch "$well"
