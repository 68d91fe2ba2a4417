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

package io.identifiabl.demo.hostilemcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import io.identifiabl.test.hostile.HostileIssuers;
import io.identifiabl.test.hostile.HostileMessage;
import io.identifiabl.test.hostile.HostileMessages;
import io.identifiabl.test.hostile.HostileRequest;
import io.identifiabl.test.hostile.HostileResponse;

/**
 * Sends every row of the corpus to servers with and without this library.
 *
 * @author Identifiabl Contributors
 */
final class HostileMcpRun implements AutoCloseable {

	private static final int PATIENCE = 60_000;

	// for a stream that may not even begin
	private static final int PATIENCE_FOR_THE_BEGINNING = 15_000;

	// for the end of a stream that has told all it had to
	private static final int PATIENCE_FOR_THE_END = 3_000;

	private final HostileIssuers issuers = HostileIssuers.start();

	private final Map<String, RunningServer> ours = new LinkedHashMap<>();

	private final Map<String, RunningServer> stock = new LinkedHashMap<>();

	private final List<MessageOutcome> outcomes = new ArrayList<>();

	HostileMcpRun() {
		HostileMessages.servers().keySet().forEach((kind) -> {
			this.ours.put(kind, RunningServer.start(kind, false, this.issuers.list().get(0)));
			this.stock.put(kind, RunningServer.start(kind, true, this.issuers.list().get(0)));
		});
		askAll();
	}

	private void askAll() {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Appender<ILoggingEvent> console = root.getAppender("CONSOLE");
		root.detachAppender(console);
		root.addAppender(log);
		root.setLevel(Level.INFO);
		try {
			for (HostileMessage row : HostileMessages.rows()) {
				for (String kind : row.getServers()) {
					this.outcomes.add(new MessageOutcome(row, kind, ask(row, server(this.ours, kind), false, log),
							ask(row, server(this.stock, kind), row.isEndless(), log)));
				}
			}
		}
		finally {
			root.setLevel(level);
			root.detachAppender(log);
			root.addAppender(console);
		}
	}

	private static RunningServer server(Map<String, RunningServer> servers, String kind) {
		return Objects.requireNonNull(servers.get(kind), kind);
	}

	private Reply ask(HostileMessage row, RunningServer server, boolean endless, ListAppender<ILoggingEvent> log) {
		String session = server.newSession(sessionToken(row));
		String foreign = server.newSession(HostileMessages.token(this.issuers, "bob"));
		log.list.clear();
		HostileRequest request = row.toRequest(this.issuers, RunningServer.ENDPOINT, session, foreign);
		return exchange(row, request, server.endpoint(), endless, log);
	}

	// a stranger who may not begin a session uses that of alice
	private @Nullable String sessionToken(HostileMessage row) {
		if (!row.getCaller().equals("nobody")) {
			return HostileMessages.token(this.issuers, row.getCaller());
		}
		boolean mixed = row.getServers().stream().allMatch((kind) -> kind.startsWith("mixed-"));
		return mixed ? null : HostileMessages.token(this.issuers, "alice");
	}

	private static Reply exchange(HostileMessage row, HostileRequest request, URI endpoint, boolean endless,
			ListAppender<ILoggingEvent> log) {
		try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
			socket.setSoTimeout(endless ? PATIENCE_FOR_THE_BEGINNING : PATIENCE);
			socket.getOutputStream().write(request.toBytes(endpoint));
			socket.getOutputStream().flush();
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			boolean ended = read(socket, bytes, endless);
			HostileResponse response = (bytes.size() > 0) ? HostileResponse.parse(bytes.toByteArray())
					: new HostileResponse(0, List.of(), "");
			return new Reply(response, ended, List.copyOf(log.list));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No answer to " + row, ex);
		}
	}

	// false if it does not end
	private static boolean read(Socket socket, ByteArrayOutputStream bytes, boolean endless) throws IOException {
		byte[] buffer = new byte[8192];
		try {
			for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
				bytes.write(buffer, 0, read);
				if (endless && bytes.size() > 0) {
					socket.setSoTimeout(PATIENCE_FOR_THE_END);
				}
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	List<MessageOutcome> getOutcomes() {
		return this.outcomes;
	}

	List<RunningServer> getStock() {
		return List.copyOf(this.stock.values());
	}

	@Override
	public void close() {
		this.ours.values().forEach(RunningServer::close);
		this.stock.values().forEach(RunningServer::close);
		this.issuers.close();
	}

}
