#!/usr/bin/env bash
#
# Calls a tool with the Inspector's command line, which knows nothing but the URL:
# inspector.sh URL TOOL DIRECTORY. What the Inspector keeps and prints goes to the directory.

set -euo pipefail

url="$1" tool="$2" directory="$3"
here="$(dirname "${BASH_SOURCE[0]}")"

# its registrations and tokens are of this run only
export HOME="$directory" MCP_INSPECTOR_SECRET_STORE=memory
# without a terminal it would refuse to wait for the user
export MCP_AUTO_OPEN_ENABLED=true
# any free port
export MCP_OAUTH_CALLBACK_URL=http://127.0.0.1:0/oauth/callback

# it is read at once, before the Inspector may have been started
: >"$directory/err"
"$here/../node_modules/.bin/mcp-inspector" --cli "$url" --transport http \
	--method tools/call --tool-name "$tool" >"$directory/out" 2>>"$directory/err" &
inspector=$!
trap 'kill "$inspector" 2>/dev/null || true' EXIT

for ((i = 0; i < 300; i++)); do
	page="$(sed -n 's/.*Please navigate to: *\(http[^ ]*\).*/\1/p' "$directory/err")"
	if [[ -n "$page" ]] || ! kill -0 "$inspector" 2>/dev/null; then
		break
	fi
	sleep 0.1
done
if [[ -z "${page:-}" ]]; then
	echo "The Inspector did not ask for the user" >&2
	exit 1
fi
node "$here/browser.mjs" "$page"
wait "$inspector"
cat "$directory/out"
