#!/usr/bin/env bash
# Makes the files of the user interface in a folder, if anything they are made of is newer.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
target="$1"

needs_node="The user interface is built with Node.js 20.19 or newer (and its npm)"
command -v node >/dev/null && command -v npm >/dev/null || {
  echo "$needs_node, and there is none in PATH: install it, or build without the interface: -pl '!web-ui'." >&2
  exit 1
}
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || {
  echo "$needs_node, but node is $(node --version)." >&2
  exit 1
}

# Exactly what the lock file says, and only when it says something else than before.
cmp -s package-lock.json node_modules/.locked || {
  npm ci --no-audit --no-fund --loglevel error
  cp package-lock.json node_modules/.locked
}

if [ -f "$target/index.html" ] &&
  [ -z "$(find src public index.html package-lock.json vite.config.ts tsconfig.json ../docs/api/openapi.json \
    -newer "$target/index.html" -print -quit)" ]; then
  exit 0
fi
npm run --silent build -- --outDir "$target" --emptyOutDir --logLevel warn
# Packed once here, instead of at each request.
find "$target" -type f \( -name '*.js' -o -name '*.css' -o -name '*.svg' \) -exec gzip -9kn {} +
