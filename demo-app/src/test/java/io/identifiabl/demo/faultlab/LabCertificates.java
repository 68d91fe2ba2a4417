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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of the identity provider, good and bad, made by the JDK's own tool. All
 * but the {@linkplain FaultMode#UNTRUSTED untrusted} one are from an authority that
 * whoever uses {@link #client()} trusts.
 *
 * @author Identifiabl Contributors
 */
final class LabCertificates {

	private static final String PASSWORD = "changeit";

	private static final String AUTHORITY = "authority";

	private static final String ISSUER = "issuer";

	private static final String LOOPBACK = "san=ip:127.0.0.1";

	private final Path directory;

	private final Map<FaultMode, SSLContext> servers = new EnumMap<>(FaultMode.class);

	private final KeyStore trusted = KeyStore.getInstance("PKCS12");

	private LabCertificates(Path directory) throws IOException, GeneralSecurityException {
		this.directory = directory;
		this.trusted.load(null, null);
	}

	static LabCertificates create(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
		LabCertificates certificates = new LabCertificates(directory);
		certificates.generate(store(directory, AUTHORITY), AUTHORITY, "bc:c");
		certificates.trusted.setCertificateEntry(AUTHORITY,
				load(store(directory, AUTHORITY)).getCertificate(AUTHORITY));
		certificates.add(FaultMode.UNTRUSTED, LOOPBACK);
		certificates.addSigned(FaultMode.OK, LOOPBACK);
		certificates.addSigned(FaultMode.WRONG_HOST, "san=dns:other.example.com");
		certificates.addSigned(FaultMode.EXPIRED, LOOPBACK, "-startdate", "-9d", "-validity", "2");
		return certificates;
	}

	// by the authority, which has to be in the same file
	private void addSigned(FaultMode mode, String name, String... options)
			throws IOException, InterruptedException, GeneralSecurityException {
		Files.copy(store(this.directory, AUTHORITY), store(this.directory, mode.name()));
		add(mode, name, Stream.concat(Stream.of("-signer", AUTHORITY), Stream.of(options)).toArray(String[]::new));
	}

	private void add(FaultMode mode, String name, String... options)
			throws IOException, InterruptedException, GeneralSecurityException {
		Path file = store(this.directory, mode.name());
		generate(file, ISSUER, name, options);
		KeyStore store = load(file);
		if (store.containsAlias(AUTHORITY)) {
			store.deleteEntry(AUTHORITY);
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		this.servers.put(mode, context);
	}

	private void generate(Path store, String alias, String extension, String... options)
			throws IOException, InterruptedException {
		Path log = this.directory.resolve("keytool.log");
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-ext", extension,
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString());
		Process tool = new ProcessBuilder(Stream.concat(command.stream(), Stream.of(options)).toList())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		if (tool.waitFor() != 0) {
			throw new IOException("keytool failed: " + Files.readString(log));
		}
	}

	private static Path store(Path directory, String name) {
		return directory.resolve(name + ".p12");
	}

	private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(file)) {
			store.load(stream, PASSWORD.toCharArray());
		}
		return store;
	}

	SSLContext server(FaultMode mode) {
		return Objects.requireNonNull(this.servers.get(mode.isOfCertificate() ? mode : FaultMode.OK));
	}

	SSLContext client() throws GeneralSecurityException {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(this.trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
