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

package io.identifiabl.demo.faultlab;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLSocket;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;

/**
 * An identity provider on a loopback port that behaves as it is told to, down to the
 * bytes and the connections, and counts what it is asked for. Its tokens are real.
 *
 * @author Identifiabl Contributors
 */
final class FaultyIssuer implements AutoCloseable {

	private static final String METADATA = "/.well-known/openid-configuration";

	private static final String KEYS = "/keys";

	private static final TestIssuer SIGNER = signer();

	private final FaultAnswers answers = new FaultAnswers();

	private final List<IssuerExchange> exchanges = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final CountDownLatch closing = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "faulty-issuer");
		thread.setDaemon(true);
		return thread;
	});

	private final @Nullable LabCertificates certificates;

	private final InetSocketAddress address;

	private final List<Closeable> open = new ArrayList<>();

	private volatile FaultMode mode;

	private volatile boolean metadataFaulty;

	private volatile String document = new JWKSet(key().toPublicJWK()).toString();

	private FaultyIssuer(@Nullable LabCertificates certificates, FaultMode mode) throws IOException {
		this.certificates = certificates;
		this.mode = mode;
		InetAddress loopback = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
			this.address = new InetSocketAddress(loopback, free.getLocalPort());
		}
		listen();
	}

	// closed: it has to sign, not to serve
	private static TestIssuer signer() {
		TestIssuer issuer = TestIssuer.start();
		issuer.close();
		return issuer;
	}

	static FaultyIssuer start(FaultMode mode) {
		return start(null, mode);
	}

	static FaultyIssuer start(@Nullable LabCertificates certificates, FaultMode mode) {
		try {
			return new FaultyIssuer(certificates, mode);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void behave(FaultMode mode) {
		behave(mode, false);
	}

	// as to the metadata, too
	void behaveEverywhere(FaultMode mode) {
		behave(mode, true);
	}

	private void behave(FaultMode mode, boolean everywhere) {
		boolean listenAnew = isOfConnection(this.mode) || isOfConnection(mode);
		this.metadataFaulty = everywhere;
		this.mode = mode;
		if (listenAnew) {
			try {
				listen();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static boolean isOfConnection(FaultMode mode) {
		return mode == FaultMode.CLOSED || mode == FaultMode.UNACCEPTED;
	}

	private void listen() throws IOException {
		stopListening();
		if (this.mode == FaultMode.CLOSED) {
			keepPort();
			return;
		}
		boolean accepts = this.mode != FaultMode.UNACCEPTED;
		ServerSocket listening = new ServerSocket();
		listening.setReuseAddress(true);
		listening.bind(this.address, accepts ? 200 : 1);
		this.open.add(listening);
		if (accepts) {
			CountDownLatch ended = new CountDownLatch(1);
			this.threads.execute(() -> accept(listening, ended));
			// the port is not free before nobody accepts any more
			this.open.add(() -> await(ended));
		}
		else {
			fillQueue();
		}
	}

	private void stopListening() throws IOException {
		for (Closeable socket : this.open) {
			socket.close();
		}
		this.open.clear();
	}

	// bound, but not listening: a port that is refused and that nobody else gets
	private void keepPort() throws IOException {
		Socket socket = new Socket();
		this.open.add(socket);
		socket.setReuseAddress(true);
		socket.bind(this.address);
	}

	private void fillQueue() throws IOException {
		for (int i = 0; i < 4; i++) {
			SocketChannel channel = SocketChannel.open();
			this.open.add(channel);
			channel.configureBlocking(false);
			channel.connect(this.address);
		}
	}

	private void accept(ServerSocket listening, CountDownLatch ended) {
		try {
			while (!listening.isClosed()) {
				Socket socket = listening.accept();
				this.connections.incrementAndGet();
				this.threads.execute(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// not listening any more
		}
		finally {
			ended.countDown();
		}
	}

	private static void await(CountDownLatch ended) throws IOException {
		try {
			ended.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private void serve(Socket socket) {
		try (Socket conversation = secure(socket)) {
			IssuerExchange exchange = IssuerExchange.read(conversation, this.closing);
			if (exchange != null) {
				this.exchanges.add(exchange);
				answer(exchange);
			}
		}
		catch (IOException ex) {
			// the client left, which is what most faults make it do
		}
	}

	private Socket secure(Socket socket) throws IOException {
		socket.setSendBufferSize(8 * 1024);
		if (this.certificates == null) {
			return socket;
		}
		SSLSocket secured = (SSLSocket) this.certificates.server(this.mode)
			.getSocketFactory()
			.createSocket(socket, null, this.address.getPort(), true);
		secured.setUseClientMode(false);
		return secured;
	}

	private void answer(IssuerExchange exchange) throws IOException {
		try {
			switch (exchange.getPath()) {
				case METADATA ->
					this.answers.answer(this.metadataFaulty ? this.mode : FaultMode.OK, metadata(), exchange);
				case KEYS -> this.answers.answer(this.mode, this.document, exchange);
				case FaultAnswers.ELSEWHERE -> this.answers.answer(FaultMode.OK, this.document, exchange);
				default -> exchange.respond("404 Not Found", "");
			}
		}
		finally {
			exchange.close();
		}
	}

	private String metadata() {
		return JSONObjectUtils.toJSONString(Map.of("issuer", getIssuer(), "jwks_uri", getJwkSetUri()));
	}

	String getIssuer() {
		return ((this.certificates != null) ? "https" : "http") + "://127.0.0.1:" + this.address.getPort();
	}

	String getJwkSetUri() {
		return getIssuer() + KEYS;
	}

	static RSAKey key() {
		return SIGNER.getKey();
	}

	void publish(JWK... keys) {
		this.document = new JWKSet(List.of(keys)).toString();
	}

	void publishDocument(String text) {
		this.document = text;
	}

	TestToken token(String subject) {
		// stock knows no other type
		return SIGNER.token(subject).header("typ", "JWT").claim("iss", getIssuer()).audience(LabServer.AUDIENCE);
	}

	String token() {
		return token("user").sign();
	}

	List<IssuerExchange> getKeySetExchanges() {
		return exchanges(KEYS);
	}

	List<IssuerExchange> getExchangesElsewhere() {
		return exchanges(FaultAnswers.ELSEWHERE);
	}

	private List<IssuerExchange> exchanges(String path) {
		return this.exchanges.stream().filter((exchange) -> exchange.getPath().equals(path)).toList();
	}

	int getFetches() {
		return getKeySetExchanges().size();
	}

	int getConnections() {
		return this.connections.get();
	}

	@Override
	public void close() {
		try {
			stopListening();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.closing.countDown();
			this.threads.shutdownNow();
		}
	}

}
