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

package io.identifiabl.audit.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A network to a database, which can drop everything without telling anybody: connections
 * stay open, and nothing comes.
 *
 * @author Identifiabl Contributors
 */
final class SilentProxy implements AutoCloseable {

	private static final int BUFFER = 1 << 16;

	private final ServerSocket server;

	private final int target;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private volatile boolean silent;

	private SilentProxy(ServerSocket server, int target) {
		this.server = server;
		this.target = target;
	}

	static SilentProxy start(int target) {
		try {
			SilentProxy proxy = new SilentProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
			daemon(proxy::accept);
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int getPort() {
		return this.server.getLocalPort();
	}

	void setSilent(boolean silent) {
		this.silent = silent;
		if (!silent) {
			// what was dropped is not sent again, so that these can never go on
			closeAll();
		}
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				client.setTcpNoDelay(true);
				this.sockets.add(client);
				if (!this.silent) {
					Socket database = new Socket(InetAddress.getLoopbackAddress(), this.target);
					database.setTcpNoDelay(true);
					this.sockets.add(database);
					daemon(() -> forward(client, database));
					daemon(() -> forward(database, client));
				}
			}
			catch (IOException ex) {
				// it was closed, or the database is away
			}
		}
	}

	private void forward(Socket from, Socket to) {
		byte[] buffer = new byte[BUFFER];
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (!this.silent) {
					out.write(buffer, 0, read);
				}
			}
			// the end is told by a packet as well
			while (this.silent) {
				LockSupport.parkNanos(1_000_000);
			}
		}
		catch (IOException ex) {
			// one of them is gone
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private void closeAll() {
		for (Socket socket = this.sockets.poll(); socket != null; socket = this.sockets.poll()) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				// it was closed before
			}
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		closeAll();
	}

}
