/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.test.hostile.HostileIssuer;
import io.identifiabl.test.hostile.HostileIssuers;
import io.identifiabl.test.hostile.HostileRequest;
import io.identifiabl.test.hostile.HostileResponse;
import io.identifiabl.test.hostile.HostileToken;
import io.identifiabl.test.hostile.HostileTokens;

/**
 * Sends every row of the corpus to the demo and to a stock resource server.
 *
 * @author Identifiabl Contributors
 */
final class HostileRun implements AutoCloseable {

	// otherwise it is the container that refuses large tokens, without saying why
	private static final String HEADER_SIZE = "server.max-http-request-header-size=2MB";

	private final HostileIssuers issuers = HostileIssuers.start();

	private final RunningDemo demo;

	private final ConfigurableApplicationContext stock;

	private final ConfigurableApplicationContext stockOfMany;

	private final Map<String, HostileOutcome> outcomes = new LinkedHashMap<>();

	HostileRun() {
		List<HostileIssuer> trusted = this.issuers.list();
		this.demo = RunningDemo.start(properties(trusted));
		this.stock = StockApplication.start(trusted.get(0), HEADER_SIZE);
		this.stockOfMany = StockApplication.start(trusted, HEADER_SIZE);
		// so that nothing is left to say about the first request
		Http.get(server(this.demo.getContext()) + "/api/me");
		askAll();
	}

	private static String[] properties(List<HostileIssuer> trusted) {
		Stream<String> general = Stream.of(HEADER_SIZE, "identifiabl.audiences=" + HostileTokens.getAudience(),
				// a busy machine must not make an issuer look as if it were down
				"identifiabl.keys.connect-timeout=30s", "identifiabl.keys.read-timeout=30s",
				// an unknown key is looked for however many were looked for before
				"identifiabl.keys.minimum-refetch-interval=1ms",
				// which another thread would log at any time
				"identifiabl.audit.checkpoint.anchors=");
		return Stream.concat(general, trusted.stream().flatMap(HostileRun::properties)).toArray(String[]::new);
	}

	private static Stream<String> properties(HostileIssuer issuer) {
		String prefix = "identifiabl.providers." + issuer.name() + ".";
		List<String> properties = new ArrayList<>();
		properties.add(prefix + "issuer=" + issuer.issuer());
		properties.add(prefix + "type=" + issuer.type());
		if (issuer.jwkSetUri() != null) {
			properties.add(prefix + "jwk-set-uri=" + issuer.jwkSetUri());
		}
		if (!issuer.algorithms().isEmpty()) {
			properties.add(prefix + "jws-algorithms=" + String.join(",", issuer.algorithms()));
		}
		if (!issuer.tenants().isEmpty()) {
			properties.add(prefix + "allowed-tenants=" + String.join(",", issuer.tenants()));
		}
		issuer.claims().forEach((attribute, claim) -> properties.add(prefix + "claims." + attribute + "=" + claim));
		return properties.stream();
	}

	// with what the demo logs, and the framework beside it
	private void askAll() {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		root.addAppender(log);
		root.setLevel(Level.INFO);
		try {
			for (HostileToken row : HostileTokens.rows()) {
				log.list.clear();
				this.outcomes.put(row.getId(), ask(row, log));
			}
		}
		finally {
			root.setLevel(level);
			root.detachAppender(log);
		}
	}

	private HostileOutcome ask(HostileToken row, ListAppender<ILoggingEvent> log) {
		HostileRequest request = row.toRequest(this.issuers);
		int canaryRequests = this.issuers.getCanaryRequests();
		HostileResponse ours = request.send(resource(this.demo.getContext(), row));
		List<ILoggingEvent> lines = List.copyOf(log.list);
		int calls = this.issuers.getCanaryRequests() - canaryRequests;
		HostileResponse stock = request
			.send(resource(row.getIssuer().equals("main") ? this.stock : this.stockOfMany, row));
		return new HostileOutcome(row, new String(request.token(), StandardCharsets.UTF_8), ours, lines, calls, stock);
	}

	private static String server(ConfigurableApplicationContext context) {
		return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
	}

	private static URI resource(ConfigurableApplicationContext server, HostileToken row) {
		return URI.create(server(server) + (row.isForUsers() ? "/api/memories" : "/api/me"));
	}

	HostileOutcome outcome(HostileToken row) {
		return Objects.requireNonNull(this.outcomes.get(row.getId()));
	}

	List<HostileOutcome> getOutcomes() {
		return List.copyOf(this.outcomes.values());
	}

	HostileIssuers getIssuers() {
		return this.issuers;
	}

	List<ConfigurableApplicationContext> getStock() {
		return List.of(this.stock, this.stockOfMany);
	}

	@Override
	public void close() {
		this.demo.close();
		this.stock.close();
		this.stockOfMany.close();
		this.issuers.close();
	}

}
